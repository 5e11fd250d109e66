import Kinematics
import NumericalMethods
import StationModel

/// A soft capture: what holds two bodies between the first latch and the hard mate, a spring and a
/// damper along and about three axes.
public struct SoftCapture: Sendable, Hashable {
  /// The point of the first body that is held, in its station frame [m].
  public var pointA: SIMD3<Double>
  /// The point of the second body that is held, in its station frame [m].
  public var pointB: SIMD3<Double>
  /// [N/m]
  public var stiffness: Double
  /// [N s/m]
  public var damping: Double
  /// Against turning of the one body beside the other [N m s/rad].
  public var angularDamping: Double
  /// Toward the attitude in which both have the station's axes [N m/rad].
  public var angularStiffness: Double

  /// A capture from its parts; see the properties for their units.
  public init(
    pointA: SIMD3<Double>, pointB: SIMD3<Double>, stiffness: Double, damping: Double,
    angularDamping: Double, angularStiffness: Double = 0
  ) {
    self.pointA = pointA
    self.pointB = pointB
    self.stiffness = stiffness
    self.damping = damping
    self.angularDamping = angularDamping
    self.angularStiffness = angularStiffness
  }

  /// What acts between the two bodies.
  public func forces(_ a: RigidBody, _ b: RigidBody) -> PairForces {
    let (placeA, placeB) = (a.location(of: pointA), b.location(of: pointB))
    let spinA = a.attitude.rotate(a.angularVelocity.components)
    let spinB = b.attitude.rotate(b.angularVelocity.components)
    var sum = PairForces.none
    let rate = b.velocity(at: placeB) - a.velocity(at: placeB)
    let pull = -stiffness * (placeB - placeA) - damping * rate
    sum.add(pull, at: placeB, a, b)
    var torque = angularDamping * (spinB - spinA)
    if angularStiffness > 0 { torque += angularStiffness * Self.turn(a, b) }
    sum.torqueOnFirst += torque
    sum.torqueOnSecond -= torque
    return sum
  }

  /// The energy in the springs [J].
  public func storedEnergy(_ a: RigidBody, _ b: RigidBody) -> Double {
    0.5 * stiffness * (b.location(of: pointB) - a.location(of: pointA)).squaredMagnitude
      + 0.5 * angularStiffness * Self.turn(a, b).squaredMagnitude
  }

  /// The turn of the second beside the first, along GCRF axes [rad].
  static func turn(_ a: RigidBody, _ b: RigidBody) -> SIMD3<Double> {
    let q = b.attitude.then(a.attitude.inverse).quaternion
    let sine = SIMD3(q.x, q.y, q.z)
    let size = sine.magnitude
    guard size > 0 else { return .zero }
    let angle = 2 * Elementary.atan2(size, abs(q.w))
    return a.attitude.rotate((q.w < 0 ? -angle : angle) / size * sine)
  }
}

extension SoftCapture {
  /// How near the sides have to be to be made fast [m, rad, m/s, rad/s]: chosen, as hooks draw in the
  /// rest.
  static let fast = (distance: 0.005, angle: 0.0035, speed: 0.001, rate: 0.0002)

  /// A capture of a joint that settles in a time [s]: springs and dampers of a critically damped motion
  /// whose time constant is a fifteenth of it: where a port is off the centre of mass, turning and
  /// moving go together, and the slowest motion takes some times longer.
  public init(
    _ a: RigidBody, _ b: RigidBody, at point: SIMD3<Double>, settling: Double
  ) {
    let pace = 15 / settling
    let (one, two) = (a.properties, b.properties)
    let mass = one.mass * two.mass / (one.mass + two.mass)
    func mean(_ inertia: Matrix3) -> Double {
      (inertia.r0.x + inertia.r1.y + inertia.r2.z) / 3
    }
    let (i, j) = (mean(one.inertia), mean(two.inertia))
    let inertia = i + j > 0 ? i * j / (i + j) : 0
    self.init(
      pointA: point, pointB: point, stiffness: mass * pace * pace, damping: 2 * mass * pace,
      angularDamping: 2 * inertia * pace, angularStiffness: inertia * pace * pace)
  }

  /// Whether the sides are so near and so slow that hooks make them fast.
  public func hasSettled(_ a: RigidBody, _ b: RigidBody) -> Bool {
    let (placeA, placeB) = (a.location(of: pointA), b.location(of: pointB))
    let spin =
      b.attitude.rotate(b.angularVelocity.components)
      - a.attitude.rotate(a.angularVelocity.components)
    return (placeB - placeA).magnitude < Self.fast.distance
      && Self.turn(a, b).magnitude < Self.fast.angle
      && (b.velocity(at: placeB) - a.velocity(at: placeB)).magnitude < Self.fast.speed
      && spin.magnitude < Self.fast.rate
  }
}
