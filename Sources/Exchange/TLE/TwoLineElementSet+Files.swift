import Foundation

extension TwoLineElementSet {
  /// The element sets of a file, at least one: two lines each, or Orbit Mean-Elements Messages as KVN,
  /// XML, JSON or CSV.
  ///
  /// - Throws: ``InputErrors`` for a file that is none of these, holds no set, a set that is not for
  ///   SGP4, or a message whose theory or numbers two lines cannot hold.
  public static func readElements(_ url: URL) throws(InputErrors) -> [TwoLineElementSet] {
    let file = url.relativePath
    let text = try TextFile.read(url, limit: 256 * 1_048_576)
    var sets: [TwoLineElementSet] = []
    if !OrbitMeanElementsMessage.appears(in: text) {
      sets = try parse(text, file: file)
      try check(sets, file: file)
    } else {
      for message in try OrbitMeanElementsMessage.parse(text, file: file) {
        do throws(ExchangeError) {
          sets.append(try TwoLineElementSet(message))
        } catch {
          guard case .notExpressible(let what, let allowed) = error else {
            throw InputErrors(file: file, line: 1, what: "\(error)", allowed: "another form")
          }
          throw InputErrors(
            file: file, line: 1, what: "\(message.object.name): SGP4 cannot take \(what)",
            allowed: allowed)
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

  /// Whether elements of an ephemeris type are for SGP4 or what came before it: 0 as published, 1 to
  /// 3 as it was meant once (SGP, SGP4, SDP4). Since 2020 type 4 is SGP4-XP, whose drag terms stand
  /// in the same columns and mean something else (Space-Track, *TLE format*).
  static func isForSGP4(ephemerisType: Int) -> Bool { (0...3).contains(ephemerisType) }

  /// Refuses sets that SGP4 would misread.
  ///
  /// - Throws: ``InputErrors`` with every such set by its line.
  static func check(_ sets: [TwoLineElementSet], file: String) throws(InputErrors) {
    let problems = InputProblems()
    for set in sets where !isForSGP4(ephemerisType: set.ephemerisType) {
      problems.add(
        InputError(
          file: file, line: set.line,
          what: "the ephemeris type (column 63) is \(set.ephemerisType), SGP4-XP's or another's",
          allowed: "0, a set for SGP4"))
    }
    try problems.throwIfAny()
  }
}
