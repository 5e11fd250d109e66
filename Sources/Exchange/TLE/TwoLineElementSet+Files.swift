import Foundation

extension TwoLineElementSet {
  /// The element sets of a file, at least one: two lines each, or Orbit Mean-Elements Messages as KVN,
  /// XML, JSON or CSV.
  ///
  /// - Throws: ``InputErrors`` for a file that is none of these, holds no set, or a message whose
  ///   theory or numbers two lines cannot hold.
  public static func readElements(_ url: URL) throws(InputErrors) -> [TwoLineElementSet] {
    let file = url.relativePath
    let text = try TextFile.read(url, limit: 256 * 1_048_576)
    var sets: [TwoLineElementSet] = []
    if !OrbitMeanElementsMessage.appears(in: text) {
      sets = try parse(text, file: file)
    } else {
      for message in try OrbitMeanElementsMessage.parse(text, file: file) {
        do throws(ExchangeError) {
          sets.append(try TwoLineElementSet(message))
        } catch {
          throw InputErrors(
            file: file, line: 1, what: "\(message.object.name): \(error)",
            allowed: "mean elements of SGP4 that two lines can hold")
        }
      }
    }
    guard !sets.isEmpty else {
      throw InputErrors(
        file: file, line: 1, what: "the file holds no element set",
        allowed: "sets of two lines of 69 columns, or OMM")
    }
    return sets
  }
}
