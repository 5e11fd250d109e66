import NumericalMethods

/// The normal equations of a least-squares fit, with columns scaled to length 1.
struct NormalEquations {
  private let matrix: [[Double]]
  private let right: [Double]
  private let scales: [Double]
  /// The diagonal of the inverse, in the parameters' own units.
  private let spread: [Double]
  private let freedom: Double

  /// From the partial derivatives of every observation by every parameter, and the residuals.
  init(columns: [[SIMD3<Double>]], residuals: [SIMD3<Double>]) {
    let count = columns.count
    freedom = max(1, 3 * Double(residuals.count) - Double(count))
    let scales = columns.map { column in
      let length = Self.sum(column, column).squareRoot()
      return length > 0 && length.isFinite ? 1 / length : 0
    }
    var matrix = [[Double]](repeating: Array(repeating: 0, count: count), count: count)
    for i in 0..<count {
      for j in 0...i {
        matrix[i][j] = scales[i] * scales[j] * Self.sum(columns[i], columns[j])
        matrix[j][i] = matrix[i][j]
      }
    }
    right = (0..<count).map { scales[$0] * Self.sum(columns[$0], residuals) }
    self.scales = scales
    self.matrix = matrix
    spread = (0..<count).map { index in
      var unit = [Double](repeating: 0, count: count)
      unit[index] = 1
      let column = solveSymmetricPositiveDefinite(matrix, unit)
      return (column?[index] ?? .nan) * scales[index] * scales[index]
    }
  }

  /// The change of the parameters; nil where the equations do not determine it.
  ///
  /// - Parameter damping: 0 for the step of Gauss and Newton; above it the step is shorter and nearer
  ///   to the steepest descent (Marquardt 1963).
  func solution(damping: Double = 0) -> [Double]? {
    var damped = matrix
    for index in damped.indices { damped[index][index] += damping }
    return solveSymmetricPositiveDefinite(damped, right).map { x in
      zip(x, scales).map { $0 * $1 }
    }
  }

  /// The standard deviation of a parameter, from the root mean square of the residuals [m].
  func deviation(of index: Int, rms: Double) -> Double? {
    guard spread.indices.contains(index), spread[index] >= 0 else { return nil }
    let observations = (freedom + Double(spread.count)) / 3
    return rms * (spread[index] * observations / freedom).squareRoot()
  }

  private static func sum(_ a: [SIMD3<Double>], _ b: [SIMD3<Double>]) -> Double {
    var sum = CompensatedSum()
    for (x, y) in zip(a, b) { sum.add(dot(x, y)) }
    return sum.value
  }
}
