import Crypto
import Exchange
import Foundation
import GRDB
import Kinematics

extension MissionLog {
  /// Writes the log of a flight. What stands at `url` afterwards is the whole log in one file, or
  /// what was there before.
  ///
  /// - Throws: `ExchangeError.notWritable`, with the reason that SQLite gives, where the folder
  ///   cannot be written or the disk is full.
  public static func write(
    _ result: MissionResult, by origin: Origin, to url: URL
  ) throws(ExchangeError) {
    try replaceAtomically(url) { (temporary) throws(ExchangeError) in
      do {
        try? FileManager.default.removeItem(at: temporary)
        removeSideFiles(of: temporary)
        try write(result, origin, into: temporary)
        // Those of an older log of this name, left when its writer was stopped, would be taken for
        // parts of this one.
        removeSideFiles(of: url)
      } catch {
        removeSideFiles(of: temporary)
        throw .notWritable(path: url.path, reason: reason(of: error))
      }
    }
  }

  private static func write(
    _ result: MissionResult, _ origin: Origin, into file: URL
  ) throws {
    let queue = try DatabaseQueue(path: file.path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
      // The flight is over: nothing was acknowledged that would need a transaction of its own.
      try db.inTransaction {
        try migrate(db)
        try insert(result, origin, in: db)
        return .commit
      }
      // Takes the write-ahead log into the file and removes it.
      let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
      guard mode == "delete" else { throw DatabaseError(message: "the log cannot be closed") }
    }
    try queue.close()
  }

  private static func insert(
    _ result: MissionResult, _ origin: Origin, in db: Database
  ) throws {
    let scenario = result.scenario
    let start = result.recording.start
    let header = LogHeader(
      format: format, version: origin.version, scenario: scenario.text,
      scenarioDigest: SHA256.hexadecimal(scenario.text), station: scenario.stationText,
      stationDigest: SHA256.hexadecimal(scenario.stationText), tables: result.tables.canonical,
      seed: String(origin.seed), start: start)
    try insert(header.arguments, into: "header", LogHeader.columns, in: db)
    var last = header.digest
    for (sequence, told) in result.journal.entries.enumerated() {
      var payload = told.payload
      if told.kind == .end { payload.set("resultDigest", result.document["resultDigest"] ?? .null) }
      let entry = LogEntry(
        sequence: Int64(sequence), epoch: start + told.time, time: told.time,
        kind: told.kind.rawValue, payload: payload.canonical, stateEpoch: told.stateEpoch,
        stateDigest: told.stateDigest, previousDigest: last)
      try insert(entry.arguments, into: "entry", LogEntry.columns, in: db)
      last = entry.digest
      if let state = told.state {
        try insert([sequence, Data(state)], into: "snapshot", "sequence, state", in: db)
      }
    }
  }

  private static func insert(
    _ values: StatementArguments, into table: String, _ columns: String, in db: Database
  ) throws {
    let count = columns.split(separator: ",").count
    let places = Array(repeating: "?", count: count).joined(separator: ", ")
    try db.cachedStatement(sql: "INSERT INTO \(table) (\(columns)) VALUES (\(places))")
      .execute(arguments: values)
  }

  /// Removes what SQLite keeps beside a file while it writes.
  private static func removeSideFiles(of url: URL) {
    for suffix in ["-wal", "-shm", "-journal"] {
      try? FileManager.default.removeItem(atPath: url.path + suffix)
    }
  }

  /// What SQLite says of an error.
  static func reason(of error: any Error) -> String {
    (error as? DatabaseError)?.message ?? "\(error)"
  }
}
