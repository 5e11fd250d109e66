import NumericalMethods

/// The associated Legendre functions of the sine of latitude, of orders 0 to 3 and degrees to 7, not
/// normalised and without the sign (-1)ᵐ, as NRLMSISE-00 uses them.
struct Legendre<N: ModelNumber>: Sendable {
  /// By order, each by degree 0 to 7; zero where the degree is below the order.
  var orders: InlineArray<4, InlineArray<8, N>>

  /// The functions at a latitude of which sine and cosine are given.
  ///
  /// Recursion in degree: Abramowitz, Stegun (1964), equation 8.5.3.
  @inline(__always)
  init(sin: N, cos: N) {
    orders = InlineArray(repeating: InlineArray(repeating: N(0)))
    var diagonal = N(1)
    for order in 0..<4 {
      if order > 0 { diagonal = Double(2 * order - 1) * (diagonal * cos) }
      orders[order][order] = diagonal
      var before = N(0)
      var current = diagonal
      for degree in order..<7 {
        let steps = 1 / Double(degree - order + 1)
        let next =
          (Double(2 * degree + 1) * steps) * (sin * current)
          - (Double(degree + order) * steps) * before
        before = current
        current = next
        orders[order][degree + 1] = next
      }
    }
  }

  @inline(__always)
  subscript(_ degree: Int, _ order: Int) -> N { orders[order][degree] }
}

extension Legendre where N == Double {
  /// The functions of an order as a vector by degree.
  @inline(__always)
  func degrees(ofOrder order: Int) -> SIMD8<Double> {
    var vector = SIMD8<Double>.zero
    for degree in 0..<8 { vector[degree] = orders[order][degree] }
    return vector
  }
}

/// A series of Legendre functions of one order, by degree 0 to 7.
typealias Degrees = SIMD8<Double>

extension Degrees {
  /// The series times the sine of latitude, again as a series of order `order`: by
  /// (2n + 1) x Pₙₘ = (n - m + 1) Pₙ₊₁ₘ + (n + m) Pₙ₋₁ₘ. What would have degree 8 is left out.
  func timesSine(order: Int) -> Degrees {
    var product = Degrees.zero
    for degree in order..<8 where self[degree] != 0 {
      let part = self[degree] / Double(2 * degree + 1)
      if degree < 7 { product[degree + 1] += Double(degree - order + 1) * part }
      if degree > order { product[degree - 1] += Double(degree + order) * part }
    }
    return product
  }
}
