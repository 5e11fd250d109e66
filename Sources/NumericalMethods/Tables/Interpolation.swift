/// Values between given points.
public enum Interpolation {
  /// The cubic through two points with given slopes there, at `x`; exact for cubics.
  ///
  /// Valid between `x0` and `x1`, which differ; outside it extrapolates. A slope has the unit of y
  /// over that of x.
  @inlinable
  public static func cubicHermite(
    at x: Double, x0: Double, y0: Double, slope0: Double, x1: Double, y1: Double, slope1: Double
  ) -> Double {
    let width = x1 - x0
    let t = (x - x0) / width
    let u = 1 - t
    let ends = y0 * (u * u * (1 + 2 * t)) + y1 * (t * t * (1 + 2 * u))
    return ends + width * t * u * (slope0 * u - slope1 * t)
  }
}
