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
  var attitudeEngines: [(module: Module, engine: Engine)] {
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
