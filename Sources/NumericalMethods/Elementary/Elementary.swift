/// The elementary functions of a real number, made of +, −, ·, /, square root and bit patterns
/// alone, so that they give the same bits on every x86-64 processor.
///
/// The C library's versions choose other instructions (fused multiply-add) on newer processors and
/// change their last bits. These cost about as much and are within one unit in the last place or
/// so; the tests hold them to it. Polynomial coefficients are near-minimax (Chebyshev) fits made
/// for this file at 60 digits; their error stands beside them. Special values (infinities, not a
/// number, signed zeros) follow IEEE 754-2019, clause 9.2.
public enum Elementary {
  /// The square root, correctly rounded; not a number below zero.
  @inlinable
  public static func sqrt(_ x: Double) -> Double {
    x.squareRoot()
  }

  /// The cube root, of the sign of `x`; within one unit in the last place.
  ///
  /// A bit-pattern estimate, three steps of Halley's method, and a last correction from a residual
  /// in double-double.
  public static func cbrt(_ x: Double) -> Double {
    guard x.isFinite, x != 0 else { return x }
    var magnitude = abs(x)
    var scale = 1.0
    if magnitude < 0x1p-900 {
      magnitude *= 0x1p300
      scale = 0x1p-100
    } else if magnitude > 0x1p900 {
      magnitude *= 0x1p-300
      scale = 0x1p100
    }
    // A third of the exponent: the bias 1023 shrinks by a third, too, and is put back.
    var root = Double(bitPattern: magnitude.bitPattern / 3 + (682 << 52))
    for _ in 0..<3 {
      let cube = root * root * root
      root *= (cube + 2 * magnitude) / (2 * cube + magnitude)
    }
    let cube = DoublePair.product(root, root) * root
    let residual = (magnitude - cube.high) - cube.low
    root += residual / (3 * root * root)
    return x < 0 ? -root * scale : root * scale
  }

  /// The length √(x² + y²) without undue overflow or underflow; within one unit in the last place.
  public static func hypot(_ x: Double, _ y: Double) -> Double {
    if x.isInfinite || y.isInfinite { return .infinity }
    if x.isNaN || y.isNaN { return .nan }
    var a = abs(x)
    var b = abs(y)
    if a < b { swap(&a, &b) }
    if b == 0 { return a }
    var scale = 1.0
    if a > 0x1p500 {
      a *= 0x1p-600
      b *= 0x1p-600
      scale = 0x1p600
    } else if b < 0x1p-400 {
      // Below 2^-54 of the other the smaller adds nothing, so both may be scaled up.
      if a > 0x1p-300 { return a + b }
      a *= 0x1p600
      b *= 0x1p600
      scale = 0x1p-600
    }
    let square = DoublePair.product(a, a) + DoublePair.product(b, b)
    let root = square.high.squareRoot()
    let back = DoublePair.product(root, root)
    let residual = ((square.high - back.high) - back.low) + square.low
    return (root + residual / (2 * root)) * scale
  }
}
