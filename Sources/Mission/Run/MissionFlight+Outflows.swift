import Flight
import Kinematics
import NumericalMethods
import StationModel
import Systems

// Engines and vents where they are, at full fidelity: what they push and what they take, period by
// period. A period ends where a tank, a burn or a vent does, so that its flows are steady.

extension MissionFlight {
  /// A burn within so much of its end is over [s], and so is a vent.
  static let edge = 1e-6
  /// The turning at which a piece counts as tumbling [rad/s]: three times the orbit's.
  static let tumbleRate = 0.2 * Double.pi / 180

  private var hasOutflows: Bool { !world.burns.isEmpty || !world.vents.isEmpty }

  /// The longest period from now for which all flows are steady, at most `longest` [s].
  func steadyPeriod(atMost longest: Double) -> Double {
    guard hasOutflows else { return longest }
    var period = longest
    for burn in world.burns {
      if case .duration = burn.burn.amount { period = min(period, burn.remaining) }
      if let tank = drawnTank(burn), drawRate(of: tank) > 0 {
        period = min(period, world.tankLoads[tank] / drawRate(of: tank))
      }
    }
    for vent in world.vents {
      period = min(period, vent.remaining)
      guard let piece = world.piece(holding: vent.module) else { continue }
      period = min(period, cabinFlow(of: piece).time(to: keptAir(vent, piece)))
    }
    return max(period, 1e-9)
  }

  /// What flows in a period from now, for each piece that flies.
  func flows(for period: Double, _ bodies: [RigidBody]) -> [PieceFlows] {
    guard hasOutflows else { return flying.map { _ in PieceFlows() } }
    return flying.enumerated().map { slot, piece in
      var flows = PieceFlows()
      addBurns(of: piece, centre: bodies[slot].properties.centre, to: &flows)
      addVents(of: piece, for: period, to: &flows)
      return flows
    }
  }

  // MARK: Engines

  private func addBurns(of piece: Int, centre: SIMD3<Double>, to flows: inout PieceFlows) {
    for (index, burn) in world.burns.enumerated() where world.piece(holding: burn.module) == piece {
      guard let tank = drawnTank(burn) else { continue }
      let line = world.line(of: burn, towards: centre)
      let share = burn.thrust.massRate / drawRate(of: tank)
      flows.add(
        Outflow(
          force: burn.thrust.force * line.direction, point: line.point,
          massRate: burn.thrust.massRate, tank: world.place(ofTank: tank),
          remaining: share * world.tankLoads[tank]), from: .tank(tank, burn: index))
    }
  }

  /// The tank that a burn draws from now: the first that has anything.
  private func drawnTank(_ burn: ActiveBurn) -> Int? {
    world.feeding(burn.module).first { world.tankLoads[$0] > 0 }
  }

  /// What all burns together draw from a tank [kg/s].
  private func drawRate(of tank: Int) -> Double {
    world.burns.reduce(0) { $0 + (drawnTank($1) == tank ? $1.thrust.massRate : 0) }
  }

  /// After which time of a period the first burn has the change of velocity that it is to give [s]:
  /// infinity where none has.
  func velocityEdge(
    _ flows: [PieceFlows], _ flight: FormationFlight, _ bodies: [RigidBody]
  ) -> Double {
    var edge = Double.infinity
    for burn in world.burns {
      guard let slot = slot(of: burn) else { continue }
      edge = min(
        edge, timeLeft(of: burn, flows[slot], flight.loads(of: slot), bodies[slot].properties))
    }
    return edge
  }

  private func slot(of burn: ActiveBurn) -> Int? {
    world.piece(holding: burn.module).flatMap { flying.firstIndex(of: $0) }
  }

  /// How long a burn goes on under what pushes now [s]: infinity where its end is no change of
  /// velocity.
  private func timeLeft(
    of burn: ActiveBurn, _ flows: PieceFlows, _ loads: BodyLoads, _ properties: MassProperties
  ) -> Double {
    guard case .deltaV(let asked) = burn.burn.amount else { return .infinity }
    let missing = asked - burn.gained
    guard missing > 0 else { return 0 }
    let push = flows.push(
      along: world.line(of: burn, towards: properties.centre).direction, besides: loads.force)
    guard push > 0 else { return .infinity }
    guard flows.massRate > 0 else { return missing * properties.mass / push }
    return RocketEquation.duration(
      deltaV: missing, mass: properties.mass, force: push, massRate: flows.massRate)
  }

  // MARK: Air

  private func cabinFlow(of piece: Int) -> CabinFlow {
    let temperature = standards.cabin.temperature
    let (air, pressure) = world.air(of: piece, temperature: temperature)
    let hole = ChokedFlow(
      gasConstant: pressure * volume(of: piece) / (max(air.mass, 1e-30) * temperature),
      temperature: temperature)
    var flow = CabinFlow(air: air.mass, pressure: pressure, hole: hole)
    for vent in world.vents where world.piece(holding: vent.module) == piece {
      flow.add(vent.vent.flow)
    }
    return flow
  }

  private func volume(of piece: Int) -> Double {
    world.pieces[piece].modules.reduce(0) {
      $0 + (world.assembly.modules[$1].plan.airVolume?.value ?? 0)
    }
  }

  /// The air with which a vent closes [kg].
  private func keptAir(_ vent: ActiveVent, _ piece: Int) -> Double {
    guard let limit = vent.vent.pressure else { return 0 }
    let (air, pressure) = world.air(of: piece, temperature: standards.cabin.temperature)
    return pressure > 0 ? air.mass * (limit / pressure) : 0
  }

  private func addVents(of piece: Int, for period: Double, to flows: inout PieceFlows) {
    let open = world.vents.indices.filter { world.piece(holding: world.vents[$0].module) == piece }
    guard !open.isEmpty else { return }
    let flow = cabinFlow(of: piece)
    let lost = flow.lost(in: period)
    let all = lost.reduce(0, +)
    guard all > 0, flow.air > 0 else { return }
    for (index, mass) in zip(open, lost) where mass > 0 {
      let vent = world.vents[index]
      let rate = mass / period
      for module in world.pieces[piece].modules {
        let air = world.systems.cabins[module].mass
        let share = air / flow.air
        guard share > 0 else { continue }
        flows.add(
          Outflow(
            force: -(share * rate * flow.hole.effectiveSpeed) * vent.direction, point: vent.point,
            massRate: share * rate, tank: world.assembly.structure(of: module).centre,
            remaining: air * (mass / all)), from: .cabin(module, vent: index))
      }
    }
  }

  // MARK: Books

  /// Takes out of tanks and cabins what has flown in a period, and counts down burns and vents.
  ///
  /// - Returns: whether one of them is over.
  mutating func book(
    _ flows: [PieceFlows], _ before: [MassProperties], _ flight: FormationFlight, _ period: Double
  ) -> Bool {
    guard hasOutflows else { return false }
    for burn in world.burns.indices {
      guard let slot = slot(of: world.burns[burn]) else { continue }
      let direction = world.line(of: world.burns[burn], towards: before[slot].centre).direction
      let push = flows[slot].push(along: direction, besides: flight.loads(of: slot).force)
      world.burns[burn].gained += Self.gain(
        push, mass: before[slot].mass, massRate: flows[slot].massRate, for: period)
    }
    for (slot, flows) in flows.enumerated() where !flows.outflows.isEmpty {
      draw(flows, after: flight.loads(of: slot).outflows)
    }
    var isOver = false
    for burn in world.burns.indices {
      countDown(burn: burn, flows, flight, period)
      if world.burns[burn].remaining <= Self.edge { isOver = true }
    }
    for vent in world.vents.indices {
      world.vents[vent].remaining -= period
      guard let piece = world.piece(holding: world.vents[vent].module) else { continue }
      let flow = cabinFlow(of: piece)
      if flow.time(to: keptAir(world.vents[vent], piece)) <= Self.edge {
        world.vents[vent].remaining = 0
      }
      if world.vents[vent].remaining <= Self.edge { isOver = true }
    }
    return isOver
  }

  /// The change of velocity under a steady push and flow (Tsiolkovsky 1903) [m/s].
  private static func gain(
    _ push: Double, mass: Double, massRate: Double, for time: Double
  ) -> Double {
    let share = massRate * time / mass
    guard share > 0 else { return push * time / mass }
    return push * time / mass * (-Elementary.log(1 - share) / share)
  }

  /// What tanks and cabins hold is what the flight has left in them, to the last bit.
  private mutating func draw(_ flows: PieceFlows, after: [Outflow]) {
    var tanks: [(tank: Int, left: Double)] = []
    var cabins: [(module: Int, left: Double)] = []
    for (index, origin) in flows.origins.enumerated() {
      let drawn = flows.outflows[index].remaining - after[index].remaining
      switch origin {
      case .tank(let tank, let burn):
        world.burns[burn].burnt += drawn
        if let known = tanks.firstIndex(where: { $0.tank == tank }) {
          tanks[known].left += after[index].remaining
        } else {
          tanks.append((tank, after[index].remaining))
        }
      case .cabin(let module, let vent):
        world.vents[vent].lost += drawn
        if let known = cabins.firstIndex(where: { $0.module == module }) {
          cabins[known].left += after[index].remaining
        } else {
          cabins.append((module, after[index].remaining))
        }
      }
    }
    for (tank, left) in tanks { world.tankLoads[tank] = left }
    if !cabins.isEmpty, world.airLost.isEmpty {
      world.airLost = world.assembly.modules.map { _ in 0 }
    }
    for (module, left) in cabins {
      let air = world.systems.cabins[module]
      world.systems.cabins[module] = air * (left / air.mass)
      world.airLost[module] += air.mass - world.systems.cabins[module].mass
    }
  }

  private mutating func countDown(
    burn index: Int, _ flows: [PieceFlows], _ flight: FormationFlight, _ period: Double
  ) {
    let burn = world.burns[index]
    var left = burn.remaining - period
    if case .deltaV = burn.burn.amount, let slot = slot(of: burn) {
      left = timeLeft(
        of: burn, flows[slot], flight.loads(of: slot), flight.bodies[slot].properties)
    }
    let stock = world.feeding(burn.module).reduce(0) { $0 + world.tankLoads[$1] }
    let dry = stock / burn.thrust.massRate
    world.burns[index].runsDry = dry < left
    world.burns[index].remaining = min(left, dry)
  }

  /// After a step: what it took from pieces stands in their books and their masses, and burns and vents
  /// that are over end.
  mutating func settleFlows(from before: World) {
    guard !before.burns.isEmpty || !before.vents.isEmpty, world.followsOutflows else { return }
    formation = nil
    for piece in flying {
      let modules = world.pieces[piece].modules
      let tanks = modules.flatMap { module in
        let first = world.assembly.modules[module].firstTank
        return (first..<first + world.assembly.modules[module].plan.tanks.count)
      }
      let burnt = tanks.reduce(0) { $0 + before.tankLoads[$1] - world.tankLoads[$1] }
      let vented = modules.reduce(0) { $0 + world.airLost(by: $1) - before.airLost(by: $1) }
      guard burnt != 0 || vented != 0 else { continue }
      crafts[piece].burnt += burnt
      crafts[piece].vented += vented
      for module in modules {
        let gone = before.systems.cabins[module] - world.systems.cabins[module]
        crafts[piece].flows.oxygenLeaked += gone.oxygen
        crafts[piece].flows.carbonDioxideLeaked += gone.carbonDioxide
        crafts[piece].flows.nitrogenLeaked += gone.nitrogen
      }
      world.weigh(piece)
      crafts[piece].propulsion = Craft.propulsion(of: piece, in: world)
      world.controllers[piece].jets = world.controllers[piece].jets.moved(
        to: world.bodies[piece].properties.centre)
    }
    let over = world.burns.filter { $0.remaining <= Self.edge }
    world.burns.removeAll { $0.remaining <= Self.edge }
    for burn in over {
      guard let piece = world.piece(holding: burn.module) else { continue }
      world.releaseControl(of: burn, piece: piece, standards: standards)
      end(burn, piece: piece, by: burn.runsDry ? "propellant" : burn.burn.amount.name)
    }
    let closed = world.vents.filter { $0.remaining <= Self.edge }
    world.vents.removeAll { $0.remaining <= Self.edge }
    for vent in closed { noteEnd(of: vent) }
    watchTurning(before)
  }

  /// Books air that leaks have taken from a piece [kg]. A leak does not push: where it is, nobody
  /// knows. At 0.9 kg a day and the speed of a choked stream it would be 6 mN, a fiftieth of the air's
  /// drag on a station of 400 t.
  mutating func loseLeaks(_ flows: SystemsFlows, from piece: Int) {
    guard world.followsOutflows else { return }
    let lost = flows.oxygenLeaked + flows.carbonDioxideLeaked + flows.nitrogenLeaked
    guard lost != 0 else { return }
    let before = world.pieces[piece].modules.reduce(0) { $0 + world.airLost(by: $1) }
    world.loseAir(lost, from: piece)
    let after = world.pieces[piece].modules.reduce(0) { $0 + world.airLost(by: $1) }
    crafts[piece].vented += after - before
    world.weigh(piece)
    formation = nil
  }

  // MARK: Events

  func noteVent(_ vent: ActiveVent) -> String {
    let flow =
      switch vent.vent.flow {
      case .rate(let rate): "\(Assembly.rounded(1000 * rate, 1)) g/s"
      case .area(let area): "\(Assembly.rounded(1e4 * area, 2)) cm2"
      }
    return "air flows out of \(vent.name), \(flow)"
  }

  mutating func noteEnd(of vent: ActiveVent, by reason: String? = nil) {
    guard let piece = world.piece(holding: vent.module) else { return }
    note(
      .ventEnd, [crafts[piece].track],
      "\(vent.name) closes after \(Assembly.rounded(time - vent.start, 1)) s and "
        + "\(Assembly.rounded(vent.lost, 3)) kg of air" + (reason.map { ": \($0)" } ?? ""))
  }

  /// Whether attitude control can hold what a burn does, in words.
  func balanceText(of burn: ActiveBurn, piece: Int) -> String {
    guard world.followsOutflows, let engine = world.engine(of: burn) else { return "" }
    let place = world.assembly.modules[burn.module].placement
    guard
      let balance = try? BurnBalance(
        point: place.point(engine.position), direction: place.direction(engine.direction),
        thrust: burn.thrust.force, gimbal: engine.gimbal, others: world.controllers[piece].jets)
    else { return "" }
    let miss = "\(Assembly.rounded(balance.offCentre, 2)) m off the centre of mass"
    if balance.offCentre < 0.005 { return ", through the centre of mass" }
    if balance.isHeldByGimbal { return ", \(miss), which its gimbal makes good" }
    let torque = "\(Assembly.rounded(balance.torqueLeft.magnitude, 0)) N m"
    if world.modes[piece] == .freeDrift { return ", \(miss): \(torque)" }
    return ", \(miss): \(torque), "
      + (balance.isHeld ? "which jets can hold" : "more than jets can hold")
  }

  /// Says when what leaves a piece has turned it away or made it tumble.
  private mutating func watchTurning(_ before: World) {
    for piece in flying {
      let pushes =
        before.burns.contains { world.piece(holding: $0.module) == piece }
        || before.vents.contains { world.piece(holding: $0.module) == piece }
      guard pushes else { continue }
      let rate = world.bodies[piece].angularVelocity.components.magnitude
      let told = "at \(Assembly.rounded(rate * 180 / .pi, 2)) deg/s"
      let limit = world.controllers[piece].settings.lossAngle
      let isOff = world.modes[piece] != .freeDrift && crafts[piece].controlError > limit
      if isOff, !crafts[piece].isTurnedAway {
        note(
          .attitude, [crafts[piece].track],
          "turned \(Assembly.rounded(crafts[piece].controlError * 180 / .pi, 0)) deg away from its "
            + "attitude, \(told)")
      }
      crafts[piece].isTurnedAway = isOff
      if rate > Self.tumbleRate, !crafts[piece].isTumbling {
        note(.attitude, [crafts[piece].track], "the piece tumbles \(told)")
      }
      crafts[piece].isTumbling = rate > Self.tumbleRate
    }
  }
}

extension World {
  /// Air that a module has lost to space [kg].
  func airLost(by module: Int) -> Double { airLost.isEmpty ? 0 : airLost[module] }
}
