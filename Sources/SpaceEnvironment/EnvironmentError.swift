import Kinematics

/// What can be wrong with a file of the space environment or with a question asked of a model.
public enum EnvironmentError: Error, Sendable, Equatable {
  /// A file cannot be read.
  case fileUnreadable(path: String)
  /// A line of a file is not what its format says; line 0 stands for the file as a whole.
  case malformed(path: String, line: Int, what: String)
  /// An instant outside what a table covers.
  case outsideCoverage(what: String, epoch: Epoch, span: ClosedRange<Epoch>)
  /// A value outside what a model is made for; `allowed` spells the range with its unit.
  case outOfRange(what: String, value: Double, allowed: String)
}

extension EnvironmentError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fileUnreadable(let path): "\(path) cannot be read"
    case .malformed(let path, 0, let what): "\(path): \(what)"
    case .malformed(let path, let line, let what): "\(path):\(line): \(what)"
    case .outsideCoverage(let what, let epoch, let span):
      """
      \(what) covers \(span.lowerBound.iso8601(digits: 0)) to \
      \(span.upperBound.iso8601(digits: 0)), not \(epoch.iso8601(digits: 0))
      """
    case .outOfRange(let what, let value, let allowed):
      "\(what) (\(value)) is out of range; allowed: \(allowed)"
    }
  }
}
