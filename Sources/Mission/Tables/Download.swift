import Foundation

/// Fetches small files by `curl`, which knows proxies, certificates and time-outs.
///
/// The program is run rather than its library linked: only `outpost data update` needs it, and to
/// load the library would make every other command start 5 ms later.
enum Download {
  /// Why a file did not come.
  struct Failure: Error {
    var reason: String
  }

  /// The longest file that is taken [bytes]; the longest of the tables has 4 MB.
  static let longestFile = 64 << 20

  /// Fetches the first of several addresses that answers.
  static func fetch(_ addresses: [String], to file: URL) throws(Failure) {
    guard let curl = program("curl") else {
      throw Failure(reason: "the program curl is not found")
    }
    var reason = "no address"
    for address in addresses {
      do throws(Failure) {
        return try fetch(address, to: file, by: curl)
      } catch {
        reason = error.reason
      }
    }
    throw Failure(reason: reason)
  }

  private static func fetch(
    _ address: String, to file: URL, by curl: URL
  ) throws(Failure) {
    let process = Process()
    process.executableURL = curl
    process.arguments = [
      "--silent", "--show-error", "--fail", "--location", "--proto", "=https",
      "--connect-timeout", "10", "--max-time", "120", "--max-filesize", "\(longestFile)",
      "--output", file.path, address,
    ]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw Failure(reason: "curl does not start")
    }
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus == 0 { return }
    let line = String(decoding: said.prefix(400), as: UTF8.self)
      .split(whereSeparator: \.isNewline).first.map(String.init)
    throw Failure(
      reason: isOffline(process.terminationStatus)
        ? "no network" : line ?? "curl: exit \(process.terminationStatus)")
  }

  /// Exit codes of curl: the proxy's or the host's name has no address, no connection, timed out.
  private static func isOffline(_ code: Int32) -> Bool { [5, 6, 7, 28].contains(code) }

  /// Copies a file of a folder.
  static func copy(_ source: URL, to file: URL) throws(Failure) {
    let values = try? source.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
    guard let values, values.isRegularFile == true, let size = values.fileSize else {
      throw Failure(reason: "\(source.path) is not there")
    }
    guard size <= longestFile else { throw Failure(reason: "\(source.path) is over 64 MiB") }
    do {
      try? FileManager.default.removeItem(at: file)
      try FileManager.default.copyItem(at: source, to: file)
    } catch {
      throw Failure(reason: "\(source.path) cannot be copied")
    }
  }

  /// A program of the search path.
  private static func program(_ name: String) -> URL? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").lazy
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
