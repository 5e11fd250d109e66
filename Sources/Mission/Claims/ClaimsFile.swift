import Exchange
import Foundation
import Kinematics
import StationModel

/// A file of claims: what somebody said about a station, each with the checks that decide it.
public struct ClaimsFile: Sendable {
  /// What a claim is about.
  public enum Topic: String, CaseIterable, Sendable {
    /// What the station has.
    case station
    /// What nature does to it.
    case physics
    /// What happened.
    case history
  }

  /// A cut that checks speak of.
  public struct Cut: Sendable {
    /// Unique in the file.
    public var id: String
    /// The joints that are opened, by id.
    public var joints: [String]
    /// How long the pieces are flown [s].
    public var duration: Double
    /// The date; nil: that of the file.
    public var date: Epoch?
    /// Line of the file.
    public var line: Int
  }

  /// One claim.
  public struct Statement: Sendable {
    /// Unique in the file.
    public var id: String
    /// The claim in our words.
    public var says: String
    /// Who said it: keys of sources.
    public var said: [String]
    /// What it is about.
    public var topic: Topic
    /// What decides it.
    public var checks: [Check]
    /// Why no check can decide it.
    public var cannotTell: String?
    /// What else a reader should know.
    public var note: String?
  }

  /// For machines: letters, digits, `-` and `_`.
  public var id: String
  /// For people.
  public var name: String
  /// The station file.
  public var station: URL
  /// As the file names the station file.
  public var stationName: String
  /// Line where it does.
  public var stationLine: Int
  /// The date of the station.
  public var date: Epoch
  /// Line where it stands.
  public var dateLine: Int
  /// The cuts that checks speak of.
  public var cuts: [Cut]
  /// What happened or was measured.
  public var facts: [StatedFact]
  /// The claims.
  public var statements: [Statement]
  /// Where facts and claims are from.
  public var sources: [Source]
  /// The file, as it was named by the caller.
  public var file: String
}

/// What became of a claim.
public struct ClaimResult: Sendable {
  /// The claim.
  public var statement: ClaimsFile.Statement
  /// Its checks, answered, in the order of the file.
  public var checks: [CheckResult]

  /// Holds if all checks hold, fails if one fails, and cannot be told otherwise.
  public var answer: CheckAnswer {
    if checks.contains(where: { $0.answer == .fails }) { return .fails }
    if statement.cannotTell != nil || checks.isEmpty { return .cannotTell }
    return checks.allSatisfy { $0.answer == .holds } ? .holds : .cannotTell
  }
}
