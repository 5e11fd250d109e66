public import CLanes

/// Elementary functions on ``Lanes``.
///
/// Polynomials and reductions after fdlibm (Sun Microsystems, 1993) and Cephes (Moshier, 1989), as
/// in ``Elementary``, without its special cases: arguments outside the ranges named have no
/// meaningful result, and no lane ever traps.
public enum LaneFunctions {
  /// Sine and cosine of angles [rad] up to 1e5; within 1.2e-16 of the truth.
  @inlinable @inline(__always)
  public static func sinCos(_ x: Lanes) -> (sin: Lanes, cos: Lanes) {
    let magic = Lanes(repeating: 6_755_399_441_055_744)
    let shifted = x.multiplied(by: Lanes(repeating: 0.636_619_772_367_581_343), adding: magic)
    let quadrant = lanes_bits(shifted)
    let n = shifted - magic
    // π/2 in parts of 33 bits: their products with n are exact below 2²⁰ quarter turns.
    var r = n.multiplied(
      by: Lanes(repeating: 1.570_796_326_734_125_614_17), subtractedFrom: x)
    r = n.multiplied(by: Lanes(repeating: 6.077_100_506_303_965_976_60e-11), subtractedFrom: r)
    r = n.multiplied(by: Lanes(repeating: 2.022_266_248_795_950_631_54e-21), subtractedFrom: r)
    let (s, c) = sinCosWithinEighth(r)
    let odd = (quadrant & LaneBits(repeating: 1)) .!= LaneBits(repeating: 0)
    let sine = s.replacing(with: c, where: odd)
    let cosine = c.replacing(with: s, where: odd)
    let two = LaneBits(repeating: 2)
    let up = LaneBits(repeating: 62)
    let sineSign = (quadrant & two) &<< up
    let cosineSign = ((quadrant &+ LaneBits(repeating: 1)) & two) &<< up
    return (
      lanes_from_bits(lanes_bits(sine) ^ sineSign), lanes_from_bits(lanes_bits(cosine) ^ cosineSign)
    )
  }

  /// Sine and cosine of angles within ±π/4, without reduction.
  @inlinable @inline(__always)
  public static func sinCosWithinEighth(_ r: Lanes) -> (sin: Lanes, cos: Lanes) {
    let z = r * r
    var s = z.multiplied(
      by: Lanes(repeating: 1.589_690_995_211_550_102_21e-10),
      adding: Lanes(repeating: -2.505_076_025_340_686_341_95e-08))
    s = s.multiplied(by: z, adding: Lanes(repeating: 2.755_731_370_707_006_767_89e-06))
    s = s.multiplied(by: z, adding: Lanes(repeating: -1.984_126_982_985_794_931_34e-04))
    s = s.multiplied(by: z, adding: Lanes(repeating: 8.333_333_333_322_489_461_24e-03))
    s = s.multiplied(by: z, adding: Lanes(repeating: -1.666_666_666_666_663_243_48e-01))
    var c = z.multiplied(
      by: Lanes(repeating: -1.135_964_755_778_819_482_65e-11),
      adding: Lanes(repeating: 2.087_572_321_298_174_827_90e-09))
    c = c.multiplied(by: z, adding: Lanes(repeating: -2.755_731_435_139_066_330_35e-07))
    c = c.multiplied(by: z, adding: Lanes(repeating: 2.480_158_728_947_672_941_78e-05))
    c = c.multiplied(by: z, adding: Lanes(repeating: -1.388_888_888_887_410_957_49e-03))
    c = c.multiplied(by: z, adding: Lanes(repeating: 4.166_666_666_666_660_190_37e-02))
    c = c.multiplied(by: z, adding: Lanes(repeating: -0.5))
    return (
      s.multiplied(by: z * r, adding: r), c.multiplied(by: z, adding: Lanes(repeating: 1))
    )
  }

  /// eˣ within 1.5 units of the last place; x is held within -708 and 709.
  @inlinable @inline(__always)
  public static func exp(_ argument: Lanes) -> Lanes {
    let x = argument.least(Lanes(repeating: 709)).greatest(Lanes(repeating: -708))
    let magic = Lanes(repeating: 6_755_399_441_055_744)
    let shifted = x.multiplied(by: Lanes(repeating: 1.442_695_040_888_963_4), adding: magic)
    let n = shifted - magic
    var r = n.multiplied(
      by: Lanes(repeating: 6.931_471_803_691_238_164_90e-01), subtractedFrom: x)
    r = n.multiplied(by: Lanes(repeating: 1.908_214_929_270_587_700_02e-10), subtractedFrom: r)
    // The series of eʳ for |r| <= ln 2 / 2 to r¹².
    var p = r.multiplied(
      by: Lanes(repeating: 2.087_675_698_786_81e-09),
      adding: Lanes(repeating: 2.505_210_838_544_17e-08))
    p = p.multiplied(by: r, adding: Lanes(repeating: 2.755_731_922_398_59e-07))
    p = p.multiplied(by: r, adding: Lanes(repeating: 2.755_731_922_398_589e-06))
    p = p.multiplied(by: r, adding: Lanes(repeating: 2.480_158_730_158_73e-05))
    p = p.multiplied(by: r, adding: Lanes(repeating: 1.984_126_984_126_984e-04))
    p = p.multiplied(by: r, adding: Lanes(repeating: 1.388_888_888_888_889e-03))
    p = p.multiplied(by: r, adding: Lanes(repeating: 8.333_333_333_333_333e-03))
    p = p.multiplied(by: r, adding: Lanes(repeating: 4.166_666_666_666_666_7e-02))
    p = p.multiplied(by: r, adding: Lanes(repeating: 1.666_666_666_666_666_7e-01))
    p = p.multiplied(by: r, adding: Lanes(repeating: 0.5))
    p = p.multiplied(by: r, adding: Lanes(repeating: 1))
    p = p.multiplied(by: r, adding: Lanes(repeating: 1))
    return lanes_from_bits(lanes_bits(p) &+ (lanes_bits(shifted) &<< LaneBits(repeating: 52)))
  }

  /// The natural logarithm of normal numbers above 0, within 1.5 units of the last place.
  @inlinable @inline(__always)
  public static func log(_ x: Lanes) -> Lanes {
    // x = 2ᵏ m with m between √½ and √2.
    let bits = lanes_bits(x)
    let offset = LaneBits(repeating: 0x3fe6_a09e_667f_3bcd)
    let shifted = bits &- offset
    let exponentBits = shifted & LaneBits(repeating: Int64(bitPattern: 0xfff0_0000_0000_0000))
    let m = lanes_from_bits(bits &- exponentBits)
    // The exponent as a real number: placed in the low bits of 1.5 · 2⁵².
    let magic = Lanes(repeating: 6_755_399_441_055_744)
    let k = lanes_from_bits(lanes_bits(magic) &+ (exponentBits &>> LaneBits(repeating: 52))) - magic
    let f = m - Lanes(repeating: 1)
    let s = f / (f + Lanes(repeating: 2))
    let z = s * s
    var p = z.multiplied(
      by: Lanes(repeating: 1.479_819_860_511_658_591e-01),
      adding: Lanes(repeating: 1.531_383_769_920_937_332e-01))
    p = p.multiplied(by: z, adding: Lanes(repeating: 1.818_357_216_161_805_012e-01))
    p = p.multiplied(by: z, adding: Lanes(repeating: 2.222_219_843_214_978_396e-01))
    p = p.multiplied(by: z, adding: Lanes(repeating: 2.857_142_874_366_239_149e-01))
    p = p.multiplied(by: z, adding: Lanes(repeating: 3.999_999_999_940_941_908e-01))
    p = p.multiplied(by: z, adding: Lanes(repeating: 6.666_666_666_666_735_130e-01))
    let half = Lanes(repeating: 0.5) * f * f
    let low = k * Lanes(repeating: 1.908_214_929_270_587_700_02e-10)
    let tail = s.multiplied(by: half + z * p, adding: low)
    return k.multiplied(
      by: Lanes(repeating: 6.931_471_803_691_238_164_90e-01), adding: f - (half - tail))
  }
}
