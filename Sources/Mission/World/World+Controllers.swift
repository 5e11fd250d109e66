import Flight
import Kinematics
import StationModel

extension World {
  /// Gives every piece a controller for its attitude, with the gyroscopes and the jets that it has.
  ///
  /// Gyroscopes that were in use in `before` go on as they stand. Pieces that are held keep the
  /// attitude in which they are now.
  mutating func makeControllers(from before: World? = nil, standards: Standards) {
    controllers = pieces.indices.map { piece in
      let old = before.flatMap { before in
        gyroscopes(of: piece).flatMap { before.piece(holding: $0.module) }
          .flatMap { before.controllers.indices.contains($0) ? before.controllers[$0] : nil }
      }
      return controller(of: piece, gyros: old?.gyros, standards: standards)
    }
  }

  /// Gives a piece the jets that have propellant now; its gyroscopes and what it is told stay.
  mutating func refit(_ piece: Int, standards: Standards) {
    let old = controllers[piece]
    let jets = jets(of: piece, standards: standards)
    controllers[piece].jets = jets
    controllers[piece].jetsMayFire = !jets.jets.isEmpty
    if jets.jets.isEmpty, old.gyrosAreReady { controllers[piece].handOver(to: .gyros) }
  }

  /// Tells a piece's controller what its mode is from now on.
  mutating func command(_ piece: Int) {
    guard controllers.indices.contains(piece) else { return }
    controllers[piece].mode = controlMode(of: piece)
  }

  private func controlMode(of piece: Int) -> ControlMode {
    let orbit = orbit(of: piece)
    guard modes[piece] == .localHold, let local = try? orbit.localOrbitalFrame() else {
      return .freeDrift
    }
    return .localHold(local.inverse.then(bodies[piece].attitude.inverse))
  }

  private func controller(
    of piece: Int, gyros old: ControlMomentGyros?, standards: Standards
  ) -> AttitudeController {
    let gyros = old ?? gyroscopes(of: piece).flatMap { try? ControlMomentGyros($0.design) }
    var controller = AttitudeController(gyros: gyros, jets: jets(of: piece, standards: standards))
    controller.mode = controlMode(of: piece)
    return controller
  }

  /// The first set of gyroscopes of a piece of which enough run, with its module by index.
  private func gyroscopes(of piece: Int) -> (module: Int, design: ControlMomentGyros.Design)? {
    for index in pieces[piece].modules {
      let module = assembly.modules[index]
      for set in module.plan.gyros where set.count >= set.minimum {
        if let design = ControlMomentGyros.Design(set, in: module) { return (index, design) }
      }
    }
    return nil
  }

  private func jets(of piece: Int, standards: Standards) -> JetSet {
    PieceAnswer(world: self, index: piece, standards: standards).jets
      ?? JetSet([], about: bodies[piece].properties.centre)
  }
}
