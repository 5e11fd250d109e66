import Kinematics
import NumericalMethods

/// What a release did.
public struct ReleaseOutcome: Sendable {
  /// Whether nothing acts between the bodies any more.
  public var isFree: Bool
  /// From the command to the end of the last force, or to where it was given up [s].
  public var time: Double
  /// The phases with their beginnings after the command [s].
  public var phases: [(phase: ReleasePlan.Phase, start: Double)]
  /// The bodies at the end.
  public var bodies: (RigidBody, RigidBody)
  /// Of the joint's centre on the second body beside the first along the axis [m/s].
  public var partingSpeed: Double
  /// The same across the axis [m/s].
  public var lateralSpeed: Double
  /// Of the second body with respect to the first [rad/s].
  public var tipOffRate: Double
  /// How much the motion's energy has grown [J].
  public var energy: Double
}

extension ReleasePlan {
  /// Flies the release of two bodies from the opening of the hooks, by the rule of Runge and Kutta of
  /// the fourth order.
  ///
  /// Until the hooks open the joint is one body, which whoever flies it moves on. After that nothing
  /// else acts here: the gravity gradient gives bodies whose centres are 30 m apart 5e-5 to 8e-5 m/s in
  /// the 0.7 s of a push, and some 0.02 m/s where a release is followed for the 300 s of the limit.
  ///
  /// - Parameters:
  ///   - a: the first body, at the opening of the hooks.
  ///   - b: the second, joined to it.
  ///   - limit: when a release that does not end is given up, after the command [s].
  ///   - step: [s]; 1 ms follows a hook of 5e6 N/m that holds some tons. One that takes the time no
  ///     further leaves the bodies where they are, not free.
  public func fly(
    _ a: RigidBody, _ b: RigidBody, limit: Double = 300, step: Double = 1e-3
  ) -> ReleaseOutcome {
    var pair = BodyPair(a, b)
    let before = pair.kineticEnergy
    var time = opening
    var plan = self
    var phases: [(phase: Phase, start: Double)] = opening > 0 ? [(.opening, 0)] : []
    while time < limit, time + step > time {
      let (one, two) = (pair.a, pair.b)
      plan.dropDrawnHooks(one, two)
      let phase = plan.phase(one, two, time: time)
      if phase != phases.last?.phase { phases.append((phase, time)) }
      if phase == .free { break }
      pair.step(step) { plan.forces($0, $1, time: time + $2) }
      time += step
    }
    let parting =
      pair.b.velocity(at: pair.b.location(of: point))
      - pair.a.velocity(at: pair.a.location(of: point))
    let normal = pair.a.attitude.rotate(axis)
    let turning =
      pair.b.attitude.rotate(pair.b.angularVelocity.components)
      - pair.a.attitude.rotate(pair.a.angularVelocity.components)
    let along = dot(parting, normal)
    return ReleaseOutcome(
      isFree: phases.last?.phase == .free, time: time, phases: phases, bodies: (pair.a, pair.b),
      partingSpeed: along, lateralSpeed: (parting - along * normal).magnitude,
      tipOffRate: turning.magnitude, energy: pair.kineticEnergy - before)
  }
}
