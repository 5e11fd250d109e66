import NumericalMethods

/// The pull of a distant body on something near the Earth.
public enum ThirdBody {
  /// The acceleration [m/s²] relative to the Earth's centre at `position` [m] by a body of
  /// gravitational parameter `mu` [m³/s²] at `body` [m], both relative to the Earth's centre.
  ///
  /// The difference of two nearly equal pulls is written so that no digits cancel.
  /// Source: Battin, *An Introduction to the Mathematics and Methods of Astrodynamics*, rev. ed.
  /// (1999), section 8.4, equations 8.61 and 8.62.
  @inlinable
  public static func acceleration(
    at position: SIMD3<Double>, body: SIMD3<Double>, mu: Double
  ) -> SIMD3<Double> {
    let squared = body.squaredMagnitude
    let q = dot(position, position - 2 * body) / squared
    let ratio = 1 + q
    let cubed = ratio * ratio.squareRoot()
    let f = q * (3 + q * (3 + q)) / (1 + cubed)
    return (-mu / (squared * squared.squareRoot() * cubed)) * (position + f * body)
  }
}
