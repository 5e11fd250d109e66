import NumericalMethods

extension Geopotential {
  /// What one degree adds for eight orders side by side.
  struct Row: Sendable {
    /// Factor of the function before the last in the recursion.
    var recursion = Lanes.zero
    /// Coefficients of cosine and sine of the order itself.
    var cosine = Lanes.zero
    var sine = Lanes.zero
    /// Those of the order below, for the derivative along the axis.
    var lowerCosine = Lanes.zero
    var lowerSine = Lanes.zero
  }

  /// How many orders stand side by side.
  static let width = Lanes.scalarCount

  /// The factor between the fully normalised coefficient and that of the monic function: the norm
  /// √((2 - δ₀ₘ)(2n + 1)(n - m)!/(n + m)!) times the leading coefficient (2n)!/(2ⁿ n! (n - m)!) of
  /// the m-th derivative of the Legendre polynomial, for all orders and degrees from n = m.
  ///
  /// Both grow and shrink beyond what a number holds; their product stays near 2ⁿ and is built by
  /// quotients of neighbours.
  static func factors(upTo degree: Int) -> [[Double]] {
    var columns: [[Double]] = []
    var diagonal = 1.0
    for m in 0...degree {
      if m > 0 {
        diagonal *= (Double(2 * m + 1) / Double(m == 1 ? 1 : 2 * m)).squareRoot()
      }
      var column = [diagonal]
      for n in stride(from: m + 1, through: degree, by: 1) {
        let quotient = Double((2 * n + 1) * (2 * n - 1)) / Double((n - m) * (n + m))
        column.append(column[column.count - 1] * quotient.squareRoot())
      }
      columns.append(column)
    }
    return columns
  }

  /// The rows that `sums` walks: block by block of eight orders, each from the degree of its first
  /// order to the last degree.
  static func rows(of table: GeopotentialTable, degree: Int, order: Int) -> [Row] {
    let factors = factors(upTo: degree)
    var rows: [Row] = []
    for first in stride(from: 0, through: min(degree, order + 1), by: width) {
      for n in first...degree {
        var row = Row()
        for lane in 0..<width where first + lane <= n {
          let m = first + lane
          if n >= m + 2 {
            row.recursion[lane] =
              Double((n + m - 1) * (n - m - 1)) / Double((2 * n - 1) * (2 * n - 3))
          }
          // Degree 0 is the point mass and stands outside: inside, it would cost two digits.
          if n > 0, m <= order {
            let (c, s) = table.coefficients(n, m)
            row.cosine[lane] = c * factors[m][n - m]
            row.sine[lane] = s * factors[m][n - m]
          }
          if m > 0, m - 1 <= order {
            let (c, s) = table.coefficients(n, m - 1)
            let factor = factors[m - 1][n - m + 1] * Double(n - m + 1)
            row.lowerCosine[lane] = c * factor
            row.lowerSine[lane] = s * factor
          }
        }
        rows.append(row)
      }
    }
    return rows
  }
}
