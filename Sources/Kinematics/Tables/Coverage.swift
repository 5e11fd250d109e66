/// How well a table of the world knows an instant.
public enum Coverage: Int, Sendable, Hashable, Comparable, CaseIterable {
  /// It was measured (or, of leap seconds, announced).
  case measured
  /// It rests on a prediction that the table gives.
  case predicted
  /// The table ends before it or starts after it; the nearest values are held.
  case beyond

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// From when to when a table is measured, and up to when it is predicted.
public struct CoverageDates: Sendable, Hashable, CustomStringConvertible {
  /// The first instant.
  public var first: Epoch
  /// The last instant that is measured; before `first` where nothing is.
  public var measuredTo: Epoch
  /// The last instant that is predicted, not before `measuredTo`.
  public var predictedTo: Epoch

  /// Dates from their parts.
  public init(first: Epoch, measuredTo: Epoch, predictedTo: Epoch) {
    self.first = first
    self.measuredTo = measuredTo
    self.predictedTo = max(predictedTo, measuredTo)
  }

  /// What is known of an instant.
  public func coverage(at epoch: Epoch) -> Coverage {
    if epoch < first || epoch > predictedTo { return .beyond }
    return epoch <= measuredTo ? .measured : .predicted
  }

  /// What is known of the least known instant of a span.
  public func coverage(from start: Epoch, to end: Epoch) -> Coverage {
    max(coverage(at: start), coverage(at: end))
  }

  /// The dates in words: `measured to 2026-10-22, predicted to 2027-10-23`.
  public var description: String {
    let predicted = "predicted to \(Self.day(predictedTo))"
    if measuredTo < first { return predicted }
    return predictedTo > measuredTo ? measuredInWords + ", " + predicted : measuredInWords
  }

  /// Up to when it is measured, in words.
  var measuredInWords: String { "measured to \(Self.day(measuredTo))" }

  /// What a result says of a table that it used from `start` to `end`.
  public func sentence(from start: Epoch, to end: Epoch) -> String {
    switch coverage(from: start, to: end) {
    case .measured: "measured over the whole span (\(self))"
    case .predicted: "rests on prediction after \(Self.day(measuredTo)) (\(self))"
    case .beyond:
      start < first
        ? "beyond the table before \(Self.day(first)): its first values are held (\(self))"
        : "beyond the table after \(Self.day(predictedTo)): its last values are held (\(self))"
    }
  }

  /// The date of an instant in UTC.
  static func day(_ epoch: Epoch) -> String { String(epoch.iso8601(digits: 0).prefix(10)) }
}
