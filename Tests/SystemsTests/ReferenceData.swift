import Foundation

/// The folder of reference files that are not part of the repository: `OUTPOST_REFERENCE_DATA`, or
/// `../shared/data` beside the package.
enum ReferenceData {
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["OUTPOST_REFERENCE_DATA"] {
      return URL(fileURLWithPath: path)
    }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/data")
  }()

  /// Whether a file is there.
  static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path)
  }

  /// The text of a file.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }
}
