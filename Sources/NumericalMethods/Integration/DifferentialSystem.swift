/// A system of ordinary differential equations of first order, y' = f(t, y).
public protocol DifferentialSystem {
  /// How many components the state has.
  var dimension: Int { get }

  /// Writes the rate of the state at a time; both buffers have `dimension` elements.
  mutating func derivative(
    at time: Double, of state: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>)
}

/// What can stop an integration. Which component it was says the integrator's
/// `troubledComponent`.
public enum IntegrationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The state or its rate is infinite or not a number at this time [s].
  case notFinite(time: Double)

  /// The tolerances ask for a step [s] that the time [s] cannot resolve.
  case stepUnderflow(time: Double, step: Double)

  /// A tolerance, step or time that makes no sense; `allowed` spells what does.
  case invalid(what: String, value: Double, allowed: String)

  public var description: String {
    switch self {
    case .notFinite(let time): "the state or its rate is not finite at \(time) s"
    case .stepUnderflow(let time, let step):
      "the step (\(step) s) at \(time) s is too short to advance the time"
    case .invalid(let what, let value, let allowed):
      "\(what) (\(value)) is out of range; allowed: \(allowed)"
    }
  }
}
