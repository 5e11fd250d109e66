import Foundation
import Kinematics

/// Mean elements of an orbit as the two-line element sets give them, for SGP4 in the frame TEME
/// (Hoots and Roehrich 1980, Spacetrack Report No. 3; Vallado et al. 2006).
///
///     let sets = try TwoLineElementSet.read(url)
///     sets[0].inclination          // [rad]
public struct TwoLineElementSet: Sendable, Hashable {
  /// The name line, trimmed; nil where there is none.
  public var name: String?
  /// The catalogue number, 0 to 339999; five characters hold the larger ones with a letter in
  /// front (Alpha-5).
  public var catalogueNumber: Int
  /// Classification: `U`, `C` or `S`.
  public var classification: Character
  /// International designator as written, as in `98067A`; may be empty.
  public var internationalDesignator: String
  /// The instant of the elements.
  public var epoch: Epoch
  /// Half of the first derivative of the mean motion, as the set gives it [rad/s²].
  public var halfMeanMotionRate: Double
  /// A sixth of the second derivative of the mean motion, as the set gives it [rad/s³].
  public var sixthMeanMotionAcceleration: Double
  /// The drag term B* [1/Earth radius].
  public var dragTerm: Double
  /// The ephemeris type, 0 for SGP4.
  public var ephemerisType: Int
  /// The number of the set.
  public var elementSetNumber: Int
  /// Mean inclination [rad], 0 to π.
  public var inclination: Double
  /// Mean right ascension of the ascending node [rad].
  public var rightAscensionOfAscendingNode: Double
  /// Mean eccentricity, 0 to 1.
  public var eccentricity: Double
  /// Mean argument of perigee [rad].
  public var argumentOfPerigee: Double
  /// Mean anomaly [rad].
  public var meanAnomaly: Double
  /// Mean motion in Kozai's sense, as the set gives it [rad/s].
  public var meanMotion: Double
  /// The number of the revolution at the epoch.
  public var revolutionNumber: Int
  /// Where line 1 of the set stands in its file, counted from 1.
  public var line: Int

  /// Reads a file of element sets.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)`` does, and when the file cannot be read or is
  ///   not UTF-8.
  public static func read(_ url: URL) throws(InputErrors) -> [TwoLineElementSet] {
    try parse(TextFile.read(url, limit: 256 * 1_048_576), file: url.relativePath)
  }

  /// Reads element sets, each of two lines with or without a name line in front; empty lines and
  /// lines that start with `#` are passed over.
  ///
  /// The sets by which programs for SGP4 are verified (Vallado et al. 2006) have start, stop and
  /// step [min] behind their line 2, and some have made-up elements under old checksums: in that
  /// form the three numbers are passed over and checksums are not asked for.
  ///
  /// - Throws: ``InputErrors`` with every set that breaks the column rules or its checksum.
  public static func parse(_ text: String, file: String) throws(InputErrors) -> [Self] {
    let problems = InputProblems()
    var sets: [Self] = []
    var name: (text: String, line: Int)?
    var first: (text: String, line: Int)?
    func complain(_ line: Int, _ what: String, _ allowed: String) {
      problems.add(InputError(file: file, line: line, what: what, allowed: allowed))
    }
    if let kind = try MessageKind.appearing(in: withoutByteOrderMark(text), file: file) {
      throw InputErrors(
        file: file, line: 1, what: "this is a CCSDS \(kind.rawValue.uppercased())",
        allowed: "two-line element sets")
    }
    let lines = withoutByteOrderMark(text).utf8.split(
      separator: 0x0A, omittingEmptySubsequences: false)
    for (index, bytes) in lines.enumerated() {
      let number = index + 1
      let line = Self.withoutTrailingBlanks(Substring(bytes))
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.hasPrefix("2 "), let one = first {
        do {
          let verification = Self.withoutTimes(line)
          sets.append(
            try parse(
              one.text, verification ?? line, name: name?.text, file: file,
              lines: (one.line, number), hasChecksums: verification == nil))
        } catch {
          problems.add(error)
        }
        (name, first) = (nil, nil)
      } else if let one = first {
        complain(one.line, "line 1 of a set without its line 2", "a line that starts with '2 '")
        (name, first) = (nil, line.hasPrefix("1 ") ? (line, number) : nil)
      } else if line.hasPrefix("1 ") {
        first = (line, number)
      } else if line.hasPrefix("2 ") {
        complain(number, "line 2 of a set without its line 1", "a line that starts with '1 '")
      } else {
        if let name { complain(name.line, "a name without a set", "two lines behind it") }
        let text = line.hasPrefix("0 ") ? String(line.dropFirst(2)) : line
        name = (NumberText.trimmed(text), number)
      }
    }
    if let place = first?.line ?? name?.line {
      complain(place, "the last set is not complete", "two lines of 69 columns")
    }
    try problems.throwIfAny()
    return sets
  }

  /// Whether a text reads as a file of element sets: one of its first two lines that are neither
  /// empty nor start with `#` starts with `1 ` or `2 `.
  ///
  /// Meant for telling formats apart, so that a file with a mistake still counts.
  public static func appears(in text: some StringProtocol) -> Bool {
    let lines = withoutByteOrderMark(String(text)).utf8
      .split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).lazy.map { Substring($0) }
      .filter { !$0.hasPrefix("#") && !NumberText.trimmed($0).isEmpty }
    return lines.prefix(2).contains { $0.hasPrefix("1 ") || $0.hasPrefix("2 ") }
  }

  /// Reads one element set.
  ///
  /// - Parameters:
  ///   - one: The line that starts with `1 `, 69 columns.
  ///   - two: The line that starts with `2 `, 69 columns.
  ///   - name: The name line, if there is one.
  ///   - file: How errors name the source.
  ///   - lines: The numbers of the two lines in the source.
  ///   - hasChecksums: Whether column 69 has to be the sum of the others.
  /// - Throws: ``InputErrors`` with the first column that breaks the rules, or a checksum.
  public static func parse(
    _ one: String, _ two: String, name: String? = nil, file: String = "TLE",
    lines: (Int, Int) = (1, 2), hasChecksums: Bool = true
  ) throws(InputErrors) -> TwoLineElementSet {
    let first = try TwoLineColumns(
      one, kind: "1", file: file, line: lines.0, hasChecksum: hasChecksums)
    let second = try TwoLineColumns(
      two, kind: "2", file: file, line: lines.1, hasChecksum: hasChecksums)
    let catalogueNumber = try first.catalogueNumber()
    guard try second.catalogueNumber() == catalogueNumber else {
      throw second.error("the two lines name different objects", "the number of line 1")
    }
    let degree = Double.pi / 180
    let revolution = 2 * Double.pi / 86_400
    let angle = 0.0...360.0
    return TwoLineElementSet(
      name: name, catalogueNumber: catalogueNumber,
      classification: try first.letter(8, from: "UCS ", name: "the classification"),
      internationalDesignator: first.text(10...17),
      epoch: try first.epoch(),
      halfMeanMotionRate: try first.decimal(34...43, in: -1...1, "half the mean motion's rate")
        * revolution / 86_400,
      sixthMeanMotionAcceleration: try first.assumedPoint(
        45...52, "a sixth of the mean motion's acceleration") * revolution
        / (86_400 * 86_400),
      dragTerm: try first.assumedPoint(54...61, "B*"),
      ephemerisType: try first.whole(63...63, "the ephemeris type"),
      elementSetNumber: try first.whole(65...68, "the number of the set"),
      inclination: degree * (try second.decimal(9...16, in: 0...180, "the inclination")),
      rightAscensionOfAscendingNode: degree * (try second.decimal(18...25, in: angle, "the node")),
      eccentricity: 1e-7 * Double(try second.whole(27...33, "the eccentricity")),
      argumentOfPerigee: degree
        * (try second.decimal(35...42, in: angle, "the argument of perigee")),
      meanAnomaly: degree * (try second.decimal(44...51, in: angle, "the mean anomaly")),
      meanMotion: revolution * (try second.decimal(53...63, in: 1e-8...20, "the mean motion")),
      revolutionNumber: try second.whole(64...68, "the number of the revolution"),
      line: lines.0)
  }

  /// The 69 columns of a line 2 in the form for verification; nil where it is not in that form.
  private static func withoutTimes(_ line: String) -> String? {
    guard line.utf8.count > 70, line.utf8.allSatisfy({ (32...126).contains($0) }) else {
      return nil
    }
    let rest = line.dropFirst(69)
    let times = rest.split(separator: " ")
    guard rest.hasPrefix(" "), times.count == 3,
      times.allSatisfy({ NumberText.number($0) != nil })
    else { return nil }
    return String(line.prefix(69))
  }

  private static func withoutTrailingBlanks(_ line: Substring) -> String {
    var line = line
    while line.last?.isWhitespace == true { line.removeLast() }
    return String(line)
  }
}
