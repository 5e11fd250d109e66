extension Elementary {
  /// e to the power `x`; within 0.6 units in the last place while the result is normal.
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.79 { return .infinity }
    if x < -745.2 { return 0 }
    let power = expPair(DoublePair(x, 0))
    return scaled(power.value.rounded, by: power.exponent)
  }

  /// e to the power `x` within 1e-11 relative, a third of the cost of ``exp(_:)``; x is held within
  /// -708 and 709. For inner loops whose own error is far larger.
  @inlinable @inline(__always)
  public static func shortExp(_ x: Double) -> Double {
    let low = x < -708 ? -708 : x
    let held = low > 709 ? 709 : low
    let magic = 6_755_399_441_055_744.0  // 1.5 · 2^52: its sum holds the nearest integer
    let shifted = held * 1.4426950408889634 + magic
    let n = shifted - magic
    let r = (held - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33
    // The series of eʳ for |r| <= ln 2 / 2 to r⁹, in pairs.
    let r2 = r * r
    let r4 = r2 * r2
    let c23 = 0.5 + r * (1.0 / 6)
    let c45 = 1.0 / 24 + r * (1.0 / 120)
    let c67 = 1.0 / 720 + r * (1.0 / 5040)
    let c89 = 1.0 / 40_320 + r * (1.0 / 362_880)
    let series = ((1 + r) + r2 * c23) + r4 * ((c45 + r2 * c67) + r4 * c89)
    return series * Double(bitPattern: (shifted.bitPattern &+ 1023) &<< 52)
  }

  /// The natural logarithm; minus infinity at zero, not a number below.
  public static func log(_ x: Double) -> Double {
    if let special = logOfSpecial(x) { return special }
    return logPair(x).rounded
  }

  /// The decimal logarithm; exact for powers of ten.
  public static func log10(_ x: Double) -> Double {
    if let special = logOfSpecial(x) { return special }
    let perDecade = DoublePair(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)  // 1/ln 10
    return (logPair(x) * perDecade).rounded
  }

  /// `base` to the power `exponent`; within 0.6 units in the last place while the result is normal.
  ///
  /// exp(exponent · log base) with logarithm and product in double-double.
  public static func pow(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 || base == 1 { return 1 }
    if base.isNaN || exponent.isNaN { return .nan }
    let magnitude = abs(base)
    if exponent.isInfinite {
      if magnitude == 1 { return 1 }
      return (magnitude > 1) == (exponent > 0) ? .infinity : 0
    }
    let isWhole = exponent.rounded(.towardZero) == exponent
    let isOdd = isWhole && abs(exponent) < 0x1p53 && Int64(exponent) & 1 == 1
    let isNegative = base.sign == .minus && isOdd
    if magnitude == 0 || magnitude.isInfinite {
      let limit = (magnitude == 0) == (exponent > 0) ? 0 : Double.infinity
      return isNegative ? -limit : limit
    }
    if base < 0 && !isWhole { return .nan }
    let result = powOfPositive(magnitude, exponent)
    return isNegative ? -result : result
  }

  private static func powOfPositive(_ base: Double, _ exponent: Double) -> Double {
    let logarithm = logPair(base)
    if logarithm.high == 0 { return 1 }
    if abs(exponent) > 0x1p70 { return (logarithm.high > 0) == (exponent > 0) ? .infinity : 0 }
    let power = logarithm * exponent
    if power.high > 709.79 { return .infinity }
    if power.high < -745.2 { return 0 }
    let result = expPair(power)
    return scaled(result.value.rounded, by: result.exponent)
  }

  private static func logOfSpecial(_ x: Double) -> Double? {
    if x.isNaN || x == .infinity { return x }
    if x == 0 { return -.infinity }
    return x < 0 ? .nan : nil
  }

  /// value · 2^exponent for exponents from -1,100 to 1,100, rounded once.
  static func scaled(_ value: Double, by exponent: Int) -> Double {
    let half = exponent >> 1
    let first = Double(bitPattern: UInt64(half + 1023) << 52)
    let second = Double(bitPattern: UInt64(exponent - half + 1023) << 52)
    return value * first * second
  }

  /// exp(x) = value · 2^exponent with value in [0.70, 1.42] to about 2^-57; |x| <= 750.
  static func expPair(_ x: DoublePair) -> (value: DoublePair, exponent: Int) {
    let magic = 6_755_399_441_055_744.0  // 1.5 · 2^52: its sum holds the nearest integer
    let n = (x.high * 1.4426950408889634 + magic) - magic
    // ln 2 in parts of 32 and 53 bits: the first product is exact.
    let head = x.high - n * 0x1.62e42feep-1
    let reduced = DoublePair.sum(head, -(n * 0x1.a39ef35793c76p-33))
    let r = reduced.high
    let rLow = reduced.low + x.low
    let r2 = r * r
    let r4 = r2 * r2
    // (e^r − 1 − r − r²/2)/r³, error 1.0e-19.
    let c01 = 0.16666666666666666 + r * 0.04166666666666667
    let c23 = 0.008333333333333333 + r * 0.0013888888888883748
    let c45 = 0.00019841269841266415 + r * 2.4801587325547743e-05
    let c67 = 2.7557319239957097e-06 + r * 2.75572736431103e-07
    let c89 = 2.5052078002329456e-08 + r * 2.0914686968086876e-09
    let low = (c01 + r2 * c23) + r4 * (c45 + r2 * c67)
    let p = low + r4 * r4 * (c89 + r2 * 1.6084327883952603e-10)
    let start = DoublePair.orderedSum(1, r)
    let curved = 0.5 * r2 + r * r2 * p
    let rest = curved + rLow * (1 + (r + curved))
    return (DoublePair.orderedSum(start.high, start.low + rest), Int(n))
  }

  /// ln x for finite x > 0, to about 2^-64 of itself.
  ///
  /// x = 2^k m with m in [√½, √2); ln m = 2 artanh s with s = (m − 1)/(m + 1).
  static func logPair(_ x: Double) -> DoublePair {
    var bits = x.bitPattern
    var exponent = -1023
    if bits < 1 << 52 {
      bits = (x * 0x1p54).bitPattern
      exponent -= 54
    }
    // Shifting by the pattern of √½ moves the split between binades there.
    let rootHalf: UInt64 = 0x3FE6_A09E_667F_3BCD
    let shifted = bits &+ (0x3FF0_0000_0000_0000 - rootHalf)
    exponent += Int(shifted >> 52)
    let m = Double(bitPattern: (shifted & 0x000F_FFFF_FFFF_FFFF) + rootHalf)
    let f = m - 1
    let s = DoublePair(f, 0) / DoublePair.orderedSum(2, f)
    let z = s * s
    let w = z.high
    let w2 = w * w
    // ((artanh s)/s − 1 − z/3)/z² · 2 over z = s², error 1.9e-18.
    let c01 = 0.4 + w * 0.2857142857142937
    let c23 = 0.222222222216545 + w * 0.1818181833570672
    let c45 = 0.1538459492898411 + w * 0.133348065173055
    let c67 = 0.11706187519978793 + w * 0.11723689023649227
    let q = (c01 + w2 * c23) + w2 * w2 * (c45 + w2 * c67)
    let twoThirds = DoublePair(0x1.5555555555555p-1, 0x1.5555555555555p-55)
    let series = s * (z * (twoThirds + DoublePair(w * q, 0)))
    let logOfM = DoublePair(2 * s.high, 2 * s.low) + series
    if exponent == 0 { return logOfM }
    let ln2 = DoublePair(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)
    return ln2 * Double(exponent) + logOfM
  }
}
