import Foundation
import Kinematics
import NumericalMethods
import StationModel
import Systems
import TestSupport
import Testing

/// Steps in time against closed forms and published figures.
@Suite struct StepTests {
  static let steps = [1.0, 7.2, 60, 600]

  /// Seven people in 700 m³ without removal: carbon dioxide rises on a line, by about 556 Pa a day
  /// (see ``BalanceTests``), and oxygen falls on one.
  @Test(arguments: steps) func closedCabin(_ step: Double) throws {
    var rig = try TwoCabins(crew: 7) {
      $0.stopUnits()
      $0.emptyTanks()
      $0.leak(0)
    }
    let standard = rig.model.standard
    let metabolism = rig.model.metabolism
    let flows = rig.run(TwoCabins.day, in: step).flows
    let after = rig.reading()
    #expect(abs(after.carbonDioxidePressure - standard.carbonDioxide - 556) < 6)
    // p = m R T / (M V), R of CODATA 2018, M of CIAAW 2021.
    let scale = 8.314_462_618_153_24 * standard.temperature / 700 * 7 * TwoCabins.day
    let rise = scale * metabolism.carbonDioxide / 0.044_009
    let fall = scale * metabolism.oxygen / 0.031_998
    #expect(abs(after.carbonDioxidePressure - standard.carbonDioxide - rise) < 1e-6)
    #expect(abs(after.oxygenPressure - standard.oxygen + fall) < 1e-6)
    #expect(abs(flows.oxygenBreathed - 7 * 0.835) < 1e-8)
    #expect(flows.oxygenMade == 0 && flows.oxygenLeaked == 0 && flows.nitrogenLeaked == 0)
  }

  /// Without crew and units a leak empties the cabin as an exponential, whatever the step, and takes
  /// the mixture as it is. At 1.68 kg/day out of 900 m³ the first kilopascal takes about 6.3 days.
  @Test(arguments: steps + [3 * 86_400]) func leakAlone(_ step: Double) throws {
    let leak = 1.68 / TwoCabins.day
    var rig = try TwoCabins(crew: 0) {
      $0.stopUnits()
      $0.emptyTanks()
      $0.leak(leak)
      $0.modules[1].plan.airVolume = Figure(600)
    }
    let start = rig.reading()
    let mass = start.oxygen + start.carbonDioxide + start.nitrogen
    let days = 30.0
    let flows = rig.run(days * TwoCabins.day, in: step).flows
    let left = Elementary.exp(-leak * days * TwoCabins.day / mass)
    let after = rig.reading()
    #expect(abs(after.pressure / start.pressure / left - 1) < 1e-9)
    #expect(abs(after.oxygen / start.oxygen / left - 1) < 1e-9)
    #expect(abs(after.carbonDioxide / start.carbonDioxide / left - 1) < 1e-8)
    #expect(abs(flows.nitrogenLeaked - (start.nitrogen - after.nitrogen)) < 1e-7)
    let perKilopascal = -mass / leak * Elementary.log(1 - 1000 / start.pressure) / TwoCabins.day
    #expect(abs(perKilopascal - 6.3) < 0.2)
    let lost = flows.nitrogenLeaked + flows.oxygenLeaked + flows.carbonDioxideLeaked
    #expect(abs(lost - mass * (1 - left)) < 1e-6)
  }

  /// Units of enough capacity hold the air at its start values, leak and all, and the water goes as
  /// the balance says.
  @Test(arguments: steps) func unitsHoldTheStartValues(_ step: Double) throws {
    var rig = try TwoCabins(crew: 3) { $0.leak(0) }
    let start = rig.reading()
    let flows = rig.run(2 * TwoCabins.day, in: step).flows
    let after = rig.reading()
    #expect(abs(after.oxygenPressure - start.oxygenPressure) < 1e-8)
    #expect(abs(after.carbonDioxidePressure - start.carbonDioxidePressure) < 1e-8)
    #expect(after.oxygenStore == start.oxygenStore)
    #expect(after.absorbentStore == start.absorbentStore)
    #expect(abs(flows.oxygenMade - flows.oxygenBreathed) < 1e-8)
    #expect(abs(flows.carbonDioxideRemoved - flows.carbonDioxideExhaled) < 1e-8)
    let used = rig.netWaterUse * 2 * TwoCabins.day
    #expect(abs(start.water - after.water - used) < 1e-8)
    // With a leak the generator makes that much more.
    var leaking = try TwoCabins(crew: 3)
    let more = leaking.run(2 * TwoCabins.day, in: step).flows
    #expect(abs(leaking.reading().oxygenPressure - start.oxygenPressure) < 1e-8)
    #expect(abs(more.oxygenMade - more.oxygenBreathed - more.oxygenLeaked) < 1e-8)
    #expect(more.oxygenLeaked > 0.01)
    #expect(abs(more.oxygenBreathed - 2 * 3 * 0.835) < 1e-8)
    #expect(abs(more.carbonDioxideExhaled - 2 * 3 * 0.998) < 1e-8)
  }

  /// Loads of 1 kW through 36 minutes of eclipse take 0.6 of 1.5 kWh; 3.1 kW of surplus put them
  /// back in 697 s, and what comes after finds no room.
  @Test(arguments: [1.0, 60, 180]) func batteryThroughAnEclipse(_ step: Double) throws {
    var rig = try TwoCabins(crew: 0) { $0.modules[1].plan.loads = [] }
    let full = 1.5 * 3.6e6
    #expect(rig.whole.electricalLoad == 1000 && rig.reading().batteryEnergy == full)
    let dark = rig.run(2160, in: step).flows
    #expect(abs(rig.reading().batteryEnergy - (full - 1000 * 2160)) < 1e-5)
    #expect(dark.energyGenerated == 0 && dark.energyUnserved == 0)
    // What was taken comes out of both packs in proportion to their size.
    #expect(abs(rig.state.batteries[0] / rig.state.batteries[1] - 2) < 1e-12)
    rig.sunlit = 1
    let light = rig.run(2160, in: step).flows
    let power = 3000 + 1000 + 100.0
    #expect(rig.reading().batteryEnergy == full)
    #expect(abs(light.energyGenerated - power * 2160) < 1e-4)
    #expect(abs(light.energySpilled - ((power - 1000) * 2160 - 1000 * 2160)) < 1e-4)
  }

  /// Over an orbit at the worst angle of the Sun the arrays give what the balance says.
  @Test func orbitMeanIsThatOfTheBalance() throws {
    var rig = try TwoCabins(crew: 0)
    let sun = try BetaForecast(of: BetaForecastTests.orbit("2031-06-01", inclination: 0.9))
    let balance = PowerBalance(arrays: rig.whole.arrays, required: 0, storage: 0, sun: sun)
    rig.beta = balance.worstBeta
    rig.sunlit = PowerBalance.sunlitFraction(beta: balance.worstBeta, altitude: sun.altitude)
    let flows = rig.run(5580, in: 60).flows
    #expect(balance.worstBeta > 0.1)
    #expect(abs(flows.energyGenerated / 5580 - balance.generated) < 1e-8 * balance.generated)
  }

  /// What one person takes and gives in a day, against two published sets; 2 % is how far they are
  /// apart from each other.
  @Test(.enabled(if: ReferenceData.has(Self.published)))
  func oneDayOfOnePersonAgainstPublishedFigures() throws {
    var rig = try TwoCabins(crew: 1) {
      $0.stopUnits()
      $0.emptyTanks()
      $0.leak(0)
    }
    let flows = rig.run(TwoCabins.day, in: 60).flows
    var compared = 0
    for line in try ReferenceData.text(Self.published).split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count > 3, fields[3] == "kg/CM-d", let value = Double(fields[2]) else {
        continue
      }
      let ours: Double
      switch (fields[0], fields[1]) {
      case ("oxygen", "in"): ours = flows.oxygenBreathed
      case ("carbon dioxide", "out"): ours = flows.carbonDioxideExhaled
      default: continue
      }
      compared += 1
      #expect(abs(ours / value - 1) < 0.02, "\(fields[0]): \(ours) kg/day against \(value)")
    }
    #expect(compared == 4)
  }

  static let published = "life_support/crew_metabolic_published.csv"

  /// The inventory counts what runs and nothing else.
  @Test func inventory() throws {
    let rig = try TwoCabins(crew: 2)
    let whole = rig.whole
    #expect(whole.airVolume == 700 && whole.crew == 2 && whole.seats == 4)
    #expect(whole.sleepStations == 3 && whole.heatRejection == 4000)
    #expect(abs(whole.oxygenGeneration * TwoCabins.day - 3) < 1e-12)
    #expect(whole.electricalLoad == 1100 && whole.batteryCapacity == 5.4e6)
    #expect(whole.arrays.map(\.power) == [3000, 1000, 400])
    #expect(whole.stock(.water, rig.tankLoads) == 50)
    let south = rig.piece([1], crew: 0)
    #expect(south.airVolume == 400 && south.oxygenGeneration == 0 && south.heatRejection == nil)
    #expect(south.stock(.oxygen, rig.tankLoads) == 3)
    #expect(south.stock(.carbonDioxideAbsorbent, rig.tankLoads) == 0)
  }
}
