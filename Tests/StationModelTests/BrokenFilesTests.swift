import Exchange
import Foundation
import Kinematics
import StationModel
import Testing

/// Deliberately broken station files: each names the line of its defect in its first line, as
/// `# line N: words of the error`.
@Suite struct BrokenFilesTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Broken")
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
    let root = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let source = try Data(contentsOf: root.appendingPathComponent("Stations/your-own-station.yaml"))
    let mechanisms = try Self.mechanisms()
    var random = SplitMix64(seed: 11)
    for _ in 0..<300 {
      var bytes = [UInt8](source)
      for _ in 0..<(1 + Int(random.next() % 6)) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes[place] = UInt8(random.next() & 0x7f)
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8(random.next() & 0xff), at: place)
        }
      }
      do throws(InputErrors) {
        _ = try StationPlan(YAMLNode.parse(bytes, file: "f.yaml"), mechanisms: mechanisms)
      } catch {
        #expect(error.errors.allSatisfy { $0.line >= 1 })
      }
    }
  }
}

/// Steele, Lea, Flood, *Fast splittable pseudorandom number generators* (2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
