/// Zeros of a function of one variable.
public enum RootFinding {
  /// A zero of `f` in an interval at whose ends its signs differ, to within `tolerance` (in the unit
  /// of the argument) or the resolution of a double.
  ///
  /// Nil where the signs at the ends agree or a value is not a number. Brent (1973), Algorithms for
  /// Minimization without Derivatives, ch. 4.
  public static func brent(
    _ f: (Double) -> Double, in interval: ClosedRange<Double>, tolerance: Double
  ) -> Double? {
    let (a, b) = (interval.lowerBound, interval.upperBound)
    var previous = (x: a, y: f(a))
    var best = (x: b, y: f(b))
    if previous.y == 0 { return previous.x }
    if best.y == 0 { return best.x }
    guard (previous.y < 0) != (best.y < 0), !previous.y.isNaN, !best.y.isNaN else { return nil }
    var other = previous
    var step = best.x - previous.x
    var stepBefore = step
    // Bisection alone ends in 1,100 halvings; Brent's method in the square of a few at worst.
    for _ in 0..<2000 {
      if (best.y < 0) == (other.y < 0) {
        other = previous
        step = best.x - previous.x
        stepBefore = step
      }
      if abs(other.y) < abs(best.y) {
        previous = best
        best = other
        other = previous
      }
      let resolution = 2 * best.x.ulp + 0.5 * tolerance
      let half = 0.5 * (other.x - best.x)
      if best.y == 0 || abs(half) <= resolution { return best.x }
      let trial = interpolatedStep(previous, best, other)
      let isUsable = abs(trial) < min(1.5 * abs(half) - abs(resolution) / 2, abs(stepBefore) / 2)
      if isUsable && trial * half > 0 && abs(stepBefore) >= resolution {
        stepBefore = step
        step = trial
      } else {
        stepBefore = half
        step = half
      }
      previous = best
      let x = best.x + (abs(step) > resolution ? step : (half > 0 ? resolution : -resolution))
      best = (x, f(x))
      if best.y.isNaN { return nil }
    }
    return best.x
  }

  /// The step to the zero of the line through two points, or of the inverse parabola through three.
  private static func interpolatedStep(
    _ a: (x: Double, y: Double), _ b: (x: Double, y: Double), _ c: (x: Double, y: Double)
  ) -> Double {
    let s = b.y / a.y
    if a.x == c.x { return (c.x - b.x) * s / (s - 1) }
    let q = a.y / c.y
    let r = b.y / c.y
    let p = s * ((c.x - b.x) * q * (q - r) - (b.x - a.x) * (r - 1))
    return -p / ((q - 1) * (r - 1) * (s - 1))
  }
}
