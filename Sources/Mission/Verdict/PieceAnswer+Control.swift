import Flight
import Kinematics
import NumericalMethods
import StationModel

extension PieceAnswer {
  /// Whether and by what the piece can hold its attitude.
  ///
  /// It can where enough gyroscopes run, or where attitude jets reach propellant, and where a command
  /// computer is aboard. Limits: jets of a file that tells one line for all of them count as three-axis
  /// control; power for the gyroscopes is not part of it.
  struct Attitude {
    var controllable: Bool
    var actuators: [String]
    /// Momentum that the gyroscopes hold together [N m s]; nil without gyroscopes.
    var momentum: Double?
    var why: String
  }

  var attitude: Attitude {
    var actuators: [String] = []
    var momentum: Double?
    var gyrosHold = false
    for module in modules {
      for set in module.plan.gyros where set.count > 0 {
        let names = Assembly.names(of: set, in: module)
        let running = names.count { !world.failedGyros.contains($0) }
        actuators.append("\(module.id).\(set.id)")
        momentum = (momentum ?? 0) + Double(running) * set.momentum.value
        if running >= set.minimum { gyrosHold = true }
      }
    }
    let engines = attitudeEngines
    actuators += engines.map { "\($0.module.id).\($0.engine.id)" }
    let jetsHold = !engines.isEmpty
    let commanded = modules.contains { !$0.plan.computers.isEmpty }
    let why =
      !commanded
      ? "no command computer aboard"
      : gyrosHold || jetsHold ? "" : "no gyroscopes and no attitude jets with propellant"
    return Attitude(
      controllable: (gyrosHold || jetsHold) && commanded, actuators: actuators,
      momentum: momentum, why: why)
  }

  /// The sets of attitude jets with propellant in their reach.
  private var attitudeEngines: [(module: Module, engine: Engine)] {
    engines(for: .attitude)
      .filter {
        $0.propellant > 0 && !assembly.hasFailed($0.engine, of: $0.module, world.failedJets)
      }
      .map { ($0.module, $0.engine) }
  }

  /// The attitude jets about the piece's centre of mass. The reader has checked where they point.
  var jets: JetSet? {
    let all = try? JetSet(of: attitudeEngines, about: body.properties.centre)
    return all.map { set in
      JetSet(set.jets.filter { !world.failedJets.contains($0.id) }, about: set.centre)
    }
  }

  /// What the gyroscopes are called, in the order of ``gyros``.
  var gyroNames: [String] {
    modules.flatMap { module in
      module.plan.gyros.flatMap { Assembly.names(of: $0, in: module) }
    }
  }

  /// The gyroscopes, as one set of the first kind; nil without.
  var gyros: ControlMomentGyros.Design? {
    var result: ControlMomentGyros.Design?
    for module in modules {
      for set in module.plan.gyros {
        guard let design = ControlMomentGyros.Design(set, in: module) else { continue }
        if result == nil { result = design } else { result?.count += design.count }
      }
    }
    return result
  }

  /// Gravity gradient and turning with the orbit; nil where the piece's inertia is that of no body.
  var orbitalTorque: OrbitalTorque? {
    try? OrbitalTorque(
      inertia: world.meanInertia(ofPiece: index),
      meanMotion: world.reference.localOrbitalRate.magnitude)
  }

  /// Failures of a gyroscope or a manifold of jets, up to four, after which something is out of reach
  /// that the piece has to stand for a quarter of an orbit: the torque of gravity, and of the air where
  /// the flight follows shapes, near its torque equilibrium (where none lies within 20 degrees: in the
  /// attitude +XVV), a degree off about every axis. Zero where it cannot be held as it is; 5 where no
  /// four failures are enough.
  func failuresToLossOfControl() -> Int {
    guard attitude.controllable, let orbital = orbitalTorque, let jets else { return 0 }
    guard jets.turnsEveryWay || attitudeEngines.isEmpty else { return countedFailures }
    func torque(_ attitude: Rotation<LVLH, StationFrame>) -> SIMD3<Double> {
      orbital.net(at: attitude) + (air?.torque(in: attitude) ?? .zero)
    }
    let found = TorqueEquilibrium.nearest(to: orbital) { air?.torque(in: $0) ?? .zero }
    let held = found?.attitude ?? .identity
    let degree = Double.pi / 180
    var half = SIMD3<Double>.zero
    let mean = torque(held)
    for corner in 0..<8 {
      let signs = SIMD3(
        corner & 1 == 0 ? degree : -degree, corner & 2 == 0 ? degree : -degree,
        corner & 4 == 0 ? degree : -degree)
      let off = Rotation<LVLH, LVLH>(yaw: signs.z, pitch: signs.y, roll: signs.x).then(held)
      let change = torque(off) - mean
      for axis in 0..<3 { half[axis] = max(half[axis], abs(change[axis])) }
    }
    var running = gyros
    running?.count -= gyroNames.count { world.failedGyros.contains($0) }
    let authority = ControlAuthority(jets: jets, gyros: running)
    let corners = DisturbanceTorque.box(mean: mean, half: half, for: orbital.period / 4)
    return authority.failuresToLoss(against: corners) ?? 5
  }

  /// As ``failuresToLossOfControl()`` where the file does not tell the jets' geometry: gyroscopes down
  /// to one below the fewest, and every string of jets.
  private var countedFailures: Int {
    let strings = attitudeEngines.reduce(0) { $0 + $1.engine.strings }
    return modules.flatMap(\.plan.gyros).filter { $0.count >= $0.minimum }
      .reduce(strings) { $0 + $1.count - $1.minimum + 1 }
  }

  /// Time until the gyroscopes are full when the piece is held in the attitude +XVV and nothing
  /// takes momentum out of them [s]; nil without gyroscopes, infinity where they never fill.
  ///
  /// The torque is that of the gravity gradient less what turning with the orbit asks for, and the
  /// mean of the air's where the flight follows shapes.
  func timeToSaturation() -> Double? {
    guard let capacity = attitude.momentum, let orbital = orbitalTorque,
      let momentum = try? MomentumOverOrbit(
        torques: orbital.absorbed(
          holding: .identity, torques: [air?.torque(in: .identity) ?? .zero]),
        meanMotion: orbital.meanMotion)
    else { return nil }
    return momentum.timeToSaturation(capacity: capacity)
  }

  /// How the strongest set of engines for orbit changes pushes.
  struct Push {
    /// Distance of the line of thrust from the centre of mass [m].
    var offCentre: Double
    /// Angle by which the line misses the centre of mass, seen from the engine [rad].
    var gimbalNeeded: Double
    /// Whether the engine's gimbal, or with it the other attitude jets, can hold it.
    var holdable: Bool
  }

  func push() -> Push? {
    let sets = engines(for: .orbit).filter { $0.propellant > 0 }
    func strength(_ set: (module: Module, engine: Engine, propellant: Double)) -> Double {
      set.engine.thrust.value * Double(set.engine.simultaneous)
    }
    func miss(_ set: (module: Module, engine: Engine, propellant: Double)) -> Double {
      let place = set.module.placement
      let arm = body.properties.centre - place.point(set.engine.position)
      return cross(arm, place.direction(set.engine.direction)).magnitude
    }
    guard
      let main = sets.max(by: { a, b in
        strength(a) != strength(b) ? strength(a) < strength(b) : miss(a) > miss(b)
      })
    else { return nil }
    let others = attitudeEngines.filter {
      $0.module.id != main.module.id || $0.engine.id != main.engine.id
    }
    let place = main.module.placement
    guard let jets = try? JetSet(of: others, about: body.properties.centre),
      let balance = try? BurnBalance(
        point: place.point(main.engine.position),
        direction: place.direction(main.engine.direction), thrust: strength(main),
        gimbal: main.engine.gimbal, others: jets)
    else { return nil }
    // Jets whose file tells one line for all of them: a pair with the lever of their place.
    let isHeld =
      jets.turnsEveryWay || balance.isHeldByGimbal
      ? balance.isHeld
      : balance.torque.magnitude
        <= others.reduce(0) { sum, other in
          let lever = other.module.placement.point(other.engine.position) - body.properties.centre
          return sum + 2 * other.engine.thrust.value * lever.magnitude
        }
    return Push(
      offCentre: balance.offCentre, gimbalNeeded: balance.gimbalNeeded, holdable: isHeld)
  }
}
