import Kinematics
import NumericalMethods
import Orbits
import StationModel

/// How a piece is held in attitude.
public enum AttitudeMode: Sendable, Hashable {
  /// It turns as the torques on it have it: gravity gradient, air, and its ``BodyLoads``.
  case freeDrift
  /// Held as it stands in the local orbital frame, by actuators that are taken to be strong enough;
  /// ``FormationFlight/storedMomentum(of:)`` tells what they had to take up.
  case localHold
  /// Held as it stands among the stars, in the same way.
  case inertialHold
}

/// The flight of the pieces of one station, together.
///
/// The reference orbit and every piece are integrated as one system: the reference with the gravity
/// field, Sun, Moon and a mean drag, each piece by what differs from it. Rotation is that of a rigid
/// body under the gravity gradient `3 μ/r³ r̂ × I r̂` (Hughes, *Spacecraft Attitude Dynamics*, 1986,
/// eq. 8.1.15) and whatever its ``BodyLoads`` say: forces and torques, gyroscopes, engines that push
/// off the centre and empty their tanks, arrays that turn, the air. What is carried on in time is the
/// angular momentum, so that all that happens inside a piece conserves it.
///
/// Limits: drag and the pressure of sunlight by one area each where a piece has no
/// ``AerodynamicCoefficients``; no torque by sunlight; the gravity gradient is that of a point mass,
/// the oblateness adds a thousandth. A ``Thrust`` that is told along the orbit acts on the centre of
/// mass.
public struct FormationFlight: Sendable {
  /// Drag coefficient times area over mass of each piece [m²/kg].
  public let ballisticAreas: [Double]
  /// How each piece is held.
  public let modes: [AttitudeMode]
  /// The engines that fire along the orbit, one entry a piece; nil where none does.
  public let thrusts: [Thrust?]
  /// What acts on the reference and on the pieces.
  public let forces: ForceModel
  /// Time after the start of the forces [s].
  public private(set) var time: Double
  private var integration: DormandPrince853<FormationEquations>
  /// From the local orbital frame to the body's axes, of pieces that are held in it.
  private let held: [Rotation<LVLH, StationFrame>?]

  /// Whether actuators that are strong enough are taken to hold a piece.
  private func isHeld(_ piece: Int) -> Bool { modes[piece] != .freeDrift }

  /// A flight that starts now; ballistic areas and, where light presses, radiation areas in [m²/kg],
  /// one of each list a piece. Lists that are left out stand for nothing of the kind. Without the
  /// gravity gradient only the loads turn the pieces, as some checks of other programs have it.
  ///
  /// - Throws: `KinematicsError.degenerateOrbit` for a piece whose orbit has no plane.
  public init(
    reference: OrbitState<GCRF>, bodies: [RigidBody], ballisticAreas: [Double],
    modes: [AttitudeMode], thrusts: [Thrust?] = [], forces: ForceModel,
    radiationAreas: [Double] = [], loads: [BodyLoads] = [], gravityGradient: Bool = true
  ) throws(KinematicsError) {
    precondition(
      bodies.count == ballisticAreas.count && bodies.count == modes.count
        && (thrusts.isEmpty || bodies.count == thrusts.count)
        && (radiationAreas.isEmpty || bodies.count == radiationAreas.count)
        && (loads.isEmpty || bodies.count == loads.count),
      "one of each a piece")
    self.ballisticAreas = ballisticAreas
    self.modes = modes
    self.thrusts = thrusts.isEmpty ? bodies.map { _ in nil } : thrusts
    self.forces = forces
    let start = reference.epoch - forces.start
    let loads = loads.isEmpty ? bodies.map { _ in .none } : loads
    let models = zip(bodies, loads).map {
      PieceModel(properties: $0.properties, loads: $1, epoch: start)
    }
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
    var state = reference.position.array + reference.velocity.array
    for (index, body) in bodies.enumerated() {
      let q = body.attitude.quaternion
      var rate = body.angularVelocity.components
      if held[index] != nil {
        let orbit = body.orbit(relativeTo: reference)
        rate = body.attitude.inverse.rotate(orbit.localOrbitalRate.components)
      } else if modes[index] == .inertialHold {
        rate = .zero
      }
      let inner = models[index].moment(at: start).inner
      let momentum = body.attitude.rotate(body.properties.inertia * rate + inner)
      state += body.position.array + body.velocity.array
      state += [q.x, q.y, q.z, q.w, momentum.x, momentum.y, momentum.z]
    }
    time = start
    integration = DormandPrince853(
      system: FormationEquations(
        forces: forces, whole: whole, objects: objects, models: models,
        holds: held.map { $0?.matrix },
        stills: zip(bodies, modes).map { $1 == .inertialHold ? $0.attitude.inverse.matrix : nil },
        thrusts: self.thrusts, start: start,
        gradient: gravityGradient ? 3 * forces.mu : 0),
      time: start, state: state)
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
    let reference = reference
    return held.indices.map { body($0, reference).body }
  }

  /// The angular momentum that the actuators of a piece have in them, along its axes [N m s]: of one
  /// that drifts, what its loads say; of one that is held, what they must have taken up since the
  /// start to hold it.
  public func storedMomentum(of piece: Int) -> SIMD3<Double> {
    let model = integration.system.models[piece]
    let s = time - model.epoch
    let told = model.loads.storedMomentum + s * model.loads.storedMomentumRate
    guard isHeld(piece) else { return told }
    let (body, moment) = body(piece, reference)
    let turning = moment.properties.inertia * body.angularVelocity.components
    let parts = moment.inner - told
    return body.attitude.inverse.rotate(momentum(piece)) - turning - parts
  }

  /// The angular momentum of a piece about its centre of mass with all that turns inside, along GCRF
  /// axes [N m s].
  public func angularMomentum(of piece: Int) -> SIMD3<Double> { momentum(piece) }

  private func momentum(_ piece: Int) -> SIMD3<Double> {
    let o = FormationEquations.offset(of: piece) + 10
    let s = integration.state
    return SIMD3(s[o], s[o + 1], s[o + 2])
  }

  private func body(
    _ piece: Int, _ reference: OrbitState<GCRF>
  ) -> (body: RigidBody, moment: PieceModel.Moment) {
    let s = integration.state
    let o = FormationEquations.offset(of: piece)
    let moment = integration.system.models[piece].moment(at: time)
    var body = RigidBody(
      properties: moment.properties, position: Position(s[o], s[o + 1], s[o + 2]),
      velocity: Velocity(s[o + 3], s[o + 4], s[o + 5]), attitude: .identity,
      angularVelocity: .zero)
    if let hold = held[piece] {
      let orbit = body.orbit(relativeTo: reference)
      let frame = Rotation<GCRF, LVLH>(
        matrix: localOrbitalAxes(orbit.position.components, orbit.velocity.components))
      body.attitude = frame.then(hold).inverse
      body.angularVelocity = AngularVelocity(
        body.attitude.inverse.rotate(orbit.localOrbitalRate.components))
    } else if modes[piece] == .inertialHold {
      body.attitude = Rotation(quaternion: SIMD4(s[o + 6], s[o + 7], s[o + 8], s[o + 9]))
    } else {
      body.attitude = Rotation(quaternion: SIMD4(s[o + 6], s[o + 7], s[o + 8], s[o + 9]))
      body.angularVelocity = AngularVelocity(
        moment.inverse * (body.attitude.inverse.rotate(momentum(piece)) - moment.inner))
    }
    return (body, moment)
  }
}

// MARK: - Loads

extension FormationFlight {
  /// What acts on a piece now: tanks as full and parts where they are by now.
  public func loads(of piece: Int) -> BodyLoads {
    let model = integration.system.models[piece]
    var loads = model.loads.after(time - model.epoch)
    loads.storedMomentum = storedMomentum(of: piece)
    return loads
  }

  /// Tells what acts on a piece from now on.
  ///
  /// The momentum of a piece that drifts stays as it is: gyroscopes that are given another momentum,
  /// or a joint another rate, turn the piece at once. Of a piece that is held, its actuators are given
  /// the momentum of the loads. Mass properties are not touched: moving parts must stand where those
  /// of ``loads(of:)`` do.
  public mutating func set(_ loads: BodyLoads, of piece: Int) {
    let (body, moment) = body(piece, reference)
    let model = PieceModel(properties: moment.properties, loads: loads, epoch: time)
    integration.system.models[piece] = model
    guard isHeld(piece) else { return }
    let own = moment.properties.inertia * body.angularVelocity.components
    let momentum = body.attitude.rotate(own + model.moment(at: time).inner)
    let o = FormationEquations.offset(of: piece) + 10
    for k in 0..<3 { integration.state[o + k] = momentum[k] }
  }

  /// Adds what forces between pieces have done to one that drifts, beside what flies it.
  public mutating func add(_ change: MotionChange, to piece: Int) {
    let o = FormationEquations.offset(of: piece)
    let s = integration.state
    let attitude = Rotation<StationFrame, GCRF>(
      quaternion: SIMD4(s[o + 6], s[o + 7], s[o + 8], s[o + 9]))
    let q = attitude.then(change.turn).quaternion
    for k in 0..<3 {
      integration.state[o + k] += change.position.components[k]
      integration.state[o + 3 + k] += change.velocity.components[k]
      integration.state[o + 10 + k] += change.momentum[k]
    }
    for k in 0..<4 { integration.state[o + 6 + k] = q[k] }
  }

  /// The pieces as hulls, with the velocity that their points have: the same as ``bodies`` but for what
  /// the centre of mass itself moves in the hull by moving parts [m/s].
  var hulls: [RigidBody] {
    let reference = reference
    return held.indices.map {
      var (body, moment) = body($0, reference)
      body.velocity += Velocity(body.attitude.rotate(-moment.swing))
      return body
    }
  }
}

// MARK: - Time

extension FormationFlight {
  /// One step of `h` [s]; 10 s keep a station's turning and its orbit to rounding.
  ///
  /// Measured over 16 orbits about a point mass with a body that tumbles at 0.004 rad/s (three times
  /// the orbital rate; one core, 2026): 10 s cost 38 ms and end 7e-6 m and 4e-7 rad from steps of 4 s,
  /// which is the rounding of either, grown; 30 s 12 ms, 5e-6 m, 1e-6 rad; 60 s 6 ms, 2e-6 m, 1e-4
  /// rad; 120 s 1e-4 m and no attitude. The classical Runge-Kutta method needs 0.5 s for the same
  /// (8e-6 m, 6e-7 rad) and as many derivatives as 1.5 s would cost here.
  ///
  /// Where a tank runs dry, the step is made in two, so that no stage looks across the end of a push.
  ///
  /// - Throws: `KinematicsError.degenerateOrbit` for a held piece whose orbit has lost its plane.
  public mutating func step(_ h: Double) throws(KinematicsError) {
    let end = time + h
    while true {
      let dry = integration.system.models.reduce(.infinity) { min($0, $1.dryTime) }
      guard dry < end else { break }
      advance(max(0, dry - time), to: max(time, dry))
      for index in held.indices where integration.system.models[index].dryTime <= time {
        integration.system.models[index] = integration.system.models[index].restarted(at: time)
      }
    }
    advance(end - time, to: end)
    for index in held.indices where held[index] != nil {
      _ = try bodies[index].orbit(relativeTo: reference).localOrbitalFrame()
    }
  }

  /// Steps up to this length are made with order 5, longer ones with order 8 [s].
  static let shortStep = 1 + 1e-9

  private mutating func advance(_ h: Double, to end: Double) {
    // Over a second the method of order 5 is off by less than rounding (1e-14 m in the orbit of a
    // station), with half the derivatives; of a body that turns at 0.2 rad/s while an engine pushes by
    // 2e-10 of the push a step.
    if h <= Self.shortStep { integration.shortStep(h) } else { integration.step(h) }
    time = end
    integration.time = end
    for index in held.indices {
      let o = FormationEquations.offset(of: index) + 6
      var norm = 0.0
      for k in o..<(o + 4) { norm += integration.state[k] * integration.state[k] }
      let scale = 1 / norm.squareRoot()
      for k in o..<(o + 4) { integration.state[k] *= scale }
    }
  }
}
