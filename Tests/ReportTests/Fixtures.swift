import Exchange
import Foundation
import Mission
import Report
import TestSupport

/// What the tests of this room share: scenarios of the small station, flown, and their pages.
enum Fixtures {
  static let data = repositoryRoot.appendingPathComponent("Data")

  /// The text of the example station.
  static func station() throws -> String {
    try String(
      contentsOf: repositoryRoot.appendingPathComponent("Stations/your-own-station.yaml"),
      encoding: .utf8)
  }

  static func credibility() throws -> Credibility {
    try Credibility(contentsOf: data.appendingPathComponent("credibility.yaml"))
  }

  /// Flies a scenario of a station; both are texts of files.
  static func fly(_ scenario: String, station: String) throws -> MissionResult {
    return try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("scenario.yaml")
      try scenario.write(to: file, atomically: true, encoding: .utf8)
      try station.write(
        to: folder.appendingPathComponent("station.yaml"), atomically: true, encoding: .utf8)
      let run = try ScenarioRun(
        Scenario(contentsOf: file, named: "scenario.yaml"), dataFolder: data,
        standards: Standards(dataFolder: data))
      return try run.fly()
    }
  }

  static func page(_ result: MissionResult) throws -> String {
    try ReportPage(
      result, standards: Standards(dataFolder: data), credibility: credibility(),
      version: "outpost test"
    ).html
  }

  /// A scenario of the example station with a timeline and a length.
  static func scenario(
    name: String = "Test", description: String = "A flight.", timeline: String,
    duration: String = "3 h", says: String = "nothing touches", height: Double = 6778
  ) -> String {
    """
    scenario: {id: test, name: \(JSONValue.string(name).canonical), \
    description: \(JSONValue.string(description).canonical)}
    station: station.yaml
    start: 2031-06-01T12:00:00Z
    duration: \(duration)
    initialState: {epoch: 2031-06-01T12:00:00.000Z, frame: GCRF, \
    position: [\(height), 0, 0], velocity: [0, 4.76, 6.0], source: [made]}
    timeline:
    \(timeline)
    record: {every: 60 s}
    expectations:
      - {id: clear, says: \(JSONValue.string(says).canonical), events: contact, is: 0}
    sources:
      made: {title: "made for a test"}
    """
  }
}
