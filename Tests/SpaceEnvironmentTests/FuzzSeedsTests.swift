import Foundation
import Kinematics
import SpaceEnvironment
import TestSupport
import Testing

/// The tables from which the fuzzer of space weather in `Fuzz/` starts: each is read and answers,
/// and none of its beginnings and no table without one of its bytes breaks the reader. The seeds of
/// kernels are those of ``SmallKernel``.
@Suite struct FuzzSeedsTests {
  @Test func tablesOfSpaceWeather() throws {
    let seeds = try FuzzSeeds.of("weather-table")
    #expect(seeds.count >= 3)
    for (name, text) in seeds {
      let table = try SpaceWeather(text: text, named: name)
      #expect(
        table.coverageInWords.hasPrefix("measured 2024-01-01 to 2024-01-03, predicted by day to"))
      for part in FuzzSeeds.broken(text, every: 5) {
        guard let table = try? SpaceWeather(text: part, named: name) else { continue }
        for epoch in [table.coverage.lowerBound, table.coverage.upperBound, .j2000] {
          let reading = table.reading(at: epoch)
          #expect((40...1000).contains(reading.solarFlux), "\(part)")
          #expect(reading.indices.past.allSatisfy { (0...400).contains($0) }, "\(part)")
        }
      }
    }
  }
}
