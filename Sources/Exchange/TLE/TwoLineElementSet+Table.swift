import Foundation
import Kinematics

/// Element sets in a table, one row a set, as Space-Track and CelesTrak give histories: columns named
/// as in an orbit mean-elements message (CCSDS 502.0-B), often with the two lines as well.
extension TwoLineElementSet {
  /// Reads element sets from a file of two-line sets or from a table.
  ///
  /// - Throws: ``InputErrors`` as ``parseHistory(_:file:)`` does, for sets that are not for SGP4, and
  ///   when the file cannot be read or is not UTF-8.
  public static func readHistory(_ url: URL) throws(InputErrors) -> [TwoLineElementSet] {
    let sets = try parseHistory(
      TextFile.read(url, limit: 256 * 1_048_576), file: url.relativePath)
    try check(sets, file: url.relativePath)
    return sets
  }

  /// Reads element sets from the text of two-line sets or of a table.
  ///
  /// A table starts with a line of names, separated by commas; a row is a line, a field may stand in
  /// quotes. Where there are the columns `TLE_LINE1` and `TLE_LINE2` they are read, with their
  /// checksums; or else `EPOCH` (UTC), `MEAN_MOTION` [rev/day], `ECCENTRICITY`, `INCLINATION`,
  /// `RA_OF_ASC_NODE`, `ARG_OF_PERICENTER`, `MEAN_ANOMALY` [deg], `BSTAR` [1/Earth radius] and
  /// `NORAD_CAT_ID`. `OBJECT_NAME` is the name, if it is there. Other columns are passed over.
  ///
  /// - Throws: ``InputErrors`` with every row that breaks the rules, by its line.
  public static func parseHistory(
    _ text: String, file: String
  ) throws(InputErrors) -> [TwoLineElementSet] {
    let lines = withoutByteOrderMark(text).utf8
      .split(separator: 0x0A, omittingEmptySubsequences: false)
    guard let head = lines.firstIndex(where: { !NumberText.trimmed(Substring($0)).isEmpty }),
      let columns = ElementTableColumns(NumberText.trimmed(Substring(lines[head])))
    else { return try parse(text, file: file) }
    let problems = InputProblems()
    var sets: [TwoLineElementSet] = []
    for (index, bytes) in lines.enumerated().dropFirst(head + 1) {
      let row = NumberText.trimmed(Substring(bytes))
      if row.isEmpty { continue }
      do {
        sets.append(try columns.set(row, file: file, line: index + 1))
      } catch {
        problems.add(error)
      }
    }
    try problems.throwIfAny()
    return sets
  }
}

/// Where the columns of a table of element sets stand.
private struct ElementTableColumns {
  private let places: [String: Int]
  private let count: Int
  private let hasLines: Bool

  private static let elements = [
    "EPOCH", "MEAN_MOTION", "ECCENTRICITY", "INCLINATION", "RA_OF_ASC_NODE", "ARG_OF_PERICENTER",
    "MEAN_ANOMALY", "BSTAR", "NORAD_CAT_ID",
  ]

  /// Nil where the line does not name what a set needs.
  init?(_ head: String) {
    let names = Self.fields(head)
    var places: [String: Int] = [:]
    for (index, name) in names.enumerated() where places[name] == nil { places[name] = index }
    hasLines = places["TLE_LINE1"] != nil && places["TLE_LINE2"] != nil
    guard hasLines || Self.elements.allSatisfy({ places[$0] != nil }) else { return nil }
    self.places = places
    count = names.count
  }

  /// The fields of a line; two quotes within quotes are one.
  private static func fields(_ line: String) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var hasClosed = false
    for byte in line.utf8 {
      if byte == 0x22 {
        // A quote right behind a closing one is meant as such.
        if !isQuoted, hasClosed { field.append(byte) }
        isQuoted.toggle()
        hasClosed = !isQuoted
        continue
      }
      hasClosed = false
      if byte == 0x2C, !isQuoted {
        fields.append(NumberText.trimmed(String(decoding: field, as: UTF8.self)))
        field = []
      } else {
        field.append(byte)
      }
    }
    fields.append(NumberText.trimmed(String(decoding: field, as: UTF8.self)))
    return fields
  }

  /// The set of a row.
  func set(_ row: String, file: String, line: Int) throws(InputErrors) -> TwoLineElementSet {
    let fields = Self.fields(row)
    func wrong(_ what: String, _ allowed: String) -> InputErrors {
      InputErrors(file: file, line: line, what: what, allowed: allowed)
    }
    guard fields.count == count else {
      throw wrong("the row has \(fields.count) fields", "\(count), as the first line")
    }
    func text(_ name: String) -> String { places[name].map { fields[$0] } ?? "" }
    let name = text("OBJECT_NAME").isEmpty ? nil : text("OBJECT_NAME")
    if hasLines {
      return try TwoLineElementSet.parse(
        text("TLE_LINE1"), text("TLE_LINE2"), name: name, file: file, lines: (line, line))
    }
    func number(_ name: String, _ range: ClosedRange<Double>) throws(InputErrors) -> Double {
      guard let value = NumberText.number(text(name)), range.contains(value) else {
        throw wrong(
          "\(name) is \(Wording.quoted(text(name)))",
          "a number, \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
    let date = text("EPOCH")
    guard let epoch = try? Epoch(utc: date.hasSuffix("Z") ? date : date + "Z") else {
      throw wrong("EPOCH is \(Wording.quoted(date))", "a date in UTC like 2022-03-11T12:00:00.5")
    }
    // Tables leave out what they hold nothing of; some write whole numbers with a point.
    let type = text("EPHEMERIS_TYPE").isEmpty ? 0 : try number("EPHEMERIS_TYPE", 0...9)
    guard type == type.rounded() else {
      throw wrong("EPHEMERIS_TYPE is \(Wording.quoted(text("EPHEMERIS_TYPE")))", "0 to 9")
    }
    let degree = Double.pi / 180
    let angle = 0.0...360.0
    return TwoLineElementSet(
      name: name, catalogueNumber: Int(try number("NORAD_CAT_ID", 0...999_999_999)),
      classification: "U", internationalDesignator: text("OBJECT_ID"), epoch: epoch,
      halfMeanMotionRate: 0, sixthMeanMotionAcceleration: 0,
      dragTerm: try number("BSTAR", -1e9...1e9),
      ephemerisType: Int(type), elementSetNumber: 0,
      inclination: degree * (try number("INCLINATION", 0...180)),
      rightAscensionOfAscendingNode: degree * (try number("RA_OF_ASC_NODE", angle)),
      eccentricity: try number("ECCENTRICITY", 0...0.999_999_9),
      argumentOfPerigee: degree * (try number("ARG_OF_PERICENTER", angle)),
      meanAnomaly: degree * (try number("MEAN_ANOMALY", angle)),
      meanMotion: 2 * Double.pi / 86_400 * (try number("MEAN_MOTION", 1e-8...20)),
      revolutionNumber: 0, line: line)
  }
}
