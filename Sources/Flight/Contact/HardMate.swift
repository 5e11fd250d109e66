import Kinematics
import NumericalMethods
import StationModel

/// Two bodies that have become one, as they stand.
public struct HardMate: Sendable, Hashable {
  /// The whole, along the axes of the first body's station frame.
  public var whole: RigidBody
  /// What the motion has lost [J]; never below zero but by rounding.
  public var energyLost: Double
  /// Where the second body's station frame lies in the first's.
  public var offset: SIMD3<Double>
  /// From the second body's station frame to the first's.
  public var turn: Rotation<StationFrame, StationFrame>

  /// Joins two bodies where they are: a perfectly plastic blow, in which linear and angular momentum
  /// stay as they were (Goldsmith, *Impact*, 1960, ch. 2).
  public init(_ a: RigidBody, _ b: RigidBody) {
    let back = a.attitude.inverse
    turn = b.attitude.then(back)
    offset =
      a.properties.centre + back.rotate(b.location(of: .zero) - a.position.components)
    let second = MassProperties(
      mass: b.properties.mass, centre: turn.rotate(b.properties.centre) + offset,
      inertia: turn.tensor(b.properties.inertia))
    let properties = MassProperties.sum([a.properties, second])
    let (m, n) = (a.properties.mass, b.properties.mass)
    let share = n / (m + n)
    let way = b.position.components - a.position.components
    let drift = b.velocity.components - a.velocity.components
    let reduced = m * share
    let momentum = a.spinMomentum + b.spinMomentum + reduced * cross(way, drift)
    let inverse = properties.inertia.inverse ?? .zero
    let rate = inverse * back.rotate(momentum)
    whole = RigidBody(
      properties: properties, position: Position(a.position.components + share * way),
      velocity: Velocity(a.velocity.components + share * drift), attitude: a.attitude,
      angularVelocity: AngularVelocity(rate))
    func spinEnergy(_ body: RigidBody) -> Double {
      let w = body.angularVelocity.components
      return 0.5 * dot(w, body.properties.inertia * w)
    }
    energyLost =
      0.5 * reduced * drift.squaredMagnitude + spinEnergy(a) + spinEnergy(b)
      - spinEnergy(whole)
  }
}
