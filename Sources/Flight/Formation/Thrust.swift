import Kinematics
import NumericalMethods
import StationModel

/// Where an engine pushes, told along the orbit of the piece that it pushes.
public enum ThrustDirection: String, CaseIterable, Sendable {
  /// Along and against the velocity.
  case prograde, retrograde
  /// Away from the Earth's centre and to it.
  case radialOut, radialIn
  /// Along and against the orbital angular momentum.
  case normal, antinormal

  /// The direction at a position [m] and velocity [m/s], along GCRF axes, of length 1.
  public func components(
    at position: SIMD3<Double>, _ velocity: SIMD3<Double>
  ) -> SIMD3<Double> {
    switch self {
    case .prograde: velocity.normalized
    case .retrograde: -velocity.normalized
    case .radialOut: position.normalized
    case .radialIn: -position.normalized
    case .normal: cross(position, velocity).normalized
    case .antinormal: -cross(position, velocity).normalized
    }
  }
}

/// A set of engines that fires at constant thrust.
///
/// Limits: the piece is taken to be turned so that the engine points where it should; the turn, the
/// start-up and the tail-off are not flown.
public struct Thrust: Sendable, Hashable {
  /// All engines of the set together [N].
  public var force: Double
  /// Propellant burnt [kg/s].
  public var massRate: Double
  /// Where it pushes, along the orbit.
  public var direction: ThrustDirection

  /// A thrust from its parts; force [N], mass rate [kg/s].
  public init(force: Double, massRate: Double, direction: ThrustDirection) {
    self.force = force
    self.massRate = massRate
    self.direction = direction
  }
}

extension RigidBody {
  /// The body with other mass properties, as after propellant has left its tanks: every point of
  /// the hull keeps its place and velocity, and what is followed is the new centre of mass.
  public func holding(_ properties: MassProperties) -> RigidBody {
    let shift = properties.centre - self.properties.centre
    var body = self
    body.properties = properties
    body.position += Position(attitude.rotate(shift))
    body.velocity += Velocity(attitude.rotate(cross(angularVelocity.components, shift)))
    return body
  }
}
