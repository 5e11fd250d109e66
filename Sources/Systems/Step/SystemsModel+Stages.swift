import StationModel

// The stages of a step, in their order.

extension SystemsModel {
  /// Water that is recovered is used first, tanks give the rest or take what is left over as far as
  /// they have room. Once the tanks are dry the crew comes before electrolysis. What the crew gives
  /// off is the same whether it drinks or not.
  func advanceWater(
    of piece: PieceInventory, _ tankLoads: inout [Double], oxygenAsked: Double, duration: Double,
    _ flows: inout SystemsFlows
  ) {
    let people = Double(piece.crew)
    let asked = people * metabolism.water * duration
    let electrolysis = oxygenAsked * Self.waterPerOxygen
    let condensate = min(piece.waterRecovery, people * metabolism.vapour)
    let urine = min(piece.urineProcessing, people * metabolism.urine)
    let recovered = (condensate + urine) * duration
    let atOnce = min(recovered, asked + electrolysis)
    let fromTanks = asked + electrolysis - atOnce
    let stock = piece.stock(.water, tankLoads)
    flows.waterUnserved = max(0, fromTanks - stock)
    // The part of the step in which all get what they ask for.
    let served = flows.waterUnserved > 0 ? stock / fromTanks : 1
    let given = atOnce + piece.draw(fromTanks, of: .water, from: &tankLoads)
    let used = served * asked + (1 - served) * min(asked, recovered)
    flows.waterUsed = electrolysis > 0 ? min(used, given) : given
    flows.waterElectrolysed = given - flows.waterUsed
    flows.waterRecovered =
      atOnce + piece.fill(recovered - atOnce, of: .water, into: &tankLoads)
    flows.oxygenMade = flows.waterElectrolysed / Self.waterPerOxygen
  }

  /// Tanks and candles give what generators leave short of `needed` [kg/s].
  ///
  /// - Returns: the part of its breath that the crew gets: 1 as long as there is oxygen.
  func advanceOxygen(
    of piece: PieceInventory, _ tankLoads: inout [Double], _ before: Double,
    _ after: inout CabinAir, needed: Double, _ leak: LeakStep, _ flows: inout SystemsFlows
  ) -> Double {
    let covered = needed <= piece.oxygenGeneration && flows.waterUnserved == 0
    let short = covered ? 0 : max(0, needed * leak.duration - flows.oxygenMade)
    flows.oxygenFromStore = piece.draw(short, of: .oxygen, from: &tankLoads)
    let supply = (flows.oxygenMade + flows.oxygenFromStore) / leak.duration
    let asked = Double(piece.crew) * metabolism.oxygen
    // At the most what leaves nothing at the end of the step.
    let breath = min(asked, supply + before * leak.kept / leak.stay)
    after.oxygen = max(0, leak.end(from: before, source: supply - breath))
    flows.oxygenLeaked = leak.leaked(from: before, source: supply - breath)
    flows.oxygenBreathed = breath * leak.duration
    return asked > 0 ? breath / asked : 0
  }

  /// Canisters take up what scrubbers leave above the set point.
  ///
  /// - Parameter breathing: the part of its breath that the crew gets.
  func advanceCarbonDioxide(
    of piece: PieceInventory, _ tankLoads: inout [Double], _ before: Double,
    _ after: inout CabinAir, setPoint: Double, breathing: Double, _ leak: LeakStep,
    _ flows: inout SystemsFlows
  ) {
    let exhaled = Double(piece.crew) * metabolism.carbonDioxide * breathing
    let surplus = max(0, exhaled - leak.source(from: before, to: setPoint))
    let removed = min(piece.carbonDioxideRemoval, surplus)
    let absorbed = piece.draw(
      (surplus - removed) * leak.duration, of: .carbonDioxideAbsorbent, from: &tankLoads)
    let net = exhaled - removed - absorbed / leak.duration
    after.carbonDioxide = max(0, leak.end(from: before, source: net))
    flows.carbonDioxideExhaled = exhaled * leak.duration
    flows.carbonDioxideRemoved = removed * leak.duration
    flows.carbonDioxideAbsorbed = absorbed
    flows.carbonDioxideLeaked = leak.leaked(from: before, source: net)
  }

  /// Batteries take the surplus of the arrays as far as they have room and give what is short as far
  /// as they have charge.
  func advancePower(
    of piece: PieceInventory, _ batteries: inout [Double], in surroundings: Surroundings,
    duration: Double, _ flows: inout SystemsFlows
  ) {
    let light = min(1, max(0, surroundings.sunlit)) * duration
    var generated = 0.0
    for array in piece.arrays {
      generated += light * array.tracking.facing(beta: surroundings.beta) * array.power
    }
    let asked = piece.electricalLoad * duration
    let net = generated - asked
    let before = piece.batteries.sum(of: batteries)
    let wanted = before + net
    piece.batteries.spread(
      min(piece.batteryCapacity, max(0, wanted)), over: &batteries, scale: *)
    let stored = piece.batteries.sum(of: batteries) - before
    flows.energyGenerated = generated
    flows.energyUsed = asked
    flows.energyStored = stored
    if wanted > piece.batteryCapacity {
      flows.energySpilled = max(0, net - stored)
    } else if wanted < 0 {
      flows.energyUnserved = max(0, stored - net)
    } else {
      // The last bits of what the batteries took or gave go to the loads.
      flows.energyUsed = generated - stored
    }
  }
}
