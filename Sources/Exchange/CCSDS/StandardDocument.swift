import Foundation

/// A document of one of the field's standards, whichever it is: for programmes that take any of
/// them.
public enum StandardDocument: Sendable, Hashable {
  /// CCSDS Orbit Ephemeris Message.
  case orbitEphemeris(OrbitEphemerisMessage)
  /// CCSDS Orbit Parameter Message.
  case orbitParameters(OrbitParameterMessage)
  /// CCSDS Orbit Mean-Elements Messages, at least one.
  case meanElements([OrbitMeanElementsMessage])
  /// CCSDS Attitude Ephemeris Message.
  case attitudeEphemeris(AttitudeEphemerisMessage)
  /// CCSDS Conjunction Data Message.
  case conjunctionData(ConjunctionDataMessage)
  /// CCSDS Orbit Comprehensive Message.
  case orbitComprehensive(OrbitComprehensiveMessage)
  /// Two-line element sets, at least one.
  case elementSets([TwoLineElementSet])

  /// The text of a file, checked as text.
  ///
  /// - Throws: ``InputErrors`` when the file cannot be read, is larger than 256 MiB or is not UTF-8.
  public static func text(of url: URL) throws(InputErrors) -> String {
    try TextFile.read(url, limit: OrbitEphemerisMessage.sizeLimit)
  }

  /// The kind that a text appears to be, as in `OEM`, and `TLE` for two-line element sets; nil for
  /// what is none of these. Told by how it starts, before its values are looked at.
  ///
  /// - Throws: ``InputErrors`` for XML that breaks before its first element.
  public static func kind(of text: String, file: String) throws(InputErrors) -> String? {
    let text = withoutByteOrderMark(text)
    if let kind = try MessageKind.appearing(in: text, file: file) {
      return kind.rawValue.uppercased()
    }
    if OrbitMeanElementsMessage.appears(in: text) { return "OMM" }
    return TwoLineElementSet.appears(in: text) ? "TLE" : nil
  }

  /// Reads a text by what it starts with; nil for what is none of these.
  ///
  /// - Throws: ``InputErrors`` as the reader of its kind does.
  public static func parse(_ text: String, file: String) throws(InputErrors) -> StandardDocument? {
    let text = withoutByteOrderMark(text)
    switch try MessageKind.appearing(in: text, file: file) {
    case .oem: return .orbitEphemeris(try .parse(text, file: file))
    case .opm: return .orbitParameters(try .parse(text, file: file))
    case .omm: return .meanElements(try OrbitMeanElementsMessage.parse(text, file: file))
    case .aem: return .attitudeEphemeris(try .parse(text, file: file))
    case .cdm: return .conjunctionData(try .parse(text, file: file))
    case .ocm: return .orbitComprehensive(try .parse(text, file: file))
    case nil: break
    }
    let first = text.utf8.first { !($0 == 0x20 || (9...13).contains($0)) }
    let isJSON = first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    if isJSON || OrbitMeanElementsMessage.hasRecordTitles(text) {
      return .meanElements(try OrbitMeanElementsMessage.parse(text, file: file))
    }
    guard TwoLineElementSet.appears(in: text) else { return nil }
    return .elementSets(try TwoLineElementSet.parse(text, file: file))
  }
}
