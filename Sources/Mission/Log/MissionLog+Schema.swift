import GRDB

extension MissionLog {
  /// Marks an SQLite file as a mission log, `PRAGMA application_id`: "Outp" in ASCII.
  static let applicationID: Int64 = 0x4F75_7470

  /// The newest format, `PRAGMA user_version`.
  static var format: Int64 { Int64(migrations.count) }

  /// What makes each format out of the one before it, from nothing on. One that has been released
  /// is never changed.
  private static let migrations = [tables + guards]

  private static let tables = """
    CREATE TABLE header (
      format INTEGER NOT NULL, outpost_version TEXT NOT NULL,
      scenario_text TEXT NOT NULL, scenario_sha256 TEXT NOT NULL,
      station_text TEXT NOT NULL, station_sha256 TEXT NOT NULL,
      data_tables TEXT NOT NULL, seed TEXT NOT NULL,
      start_ns_tai INTEGER NOT NULL, start_utc TEXT NOT NULL,
      digest TEXT NOT NULL
    ) STRICT;
    CREATE TABLE entry (
      sequence INTEGER PRIMARY KEY,
      epoch_ns_tai INTEGER NOT NULL, epoch_utc TEXT NOT NULL, time_s REAL NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('start', 'command', 'event', 'end')),
      payload TEXT NOT NULL,
      state_ns_tai INTEGER NOT NULL, state_digest TEXT NOT NULL,
      previous_digest TEXT NOT NULL, digest TEXT NOT NULL
    ) STRICT;
    CREATE TABLE snapshot (
      sequence INTEGER PRIMARY KEY REFERENCES entry (sequence),
      state BLOB NOT NULL
    ) STRICT;

    """

  /// Rows are added and never changed; INSERT OR REPLACE, too, only adds.
  private static let guards = """
    CREATE TRIGGER header_once BEFORE INSERT ON header WHEN EXISTS (SELECT 1 FROM header)
    BEGIN SELECT RAISE(ABORT, 'the log has its header'); END;
    CREATE TRIGGER header_unchanged BEFORE UPDATE ON header
    BEGIN SELECT RAISE(ABORT, 'the header of the log does not change'); END;
    CREATE TRIGGER header_kept BEFORE DELETE ON header
    BEGIN SELECT RAISE(ABORT, 'the header of the log stays'); END;
    CREATE TRIGGER entry_chained BEFORE INSERT ON entry
    WHEN NEW.sequence IS NOT (SELECT COALESCE(MAX(sequence) + 1, 0) FROM entry)
      OR NEW.previous_digest IS NOT COALESCE(
        (SELECT digest FROM entry ORDER BY sequence DESC LIMIT 1), (SELECT digest FROM header))
      OR (SELECT kind FROM entry ORDER BY sequence DESC LIMIT 1) = 'end'
    BEGIN SELECT RAISE(ABORT, 'an entry of the log goes behind the last'); END;
    CREATE TRIGGER entry_unchanged BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries of the log do not change'); END;
    CREATE TRIGGER entry_kept BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries of the log stay'); END;
    CREATE TRIGGER snapshot_once BEFORE INSERT ON snapshot
    WHEN EXISTS (SELECT 1 FROM snapshot WHERE sequence = NEW.sequence)
    BEGIN SELECT RAISE(ABORT, 'the entry has its snapshot'); END;
    CREATE TRIGGER snapshot_unchanged BEFORE UPDATE ON snapshot
    BEGIN SELECT RAISE(ABORT, 'snapshots of the log do not change'); END;
    CREATE TRIGGER snapshot_kept BEFORE DELETE ON snapshot
    BEGIN SELECT RAISE(ABORT, 'snapshots of the log stay'); END;
    """

  /// Brings a database to the newest format; a new one is empty.
  static func migrate(_ db: Database) throws {
    let present = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    for migration in migrations.dropFirst(Int(clamping: present)) {
      try db.execute(sql: migration)
    }
    try db.execute(sql: "PRAGMA user_version = \(format)")
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
  }

  /// Tables, triggers and what else a database consists of, as they were declared.
  static func declarations(_ db: Database) throws -> [[DatabaseValue]] {
    try Row.fetchAll(
      db, sql: "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    ).map { Array($0.databaseValues) }
  }
}
