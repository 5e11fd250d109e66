import Kinematics
import NumericalMethods

extension AttitudeController {
  /// Acts for one period of `duration` [s], of a second or so.
  public mutating func command(_ measurement: Measurement, duration: Double) -> Output {
    let body = measurement.angularVelocity.components
    guard duration > 0, let aim = aim(measurement, duration) else {
      status = .drifting
      return act(.zero, kick: nil, body, duration, error: .zero)
    }
    if actuators == .gyros { watch(aim.error) }
    switch actuators {
    case .gyros: return holdByGyros(measurement, aim, duration)
    case .jets: return holdByJets(measurement, aim, duration)
    }
  }

  /// Where the body should be against where it is.
  struct Aim {
    /// Turn from the commanded attitude, about the body's axes [rad].
    var error: SIMD3<Double>
    /// Rate against it [rad/s].
    var rate: SIMD3<Double>
    /// How the body's rate has to change on the way to another attitude [rad/s²].
    var acceleration = SIMD3<Double>.zero
  }

  /// The attitude of the mode, and its rate along the body's axes [rad/s]; nil in free drift.
  func goal(_ now: Measurement) -> (attitude: Rotation<GCRF, StationFrame>, rate: SIMD3<Double>)? {
    let turning = now.attitude.inverse.rotate(now.localRate.components)
    return switch mode {
    case .freeDrift: nil
    case .inertialHold(let attitude): (attitude, .zero)
    case .localHold(let attitude): (now.local.then(attitude), turning)
    case .torqueEquilibrium(let manager): (now.local.then(manager.equilibrium), turning)
    }
  }

  /// What is to be kept in a period of `duration` [s]: the attitude of the mode, or a point on the way
  /// there, which goes on by the period. Nil in free drift.
  private mutating func aim(_ now: Measurement, _ duration: Double) -> Aim? {
    guard let goal = goal(now) else { return nil }
    let against = now.angularVelocity.components - goal.rate
    guard let slew else {
      let off = goal.attitude.inverse.then(now.attitude.inverse)
      return Aim(error: off.turnVector, rate: against)
    }
    let next = slew.after(duration)
    self.slew = next
    let off = goal.attitude.then(slew.offset).inverse.then(now.attitude.inverse)
    let rate = off.rotate(slew.rate)
    let change = off.rotate((next?.rate ?? .zero) - slew.rate) / duration
    return Aim(
      error: off.turnVector, rate: against - rate, acceleration: change - cross(rate, goal.rate))
  }

  /// Decides whether the gyroscopes still hold the attitude.
  private mutating func watch(_ error: SIMD3<Double>) {
    guard let gyros else { return }
    let isFull = gyros.fill >= settings.desaturationStart
    switch status {
    case .lost: break
    case _ where error.magnitude > settings.lossAngle: status = .lost
    case .desaturating where jetsMayFire && gyros.fill > settings.desaturationEnd: break
    case _ where isFull && jetsMayFire: status = .desaturating
    case _ where gyros.fill >= 0.98 || gyros.runningCount < gyros.design.minimum:
      status = .saturated
    default: status = .holding
    }
    if status == .lost { slew = nil }
    if status == .lost, jetsMayFire {
      handOver(to: .jets)
      status = .recovering
    }
  }

  private mutating func holdByGyros(
    _ now: Measurement, _ aim: Aim, _ duration: Double
  ) -> Output {
    let body = now.angularVelocity.components
    guard let gyros, status != .lost else {
      return act(.zero, kick: nil, body, duration, error: aim.error)
    }
    var torque: SIMD3<Double>
    if case .torqueEquilibrium(let manager) = mode, slew == nil {
      momentumIntegral += duration * gyros.momentum
      torque = manager.torque(
        turn: aim.error, rate: aim.rate, momentum: gyros.momentum, integral: momentumIntegral)
    } else {
      let w = settings.bandwidth
      let wanted =
        w * w * aim.error + 2 * settings.damping * w * aim.rate - aim.acceleration
      torque = cross(body, now.inertia * body) - now.inertia * wanted
    }
    guard status == .desaturating else {
      return act(torque, kick: nil, body, duration, error: aim.error)
    }
    // The jets push against the momentum; the gyroscopes push the other way and so give it up.
    let kick = -(duration / settings.desaturationTime) * gyros.momentum
    return act(torque, kick: kick, body, duration, error: aim.error)
  }

  private mutating func holdByJets(
    _ now: Measurement, _ aim: Aim, _ duration: Double
  ) -> Output {
    let body = now.angularVelocity.components
    if status != .recovering { status = .holding }
    guard jetsMayFire else {
      status = .lost
      return act(.zero, kick: nil, body, duration, error: aim.error)
    }
    // Beyond the deadband on the switching line, the rate that leads back.
    var change = SIMD3<Double>.zero
    // To speed up and to stop a turn; its end is within the deadband and needs nothing of its own.
    if let slew, aim.acceleration.magnitude > 0.2 * slew.acceleration {
      change = duration * aim.acceleration
    }
    var isInside = true
    for axis in 0..<3 {
      let line = aim.error[axis] + settings.lead * aim.rate[axis]
      guard abs(line) > settings.deadband else { continue }
      isInside = false
      let speed = min(settings.returnRate, abs(line) / settings.returnTime)
      let back = line > 0 ? -speed : speed
      // One that already comes back fast enough is left alone.
      if line > 0 ? aim.rate[axis] > back : aim.rate[axis] < back {
        change[axis] += back - aim.rate[axis]
      }
    }
    // Meanwhile the gyroscopes give their momentum to the body, slowly enough for the jets; too few to
    // be empty together stand still.
    let unload = (gyros?.momentum ?? .zero) / (4 * settings.desaturationTime)
    let kick: SIMD3<Double>? = change == .zero ? nil : now.inertia * change
    let output = act(
      unload, kick: kick, body, duration, error: aim.error, countered: false,
      parked: gyros.map { $0.runningCount < $0.design.minimum } ?? true)
    if status == .recovering, isInside, aim.rate.magnitude < 2 * settings.returnRate,
      (gyros?.fill ?? 1) < settings.desaturationEnd, handOver(to: .gyros)
    {
      status = .holding
    }
    return output
  }

  /// Moves gyroscopes and fires jets. Where `countered`, the gyroscopes take up what the jets do; where
  /// `parked`, their gimbals stand still.
  private mutating func act(
    _ torque: SIMD3<Double>, kick: SIMD3<Double>?, _ body: SIMD3<Double>, _ duration: Double,
    error: SIMD3<Double>, countered: Bool = true, parked: Bool = false
  ) -> Output {
    var firing: JetSet.Firing?
    if let kick, jetsMayFire {
      // Desaturation is a flow: what was too small to fire adds up. A correction is not.
      let wanted = countered ? kick + pending : kick
      firing = jets.fire(angularImpulse: wanted, within: duration)
      if countered {
        let left = wanted - (firing?.angularImpulse ?? .zero)
        let isWeak = (firing?.share ?? 0) < 1
        pending = isWeak ? .zero : left
      }
      if firing?.propellant == 0 { firing = nil }
      propellant += firing?.propellant ?? 0
    } else {
      pending = .zero
    }
    var gyroTorque = SIMD3<Double>.zero
    let taken = countered ? (firing?.angularImpulse ?? .zero) / max(duration, 1e-9) : .zero
    if parked {
      gyroTorque = -cross(body, gyros?.momentum ?? .zero)
    } else if let step = gyros?.step(
      torque: torque - taken, angularVelocity: body, duration: duration)
    {
      gyroTorque = step.torque
    }
    return Output(gyroTorque: gyroTorque, firing: firing, error: error, status: status)
  }
}
