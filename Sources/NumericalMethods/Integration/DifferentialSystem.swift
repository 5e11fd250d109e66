/// A system of ordinary differential equations of first order, y' = f(t, y).
public protocol DifferentialSystem {
  /// How many components the state has.
  var dimension: Int { get }

  /// Writes the rate of the state at a time; both buffers have `dimension` elements.
  mutating func derivative(
    at time: Double, of state: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>)
}
