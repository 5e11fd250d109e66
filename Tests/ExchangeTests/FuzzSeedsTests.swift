import Exchange
import Foundation
import TestSupport
import Testing

/// The texts from which the fuzzers of `Fuzz/` start: each is read by its reader, and what is read
/// is written and reads back the same. Without them the fuzzers would try only what is refused.
@Suite struct FuzzSeedsTests {
  static let readers = [
    "tle", "omm-kvn", "omm-xml", "omm-json", "omm-csv", "oem-kvn", "oem-xml", "opm-kvn",
    "opm-xml", "aem-kvn", "aem-xml", "cdm-kvn", "cdm-xml", "ocm-kvn", "ocm-xml",
  ]

  @Test(arguments: readers)
  func seedsReadAndReadBack(_ reader: String) throws {
    let seeds = try FuzzSeeds.of(reader)
    #expect(!seeds.isEmpty)
    for (name, text) in seeds {
      let document = try #require(try StandardDocument.parse(text, file: name))
      #expect(document.kind == reader.split(separator: "-")[0].uppercased(), "\(name)")
      for form in [StandardForm.keyValues, .xml] {
        let written = try StandardDocument.converted(text, file: name, to: form)
        let again = try StandardDocument.parse(written, file: name)
        #expect(again?.kind == (document.kind == "TLE" ? "OMM" : document.kind), "\(name)")
        let twice = try StandardDocument.converted(written, file: name, to: form)
        #expect(twice == written, "\(name)")
      }
    }
  }

  /// No beginning of a seed and no seed without one of its characters breaks a reader.
  @Test(arguments: readers)
  func broken(_ reader: String) throws {
    for (name, text) in try FuzzSeeds.of(reader) {
      for part in FuzzSeeds.broken(text, every: 7) {
        do {
          _ = try StandardDocument.parse(part, file: name)
        } catch {
          let error = try #require(error.errors.first)
          #expect(error.file == name && error.line >= 1 && !error.allowed.isEmpty, "\(error)")
        }
      }
    }
  }

  /// Tables of element sets are read and never written.
  @Test func tablesOfElementSets() throws {
    let seeds = try FuzzSeeds.of("history-csv")
    #expect(seeds.count >= 2)
    for (name, text) in seeds {
      let rows = text.split(separator: "\n").count - 1
      #expect(try TwoLineElementSet.parseHistory(text, file: name).count == rows)
      for part in FuzzSeeds.broken(text, every: 3) {
        do {
          #expect(try TwoLineElementSet.parseHistory(part, file: name).count <= rows)
        } catch {
          #expect(error.errors.allSatisfy { $0.file == name && $0.line >= 1 }, "\(error)")
        }
      }
    }
  }
}
