import Exchange
import Foundation
import GRDB
import Kinematics
import Mission
import TestSupport
import Testing

@Suite struct MissionLogTests {
  // MARK: What is written

  /// The log is one file, its chain holds, and it tells of every command in the scenario's words.
  @Test func chainHolds() throws {
    try LogFixtures.withLog { url in
      let verification = try MissionLog.verify(url)
      #expect(verification.firstBreak == nil)
      #expect(try verification.entries == LogFixtures.result.get().journal.entries.count)
      let folder = url.deletingLastPathComponent().path
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mission.sqlite"])
    }
  }

  @Test func tellsWhatHappened() throws {
    let result = try LogFixtures.result.get()
    let entries = result.journal.entries
    #expect(entries.first?.kind == .start)
    #expect(entries.last?.kind == .end)
    let commands = entries.filter { $0.kind == .command }
    #expect(commands.map(\.time) == [60, 90, 600, 6000])
    #expect(
      commands.map(\.payload.canonical) == [
        #"{"move":{"crew":["noor"],"to":"ferry-1"},"note":"to the ferry"}"#,
        #"{"burn":{"deltaVMPerS":1,"direction":"prograde","engine":"tug.main"}}"#,
        #"{"open":["waist"]}"#,
        #"{"attitude":{"mode":"drift","of":"tug"}}"#,
      ])
    let events = entries.filter { $0.kind != .command && $0.payload["kind"]?.text != "hour" }
    #expect(events.count == result.recording.events.count)
    let hours = entries.filter { $0.payload["kind"]?.text == "hour" }
    #expect(hours.map(\.time) == [3600, 7200])
    #expect(entries.filter { $0.state != nil }.count == 2 + commands.count + hours.count)
  }

  /// The digests are those of the worlds that the flight itself shows.
  @Test func digestsAreThoseOfTheWorlds() throws {
    let commands = [TimedCommand(time: 20, .open(["J01"]))]
    let flight = try Fixtures.flight(of: Fixtures.iss("2022-03-11"), commands, duration: 40)
    let entries = flight.journal.entries
    let cut = try #require(flight.cuts.first)
    #expect(entries.first?.stateDigest == flight.first.stateDigest)
    #expect(entries.last?.stateDigest == flight.world.stateDigest)
    let told = try #require(entries.first { $0.kind == .command })
    #expect(told.stateDigest == cut.after.stateDigest)
    #expect(told.stateDigest != cut.before.stateDigest)
    #expect(told.stateEpoch == flight.first.epoch + 20.0)
  }

  /// The header has both texts as they were flown, and the end names the result.
  @Test func carriesWhatWasFlown() throws {
    try LogFixtures.withLog { url in
      let queue = try DatabaseQueue(path: url.path)
      let header = try queue.read { try Row.fetchOne($0, sql: "SELECT * FROM header") }
      let row = try #require(header)
      #expect(row["scenario_text"] == LogFixtures.scenario)
      let station = repositoryRoot.appendingPathComponent("Stations/your-own-station.yaml")
      #expect(try row["station_text"] == String(contentsOf: station, encoding: .utf8))
      #expect(row["seed"] == "7")
      #expect(row["start_utc"] == "2031-05-10T00:00:00.000000000Z")
      let end = try queue.read {
        try String.fetchOne($0, sql: "SELECT payload FROM entry WHERE kind = 'end'")
      }
      let digest = try LogFixtures.result.get().document["resultDigest"]?.text ?? "none"
      #expect(end?.contains(digest) == true)
    }
  }

  @Test func sameFlightSameDigests() throws {
    let again = try LogFixtures.fly()
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent("mission.sqlite")
    try MissionLog.write(again, by: LogFixtures.origin, to: url)
    try LogFixtures.withLog { other in
      let (found, expected) = try (MissionLog.verify(url), MissionLog.verify(other))
      #expect(found == expected)
      let (rows, expectedRows) = try (LogFixtures.contents(url), LogFixtures.contents(other))
      #expect(rows == expectedRows)
    }
    let another = MissionLog.Origin(version: "outpost test", seed: 8)
    try MissionLog.write(again, by: another, to: url)
    try LogFixtures.withLog { other in
      let (found, before) = try (MissionLog.verify(url), MissionLog.verify(other))
      #expect(found.digest != before.digest)
    }
  }

  // MARK: Where it cannot be written

  @Test func saysWhyItIsNotWritten() throws {
    let result = try LogFixtures.result.get()
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let nowhere = folder.appendingPathComponent("nowhere/mission.sqlite")
    #expect(
      throws: ExchangeError.notWritable(
        path: nowhere.path, reason: "unable to open database file")
    ) {
      try MissionLog.write(result, by: LogFixtures.origin, to: nowhere)
    }
    // A folder has the name: the log is complete and cannot take its place.
    let taken = folder.appendingPathComponent("taken")
    try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
    #expect(throws: ExchangeError.self) {
      try MissionLog.write(result, by: LogFixtures.origin, to: taken)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken"])
  }

  // MARK: Guards

  @Test(arguments: [
    ("UPDATE entry SET payload = '{}' WHERE sequence = 2", "entries of the log do not change"),
    ("DELETE FROM entry WHERE sequence = 2", "entries of the log stay"),
    ("DELETE FROM entry", "entries of the log stay"),
    (
      "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE sequence = 2",
      "an entry of the log goes behind the last"
    ),
    (
      """
      INSERT INTO entry SELECT sequence + 1, epoch_ns_tai, epoch_utc, time_s, 'event', payload,
        state_ns_tai, state_digest, digest, digest FROM entry WHERE kind = 'end'
      """, "an entry of the log goes behind the last"
    ),
    ("UPDATE header SET seed = '8'", "the header of the log does not change"),
    ("DELETE FROM header", "the header of the log stays"),
    ("INSERT INTO header SELECT * FROM header", "the log has its header"),
    ("UPDATE snapshot SET state = x'00'", "snapshots of the log do not change"),
    ("DELETE FROM snapshot", "snapshots of the log stay"),
    ("INSERT OR REPLACE INTO snapshot VALUES (0, x'00')", "the entry has its snapshot"),
  ])
  func refusesToChange(_ statement: String, _ reason: String) throws {
    try LogFixtures.withLog { url in
      let queue = try DatabaseQueue(path: url.path)
      let error = #expect(throws: DatabaseError.self) {
        try queue.write { try $0.execute(sql: statement) }
      }
      #expect(error?.message == reason)
      #expect(try MissionLog.verify(url).firstBreak == nil)
    }
  }

  // MARK: Changes

  @Test(arguments: [
    // One character, one bit of time, and what a reader of texts would not see.
    ("UPDATE entry SET payload = replace(payload, 'noor', 'nooR')", 1, "is not that of its digest"),
    (
      "UPDATE entry SET payload = payload || ' ' WHERE sequence = 3", 3, "is not that of its digest"
    ),
    (
      "UPDATE entry SET payload = CAST(CAST(payload AS BLOB) || x'0041' AS TEXT) WHERE sequence = 3",
      3, "is not that of its digest"
    ),
    ("UPDATE entry SET time_s = time_s + 2e-14 WHERE sequence = 1", 1, "is not that of its digest"),
    (
      "UPDATE entry SET epoch_ns_tai = epoch_ns_tai + 1 WHERE sequence = 4", 4,
      "is not that of its digest"
    ),
    (
      "UPDATE entry SET state_ns_tai = state_ns_tai + 1 WHERE sequence = 4", 4,
      "is not that of its digest"
    ),
    ("UPDATE entry SET epoch_utc = '2031' WHERE sequence = 4", 4, "is not that of its digest"),
    ("UPDATE entry SET kind = 'event' WHERE kind = 'command'", 1, "is not that of its digest"),
    (
      "UPDATE entry SET state_digest = replace(state_digest, 'a', 'b') WHERE sequence = 5", 5,
      "is not that of its digest"
    ),
    ("UPDATE entry SET digest = 'a' WHERE sequence = 6", 6, "is not that of its digest"),
    (
      "UPDATE entry SET previous_digest = 'a' WHERE sequence = 6", 6,
      "does not follow from the one before it"
    ),
    // Taken away, swapped, added.
    ("DELETE FROM entry WHERE sequence = 0", 0, "is missing"),
    ("DELETE FROM entry WHERE sequence = 4", 4, "is missing"),
    ("DELETE FROM entry WHERE sequence > 5", 6, "is missing: the log stops before its end"),
    ("DELETE FROM entry", 0, "is missing: the log stops before its end"),
    (
      """
      UPDATE entry SET sequence = 99 WHERE sequence = 3; UPDATE entry SET sequence = 3
        WHERE sequence = 4; UPDATE entry SET sequence = 4 WHERE sequence = 99
      """, 3, "does not follow from the one before it"
    ),
    (
      """
      UPDATE entry SET payload =
        (SELECT other.payload FROM entry AS other WHERE other.sequence = 7 - entry.sequence)
        WHERE sequence IN (3, 4)
      """, 3, "is not that of its digest"
    ),
    (
      "INSERT INTO entry SELECT -1, epoch_ns_tai, epoch_utc, time_s, kind, payload, state_ns_tai, "
        + "state_digest, previous_digest, digest FROM entry WHERE sequence = 0", -1,
      "is outside the log"
    ),
    // Snapshots.
    (
      "UPDATE snapshot SET state = zeroblob(length(state)) WHERE sequence = 2", 2,
      "has a snapshot that is not that of its digest"
    ),
    ("DELETE FROM snapshot", 0, "has no snapshot"),
    ("DELETE FROM snapshot WHERE sequence = 0", 0, "has no snapshot"),
    ("INSERT INTO snapshot VALUES (9999, x'00')", 9999, "has a snapshot and is not there"),
  ])
  func namesWhatWasChanged(_ change: String, _ entry: Int64, _ what: String) throws {
    let verification = try LogFixtures.verifying(change)
    #expect(verification.firstBreak?.entry == entry)
    #expect(verification.firstBreak?.what == what)
  }

  @Test(arguments: [
    ("UPDATE header SET scenario_text = scenario_text || ' '", "scenario"),
    ("UPDATE header SET station_text = replace(station_text, '11000 kg', '11001 kg')", "station"),
    ("UPDATE header SET seed = '8'", "header"),
    ("UPDATE header SET data_tables = replace(data_tables, 'a', 'b')", "header"),
    ("UPDATE header SET start_ns_tai = start_ns_tai + 1", "header"),
    ("DELETE FROM header", "header"),
    ("CREATE TABLE more (a)", "tables"),
  ])
  func namesTheHeader(_ change: String, _ word: String) throws {
    let found = try #require(try LogFixtures.verifying(change).firstBreak)
    #expect(found.entry == nil)
    #expect(found.what.contains(word), "\(found)")
  }

  @Test func namesMissingGuards() throws {
    try LogFixtures.withLog { url in
      try DatabaseQueue(path: url.path).write { try $0.execute(sql: "DROP TRIGGER entry_kept") }
      #expect(try MissionLog.verify(url).firstBreak?.what.contains("triggers") == true)
    }
  }
}
