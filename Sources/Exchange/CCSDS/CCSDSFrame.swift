/// The reference frame of a CCSDS message: the name that the message gives, and what it means.
public struct CCSDSFrame: Sendable, Hashable {
  /// What the frames are that Outpost can tell apart.
  public enum Kind: Sendable, Hashable {
    /// Mean equator and equinox of J2000.0; also called J2000.
    case eme2000
    /// Geocentric Celestial Reference Frame.
    case gcrf
    /// International Celestial Reference Frame; about the Earth the axes of the GCRF.
    case icrf
    /// International Terrestrial Reference Frame, of whatever year.
    case itrf
    /// True equator, mean equinox, of date.
    case teme
    /// True equator and equinox of date.
    case trueOfDate
    /// Any other name; whether it can be used is for the caller to say.
    case other
  }

  /// The name as the message has it.
  public let name: String
  /// What the name means.
  public let kind: Kind

  /// A frame by the name that a message gives it.
  public init(_ name: String) {
    self.name = name
    let word = name.uppercased()
    kind =
      switch word {
      case "EME2000", "J2000": .eme2000
      case "GCRF": .gcrf
      case "ICRF": .icrf
      case "TEME": .teme
      case "TOD": .trueOfDate
      case _ where word.hasPrefix("ITRF"): .itrf
      default: .other
      }
  }
}
