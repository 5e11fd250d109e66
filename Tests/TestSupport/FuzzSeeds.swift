import Foundation

/// The texts from which the fuzzers of `Fuzz/` start, and what is broken off them. A reader's seeds
/// lie in the folder of its name below `Fuzz/Seeds`.
public enum FuzzSeeds {
  /// Where the seeds of all readers lie.
  public static let folder = repositoryRoot.appendingPathComponent("Fuzz/Seeds")

  /// The text of one seed, such as `cdm-kvn/plain.cdm`.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }

  /// The seeds of a reader, in the order of their names.
  public static func of(_ reader: String) throws -> [(name: String, text: String)] {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent(reader).path)
    return try names.sorted().map { ($0, try text("\(reader)/\($0)")) }
  }

  /// At every `stride`-th place of a text: what comes before it, and the text without the character
  /// (a Unicode scalar, so that the two of a line's end come apart) that stands there.
  public static func broken(_ text: String, every stride: Int) -> [String] {
    let characters = Array(text.unicodeScalars)
    return Swift.stride(from: 0, to: characters.count, by: stride).flatMap { place in
      var without = characters
      without.remove(at: place)
      return [Array(characters[..<place]), without].map {
        String(String.UnicodeScalarView($0))
      }
    }
  }
}
