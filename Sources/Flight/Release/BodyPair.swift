import Kinematics
import NumericalMethods
import StationModel

/// Two rigid bodies with forces between them and none besides, for the seconds of a release or of a
/// capture.
public struct BodyPair: Sendable {
  /// One body.
  public private(set) var a: RigidBody
  /// The other.
  public private(set) var b: RigidBody
  private let inverseA: Matrix3
  private let inverseB: Matrix3

  /// Two bodies; one without inertia does not turn faster by any torque.
  public init(_ a: RigidBody, _ b: RigidBody) {
    self.a = a
    self.b = b
    inverseA = a.properties.inertia.inverse ?? .zero
    inverseB = b.properties.inertia.inverse ?? .zero
  }

  /// Of both in translation, relative to the reference orbit, and in rotation [J].
  public var kineticEnergy: Double { Self.energy(a) + Self.energy(b) }

  private static func energy(_ body: RigidBody) -> Double {
    0.5 * body.properties.mass * body.velocity.components.squaredMagnitude + body.spinEnergy
  }

  struct Rate {
    var velocity = SIMD3<Double>.zero
    var acceleration = SIMD3<Double>.zero
    var turn = SIMD4<Double>.zero
    var rateChange = SIMD3<Double>.zero

    func times(_ s: Double, plus other: Rate) -> Rate {
      Rate(
        velocity: s * velocity + other.velocity,
        acceleration: s * acceleration + other.acceleration, turn: s * turn + other.turn,
        rateChange: s * rateChange + other.rateChange)
    }
  }

  /// One step by the rule of Runge and Kutta of the fourth order.
  ///
  /// - Parameters:
  ///   - h: its length [s].
  ///   - forces: what acts between the two, some time [s] after the start of the step.
  public mutating func step(
    _ h: Double, _ forces: (RigidBody, RigidBody, Double) -> PairForces
  ) {
    func rates(_ a: RigidBody, _ b: RigidBody, _ time: Double) -> (Rate, Rate) {
      let f = forces(a, b, time)
      return (
        Self.rate(a, inverseA, -f.force, f.torqueOnFirst),
        Self.rate(b, inverseB, f.force, f.torqueOnSecond)
      )
    }
    let k1 = rates(a, b, 0)
    let k2 = rates(Self.moved(a, k1.0, h / 2), Self.moved(b, k1.1, h / 2), h / 2)
    let k3 = rates(Self.moved(a, k2.0, h / 2), Self.moved(b, k2.1, h / 2), h / 2)
    let k4 = rates(Self.moved(a, k3.0, h), Self.moved(b, k3.1, h), h)
    let sumA = k2.0.times(2, plus: k3.0.times(2, plus: k4.0.times(1, plus: k1.0)))
    let sumB = k2.1.times(2, plus: k3.1.times(2, plus: k4.1.times(1, plus: k1.1)))
    a = Self.moved(a, sumA, h / 6)
    b = Self.moved(b, sumB, h / 6)
  }

  static func rate(
    _ body: RigidBody, _ inverse: Matrix3, _ force: SIMD3<Double>, _ torque: SIMD3<Double>
  ) -> Rate {
    let w = body.angularVelocity.components
    let own = body.attitude.inverse.rotate(torque)
    return Rate(
      velocity: body.velocity.components, acceleration: force / body.properties.mass,
      turn: 0.5 * hamiltonProduct(body.attitude.quaternion, SIMD4(w.x, w.y, w.z, 0)),
      rateChange: inverse * (own - cross(w, body.properties.inertia * w)))
  }

  static func moved(_ body: RigidBody, _ rate: Rate, _ h: Double) -> RigidBody {
    var next = body
    next.position += Position(h * rate.velocity)
    next.velocity += Velocity(h * rate.acceleration)
    next.attitude = Rotation(quaternion: body.attitude.quaternion + h * rate.turn)
    next.angularVelocity += AngularVelocity(h * rate.rateChange)
    return next
  }
}
