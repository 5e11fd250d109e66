import NumericalMethods

/// What holding an attitude by jets alone costs.
///
/// Two things burn propellant. Torques have to be taken up: the mean over an orbit of the linear
/// programme's least flow. And about an axis on which the torque is weak the body goes to and fro
/// between the walls of the deadband, kicked by the smallest angular impulse J that its jets give: with
/// the rate `Δω = J/I` shared by both sides, a kick every `4 θ/Δω` seconds for a deadband of ±θ. The
/// torque decides about an axis when it turns the body back before it meets the other wall,
/// `T/I ≥ Δω²/(16 θ)`; then the kicks of one side carry it alone and the cycle costs nothing more.
///
/// Limits: the axes are taken one by one with their own moment of inertia, rates are known without
/// error, and jets burn the same in pulses as in long firings: the cost is a lower bound.
/// Source: derived here from constant acceleration between impulses, as in Sidi, *Spacecraft Dynamics
/// and Control* (1997), sec. 9.3.
public struct JetHold: Sendable, Hashable {
  /// Propellant for the torques [kg/s].
  public let torqueRate: Double
  /// Propellant of the limit cycle [kg/s].
  public let cycleRate: Double

  /// Propellant of a day of 86 400 s [kg].
  public var propellantPerDay: Double { 86_400 * (torqueRate + cycleRate) }

  /// The cost of a hold; nil where the jets cannot give a torque that is asked for.
  ///
  /// - Parameters:
  ///   - jets: what holds it.
  ///   - inertia: about the centre of mass [kg m²].
  ///   - torques: on the body along its axes at equal steps of an orbit [N m].
  ///   - deadband: to either side [rad].
  /// - Throws: ``FlightError`` for a deadband outside 1e-6 to 1 rad and an empty history.
  public init?(
    jets: JetSet, inertia: Matrix3, torques: [SIMD3<Double>], deadband: Double
  ) throws(FlightError) {
    guard (1e-6...1).contains(deadband) else {
      throw .outOfRange(what: "deadband", value: deadband, allowed: "1e-6 to 1 rad")
    }
    guard !torques.isEmpty else {
      throw .count(what: "torques over an orbit", count: 0, allowed: "1 or more")
    }
    var rate = 0.0
    var mean = SIMD3<Double>.zero
    for torque in torques {
      guard let flow = jets.propellantRate(torque: -torque) else { return nil }
      rate += flow / Double(torques.count)
      mean += SIMD3(abs(torque.x), abs(torque.y), abs(torque.z)) / Double(torques.count)
    }
    var cycle = 0.0
    for axis in 0..<3 {
      guard let kick = jets.smallestKick(about: axis) else { return nil }
      let step = kick.angularImpulse / inertia[axis, axis]
      if mean[axis] / inertia[axis, axis] >= step * step / (16 * deadband) { continue }
      cycle += kick.propellant * step / (4 * deadband)
    }
    torqueRate = rate
    cycleRate = cycle
  }
}

extension JetSet {
  /// The smallest angular impulse about one of the body's axes [N m s], and its propellant [kg]: the
  /// mean of both ways; nil where the jets cannot turn the body both ways. Of the cheapest firing every
  /// jet fires its shortest pulse or longer, but for those with less than a tenth of the longest
  /// on-time, which trim the other axes and wait until it pays.
  public func smallestKick(about axis: Int) -> (angularImpulse: Double, propellant: Double)? {
    var result = (angularImpulse: 0.0, propellant: 0.0)
    for sign in [1.0, -1] {
      var torque = SIMD3<Double>.zero
      torque[axis] = sign
      guard let firing = fireSteadily(torque) else { return nil }
      result.angularImpulse += 0.5 * firing.time
      result.propellant += 0.5 * firing.time * firing.rate
    }
    return result
  }

  /// For a torque of 1 N m: how long it has to act so that no jet that counts fires shorter than it
  /// can, and its flow [kg/s].
  private func fireSteadily(_ torque: SIMD3<Double>) -> (time: Double, rate: Double)? {
    guard
      let firing = JetSet(jets.map { $0.withoutShortestPulse }, about: centre)
        .fire(angularImpulse: torque, within: 1), firing.share == 1
    else { return nil }
    let longest = firing.onTimes.reduce(0, max)
    var time = 0.0
    for (jet, on) in zip(jets, firing.onTimes) where on >= 0.1 * longest {
      time = max(time, jet.minimumPulse / on)
    }
    return (time, firing.propellant)
  }
}

extension Jet {
  var withoutShortestPulse: Jet {
    var jet = self
    jet.minimumPulse = 0
    return jet
  }
}
