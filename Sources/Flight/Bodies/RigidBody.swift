import Kinematics
import NumericalMethods
import Shapes
import StationModel

/// One rigid piece in flight, relative to the reference orbit that all pieces of its station share.
///
/// What separates two pieces is small beside the orbit's radius: held as two inertial states in
/// double precision it would lose nine digits of every difference. Held relative to a shared
/// orbit, momentum over a cut is kept to the last digits.
///
/// Limits: rigid; joint loads and flexible modes are not modelled.
public struct RigidBody: Sendable, Hashable {
  /// Mass, centre of mass and inertia along the station frame's axes as they stood when the
  /// station was whole; the piece's own axes stay parallel to them and turn with it.
  public var properties: MassProperties
  /// The centre of mass relative to the reference orbit, along GCRF axes [m].
  public var position: Position<GCRF>
  /// The velocity of the centre of mass relative to the reference orbit, along GCRF axes [m/s].
  public var velocity: Velocity<GCRF>
  /// From the piece's axes to GCRF.
  public var attitude: Rotation<StationFrame, GCRF>
  /// The angular velocity of the piece with respect to GCRF, along its own axes [rad/s].
  public var angularVelocity: AngularVelocity<StationFrame>

  /// A body from its parts.
  public init(
    properties: MassProperties, position: Position<GCRF>, velocity: Velocity<GCRF>,
    attitude: Rotation<StationFrame, GCRF>, angularVelocity: AngularVelocity<StationFrame>
  ) {
    self.properties = properties
    self.position = position
    self.velocity = velocity
    self.attitude = attitude
    self.angularVelocity = angularVelocity
  }

  /// Where a point of the station frame is now, relative to the reference orbit, along GCRF axes
  /// [m].
  public func location(of point: SIMD3<Double>) -> SIMD3<Double> {
    position.components + attitude.rotate(point - properties.centre)
  }

  /// Where the station frame's axes of the piece lie, relative to the reference orbit along GCRF.
  public var place: RelativePlace {
    RelativePlace(attitude, of: properties.centre, at: position.components)
  }

  /// The velocity of the piece, taken to reach there, at a place relative to the reference orbit
  /// [m/s]; both along GCRF axes, the place in [m].
  public func velocity(at place: SIMD3<Double>) -> SIMD3<Double> {
    velocity.components
      + cross(attitude.rotate(angularVelocity.components), place - position.components)
  }

  /// The motion of the centre of mass about the Earth, of a body held relative to `reference`.
  public func orbit(relativeTo reference: OrbitState<GCRF>) -> OrbitState<GCRF> {
    OrbitState(
      epoch: reference.epoch, position: reference.position + position,
      velocity: reference.velocity + velocity)
  }

  /// The spin angular momentum `I ω`, along GCRF axes [N m s].
  public var spinMomentum: SIMD3<Double> {
    attitude.rotate(properties.inertia * angularVelocity.components)
  }

  /// The energy of turning about the centre of mass, `ω · I ω / 2` [J].
  public var spinEnergy: Double {
    let w = angularVelocity.components
    return 0.5 * dot(w, properties.inertia * w)
  }
}

extension RelativePlace {
  /// The axes of a station frame in which `centre` is the centre of mass, which is at `position` [m].
  init(
    _ attitude: Rotation<StationFrame, GCRF>, of centre: SIMD3<Double>, at position: SIMD3<Double>
  ) {
    let matrix = attitude.matrix
    self.init(rotation: matrix, offset: position - matrix * centre)
  }
}

/// Linear and angular momentum of bodies about a common centre, with the scales by which a
/// rounding error is judged.
public struct MomentumBalance: Sendable, Hashable {
  /// Σ m [kg]
  public var mass: Double
  /// Σ m v relative to the reference orbit [kg m/s].
  public var linear: SIMD3<Double>
  /// Σ m r' × v' + Σ I ω about the common centre of mass [N m s].
  public var angular: SIMD3<Double>
  /// Σ m |v|, with inertial velocities [kg m/s].
  public var linearScale: Double
  /// Σ m |r'| |v'| + Σ |I ω|, primes relative to the common centre [N m s].
  public var angularScale: Double

  /// The balance of bodies whose reference orbit moves at `orbitalVelocity` [m/s].
  ///
  /// - Parameters:
  ///   - bodies: whose velocities are those of their centres of mass.
  ///   - orbitalVelocity: of what they are held relative to [m/s].
  ///   - inner: what turns inside each of them by its motion in it, along GCRF axes [N m s]; empty:
  ///     nothing does.
  public init(
    of bodies: [RigidBody], orbitalVelocity: SIMD3<Double>, inner: [SIMD3<Double>] = []
  ) {
    var total = 0.0
    var momentum = SIMD3<Double>.zero
    var moment = SIMD3<Double>.zero
    linearScale = 0
    for body in bodies {
      let m = body.properties.mass
      total += m
      momentum += m * body.velocity.components
      moment += m * body.position.components
      linearScale += m * (orbitalVelocity + body.velocity.components).magnitude
    }
    let centre = total > 0 ? moment / total : .zero
    let drift = total > 0 ? momentum / total : .zero
    angular = .zero
    angularScale = 0
    for body in bodies {
      let r = body.position.components - centre
      let v = body.velocity.components - drift
      let m = body.properties.mass
      angular += m * cross(r, v) + body.spinMomentum
      angularScale += m * r.magnitude * v.magnitude + body.spinMomentum.magnitude
    }
    for momentum in inner {
      angular += momentum
      angularScale += momentum.magnitude
    }
    mass = total
    linear = momentum
  }

  /// The relative changes of mass, linear and angular momentum from `before` to this.
  public func change(
    from before: MomentumBalance
  ) -> (mass: Double, linear: Double, angular: Double) {
    func ratio(_ a: Double, _ b: Double) -> Double { b > 0 ? a / b : 0 }
    return (
      ratio(abs(mass - before.mass), before.mass),
      ratio((linear - before.linear).magnitude, max(linearScale, before.linearScale)),
      ratio((angular - before.angular).magnitude, max(angularScale, before.angularScale))
    )
  }
}
