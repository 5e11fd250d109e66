import Flight
import Kinematics
import StationModel

extension World {
  /// Gives every piece a controller for its attitude, with the gyroscopes and the jets that it has.
  ///
  /// A piece that was one in `before` goes on with its controller. Gyroscopes of a piece that has come
  /// apart keep their momentum, shared out by their number, and pieces that are held keep the attitude
  /// in which they are now.
  mutating func makeControllers(from before: World? = nil, standards: Standards) {
    controllers = pieces.indices.map { piece in
      let modules = pieces[piece].modules
      let origin = before.flatMap { before in modules.first.flatMap { before.piece(holding: $0) } }
      if let before, let origin, before.pieces[origin].modules == modules {
        return before.controllers[origin]
      }
      let answer = PieceAnswer(world: self, index: piece, standards: standards)
      let old = before.flatMap { before in origin.flatMap { before.controllers[$0].gyros } }
      var controller = AttitudeController(
        gyros: gyros(of: answer, from: old), jets: jets(of: answer),
        settings: Self.settings(for: bodies[piece]))
      if jetsAreInhibited(on: piece) { controller.jetsMayFire = false }
      // What jets held they go on holding, and what too few wheels would have to.
      let heldByJets = before.flatMap { before in
        origin.map { before.controllers[$0].actuators == .jets }
      }
      if let gyros = controller.gyros,
        heldByJets == true || gyros.runningCount < gyros.design.minimum
      {
        controller.handOver(to: .jets)
      }
      controller.mode = controlMode(of: piece)
      return controller
    }
  }

  /// Gyroscopes that go on from those of the whole; nil where too few are there to hold an attitude.
  private func gyros(
    of answer: PieceAnswer, from old: ControlMomentGyros?
  ) -> ControlMomentGyros? {
    guard let design = answer.gyros, design.count >= design.minimum else { return nil }
    if let old, old.design == design { return old }
    let share = old.map { Double(design.count) / Double($0.design.count) } ?? 0
    var gyros = try? ControlMomentGyros(design, momentum: share * (old?.momentum ?? .zero))
    for (wheel, name) in answer.gyroNames.enumerated() where failedGyros.contains(name) {
      gyros?.setRunning(false, wheel: wheel)
    }
    return gyros
  }

  /// Below which a piece counts as a vehicle, which is turned faster [kg]: chosen.
  private static let vehicleMass = 50_000.0
  /// The greatest rate of its turns [rad/s]: chosen.
  private static let vehicleRate = 0.5 * Double.pi / 180

  private static func settings(for body: RigidBody) -> AttitudeController.Settings {
    var settings = AttitudeController.Settings()
    if body.properties.mass < vehicleMass { settings.slewRate = vehicleRate }
    return settings
  }

  /// Gives a piece the jets that have propellant now; its gyroscopes and what it is told stay.
  mutating func refit(_ piece: Int, standards: Standards) {
    let jets = jets(of: PieceAnswer(world: self, index: piece, standards: standards))
    controllers[piece].jets = jets
    controllers[piece].jetsMayFire = !jets.jets.isEmpty && !jetsAreInhibited(on: piece)
    if !controllers[piece].jetsMayFire, controllers[piece].actuators == .jets {
      controllers[piece].handOver(to: .gyros)
    }
  }

  /// Tells a piece's controller what its mode is from now on.
  mutating func command(_ piece: Int) {
    guard controllers.indices.contains(piece) else { return }
    controllers[piece].mode = controlMode(of: piece)
  }

  private func controlMode(of piece: Int) -> ControlMode {
    let orbit = orbit(of: piece)
    let attitude = bodies[piece].attitude.inverse
    switch modes[piece] {
    case .freeDrift: return .freeDrift
    case .inertialHold: return .inertialHold(attitude)
    case .localHold:
      return (try? orbit.localOrbitalFrame()).map { .localHold($0.inverse.then(attitude)) }
        ?? .freeDrift
    }
  }

  /// The jets that attitude control has: not those of a set that fires for something else.
  private func jets(of answer: PieceAnswer) -> JetSet {
    let all = answer.jets ?? JetSet([], about: answer.body.properties.centre)
    guard !burns.isEmpty else { return all }
    let busy = burns.map { "\($0.burn.module).\($0.burn.engine)/" }
    return JetSet(
      all.jets.filter { jet in !busy.contains { jet.id.hasPrefix($0) } }, about: all.centre)
  }
}
