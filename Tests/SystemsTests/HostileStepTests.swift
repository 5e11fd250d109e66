import StationModel
import Systems
import Testing

/// Steps of pieces that lack something, and of lengths that make no sense.
@Suite struct HostileStepTests {
  /// Nothing that is read or booked is anything but a finite number, and no amount is negative.
  private func expectSound(_ rig: TwoCabins, _ flows: SystemsFlows) {
    let reading = rig.reading()
    for value in [
      reading.pressure, reading.oxygenPressure, reading.carbonDioxidePressure, reading.oxygen,
      reading.carbonDioxide, reading.nitrogen, reading.water, reading.oxygenStore,
      reading.absorbentStore, reading.batteryEnergy,
    ] { #expect(value.isFinite && value >= 0) }
    for value in [
      flows.oxygenChange, flows.carbonDioxideChange, flows.nitrogenChange, flows.waterChange,
      flows.energyChange, flows.waterUnserved,
    ] { #expect(value.isFinite) }
    #expect(rig.tankLoads.allSatisfy { $0.isFinite && $0 >= 0 })
  }

  @Test(arguments: [0, -1, -.infinity, .infinity, .nan] as [Double])
  func noDuration(_ duration: Double) throws {
    var rig = try TwoCabins(crew: 2)
    let before = (rig.state, rig.tankLoads, rig.reading())
    let flows = rig.step(rig.whole, duration)
    #expect(flows == SystemsFlows())
    #expect(rig.state == before.0 && rig.tankLoads == before.1)
    #expect(
      rig.model.crossings(
        of: rig.whole, from: before.2, to: rig.reading(), flows, duration: duration
      ).isEmpty)
  }

  /// People without a cabin: no air is booked, the pressure is too low from the start, water and
  /// power go on.
  @Test func crewWithoutACabin() throws {
    var rig = try TwoCabins(crew: 2) {
      for index in 0..<2 { $0.modules[index].plan.airVolume = nil }
    }
    let (flows, first) = rig.run(6000, in: 60)
    expectSound(rig, flows)
    #expect(first[.pressure] == 0 && first[.oxygen] == nil && first[.carbonDioxide] == nil)
    #expect(flows.oxygenMade == 0 && flows.oxygenBreathed == 0 && flows.oxygenLeaked == 0)
    #expect(flows.waterUsed > 0 && flows.energyUsed > 0)
  }

  /// Neither units nor tanks nor batteries nor arrays: after a month of breathing what there is,
  /// nothing is left to breathe, and no more is given off than was taken.
  @Test(arguments: [1.0, 600]) func nothingAtAll(_ step: Double) throws {
    var rig = try TwoCabins(crew: 40) {
      for index in 0..<2 {
        $0.modules[index].plan.tanks = []
        $0.modules[index].plan.lifeSupport = []
        $0.modules[index].plan.arrays = []
        $0.modules[index].plan.batteries = []
        $0.modules[index].firstTank = 0
      }
      $0.leak(0)
    }
    let start = rig.reading()
    let (flows, first) = rig.run(10 * TwoCabins.day, in: step)
    expectSound(rig, flows)
    #expect(rig.reading().oxygen == 0)
    #expect(abs(flows.oxygenBreathed - start.oxygen) < 1e-9 * start.oxygen)
    #expect(abs(flows.carbonDioxideExhaled / flows.oxygenBreathed - 0.998 / 0.835) < 1e-9)
    #expect(first[.water] == 0 && first[.power] == 0)
    #expect(flows.energyUnserved == flows.energyUsed)
    #expect(flows.waterUsed == 0 && flows.waterRecovered == 0)
  }

  /// A hole in a cabin as small as a station file allows: gone within a step, without a trace of a
  /// negative mass.
  @Test func holeInATinyCabin() throws {
    var rig = try TwoCabins(crew: 1) {
      $0.modules[0].plan.airVolume = Figure(0.01)
      $0.modules[1].plan.airVolume = nil
      $0.leak(1)
    }
    let (flows, first) = rig.run(6000, in: 600)
    expectSound(rig, flows)
    #expect(try #require(first[.pressure]) < 0.01)
  }

  /// Light beyond its bounds counts as its bound; an angle of no meaning gives nothing.
  @Test func lightOutOfBounds() throws {
    func generated(_ sunlit: Double, _ beta: Double) throws -> Double {
      var rig = try TwoCabins(crew: 0)
      rig.sunlit = sunlit
      rig.beta = beta
      return rig.step(rig.whole, 10).energyGenerated
    }
    #expect(try generated(7, 0) == 41_000)
    #expect(try generated(-1, 0) == 0)
    #expect(try generated(.nan, 0) == 0)
    #expect(try generated(1, .nan) == 31_000)
    #expect(try generated(1, 2) == 31_000)
  }

  /// Tanks that hold more than they can and less than nothing are left as they are.
  @Test func tanksOutOfBounds() throws {
    var rig = try TwoCabins(crew: 1) {
      $0.set(.oxygenGeneration, to: 0)
      $0.set(.urineProcessing, to: 0)
    }
    rig.tankLoads = [-1, 0, 100, 2, 100]
    let flows = rig.step(rig.whole, 60)
    #expect(rig.tankLoads[0] == -1 && rig.tankLoads[4] == 100)
    #expect(rig.tankLoads[3] < 2 && flows.oxygenFromStore > 0)
    #expect(rig.tankLoads[2] < 100)
  }
}
