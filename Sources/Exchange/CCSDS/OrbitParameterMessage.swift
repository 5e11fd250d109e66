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
    let statements = try CCSDSStatement.statements(of: text, file: file)
    var reader = OrbitParameterReader(file: file)
    for statement in statements { try reader.take(statement) }
    return try reader.message(lastLine: statements.last?.line ?? 1)
  }
}
