import NumericalMethods
import StationModel
import Systems
import Testing

/// What is booked is what moved, nothing falls below zero, and the step's length does not matter.
@Suite struct ConservationTests {
  static let month = 30 * 86_400.0

  /// A month in which everything happens: eclipses, scrubber and generator too small, canisters,
  /// oxygen and water running out, a leak, and people who at last breathe what there is.
  static func eventful() throws -> TwoCabins {
    try TwoCabins(crew: 12) {
      $0.modules[1].plan.leak = Figure(0.3 / 86_400)
      $0.set(.waterRecovery, to: 5)
    }
  }

  /// Sunlight of a circular orbit of 5580 s with 36 minutes of eclipse, at time `time` [s].
  static func sunlit(at time: Double) -> Double {
    time.truncatingRemainder(dividingBy: 5580) < 3420 ? 1 : 0
  }

  /// What a balance has lost, of what was there and went through it.
  struct Ledger {
    private var changes = CompensatedSum()
    private var through = CompensatedSum()

    mutating func book(_ change: Double, moved: [Double]) {
      changes.add(change)
      for amount in moved { through.add(abs(amount)) }
    }

    func error(from before: Double, to after: Double) -> Double {
      abs(after - before - changes.value) / (before + through.value)
    }
  }

  @Test(arguments: [1.0, 7.2, 60, 600]) func everythingIsBooked(_ step: Double) throws {
    var rig = try Self.eventful()
    let piece = rig.whole
    let start = rig.reading(piece)
    var ledgers = [Ledger](repeating: Ledger(), count: 7)
    var least = 0.0
    var leastFlow = 0.0
    for number in 0..<Int((Self.month / step).rounded()) {
      rig.sunlit = Self.sunlit(at: Double(number) * step)
      let flows = rig.step(piece, step)
      ledgers[0].book(flows.oxygenChange, moved: [flows.oxygenBreathed, flows.oxygenLeaked])
      ledgers[1].book(flows.carbonDioxideChange, moved: [flows.carbonDioxideExhaled])
      ledgers[2].book(flows.nitrogenChange, moved: [flows.nitrogenLeaked])
      ledgers[3].book(flows.waterChange, moved: [flows.waterUsed, flows.waterElectrolysed])
      ledgers[4].book(-flows.oxygenFromStore, moved: [flows.oxygenFromStore])
      ledgers[5].book(-flows.carbonDioxideAbsorbed, moved: [flows.carbonDioxideAbsorbed])
      ledgers[6].book(flows.energyChange, moved: [flows.energyGenerated, flows.energyUsed])
      let balance = flows.energyStored - flows.energyChange
      #expect(abs(balance) <= 1e-12 * (start.batteryEnergy + flows.energyUsed))
      for cabin in rig.state.cabins {
        least = min(least, cabin.oxygen, cabin.carbonDioxide, cabin.nitrogen)
      }
      least = min(least, rig.tankLoads.min() ?? 0, rig.state.batteries.min() ?? 0)
      leastFlow = min(leastFlow, flows.oxygenMade, flows.oxygenFromStore, flows.oxygenBreathed)
      leastFlow = min(leastFlow, flows.carbonDioxideExhaled, flows.carbonDioxideRemoved)
      leastFlow = min(
        leastFlow, flows.carbonDioxideAbsorbed, flows.oxygenLeaked, flows.nitrogenLeaked)
      leastFlow = min(
        leastFlow, flows.carbonDioxideLeaked, flows.waterUsed, flows.waterElectrolysed)
      leastFlow = min(leastFlow, flows.waterRecovered, flows.energySpilled, flows.energyUnserved)
    }
    let end = rig.reading(piece)
    let pairs = [
      (start.oxygen, end.oxygen), (start.carbonDioxide, end.carbonDioxide),
      (start.nitrogen, end.nitrogen), (start.water, end.water),
      (start.oxygenStore, end.oxygenStore), (start.absorbentStore, end.absorbentStore),
      (start.batteryEnergy, end.batteryEnergy),
    ]
    for (index, pair) in pairs.enumerated() {
      let error = ledgers[index].error(from: pair.0, to: pair.1)
      #expect(error < 1e-12, "balance \(index) at \(step) s: \(error)")
    }
    #expect(least == 0)
    // What is booked may be below zero by the last bits of 200 kg of oxygen.
    #expect(leastFlow > -1e-13)
    // The month was as eventful as it says.
    #expect(end.oxygen < 0.1 * start.oxygen)
    #expect(end.absorbentStore == 0)
    #expect(end.oxygenStore == 0)
    #expect(end.water < 1e-9)
  }

  /// Totals add up field by field.
  @Test func totals() throws {
    var rig = try Self.eventful()
    let piece = rig.whole
    var sum = SystemsFlows()
    let one = rig.step(piece, 60)
    sum += one
    #expect(sum == one)
    let two = rig.step(piece, 60)
    sum += two
    #expect(sum.oxygenBreathed == one.oxygenBreathed + two.oxygenBreathed)
    #expect(sum.energyUsed == one.energyUsed + two.energyUsed)
    #expect(abs(sum.oxygenChange - one.oxygenChange - two.oxygenChange) < 1e-15)
    #expect(abs(sum.energyChange - one.energyChange - two.energyChange) < 1e-9)
  }

  /// What a month looks like does not depend on the step. Measured between 10 and 600 s: 3e-6 Pa and
  /// 2e-4 s, from the step in which a store runs dry and the leak does not know when.
  @Test func anyStepGivesTheSameMonth() throws {
    var readings: [[SystemsReading]] = []
    var firsts: [[SystemsLimit: Double]] = []
    for step in [10.0, 60, 600] {
      var rig = try Self.eventful()
      rig.sunlit = 1
      var days: [SystemsReading] = []
      var first: [SystemsLimit: Double] = [:]
      for day in 0..<30 {
        let found = rig.run(86_400, in: step).first
        for limit in SystemsLimit.allCases where first[limit] == nil {
          first[limit] = found[limit].map { Double(day) * 86_400 + $0 }
        }
        days.append(rig.reading())
      }
      readings.append(days)
      firsts.append(first)
    }
    #expect(firsts[0].count >= 3)
    for other in 1...2 {
      for (a, b) in zip(readings[0], readings[other]) {
        #expect(abs(a.pressure - b.pressure) < 1e-5)
        #expect(abs(a.oxygenPressure - b.oxygenPressure) < 1e-5)
        #expect(abs(a.carbonDioxidePressure - b.carbonDioxidePressure) < 1e-5)
        #expect(abs(a.water - b.water) < 1e-9)
        #expect(abs(a.oxygenStore - b.oxygenStore) < 1e-9)
        #expect(abs(a.batteryEnergy - b.batteryEnergy) < 1e-3)
      }
      for limit in SystemsLimit.allCases {
        let a = firsts[0][limit]
        let b = firsts[other][limit]
        #expect((a == nil) == (b == nil))
        #expect(abs((a ?? 0) - (b ?? 0)) < 0.01, "\(limit): \(a ?? 0) s against \(b ?? 0) s")
      }
    }
  }

  /// A cut splits what is there and what happens: at the cut the pieces hold together what the whole
  /// held, and a step of one leaves the other as it is.
  @Test func aCutSplitsTheState() throws {
    var rig = try Self.eventful()
    rig.sunlit = 1
    _ = rig.run(5 * 86_400, in: 60)
    let whole = rig.reading()
    let pieces = [rig.piece([0], crew: 8), rig.piece([1], crew: 4)]
    let parts = pieces.map { rig.reading($0) }
    func expectSum(_ field: KeyPath<SystemsReading, Double>, of whole: SystemsReading) {
      let sum = parts[0][keyPath: field] + parts[1][keyPath: field]
      #expect(abs(sum - whole[keyPath: field]) <= 1e-12 * abs(whole[keyPath: field]))
    }
    for field in [
      \SystemsReading.oxygen, \.carbonDioxide, \.nitrogen, \.water, \.oxygenStore,
      \.absorbentStore, \.batteryEnergy,
    ] { expectSum(field, of: whole) }
    for part in parts {
      #expect(abs(part.pressure - whole.pressure) < 1e-6)
      #expect(abs(part.carbonDioxidePressure - whole.carbonDioxidePressure) < 1e-6)
    }
    let before = rig.state
    let loads = rig.tankLoads
    let north = rig.step(pieces[0], 60)
    #expect(rig.state.cabins[1] == before.cabins[1])
    #expect(rig.state.batteries[1] == before.batteries[1])
    #expect(rig.tankLoads[3...] == loads[3...])
    let south = rig.step(pieces[1], 60)
    let after = rig.reading()
    var both = north
    both += south
    #expect(abs(after.oxygen - whole.oxygen - both.oxygenChange) < 1e-10)
    #expect(abs(after.carbonDioxide - whole.carbonDioxide - both.carbonDioxideChange) < 1e-10)
    #expect(abs(after.water - whole.water - both.waterChange) < 1e-10)
    #expect(abs(after.batteryEnergy - whole.batteryEnergy - both.energyChange) < 1e-6)
    // The south has no scrubber: its carbon dioxide rises by what four people give.
    let breath = 4 * rig.model.metabolism.carbonDioxide * 60
    #expect(abs(south.carbonDioxideChange + south.carbonDioxideLeaked - breath) < 1e-12)
    #expect(south.carbonDioxideRemoved == 0 && south.oxygenMade == 0)
  }
}
