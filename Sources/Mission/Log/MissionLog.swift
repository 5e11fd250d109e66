import Crypto
import Exchange
import Foundation
import GRDB
import Kinematics

/// The mission log: an SQLite file that says what was flown, from what, and what came of it, in a
/// chain of digests that shows when a part was changed or taken away.
///
/// Table `header` has one row: the texts of scenario and station as they were flown, the digests of
/// the tables that were used, version and seed. Table `entry` is the log proper: commands and events
/// in the order in which they came about, each with the digest of the world after it. Table
/// `snapshot` has the state of the world after some of them.
///
///     try MissionLog.write(result, by: origin, to: url)
///     try MissionLog.verify(url).firstBreak      // nil: whole and unchanged
///
/// The digest of an entry is SHA-256 over the digest before it and its own canonical form (RFC
/// 8785), that of the first over the digest of the header. Whoever knows the last digest
/// can tell any other history from this one; who does not is protected from accidents only, for a
/// whole log can be written anew.
///
/// Nothing in it depends on the clock: the same input, version and seed give the same digests.
public enum MissionLog {
  /// Who wrote a log.
  public struct Origin: Sendable {
    /// Of Outpost.
    public var version: String
    /// Of all randomness.
    public var seed: UInt64

    /// An origin from its parts.
    public init(version: String, seed: UInt64) {
      self.version = version
      self.seed = seed
    }
  }
}

/// The row of table `header`. Whole numbers that binary64 cannot hold are texts in canonical forms.
struct LogHeader {
  var format: Int64
  var version: String
  var scenario: String
  var scenarioDigest: String
  var station: String
  var stationDigest: String
  /// Name and SHA-256 of every table of the folder `Data` that was used, as canonical JSON.
  var tables: String
  var seed: String
  var start: Epoch

  static let columns = """
    format, outpost_version, scenario_text, scenario_sha256, station_text, station_sha256, \
    data_tables, seed, start_ns_tai, start_utc, digest
    """

  var arguments: StatementArguments {
    [
      format, version, scenario, scenarioDigest, station, stationDigest, tables, seed,
      start.nanosecondsTAI, start.iso8601(digits: 9), digest,
    ]
  }

  /// SHA-256 over the canonical form, with digests in the place of the two texts.
  var digest: String {
    let form: JSONValue = [
      "format": .integer(format), "outpostVersion": .string(version),
      "scenarioSha256": .string(scenarioDigest), "stationSha256": .string(stationDigest),
      "dataTables": .string(tables), "seed": .string(seed),
      "startNanosecondsTai": .string(String(start.nanosecondsTAI)),
      "startUtc": .string(start.iso8601(digits: 9)),
    ]
    return SHA256.hexadecimal(form.canonical)
  }
}

/// A row of table `entry`.
struct LogEntry {
  var sequence: Int64
  var epoch: Epoch
  /// After the start [s].
  var time: Double
  var kind: String
  /// Canonical JSON.
  var payload: String
  /// The instant of the world that `stateDigest` is of.
  var stateEpoch: Epoch
  var stateDigest: String
  var previousDigest: String

  static let columns = """
    sequence, epoch_ns_tai, epoch_utc, time_s, kind, payload, state_ns_tai, state_digest, \
    previous_digest, digest
    """

  var arguments: StatementArguments {
    [
      sequence, epoch.nanosecondsTAI, epoch.iso8601(digits: 9), time, kind, payload,
      stateEpoch.nanosecondsTAI, stateDigest, previousDigest, digest,
    ]
  }

  /// SHA-256 over the digest before it and the canonical form.
  var digest: String {
    let form: JSONValue = [
      "sequence": .integer(sequence),
      "epochNanosecondsTai": .string(String(epoch.nanosecondsTAI)),
      "epochUtc": .string(epoch.iso8601(digits: 9)), "timeS": JSONValue(time),
      "kind": .string(kind), "payload": .string(payload),
      "stateNanosecondsTai": .string(String(stateEpoch.nanosecondsTAI)),
      "stateDigest": .string(stateDigest),
    ]
    return SHA256.hexadecimal(previousDigest + form.canonical)
  }
}
