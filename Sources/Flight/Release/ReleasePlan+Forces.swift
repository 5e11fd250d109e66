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
  public func forces(_ a: RigidBody, _ b: RigidBody, time: Double) -> PairForces {
    var sum = PairForces.none
    guard time >= opening else { return sum }
    for pusher in pushers {
      let place = b.location(of: pusher.point)
      let way = place - a.location(of: pusher.point)
      let compression = pusher.stroke - dot(way, a.attitude.rotate(axis))
      guard compression > 0 else { continue }
      let push = pusher.stiffness * min(compression, pusher.stroke)
      sum.add(push * a.attitude.rotate(pusher.direction), at: place, a, b)
    }
    for hook in stuckHooks where time < hook.opens {
      let place = b.location(of: hook.point)
      let way = place - a.location(of: hook.point)
      sum.add(-(hook.holds / StuckHook.reach) * way, at: place, a, b)
    }
    if let umbilical { pull(umbilical, a, b, &sum) }
    return sum
  }

  /// What pushes or holds, as springs: where [m], and how stiff [N/m].
  var springs: [(place: SIMD3<Double>, stiffness: Double)] {
    pushers.map { ($0.point, $0.stiffness) }
      + stuckHooks.map { ($0.point, $0.holds / StuckHook.reach) }
      + [umbilical].compactMap { $0 }.map { ($0.point, $0.stiffness) }
  }

  private func pull(
    _ umbilical: Umbilical, _ a: RigidBody, _ b: RigidBody, _ sum: inout PairForces
  ) {
    let place = b.location(of: umbilical.point)
    let other = a.location(of: umbilical.point)
    let way = place - other
    let distance = way.magnitude
    guard distance > 0 else { return }
    let direction = way / distance
    if distance < umbilical.length {
      // It pulls back only while it is drawn out; from nothing to its tension over 0.1 mm/s, which is
      // chosen: small beside the speeds of a release, and slow enough for the steps.
      let rate = dot(b.velocity(at: place) - a.velocity(at: other), direction)
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

  /// Lets stuck hooks go that have been drawn out too far.
  public mutating func dropDrawnHooks(_ a: RigidBody, _ b: RigidBody) {
    guard !stuckHooks.isEmpty else { return }
    stuckHooks.removeAll { hook in
      (b.location(of: hook.point) - a.location(of: hook.point)).magnitude >= StuckHook.reach
    }
  }

  /// Where the release is.
  public func phase(_ a: RigidBody, _ b: RigidBody, time: Double) -> Phase {
    if time < opening { return .opening }
    if stuckHooks.contains(where: { time < $0.opens }) { return .held }
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
}
