import Kinematics
import NumericalMethods
import StationModel

extension ReleasePlan {
  /// What acts between the two bodies.
  ///
  /// - Parameters:
  ///   - a: the first body.
  ///   - b: the second body.
  ///   - time: after the command [s].
  ///   - hookHolds: whether the stuck hook has not given way yet.
  public func forces(
    _ a: RigidBody, _ b: RigidBody, time: Double, hookHolds: Bool = true
  ) -> ReleaseForces {
    var sum = ReleaseForces.none
    guard time >= opening else { return sum }
    for pusher in pushers {
      let place = b.location(of: pusher.point)
      let way = place - a.location(of: pusher.point)
      let compression = pusher.stroke - dot(way, a.attitude.rotate(axis))
      guard compression > 0 else { continue }
      let push = pusher.stiffness * min(compression, pusher.stroke)
      sum.add(push * a.attitude.rotate(pusher.direction), at: place, a, b)
    }
    if let hook = stuckHook, hookHolds, time < hook.opens {
      let place = b.location(of: hook.point)
      let way = place - a.location(of: hook.point)
      sum.add(-(hook.holds / StuckHook.reach) * way, at: place, a, b)
    }
    if let umbilical { pull(umbilical, a, b, &sum) }
    return sum
  }

  private func pull(
    _ umbilical: Umbilical, _ a: RigidBody, _ b: RigidBody, _ sum: inout ReleaseForces
  ) {
    let place = b.location(of: umbilical.point)
    let way = place - a.location(of: umbilical.point)
    let distance = way.magnitude
    guard distance > 0 else { return }
    let direction = way / distance
    if distance < umbilical.length {
      // It pulls back only while it is drawn out; from nothing to its tension over 0.1 mm/s.
      let rate = dot(velocity(of: umbilical.point, b) - velocity(of: umbilical.point, a), direction)
      let tension = umbilical.tension * max(0, min(1, rate / 1e-4))
      sum.add(-tension * direction, at: place, a, b)
    } else if umbilical.stiffness > 0 {
      let pull = umbilical.tension + umbilical.stiffness * (distance - umbilical.length)
      sum.add(-pull * direction, at: place, a, b)
    }
  }

  /// How far the bodies have parted along the joint's axis, at its centre [m].
  public func separation(_ a: RigidBody, _ b: RigidBody) -> Double {
    dot(b.location(of: point) - a.location(of: point), a.attitude.rotate(axis))
  }

  /// Where the release is.
  public func phase(
    _ a: RigidBody, _ b: RigidBody, time: Double, hookHolds: Bool = true
  ) -> Phase {
    if time < opening { return .opening }
    if let hook = stuckHook, hookHolds, time < hook.opens { return .held }
    for pusher in pushers {
      let way = b.location(of: pusher.point) - a.location(of: pusher.point)
      if dot(way, a.attitude.rotate(axis)) < pusher.stroke { return .pushing }
    }
    if let umbilical {
      let way = b.location(of: umbilical.point) - a.location(of: umbilical.point)
      if way.magnitude < umbilical.length || umbilical.stiffness > 0 { return .tethered }
    }
    return .free
  }

  /// The velocity of a point of a body [m/s], along GCRF, relative to the reference orbit.
  func velocity(of point: SIMD3<Double>, _ body: RigidBody) -> SIMD3<Double> {
    let arm = body.location(of: point) - body.position.components
    return body.velocity.components
      + cross(body.attitude.rotate(body.angularVelocity.components), arm)
  }
}

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
  /// Flies the release of two bodies that are joined at the start, by the rule of Runge and Kutta of
  /// the fourth order.
  ///
  /// Nothing else acts: over the seconds of a push the gravity gradient gives 1e-5 m/s to bodies
  /// 30 m apart.
  ///
  /// - Parameters:
  ///   - a: the first body, at the command.
  ///   - b: the second.
  ///   - limit: when a release that does not end is given up, after the command [s].
  ///   - step: [s]; 1 ms follows a hook of 5e6 N/m that holds some tons.
  public func fly(
    _ a: RigidBody, _ b: RigidBody, limit: Double = 300, step: Double = 1e-3
  ) -> ReleaseOutcome {
    var pair = BodyPair(a, b)
    // Until the hooks open the joint is one body: it drifts as it did.
    pair.drift(opening)
    let before = pair.kineticEnergy
    var time = opening
    var hookHolds = true
    var phases: [(phase: Phase, start: Double)] = opening > 0 ? [(.opening, 0)] : []
    while time < limit {
      let (one, two) = (pair.a, pair.b)
      if let hook = stuckHook, hookHolds {
        let way = two.location(of: hook.point) - one.location(of: hook.point)
        hookHolds = way.magnitude < StuckHook.reach
      }
      let phase = phase(one, two, time: time, hookHolds: hookHolds)
      if phase != phases.last?.phase { phases.append((phase, time)) }
      if phase == .free { break }
      pair.step(step) { forces($0, $1, time: time + $2, hookHolds: hookHolds) }
      time += step
    }
    let parting =
      velocity(of: point, pair.b) - velocity(of: point, pair.a)
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
