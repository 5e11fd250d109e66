/// What this room refuses.
public enum FlightError: Error, Sendable, Hashable, CustomStringConvertible {
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
  /// A body turns by this [rad] beside its steady spin in one step of this length [s].
  case turnsTooFar(angle: Double, duration: Double)
  /// A step without a length above zero [s].
  case noDuration(Double)
  /// A state that is not a number.
  case notFinite

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
    case .turnsTooFar(let angle, let duration):
      "a body turns by \(angle) rad beside a steady spin in a step of \(duration) s; allowed: 0.5 rad, "
        + "by shorter steps"
    case .noDuration(let duration): "a step of \(duration) s; allowed: longer than 0 s"
    case .notFinite: "a state has a value that is not a number; allowed: finite ones"
    }
  }
}
