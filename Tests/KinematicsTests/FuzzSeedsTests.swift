import Foundation
import Kinematics
import Testing

/// The tables from which the fuzzers of `Fuzz/` start: each is read and answers, and none of its
/// beginnings and no table without one of its bytes breaks the reader or answers with no number.
@Suite struct FuzzSeedsTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fuzz/Seeds")

  static func seeds(_ reader: String) throws -> [(name: String, text: String)] {
    let folder = folder.appendingPathComponent(reader)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.map {
      ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
    }
  }

  /// Beginnings of a text and the text without one of its characters.
  static func broken(_ text: String) -> [String] {
    let characters = Array(text.unicodeScalars)
    return stride(from: 0, to: characters.count, by: 5).flatMap { place in
      var without = characters
      without.remove(at: place)
      return [Array(characters[..<place]), without].map {
        String(String.UnicodeScalarView($0))
      }
    }
  }

  @Test func tablesOfEarthOrientation() throws {
    let seeds = try Self.seeds("eop-table")
    #expect(seeds.count >= 6)
    for (name, text) in seeds {
      let table = try EarthOrientation(text: text, named: name)
      #expect(!table.source.isEmpty)
      for part in Self.broken(text) {
        guard let table = try? EarthOrientation(text: part, named: name) else { continue }
        for epoch in [table.coverage.first, table.coverage.predictedTo, .j2000] {
          let values = table.parameters(at: epoch)
          #expect(abs(values.ut1MinusTAI) < 1e3 && abs(values.xPole) < 1 && abs(values.yPole) < 1)
        }
      }
    }
  }

  @Test func tablesOfLeapSeconds() throws {
    let seeds = try Self.seeds("leap-table")
    #expect(seeds.count >= 3)
    for (name, text) in seeds {
      let table = try LeapSeconds(text: text, named: name)
      #expect(table.changes.count >= 3)
      for part in Self.broken(text) {
        guard let table = try? LeapSeconds(text: part, named: name) else { continue }
        #expect((10...40).contains(table.offset(at: table.expires)), "\(part)")
      }
    }
  }
}
