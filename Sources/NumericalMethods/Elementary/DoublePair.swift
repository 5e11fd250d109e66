/// The unevaluated sum of two doubles, `high + low` with `|low|` at most half a unit in the last
/// place of `high`: about 106 bits of significand.
///
/// The error-free sum is Knuth's (The Art of Computer Programming, vol. 2, sec. 4.2.2), the
/// error-free product Dekker's (1971, "A floating-point technique for extending the available
/// precision", sec. 5), which needs no fused multiply-add and so gives the same bits on any
/// processor. Products are exact while their operands stay below 2^996 and the product's low part
/// does not underflow.
struct DoublePair {
  var high: Double
  var low: Double

  init(_ high: Double, _ low: Double) {
    self.high = high
    self.low = low
  }

  /// a + b without error, for any order of magnitude of the two.
  static func sum(_ a: Double, _ b: Double) -> DoublePair {
    let s = a + b
    let shadow = s - a
    let error = (a - (s - shadow)) + (b - shadow)
    return DoublePair(s, error)
  }

  /// a + b without error where |a| >= |b| or a is zero.
  static func orderedSum(_ a: Double, _ b: Double) -> DoublePair {
    let s = a + b
    return DoublePair(s, b - (s - a))
  }

  /// a · b without error.
  static func product(_ a: Double, _ b: Double) -> DoublePair {
    let p = a * b
    let (aHigh, aLow) = halves(a)
    let (bHigh, bLow) = halves(b)
    let cross = (aHigh * bHigh - p) + aHigh * bLow + aLow * bHigh
    return DoublePair(p, cross + aLow * bLow)
  }

  /// A double as a sum of two with at most 26 significant bits each.
  private static func halves(_ a: Double) -> (Double, Double) {
    let scaled = 134_217_729.0 * a  // 2^27 + 1
    let high = scaled - (scaled - a)
    return (high, a - high)
  }

  /// The quotient of two pairs, to about 100 bits.
  static func / (a: DoublePair, b: DoublePair) -> DoublePair {
    let quotient = a.high / b.high
    let back = product(quotient, b.high)
    let remainder = ((a.high - back.high) - back.low) + (a.low - quotient * b.low)
    return orderedSum(quotient, remainder / b.high)
  }

  static func * (a: DoublePair, b: DoublePair) -> DoublePair {
    let p = product(a.high, b.high)
    return orderedSum(p.high, p.low + (a.high * b.low + a.low * b.high))
  }

  static func * (a: DoublePair, b: Double) -> DoublePair {
    let p = product(a.high, b)
    return orderedSum(p.high, p.low + a.low * b)
  }

  static func + (a: DoublePair, b: DoublePair) -> DoublePair {
    let s = sum(a.high, b.high)
    return orderedSum(s.high, s.low + (a.low + b.low))
  }

  static prefix func - (a: DoublePair) -> DoublePair {
    DoublePair(-a.high, -a.low)
  }

  /// The pair rounded to one double.
  var rounded: Double { high + low }
}
