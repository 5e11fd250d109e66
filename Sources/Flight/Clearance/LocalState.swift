import Kinematics
import NumericalMethods
import Orbits

/// Where the centre of mass of one piece is beside that of another, in the local orbital frame of the
/// reference orbit, which turns.
public struct LocalState: Sendable, Hashable {
  /// [m]
  public var position: Position<LVLH>
  /// As seen in the turning frame [m/s].
  public var velocity: Velocity<LVLH>

  /// A state from its parts [m, m/s].
  public init(position: Position<LVLH>, velocity: Velocity<LVLH>) {
    self.position = position
    self.velocity = velocity
  }

  /// The state of a piece beside a station.
  ///
  /// - Throws: `KinematicsError.degenerateOrbit` for a reference orbit without a plane.
  public init(
    of body: RigidBody, beside station: RigidBody, reference: OrbitState<GCRF>
  ) throws(KinematicsError) {
    let frame = try reference.localOrbitalFrame()
    let way = frame.rotate(body.position.components - station.position.components)
    let rate = frame.rotate(reference.localOrbitalRate.components)
    position = Position(way)
    velocity = Velocity(
      frame.rotate(body.velocity.components - station.velocity.components) - cross(rate, way))
  }
}
