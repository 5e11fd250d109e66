import Flight
import Kinematics
import StationModel
import Systems

/// What a command did.
public enum CommandOutcome: Sendable {
  /// Joints are open.
  case opened(CutRecord)
  /// A piece points somewhere, goes there or drifts.
  case turned(AttitudeChange)
  /// Units, by id, have failed.
  case failed([String])
  /// The attitude jets of a piece, by index, are inhibited or may fire.
  case jets(piece: Int, JetsMode)
  /// The hooks of joints, by index, begin to open.
  case opening([Int])
  /// The hooks of joints that were opening close again.
  case reclosed([Int])
  /// Joints have taken hold, and are drawn together.
  case captured([Int])
  /// Joints are closed.
  case mated(MateRecord)
  /// Engines fire.
  case ignited(ActiveBurn)
  /// Air flows out.
  case vented(ActiveVent)
  /// Members, by id, are in a module.
  case moved(crew: [String], module: String)
  /// Rotary joints of a piece, by index, have an order.
  case ordered(joints: [String], JointOrder, piece: Int)
}

extension World {
  /// Does what it is told, at this instant.
  ///
  /// - Parameters:
  ///   - command: what is to be done.
  ///   - time: after the start of the flight [s], for the record of a burn.
  ///   - standards: the figures by which a piece can be held or cannot.
  /// - Throws: ``CommandRefusal``; the world is as it was then.
  public mutating func perform(
    _ command: Command, at time: Double, standards: Standards
  ) throws(CommandRefusal) -> CommandOutcome {
    try perform(command, at: time, standards: standards, air: nil)
  }

  /// As ``perform(_:at:standards:)``, with the mean push of the air on the piece whose torque
  /// equilibrium is asked for.
  mutating func perform(
    _ command: Command, at time: Double, standards: Standards, air: MeanAir?
  ) throws(CommandRefusal) -> CommandOutcome {
    switch command {
    case .open(let ids, let springs, let release):
      let indices = try joints(ids)
      let motions = try releases(of: indices, springs, release, at: time, standards)
      // Where attitude is taken as told a release takes no time.
      guard !controllers.isEmpty else {
        return .opened(part(indices, springs: springs, at: time, standards: standards))
      }
      self.motions += motions
      return .opening(indices)
    case .mate(let ids): return try mate(ids, at: time, standards)
    case .attitude(let order): return .turned(try turn(order, standards: standards, air: air))
    case .fail(let units): return .failed(try fail(units, standards: standards))
    case .jets(let id, let mode):
      return .jets(piece: try setJets(of: id, mode, standards: standards), mode)
    case .burn(let burn): return .ignited(try ignite(burn, at: time, standards))
    case .vent(let vent):
      let module = try module(vent.module)
      _ = try flyingPiece(holding: vent.module)
      return .vented(try open(vent, of: module, at: time, standards: standards))
    case .move(let members, let id):
      try move(members, to: id)
      return .moved(crew: members, module: id)
    case .joints(let id, let order): return try self.order(id, order)
    }
  }

  /// Opens joints at this instant, with all that hangs on them.
  mutating func part(
    _ joints: [Int], springs: SpringChoice, at time: Double, standards: Standards
  ) -> CutRecord {
    let masses = burns.map { burn in
      piece(holding: burn.module).map { bodies[$0].properties.mass }
    }
    let before = self
    let cut = open(joints, springs: springs)
    for (index, mass) in masses.enumerated() { carryOn(burn: index, massBefore: mass, at: time) }
    if !controllers.isEmpty { makeControllers(from: before, standards: standards) }
    if cut.separates {
      for piece in before.pieces.indices where !pieces.contains(before.pieces[piece]) {
        parted.append(
          PartedWhole(
            modules: before.pieces[piece].modules, mode: before.modes[piece],
            controller: before.controllers.isEmpty ? nil : before.controllers[piece],
            burns: before.burns.filter { before.piece(holding: $0.module) == piece }))
      }
    }
    return cut
  }

  /// The indices of joints that can be opened.
  func joints(_ ids: [String]) throws(CommandRefusal) -> [Int] {
    var indices: [Int] = []
    for id in ids {
      guard let index = assembly.jointIndex(id) else {
        throw .unknownJoint(id, in: assembly)
      }
      guard !opened.contains(index), !motions.contains(where: { $0.joint == index }) else {
        throw .alreadyOpen(id)
      }
      _ = try flyingPiece(holding: assembly.modules[assembly.joints[index].a].id)
      if !indices.contains(index) { indices.append(index) }
    }
    return indices.sorted()
  }

  private func module(_ id: String) throws(CommandRefusal) -> Int {
    guard let index = assembly.moduleIndex(id) else {
      throw .noSuchModule(id, known: assembly.modules.map(\.id))
    }
    return index
  }

  func flyingPiece(holding id: String) throws(CommandRefusal) -> Int {
    guard let piece = piece(holding: try module(id)), entries[piece] == nil else {
      throw .entered(id)
    }
    return piece
  }

  private mutating func move(_ members: [String], to id: String) throws(CommandRefusal) {
    let target = try module(id)
    _ = try flyingPiece(holding: id)
    var places = crewPlaces
    for member in members {
      guard let index = assembly.crew.firstIndex(where: { $0.id == member }) else {
        throw .noSuchMember(member, known: assembly.crew.map(\.id))
      }
      guard let here = places[index], let piece = piece(holding: here),
        assembly.reach(from: here, in: pieces[piece], over: .crew, opened: opened)
          .contains(target)
      else { throw .cannotReach(member, module: id) }
      places[index] = target
    }
    crewPlaces = places
  }
}

extension World {
  private mutating func ignite(
    _ burn: Burn, at time: Double, _ standards: Standards
  ) throws(CommandRefusal) -> ActiveBurn {
    let module = try module(burn.module)
    let piece = try flyingPiece(holding: burn.module)
    let name = "\(burn.module).\(burn.engine)"
    let plan = assembly.modules[module].plan
    guard let engine = plan.engines.first(where: { $0.id == burn.engine }) else {
      throw .noSuchEngine(name, known: plan.engines.map { "\(burn.module).\($0.id)" })
    }
    guard engine.status != .disabled else { throw .engineCannotFire(name, why: "it is disabled") }
    guard !assembly.hasFailed(engine, of: assembly.modules[module], failedJets) else {
      throw .engineCannotFire(name, why: "it has failed")
    }
    if let direction = burn.direction {
      guard engine.uses.contains(.orbit) else {
        throw .engineCannotFire(name, why: "it is for attitude")
      }
      let control = PieceAnswer(world: self, index: piece, standards: standards).attitude
      guard control.controllable else { throw .notControllable(burn.module, why: control.why) }
      if followsOutflows { try checkAim(engine, of: module, along: direction, name) }
    } else if !followsOutflows {
      throw .needsFullFidelity("a burn by a fault")
    }
    let isBusy = burns.contains { other in
      followsOutflows && burn.direction == nil
        ? other.module == module && other.burn.engine == burn.engine
        : self.piece(holding: other.module) == piece
    }
    guard !isBusy else { throw .alreadyBurning(burn.module) }
    let stock = feeding(module).reduce(0) { $0 + tankLoads[$1] }
    guard stock > 0 else { throw .noPropellant(name) }
    let share = assembly.share(of: engine, of: assembly.modules[module], without: failedJets)
    let force = share * engine.thrust.value * Double(engine.simultaneous)
    let impulse = engine.specificImpulse.value
    let thrust = Thrust(
      force: force, massRate: force / (Engine.standardGravity * impulse),
      direction: burn.direction ?? .prograde)
    let mass = bodies[piece].properties.mass
    let asked: Double
    switch burn.amount {
    case .duration(let duration): asked = duration
    case .deltaV(let change):
      asked = RocketEquation.duration(
        deltaV: change, mass: mass, force: thrust.force, massRate: thrust.massRate)
    }
    let dry = stock / thrust.massRate
    let active = ActiveBurn(
      module: module, burn: burn, thrust: thrust, specificImpulse: impulse,
      remaining: min(asked, dry), runsDry: dry < asked, start: time, startMass: mass)
    burns.append(active)
    if followsOutflows { prepareControl(for: burns.count - 1, standards: standards) }
    return active
  }

  /// Takes a burn over an opening or a closing of joints: what its engines can still draw is counted anew, and on
  /// a piece of another mass it begins anew with what is left of the change of velocity.
  mutating func carryOn(burn index: Int, massBefore: Double?, at time: Double) {
    var burn = burns[index]
    guard let massBefore, let piece = piece(holding: burn.module) else { return }
    let mass = bodies[piece].properties.mass
    if mass != massBefore {
      if case .deltaV(let asked) = burn.burn.amount {
        let done =
          followsOutflows
          ? burn.gained
          : RocketEquation.deltaV(
            propellant: burn.burnt, mass: burn.startMass, specificImpulse: burn.specificImpulse)
        let left = max(0, asked - done)
        burn.burn.amount = .deltaV(left)
        burn.remaining = RocketEquation.duration(
          deltaV: left, mass: mass, force: burn.thrust.force, massRate: burn.thrust.massRate)
        burn.runsDry = false
      }
      if case .duration(let asked) = burn.burn.amount {
        let left = max(0, asked - (time - burn.start))
        burn.burn.amount = .duration(left)
        // What a burn lacked of propellant it may find on a whole.
        if burn.remaining < left - 1e-6 {
          burn.remaining = left
          burn.runsDry = false
        }
      }
      burn.start = time
      burn.startMass = mass
      burn.burnt = 0
      burn.gained = 0
    }
    burns[index] = burn
    recount(burn: index)
  }

  /// Shortens a burn to what its tanks still have.
  mutating func recount(burn index: Int) {
    let stock = feeding(burns[index].module).reduce(0) { $0 + tankLoads[$1] }
    let dry = stock / burns[index].thrust.massRate
    guard dry < burns[index].remaining else { return }
    burns[index].remaining = dry
    burns[index].runsDry = true
  }

  /// The tanks that feed the engines of a module, by index: its own first, then those that
  /// propellant lines over closed joints connect with it.
  func feeding(_ module: Int) -> [Int] {
    guard let piece = piece(holding: module) else { return [] }
    let others = assembly.reach(from: module, in: pieces[piece], over: .propellant, opened: opened)
    return ([module] + others.filter { $0 != module }).flatMap { index in
      assembly.modules[index].plan.tanks.indices
        .filter { assembly.modules[index].plan.tanks[$0].contents == .propellant }
        .map { assembly.modules[index].firstTank + $0 }
    }
  }

  /// Takes propellant [kg] for the engines of a module out of the tanks that feed them, in their order;
  /// what they do not have is not taken.
  ///
  /// - Returns: what was taken [kg].
  mutating func drawPropellant(_ mass: Double, for module: Int) -> Double {
    var wanted = mass
    for tank in feeding(module) where wanted > 0 {
      let taken = min(wanted, tankLoads[tank])
      tankLoads[tank] -= taken
      wanted -= taken
    }
    return mass - wanted
  }
}
