import Kinematics
import NumericalMethods
import StationModel

/// The flight of a formation over one step, between its ends.
///
/// Cubics of Hermite through places and velocities, relative to the reference, and through quaternions
/// and their rates. Over a step of 10 s the points of two pieces that are 400 m apart are within 1e-7 m
/// of the flight, nearer ones within less; where a torque turns a piece at 6e-5 rad/s² (20 N at 26 m
/// on 140 t) within 2e-7 m. The errors go with the fourth power of the step. The reference's own cubic
/// is off by 0.3 mm, which all pieces share.
public struct FormationArc: Sendable {
  /// When it begins, after the start of the forces [s].
  public let start: Double
  /// How long it is [s].
  public let length: Double
  private let from: Ends
  private let to: Ends

  private struct Ends {
    var reference: OrbitState<GCRF>
    var hulls: [RigidBody]
  }

  /// The arc from one state of a flight to a later one of the same flight, one step after it.
  public init(from first: FormationFlight, to last: FormationFlight) {
    start = first.time
    length = last.time - first.time
    from = Ends(reference: first.reference, hulls: first.hulls)
    // Points of the hull are followed, so that a centre of mass that moves in it does no harm.
    to = Ends(
      reference: last.reference,
      hulls: zip(last.hulls, from.hulls).map { $0.holding($1.properties) })
  }

  /// The reference `time` [s] after the start of the arc.
  public func reference(at time: Double) -> OrbitState<GCRF> {
    let (a, b) = (from.reference, to.reference)
    let found = cubicHermite(
      from: a.position.components, a.velocity.components, to: b.position.components,
      b.velocity.components, over: length, at: time)
    return OrbitState(
      epoch: a.epoch + time, position: Position(found.value), velocity: Velocity(found.rate))
  }

  /// The pieces `time` [s] after the start of the arc: places and velocities of the points of their
  /// hulls, with the mass properties of the start.
  public func bodies(at time: Double) -> [RigidBody] {
    from.hulls.indices.map { body($0, at: time) }
  }

  /// One of the pieces, as ``bodies(at:)`` has it.
  public func body(_ piece: Int, at time: Double) -> RigidBody {
    let (a, b) = (from.hulls[piece], to.hulls[piece])
    let place = cubicHermite(
      from: a.position.components, a.velocity.components, to: b.position.components,
      b.velocity.components, over: length, at: time)
    let first = a.attitude.quaternion
    var last = b.attitude.quaternion
    // Both signs are the same attitude; the way between is the short one.
    if (first * last).sum() < 0 { last = -last }
    let turn = cubicHermite(
      from: first, Self.rate(first, a.angularVelocity), to: last,
      Self.rate(last, b.angularVelocity), over: length, at: time)
    var body = a
    body.position = Position(place.value)
    body.velocity = Velocity(place.rate)
    body.attitude = Rotation(quaternion: turn.value)
    let q = body.attitude.quaternion
    let spin = 2 * hamiltonProduct(SIMD4(-q.x, -q.y, -q.z, q.w), turn.rate)
    body.angularVelocity = AngularVelocity(spin.x, spin.y, spin.z)
    return body
  }

  private static func rate(
    _ q: SIMD4<Double>, _ w: AngularVelocity<StationFrame>
  ) -> SIMD4<Double> { 0.5 * hamiltonProduct(q, SIMD4(w.x, w.y, w.z, 0)) }
}
