import Kinematics
import NumericalMethods
import StationModel

/// The Earth of a study: a point mass and its oblateness.
public struct OblateField: Sendable, Hashable {
  /// Gravitational parameter [m³/s²].
  public var mu: Double
  /// The radius that the oblateness is told with [m].
  public var radius: Double
  /// The second zonal coefficient, not normalised; 0 for a point mass.
  public var j2: Double

  /// A field from its figures; mu [m³/s²], radius [m].
  public init(mu: Double, radius: Double, j2: Double) {
    self.mu = mu
    self.radius = radius
    self.j2 = j2
  }
}

/// One rigid body of a study: where it is and what it is.
public struct StudyBody: Sendable, Hashable {
  /// The motion of its centre of mass about the Earth.
  public var position: Position<GCRF>
  /// The velocity of its centre of mass [m/s].
  public var velocity: Velocity<GCRF>
  /// From its axes to GCRF.
  public var attitude: Rotation<StationFrame, GCRF>
  /// With respect to GCRF, along its own axes [rad/s].
  public var angularVelocity: AngularVelocity<StationFrame>
  /// About the centre of mass, along its own axes [kg m²].
  public var inertia: Matrix3
  /// A constant torque along its own axes [N m].
  public var torque: SIMD3<Double>
  /// Density times drag coefficient times area over twice the mass [1/m].
  public var dragFactor: Double

  /// A body from its parts; inertia [kg m²], torque [N m], drag factor [1/m].
  public init(
    position: Position<GCRF>, velocity: Velocity<GCRF>, attitude: Rotation<StationFrame, GCRF>,
    angularVelocity: AngularVelocity<StationFrame>, inertia: Matrix3,
    torque: SIMD3<Double> = .zero, dragFactor: Double = 0
  ) {
    self.position = position
    self.velocity = velocity
    self.attitude = attitude
    self.angularVelocity = angularVelocity
    self.inertia = inertia
    self.torque = torque
    self.dragFactor = dragFactor
  }

  /// The body of a formation whose reference orbit is given.
  public init(
    _ body: RigidBody, relativeTo reference: OrbitState<GCRF>, torque: SIMD3<Double> = .zero,
    dragFactor: Double = 0
  ) {
    self.init(
      position: reference.position + body.position,
      velocity: reference.velocity + body.velocity, attitude: body.attitude,
      angularVelocity: body.angularVelocity, inertia: body.properties.inertia, torque: torque,
      dragFactor: dragFactor)
  }

  /// Flies on by `count` steps of `h` [s]; the same equations as a ``RigidBodyBatch``, for one body.
  ///
  /// The inertia has to have an inverse: a body without one turns as if no torque acted.
  public mutating func advance(steps count: Int, of h: Double, in field: OblateField) {
    let kernel = RigidKernel<Double>(field)
    let constants = RigidConstants<Double>(
      inertia: Self.tensor(inertia), inverse: Self.tensor(inertia.inverse ?? .zero),
      drag: dragFactor, torque: RigidVector(x: torque.x, y: torque.y, z: torque.z))
    let q = attitude.quaternion
    let w = angularVelocity
    var state = RigidState<Double>(
      r: RigidVector(x: position.x, y: position.y, z: position.z),
      v: RigidVector(x: velocity.x, y: velocity.y, z: velocity.z),
      q: RigidVector(x: q.x, y: q.y, z: q.z), s: q.w,
      w: RigidVector(x: w.x, y: w.y, z: w.z))
    for _ in 0..<max(0, count) { state = kernel.step(state, constants, h) }
    position = Position(state.r.x, state.r.y, state.r.z)
    velocity = Velocity(state.v.x, state.v.y, state.v.z)
    attitude = Rotation(quaternion: SIMD4(state.q.x, state.q.y, state.q.z, state.s))
    angularVelocity = AngularVelocity(state.w.x, state.w.y, state.w.z)
  }

  private static func tensor(_ m: Matrix3) -> RigidTensor<Double> {
    RigidTensor(xx: m.r0.x, yy: m.r1.y, zz: m.r2.z, xy: m.r0.y, xz: m.r0.z, yz: m.r1.z)
  }
}
