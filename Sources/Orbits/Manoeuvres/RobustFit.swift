import NumericalMethods

/// A fit of a few coefficients to many values of which some may be wrong: least squares whose
/// weights fall with the size of a residual beyond 1.5 standard deviations.
///
/// The standard deviation is 1.4826 times the median of the residuals' sizes, the same as that of a
/// normal distribution, which up to half of the values cannot carry away.
///
/// Source: Huber 1964, *Robust estimation of a location parameter*; Holland, Welsch 1977, for the
/// repeated weighting.
struct RobustFit {
  /// The coefficients, in the order of the columns.
  let coefficients: [Double]
  /// Their covariance.
  let covariance: [[Double]]
  /// Standard deviation of a value.
  let deviation: Double

  private static let passes = 8

  /// Nil where the columns do not tell the coefficients apart.
  ///
  /// - Parameters:
  ///   - values: What is fitted.
  ///   - columns: For each coefficient what it is multiplied by, value by value.
  init?(_ values: [Double], _ columns: [[Double]]) {
    var weights = [Double](repeating: 1, count: values.count)
    var solution = [Double](repeating: 0, count: columns.count)
    var scatter = 0.0
    for _ in 0..<Self.passes {
      let (matrix, right) = Self.normalEquations(values, columns, weights)
      guard let found = solveSymmetricPositiveDefinite(matrix, right) else { return nil }
      solution = found
      let residuals = values.indices.map { index in
        abs(values[index] - zip(columns, found).reduce(0) { $0 + $1.0[index] * $1.1 })
      }
      scatter = 1.4826 * Self.median(residuals)
      weights = residuals.map { $0 > 1.5 * scatter ? 1.5 * scatter / $0 : 1 }
    }
    let (matrix, _) = Self.normalEquations(values, columns, weights)
    var covariance: [[Double]] = []
    for index in columns.indices {
      var unit = [Double](repeating: 0, count: columns.count)
      unit[index] = scatter * scatter
      guard let row = solveSymmetricPositiveDefinite(matrix, unit) else { return nil }
      covariance.append(row)
    }
    coefficients = solution
    self.covariance = covariance
    deviation = scatter
  }

  private static func normalEquations(
    _ values: [Double], _ columns: [[Double]], _ weights: [Double]
  ) -> ([[Double]], [Double]) {
    func sum(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for index in weights.indices { sum += weights[index] * a[index] * b[index] }
      return sum
    }
    return (columns.map { a in columns.map { sum(a, $0) } }, columns.map { sum($0, values) })
  }

  /// The median; 0 of nothing.
  static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
  }

  /// The standard deviation of values around their median, from the median of the differences.
  static func scatter(_ values: [Double]) -> Double {
    let middle = median(values)
    return 1.4826 * median(values.map { abs($0 - middle) })
  }
}
