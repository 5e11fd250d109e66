/// Legendre polynomials and their integrals, for series over the interval from -1 to 1.
enum LegendrePolynomials {
  /// P₀(x) to P_`degree`(x) (Abramowitz, Stegun 1964, equation 8.5.3).
  static func values(upTo degree: Int, at x: Double) -> [Double] {
    var p = [1.0, x]
    for k in stride(from: 1, to: degree, by: 1) {
      p.append((Double(2 * k + 1) * x * p[k] - Double(k) * p[k - 1]) / Double(k + 1))
    }
    return Array(p.prefix(degree + 1))
  }

  /// The integrals of P₀ to P_`degree` from -1 to x, once and twice.
  ///
  /// ∫ Pₖ = (Pₖ₊₁ - Pₖ₋₁) / (2k + 1) vanishes at -1 for k above 0.
  static func integrals(
    upTo degree: Int, at x: Double
  ) -> (once: [Double], twice: [Double]) {
    let p = values(upTo: degree + 2, at: x)
    var once = [x + 1]
    for k in 1...(degree + 1) { once.append((p[k + 1] - p[k - 1]) / Double(2 * k + 1)) }
    var twice = [0.5 * (x + 1) * (x + 1)]
    for k in stride(from: 1, through: degree, by: 1) {
      twice.append((once[k + 1] - once[k - 1]) / Double(2 * k + 1))
    }
    return (Array(once.prefix(degree + 1)), twice)
  }

  /// The roots of P_`count` and the weights of Gauss's quadrature with them
  /// (Abramowitz, Stegun 1964, equation 25.4.29).
  static func gaussNodes(_ count: Int) -> (nodes: [Double], weights: [Double]) {
    var nodes: [Double] = []
    var weights: [Double] = []
    for index in 0..<count {
      var x =
        -Elementary.sinCos(.pi * (Double(index) + 0.75) / (Double(count) + 0.5)).cos
      var slope = 0.0
      // Newton's method from this start converges in four rounds.
      for _ in 0..<8 {
        let p = values(upTo: count, at: x)
        slope = Double(count) * (x * p[count] - p[count - 1]) / (x * x - 1)
        x -= p[count] / slope
      }
      nodes.append(x)
      weights.append(2 / ((1 - x * x) * slope * slope))
    }
    return (nodes, weights)
  }
}
