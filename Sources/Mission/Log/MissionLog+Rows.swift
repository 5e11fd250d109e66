import Foundation
import GRDB
import Kinematics

extension MissionLog {
  /// Columns that hold numbers; all others hold texts.
  private static let numbers: Set = [
    "format", "start_ns_tai", "sequence", "epoch_ns_tai", "time_s", "state_ns_tai",
  ]

  /// Asks for columns. Texts come as bytes, so that none of them is changed or left out on the way.
  static func select(_ columns: String, from source: String) -> String {
    let texts = columns.split(separator: ", ").map { column in
      numbers.contains(String(column)) ? String(column) : "CAST(\(column) AS BLOB)"
    }
    return "SELECT \(texts.joined(separator: ", ")) FROM \(source)"
  }
}

extension Row {
  /// Values of a file that may hold anything anywhere; nil where it is not what is asked for.
  func integer(_ column: Int) -> Int64? {
    if case .int64(let value) = (self[column] as DatabaseValue).storage { return value }
    return nil
  }

  func number(_ column: Int) -> Double? {
    if case .double(let value) = (self[column] as DatabaseValue).storage { return value }
    return nil
  }

  func bytes(_ column: Int) -> Data? {
    if case .blob(let value) = (self[column] as DatabaseValue).storage { return value }
    return nil
  }

  func text(_ column: Int) -> String? {
    bytes(column).flatMap { String(validating: $0, as: UTF8.self) }
  }
}

extension LogHeader {
  /// Nil where the row is not the one that the header makes.
  init?(_ row: Row) {
    guard let format = row.integer(0), let version = row.text(1), let scenario = row.text(2),
      let scenarioDigest = row.text(3), let station = row.text(4), let stationDigest = row.text(5),
      let tables = row.text(6), let seed = row.text(7), let start = row.integer(8)
    else { return nil }
    self.init(
      format: format, version: version, scenario: scenario, scenarioDigest: scenarioDigest,
      station: station, stationDigest: stationDigest, tables: tables, seed: seed,
      start: Epoch(nanosecondsTAI: start))
    guard row.text(9) == self.start.iso8601(digits: 9), row.text(10) == digest else { return nil }
  }
}

extension LogEntry {
  /// Nil where a value is not of the kind that its column holds.
  init?(_ row: Row) {
    guard let sequence = row.integer(0), let epoch = row.integer(1), let time = row.number(3),
      let kind = row.text(4), let payload = row.text(5), let stateEpoch = row.integer(6),
      let stateDigest = row.text(7), let previousDigest = row.text(8)
    else { return nil }
    self.init(
      sequence: sequence, epoch: Epoch(nanosecondsTAI: epoch), time: time, kind: kind,
      payload: payload, stateEpoch: Epoch(nanosecondsTAI: stateEpoch), stateDigest: stateDigest,
      previousDigest: previousDigest)
  }

  /// Whether the row has the values that follow from the others.
  func isWritten(in row: Row) -> Bool {
    row.text(2) == epoch.iso8601(digits: 9) && row.text(9) == digest
  }
}
