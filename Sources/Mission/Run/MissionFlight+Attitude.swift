import Flight
import Kinematics
import NumericalMethods
import StationModel

extension MissionFlight {
  /// The push of the air on the piece of a command that asks where torques cancel; nil for all
  /// others, and where shapes are not followed.
  mutating func air(for command: Command) throws -> MeanAir? {
    guard case .attitude(let order) = command, order.goal == .torqueEquilibrium,
      plan.fidelity == .full,
      let module = world.assembly.moduleIndex(order.module),
      let piece = world.piece(holding: module)
    else { return nil }
    return try meanAir(on: piece, in: world)
  }

  /// Tells what has failed, and which pieces nothing holds any more.
  mutating func failed(_ units: [String], before: World) {
    let tracks = Set(
      units.compactMap { unit in
        let module = unit.prefix { $0 != "." }
        return world.assembly.moduleIndex(String(module)).flatMap { world.piece(holding: $0) }
      }
    ).sorted().map { crafts[$0].track }
    note(.failure, tracks, units.joined(separator: ", ") + (units.count == 1 ? " fails" : " fail"))
    endFailedBurns()
    renewCrafts()
    for piece in world.pieces.indices {
      if before.modes[piece] != .freeDrift, world.modes[piece] == .freeDrift {
        note(.attitude, [crafts[piece].track], "nothing holds the piece any more: it drifts")
      }
      guard world.controllers.indices.contains(piece),
        before.controllers[piece].actuators != world.controllers[piece].actuators
      else { continue }
      note(
        .attitude, [crafts[piece].track],
        "\(world.controllers[piece].actuators.words) take the attitude over")
    }
  }

  /// Ends the burns of engines that have failed.
  private mutating func endFailedBurns() {
    let failed = world.burns.filter { burn in
      world.engine(of: burn).map {
        world.assembly.hasFailed($0, of: world.assembly.modules[burn.module], world.failedJets)
      } ?? false
    }
    world.burns.removeAll { failed.contains($0) }
    for burn in failed {
      guard let piece = world.piece(holding: burn.module) else { continue }
      world.releaseControl(of: burn, piece: piece, standards: standards)
      end(burn, piece: piece, by: "failure")
    }
  }
}

extension AttitudeChange {
  /// In words, for the list of what happened.
  var words: String {
    guard goal != .drift else { return "the piece drifts" }
    let side = actuators.map { ", by \($0.words)" } ?? ""
    let frame = goal == .inertial ? " among the stars" : ""
    guard let attitude, angle > AttitudeSlew.closeness else {
      return "attitude is held\(frame)" + (goal == .hold ? "" : side)
    }
    let degrees = 180 / Double.pi
    let angles = attitude.yawPitchRoll
    func text(_ value: Double, _ digits: Int) -> String {
      Assembly.rounded(value * degrees, digits)
    }
    let place =
      (goal == .torqueEquilibrium ? "torque equilibrium, " : "")
      + "yaw \(text(angles.yaw, 2))°, pitch \(text(angles.pitch, 2))°, "
      + "roll \(text(angles.roll, 2))° from LVLH\(frame)"
    guard let rate else { return "attitude is held at \(place); it is taken to be there at once" }
    return "turns by \(text(angle, 2))° to \(place), at up to \(text(rate, 4))°/s\(side)"
  }
}

extension ControlActuators {
  /// In words.
  var words: String { self == .gyros ? "gyroscopes" : "jets" }
}
