import Exchange
import Foundation
import Kinematics
import StationModel
import TestSupport
import Testing

/// Deliberately broken station files: each names the line of its defect in its first line, as
/// `# line N: words of the error`.
@Suite struct BrokenFilesTests {
  static let folder = repositoryRoot.appendingPathComponent("Tests/StationModelTests/Broken")
  static let files =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted()

  static func mechanisms() throws -> MechanismCatalogue {
    try MechanismCatalogue(
      tableAt: DataFolder.locate().appendingPathComponent("docking-mechanisms.csv"))
  }

  @Test func thereAreEnough() {
    #expect(Self.files.count >= 40)
  }

  @Test(arguments: files)
  func isRefusedWithItsLine(_ name: String) throws {
    let url = Self.folder.appendingPathComponent(name)
    let text = try String(contentsOf: url, encoding: .utf8)
    let header = try #require(text.split(separator: "\n").first)
    let parts = header.dropFirst("# line ".count).split(separator: ":", maxSplits: 1)
    let line = try #require(Int(parts[0]))
    let words = parts[1].trimmingCharacters(in: .whitespaces)
    let mechanisms = try Self.mechanisms()
    do throws(InputErrors) {
      _ = try StationPlan(contentsOf: url, mechanisms: mechanisms)
      Issue.record("\(name) is accepted")
    } catch {
      let found = error.errors.map(\.description)
      #expect(
        error.errors.contains { $0.line == line && $0.description.contains(words) },
        "\(name): expected '\(words)' on line \(line), found: \(found)")
    }
  }

  /// Bytes changed at random never crash the reader, and every refusal has a line of the file.
  @Test func survivesMutation() throws {
    let source = try Data(
      contentsOf: repositoryRoot.appendingPathComponent("Stations/your-own-station.yaml"))
    let mechanisms = try Self.mechanisms()
    var random = SplitMix64(seed: 11)
    for _ in 0..<300 {
      let bytes = random.mutated([UInt8](source))
      do throws(InputErrors) {
        _ = try StationPlan(YAMLNode.parse(bytes, file: "f.yaml"), mechanisms: mechanisms)
      } catch {
        #expect(error.errors.allSatisfy { $0.line >= 1 })
      }
    }
  }
}
