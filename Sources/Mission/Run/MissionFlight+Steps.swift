import Flight
import Kinematics
import NumericalMethods
import Orbits
import StationModel
import Systems

extension MissionFlight {
  /// One step toward a mark, ending at the next whole step, record or edge.
  mutating func advance(toward mark: Double) throws {
    let before = world
    let start = time
    var flight = try formation ?? makeFormation()
    let longest = longestStep
    let target = min(
      mark, start + longest, Self.next(isQuiet ? Self.quietStep : Self.step, after: time),
      Self.next(plan.interval, after: time))
    let saved = flight
    let events = recording.events.count
    let flown = try follow(&flight, for: target - start)
    var end = flown < target - start ? start + flown : target
    if lowest(of: flight) < Self.entryAltitude {
      let length = try lengthToEntry(from: saved, before, events: events, within: flown)
      flight = try followAnew(from: saved, before, events: events, for: length)
      end = start + length
    }
    var seen = try look(from: saved, before, for: end - start)
    let meeting = seamContacts(from: before, start: start)
    let contacts =
      meeting.map(\.time) + [seen.flatMap { firstContact($0, start: start) } ?? .infinity]
    if plan.fidelity == .full, let contact = contacts.min(), contact < end - 1e-9 {
      // The step ends where they touch, a microsecond late, so that it is certain that they do.
      end = min(end, max(contact, start) + 1e-6)
      flight = try followAnew(from: saved, before, events: events, for: end - start)
      seen = try look(from: saved, before, for: end - start)
    }
    take(flight, at: end)
    formation = flight
    if let seen { take(seen) }
    settleFlows(from: before)
    watchRegions(from: before, start: start)
    watchTouches()
    watchSeams(for: end - start, meeting)
    burnControlPropellant()
    if plan.fidelity == .study { burnPropellant(for: end - start) }
    followSun(from: before, start: start)
    markEntries()
    endMotions()
    if end == mark || end >= Self.next(Self.systemsStep, after: start) || isRecord(end)
      || flown < target - start
    {
      stepSystems()
    }
    if isRecord(end) { record() }
  }

  /// Whether so little happens that a step may be long; see ``quietStep``.
  private var isQuiet: Bool {
    guard plan.fidelity == .study, world.burns.isEmpty, world.touches.isEmpty, !hasCouplings
    else { return false }
    let bodies = world.bodies.indices.filter { world.entries[$0] == nil }.map { world.bodies[$0] }
    for (index, body) in bodies.enumerated() {
      guard body.angularVelocity.components.magnitude * Self.quietStep < 0.1 else { return false }
      for other in bodies[..<index] {
        let apart = (body.position.components - other.position.components).magnitude
        guard apart > Self.quietDistance else { return false }
      }
    }
    return true
  }

  /// The next point of a grid that starts with the flight [s]; one that is nearer than a
  /// microsecond is taken to be behind.
  private static func next(_ grid: Double, after time: Double) -> Double {
    ((time + 1e-6) / grid).rounded(.down) * grid + grid
  }

  private func isRecord(_ time: Double) -> Bool {
    let rest = (time / plan.interval).rounded() * plan.interval - time
    return abs(rest) < 1e-6 || time >= plan.duration
  }

  private mutating func makeFormation() throws -> FormationFlight {
    flying = world.pieces.indices.filter { world.entries[$0] == nil }
    let thrusts = flying.map { piece in
      plan.fidelity == .full
        ? nil
        : world.burns.first { world.piece(holding: $0.module) == piece }?.thrust
    }
    return try FormationFlight(
      reference: world.reference, bodies: flying.map { world.bodies[$0] },
      ballisticAreas: flying.map {
        crafts[$0].dragArea / world.bodies[$0].properties.mass
      },
      // A controller holds a piece by torques.
      modes: flying.map { plan.fidelity == .full ? .freeDrift : world.modes[$0] },
      thrusts: thrusts, forces: forces,
      // Where shapes are followed light presses on them.
      radiationAreas: flying.map {
        plan.fidelity == .full
          ? 0
          : environment.radiationRatio(world.assembly) * crafts[$0].dragArea
            / world.bodies[$0].properties.mass
      },
      loads: flying.map { loads(of: $0) })
  }

  private mutating func take(_ flight: FormationFlight, at end: Double) {
    time = end
    world.parted = []
    world.epoch = first.epoch + end
    world.reference = flight.reference
    world.reference.epoch = world.epoch
    for (body, piece) in zip(flight.bodies, flying) { world.bodies[piece] = body }
  }

  // MARK: Burns

  private mutating func burnPropellant(for length: Double) {
    guard !world.burns.isEmpty else { return }
    formation = nil
    var left: [ActiveBurn] = []
    for var burn in world.burns {
      guard let piece = world.piece(holding: burn.module) else { continue }
      let taken = world.drawPropellant(
        burn.thrust.massRate * min(length, burn.remaining), for: burn.module)
      burn.burnt += taken
      crafts[piece].burnt += taken
      burn.remaining -= length
      world.weigh(piece)
      crafts[piece].propulsion = Craft.propulsion(of: piece, in: world)
      if burn.remaining > 1e-6 {
        left.append(burn)
      } else {
        end(burn, piece: piece, by: burn.runsDry ? "propellant" : burn.burn.amount.name)
      }
    }
    world.burns = left
  }

  mutating func end(_ burn: ActiveBurn, piece: Int, by reason: String) {
    let record = BurnRecord(
      burn, track: crafts[piece].track, end: time, endMass: world.bodies[piece].properties.mass,
      endedBy: reason)
    recording.burns.append(record)
    note(
      .burnEnd, [record.track],
      "\(record.engine) stops after \(Assembly.rounded(time - burn.start, 1)) s and "
        + "\(Assembly.rounded(record.deltaV, 2)) m/s"
        + (reason == "propellant" ? ": the tanks are empty" : ""))
    if reason == "propellant" { renewCrafts() }
  }

  // MARK: Entry

  /// When the first piece comes down through the entry altitude in a step that ends below it [s],
  /// halved to a microsecond and just below.
  private mutating func lengthToEntry(
    from saved: FormationFlight, _ before: World, events: Int, within length: Double
  ) throws -> Double {
    var low = 0.0
    var high = length
    while high - low > 1e-6 {
      let middle = 0.5 * (low + high)
      let trial = try followAnew(from: saved, before, events: events, for: middle)
      if lowest(of: trial) < Self.entryAltitude { high = middle } else { low = middle }
    }
    return high
  }

  private func lowest(of flight: FormationFlight) -> Double {
    let reference = flight.reference
    return flight.bodies.reduce(.infinity) {
      min($0, altitude($1.orbit(relativeTo: reference)))
    }
  }

  /// Height above the ellipsoid [m].
  func altitude(_ orbit: OrbitState<GCRF>) -> Double { place(orbit).altitude }

  func place(_ orbit: OrbitState<GCRF>) -> GeodeticPosition {
    let rotation = forces.instant(at: orbit.epoch - forces.start).rotation
    return GeodeticPosition(Position<ITRF>(rotation * orbit.position.components))
  }

  private mutating func markEntries() {
    for piece in flying where world.entries[piece] == nil {
      guard altitude(world.orbit(of: piece)) < Self.entryAltitude else { continue }
      stepSystems()
      record(piece)
      world.entries[piece] = world.reference
      clearance?.end(piece)
      for burn in world.burns where world.piece(holding: burn.module) == piece {
        end(burn, piece: piece, by: "entry")
      }
      world.burns = world.burns.filter { world.piece(holding: $0.module) != piece }
      world.vents = world.vents.filter { world.piece(holding: $0.module) != piece }
      world.motions = world.motions.filter { motion in
        let joint = world.assembly.joints[motion.joint]
        return ![joint.a, joint.b].contains { world.piece(holding: $0) == piece }
      }
      formation = nil
      note(.entry, [crafts[piece].track], "comes below 120 km: its flight is followed no further")
    }
  }
}

extension Burn.Amount {
  var name: String {
    switch self {
    case .deltaV: "deltaV"
    case .duration: "duration"
    }
  }
}
