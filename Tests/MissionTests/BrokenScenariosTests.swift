import Exchange
import Foundation
import Mission
import TestSupport
import Testing

/// Deliberately broken scenario files: each names the line of its defect in its first line, as
/// `# line N: words of the error`. Some are refused as they are read, some for what their station
/// does not have, some only when a command is given in flight.
@Suite struct BrokenScenariosTests {
  static let folder = repositoryRoot.appendingPathComponent("Tests/MissionTests/BrokenScenarios")
  static let files =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted()

  private func fly(_ url: URL) throws {
    let scenario = try Scenario(contentsOf: url, named: url.lastPathComponent)
    let run = try ScenarioRun(
      scenario, dataFolder: repositoryRoot.appendingPathComponent("Data"),
      standards: Fixtures.standards())
    _ = try run.fly()
  }

  @Test func thereAreEnough() {
    #expect(Self.files.count >= 100)
  }

  @Test(arguments: files)
  func isRefusedWithItsLine(_ name: String) throws {
    let url = Self.folder.appendingPathComponent(name)
    let text = try String(contentsOf: url, encoding: .utf8)
    let header = try #require(text.split(separator: "\n").first)
    let parts = header.dropFirst("# line ".count).split(separator: ":", maxSplits: 1)
    let line = try #require(Int(parts[0]))
    let words = parts[1].trimmingCharacters(in: .whitespaces)
    #expect(words.count >= 4, "\(name) does not say what is wrong with it")
    do {
      try fly(url)
      Issue.record("\(name) is accepted")
    } catch let error as InputErrors {
      let found = error.errors.map(\.description)
      #expect(
        error.errors.contains { $0.line == line && $0.description.contains(words) },
        "\(name): expected '\(words)' on line \(line), found: \(found)")
    }
  }

  /// The errors of a station file are told with the name of that file.
  @Test func errorsOfTheStationAreItsOwn() throws {
    let error = try #require(throws: InputErrors.self) {
      try fly(Self.folder.appendingPathComponent("station-with-errors.yaml"))
    }
    #expect(error.errors.allSatisfy { $0.file.hasSuffix("Broken/unknown-key.yaml") })
  }

  @Test(arguments: [("", "this is a folder"), ("nowhere.yaml", "there is no such file")])
  func aFolderOrNothingIsRefused(_ name: String, words: String) throws {
    let url = Self.folder.appendingPathComponent(name)
    let error = try #require(throws: InputErrors.self) {
      _ = try Scenario(contentsOf: url, named: "x")
    }
    #expect(error.errors.map(\.line) == [1])
    #expect(error.description.contains(words))
  }

  /// Bytes changed at random never crash the reader, and every refusal has a line of the file.
  @Test func survivesMutation() throws {
    let source = try Data(
      contentsOf: repositoryRoot.appendingPathComponent("Scenarios/your-own-station.yaml"))
    let lines = source.count { $0 == 0x0A }
    try withTemporaryFile(ending: "yaml") { url in
      var random = SplitMix64(seed: 12)
      var refused = 0
      for _ in 0..<300 {
        let bytes = random.mutated([UInt8](source))
        try Data(bytes).write(to: url)
        do throws(InputErrors) {
          _ = try Scenario(contentsOf: url, named: "f.yaml")
        } catch {
          refused += 1
          #expect(error.errors.allSatisfy { (1...lines + 7).contains($0.line) })
        }
      }
      #expect(refused > 30, "bytes outside comments matter")
    }
  }
}
