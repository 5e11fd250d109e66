import Foundation
import Kinematics
import SpaceEnvironment
import TestSupport
import Testing

@Suite struct HarrisPriesterTests {
  private func density(_ air: HarrisPriester, _ altitude: Double, _ longitude: Double) throws
    -> Double
  {
    air.density(
      latitude: 0, longitude: longitude, altitude: altitude,
      epoch: try Epoch(utc: "2022-03-11T00:00:00Z"), sunDirectionEarthFixed: SIMD3(1, 0, 0))
  }

  @Test func theTableIsMetAtItsLevelsAndTheBulgeFollowsTheSun() throws {
    let air = try HarrisPriester(
      tableAt: DataFolder.locate().appendingPathComponent("harris-priester.csv"))
    let bulge = Double.pi / 6
    #expect(abs(try density(air, 400e3, bulge) / 7.492e-12 - 1) < 1e-12)
    #expect(abs(try density(air, 400e3, bulge + .pi) / 2.249e-12 - 1) < 1e-12)
    // Halfway between two levels the geometric mean.
    let mean = (7.492e-12 * 5.684e-12).squareRoot()
    #expect(abs(try density(air, 410e3, bulge) / mean - 1) < 1e-12)
    #expect(try density(air, 1001e3, bulge) == 0)
    #expect(try density(air, 99e3, bulge) > 4.974e-7)
    #expect(try density(air, .nan, bulge) == 0)
  }

  @Test func hostileTablesAreRefused() throws {
    for text in [
      "", "100,1,1\n", "100,1,1\n90,0.5,0.5\n", "100,1,1\n200,2,2\n", "100,nan,1\n200,1,1\n",
      "100,1,1,1\n200,1,1\n", "100,-1,1\n200,-2,0.5\n",
    ] {
      try withTemporaryFile(holding: text, ending: "csv") { url in
        #expect(throws: EnvironmentError.self, "\(text)") { try HarrisPriester(tableAt: url) }
      }
    }
    let good = try DataFolder.locate().appendingPathComponent("harris-priester.csv")
    #expect(throws: EnvironmentError.self) {
      try HarrisPriester(tableAt: good, bulgeExponent: 7)
    }
  }
}
