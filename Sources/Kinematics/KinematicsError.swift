/// What can be wrong with a date, a table of Earth orientation or an orbit.
public enum KinematicsError: Error, Sendable, CustomStringConvertible {
  /// The text is not a date that is understood.
  case notADate(String)
  /// The date is outside the span that UTC and the epoch cover.
  case dateOutsideCoverage(String)
  /// A file cannot be read.
  case fileUnreadable(path: String)
  /// A line of a file is not what its format says.
  case malformed(path: String, line: Int, what: String)
  /// An instant outside what a table covers.
  case outsideCoverage(what: String, epoch: String, span: String)
  /// The state has no orbit of the kind that was asked for.
  case degenerateOrbit(String)

  public var description: String {
    switch self {
    case .notADate(let text):
      "'\(text)' is not a date; allowed: 2022-03-11, 2022-03-11T12:34:56.789Z, 2022-070T12:34:56Z"
    case .dateOutsideCoverage(let text):
      "'\(text)' is outside the covered span; allowed: 1972-01-01 to 2200-01-01"
    case .fileUnreadable(let path): "\(path) cannot be read"
    case .malformed(let path, let line, let what): "\(path):\(line): \(what)"
    case .outsideCoverage(let what, let epoch, let span): "\(what) covers \(span), not \(epoch)"
    case .degenerateOrbit(let what): what
    }
  }
}
