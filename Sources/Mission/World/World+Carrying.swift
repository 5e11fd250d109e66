import Flight
import Kinematics
import NumericalMethods
import StationModel

// What pieces that are joined bring into the whole.

extension World {
  /// The angular momentum in what turns inside each piece beside its body, along GCRF axes [N m s]: parts
  /// on rotary joints and gyroscopes; empty where neither is followed.
  var storedMomenta: [SIMD3<Double>] {
    let inner = innerMomenta
    guard !inner.isEmpty || !controllers.isEmpty else { return [] }
    return pieces.indices.map { piece in
      let own = inner.isEmpty ? .zero : inner[piece]
      return own + (controllers.isEmpty ? .zero : gyroMomentum(of: piece))
    }
  }

  /// Of a piece's gyroscopes, along GCRF axes [N m s].
  private func gyroMomentum(of piece: Int) -> SIMD3<Double> {
    bodies[piece].attitude.rotate(controllers[piece].gyros?.momentum ?? .zero)
  }

  /// Gives the body of a piece what its gyroscopes and moving parts lack of what they had together before
  /// [N m s along GCRF axes].
  mutating func keepMomentum(_ had: SIMD3<Double>, of piece: Int) {
    let stored = storedMomenta
    guard !stored.isEmpty, let inverse = bodies[piece].properties.inertia.inverse else { return }
    let given = bodies[piece].attitude.inverse.rotate(had - stored[piece])
    bodies[piece].angularVelocity += AngularVelocity(inverse * given)
  }

  /// What holds the attitude of a piece that was joined of others: as before, if it came apart at this
  /// instant; else with the momentum of the gyroscopes of all. What has failed stays so.
  mutating func carryOnControl(
    of index: Int, _ parts: [Int], _ before: World, _ standards: Standards
  ) {
    if let whole = parted.first(where: { $0.modules == pieces[index].modules }) {
      modes[index] = whole.mode
      guard let controller = whole.controller else { return }
      controllers[index] = controller
      if whole.hasChanged {
        let answer = PieceAnswer(world: self, index: index, standards: standards)
        _ = stopGyros(of: answer)
        fitToFailures(index, standards: standards)
      }
      return
    }
    guard controllers.indices.contains(index), let design = controllers[index].gyros?.design
    else { return }
    let toWhole = bodies[index].attitude.inverse
    let known = parts.filter { before.controllers[$0].gyros != nil }
    let sum = known.reduce(SIMD3<Double>.zero) { $0 + before.gyroMomentum(of: $1) }
    if known.count == 1, let gyros = before.controllers[known[0]].gyros, gyros.design == design {
      controllers[index].gyros = gyros
    } else if let gyros = try? ControlMomentGyros(design, momentum: toWhole.rotate(sum)) {
      controllers[index].gyros = gyros
    }
    _ = stopGyros(of: PieceAnswer(world: self, index: index, standards: standards))
  }

  /// Takes burns over a mate: on a whole that came apart at this instant as they were before it; else on
  /// the joined piece with what is left of them, under the control of jets, and with all propellant that
  /// now reaches them.
  mutating func carryOnBurns(from before: World, at time: Double, standards: Standards) {
    for index in burns.indices {
      guard let old = before.piece(holding: burns[index].module),
        let new = piece(holding: burns[index].module), before.pieces[old] != pieces[new]
      else { continue }
      let whole = parted.first { $0.modules == pieces[new].modules }
      let known = whole?.burns.first {
        $0.module == burns[index].module && $0.burn.engine == burns[index].burn.engine
      }
      if let known {
        burns[index] = known
        continue
      }
      carryOn(burn: index, massBefore: before.bodies[old].properties.mass, at: time)
      if followsOutflows { prepareControl(for: index, standards: standards) }
    }
  }

  /// Whether air that flows out of a port cannot any more, for a joint closes it.
  func isShut(_ vent: ActiveVent) -> Bool {
    guard case .port(let id) = vent.vent.opening else { return false }
    return closedJoint(at: id, of: vent.module) != nil
  }
}
