import Exchange
import Foundation
import Kinematics

/// One statement that numbers can decide: a subject and conditions on it.
///
/// Expectations of scenarios and the checks behind claims are both this.
public struct Check: Sendable {
  /// What is looked at.
  public enum Subject: Sendable {
    /// A recorded quantity of the piece that holds a module.
    case series(RecordedQuantity, of: String, Window)
    /// A recorded quantity of the pieces that hold two modules.
    case pairSeries(PairQuantity, between: String, and: String, Window)
    /// A value of the verdict; in a file of claims, of the cut with this id.
    case verdict(DocumentPath, cut: String?)
    /// A value of the whole result of a run.
    case result(DocumentPath)
    /// A value of the station of the date.
    case station(DocumentPath)
    /// A fact of the file.
    case fact(String)
    /// How many events of a kind there were.
    case events(MissionEvent.Kind, cut: String?)
  }

  /// When a condition on a series has to hold.
  public enum When: String, CaseIterable, Sendable {
    /// At every record of the window.
    case always
    /// At one record of the window at least.
    case eventually
    /// At the last record of the window.
    case atEnd
  }

  /// The part of a flight that counts [s after the start].
  public struct Window: Sendable, Hashable {
    /// When in it the condition has to hold.
    public var when: When
    /// Its first instant [s after the start].
    public var from: Double
    /// Its last instant [s after the start].
    public var until: Double
  }

  /// A unit and its size in the SI unit.
  public struct Unit: Sendable, Hashable {
    /// As the file writes it.
    public var name: String
    /// How many SI units it is.
    public var size: Double
  }

  /// What has to be true of the subject.
  public enum Condition: Sendable, Hashable {
    /// The number is this or more, in SI.
    case least(Double)
    /// The number is this or less, in SI.
    case most(Double)
    /// The number is off by the tolerance or less, both in SI.
    case near(Double, tolerance: Double)
    /// The value is this.
    case equals(Scalar)
    /// The value is another.
    case differs(Scalar)
    /// The list has this text as an item, or the text has it as a part.
    case contains(String)
    /// The list does not have this text as an item, or the text not as a part.
    case lacks(String)
    /// The date is earlier.
    case before(Epoch)
    /// The date is later.
    case after(Epoch)
  }

  /// A single value of a document.
  public enum Scalar: Sendable, Hashable {
    /// A text.
    case text(String)
    /// A number.
    case number(Double)
    /// True or false.
    case flag(Bool)

    func equals(_ value: JSONValue) -> Bool {
      switch self {
      case .text(let text): value.text == text
      case .number(let number): value.double == number
      case .flag(let flag): value == .bool(flag)
      }
    }

    var words: String {
      switch self {
      case .text(let text): "'\(text)'"
      case .number(let number): JSONValue.written(number)
      case .flag(let flag): flag ? "true" : "false"
      }
    }
  }

  /// What is stated, in words.
  public var says: String
  /// What is looked at.
  public var subject: Subject
  /// What has to be true of it, all of them.
  public var conditions: [Condition]
  /// The unit in which the first number of a series was asked for, for people; nil: the SI unit.
  public var unit: Unit?
  /// Line of the file that names what is looked at.
  public var line: Int
}

/// What a check came to.
public enum CheckAnswer: String, Sendable {
  /// All conditions are true.
  case holds
  /// A condition is not true.
  case fails
  /// Nothing is there to decide it by.
  case cannotTell
}

/// A check, answered.
public struct CheckResult: Sendable {
  /// What was stated, in words.
  public var says: String
  /// Whether it holds.
  public var answer: CheckAnswer
  /// What was found.
  public var observed: JSONValue
  /// What was asked for and what was found, in a sentence.
  public var evidence: String
  /// Where it was looked for: a path, a series, a fact, with its source where it has one.
  public var subject: String
  /// When a series broke or met its condition, after the start [s].
  public var time: Double?

  var json: JSONValue {
    [
      "says": .string(says), "answer": .string(answer.rawValue), "observed": observed,
      "subject": .string(subject), "evidence": .string(evidence),
    ]
  }
}

extension Check.Condition {
  /// The condition in words, numbers as so many of `unit`, a name with its size in the SI unit.
  func words(_ unit: Check.Unit) -> String {
    let tail = unit.name.isEmpty || unit.name == "1" ? "" : " " + unit.name
    // Twelve digits: what the factor of the unit does to the last ones was not asked for.
    func number(_ value: Double) -> String {
      let written = value / unit.size
      return JSONValue.written(
        unit.size == 1 ? written : Double(String(format: "%.12g", written)) ?? written)
    }
    switch self {
    case .least(let value): return "at least \(number(value))\(tail)"
    case .most(let value): return "at most \(number(value))\(tail)"
    case .near(let value, let tolerance):
      return "\(number(value)) within \(number(tolerance))\(tail)"
    case .equals(.number(let value)): return "is \(number(value))\(tail)"
    case .differs(.number(let value)): return "is not \(number(value))\(tail)"
    case .equals(let scalar): return "is \(scalar.words)\(tail)"
    case .differs(let scalar): return "is not \(scalar.words)\(tail)"
    case .contains(let text): return "contains '\(text)'"
    case .lacks(let text): return "lacks '\(text)'"
    case .before(let epoch): return "before \(epoch.iso8601(digits: 0))"
    case .after(let epoch): return "after \(epoch.iso8601(digits: 0))"
    }
  }

  /// Whether a number meets it; nil where the condition is not about numbers.
  func holds(_ value: Double) -> Bool? {
    switch self {
    case .least(let bound): value >= bound
    case .most(let bound): value <= bound
    case .near(let centre, let tolerance): abs(value - centre) <= tolerance
    case .equals(.number(let number)): value == number
    case .differs(.number(let number)): value != number
    default: nil
    }
  }

  /// Whether a value of a document meets it; nil where it cannot be told: the value is null, or of
  /// another kind than the condition.
  func holds(_ value: JSONValue) -> Bool? {
    if value == .null { return nil }
    switch self {
    case .equals(let scalar): return scalar.equals(value)
    case .differs(let scalar): return !scalar.equals(value)
    case .contains(let text), .lacks(let text):
      let found: Bool
      switch value {
      case .array(let items): found = items.contains(.string(text))
      case .string(let whole): found = whole.contains(text)
      default: return nil
      }
      if case .contains = self { return found }
      return !found
    case .before(let bound), .after(let bound):
      guard let text = value.text, let epoch = try? Epoch(utc: text) else { return nil }
      if case .before = self { return epoch < bound }
      return epoch > bound
    default:
      guard let number = value.double else { return nil }
      return holds(number)
    }
  }
}
