import Flight
import Kinematics
import NumericalMethods
import StationModel

extension World {
  /// Has a piece point as it is told. Where controllers are followed they turn it there; else it is
  /// there at once.
  ///
  /// - Parameter air: the push of the air on the piece, for its torque equilibrium.
  mutating func turn(
    _ order: AttitudeCommand, standards: Standards, air: MeanAir?
  ) throws(CommandRefusal) -> AttitudeChange {
    let piece = try flyingPiece(holding: order.module)
    let isFollowed = !controllers.isEmpty
    if !isFollowed { try refuseControllers(order) }
    let answer = PieceAnswer(world: self, index: piece, standards: standards, air: air)
    if order.goal != .drift {
      let control = answer.attitude
      guard control.controllable else { throw .notControllable(order.module, why: control.why) }
    }
    let orbit = orbit(of: piece)
    guard let local = try? orbit.localOrbitalFrame() else { throw .entered(order.module) }
    let now = local.inverse.then(bodies[piece].attitude.inverse)
    var target = order.attitude
    var mode = AttitudeMode.localHold
    var control = ControlMode.localHold(target ?? now)
    switch order.goal {
    case .hold: break
    case .drift: (mode, control) = (.freeDrift, .freeDrift)
    case .inertial: (mode, control) = (.inertialHold, .inertialHold(local.then(target ?? now)))
    case .torqueEquilibrium:
      let gyros = controllers[piece].gyros
      (target, control) = try Self.equilibrium(of: answer, gyros, named: order.module)
    }
    var change = AttitudeChange(
      piece: piece, goal: order.goal, angle: target.map { now.inverse.then($0).angle } ?? 0,
      attitude: target)
    if isFollowed {
      try steer(piece, to: control, order, &change)
    } else if let target {
      bodies[piece].attitude = local.then(target).inverse
    }
    if !isFollowed, mode != .freeDrift {
      let rate = mode == .localHold ? orbit.localOrbitalRate.components : .zero
      bodies[piece].angularVelocity = AngularVelocity(bodies[piece].attitude.inverse.rotate(rate))
    }
    modes[piece] = mode
    return change
  }

  /// What is nothing without controllers.
  private func refuseControllers(_ order: AttitudeCommand) throws(CommandRefusal) {
    if order.goal == .torqueEquilibrium { throw .needsFullFidelity("mode torqueEquilibrium") }
    if order.actuators != nil { throw .needsFullFidelity("'by'") }
    if order.rate != nil { throw .needsFullFidelity("'rate'") }
  }

  /// The torque equilibrium of a piece, and how to stay there: by a momentum manager where it has
  /// gyroscopes.
  private static func equilibrium(
    of answer: PieceAnswer, _ gyros: ControlMomentGyros?, named id: String
  ) throws(CommandRefusal) -> (Rotation<LVLH, StationFrame>, ControlMode) {
    guard let holding = PieceHolding(of: answer), let found = holding.equilibrium else {
      throw .noEquilibrium(id, why: "none lies within 20 degrees of LVLH")
    }
    guard let gyros, gyros.capacity > 0 else {
      return (found.attitude, .localHold(found.attitude))
    }
    do {
      let manager = try MomentumManager(
        orbital: holding.orbital, equilibrium: found,
        weights: .init(momentum: gyros.capacity / 4, torque: gyros.capacity / 1000))
      return (found.attitude, .torqueEquilibrium(manager))
    } catch {
      throw .noEquilibrium(id, why: "\(error)")
    }
  }

  /// Tells a controller its mode and, where that is part of the order, hands over.
  private mutating func steer(
    _ piece: Int, to mode: ControlMode, _ order: AttitudeCommand, _ change: inout AttitudeChange
  ) throws(CommandRefusal) {
    var controller = controllers[piece]
    if let next = order.actuators {
      let canTurn = next == .gyros || controller.jets.turnsEveryWay
      guard canTurn, controller.handOver(to: next) else {
        throw .cannotHandOver(order.module, to: next, why: unreadiness(of: next, on: piece))
      }
    }
    let now = try measurement(of: piece, order.module)
    if let gyros = controller.gyros, controller.actuators == .gyros, order.goal != .drift {
      let needed = controller.momentumNeeded(for: mode, from: now)
      let most = max(gyros.capacity, gyros.momentum.magnitude * (1 + 1e-9))
      guard needed <= most else {
        throw .cannotTurn(order.module, needed: needed, capacity: gyros.capacity)
      }
    }
    controller.turn(to: mode, from: now, rateLimit: order.rate)
    controllers[piece] = controller
    change.rate = controller.slew?.rateLimit
    change.actuators = controller.actuators
  }

  /// Why a side cannot take the attitude of a piece over.
  private func unreadiness(of side: ControlActuators, on piece: Int) -> String {
    let controller = controllers[piece]
    if side == .jets {
      guard !controller.jets.jets.isEmpty else { return "no attitude jets with propellant" }
      return controller.jetsMayFire
        ? "its jets do not turn it both ways about every axis" : "its jets are inhibited"
    }
    guard let gyros = controller.gyros else { return "it has no gyroscopes to hold it" }
    guard gyros.runningCount >= gyros.design.minimum else {
      return "\(gyros.runningCount) of its gyroscopes run, \(gyros.design.minimum) have to"
    }
    let share = Assembly.rounded(100 * gyros.fill, 0)
    let most = Assembly.rounded(100 * controller.settings.desaturationStart, 0)
    return "its gyroscopes are filled to \(share) %, more than \(most) %"
  }

  /// What the controller of a piece knows now.
  private func measurement(
    of piece: Int, _ id: String
  ) throws(CommandRefusal) -> AttitudeController.Measurement {
    let orbit = orbit(of: piece)
    guard let local = try? orbit.localOrbitalFrame() else { throw .entered(id) }
    let body = bodies[piece]
    return AttitudeController.Measurement(
      attitude: body.attitude, angularVelocity: body.angularVelocity, local: local,
      localRate: orbit.localOrbitalRate, inertia: body.properties.inertia)
  }
}
