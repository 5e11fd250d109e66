import Crypto
import Exchange
import Foundation
import GRDB
import Kinematics

extension MissionLog {
  /// What an examination of a log found.
  public struct Verification: Sendable, Hashable {
    /// How many entries there are before the first break.
    public var entries: Int
    /// The digest of the last of them.
    public var digest: String
    /// The first place that does not hold; nil: the log is whole and unchanged.
    public var firstBreak: Break?
  }

  /// A place of a log that was changed or taken away.
  public struct Break: Sendable, Hashable, CustomStringConvertible {
    /// The entry, from 0 on; nil: the header or the tables as such.
    public var entry: Int64?
    /// What does not agree, in words.
    public var what: String

    public var description: String { (entry.map { "entry \($0) " } ?? "") + what }
  }

  /// Follows the chain of a log from the header to the end.
  ///
  /// Whether the states can be flown again is another question, which a replay answers.
  ///
  /// - Throws: ``MissionError/notALog(path:reason:)``, ``MissionError/logUnreadable(path:reason:)``.
  public static func verify(_ url: URL) throws(MissionError) -> Verification {
    var configuration = Configuration()
    configuration.readonly = true
    // The file may be anybody's: what its schema calls is not run, what its pages say is checked.
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
    }
    do {
      let queue = try DatabaseQueue(path: url.path, configuration: configuration)
      return try queue.read { db in
        try checkFormat(db, path: url.path)
        var examination = Examination()
        try examination.run(db)
        return examination.verification
      }
    } catch let error as MissionError {
      throw error
    } catch DatabaseError.SQLITE_NOTADB {
      throw .notALog(path: url.path, reason: "it is no SQLite file")
    } catch {
      throw .logUnreadable(path: url.path, reason: reason(of: error))
    }
  }

  private static func checkFormat(_ db: Database, path: String) throws {
    guard try Int64.fetchOne(db, sql: "PRAGMA application_id") == applicationID else {
      throw MissionError.notALog(path: path, reason: "it is an SQLite file of something else")
    }
    let present = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard present == format else {
      throw MissionError.notALog(
        path: path, reason: "its format is \(present); allowed: \(format)")
    }
  }
}

/// One walk along the chain.
private struct Examination {
  private(set) var verification = MissionLog.Verification(entries: 0, digest: "")
  private var hasEnded = false

  /// Stops the walk.
  private struct Found: Error {
    var place: MissionLog.Break
  }

  mutating func run(_ db: Database) throws {
    do {
      try checkDeclarations(db)
      try checkHeader(db)
      try checkEntries(db)
      try checkSnapshots(db)
    } catch let found as Found {
      verification.firstBreak = found.place
    }
  }

  private func found(_ entry: Int64?, _ what: String) -> Found {
    Found(place: MissionLog.Break(entry: entry, what: what))
  }

  /// Tables could be views, and guards could be gone.
  private func checkDeclarations(_ db: Database) throws {
    let expected = try DatabaseQueue().write { db in
      try MissionLog.migrate(db)
      return try MissionLog.declarations(db)
    }
    guard try MissionLog.declarations(db) == expected else {
      throw found(nil, "the tables or their triggers are not those of a mission log")
    }
  }

  private mutating func checkHeader(_ db: Database) throws {
    let rows = try Row.fetchAll(
      db, sql: MissionLog.select(LogHeader.columns, from: "header LIMIT 2"))
    guard rows.count == 1, let header = LogHeader(rows[0]) else {
      throw found(nil, "the header is missing or is not that of its digest")
    }
    guard header.scenarioDigest == SHA256.hexadecimal(header.scenario) else {
      throw found(nil, "the text of the scenario is not that of the header's digest")
    }
    guard header.stationDigest == SHA256.hexadecimal(header.station) else {
      throw found(nil, "the text of the station is not that of the header's digest")
    }
    verification.digest = header.digest
  }

  private mutating func checkEntries(_ db: Database) throws {
    let rows = try Row.fetchCursor(
      db, sql: MissionLog.select(LogEntry.columns, from: "entry ORDER BY sequence"))
    while let row = try rows.next() { try check(row) }
    if !hasEnded {
      throw found(Int64(verification.entries), "is missing: the log stops before its end")
    }
  }

  private mutating func check(_ row: Row) throws {
    let expected = Int64(verification.entries)
    guard let entry = LogEntry(row) else { throw found(expected, "cannot be read") }
    guard entry.sequence <= expected else { throw found(expected, "is missing") }
    guard entry.sequence == expected, !hasEnded else {
      throw found(entry.sequence, "is outside the log")
    }
    guard entry.previousDigest == verification.digest else {
      throw found(expected, "does not follow from the one before it")
    }
    guard entry.isWritten(in: row) else { throw found(expected, "is not that of its digest") }
    guard (expected == 0) == (entry.kind == "start") else {
      throw found(expected, expected == 0 ? "is not the start" : "starts the log again")
    }
    hasEnded = entry.kind == "end"
    verification.digest = entry.digest
    verification.entries += 1
  }

  /// Every state is that of its entry's digest; the first, from which a replay starts, is there.
  private func checkSnapshots(_ db: Database) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT snapshot.sequence, state, CAST(state_digest AS BLOB)
        FROM snapshot LEFT JOIN entry ON entry.sequence = snapshot.sequence
        ORDER BY snapshot.sequence
        """)
    var isFirst = true
    while let row = try rows.next() {
      guard let sequence = row.integer(0), let state = row.bytes(1) else {
        throw found(row.integer(0), "has a snapshot that cannot be read")
      }
      guard !isFirst || sequence == 0 else { break }
      isFirst = false
      guard let digest = row.text(2) else {
        throw found(sequence, "has a snapshot and is not there")
      }
      guard SHA256.hexadecimal(state) == digest else {
        throw found(sequence, "has a snapshot that is not that of its digest")
      }
    }
    if isFirst { throw found(0, "has no snapshot") }
  }
}
