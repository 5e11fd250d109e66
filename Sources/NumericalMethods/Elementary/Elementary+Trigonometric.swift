extension Elementary {
  /// The sine of an angle [rad].
  public static func sin(_ x: Double) -> Double {
    if abs(x) < 0x1p-27 { return x }
    let angle = reduce(x)
    let value =
      angle.quadrant & 1 == 0
      ? sinPair(angle.remainder).rounded : cosPair(angle.remainder).rounded
    return angle.quadrant & 2 == 0 ? value : -value
  }

  /// The cosine of an angle [rad].
  public static func cos(_ x: Double) -> Double {
    let angle = reduce(x)
    let value =
      angle.quadrant & 1 == 0
      ? cosPair(angle.remainder).rounded : sinPair(angle.remainder).rounded
    return (angle.quadrant + 1) & 2 == 0 ? value : -value
  }

  /// Sine and cosine of an angle [rad] with one reduction; the same bits as the single functions.
  public static func sinCos(_ x: Double) -> (sin: Double, cos: Double) {
    let angle = reduce(x)
    let s = abs(x) < 0x1p-27 ? x : sinPair(angle.remainder).rounded
    let c = cosPair(angle.remainder).rounded
    switch angle.quadrant & 3 {
    case 0: return (s, c)
    case 1: return (c, -s)
    case 2: return (-s, -c)
    default: return (-c, s)
    }
  }

  /// The tangent of an angle [rad].
  public static func tan(_ x: Double) -> Double {
    if abs(x) < 0x1p-27 { return x }
    let angle = reduce(x)
    let s = sinPair(angle.remainder)
    let c = cosPair(angle.remainder)
    return angle.quadrant & 1 == 0 ? (s / c).rounded : -(c / s).rounded
  }

  /// sin r for |r| <= π/4 (r in two parts), unevaluated.
  private static func sinPair(_ r: DoublePair) -> DoublePair {
    let x = r.high
    let z = x * x
    let z2 = z * z
    // (sin x − x)/x³ over z = x², error 2.0e-17.
    let low = -0.16666666666666666 + z * 0.008333333333330948
    let middle = -0.00019841269836756774 + z * 2.7557316101617874e-06
    let high = -2.505113165023518e-08 + z * 1.5918115263265974e-10
    let p = low + z2 * (middle + z2 * high)
    return DoublePair.orderedSum(x, x * z * p + r.low * (1 - 0.5 * z))
  }

  /// cos r for |r| <= π/4 (r in two parts), unevaluated.
  private static func cosPair(_ r: DoublePair) -> DoublePair {
    let x = r.high
    let z = x * x
    let z2 = z * z
    // (cos x − 1 + x²/2)/x⁴ over z = x², error 1.3e-18.
    let low = 0.041666666666666664 + z * -0.0013888888888887398
    let middle = 2.480158729876456e-05 + z * -2.7557317271145144e-07
    let high = 2.087614614655861e-09 + z * -1.1382623647474604e-11
    let p = low + z2 * (middle + z2 * high)
    let half = 0.5 * z
    let w = 1 - half
    return DoublePair.orderedSum(w, ((1 - w) - half) + (z2 * p - x * r.low))
  }

  /// x = quadrant · π/2 + remainder, |remainder| <= π/4 (1 + 1e-9).
  private static func reduce(_ x: Double) -> (quadrant: Int, remainder: DoublePair) {
    let magnitude = abs(x)
    if magnitude <= 0.7853981633974483 { return (0, DoublePair(x, 0)) }
    guard magnitude < 0x1p20 else { return reduceExactly(x) }
    // Cody and Waite (1980), Software Manual for the Elementary Functions, ch. 8: π/2 in parts of
    // 33, 33 and 53 bits, so that the first two products are exact for quadrants below 2^20.
    let magic = 6_755_399_441_055_744.0  // 1.5 · 2^52: its sum holds the nearest integer
    let shifted = x * 0.6366197723675814 + magic
    let n = shifted - magic
    let first = x - n * 0x1.921fb544p+0
    let rest = DoublePair.sum(first, -(n * 0x1.0b4611a6p-34))
    // Near a multiple of π/2 three parts are too few.
    if abs(rest.high) < 0x1p-20 { return reduceExactly(x) }
    let remainder = DoublePair.orderedSum(rest.high, rest.low - n * 0x1.3198a2e037073p-69)
    return (Int(truncatingIfNeeded: shifted.bitPattern & 3), remainder)
  }

  /// Reduction of any finite angle of at least 2^-8 with as many digits of 2/π as it needs
  /// (Payne and Hanek 1983, "Radian reduction for trigonometric functions").
  private static func reduceExactly(_ x: Double) -> (quadrant: Int, remainder: DoublePair) {
    guard x.isFinite else { return (0, DoublePair(.nan, 0)) }
    let significand = x.significandBitPattern | (1 << 52)
    let exponent = Int(x.exponent) - 52
    // Bits of 2/π worth 4 turns of a quadrant and more drop out; 192 bits from there on matter.
    let start = exponent - 2 + 64
    let (word, shift) = (start >> 6, UInt64(start & 63))
    func bits(_ i: Int) -> UInt64 {
      let high = twoOverPi(word + i) << shift
      return shift == 0 ? high : high | (twoOverPi(word + i + 1) >> (64 - shift))
    }
    // significand · 192 bits, modulo 2^192: the top two bits are the quadrant.
    let low = significand.multipliedFullWidth(by: bits(2))
    let middle = significand.multipliedFullWidth(by: bits(1))
    let (w1, carry) = low.high.addingReportingOverflow(middle.low)
    let w0 = significand &* bits(0) &+ middle.high &+ (carry ? 1 : 0)
    var quadrant = Int(w0 >> 62)
    var fraction = (UInt128(w0) << 64 | UInt128(w1)) << 2 | UInt128(low.low >> 62)
    var isNegative = false
    if fraction >> 127 == 1 {
      quadrant += 1
      fraction = 0 &- fraction
      isNegative = true
    }
    // The fraction of a quadrant as a pair, then times π/2.
    let zeros = fraction.leadingZeroBitCount
    let normal = zeros < 128 ? fraction << UInt128(zeros) : 0
    let head = Double(UInt64(truncatingIfNeeded: normal >> 75)) * 0x1p-53
    let tail = Double(UInt64(truncatingIfNeeded: (normal >> 22) & ((1 << 53) - 1))) * 0x1p-106
    let scale = Double(sign: .plus, exponent: -zeros, significand: 1)
    let pair = DoublePair(head * scale, tail * scale)
    var remainder = pair * DoublePair(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54)
    if isNegative { remainder = -remainder }
    if x < 0 {
      quadrant = -quadrant
      remainder = -remainder
    }
    return (quadrant & 3, remainder)
  }

  /// Word `i` of 64 bits of 2/π after one word of zeros.
  private static func twoOverPi(_ i: Int) -> UInt64 {
    i < 0 || i >= twoOverPiWords.count ? 0 : twoOverPiWords[i]
  }
}

/// The first 1,280 binary digits of 2/π, most significant word first, after a word of zeros.
private let twoOverPiWords: [UInt64] = [
  0x0000_0000_0000_0000,
  0xa2f9_836e_4e44_1529, 0xfc27_57d1_f534_ddc0, 0xdb62_9599_3c43_9041, 0xfe51_63ab_debb_c561,
  0xb724_6e3a_424d_d2e0, 0x0649_2eea_09d1_921c, 0xfe1d_eb1c_b129_a73e, 0xe882_35f5_2ebb_4484,
  0xe99c_7026_b45f_7e41, 0x3991_d639_8353_39f4, 0x9c84_5f8b_bdf9_283b, 0x1ff8_97ff_de05_980f,
  0xef2f_118b_5a0a_6d1f, 0x6d36_7ecf_27cb_09b7, 0x4f46_3f66_9e5f_ea2d, 0x7527_bac7_ebe5_f17b,
  0x3d07_39f7_8a52_92ea, 0x6bfb_5fb1_1f8d_5d08, 0x5603_3046_fc7b_6bab, 0xf0cf_bc20_9af4_361d,
]
