import Kinematics
import NumericalMethods
import Orbits
import StationModel

/// How a piece is held in attitude.
public enum AttitudeMode: Sendable, Hashable {
  /// Nothing acts but the gravity gradient.
  case freeDrift
  /// Held as it stands in the local orbital frame, by actuators that are taken to be strong enough;
  /// the time at which gyroscopes are full stands in the verdict.
  case localHold
}

/// The flight of the pieces of one station, together.
///
/// The reference orbit and every piece are integrated as one system: the reference with the gravity
/// field, Sun, Moon and a mean drag, each piece by what differs from it. Rotation is that of a rigid
/// body under the gravity gradient `3 μ/r³ r̂ × I r̂` (Hughes, *Spacecraft Attitude Dynamics*, 1986,
/// eq. 8.1.15).
///
/// Limits: drag and the pressure of sunlight by one area each for every piece, whatever its attitude;
/// no aerodynamic torque; gravity differences are taken directly, which costs 2e-15 m/s² (7 µm in a day). Thrust
/// acts on the centre of mass: what it does to the attitude is not in it.
public struct FormationFlight: Sendable {
  /// Drag coefficient times area over mass of each piece [m²/kg].
  public let ballisticAreas: [Double]
  /// How each piece is held.
  public let modes: [AttitudeMode]
  /// The engines that fire, one entry a piece; nil where none does.
  public let thrusts: [Thrust?]
  /// What acts on the reference and on the pieces.
  public let forces: ForceModel
  /// Time after the start of the forces [s].
  public private(set) var time: Double
  private var integration: DormandPrince853<FormationEquations>
  private let masses: [MassProperties]
  /// From the local orbital frame to the body's axes, of pieces that are held.
  private let held: [Rotation<LVLH, StationFrame>?]

  /// A flight that starts now; ballistic areas and, where light presses, radiation areas in [m²/kg],
  /// one of each list a piece.
  ///
  /// - Throws: `KinematicsError.degenerateOrbit` for a piece whose orbit has no plane.
  public init(
    reference: OrbitState<GCRF>, bodies: [RigidBody], ballisticAreas: [Double],
    modes: [AttitudeMode], thrusts: [Thrust?] = [], forces: ForceModel,
    radiationAreas: [Double] = []
  ) throws(KinematicsError) {
    precondition(
      bodies.count == ballisticAreas.count && bodies.count == modes.count
        && (thrusts.isEmpty || bodies.count == thrusts.count)
        && (radiationAreas.isEmpty || bodies.count == radiationAreas.count),
      "one of each a piece")
    self.ballisticAreas = ballisticAreas
    self.modes = modes
    let thrusts = thrusts.isEmpty ? bodies.map { _ in nil } : thrusts
    self.thrusts = thrusts
    self.forces = forces
    masses = bodies.map(\.properties)
    var held: [Rotation<LVLH, StationFrame>?] = []
    for (body, mode) in zip(bodies, modes) {
      let frame = try body.orbit(relativeTo: reference).localOrbitalFrame()
      held.append(mode == .localHold ? frame.inverse.then(body.attitude.inverse) : nil)
    }
    self.held = held
    let total = bodies.reduce(0) { $0 + $1.properties.mass }
    let light = radiationAreas.isEmpty ? bodies.map { _ in 0.0 } : radiationAreas
    func mean(_ areas: [Double]) -> Double {
      zip(bodies, areas).reduce(0) { $0 + $1.0.properties.mass * $1.1 } / max(total, 1e-9)
    }
    let objects = zip(ballisticAreas, light).map {
      DragAndPressure(ballisticArea: $0, radiationArea: $1)
    }
    let whole = DragAndPressure(ballisticArea: mean(ballisticAreas), radiationArea: mean(light))
    let r = reference.position.components
    let v = reference.velocity.components
    var state = [r.x, r.y, r.z, v.x, v.y, v.z]
    for body in bodies {
      let q = body.attitude.quaternion
      let w = body.angularVelocity.components
      let p = body.position.components
      let u = body.velocity.components
      state += [p.x, p.y, p.z, u.x, u.y, u.z, q.x, q.y, q.z, q.w, w.x, w.y, w.z]
    }
    time = reference.epoch - forces.start
    integration = DormandPrince853(
      system: FormationEquations(
        forces: forces, whole: whole, objects: objects,
        inertias: bodies.map(\.properties.inertia),
        inverses: bodies.map { $0.properties.inertia.inverse ?? .zero },
        free: modes.map { $0 == .freeDrift }, masses: bodies.map(\.properties.mass),
        thrusts: thrusts, start: time),
      time: time, state: state)
  }

  /// The reference orbit now.
  public var reference: OrbitState<GCRF> {
    let s = integration.state
    return OrbitState(
      epoch: forces.start + time, position: Position(s[0], s[1], s[2]),
      velocity: Velocity(s[3], s[4], s[5]))
  }

  /// The pieces now.
  public var bodies: [RigidBody] {
    let s = integration.state
    return masses.indices.map { index in
      let o = 6 + 13 * index
      return RigidBody(
        properties: masses[index], position: Position(s[o], s[o + 1], s[o + 2]),
        velocity: Velocity(s[o + 3], s[o + 4], s[o + 5]),
        attitude: Rotation(quaternion: SIMD4(s[o + 6], s[o + 7], s[o + 8], s[o + 9])),
        angularVelocity: AngularVelocity(s[o + 10], s[o + 11], s[o + 12]))
    }
  }

  /// One step of `h` [s]; 10 s keep a station's turning and its orbit to rounding.
  public mutating func step(_ h: Double) throws(KinematicsError) {
    integration.step(h)
    time += h
    integration.time = time
    let (bodies, reference) = (bodies, reference)
    for index in masses.indices {
      let o = 6 + 13 * index
      var s = integration.state
      if let hold = held[index] {
        let orbit = bodies[index].orbit(relativeTo: reference)
        let attitude = try orbit.localOrbitalFrame().then(hold).inverse
        let rate = attitude.inverse.rotate(orbit.localOrbitalRate.components)
        let q = attitude.quaternion
        for (offset, value) in [q.x, q.y, q.z, q.w, rate.x, rate.y, rate.z].enumerated() {
          s[o + 6 + offset] = value
        }
      } else {
        let q = SIMD4(s[o + 6], s[o + 7], s[o + 8], s[o + 9])
        let norm = (q * q).sum().squareRoot()
        for offset in 6..<10 { s[o + offset] /= norm }
      }
      integration.state = s
    }
  }
}

/// The equations of motion of a reference orbit and its pieces.
struct FormationEquations: DifferentialSystem, Sendable {
  let forces: ForceModel
  /// What the reference offers air and light, the mean of the pieces.
  let whole: DragAndPressure
  let objects: [DragAndPressure]
  let inertias: [Matrix3]
  let inverses: [Matrix3]
  let free: [Bool]
  /// At `start` [kg].
  let masses: [Double]
  let thrusts: [Thrust?]
  let start: Double
  var dimension: Int { 6 + 13 * inertias.count }

  func derivative(
    at time: Double, of state: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>
  ) {
    func vector(_ i: Int) -> SIMD3<Double> { SIMD3(state[i], state[i + 1], state[i + 2]) }
    func write(_ v: SIMD3<Double>, _ i: Int) {
      rate[i] = v.x
      rate[i + 1] = v.y
      rate[i + 2] = v.z
    }
    let r = vector(0)
    let v = vector(3)
    let instant = forces.instant(at: time)
    let gravity = forces.gravity(r, at: instant)
    let drags = forces.drags(
      [r] + inertias.indices.map { r + vector(6 + 13 * $0) },
      [v] + inertias.indices.map { v + vector(9 + 13 * $0) },
      ballisticAreas: [whole.ballisticArea] + objects.map(\.ballisticArea), at: instant, time: time)
    let drag = drags[0]
    let besides = forces.besides(r, v, of: whole, at: instant)
    write(v, 0)
    write(gravity + drag + besides, 3)
    for index in inertias.indices {
      let o = 6 + 13 * index
      let offset = vector(o)
      let velocity = vector(o + 3)
      let place = r + offset
      let pull = forces.gravity(place, at: instant) - gravity
      let brake = drags[index + 1]
      let push = forces.besides(place, v + velocity, of: objects[index], at: instant) - besides
      var thrustAcceleration = SIMD3<Double>.zero
      if let thrust = thrusts[index] {
        let mass = masses[index] - thrust.massRate * (time - start)
        thrustAcceleration =
          (thrust.force / mass) * thrust.direction.components(at: place, v + velocity)
      }
      write(velocity, o)
      write(pull + (brake - drag) + push + thrustAcceleration, o + 3)
      guard free[index] else {
        for i in 6..<13 { rate[o + i] = 0 }
        continue
      }
      let q = SIMD4(state[o + 6], state[o + 7], state[o + 8], state[o + 9])
      let w = vector(o + 10)
      let turn = 0.5 * hamiltonProduct(q, SIMD4(w.x, w.y, w.z, 0))
      rate[o + 6] = turn.x
      rate[o + 7] = turn.y
      rate[o + 8] = turn.z
      rate[o + 9] = turn.w
      let distance = place.magnitude
      let attitude = Rotation<StationFrame, GCRF>(quaternion: q)
      let up = attitude.inverse.rotate(place / distance)
      let momentum = inertias[index] * w
      let scale = 3 * forces.mu / (distance * distance * distance)
      let torque = scale * cross(up, inertias[index] * up)
      write(inverses[index] * (torque - cross(w, momentum)), o + 10)
    }
  }
}
