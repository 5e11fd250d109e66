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

  /// At 400 km and beta 0 the eclipse lasts about 36 minutes of 92.6, and above about 70 degrees
  /// there is none (Wertz and Larson 1999).
  @Test func sunlitFraction() {
    let lit = PowerBalance.sunlitFraction(beta: 0, altitude: 400_000)
    #expect(abs((1 - lit) * 92.6 - 36.1) < 0.3)
    #expect(PowerBalance.sunlitFraction(beta: 71 * .pi / 180, altitude: 400_000) == 1)
    #expect(PowerBalance.sunlitFraction(beta: .pi / 2, altitude: 400_000) == 1)
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
