extension Elementary {
  /// The hyperbolic sine.
  public static func sinh(_ x: Double) -> Double {
    let a = abs(x)
    if a < 0x1p-27 { return x }
    if a < 0.35 { return smallSinh(x).rounded }
    guard a < 711 else { return x.isNaN ? x : (x > 0 ? .infinity : -.infinity) }
    let power = expPair(DoublePair(a, 0))
    if a > 22 {
      let result = scaled(power.value.rounded, by: power.exponent - 1)
      return x < 0 ? -result : result
    }
    let e = whole(power)
    let result = 0.5 * (e + -(DoublePair(1, 0) / e)).rounded
    return x < 0 ? -result : result
  }

  /// The hyperbolic cosine.
  public static func cosh(_ x: Double) -> Double {
    let a = abs(x)
    guard a < 711 else { return a.isNaN ? a : .infinity }
    let power = expPair(DoublePair(a, 0))
    if a > 22 { return scaled(power.value.rounded, by: power.exponent - 1) }
    let e = whole(power)
    return 0.5 * (e + DoublePair(1, 0) / e).rounded
  }

  /// The hyperbolic tangent.
  public static func tanh(_ x: Double) -> Double {
    let a = abs(x)
    if a < 0x1p-27 || x.isNaN { return x }
    if a < 0.35 { return (smallSinh(x) / smallCosh(x)).rounded }
    if a > 20 { return x < 0 ? -1 : 1 }
    let e = whole(expPair(DoublePair(2 * a, 0)))
    let result = ((e + DoublePair(-1, 0)) / (e + DoublePair(1, 0))).rounded
    return x < 0 ? -result : result
  }

  private static func whole(_ power: (value: DoublePair, exponent: Int)) -> DoublePair {
    let scale = scaled(1, by: power.exponent)
    return DoublePair(power.value.high * scale, power.value.low * scale)
  }

  /// sinh x for |x| <= 0.36: (sinh x − x)/x³ over x², error 1.2e-17.
  private static func smallSinh(_ x: Double) -> DoublePair {
    let z = x * x
    let high = 2.755726014240448e-06 + z * 2.510419190091969e-08
    let p = 0.008333333333328903 + z * (0.0001984126986862009 + z * high)
    return DoublePair.orderedSum(x, x * z * (0.16666666666666669 + z * p))
  }

  /// cosh x for |x| <= 0.36: (cosh x − 1 − x²/2)/x⁴ over x², error 8.2e-19.
  private static func smallCosh(_ x: Double) -> DoublePair {
    let z = x * x
    let high = 2.755727702983205e-07 + z * 2.0913954834682796e-09
    let p = 0.0013888888888885724 + z * (2.4801587321119614e-05 + z * high)
    return DoublePair.orderedSum(1, 0.5 * z + z * z * (0.041666666666666664 + z * p))
  }
}
