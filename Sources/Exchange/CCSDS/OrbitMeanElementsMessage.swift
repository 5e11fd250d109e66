import Foundation
import Kinematics

/// An Orbit Mean-Elements Message, CCSDS 502.0-B (versions 2 and 3): mean elements of an object for
/// a theory of motion, by custom SGP4, and all that a two-line element set says.
///
///     let messages = try OrbitMeanElementsMessage.read(url)
///     messages[0].elements.inclination      // [rad]
///     messages[0].elementSet?.dragTerm      // for SGP4
public struct OrbitMeanElementsMessage: Sendable, Hashable {
  /// The header; where its maker leaves the date empty, with the epoch of the elements.
  public var header: CCSDSHeader
  /// Whose orbit, about what, in which frame and time system.
  public var object: CCSDSObject
  /// The theory that the elements go with, as in `SGP4`.
  public var theory: String
  /// The mean elements.
  public var elements: Elements
  /// Mass, areas and coefficients.
  public var spacecraft: CCSDSSpacecraft
  /// What two-line element sets say beside the elements, where the message does.
  public var catalogue: Catalogue?
  /// The covariance, where the message has one.
  public var covariance: CCSDSCovariance?
  /// What the maker added under names of its own, without the prefix `USER_DEFINED_`.
  public var userDefined: [OrbitParameterMessage.Parameter]
  /// Comments behind the header.
  public var comments: [String]

  /// Mean elements as the message gives them.
  public struct Elements: Sendable, Hashable {
    /// The instant of the elements.
    public var epoch: Epoch
    /// Mean motion, where the message gives that one; for SGP4 in Kozai's sense [rad/s].
    public var meanMotion: Double?
    /// Semi-major axis, where the message gives that one [m].
    public var semiMajorAxis: Double?
    /// Eccentricity, 0 and more, below 1 for SGP4 [1].
    public var eccentricity: Double
    /// Inclination [rad].
    public var inclination: Double
    /// Right ascension of the ascending node [rad].
    public var rightAscensionOfAscendingNode: Double
    /// Argument of pericentre [rad].
    public var argumentOfPericenter: Double
    /// Mean anomaly [rad].
    public var meanAnomaly: Double
    /// The gravitational parameter that the elements go with, where the message says so [m³/s²].
    public var mu: Double?

    /// Elements from their parts; angles in rad, `meanMotion` in rad/s.
    public init(
      epoch: Epoch, meanMotion: Double?, semiMajorAxis: Double? = nil, eccentricity: Double,
      inclination: Double, rightAscensionOfAscendingNode: Double, argumentOfPericenter: Double,
      meanAnomaly: Double, mu: Double? = nil
    ) {
      self.epoch = epoch
      self.meanMotion = meanMotion
      self.semiMajorAxis = semiMajorAxis
      self.eccentricity = eccentricity
      self.inclination = inclination
      self.rightAscensionOfAscendingNode = rightAscensionOfAscendingNode
      self.argumentOfPericenter = argumentOfPericenter
      self.meanAnomaly = meanAnomaly
      self.mu = mu
    }
  }

  /// What two-line element sets say beside the elements.
  public struct Catalogue: Sendable, Hashable {
    /// The ephemeris type: 0 for SGP4, 4 for SGP4-XP.
    public var ephemerisType: Int?
    /// Classification: `U`, `C` or `S`.
    public var classification: String?
    /// The catalogue number.
    public var number: Int?
    /// The number of the set.
    public var elementSetNumber: Int?
    /// The number of the revolution at the epoch.
    public var revolutionNumber: Int?
    /// The drag term B* of SGP4 [1/Earth radius].
    public var dragTerm: Double?
    /// The ballistic coefficient of SGP4-XP [m²/kg].
    public var ballisticTerm: Double?
    /// The coefficient of light pressure of SGP4-XP [m²/kg].
    public var lightPressureTerm: Double?
    /// Half of the first derivative of the mean motion, the figure of a two-line element set
    /// [rad/s²].
    public var halfMeanMotionRate: Double?
    /// A sixth of the second derivative of the mean motion, the figure of a two-line element set
    /// [rad/s³].
    public var sixthMeanMotionAcceleration: Double?

    /// Nothing said.
    public init() {}
  }

  /// A message from its parts.
  public init(
    header: CCSDSHeader, object: CCSDSObject, theory: String = "SGP4", elements: Elements,
    spacecraft: CCSDSSpacecraft = CCSDSSpacecraft(), catalogue: Catalogue? = nil,
    covariance: CCSDSCovariance? = nil, userDefined: [OrbitParameterMessage.Parameter] = [],
    comments: [String] = []
  ) {
    self.header = header
    self.object = object
    self.theory = theory
    self.elements = elements
    self.spacecraft = spacecraft
    self.catalogue = catalogue
    self.covariance = covariance
    self.userDefined = userDefined
    self.comments = comments
  }

  /// Reads the messages of a file: one in KVN, one or several in XML, or the records that CelesTrak
  /// and Space-Track publish as JSON and CSV.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)`` does, and when the file cannot be read or is
  ///   not UTF-8.
  public static func read(_ url: URL) throws(InputErrors) -> [OrbitMeanElementsMessage] {
    try parse(TextFile.read(url, limit: 256 * 1_048_576), file: url.relativePath)
  }

  /// Whether a text, or the beginning of one, looks like a message in one of the forms that
  /// ``parse(_:file:)`` reads.
  public static func appears(in text: String) -> Bool {
    let first = text.utf8.first { !($0 == 0x20 || (9...13).contains($0)) }
    return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
      || text.contains("CCSDS_OMM_VERS") || hasRecordTitles(text)
  }

  /// Reads the messages of a text: one in KVN, one or several in XML, or the records that CelesTrak
  /// and Space-Track publish as JSON and CSV.
  ///
  /// - Throws: ``InputErrors`` with the line of the first thing that is not allowed, and for time
  ///   systems other than those of ``CCSDSTimeSystem``.
  public static func parse(
    _ text: String, file: String
  ) throws(InputErrors) -> [OrbitMeanElementsMessage] {
    let text = withoutByteOrderMark(text)
    switch text.utf8.first(where: { !($0 == 0x20 || (9...13).contains($0)) }) {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try records(json: text, file: file)
    case nil: throw InputErrors(file: file, line: 1, what: "the text is empty", allowed: "an OMM")
    default: break
    }
    if hasRecordTitles(text) { return try records(csv: text, file: file) }
    var messages: [OrbitMeanElementsMessage] = []
    for tree in try MessageTree.all(in: text, kind: .omm, file: file) {
      messages.append(try OrbitMeanElementsMessage(tree))
    }
    return messages
  }
}
