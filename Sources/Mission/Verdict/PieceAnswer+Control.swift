import Flight
import Kinematics
import NumericalMethods
import StationModel

extension PieceAnswer {
  /// Whether and by what the piece can hold its attitude.
  ///
  /// It can where enough gyroscopes run, or where attitude jets reach propellant, and where a
  /// command computer is aboard. Limits: the jets' geometry is not tried (a set counts as three-axis
  /// control), and power for the gyroscopes is not part of it.
  struct Attitude {
    var controllable: Bool
    var actuators: [String]
    /// Momentum that the gyroscopes hold together [N m s]; nil without gyroscopes.
    var momentum: Double?
    /// Failures of a gyroscope or of a string of jets that leave nothing to hold attitude with.
    var failures: Int
    var why: String
  }

  var attitude: Attitude {
    var actuators: [String] = []
    var momentum: Double?
    var failures = 0
    var gyrosHold = false
    for module in modules {
      for set in module.plan.gyros where set.count > 0 {
        actuators.append("\(module.id).\(set.id)")
        momentum = (momentum ?? 0) + Double(set.count) * set.momentum.value
        if set.count >= set.minimum {
          gyrosHold = true
          failures += set.count - set.minimum + 1
        }
      }
    }
    var jetsHold = false
    for (module, engine, propellant) in engines(for: .attitude) where propellant > 0 {
      actuators.append("\(module.id).\(engine.id)")
      jetsHold = true
      failures += engine.strings
    }
    let commanded = modules.contains { !$0.plan.computers.isEmpty }
    let controllable = (gyrosHold || jetsHold) && commanded
    let why =
      !commanded
      ? "no command computer aboard"
      : gyrosHold || jetsHold ? "" : "no gyroscopes and no attitude jets with propellant"
    return Attitude(
      controllable: controllable, actuators: actuators, momentum: momentum,
      failures: controllable ? failures : 0, why: why)
  }

  /// Time until the gyroscopes are full when the piece is held in the attitude +XVV and nothing
  /// takes momentum out of them [s]; nil without gyroscopes, infinity where no torque acts.
  ///
  /// The torque is that of the gravity gradient, `3 n² ẑ × I ẑ` with ẑ the nadir (Hughes,
  /// *Spacecraft Attitude Dynamics*, 1986, eq. 8.1.15), less what turning with the orbit asks for,
  /// `ω × I ω`. Its part along the orbit's normal grows without end; the others turn with the orbit
  /// and are bounded by `T / n`. Aerodynamic torque is not in it, so the time is an upper bound
  /// where both have one sign.
  func timeToSaturation() -> Double? {
    guard let capacity = attitude.momentum else { return nil }
    let rate = world.reference.localOrbitalRate.magnitude
    let inertia = body.properties.inertia
    let nadir = SIMD3<Double>(0, 0, 1)
    let turning = SIMD3<Double>(0, -rate, 0)
    let gradient = 3 * rate * rate * cross(nadir, inertia * nadir)
    let needed = gradient - cross(turning, inertia * turning)
    let cyclic = (needed.x * needed.x + needed.z * needed.z).squareRoot() / rate
    let left = capacity * capacity - cyclic * cyclic
    guard left > 0 else { return 0 }
    return needed.y == 0 ? .infinity : left.squareRoot() / abs(needed.y)
  }

  /// How the strongest set of engines for orbit changes pushes.
  struct Push {
    /// Distance of the line of thrust from the centre of mass [m].
    var offCentre: Double
    /// Angle by which the line misses the centre of mass, seen from the engine [rad].
    var gimbalNeeded: Double
    /// Whether the engine's gimbal, or a pair of jets of every other attitude set, can hold it.
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
    let place = main.module.placement
    let direction = place.direction(main.engine.direction)
    let arm = body.properties.centre - place.point(main.engine.position)
    let along = abs(dot(arm, direction))
    let off = cross(arm, direction).magnitude
    let angle = Elementary.atan2(off, along)
    var authority = 0.0
    for (module, engine, propellant) in engines(for: .attitude) where propellant > 0 {
      if module.id == main.module.id, engine.id == main.engine.id { continue }
      let lever = (module.placement.point(engine.position) - body.properties.centre).magnitude
      authority += 2 * engine.thrust.value * lever
    }
    let torque = strength(main) * off
    // A line of thrust that misses the centre by rounding does not miss it.
    let centred = off <= 1e-9
    return Push(
      offCentre: off, gimbalNeeded: angle,
      holdable: centred || angle <= main.engine.gimbal || torque <= authority)
  }
}
