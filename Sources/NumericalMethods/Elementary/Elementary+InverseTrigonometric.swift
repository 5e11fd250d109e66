extension Elementary {
  /// The angle [rad] in [−π/2, π/2] whose tangent is `x`.
  public static func atan(_ x: Double) -> Double {
    if abs(x) < 0x1p-27 || x.isNaN { return x }
    let angle = x.isInfinite ? halfPi : firstQuadrantAngle(abs(x), 1)
    return x < 0 ? -angle.rounded : angle.rounded
  }

  /// The angle [rad] in [−π, π] from the x-axis to the point (x, y), with IEEE's signed zeros.
  public static func atan2(_ y: Double, _ x: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    let angle: DoublePair
    if y.isInfinite {
      angle = x.isInfinite ? DoublePair(0.5 * halfPi.high, 0.5 * halfPi.low) : halfPi
    } else if x.isInfinite || y == 0 {
      angle = DoublePair(0, 0)
    } else if x == 0 {
      angle = halfPi
    } else {
      angle = firstQuadrantAngle(abs(y), abs(x))
    }
    let pi = DoublePair(2 * halfPi.high, 2 * halfPi.low)
    let result = x.sign == .minus ? (pi + -angle).rounded : angle.rounded
    return y.sign == .minus ? -result : result
  }

  /// The angle [rad] in [−π/2, π/2] whose sine is `x`; not a number outside [−1, 1].
  public static func asin(_ x: Double) -> Double {
    let a = abs(x)
    if a < 0x1p-27 { return x }
    guard a <= 1 else { return .nan }
    if a <= 0.5 { return x + x * asinExcess(x * x) }
    let angle = twiceAsinOfRootHalf(1 - a)
    let result = (halfPi + -angle).rounded
    return x < 0 ? -result : result
  }

  /// The angle [rad] in [0, π] whose cosine is `x`; not a number outside [−1, 1].
  public static func acos(_ x: Double) -> Double {
    guard abs(x) <= 1 else { return .nan }
    if x > 0.5 { return twiceAsinOfRootHalf(1 - x).rounded }
    if x < -0.5 {
      let pi = DoublePair(2 * halfPi.high, 2 * halfPi.low)
      return (pi + -twiceAsinOfRootHalf(1 + x)).rounded
    }
    return (halfPi + -DoublePair(x, x * asinExcess(x * x))).rounded
  }

  private static var halfPi: DoublePair {
    DoublePair(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54)
  }

  /// 2 asin √(u/2) for u in [0, 0.5], the root in two parts.
  private static func twiceAsinOfRootHalf(_ u: Double) -> DoublePair {
    if u == 0 { return DoublePair(0, 0) }
    let z = 0.5 * u
    let root = z.squareRoot()
    let square = DoublePair.product(root, root)
    let rootLow = ((z - square.high) - square.low) / (2 * root)
    let low = rootLow + root * asinExcess(z)
    return DoublePair.orderedSum(2 * root, 2 * low)
  }

  /// (asin x)/x − 1 for z = x² in [0, 0.25]; error of the fit of the excess over z: 1.5e-17.
  private static func asinExcess(_ z: Double) -> Double {
    let z2 = z * z
    let z4 = z2 * z2
    let c01 = 0.16666666666666669 + z * 0.07499999999998433
    let c23 = 0.04464285714635543 + z * 0.030381944138531247
    let c45 = 0.02237217294214989 + z * 0.017352392720869973
    let c67 = 0.013971212973552933 + z * 0.011479177415184906
    let c89 = 0.01032281435018578 + z * 0.005457506718640358
    let cab = 0.01740087944269402 + z * -0.014851887071247204
    let low = (c01 + z2 * c23) + z4 * (c45 + z2 * c67)
    let high = c89 + z2 * (cab + z2 * 0.028757851367421566)
    return z * (low + z4 * z4 * high)
  }

  /// The angle of the point (x, y) for positive, finite x and y.
  private static func firstQuadrantAngle(_ y: Double, _ x: Double) -> DoublePair {
    var x = x
    var y = y
    if max(x, y) > 0x1p900 {
      x *= 0x1p-200
      y *= 0x1p-200
    } else if max(x, y) < 0x1p-900 {
      x *= 0x1p200
      y *= 0x1p200
    }
    // Turned by an angle of known tangent (0, ½, 1, 3/2, infinity), the point lies near the axis.
    if y < 0.4375 * x {
      let t = y / x
      return DoublePair.orderedSum(t, atanExcess(t))
    }
    let t: Double
    let base: DoublePair
    if y < 0.6875 * x {
      t = (2 * y - x) / (2 * x + y)
      base = DoublePair(0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56)
    } else if y < 1.1875 * x {
      t = (y - x) / (x + y)
      base = DoublePair(0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55)
    } else if y < 2.4375 * x {
      t = (y - 1.5 * x) / (x + 1.5 * y)
      base = DoublePair(0x1.f730bd281f69bp-1, 0x1.007887af0cbbdp-56)
    } else {
      t = -x / y
      base = halfPi
    }
    let head = DoublePair.orderedSum(base.high, t)
    return DoublePair.orderedSum(head.high, head.low + (atanExcess(t) + base.low))
  }

  /// atan t − t for |t| <= 7/16; error of the fit of (atan t − t)/t³ over t²: 9.7e-17.
  private static func atanExcess(_ t: Double) -> Double {
    let z = t * t
    let z2 = z * z
    let z4 = z2 * z2
    let c01 = -0.33333333333333326 + z * 0.19999999999987655
    let c23 = -0.14285714283127662 + z * 0.11111110899049664
    let c45 = -0.0909090014058555 + z * 0.07692086204975024
    let c67 = -0.06663224869084483 + z * 0.05847612444521365
    let c89 = -0.050334165154982353 + z * 0.0378116004846169
    let low = (c01 + z2 * c23) + z4 * (c45 + z2 * c67)
    let p = low + z4 * z4 * (c89 + z2 * -0.017532295994972767)
    return t * z * p
  }
}
