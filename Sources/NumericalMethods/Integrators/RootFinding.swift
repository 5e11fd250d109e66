/// Zeros of a function of one variable.
public enum RootFinding {
  /// A zero of `f` in `interval` to within `tolerance`, or nil where `f` has the same sign at both
  /// ends or is not a number there.
  ///
  /// Source: Brent, *Algorithms for Minimization without Derivatives* (1973), chapter 4.
  @inlinable
  public static func brent(
    _ f: (Double) -> Double, in interval: ClosedRange<Double>, tolerance: Double
  ) -> Double? {
    var a = interval.lowerBound
    var b = interval.upperBound
    var fa = f(a)
    var fb = f(b)
    if fa == 0 { return a }
    if fb == 0 { return b }
    guard fa * fb < 0 || (fa < 0) != (fb < 0), fa == fa, fb == fb else { return nil }
    var c = a
    var fc = fa
    var d = b - a
    var e = d
    // Bisection alone would need some 1100 halvings of the widest interval of doubles.
    for _ in 0..<1200 {
      if (fb > 0) == (fc > 0) {
        c = a
        fc = fa
        d = b - a
        e = d
      }
      if abs(fc) < abs(fb) {
        (a, b, c) = (b, c, b)
        (fa, fb, fc) = (fb, fc, fb)
      }
      let margin = 2 * b.ulp + 0.5 * abs(tolerance)
      let half = 0.5 * (c - b)
      if abs(half) <= margin || fb == 0 { return b }
      if abs(e) >= margin, abs(fa) > abs(fb) {
        var p: Double
        var q: Double
        let s = fb / fa
        if a == c {
          p = 2 * half * s
          q = 1 - s
        } else {
          q = fa / fc
          let r = fb / fc
          p = s * (2 * half * q * (q - r) - (b - a) * (r - 1))
          q = (q - 1) * (r - 1) * (s - 1)
        }
        if p > 0 { q = -q } else { p = -p }
        if 2 * p < min(3 * half * q - abs(margin * q), abs(e * q)) {
          e = d
          d = p / q
        } else {
          d = half
          e = half
        }
      } else {
        d = half
        e = half
      }
      a = b
      fa = fb
      b += abs(d) > margin ? d : (half > 0 ? margin : -margin)
      fb = f(b)
      if fb != fb { return nil }
    }
    return b
  }
}

/// Minima of a function of one variable.
public enum Minimization {
  /// The place in `interval`, to within `tolerance`, of the minimum of an `f` that has one there.
  ///
  /// A tolerance below about 1e-8 of the place gains nothing: `f` is flat there to its last digit.
  /// Source: Kiefer, *Sequential minimax search for a maximum* (1953).
  @inlinable
  public static func goldenSection(
    _ f: (Double) -> Double, in interval: ClosedRange<Double>, tolerance: Double
  ) -> Double {
    let section = 0.618_033_988_749_894_8  // (√5 - 1) / 2
    var a = interval.lowerBound
    var b = interval.upperBound
    var x = b - section * (b - a)
    var y = a + section * (b - a)
    var fx = f(x)
    var fy = f(y)
    let floor = 4 * max(a.magnitude, b.magnitude).ulp
    while b - a > max(abs(tolerance), floor) {
      if fx < fy {
        b = y
        y = x
        fy = fx
        x = b - section * (b - a)
        fx = f(x)
      } else {
        a = x
        x = y
        fx = fy
        y = a + section * (b - a)
        fy = f(y)
      }
    }
    return 0.5 * (a + b)
  }
}
