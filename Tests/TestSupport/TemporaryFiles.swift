import Foundation

/// A new, empty folder of its own among the temporary files; who asks for it removes it.
public func temporaryFolder() throws -> URL {
  let folder = temporaryPlace()
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}

/// What `body` makes of a new, empty folder, which is gone with all that is in it afterwards.
@discardableResult
public func withTemporaryFolder<Answer>(_ body: (URL) throws -> Answer) throws -> Answer {
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// What `body` makes of a place for a file, which is gone afterwards. Nothing is there before `body`
/// writes it, unless a text is given.
///
/// - Parameters:
///   - text: What the file holds.
///   - ending: What its name ends with after the dot, such as `csv`.
///   - body: Reads and writes the file.
@discardableResult
public func withTemporaryFile<Answer>(
  holding text: String? = nil, ending: String, _ body: (URL) throws -> Answer
) throws -> Answer {
  let file = temporaryPlace().appendingPathExtension(ending)
  defer { try? FileManager.default.removeItem(at: file) }
  try text?.write(to: file, atomically: true, encoding: .utf8)
  return try body(file)
}

private func temporaryPlace() -> URL {
  FileManager.default.temporaryDirectory.appendingPathComponent("outpost-\(UUID().uuidString)")
}
