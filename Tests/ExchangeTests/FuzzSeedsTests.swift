import Exchange
import Foundation
import Testing

/// The texts from which the fuzzers of `Fuzz/` start: each is read by its reader, and what is read
/// is written and reads back the same. Without them the fuzzers would try only what is refused.
@Suite struct FuzzSeedsTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fuzz/Seeds")

  static let readers = [
    "tle", "omm-kvn", "omm-xml", "omm-json", "omm-csv", "oem-kvn", "oem-xml", "opm-kvn",
    "opm-xml", "aem-kvn", "aem-xml", "cdm-kvn", "cdm-xml", "ocm-kvn", "ocm-xml",
  ]

  @Test(arguments: readers)
  func seedsReadAndReadBack(_ reader: String) throws {
    let folder = Self.folder.appendingPathComponent(reader)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(!names.isEmpty)
    for name in names {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
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

  /// No beginning of a seed and no seed without one of its lines or bytes breaks a reader.
  @Test(arguments: readers)
  func broken(_ reader: String) throws {
    let folder = Self.folder.appendingPathComponent(reader)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
      for place in stride(from: 0, to: bytes.count, by: 7) {
        var without = bytes
        without.remove(at: place)
        for part in [Array(bytes[..<place]), without] {
          guard let text = String(validating: part, as: UTF8.self) else { continue }
          do {
            _ = try StandardDocument.parse(text, file: name)
          } catch {
            let error = try #require(error.errors.first)
            #expect(error.file == name && error.line >= 1 && !error.allowed.isEmpty, "\(error)")
          }
        }
      }
    }
  }

  /// Tables of element sets are read and never written.
  @Test func tablesOfElementSets() throws {
    let folder = Self.folder.appendingPathComponent("history-csv")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names.count >= 2)
    for name in names {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      let rows = text.split(separator: "\n").count - 1
      #expect(try TwoLineElementSet.parseHistory(text, file: name).count == rows)
      for place in stride(from: 0, to: text.utf8.count, by: 3) {
        var without = text
        without.remove(at: without.index(without.startIndex, offsetBy: place))
        for part in [String(text.prefix(place)), without] {
          do {
            #expect(try TwoLineElementSet.parseHistory(part, file: name).count <= rows)
          } catch {
            #expect(error.errors.allSatisfy { $0.file == name && $0.line >= 1 }, "\(error)")
          }
        }
      }
    }
  }
}
