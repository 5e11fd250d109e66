import Flight
import Kinematics
import NumericalMethods
import StationModel

extension Assembly {
  /// The jets that a name means, by id; empty: it means none.
  func jets(meantBy name: String) -> [String] {
    modules.flatMap { module in
      module.plan.engines.flatMap { engine in
        (1...max(1, engine.strings)).compactMap { string in
          let set = "\(module.id).\(engine.id)"
          let names = [module.id, "\(module.id)/\(string)", set, "\(set)/\(string)"]
          return names.contains(name) ? "\(set)/\(string)" : nil
        }
      }
    }
  }

  /// The gyroscopes that a name means, by id; empty: it means none.
  func gyros(meantBy name: String) -> [String] {
    let sets = modules.map { module in (module, module.plan.gyros) }
    let all = sets.flatMap { module, sets in
      sets.flatMap { set in
        Self.names(of: set, in: module).map { (set: "\(module.id).\(set.id)", $0) }
      }
    }
    return all.enumerated().compactMap { index, gyro in
      [gyro.set, gyro.1, "\(index + 1)"].contains(name) ? gyro.1 : nil
    }
  }

  /// What the gyroscopes of a set are called, one by one.
  static func names(of set: GyroSet, in module: Module) -> [String] {
    (0..<max(0, set.count)).map { "\(module.id).\(set.id)/\($0 + 1)" }
  }

  /// Whether all strings of a set of engines are among those that have failed.
  func hasFailed(_ engine: Engine, of module: Module, _ failed: Set<String>) -> Bool {
    guard !failed.isEmpty else { return false }
    return jets(meantBy: "\(module.id).\(engine.id)").allSatisfy { failed.contains($0) }
  }

  /// The share of the strings of a set of engines that have not failed.
  func share(of engine: Engine, of module: Module, without failed: Set<String>) -> Double {
    let all = jets(meantBy: "\(module.id).\(engine.id)")
    guard !all.isEmpty else { return 1 }
    return Double(all.filter { !failed.contains($0) }.count) / Double(all.count)
  }

  /// That a name means no unit, with those that there are.
  func unknownUnit(_ name: String, jets isJet: Bool) -> CommandRefusal {
    let known = modules.flatMap { module in
      isJet
        ? module.plan.engines.map { "\(module.id).\($0.id)" }
        : module.plan.gyros.flatMap { Self.names(of: $0, in: module) }
    }
    return .noSuchUnit(name, isJet: isJet, known: known)
  }
}

extension World {
  /// Lets units fail for good. The momentum of a gyroscope goes into its piece at once, as if it
  /// seized: the whole keeps its angular momentum. Where too few are left to hold the attitude and jets
  /// may fire, they take over.
  ///
  /// - Returns: what failed, by id.
  mutating func fail(
    _ units: UnitFailure, standards: Standards
  ) throws(CommandRefusal) -> [String] {
    let before = (failedJets, failedGyros)
    for name in units.jets {
      let meant = assembly.jets(meantBy: name)
      guard !meant.isEmpty else { throw assembly.unknownUnit(name, jets: true) }
      guard !failedJets.isSuperset(of: meant) else { throw .hasFailed(name) }
    }
    for name in units.gyros {
      let meant = assembly.gyros(meantBy: name)
      guard !meant.isEmpty else { throw assembly.unknownUnit(name, jets: false) }
      guard !failedGyros.isSuperset(of: meant) else { throw .hasFailed(name) }
    }
    failedJets.formUnion(units.jets.flatMap(assembly.jets(meantBy:)))
    failedGyros.formUnion(units.gyros.flatMap(assembly.gyros(meantBy:)))
    for piece in pieces.indices where entries[piece] == nil {
      let answer = PieceAnswer(world: self, index: piece, standards: standards)
      if controllers.isEmpty {
        if !answer.attitude.controllable { modes[piece] = .freeDrift }
        continue
      }
      let given = stopGyros(of: answer)
      if given != .zero, let inverse = bodies[piece].properties.inertia.inverse {
        bodies[piece].angularVelocity = AngularVelocity(
          bodies[piece].angularVelocity.components + inverse * given)
      }
      fitToFailures(piece, standards: standards)
    }
    for index in parted.indices { parted[index].hasChanged = true }
    return failedJets.subtracting(before.0).sorted() + failedGyros.subtracting(before.1).sorted()
  }

  /// Stops the gyroscopes of a piece that have failed.
  ///
  /// - Returns: the momentum that they had, along the piece's axes [N m s].
  mutating func stopGyros(of answer: PieceAnswer) -> SIMD3<Double> {
    let piece = answer.index
    guard var gyros = controllers[piece].gyros else { return .zero }
    let before = gyros.momentum
    for (wheel, name) in answer.gyroNames.enumerated() where failedGyros.contains(name) {
      gyros.setRunning(false, wheel: wheel)
    }
    let given = before - gyros.momentum
    controllers[piece].gyros = gyros
    return given
  }

  /// Gives a piece's control the jets that still work; they take over where too few gyroscopes run.
  mutating func fitToFailures(_ piece: Int, standards: Standards) {
    refit(piece, standards: standards)
    let controller = controllers[piece]
    if let gyros = controller.gyros, gyros.runningCount < gyros.design.minimum,
      controller.actuators == .gyros, controller.jetsMayFire
    {
      controllers[piece].handOver(to: .jets)
    }
  }

  /// Inhibits the attitude jets of a piece or lets them fire again.
  mutating func setJets(
    of id: String, _ mode: JetsMode, standards: Standards
  ) throws(CommandRefusal) -> Int {
    guard !controllers.isEmpty else { throw .needsFullFidelity("'jets'") }
    let piece = try flyingPiece(holding: id)
    switch mode {
    case .inhibit: inhibitedJets.formUnion(pieces[piece].modules)
    case .enable: inhibitedJets.subtract(pieces[piece].modules)
    }
    refit(piece, standards: standards)
    for index in parted.indices { parted[index].hasChanged = true }
    return piece
  }

  /// Whether a piece's jets are told not to fire: they are where those of any of its modules are.
  func jetsAreInhibited(on piece: Int) -> Bool {
    pieces[piece].modules.contains { inhibitedJets.contains($0) }
  }
}
