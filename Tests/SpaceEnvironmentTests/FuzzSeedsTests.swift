import Foundation
import Kinematics
import SpaceEnvironment
import Testing

/// The tables from which the fuzzer of space weather in `Fuzz/` starts: each is read and answers,
/// and none of its beginnings and no table without one of its bytes breaks the reader. The seeds of
/// kernels are those of ``SmallKernel``.
@Suite struct FuzzSeedsTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzz/Seeds/weather-table")

  @Test func tablesOfSpaceWeather() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    #expect(names.count >= 3)
    for name in names {
      let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
      let table = try SpaceWeather(text: text, named: name)
      #expect(
        table.coverageInWords.hasPrefix("measured 2024-01-01 to 2024-01-03, predicted by day to"))
      let characters = Array(text.unicodeScalars)
      for place in stride(from: 0, to: characters.count, by: 5) {
        var without = characters
        without.remove(at: place)
        for part in [Array(characters[..<place]), without] {
          let text = String(String.UnicodeScalarView(part))
          guard let table = try? SpaceWeather(text: text, named: name) else { continue }
          for epoch in [table.coverage.lowerBound, table.coverage.upperBound, .j2000] {
            let reading = table.reading(at: epoch)
            #expect((40...1000).contains(reading.solarFlux), "\(text)")
            #expect(reading.indices.past.allSatisfy { (0...400).contains($0) }, "\(text)")
          }
        }
      }
    }
  }
}
