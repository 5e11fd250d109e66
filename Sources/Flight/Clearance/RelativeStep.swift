import Kinematics
import NumericalMethods
import Shapes

/// Where a body is at an instant and how it moves, along GCRF relative to the reference orbit.
struct BodyInstant {
  let place: RelativePlace
  /// Of the centre of mass [m].
  let position: SIMD3<Double>
  /// Of the centre of mass [m/s].
  let velocity: SIMD3<Double>
  /// Along the body's own axes [rad/s].
  let rate: SIMD3<Double>

  init(_ motion: StepMotion, _ time: Double) {
    place = motion.place(at: time)
    position = motion.position(at: time)
    velocity = motion.velocity(at: time)
    rate = motion.angularVelocity(at: time)
  }
}

/// One body over a part of a step, with what every pair asks of it.
struct BodyStep {
  let motion: StepMotion
  let low: Double
  let high: Double
  let atLow: BodyInstant
  let atHigh: BodyInstant
  /// The centre of the sphere that holds it at both ends [m].
  let from: SIMD3<Double>
  let to: SIMD3<Double>
  /// [m]
  let radius: Double
  /// How fast turning, its own and that of its joints, moves its farthest point [m/s].
  let turning: Double

  init(_ motion: StepMotion, _ shape: StepShape, _ interval: ClosedRange<Double>) {
    self.motion = motion
    (low, high) = (interval.lowerBound, interval.upperBound)
    atLow = BodyInstant(motion, low)
    atHigh = BodyInstant(motion, high)
    let sphere = shape.sphere
    from = atLow.place.point(sphere.centre)
    to = atHigh.place.point(sphere.centre)
    radius = sphere.radius
    turning =
      motion.rateBound * ((sphere.centre - motion.centre).magnitude + radius) + shape.swing
  }

  func instant(_ time: Double) -> BodyInstant {
    time == low ? atLow : (time == high ? atHigh : BodyInstant(motion, time))
  }

  func place(at time: Double) -> RelativePlace {
    time == low ? atLow.place : (time == high ? atHigh.place : motion.place(at: time))
  }
}

/// Two bodies over one step: how the second moves as seen along the axes of the first.
struct RelativeStep {
  let a: UnsafePointer<BodyStep>
  let b: UnsafePointer<BodyStep>
  /// Of one centre of mass beside the other in the step: distance [m], speed [m/s], acceleration
  /// [m/s²].
  private let bounds: (distance: Double, speed: Double, acceleration: Double)

  init(_ a: UnsafePointer<BodyStep>, _ b: UnsafePointer<BodyStep>) {
    self.a = a
    self.b = b
    bounds = a.pointee.motion.bounds(of: b.pointee.motion)
  }

  /// No two points of the bodies close by more in the part of the step [m].
  var closing: Double {
    (bounds.speed + a.pointee.turning + b.pointee.turning) * (a.pointee.high - a.pointee.low)
  }

  /// Whether every point of the one is certain to draw away from every point of the other all
  /// through the part of the step: by the spheres that hold them, and by how they turn.
  var drawsApart: Bool {
    let way = b.pointee.from - a.pointee.from
    let length = a.pointee.high - a.pointee.low
    let distance = way.magnitude
    // Directions between points differ from that between the centres by no more than this.
    let spread = 2 * (a.pointee.radius + b.pointee.radius + closing) / distance
    guard spread < 1 else { return false }
    let speed = dot(way, b.pointee.atLow.velocity - a.pointee.atLow.velocity) / distance
    let turning = a.pointee.turning + b.pointee.turning
    return speed > spread * bounds.speed + turning + bounds.acceleration * length
  }

  /// The distance of the centres of mass at both ends of the part of the step [m].
  var centreDistances: (from: Double, to: Double) {
    let (one, two) = (a.pointee, b.pointee)
    return (
      (two.atLow.position - one.atLow.position).magnitude,
      (two.atHigh.position - one.atHigh.position).magnitude
    )
  }

  func place(at time: Double) -> RelativePlace {
    a.pointee.place(at: time).seeing(b.pointee.place(at: time))
  }

  /// The relative motion at `time` [s] after the start, with bounds to the end of the step.
  ///
  /// Pieces that turn nearly alike are told in a frame that turns with the first, in which they
  /// hardly turn; others in one that does not turn, in which nothing grows with their distance.
  func motion(at time: Double) -> RelativeMotion {
    let (one, two) = (a.pointee.instant(time), b.pointee.instant(time))
    let place = one.place.seeing(two.place)
    let own = one.rate
    let other = place.rotation * two.rate
    let between = one.place.rotation.transpose * (two.velocity - one.velocity)
    let pivot = place.point(b.pointee.motion.centre)
    let (w, u) = (a.pointee.motion.rateBound, b.pointee.motion.rateBound)
    let turning = a.pointee.motion.rateChangeBound + w * w
    let centre = a.pointee.motion.centre
    guard (other - own).magnitude < 0.2 * own.magnitude else {
      return RelativeMotion(
        place: place, velocity: between, acceleration: bounds.acceleration,
        own: .init(pivot: centre, rate: own, accelerationPerMetre: turning),
        other: .init(
          pivot: pivot, rate: other, accelerationPerMetre: b.pointee.motion.rateChangeBound + u * u)
      )
    }
    // y is a point of B along the axes of A, x the centre of B, ρ a point's distance from it:
    // |y"| <= |x"| + 2 ω_A |y'| + (α_A + ω_A²)|y| + (α_B + ω_B²) ρ, with |y'| from the same terms.
    let reach = bounds.distance
    return RelativeMotion(
      place: place, velocity: between - cross(own, pivot - centre),
      acceleration: bounds.acceleration + 2 * w * (bounds.speed + w * reach) + turning * reach,
      own: .init(pivot: centre, rate: .zero, accelerationPerMetre: 0),
      other: .init(
        pivot: pivot, rate: other - own,
        accelerationPerMetre: b.pointee.motion.rateChangeBound + u * u + 2 * w * (u + w) + turning))
  }
}
