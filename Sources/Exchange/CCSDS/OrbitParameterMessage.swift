import Foundation
import Kinematics

/// An Orbit Parameter Message, CCSDS 502.0-B (versions 1 to 3): one state of an object, its
/// figures and its manoeuvres.
public struct OrbitParameterMessage: Sendable, Hashable {
  /// The header.
  public var header: CCSDSHeader
  /// Whose orbit, about what, in which frame and time system.
  public var object: CCSDSObject
  /// The state.
  public var state: CCSDSState
  /// The covariance of the state, where the message has one.
  public var covariance: CCSDSCovariance?
  /// Mass, areas and coefficients.
  public var spacecraft: CCSDSSpacecraft
  /// The osculating elements, where the message has them.
  public var elements: Elements?
  /// The manoeuvres in the order of the message.
  public var maneuvers: [Maneuver]
  /// What the maker added under names of its own, without the prefix `USER_DEFINED_`.
  public var userDefined: [Parameter]
  /// Comments behind the header.
  public var comments: [String]

  /// A message from its parts.
  public init(
    header: CCSDSHeader, object: CCSDSObject, state: CCSDSState,
    covariance: CCSDSCovariance? = nil, spacecraft: CCSDSSpacecraft = CCSDSSpacecraft(),
    elements: Elements? = nil, maneuvers: [Maneuver] = [], userDefined: [Parameter] = [],
    comments: [String] = []
  ) {
    self.header = header
    self.object = object
    self.state = state
    self.covariance = covariance
    self.spacecraft = spacecraft
    self.elements = elements
    self.maneuvers = maneuvers
    self.userDefined = userDefined
    self.comments = comments
  }

  /// Osculating Kepler elements as the message gives them.
  public struct Elements: Sendable, Hashable {
    /// Semi-major axis [m]; negative on a hyperbola.
    public var semiMajorAxis: Double
    /// Eccentricity [1].
    public var eccentricity: Double
    /// Inclination [rad].
    public var inclination: Double
    /// Right ascension of the ascending node [rad].
    public var rightAscensionOfAscendingNode: Double
    /// Argument of pericentre [rad].
    public var argumentOfPericenter: Double
    /// The true anomaly, where the message gives that one [rad].
    public var trueAnomaly: Double?
    /// The mean anomaly, where the message gives that one [rad].
    public var meanAnomaly: Double?
    /// The gravitational parameter that the elements go with [m³/s²].
    public var mu: Double

    /// Elements from their parts; lengths in m, angles in rad, `mu` in m³/s².
    public init(
      semiMajorAxis: Double, eccentricity: Double, inclination: Double,
      rightAscensionOfAscendingNode: Double, argumentOfPericenter: Double,
      trueAnomaly: Double? = nil, meanAnomaly: Double? = nil, mu: Double
    ) {
      self.semiMajorAxis = semiMajorAxis
      self.eccentricity = eccentricity
      self.inclination = inclination
      self.rightAscensionOfAscendingNode = rightAscensionOfAscendingNode
      self.argumentOfPericenter = argumentOfPericenter
      self.trueAnomaly = trueAnomaly
      self.meanAnomaly = meanAnomaly
      self.mu = mu
    }
  }

  /// A burn, made or planned.
  public struct Maneuver: Sendable, Hashable {
    /// When the engine lights.
    public var ignition: Epoch
    /// How long it burns; 0 for an impulse [s].
    public var duration: Double
    /// The change of mass, by custom not above zero [kg].
    public var massChange: Double
    /// The frame of ``deltaV``.
    public var frame: CCSDSFrame
    /// The change of velocity [m/s].
    public var deltaV: SIMD3<Double>

    /// A burn from its parts; times in s, mass in kg, velocity in m/s along `frame`.
    public init(
      ignition: Epoch, duration: Double, massChange: Double, frame: CCSDSFrame,
      deltaV: SIMD3<Double>
    ) {
      self.ignition = ignition
      self.duration = duration
      self.massChange = massChange
      self.frame = frame
      self.deltaV = deltaV
    }
  }

  /// A value under a name that the maker chose.
  public struct Parameter: Sendable, Hashable {
    /// A parameter from its parts.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }

    /// What follows `USER_DEFINED_`.
    public var name: String
    /// The value as the message writes it.
    public var value: String
  }

  /// Reads a message in KVN or XML, whichever the file holds.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)`` does, and when the file cannot be read or is
  ///   not UTF-8.
  public static func read(_ url: URL) throws(InputErrors) -> OrbitParameterMessage {
    try parse(TextFile.read(url, limit: 16 * 1_048_576), file: url.relativePath)
  }

  /// Reads a message in KVN or XML, whichever the text holds.
  ///
  /// - Throws: ``InputErrors`` with the line of the first thing that 502.0-B does not allow, and
  ///   for time systems other than those of ``CCSDSTimeSystem``.
  public static func parse(
    _ text: String, file: String
  ) throws(InputErrors) -> OrbitParameterMessage {
    try OrbitParameterMessage(MessageTree(text, kind: .opm, file: file))
  }
}
