import Kinematics
import SpaceEnvironment

/// What can be wrong with an arc or stop an orbit.
public enum OrbitError: Error, Sendable, Equatable {
  /// The object came below the altitude where an orbit ends; altitude above the ellipsoid [m].
  case reentered(at: Epoch, altitude: Double)
  /// A value outside what is meant; `allowed` spells the range with its unit.
  case outOfRange(what: String, value: Double, allowed: String)
  /// An instant outside the arc that forces were prepared for.
  case outsideArc(epoch: Epoch, arc: ClosedRange<Epoch>)
  /// The state is not finite any more.
  case notFinite(at: Epoch)
  /// No orbit fits the observations; why.
  case fitFailed(String)
  /// The Sun and the Moon are not known for the arc.
  case ephemeris(EnvironmentError)
  /// SGP4 has no state so many minutes after the epoch of its elements.
  case sgp4(SGP4Failure, minutes: Double)
}

extension OrbitError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .reentered(let epoch, let altitude):
      """
      the object reentered at \(epoch.iso8601(digits: 0)): altitude \
      (\((altitude / 1000).rounded()) km) is below 100 km; allowed: an orbit above that
      """
    case .outOfRange(let what, let value, let allowed):
      "\(what) (\(value)) is out of range; allowed: \(allowed)"
    case .outsideArc(let epoch, let arc):
      """
      \(epoch.iso8601(digits: 0)) is outside the arc that forces were prepared for; allowed: \
      \(arc.lowerBound.iso8601(digits: 0)) to \(arc.upperBound.iso8601(digits: 0))
      """
    case .sgp4(let failure, let minutes):
      "SGP4 has no state \(minutes) min after the elements: error \(failure.code), \(failure)"
    case .fitFailed(let why): why
    case .ephemeris(.outsideCoverage(let what, let epoch, let span)):
      """
      \(epoch.iso8601(digits: 0)) is outside \(what); allowed: \
      \(span.lowerBound.iso8601(digits: 0)) to \(span.upperBound.iso8601(digits: 0)), or the series \
      of Sun and Moon
      """
    case .ephemeris(let error): error.description
    case .notFinite(let epoch):
      """
      the state is not finite any more at \(epoch.iso8601(digits: 0)); allowed: an orbit above the \
      ground, from 1972 to 2199
      """
    }
  }
}
