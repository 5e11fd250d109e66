import NumericalMethods
import StationModel
import Systems
import Testing

/// When limits are crossed: against the balances' times and against closed forms, at any step.
@Suite struct LimitTests {
  static let steps = [1.0, 10, 60, 600]

  /// Of a carbon dioxide scrubber that is too small, with canisters that last for a while.
  @Test(arguments: steps) func carbonDioxide(_ step: Double) throws {
    var rig = try TwoCabins(crew: 4) {
      $0.leak(0)
      $0.set(.carbonDioxideRemoval, to: 2)
      $0.set(.oxygenGeneration, to: 9)
      $0.load(.carbonDioxideAbsorbent, 0.5)
    }
    try expectFirst(.carbonDioxide, of: &rig, at: Self.closedForm(.carbonDioxide, rig), step)
  }

  /// Of an oxygen generator that is too small, with a tank that lasts for a while.
  @Test(arguments: steps) func oxygen(_ step: Double) throws {
    var rig = try TwoCabins(crew: 4) {
      $0.leak(0)
      $0.set(.carbonDioxideRemoval, to: 9)
      $0.set(.oxygenGeneration, to: 1)
      $0.load(.oxygen, 0.7)
      $0.load(.water, 1000)
    }
    try expectFirst(.oxygen, of: &rig, at: Self.closedForm(.oxygen, rig), step)
  }

  /// In a cabin so small that the canisters run out and the limit is crossed within one step.
  @Test(arguments: steps) func storeAndLimitInOneStep(_ step: Double) throws {
    var rig = try TwoCabins(crew: 1) {
      $0.leak(0)
      $0.modules[0].plan.airVolume = Figure(0.1)
      $0.modules[1].plan.airVolume = nil
      $0.set(.carbonDioxideRemoval, to: 0)
      $0.load(.carbonDioxideAbsorbent, 0.001)
    }
    try expectFirst(.carbonDioxide, of: &rig, at: Self.closedForm(.carbonDioxide, rig), step)
  }

  /// Of water without recovery.
  @Test(arguments: steps) func water(_ step: Double) throws {
    var rig = try TwoCabins(crew: 2) {
      $0.leak(0)
      $0.set(.waterRecovery, to: 0)
      $0.set(.urineProcessing, to: 0)
      $0.load(.water, 12)
    }
    // A person drinks and eats 3.52 kg a day, and a kilogram of oxygen takes 1.126 kg.
    #expect(abs(rig.netWaterUse * 86_400 - 2 * (3.52 + 0.835 * 1.126)) < 0.01)
    try expectFirst(.water, of: &rig, at: 12 / rig.netWaterUse, step)
    // From then on there is nothing to make oxygen of.
    let dry = rig.run(600, in: 600).flows
    #expect(dry.oxygenMade == 0 && dry.waterUsed == 0 && dry.waterUnserved > 0)
    #expect(dry.oxygenFromStore > 0)
  }

  /// Of a leak while oxygen is held: only nitrogen is lost for good, so
  /// `t = -ln(1 - (p₀ - p) / p_N₂) / λ`.
  @Test(arguments: steps) func pressure(_ step: Double) throws {
    let leak = 20.0 / TwoCabins.day
    var rig = try TwoCabins(crew: 1) {
      $0.leak(leak)
      $0.set(.oxygenGeneration, to: 90)
      $0.load(.water, 1000)
    }
    let start = rig.reading()
    let standard = rig.model.standard
    let nitrogen = start.pressure - standard.oxygen - standard.carbonDioxide
    let rate = leak / (start.oxygen + start.carbonDioxide + start.nitrogen)
    let time = -Elementary.log(1 - (start.pressure - standard.leastPressure) / nitrogen) / rate
    try expectFirst(.pressure, of: &rig, at: time, step)
  }

  /// Of a hole as large as a station file allows, 1 kg/s, with nobody to replace anything: the
  /// pressure is an exponential, and a step of 600 s is most of it.
  @Test(arguments: steps) func pressureWithAHole(_ step: Double) throws {
    var rig = try TwoCabins(crew: 1) {
      $0.stopUnits()
      $0.emptyTanks()
      $0.leak(1)
    }
    let start = rig.reading()
    let mass = start.oxygen + start.carbonDioxide + start.nitrogen
    let standard = rig.model.standard
    let time = -mass * Elementary.log(standard.leastPressure / start.pressure)
    // One person's breath is 1e-5 of the leak and takes 0.2 ms off.
    let first = rig.run(1200, in: step).first
    #expect(abs((first[.pressure] ?? 0) - time) < 0.01)
    let oxygen = -mass * Elementary.log(standard.leastOxygen / standard.oxygen)
    #expect(abs((first[.oxygen] ?? 0) - oxygen) < 0.01)
  }

  /// Of batteries in the dark: energy over power.
  @Test(arguments: steps) func power(_ step: Double) throws {
    var rig = try TwoCabins(crew: 0)
    let time = 5.4e6 / 1100
    let (flows, first) = rig.run(6000, in: step)
    #expect(abs((first[.power] ?? 0) - time) < 1e-6)
    #expect(first.count == 1)
    #expect(abs(flows.energyUnserved - 1100 * (6000 - time)) < 1e-3)
    #expect(abs(flows.energyUsed - flows.energyUnserved - 5.4e6) < 1e-3)
  }

  /// A step that begins beyond limits says so at its start, in a fixed order.
  @Test func beyondFromTheStart() throws {
    var rig = try TwoCabins(crew: 2) {
      $0.stopUnits()
      $0.emptyTanks()
    }
    for index in 0..<2 {
      rig.state.cabins[index].oxygen *= 0.5
      rig.state.cabins[index].carbonDioxide *= 5
      rig.state.batteries[index] = 0
    }
    let before = rig.reading()
    let piece = rig.whole
    let flows = rig.step(piece, 10)
    let crossings = rig.model.crossings(
      of: piece, from: before, to: rig.reading(), flows, duration: 10)
    #expect(crossings.map(\.limit) == SystemsLimit.allCases)
    #expect(crossings.allSatisfy { $0.after == 0 })
  }

  /// The forecast's long steps find the same times.
  @Test func forecast() throws {
    let oxygen = try TwoCabins(crew: 4) {
      $0.leak(0)
      $0.set(.carbonDioxideRemoval, to: 9)
      $0.set(.oxygenGeneration, to: 1)
      $0.load(.oxygen, 0.7)
      $0.load(.water, 1000)
    }
    let forecast = SystemsForecast(
      of: oxygen.whole, oxygen.state, tankLoads: oxygen.tankLoads, at: oxygen.epoch,
      model: oxygen.model)
    let found = try #require(forecast.air)
    #expect(found.limit == .oxygen)
    #expect(abs(found.after - Self.closedForm(.oxygen, oxygen)) < 1)
    let nobody = SystemsForecast(
      of: oxygen.piece([0, 1], crew: 0), oxygen.state, tankLoads: oxygen.tankLoads,
      at: oxygen.epoch, model: oxygen.model)
    #expect(nobody.crossings.isEmpty)
    let plenty = try TwoCabins(crew: 3) {
      $0.leak(0)
      $0.load(.water, 1e9)
    }
    let none = SystemsForecast(
      of: plenty.whole, plenty.state, tankLoads: plenty.tankLoads, at: plenty.epoch,
      model: plenty.model)
    #expect(none.crossings.isEmpty, "units of enough capacity and endless water")
  }

  /// A leak of 1.68 kg/day out of 900 m³ lowers the pressure by 1 kPa in about 6.3 days.
  @Test func forecastOfALeak() throws {
    let rig = try TwoCabins(crew: 1) {
      $0.modules[0].plan.airVolume = Figure(900)
      $0.modules[1].plan.airVolume = nil
      $0.leak(1.68 / TwoCabins.day)
      $0.set(.oxygenGeneration, to: 0)
      $0.set(.carbonDioxideRemoval, to: 9)
      $0.load(.oxygen, 1e6)
    }
    let forecast = SystemsForecast(
      of: rig.whole, rig.state, tankLoads: rig.tankLoads, at: rig.epoch, model: rig.model)
    let days = try #require(forecast.crossings.first { $0.limit == .pressure }).after / 86_400
    let standard = rig.model.standard
    // Of nitrogen alone, for oxygen is replaced: 79 % of the leak.
    let perKilopascal = 0.79 * days / ((standard.pressure - standard.leastPressure) / 1000)
    #expect(abs(perKilopascal - 6.3) < 0.3)
  }

  /// Nobody aboard, nothing to breathe or drink for.
  @Test func nobodyAboard() throws {
    var rig = try TwoCabins(crew: 0) {
      $0.stopUnits()
      $0.emptyTanks()
      $0.leak(0.5)
      for index in 0..<2 { $0.modules[index].plan.loads = [] }
      $0.modules[0].plan.gyros = []
    }
    #expect(rig.run(36_000, in: 60).first.isEmpty)
    #expect(rig.reading().pressure < 1)
  }

  /// The closed form without a leak: what is short comes out of the store first, and then the
  /// partial pressure goes to its limit at an even rate, `t = store / short + Δp V M / (R T short)`.
  private static func closedForm(_ limit: SystemsLimit, _ rig: TwoCabins) -> Double {
    let piece = rig.whole
    let start = rig.reading()
    let (metabolism, standard) = (rig.model.metabolism, rig.model.standard)
    let perKilogram = 8.314_462_618 * standard.temperature / piece.airVolume
    let crew = Double(piece.crew)
    if limit == .oxygen {
      let short = crew * metabolism.oxygen - piece.oxygenGeneration
      let way = (standard.oxygen - standard.leastOxygen) * CabinAir.oxygenMolarMass / perKilogram
      return (start.oxygenStore + way) / short
    }
    let short = crew * metabolism.carbonDioxide - piece.carbonDioxideRemoval
    let way =
      (standard.mostCarbonDioxide - standard.carbonDioxide) * CabinAir.carbonDioxideMolarMass
      / perKilogram
    return (start.absorbentStore + way) / short
  }

  /// Runs until a little after `time` and expects the limit there and not before. A millisecond is
  /// room for the rounding of a hundred thousand steps of 1 s.
  private func expectFirst(
    _ limit: SystemsLimit, of rig: inout TwoCabins, at time: Double, _ step: Double
  ) throws {
    rig.sunlit = 1
    let steps = (time / step).rounded(.up) + 2
    let found = try #require(rig.run(steps * step, in: step).first[limit])
    #expect(abs(found - time) < 1e-3, "\(limit) after \(found) s, expected \(time) s")
  }
}
