import Kinematics
import NumericalMethods
import StationModel

/// The blow of two rigid bodies that meet at a point, taken to last no time.
///
/// The impulse is that of Chatterjee and Ruina (*A new algebraic rigid-body collision law based on
/// impulse space considerations*, J. Applied Mechanics 65, 1998, p. 939) without tangential
/// restitution: `P = (1 + e) P₁ + κ (P₂ − P₁)`, with P₁ the impulse that stops the approach without
/// friction, P₂ the one that stops all motion of the point, and κ = 1 or as much as leaves P in the cone
/// of friction. It never adds energy for 0 ≤ e ≤ 1. Both momenta stay as they were: one impulse at one
/// place.
///
/// Limits: no crushing, no damage, no vibration; the bodies stand still during it. A structure that
/// gives way has a longer and softer blow, and less restitution.
public struct Collision: Sendable, Hashable {
  /// On the second body, along GCRF axes [N s].
  public var impulse: SIMD3<Double>
  /// How fast the points neared each other along the normal [m/s].
  public var closingSpeed: Double
  /// Where it acts, relative to the reference orbit, along GCRF axes [m].
  public var place: SIMD3<Double>

  /// The blow of two bodies, or nil where the points do not near each other.
  ///
  /// - Parameters:
  ///   - a: the first body.
  ///   - b: the second body.
  ///   - place: where they meet, relative to the reference orbit, along GCRF axes [m].
  ///   - normal: from the first to the second, of length 1, along GCRF axes.
  ///   - surfaces: how they spring back and rub.
  public init?(
    _ a: RigidBody, _ b: RigidBody, at place: SIMD3<Double>, normal: SIMD3<Double>,
    _ surfaces: SurfacePair
  ) {
    let motion = b.velocity(at: place) - a.velocity(at: place)
    closingSpeed = -dot(motion, normal)
    self.place = place
    guard closingSpeed > 0 else { return nil }
    let yield = Self.yield(a, at: place) + Self.yield(b, at: place)
    guard let mass = yield.inverse else { return nil }
    let e = closingSpeed > surfaces.restingSpeed ? surfaces.restitution : 0
    let stopping = closingSpeed / dot(normal, yield * normal) * normal
    let more = -(mass * motion) - stopping
    let (along, least) = (dot(more, normal), (1 + e) * stopping.magnitude)
    let across = (more - along * normal).magnitude
    // |κ across| <= friction (least + κ along)
    let excess = across - surfaces.friction * along
    let share = excess > 0 ? min(1, surfaces.friction * least / excess) : 1
    impulse = (1 + e) * stopping + share * more
  }

  /// How much the velocity of a body's point at a place gives way to an impulse there [1/kg], along
  /// GCRF axes.
  private static func yield(_ body: RigidBody, at place: SIMD3<Double>) -> Matrix3 {
    let arm = Matrix3.skew(place - body.position.components)
    let inverse = body.properties.inertia.inverse ?? .zero
    let turn = body.attitude.tensor(inverse)
    let linear = Matrix3.diagonal(SIMD3(repeating: 1 / body.properties.mass))
    return linear + arm * turn * arm.transpose
  }

  /// The bodies after it.
  public func applied(to a: RigidBody, _ b: RigidBody) -> (RigidBody, RigidBody) {
    (pushed(a, -impulse), pushed(b, impulse))
  }

  private func pushed(_ body: RigidBody, _ push: SIMD3<Double>) -> RigidBody {
    var body = body
    let inverse = body.properties.inertia.inverse ?? .zero
    let moment = cross(place - body.position.components, push)
    body.velocity += Velocity(push / body.properties.mass)
    body.angularVelocity += AngularVelocity(inverse * body.attitude.inverse.rotate(moment))
    return body
  }
}
