import Exchange
import Foundation
import Kinematics
import StationModel

/// A file of claims: what somebody said about a station, each with the checks that decide it.
public struct ClaimsFile: Sendable {
  /// What a claim is about.
  public enum Topic: String, CaseIterable, Sendable { case station, physics, history }

  /// A cut that checks speak of.
  public struct Cut: Sendable {
    public var id: String
    public var joints: [String]
    /// How long the pieces are flown [s].
    public var duration: Double
    /// The date; nil: that of the file.
    public var date: Epoch?
    public var line: Int
  }

  /// One claim.
  public struct Statement: Sendable {
    public var id: String
    /// The claim in our words.
    public var says: String
    /// Who said it: keys of sources.
    public var said: [String]
    public var topic: Topic
    public var checks: [Check]
    /// Why no check can decide it.
    public var cannotTell: String?
    /// What else a reader should know.
    public var note: String?
  }

  public var id: String
  public var name: String
  public var station: URL
  public var stationName: String
  public var stationLine: Int
  public var date: Epoch
  public var dateLine: Int
  public var cuts: [Cut]
  public var facts: [StatedFact]
  public var statements: [Statement]
  public var sources: [Source]
  public var file: String
}

/// What became of a claim.
public struct ClaimResult: Sendable {
  public var statement: ClaimsFile.Statement
  public var checks: [CheckResult]

  /// Holds if all checks hold, fails if one fails, and cannot be told otherwise.
  public var answer: CheckAnswer {
    if checks.contains(where: { $0.answer == .fails }) { return .fails }
    if statement.cannotTell != nil || checks.isEmpty { return .cannotTell }
    return checks.allSatisfy { $0.answer == .holds } ? .holds : .cannotTell
  }
}
