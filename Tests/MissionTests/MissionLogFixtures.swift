import Foundation
import GRDB
import Mission
import TestSupport

/// A short flight, its log, and hands that change it.
enum LogFixtures {
  static let origin = MissionLog.Origin(version: "outpost test", seed: 7)

  /// A turn of everything that the log has to say: a cut, a burn, a move, a night, full hours.
  static let scenario = """
    scenario: {id: log, name: A flight for its log}
    station: \(repositoryRoot.path)/Stations/your-own-station.yaml
    start: 2031-05-10T00:00:00Z
    duration: 130 min
    timeline:
      - {at: 60 s, move: {crew: [noor], to: ferry-1}, note: to the ferry}
      - {at: 90 s, burn: {engine: tug.main, direction: prograde, deltaV: 1 m/s}}
      - {at: 10 min, open: [waist]}
      - {at: 100 min, attitude: {of: tug, mode: drift}}
    """

  static func fly() throws -> MissionResult {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("log.yaml")
    try Data(scenario.utf8).write(to: file)
    return try ScenarioRun(
      Scenario(contentsOf: file, named: "log.yaml"),
      dataFolder: repositoryRoot.appendingPathComponent("Data"), standards: Fixtures.standards()
    ).fly()
  }

  /// Flown once for all tests.
  static let result = Result { try fly() }
  static let log = Result {
    try withLog { try Data(contentsOf: $0) }
  }

  /// A log written anew.
  static func withLog<Answer>(_ body: (URL) throws -> Answer) throws -> Answer {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent("mission.sqlite")
    try MissionLog.write(result.get(), by: origin, to: url)
    return try body(url)
  }

  /// A file with these bytes.
  static func withFile<Answer>(_ bytes: Data, _ body: (URL) throws -> Answer) throws -> Answer {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent("mission.sqlite")
    try bytes.write(to: url)
    return try body(url)
  }

  /// What verifying finds in a log to which somebody did `change`, who put the guards back.
  static func verifying(_ change: String) throws -> MissionLog.Verification {
    try withFile(log.get()) { url in
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      let queue = try DatabaseQueue(path: url.path, configuration: configuration)
      try queue.write { db in
        let guards = try Row.fetchAll(
          db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for row in guards { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
        try db.execute(sql: change)
        for row in guards { try db.execute(sql: row["sql"] as String) }
      }
      try queue.close()
      return try MissionLog.verify(url)
    }
  }

  /// Every value of every row, as texts.
  static func contents(_ url: URL) throws -> [String] {
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: url.path, configuration: configuration).read { db in
      try ["header", "entry", "snapshot"].flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { row in
          row.databaseValues.map(\.description).joined(separator: "|")
        }
      }
    }
  }
}
