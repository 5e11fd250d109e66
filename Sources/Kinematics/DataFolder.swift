import Foundation

/// Where the figures of the world lie that Outpost carries: the folder `Data` of the checkout or
/// of the installation.
public enum DataFolder {
  /// The folder, looked for in this order: the environment variable `OUTPOST_DATA`; `Data` beside
  /// or above the executable (a build inside the checkout); `share/outpost/Data` beside the
  /// executable's folder (an installation).
  ///
  /// - Throws: ``KinematicsError/fileUnreadable(path:)`` naming the last place looked at.
  public static func locate(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String =
      (try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  ) throws(KinematicsError) -> URL {
    let marker = "earth-orientation.csv"
    func holdsData(_ folder: URL) -> Bool {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent(marker).path)
    }
    if let given = environment["OUTPOST_DATA"] {
      let folder = URL(fileURLWithPath: given)
      guard holdsData(folder) else { throw .fileUnreadable(path: folder.path + "/" + marker) }
      return folder
    }
    var places: [URL] = []
    var folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
    places.append(
      folder.deletingLastPathComponent().appendingPathComponent("share/outpost/Data"))
    while folder.path != "/" {
      places.append(folder.appendingPathComponent("Data"))
      folder = folder.deletingLastPathComponent()
    }
    for directory in [#filePath] {
      // Tests run under the test runner, whose executable may lie anywhere: the source tree that
      // was compiled knows where its data is.
      places.append(
        URL(fileURLWithPath: directory).deletingLastPathComponent().deletingLastPathComponent()
          .deletingLastPathComponent().appendingPathComponent("Data"))
    }
    if let found = places.first(where: holdsData) { return found }
    throw .fileUnreadable(path: (places.first?.path ?? "Data") + "/" + marker)
  }
}
