import Kinematics
import NumericalMethods
import SpaceEnvironment

/// The motion of one object under a ``ForceModel``, integrated numerically.
///
///     let forces = try ForceModel(
///       settings: .init(), from: state.epoch, to: state.epoch + 86_400,
///       orientation: orientation, geopotential: field, density: atmosphere)
///     let propagator = try NumericalPropagator(state: state, ballisticArea: 0.01, forces: forces)
///     let day = try propagator.states(every: 60, for: 86_400)
public struct NumericalPropagator: Sendable {
  /// How the steps of the integration are chosen.
  public enum Stepping: Sendable, Hashable {
    /// Equal steps of at most this length [s], above 0.
    case fixed(Double)
    /// Steps whose estimated error in each component of position [m] and velocity [m/s] stays
    /// below the tolerance, relative to the component, plus 1e-6.
    case adaptive(relativeTolerance: Double)
  }

  /// Where the object starts.
  public let state: OrbitState<GCRF>
  /// Drag coefficient times area over mass, Cd · A / m [m²/kg].
  public let ballisticArea: Double
  /// What acts on it.
  public let forces: ForceModel
  /// How steps are chosen; for low orbits 30 s of order 8 are good to a millimetre a day.
  public var stepping = Stepping.fixed(30)

  /// The altitude above the ellipsoid below which an orbit ends [m].
  public static let reentryAltitude = 100_000.0

  /// A propagator of one object.
  ///
  /// - Parameters:
  ///   - state: where the object starts.
  ///   - ballisticArea: Cd · A / m [m²/kg], 0 to 1000.
  ///   - forces: what acts on it.
  ///   - stepping: how steps are chosen.
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` for a ballistic area or state that is
  ///   not finite, ``OrbitError/outsideArc(epoch:arc:)`` for a state outside the arc of `forces`,
  ///   ``OrbitError/reentered(at:altitude:)`` for a state below ``reentryAltitude``.
  public init(
    state: OrbitState<GCRF>, ballisticArea: Double, forces: ForceModel,
    stepping: Stepping = .fixed(30)
  ) throws(OrbitError) {
    guard (0...1000).contains(ballisticArea) else {
      throw .outOfRange(
        what: "ballistic area", value: ballisticArea, allowed: "0 to 1000 m2/kg")
    }
    let distance = state.position.magnitude
    guard distance.isFinite, state.velocity.magnitude.isFinite, distance < 1e12 else {
      throw .outOfRange(
        what: "distance from the Earth's centre", value: distance, allowed: "a finite state")
    }
    self.state = state
    self.ballisticArea = ballisticArea
    self.forces = forces
    self.stepping = stepping
    try checkArc(state.epoch)
    try checkAltitude(state.position.components, at: state.epoch - forces.start)
  }

  /// The states at the start and each `step` after it; at most ten million.
  ///
  /// - Parameters:
  ///   - step: from one state to the next [s], above 0.
  ///   - duration: how long [s]; negative: back in time. The state at the end is the last one if it
  ///     is a multiple of `step`.
  /// - Throws: ``OrbitError/reentered(at:altitude:)`` where the object comes below
  ///   ``reentryAltitude``, ``OrbitError/outsideArc(epoch:arc:)`` where the end is outside the arc
  ///   of `forces`, ``OrbitError/notFinite(at:)`` or ``OrbitError/outOfRange(what:value:allowed:)``.
  public func states(
    every step: Double, for duration: Double
  ) throws(OrbitError) -> [OrbitState<GCRF>] {
    guard step > 0, step.isFinite else {
      throw .outOfRange(what: "output step", value: step, allowed: "above 0 s")
    }
    guard duration.isFinite, abs(duration) / step < 1e7 else {
      throw .outOfRange(
        what: "duration", value: duration, allowed: "at most ten million output steps")
    }
    if case .fixed(let length) = stepping, !(length >= 1e-3 && length.isFinite) {
      throw .outOfRange(what: "step", value: length, allowed: "0.001 s or more")
    }
    try checkArc(state.epoch + duration)
    // A last digit of the quotient must not cost the last state.
    let count = Int((abs(duration) / step * (1 + 1e-12)).rounded(.down))
    let origin = state.epoch - forces.start
    let signed = duration < 0 ? -step : step
    var states = [state]
    states.reserveCapacity(count + 1)
    let r = state.position.components
    let v = state.velocity.components
    var integration = DormandPrince853(
      system: System(forces: forces, ballisticArea: ballisticArea), time: origin,
      state: [r.x, r.y, r.z, v.x, v.y, v.z])
    for index in 0..<count {
      let from = origin + Double(index) * signed
      let to = origin + Double(index + 1) * signed
      try advance(&integration, from: from, to: to)
      let s = integration.state
      states.append(
        OrbitState(
          epoch: state.epoch + Double(index + 1) * signed, position: Position(s[0], s[1], s[2]),
          velocity: Velocity(s[3], s[4], s[5])))
    }
    return states
  }

  private func advance(
    _ integration: inout DormandPrince853<System>, from: Double, to: Double
  ) throws(OrbitError) {
    switch stepping {
    case .fixed(let length):
      let count = max(1, (abs(to - from) / length).rounded(.up))
      let h = (to - from) / count
      for index in 0..<Int(count) {
        integration.time = from + Double(index) * h
        integration.step(h)
        try check(integration)
      }
      integration.time = to
    case .adaptive(let tolerance):
      // In pieces of two minutes, so that a reentry is seen before the air is thick.
      let count = max(1, (abs(to - from) / 120).rounded(.up))
      for index in 1...Int(count) {
        let end = index == Int(count) ? to : from + Double(index) * (to - from) / count
        do throws(IntegrationError) {
          try integration.advance(
            to: end, relativeTolerance: tolerance, absoluteTolerance: 1e-6, maximumStep: 120)
        } catch {
          throw orbitError(of: error)
        }
        try check(integration)
      }
    }
  }

  private func orbitError(of error: IntegrationError) -> OrbitError {
    switch error {
    case .notFinite(let time), .stepUnderflow(let time, _): .notFinite(at: forces.start + time)
    case .invalid(let what, let value, let allowed):
      .outOfRange(what: what, value: value, allowed: allowed)
    }
  }

  private func check(_ integration: DormandPrince853<System>) throws(OrbitError) {
    let s = integration.state
    let position = SIMD3(s[0], s[1], s[2])
    guard position.squaredMagnitude.isFinite, SIMD3(s[3], s[4], s[5]).squaredMagnitude.isFinite
    else { throw .notFinite(at: forces.start + integration.time) }
    try checkAltitude(position, at: integration.time)
  }

  private func checkArc(_ epoch: Epoch) throws(OrbitError) {
    guard epoch >= forces.start, epoch <= forces.end else {
      throw .outsideArc(epoch: epoch, arc: forces.start...forces.end)
    }
  }

  private func checkAltitude(_ position: SIMD3<Double>, at time: Double) throws(OrbitError) {
    // Above the equatorial radius by this much no latitude can be lower.
    let safe = GeodeticPosition.equatorialRadius + Self.reentryAltitude
    guard position.squaredMagnitude <= safe * safe else { return }
    let fixed = forces.instant(at: time).rotation * position
    let altitude = GeodeticPosition(Position<ITRF>(fixed)).altitude
    guard altitude >= Self.reentryAltitude else {
      throw .reentered(at: forces.start + time, altitude: altitude)
    }
  }

  /// Position [m] and velocity [m/s] in GCRF as a flat state.
  private struct System: DifferentialSystem, Sendable {
    let forces: ForceModel
    let ballisticArea: Double
    var dimension: Int { 6 }

    func derivative(
      at time: Double, of state: UnsafeBufferPointer<Double>,
      into rate: UnsafeMutableBufferPointer<Double>
    ) {
      let r = SIMD3(state[0], state[1], state[2])
      let v = SIMD3(state[3], state[4], state[5])
      let instant = forces.instant(at: time)
      let acceleration =
        forces.gravity(r, at: instant)
        + forces.drag(r, v, ballisticArea: ballisticArea, at: instant, time: time)
      rate[0] = v.x
      rate[1] = v.y
      rate[2] = v.z
      rate[3] = acceleration.x
      rate[4] = acceleration.y
      rate[5] = acceleration.z
    }
  }
}
