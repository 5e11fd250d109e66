import Foundation
import Kinematics
import TestSupport
import Testing

/// The tables from which the fuzzers of `Fuzz/` start: each is read and answers, and none of its
/// beginnings and no table without one of its bytes breaks the reader or answers with no number.
@Suite struct FuzzSeedsTests {
  @Test func tablesOfEarthOrientation() throws {
    let seeds = try FuzzSeeds.of("eop-table")
    #expect(seeds.count >= 6)
    for (name, text) in seeds {
      let table = try EarthOrientation(text: text, named: name)
      #expect(!table.source.isEmpty)
      for part in FuzzSeeds.broken(text, every: 5) {
        guard let table = try? EarthOrientation(text: part, named: name) else { continue }
        for epoch in [table.coverage.first, table.coverage.predictedTo, .j2000] {
          let values = table.parameters(at: epoch)
          #expect(abs(values.ut1MinusTAI) < 1e3 && abs(values.xPole) < 1 && abs(values.yPole) < 1)
        }
      }
    }
  }

  @Test func tablesOfLeapSeconds() throws {
    let seeds = try FuzzSeeds.of("leap-table")
    #expect(seeds.count >= 3)
    for (name, text) in seeds {
      let table = try LeapSeconds(text: text, named: name)
      #expect(table.changes.count >= 3)
      for part in FuzzSeeds.broken(text, every: 5) {
        guard let table = try? LeapSeconds(text: part, named: name) else { continue }
        #expect((10...40).contains(table.offset(at: table.expires)), "\(part)")
      }
    }
  }
}
