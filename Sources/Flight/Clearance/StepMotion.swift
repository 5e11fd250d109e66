import Kinematics
import NumericalMethods
import Shapes

/// The continuous motion of one body over a step, between the states at its ends.
///
/// The centre of mass goes along the cubic of Hermite through both positions and velocities. The
/// attitude is `q₀ exp(ω t) exp(θ)`: a steady spin at the mean ω of the rates of both ends, and a
/// rotation vector θ on the cubic that gives the rates at the ends (Bortz 1971). Both differ from a
/// smooth motion by no more than `h⁴/384` times its greatest fourth derivative: over 10 s a centre of
/// mass 1 km from its reference orbit errs by less than 1 µm, a body at a steady spin not at all, and
/// one that nutates at ν [rad/s] with a cone of c [rad] by some 50 c ν⁴ rad (5e-7 at 0.01 rad/s and 1 rad).
///
/// Limits: at most 0.5 rad of turning beside a steady spin in a step; no impulse within it, where one
/// step has to end and the next begin.
public struct StepMotion: Sendable {
  /// [s]
  public let duration: Double
  /// Of the centre of mass: points of Bézier, relative to the reference orbit, along GCRF [m].
  private let p0: SIMD3<Double>
  private let p1: SIMD3<Double>
  private let p2: SIMD3<Double>
  private let p3: SIMD3<Double>
  /// The attitude at the start, and the steady spin along the body's axes there [rad/s].
  private let q0: SIMD4<Double>
  private let spin: SIMD3<Double>
  /// The points of Bézier of the rotation vector [rad]; the first is 0.
  private let t1: SIMD3<Double>
  private let t2: SIMD3<Double>
  private let t3: SIMD3<Double>
  /// The centre of mass in the station frame [m].
  let centre: SIMD3<Double>
  /// No point turns faster in the step [rad/s].
  let rateBound: Double
  /// [rad/s²]
  let rateChangeBound: Double

  /// The motion between two states of a body, `duration` [s] apart.
  ///
  /// - Throws: ``FlightError`` for a body that turns too far, or that is nowhere.
  public init(from: RigidBody, to: RigidBody, duration h: Double) throws(FlightError) {
    guard h > 0, h.isFinite else { throw .noDuration(h) }
    duration = h
    centre = from.properties.centre
    p0 = from.position.components
    p1 = p0 + h / 3 * from.velocity.components
    p3 = to.position.components
    p2 = p3 - h / 3 * to.velocity.components
    q0 = from.attitude.quaternion
    let first = from.angularVelocity.components
    let last = to.angularVelocity.components
    spin = 0.5 * (first + last)
    let turn = to.attitude.then(from.attitude.inverse).quaternion
    let rest = hamiltonProduct(Self.quaternion(-h * spin), turn)
    t3 = Self.rotationVector(rest)
    t1 = h / 3 * (first - spin)
    let steady = Rotation<StationFrame, StationFrame>(quaternion: rest).inverse.rotate(spin)
    t2 = t3 - h / 3 * Self.rateOfVector(last - steady, at: t3)
    guard (p0 + p1 + p2 + p3 + t1 + t2 + t3).magnitude.isFinite else { throw .notFinite }
    let angle = max(t1.magnitude, max(t2.magnitude, t3.magnitude))
    guard angle <= 0.5 else { throw .turnsTooFar(angle: angle, duration: h) }
    // θ' is within its own points of Bézier, and |J θ'| <= |θ'|: the Jacobian does not lengthen.
    let rates = [3 / h * t1, 3 / h * (t2 - t1), 3 / h * (t3 - t2)]
    let change = rates.reduce(0) { max($0, $1.magnitude) }
    rateBound = spin.magnitude + change
    let bends = max((t2 - 2 * t1).magnitude, (t3 - 2 * t2 + t1).magnitude) * 6 / (h * h)
    // ω = exp(-θ) ω̄ + J θ', so ω' has |ω̄| |θ'|, J θ" and J' θ'. The last vanishes where θ and θ' are
    // parallel: it is at most |θ'| |θ × θ'| e^|θ| / 6, term by term of the series of J.
    var twist = 0.0
    for vector in [t1, t2, t3] {
      for rate in rates { twist = max(twist, cross(vector, rate).magnitude) }
    }
    rateChangeBound =
      spin.magnitude * change + bends + change * twist * Elementary.exp(angle) / 6
  }

  /// Where the station frame of the body lies along GCRF, relative to the reference orbit, `time`
  /// [s] after the start of the step.
  public func place(at time: Double) -> RelativePlace {
    RelativePlace(attitude(at: time), of: centre, at: position(at: time))
  }

  /// The centre of mass relative to the reference orbit, along GCRF [m].
  public func position(at time: Double) -> SIMD3<Double> {
    Self.bezier(p0, p1, p2, p3, time / duration)
  }

  /// The velocity of the centre of mass relative to the reference orbit, along GCRF [m/s].
  public func velocity(at time: Double) -> SIMD3<Double> {
    3 / duration * Self.bezier(p1 - p0, p2 - p1, p3 - p2, time / duration)
  }

  /// From the body's axes to GCRF.
  public func attitude(at time: Double) -> Rotation<StationFrame, GCRF> {
    let steady = hamiltonProduct(q0, Self.quaternion(time * spin))
    let theta = Self.bezier(.zero, t1, t2, t3, time / duration)
    return Rotation(quaternion: hamiltonProduct(steady, Self.quaternion(theta)))
  }

  /// The angular velocity along the body's own axes [rad/s].
  func angularVelocity(at time: Double) -> SIMD3<Double> {
    let s = time / duration
    let theta = Self.bezier(.zero, t1, t2, t3, s)
    let rate = 3 / duration * Self.bezier(t1, t2 - t1, t3 - t2, s)
    let square = theta.squaredMagnitude
    let angle = square.squareRoot()
    let (sine, cosine) = Elementary.sinCos(angle)
    let small = angle < 1e-4
    let a = small ? 1 - square / 6 : sine / angle
    let b = small ? 0.5 - square / 24 : (1 - cosine) / square
    let c = small ? 1.0 / 6 - square / 120 : (angle - sine) / (square * angle)
    let once = cross(theta, rate)
    let aside = cross(theta, spin)
    // exp(-θ) on the steady spin, and the right Jacobian on the rate of the rotation vector.
    let steady = spin - a * aside + b * cross(theta, aside)
    return steady + rate - b * once + c * cross(theta, once)
  }

  /// The greatest values in the step of another body's motion relative to this one's: distance of
  /// the centres [m], their relative speed [m/s] and acceleration [m/s²], along GCRF.
  func bounds(of other: StepMotion) -> (distance: Double, speed: Double, acceleration: Double) {
    let d0 = other.p0 - p0
    let d1 = other.p1 - p1
    let d2 = other.p2 - p2
    let d3 = other.p3 - p3
    let (e0, e1, e2) = (d1 - d0, d2 - d1, d3 - d2)
    func greatest(_ a: Double, _ b: Double, _ c: Double) -> Double { max(a, max(b, c)) }
    return (
      max(
        greatest(d0.squaredMagnitude, d1.squaredMagnitude, d2.squaredMagnitude),
        d3.squaredMagnitude
      ).squareRoot(),
      3 / duration
        * greatest(e0.squaredMagnitude, e1.squaredMagnitude, e2.squaredMagnitude).squareRoot(),
      6 / (duration * duration)
        * max((e1 - e0).squaredMagnitude, (e2 - e1).squaredMagnitude).squareRoot()
    )
  }

  @inline(__always)
  private static func bezier(
    _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, _ s: Double
  ) -> SIMD3<Double> {
    let r = 1 - s
    return r * r * a + 2 * r * s * b + s * s * c
  }

  @inline(__always)
  private static func bezier(
    _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, _ d: SIMD3<Double>, _ s: Double
  ) -> SIMD3<Double> {
    let r = 1 - s
    return r * r * r * a + 3 * r * r * s * b + 3 * r * s * s * c + s * s * s * d
  }

  /// The quaternion of a rotation vector [rad].
  private static func quaternion(_ vector: SIMD3<Double>) -> SIMD4<Double> {
    let angle = vector.magnitude
    let half = Elementary.sinCos(0.5 * angle)
    let scale = angle > 1e-8 ? half.sin / angle : 0.5
    return SIMD4(scale * vector.x, scale * vector.y, scale * vector.z, half.cos)
  }

  /// The rotation vector of a quaternion of length 1, up to half a turn [rad].
  private static func rotationVector(_ quaternion: SIMD4<Double>) -> SIMD3<Double> {
    let q = quaternion.w < 0 ? -quaternion : quaternion
    let axis = SIMD3(q.x, q.y, q.z)
    let sine = axis.magnitude
    if sine < 1e-9 { return 2 * axis }
    return 2 * Elementary.atan2(sine, q.w) / sine * axis
  }

  /// The rate of the rotation vector of a body that turns at `rate` along its own axes: the inverse
  /// of the right Jacobian (Bortz 1971, eq. 12).
  private static func rateOfVector(
    _ rate: SIMD3<Double>, at theta: SIMD3<Double>
  ) -> SIMD3<Double> {
    let square = theta.squaredMagnitude
    let angle = square.squareRoot()
    let half = Elementary.sinCos(0.5 * angle)
    let scale =
      angle < 1e-3 ? 1.0 / 12 + square / 720 : (1 - 0.5 * angle * half.cos / half.sin) / square
    let once = cross(theta, rate)
    return rate + 0.5 * once + scale * cross(theta, once)
  }
}
