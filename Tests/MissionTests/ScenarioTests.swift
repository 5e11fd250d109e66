import Exchange
import Foundation
import Kinematics
import Mission
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The scenarios that are shipped, flown as a user flies them.
@Suite struct ScenarioTests {
  static let folder = repositoryRoot.appendingPathComponent("Scenarios")
  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()

  static func ready(_ name: String, fidelity: Fidelity = .study) throws -> ScenarioRun {
    try run(
      Scenario(contentsOf: folder.appendingPathComponent("\(name).yaml"), named: "\(name).yaml"),
      fidelity: fidelity)
  }

  static func run(_ scenario: Scenario, fidelity: Fidelity = .study) throws -> ScenarioRun {
    try ScenarioRun(
      scenario, dataFolder: repositoryRoot.appendingPathComponent("Data"),
      standards: Fixtures.standards(), fidelity: fidelity)
  }

  @Test func allAreThere() {
    #expect(
      Set(Self.names).isSuperset(of: [
        "pirs-2021", "progress-ms09-2019", "russian-segment-departure", "your-own-station",
        "zarya-stays",
      ]))
  }

  /// Every expectation holds, and the files of a run are well formed.
  @Test(arguments: names)
  func holdsAndWritesItsFiles(_ name: String) throws {
    let result = try Self.ready(name).fly()
    for expectation in result.expectations {
      #expect(expectation.holds, "\(expectation.id): \(expectation.result.evidence)")
    }
    #expect((6...15).contains(result.expectations.count))
    try withTemporaryFolder { folder in
      let origin = MissionLog.Origin(version: "test", seed: 0)
      try RunFiles(result, folder: folder, created: Epoch(utc: "2026-01-01"), by: origin).write(
        result.document)
      try Self.checkTestReport(folder, result)
      try Self.checkEvents(folder, result)
    }
  }

  /// At full fidelity ships are turned before they brake, and every expectation holds as well. The two
  /// that fly for a day and are told nothing on the way are left to `make validate`.
  @Test(arguments: ["pirs-2021", "progress-ms09-2019", "your-own-station"])
  func holdsAtFullFidelity(_ name: String) throws {
    let result = try Self.ready(name, fidelity: .full).fly()
    for expectation in result.expectations {
      #expect(expectation.holds, "\(expectation.id): \(expectation.result.evidence)")
    }
  }

  private static func checkTestReport(_ folder: URL, _ result: MissionResult) throws {
    let report = TestReport()
    let parser = XMLParser(data: try Data(contentsOf: folder.appendingPathComponent("junit.xml")))
    parser.delegate = report
    #expect(parser.parse(), "junit.xml is well formed")
    #expect(report.names == result.expectations.map(\.id))
    #expect(report.failures == 0)
    #expect(report.declared == result.expectations.count)
  }

  private static func checkEvents(_ folder: URL, _ result: MissionResult) throws {
    let text = try String(contentsOf: folder.appendingPathComponent("events.csv"), encoding: .utf8)
    let rows = text.components(separatedBy: "\r\n")
    #expect(rows.first == "at_utc,time_s,kind,pieces,what")
    #expect(rows.last == "", "the last line ends")
    #expect(rows.count == result.recording.events.count + 2)
    var last = result.recording.start
    for (row, event) in zip(rows.dropFirst(), result.recording.events) {
      let fields = row.split(separator: ",", maxSplits: 4).map(String.init)
      #expect(fields.count == 5, "\(row)")
      let epoch = try Epoch(utc: fields[0])
      #expect(epoch >= last, "in order of time")
      last = epoch
      #expect(Double(fields[1]) == event.time && fields[2] == event.kind.rawValue)
    }
  }

  /// The same file gives the same bits.
  @Test func hasTheSameDigestTwice() throws {
    let first = try Self.ready("your-own-station").fly().document["resultDigest"]?.text
    let second = try Self.ready("your-own-station").fly().document["resultDigest"]?.text
    #expect(first?.count == 64)
    #expect(first == second)
  }

  /// The scenario in the guide flies, and the guide names every kind of event.
  @Test func guideIsTrue() throws {
    let guide = try String(
      contentsOf: repositoryRoot.appendingPathComponent("Documentation/Scenarios.md"),
      encoding: .utf8)
    let parts = guide.components(separatedBy: "```yaml\n")
    let block = try #require(parts.last?.components(separatedBy: "```").first)
    #expect(parts.count == 2)
    try withTemporaryFile(ending: "yaml") { url in
      let stations = repositoryRoot.appendingPathComponent("Stations").path
      try block.replacingOccurrences(of: "../Stations", with: stations)
        .write(to: url, atomically: true, encoding: .utf8)
      let result = try Self.run(Scenario(contentsOf: url, named: "guide")).fly()
      #expect(result.holds && result.cuts.count == 2)
      for kind in MissionEvent.Kind.allCases {
        #expect(guide.contains("`\(kind.rawValue)`"), "\(kind) is not in the guide")
      }
    }
  }

  // MARK: Against what was published

  private func burn(_ engine: String, _ result: MissionResult) throws -> BurnRecord {
    try #require(result.recording.burns.first { $0.engine == engine })
  }

  private func entry(_ result: MissionResult) throws -> Epoch {
    let entries = result.recording.events.filter { $0.kind == .entry }
    #expect(entries.count == 1)
    return result.recording.start + (try #require(entries.first).time)
  }

  /// Pirs with Progress MS-16, 2021-07-26: 120 m/s in 17.5 minutes from 14:01, entry at 14:42 (Roscosmos
  /// by Parabolic Arc, 2021-07-26). 10 % of the burn: neither the mass at undocking (9.3 to 10.6 t) nor
  /// the number of jets is published. Three minutes of the entry: nor is the height of "dense layers".
  @Test func pirsComesDownAsPublished() throws {
    let result = try Self.ready("pirs-2021").fly()
    let burn = try burn("progress-ms-16.dpo", result)
    #expect(abs((burn.end - burn.start) - 17.5 * 60) < 0.1 * 17.5 * 60)
    #expect(abs(burn.deltaV - 120) < 1e-9)
    // The rocket equation by hand: 1040 N at 285 s on 10 080 kg.
    let flow = 1040 / (9.806_65 * 285)
    #expect(abs((burn.end - burn.start) * flow - 423.63) < 0.01)
    #expect(abs(try entry(result) - Epoch(utc: "2021-07-26T14:42:00Z")) < 180)
  }

  /// Progress MS-09, 2019-01-25. The springs of its port give 0.12 m/s (Canadian Space Agency, timeline
  /// of Soyuz MS-11, 2019): 5.6 m in the 47 s of the film, 20 m at the first burn. Entry at 16:41
  /// (Microsiervos, 2019). 35 to 60 J instead of 50 are 17 % of speed.
  @Test func progressDriftsAndComesDownAsPublished() throws {
    let result = try Self.ready("progress-ms09-2019").fly()
    #expect(abs(try entry(result) - Epoch(utc: "2019-01-25T16:41:00Z")) < 180)
    // Once more by the second, from the parting to the first burn.
    let flight = try Fixtures.flight(
      of: result.assembly, [TimedCommand(time: 0, .open(["progress-ms-09-joint"]))], duration: 180,
      interval: 1)
    let pair = try #require(flight.recording.pairs.first)
    let distances = pair.series(.distance)
    func distance(after seconds: Double) throws -> Double {
      distances[try #require(pair.times.firstIndex(of: seconds))]
    }
    #expect(abs(try distance(after: 47) - 0.12 * 47) < 0.17 * 0.12 * 47)
    #expect((17.0...25.0).contains(try distance(after: 180)))
  }
}

/// What a test report in the form of JUnit says.
private final class TestReport: NSObject, XMLParserDelegate {
  var names: [String] = []
  var failures = 0
  var declared = 0

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    switch element {
    case "testcase": names.append(attributes["name"] ?? "")
    case "failure": failures += 1
    case "testsuite": declared = Int(attributes["tests"] ?? "") ?? -1
    default: break
    }
  }
}
