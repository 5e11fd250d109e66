import Exchange
import Foundation
import Kinematics
import SpaceEnvironment

/// The tables of the world that age, as they are used: which file, from whom, and how far it goes.
public struct TablesInUse: Sendable {
  /// One table.
  public struct Entry: Sendable {
    /// Which.
    public var table: DataFolder.Table
    /// The file that is used.
    public var file: URL
    /// Who published it, with its date.
    public var source: String
    /// From when to when it is known.
    public var dates: CoverageDates
    /// How far it goes, in words.
    public var words: String
  }

  /// Every table, in a fixed order.
  public let entries: [Entry]

  /// The tables in use.
  ///
  /// - Parameter folder: the folder `Data` that Outpost carries.
  /// - Throws: what their readers throw for a carried table.
  public init(carriedIn folder: URL) throws {
    entries = try DataFolder.Table.allCases.map { table in
      try DataFolder.inUse(table, carriedIn: folder, coverage: \.dates) {
        try Self.entry(table, at: $0)
      }.table
    }
  }

  /// What a file of a table holds.
  ///
  /// - Throws: what the table's reader throws.
  static func entry(_ table: DataFolder.Table, at file: URL) throws -> Entry {
    switch table {
    case .earthOrientation:
      let read = try EarthOrientation(tableAt: file)
      return Entry(
        table: table, file: file, source: read.source, dates: read.coverage,
        words: read.coverage.description)
    case .spaceWeather:
      let read = try SpaceWeather(tableAt: file)
      return Entry(
        table: table, file: file, source: read.source, dates: read.dates,
        words: read.coverageInWords)
    case .leapSeconds:
      let read = try LeapSeconds(tableAt: file)
      return Entry(
        table: table, file: file, source: read.source, dates: read.coverage,
        words: "announced to \(read.expires.iso8601(digits: 0).prefix(10))")
    }
  }

  /// The tables for people, a line each.
  public var text: String {
    entries.map { entry in
      "\(entry.table.title): \(entry.words)\n  \(entry.source); \(entry.file.path)\n"
    }.joined()
  }

  /// The tables as JSON; the paths of the files stand under `run`.
  public var document: JSONValue {
    [
      "tables": .array(
        entries.map { entry in
          [
            "table": .string(entry.table.key), "source": .string(entry.source),
            "fromUtc": .string(entry.dates.first.iso8601(digits: 0)),
            "measuredToUtc": .string(entry.dates.measuredTo.iso8601(digits: 0)),
            "predictedToUtc": .string(entry.dates.predictedTo.iso8601(digits: 0)),
            "coverage": .string(entry.words),
          ]
        }),
      "run": [
        "files": .object(entries.map { .init($0.table.key, .string($0.file.path)) })
      ],
    ]
  }
}

extension DataFolder.Table {
  /// Its name in JSON.
  var key: String {
    switch self {
    case .earthOrientation: "earthOrientation"
    case .spaceWeather: "spaceWeather"
    case .leapSeconds: "leapSeconds"
    }
  }

  /// Its name for people.
  var title: String {
    switch self {
    case .earthOrientation: "Earth orientation"
    case .spaceWeather: "space weather"
    case .leapSeconds: "leap seconds"
    }
  }

  /// Where it is published; the first that answers is taken.
  var addresses: [String] {
    switch self {
    case .earthOrientation:
      [
        "https://datacenter.iers.org/data/9/finals2000A.all",
        "https://maia.usno.navy.mil/ser7/finals2000A.all",
      ]
    case .spaceWeather:
      ["https://celestrak.org/SpaceData/SW-All.csv"]
    case .leapSeconds:
      [
        "https://hpiers.obspm.fr/iers/bul/bulc/ntp/leap-seconds.list",
        "https://data.iana.org/time-zones/data/leap-seconds.list",
      ]
    }
  }
}
