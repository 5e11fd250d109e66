import Foundation

/// The folder of reference files that are not part of the repository: `OUTPOST_REFERENCE_DATA`, or
/// `../shared/data` beside the package. A test that needs one of them is skipped without it.
public enum ReferenceData {
  /// A reference file that is there and is not what it should be: broken off, say, or without the
  /// field that a test looks for.
  public struct Unreadable: Error {
    /// The file, or the field of one.
    public let path: String

    /// Names the file, or the field of one.
    public init(path: String) { self.path = path }
  }

  /// Where the reference files lie.
  public static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["OUTPOST_REFERENCE_DATA"] {
      return URL(fileURLWithPath: path)
    }
    return repositoryRoot.deletingLastPathComponent().appendingPathComponent("shared/data")
  }()

  /// Whether a file or folder is there; one that is compressed needs `xz` too.
  public static func has(_ path: String) -> Bool {
    let exists = FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path)
    return exists && (!path.hasSuffix(".xz") || xz != nil)
  }

  /// The text of a file, decompressed.
  ///
  /// - Throws: What Foundation says of a file that is missing; ``Unreadable`` where `xz` is missing
  ///   or ends with an error, as it does on a file that breaks off.
  public static func text(_ path: String) throws -> String {
    let url = folder.appendingPathComponent(path)
    guard path.hasSuffix(".xz") else {
      return String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }
    guard let xz else { throw Unreadable(path: url.path) }
    let process = Process()
    process.executableURL = xz
    process.arguments = ["-dc", url.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Unreadable(path: url.path) }
    return String(decoding: data, as: UTF8.self)
  }

  /// Paths of the files below a folder whose name passes, in order.
  public static func files(_ path: String, where passes: (String) -> Bool) -> [String] {
    let root = folder.appendingPathComponent(path)
    let all = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return all.filter { passes(($0 as NSString).lastPathComponent) }.sorted().map {
      "\(path)/\($0)"
    }
  }

  private static let xz: URL? = ["/usr/bin/xz", "/bin/xz"].map { URL(fileURLWithPath: $0) }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
}
