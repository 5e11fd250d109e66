/// What attitude control refuses.
public enum ControlError: Error, Sendable, Equatable, CustomStringConvertible {
  /// No body has this inertia; the principal moments [kg m²].
  case inertia(SIMD3<Double>)
  /// A value outside what is meant; `allowed` spells the range with its unit.
  case outOfRange(what: String, value: Double, allowed: String)
  /// A list that should have entries has none, or two lists that belong together differ in length.
  case count(what: String, count: Int, allowed: String)
  /// A jet whose direction has no length.
  case jetPointsNowhere(String)
  /// No linear feedback steadies the body and empties its gyroscopes.
  case notStabilizable

  /// The error in a sentence, with what is allowed.
  public var description: String {
    switch self {
    case .inertia(let m):
      "no body has the principal moments of inertia \(m.x), \(m.y), \(m.z) kg m²; allowed: positive, "
        + "none above the sum of the others"
    case .outOfRange(let what, let value, let allowed):
      "\(what) (\(value)) is out of range; allowed: \(allowed)"
    case .count(let what, let count, let allowed):
      "\(count) \(what); allowed: \(allowed)"
    case .jetPointsNowhere(let id):
      "jet '\(id)' points nowhere; allowed: a direction of a length other than zero"
    case .notStabilizable:
      "gravity gives no hold by which to empty the gyroscopes; allowed: three different principal "
        + "moments of inertia"
    }
  }
}
