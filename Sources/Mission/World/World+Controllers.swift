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
      let answer = PieceAnswer(world: self, index: piece, standards: standards)
      let design = answer.gyros.flatMap { $0.count >= $0.minimum ? $0 : nil }
      let old = before.flatMap { before in
        firstGyroscope(of: piece).flatMap { before.piece(holding: $0) }
          .flatMap { before.controllers.indices.contains($0) ? before.controllers[$0].gyros : nil }
      }
      let goesOn = old.map { $0.design == design } ?? false
      var controller = AttitudeController(
        gyros: goesOn ? old : design.flatMap { try? ControlMomentGyros($0) },
        jets: jets(of: answer))
      controller.mode = controlMode(of: piece)
      return controller
    }
  }

  /// Gives a piece the jets that have propellant now; its gyroscopes and what it is told stay.
  mutating func refit(_ piece: Int, standards: Standards) {
    let jets = jets(of: PieceAnswer(world: self, index: piece, standards: standards))
    controllers[piece].jets = jets
    controllers[piece].jetsMayFire = !jets.jets.isEmpty
    if jets.jets.isEmpty, controllers[piece].gyrosAreReady {
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
    guard modes[piece] == .localHold, let local = try? orbit.localOrbitalFrame() else {
      return .freeDrift
    }
    return .localHold(local.inverse.then(bodies[piece].attitude.inverse))
  }

  /// The first module of a piece that has gyroscopes, by index.
  private func firstGyroscope(of piece: Int) -> Int? {
    pieces[piece].modules.first { !assembly.modules[$0].plan.gyros.isEmpty }
  }

  private func jets(of answer: PieceAnswer) -> JetSet {
    answer.jets ?? JetSet([], about: answer.body.properties.centre)
  }
}
