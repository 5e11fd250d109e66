import NumericalMethods

/// The powers of radius (x + i y) / r² that belong to eight orders side by side, and to the order
/// below each.
struct OrderPowers {
  /// The orders themselves.
  var order: Lanes
  private var real: Lanes
  private var imaginary: Lanes
  private var lowerReal: Lanes
  private var lowerImaginary: Lanes
  /// The eighth power, from one block to the next.
  private let eighthReal: Lanes
  private let eighthImaginary: Lanes
  private let seventhReal: Lanes
  private let seventhImaginary: Lanes

  /// The powers of order 0 to 7 of the number `x` + i `y`.
  @inline(__always)
  init(_ x: Double, _ y: Double) {
    let (x2, y2) = (x * x - y * y, 2 * x * y)
    let (x3, y3) = (x2 * x - y2 * y, x2 * y + y2 * x)
    let (x4, y4) = (x2 * x2 - y2 * y2, 2 * x2 * y2)
    let (x5, y5) = (x4 * x - y4 * y, x4 * y + y4 * x)
    let (x6, y6) = (x3 * x3 - y3 * y3, 2 * x3 * y3)
    let (x7, y7) = (x4 * x3 - y4 * y3, x4 * y3 + y4 * x3)
    order = Lanes(0, 1, 2, 3, 4, 5, 6, 7)
    real = Lanes(1, x, x2, x3, x4, x5, x6, x7)
    imaginary = Lanes(0, y, y2, y3, y4, y5, y6, y7)
    lowerReal = Lanes(0, 1, x, x2, x3, x4, x5, x6)
    lowerImaginary = Lanes(0, 0, y, y2, y3, y4, y5, y6)
    eighthReal = Lanes(repeating: x4 * x4 - y4 * y4)
    eighthImaginary = Lanes(repeating: 2 * x4 * y4)
    seventhReal = Lanes(repeating: x7)
    seventhImaginary = Lanes(repeating: y7)
  }

  /// The powers of the next eight orders.
  @inline(__always)
  mutating func advance() {
    // Lane 0 has no order below in the first block, so the second is made from the orders.
    let isFirst = order[0] == 0
    (lowerReal, lowerImaginary) =
      isFirst
      ? Self.product(real, imaginary, seventhReal, seventhImaginary)
      : Self.product(lowerReal, lowerImaginary, eighthReal, eighthImaginary)
    (real, imaginary) = Self.product(real, imaginary, eighthReal, eighthImaginary)
    order += Lanes(repeating: 8)
  }

  /// The real part of power times (cosine - i sine), added.
  @inline(__always)
  func own(_ cosine: Lanes, _ sine: Lanes, adding sum: Lanes) -> Lanes {
    real.multiplied(by: cosine, adding: imaginary.multiplied(by: sine, adding: sum))
  }

  /// The same with the powers of the orders below.
  @inline(__always)
  func lower(_ cosine: Lanes, _ sine: Lanes, adding sum: Lanes) -> Lanes {
    lowerReal.multiplied(by: cosine, adding: lowerImaginary.multiplied(by: sine, adding: sum))
  }

  @inline(__always)
  private static func product(
    _ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes
  ) -> (Lanes, Lanes) {
    (b.multiplied(by: d, subtractedFrom: a * c), a.multiplied(by: d, adding: b * c))
  }
}
