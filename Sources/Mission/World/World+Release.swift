import Flight
import NumericalMethods
import StationModel

extension Joint {
  /// The mechanism on the side that has the stronger springs.
  var releasing: Mechanism {
    mechanismA.springEnergy.value >= mechanismB.springEnergy.value ? mechanismA : mechanismB
  }
}

extension World {
  /// How joints let go when they are told to now.
  ///
  /// Hooks that open by command take the time of the mechanism; bolts and latches that crew or an arm
  /// undo have been undone before, and their joints open at once.
  ///
  /// - Throws: ``CommandRefusal/noSuchRelease(_:what:allowed:)``.
  func releases(
    of joints: [Int], _ springs: SpringChoice, _ choice: ReleaseChoice, at time: Double,
    _ standards: Standards
  ) throws(CommandRefusal) -> [JointMotion] {
    var motions: [JointMotion] = []
    for index in joints {
      let joint = assembly.joints[index]
      let mechanism = joint.releasing
      let mechanics = standards.releases[mechanism.id]
      try check(choice, of: joint, mechanism, mechanics)
      let energy =
        switch springs {
        case .asBuilt: joint.springEnergy.value
        case .energy(let energy): energy
        }
      let pushes = mechanics.map { $0.pushers > 0 } ?? (mechanism.springEnergy.value > 0)
      let opening = choice.opening ?? (pushes ? mechanism.releaseDuration.value : 0)
      let figures = mechanics ?? ReleaseMechanics.unknown(mechanism.id)
      var plan = ReleasePlan(
        at: joint.position, axis: joint.axis, energy: energy, opening: opening,
        mechanics: figures,
        dispersion: choice.dispersion.map { Philox4x32(seed: $0, stream: UInt64(index)) })
      let opens = choice.stuckFor.map { opening + $0 } ?? .infinity
      plan.stuckHooks = choice.stuckHooks.compactMap {
        plan.hook($0 - 1, of: figures, opens: opens)
      }
      if choice.umbilical { plan.umbilical = plan.umbilical(of: figures) }
      var motion = JointMotion(
        joint: index, act: .release(plan), start: time, time: 0, phase: .opening,
        impulse: plan.pushers.isEmpty ? energy : 0)
      motion.dispersion = (choice.lateral, choice.tipOff)
      motions.append(motion)
    }
    return motions
  }

  /// Refuses what the mechanism of a joint does not have.
  private func check(
    _ choice: ReleaseChoice, of joint: Joint, _ mechanism: Mechanism,
    _ mechanics: ReleaseMechanics?
  ) throws(CommandRefusal) {
    guard choice.isPeculiar else { return }
    func refuse(_ what: String, _ allowed: String) -> CommandRefusal {
      .noSuchRelease(joint.id, what: what, allowed: allowed)
    }
    guard let mechanics else {
      throw refuse(
        "has a mechanism '\(mechanism.id)' whose release is not known",
        "opening alone, or a mechanism of Data/release-mechanics.csv")
    }
    let name = "is of the mechanism '\(mechanism.id)', which has"
    if let hook = choice.stuckHooks.first(where: { !(1...mechanics.hooks).contains($0) }) {
      throw refuse(
        "\(name) no hook \(hook)",
        mechanics.hooks == 1 ? "stuckHooks: 1" : "hooks 1 to \(mechanics.hooks)")
    }
    guard mechanics.pushers == 0 else { return }
    for (key, isTold) in [
      ("lateral", choice.lateral != 0), ("tipOff", choice.tipOff != 0),
      ("dispersion", choice.dispersion != nil),
    ] where isTold {
      throw refuse("\(name) no pushers: '\(key)'", "a mechanism with pushers")
    }
  }
}

extension ReleaseMechanics {
  /// Of a mechanism that no table knows: no pushers, nothing that sticks.
  static func unknown(_ mechanism: String) -> ReleaseMechanics {
    ReleaseMechanics(
      mechanism: mechanism, hooks: 1, pushers: 0, radius: 1, stroke: 0, energySpread: 0,
      tiltSpread: 0, hookHold: 0, umbilicalTension: 0, umbilicalLength: 0, sources: [],
      confidence: .low)
  }
}
