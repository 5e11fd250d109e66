import Kinematics
import NumericalMethods
import StationModel

/// The springs of one joint at the instant at which it lets go.
public struct SpringRelease: Sendable, Hashable {
  /// One of the bodies that it pushes apart, by index.
  public var a: Int
  /// The other body, by index.
  public var b: Int
  /// Where it pushes, in the station frame [m].
  public var point: SIMD3<Double>
  /// From a to b, a unit vector along the station's axes.
  public var axis: SIMD3<Double>
  /// What the springs give to the motion [J].
  public var energy: Double

  /// A release from its parts; point in [m], energy in [J].
  public init(a: Int, b: Int, point: SIMD3<Double>, axis: SIMD3<Double>, energy: Double) {
    self.a = a
    self.b = b
    self.point = point
    self.axis = axis
    self.energy = energy
  }
}

extension SpringRelease {
  /// The speed at which the two sides of the joint part, along its axis, as long as they are where
  /// they were [m/s].
  public func partingSpeed(_ bodies: [RigidBody]) -> Double {
    let (first, second) = (bodies[a], bodies[b])
    let parting =
      second.velocity(at: second.location(of: point))
      - first.velocity(at: first.location(of: point))
    return dot(parting, first.attitude.rotate(axis))
  }
}

extension RigidBody {
  /// The pieces of this body at the instant of the cut: every point keeps its place and velocity,
  /// each piece the attitude and the angular velocity of the whole.
  ///
  /// The centres are taken about the whole's own centre, which is rebuilt from the pieces, so that
  /// no momentum is left over by rounding: `Σ m r' = 0` and `Σ m v' = 0` by construction of the
  /// last piece's partners.
  ///
  /// - Parameter parts: mass properties of the pieces in the station frame; together the whole's.
  public func split(into parts: [MassProperties]) -> [RigidBody] {
    let whole = MassProperties.sum(parts)
    return parts.map { part in
      let arm = part.centre - whole.centre
      let turning = cross(angularVelocity.components, arm)
      return RigidBody(
        properties: part, position: Position(position.components + attitude.rotate(arm)),
        velocity: Velocity(velocity.components + attitude.rotate(turning)), attitude: attitude,
        angularVelocity: angularVelocity)
    }
  }
}

/// Releases springs between bodies that have just parted.
///
/// Each joint's springs give their energy to the motion as one impulse along the joint's axis at
/// its mating plane; equal and opposite, so linear and angular momentum stay as they were. With the
/// speed `u` at which the points already part, the impulse J solves `J u + J²/(2 M) = E`, where
/// `1/M = 1/m₁ + 1/m₂ + (r₁×n)·I₁⁻¹(r₁×n) + (r₂×n)·I₂⁻¹(r₂×n)` (Goldsmith, *Impact*, 1960, ch. 2).
///
/// A body without inertia is pushed and does not turn.
///
/// Limits: the push takes no time (real springs act over centimetres and seconds), friction and the
/// misalignment of the springs are not in it.
public func release(_ springs: [SpringRelease], bodies: inout [RigidBody]) {
  for spring in springs where spring.energy > 0 {
    let first = bodies[spring.a]
    let second = bodies[spring.b]
    let axis = first.attitude.rotate(spring.axis)
    let place = first.location(of: spring.point)
    let inverseA = first.properties.inertia.inverse ?? .zero
    let inverseB = second.properties.inertia.inverse ?? .zero
    func arm(_ body: RigidBody) -> SIMD3<Double> { place - body.position.components }
    func turn(_ body: RigidBody, _ inverse: Matrix3, _ impulse: SIMD3<Double>) -> SIMD3<Double> {
      inverse * body.attitude.inverse.rotate(cross(arm(body), impulse))
    }
    func yield(_ body: RigidBody, _ inverse: Matrix3) -> Double {
      1 / body.properties.mass
        + dot(axis, cross(body.attitude.rotate(turn(body, inverse, axis)), arm(body)))
    }
    let compliance = yield(first, inverseA) + yield(second, inverseB)
    let parting = dot(second.velocity(at: place) - first.velocity(at: place), axis)
    let effective = 1 / compliance
    let impulse =
      effective * ((parting * parting + 2 * spring.energy * compliance).squareRoot() - parting)
    let push = impulse * axis
    bodies[spring.a].velocity += Velocity(-push / first.properties.mass)
    bodies[spring.b].velocity += Velocity(push / second.properties.mass)
    bodies[spring.a].angularVelocity += AngularVelocity(-turn(first, inverseA, push))
    bodies[spring.b].angularVelocity += AngularVelocity(turn(second, inverseB, push))
  }
}
