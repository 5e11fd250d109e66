/// Minima of a function of one variable.
public enum Minimization {
  /// A local minimum of `f` in an interval, the only one where `f` has one minimum there.
  ///
  /// The place is good to `tolerance` (in the unit of the argument), but no better than about 1e-8
  /// of itself, where the function is flat to the last digit. Golden section and parabola: Brent
  /// (1973), Algorithms for Minimization without Derivatives, ch. 5.
  public static func brent(
    _ f: (Double) -> Double, in interval: ClosedRange<Double>, tolerance: Double
  ) -> (x: Double, value: Double) {
    let golden = 0.381_966_011_250_105_1  // (3 − √5)/2
    var (low, high) = (interval.lowerBound, interval.upperBound)
    let start = low + golden * (high - low)
    var best = (x: start, y: f(start))
    var second = best
    var third = best
    var step = 0.0
    var stepBefore = 0.0
    for _ in 0..<500 {
      let middle = 0.5 * (low + high)
      let resolution = 1.5e-8 * abs(best.x) + tolerance / 3
      if abs(best.x - middle) <= 2 * resolution - 0.5 * (high - low) { break }
      let trial = parabolicStep(best, second, third)
      let lands = best.x + trial > low && best.x + trial < high
      if abs(stepBefore) > resolution && abs(trial) < 0.5 * abs(stepBefore) && lands {
        stepBefore = step
        step = trial
        let x = best.x + step
        if x - low < 2 * resolution || high - x < 2 * resolution {
          step = best.x < middle ? resolution : -resolution
        }
      } else {
        stepBefore = best.x < middle ? high - best.x : low - best.x
        step = golden * stepBefore
      }
      let x = best.x + (abs(step) >= resolution ? step : (step > 0 ? resolution : -resolution))
      let point = (x: x, y: f(x))
      if point.y <= best.y {
        if x < best.x { high = best.x } else { low = best.x }
        (third, second, best) = (second, best, point)
      } else {
        if x < best.x { low = x } else { high = x }
        if point.y <= second.y || second.x == best.x {
          (third, second) = (second, point)
        } else if point.y <= third.y || third.x == best.x || third.x == second.x {
          third = point
        }
      }
    }
    return (best.x, best.y)
  }

  /// The place of the minimum of an `f` that has one in the interval, to within `tolerance` (in the
  /// unit of the argument), by the golden section alone: slower than Brent's method, but each call
  /// of `f` shortens the interval by the same share whatever its shape.
  ///
  /// Source: Kiefer (1953), "Sequential minimax search for a maximum".
  public static func goldenSection(
    _ f: (Double) -> Double, in interval: ClosedRange<Double>, tolerance: Double
  ) -> Double {
    let section = 0.618_033_988_749_894_8  // (√5 − 1)/2
    var (low, high) = (interval.lowerBound, interval.upperBound)
    let resolution = max(abs(tolerance), 4 * max(abs(low), abs(high)).ulp)
    var left = (x: high - section * (high - low), y: 0.0)
    var right = (x: low + section * (high - low), y: 0.0)
    left.y = f(left.x)
    right.y = f(right.x)
    // Some 3,000 shortenings bring the widest interval of doubles to the narrowest.
    for _ in 0..<3200 where high - low > resolution {
      if left.y < right.y {
        high = right.x
        right = left
        left.x = high - section * (high - low)
        left.y = f(left.x)
      } else {
        low = left.x
        left = right
        right.x = low + section * (high - low)
        right.y = f(right.x)
      }
    }
    return low + 0.5 * (high - low)
  }

  /// The step from the best of three points to the vertex of their parabola; not finite where they
  /// lie on a line.
  private static func parabolicStep(
    _ best: (x: Double, y: Double), _ second: (x: Double, y: Double),
    _ third: (x: Double, y: Double)
  ) -> Double {
    let r = (best.x - second.x) * (best.y - third.y)
    let q = (best.x - third.x) * (best.y - second.y)
    let p = (best.x - third.x) * q - (best.x - second.x) * r
    return -p / (2 * (q - r))
  }
}
