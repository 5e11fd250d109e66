import Kinematics
import NumericalMethods
import StationModel

/// A turn from where a body points to where it is told to point, at a bounded rate: the attitude that
/// a controller keeps to on the way.
///
/// The way is that of a turn about one axis. Its speed rises with ``acceleration`` to ``rateLimit`` and
/// falls so that four fifths of that acceleration stop it,
///
///     v(θ) = √((a τ)² + 2 a θ) − a τ        with a = 0.8 α, τ = 10 s
///
/// which near the end is θ/τ. A rate that the body has against its goal at the start is braked with the
/// same acceleration, whatever its axis. Beyond the last ``closeness`` it is over.
public struct AttitudeSlew: Sendable, Hashable {
  /// From the axes of the goal to those that are kept now.
  public private(set) var offset: Rotation<StationFrame, StationFrame>
  /// Of the kept axes with respect to the goal, along themselves [rad/s].
  public private(set) var rate: SIMD3<Double>
  /// The greatest speed of the turn [rad/s].
  public let rateLimit: Double
  /// The greatest change of the rate [rad/s²].
  public let acceleration: Double

  /// An angle that is no turn any more [rad].
  public static let closeness = 1e-5
  /// In which the last of it dies away [s].
  static let ending = 10.0

  /// A turn that begins with an offset and a rate [rad/s], with limits [rad/s], [rad/s²]; nil where
  /// there is nothing to turn, or nothing to turn it with.
  public init?(
    from offset: Rotation<StationFrame, StationFrame>, rate: SIMD3<Double>, rateLimit: Double,
    acceleration: Double
  ) {
    let isSound =
      rateLimit > 0 && rateLimit.isFinite && acceleration > 0 && acceleration.isFinite
      && rate.squaredMagnitude.isFinite
    guard isSound else { return nil }
    self.offset = offset
    self.rate = rate
    self.rateLimit = rateLimit
    self.acceleration = acceleration
    if isOver(within: 1e-3) { return nil }
  }

  /// The angle that is left [rad].
  public var angle: Double { offset.angle }

  /// The way on after a time [s]; nil where it ends there.
  func after(_ time: Double) -> AttitudeSlew? {
    let turn = offset.turnVector
    let left = turn.magnitude
    let brake = 0.8 * acceleration
    let ease = brake * Self.ending
    let speed = min(rateLimit, (ease * ease + 2 * brake * left).squareRoot() - ease)
    let wanted = left > 0 ? (-speed / left) * turn : .zero
    let change = wanted - rate
    let most = acceleration * time
    let size = change.magnitude
    let next = rate + (size > most ? (most / size) * change : change)
    let mean = 0.5 * (rate + next)
    var slew = self
    slew.offset = offset.then(Rotation(axis: mean, angle: -time * mean.magnitude))
    slew.rate = next
    return slew.isOver(within: time) ? nil : slew
  }

  /// Whether what is left is less than a step of `time` [s] corrects.
  private func isOver(within time: Double) -> Bool {
    offset.angle < Self.closeness && rate.magnitude <= acceleration * time + 1e-9
  }
}

extension Rotation {
  /// The turn of the axes of `From` that makes them those of `To`, the short way, as a vector along
  /// either [rad].
  var turnVector: SIMD3<Double> {
    let sign = quaternion.w < 0 ? 1.0 : -1
    let axis = sign * SIMD3(quaternion.x, quaternion.y, quaternion.z)
    let angle = 2 * Elementary.atan2(axis.magnitude, abs(quaternion.w))
    return angle * axis.normalized
  }
}

extension AttitudeController {
  /// Tells it a mode, and turns the body there from where it is and however it turns now: at
  /// ``Settings/slewRate`` or as fast as its actuators allow. Gyroscopes take at most
  /// ``Settings/slewShare`` of the momentum that they have free into the turn; jets brake and speed
  /// up with half of what they can.
  ///
  /// - Parameters:
  ///   - next: what it is to do from now on.
  ///   - now: how the body points and turns.
  ///   - rateLimit: another greatest rate than that of the settings [rad/s].
  public mutating func turn(
    to next: ControlMode, from now: Measurement, rateLimit: Double? = nil
  ) {
    mode = next
    guard let goal = goal(now) else { return }
    let offset = goal.attitude.inverse.then(now.attitude.inverse)
    let rate = now.angularVelocity.components - goal.rate
    let most = rateLimit ?? settings.slewRate
    let limits = turningLimits(offset.turnVector, rate, now.inertia, most)
    slew = AttitudeSlew(
      from: offset, rate: rate, rateLimit: limits.rate, acceleration: limits.acceleration)
  }

  /// The momentum that gyroscopes would hold in the end if they alone brought the body to the rate that
  /// a mode asks for [N m s].
  public func momentumNeeded(for next: ControlMode, from now: Measurement) -> Double {
    var other = self
    other.mode = next
    guard let gyros, let goal = other.goal(now) else { return 0 }
    let change = now.inertia * (now.angularVelocity.components - goal.rate)
    return (gyros.momentum + change).magnitude
  }

  /// How fast and how soon a body can be turned by an angle while it is stopped from a rate
  /// [rad/s, rad/s²].
  private func turningLimits(
    _ turn: SIMD3<Double>, _ rate: SIMD3<Double>, _ inertia: Matrix3, _ most: Double
  ) -> (rate: Double, acceleration: Double) {
    let axes = [turn, rate].filter { $0.magnitude > 1e-9 }.map { inertia * $0.normalized }
    guard let main = axes.first else { return (0, 0) }
    if actuators == .gyros, let gyros {
      let free = max(0.05 * gyros.capacity, gyros.capacity - gyros.momentum.magnitude)
      let torque = 0.1 * gyros.capacity * gyros.design.gimbalRate
      return (
        min(most, settings.slewShare * free / main.magnitude),
        torque / axes.reduce(0) { max($0, $1.magnitude) }
      )
    }
    let weakest = axes.flatMap { [$0, -$0] }.map { jets.greatestMultiple(of: $0) }.min() ?? 0
    return (most, 0.5 * weakest)
  }
}
