/// A system of ordinary differential equations of first order, y' = f(t, y).
public protocol DifferentialSystem {
  /// How many components the state has.
  var dimension: Int { get }

  /// Writes the rate of the state at a time; both buffers have `dimension` elements.
  mutating func derivative(
    at time: Double, of state: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>)
}

/// Why an integration cannot go on.
public enum IntegrationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The tolerances ask for steps that the time [s] cannot resolve; `component` has the largest
  /// error of the last trial.
  case stepUnderflow(time: Double, component: Int)

  /// A component of the state or of its rate is infinite or not a number.
  case nonFiniteState(time: Double, component: Int)

  public var description: String {
    switch self {
    case .stepUnderflow(let time, let component):
      "step at \(time) s is below the resolution of time; component \(component) is the roughest"
    case .nonFiniteState(let time, let component):
      "component \(component) of the state or its rate is not finite at \(time) s"
    }
  }
}
