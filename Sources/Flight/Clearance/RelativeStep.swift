import Kinematics
import NumericalMethods
import Shapes

/// Two bodies over one step: how the second moves as seen along the axes of the first.
struct RelativeStep {
  let a: StepMotion
  let b: StepMotion
  /// Bounds of the accelerations of the second's points along the first's axes, over the whole step;
  /// see ``RelativeMotion``.
  private let acceleration: Double
  private let accelerationPerMetre: Double
  /// No two points of spheres of radius r about the centres of mass close faster than this and
  /// `r` times ``closingPerMetre`` [m/s].
  let closing: Double

  init(_ a: StepMotion, _ b: StepMotion) {
    self.a = a
    self.b = b
    let (distance, speed, change) = a.bounds(of: b)
    closing = speed
    // y is a point of B along the axes of A, x the centre of B, ρ a point's distance from it:
    // |y"| <= |x"| + 2 ω_A |y'| + (α_A + ω_A²)|y| + (α_B + ω_B²) ρ, with |y'| from the same terms.
    let (w, u) = (a.rateBound, b.rateBound)
    let turning = a.rateChangeBound + w * w
    acceleration = change + 2 * w * (speed + w * distance) + turning * distance
    accelerationPerMetre = b.rateChangeBound + u * u + 2 * w * (u + w) + turning
  }

  var duration: Double { a.duration }

  func place(at time: Double) -> RelativePlace { a.place(at: time).seeing(b.place(at: time)) }

  /// The relative motion at `time` [s] after the start, with bounds to the end of the step.
  func motion(at time: Double) -> RelativeMotion {
    let first = a.place(at: time)
    let place = first.seeing(b.place(at: time))
    let own = a.angularVelocity(at: time)
    let back = first.rotation.transpose
    let pivot = place.point(b.centre)
    let between = back * (b.velocity(at: time) - a.velocity(at: time))
    return RelativeMotion(
      place: place, pivot: b.centre, velocity: between - cross(own, pivot - a.centre),
      rate: place.rotation * b.angularVelocity(at: time) - own, acceleration: acceleration,
      accelerationPerMetre: accelerationPerMetre)
  }
}
