import Foundation
import Kinematics
import StationModel
import Systems
import Testing

@Suite struct BalanceTests {
  static func tables() throws -> (CrewMetabolism, CabinStandard) {
    let folder = try DataFolder.locate()
    return (
      try CrewMetabolism(tableAt: folder.appendingPathComponent("crew-metabolic.csv")),
      try CabinStandard(tableAt: folder.appendingPathComponent("cabin-limits.csv"))
    )
  }

  /// Seven people in 700 m³ without removal: 1 kg of carbon dioxide is 0.556 m³ at 22 °C and one
  /// atmosphere, so the partial pressure rises by 7 × 0.998 × 0.55/700 × 101325 Pa = 556 Pa a day.
  @Test func carbonDioxideOfSevenPeople() throws {
    let (metabolism, standard) = try Self.tables()
    let air = AirBalance(
      AirBalance.Input(
        volume: 700, crew: 7, oxygenGeneration: 1, carbonDioxideRemoval: 0, oxygenStore: 0,
        absorbentStore: 0, leak: 0), metabolism: metabolism, standard: standard)
    #expect(abs(air.carbonDioxideRate * 86_400 - 556) < 6)
    #expect(air.firstLimit == .carbonDioxide)
  }

  /// A leak of 1.68 kg/day out of 900 m³ lowers the pressure by 1 kPa in about 6.3 days.
  @Test func leakOfTheWholeStation() throws {
    let (metabolism, standard) = try Self.tables()
    let air = AirBalance(
      AirBalance.Input(
        volume: 900, crew: 1, oxygenGeneration: 1, carbonDioxideRemoval: 1, oxygenStore: 1e9,
        absorbentStore: 0, leak: 1.68 / 86_400), metabolism: metabolism, standard: standard)
    let days = try #require(air.timeToLimit) / 86_400
    let perKilopascal = days / ((standard.pressure - standard.leastPressure) / 1000)
    #expect(abs(perKilopascal - 6.3) < 0.2)
  }

  @Test func nobodyAboardReachesNoLimit() throws {
    let (metabolism, standard) = try Self.tables()
    let air = AirBalance(
      AirBalance.Input(
        volume: 50, crew: 0, oxygenGeneration: 0, carbonDioxideRemoval: 0, oxygenStore: 0,
        absorbentStore: 0, leak: 1), metabolism: metabolism, standard: standard)
    #expect(air.firstLimit == nil && air.timeToLimit == nil)
    let vacuum = AirBalance(
      AirBalance.Input(
        volume: 0, crew: 2, oxygenGeneration: 0, carbonDioxideRemoval: 0, oxygenStore: 0,
        absorbentStore: 0, leak: 0), metabolism: metabolism, standard: standard)
    #expect(vacuum.timeToLimit == 0)
  }

  /// At 400 km and beta 0 the eclipse lasts about 36 minutes of 92.6, and above about 70 degrees
  /// there is none (Wertz and Larson 1999).
  @Test func sunlitFraction() {
    let lit = PowerBalance.sunlitFraction(beta: 0, altitude: 400_000)
    #expect(abs((1 - lit) * 92.6 - 36.1) < 0.3)
    #expect(PowerBalance.sunlitFraction(beta: 71 * .pi / 180, altitude: 400_000) == 1)
    #expect(PowerBalance.sunlitFraction(beta: .pi / 2, altitude: 400_000) == 1)
  }

  /// One kilogram of oxygen takes 1.126 kg of water, and a crew of three drinks 10.56 kg a day.
  @Test func waterOfThree() throws {
    let (metabolism, _) = try Self.tables()
    let water = WaterBalance(
      stock: 100, crew: 3, oxygenGeneration: 1, condensateRecovery: 0, urineProcessing: 0,
      metabolism: metabolism)
    #expect(abs(water.netUse * 86_400 - (3 * 3.52 + 3 * 0.835 * 1.126)) < 0.01)
    #expect(abs((water.timeToLimit ?? 0) * water.netUse - 100) < 1e-9)
  }

  /// Tsiolkovsky: a tenth of the mass at 300 s gives 300 × 9.80665 × ln(1/0.9) = 309.97 m/s.
  @Test func rocketEquation() {
    let network = PropellantNetwork(
      modules: [0], station: 60, vehicles: 40, specificImpulse: 300, thrust: 100)
    #expect(abs(PropellantNetwork.deltaV([network], mass: 1000) - 309.97) < 0.01)
    var dead = network
    dead.thrust = 0
    #expect(PropellantNetwork.deltaV([dead], mass: 1000) == 0)
  }
}
