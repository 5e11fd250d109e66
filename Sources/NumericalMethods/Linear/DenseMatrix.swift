/// A real square or rectangular matrix of any size, kept by rows.
///
/// For problems of some ten unknowns that are solved once, such as a controller's gains. Vectors and
/// tensors of space are ``Matrix3``.
public struct DenseMatrix: Sendable, Hashable {
  /// Rows.
  public let rows: Int
  /// Columns.
  public let columns: Int
  /// Row by row.
  public var elements: [Double]

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative size")
    self.rows = rows
    self.columns = columns
    elements = [Double](repeating: 0, count: rows * columns)
  }

  /// The square matrix that changes nothing.
  public static func identity(_ size: Int) -> DenseMatrix {
    var result = DenseMatrix(rows: size, columns: size)
    for i in 0..<size { result[i, i] = 1 }
    return result
  }

  /// The element of row `i` and column `j`.
  public subscript(i: Int, j: Int) -> Double {
    get { elements[i * columns + j] }
    set { elements[i * columns + j] = newValue }
  }

  /// Three rows and columns from (`i`, `j`) on.
  public subscript(block i: Int, _ j: Int) -> Matrix3 {
    get {
      func row(_ k: Int) -> SIMD3<Double> {
        SIMD3(self[i + k, j], self[i + k, j + 1], self[i + k, j + 2])
      }
      return Matrix3(row(0), row(1), row(2))
    }
    set {
      for k in 0..<3 {
        for l in 0..<3 { self[i + k, j + l] = newValue[k, l] }
      }
    }
  }

  /// The matrix mirrored at its diagonal.
  public var transpose: DenseMatrix {
    var result = DenseMatrix(rows: columns, columns: rows)
    for i in 0..<rows {
      for j in 0..<columns { result[j, i] = self[i, j] }
    }
    return result
  }

  /// The inverse by elimination with row exchange (Golub and Van Loan, *Matrix Computations*,
  /// sec. 3.4); nil where the matrix is not square or has none.
  public var inverse: DenseMatrix? {
    guard rows == columns else { return nil }
    let n = rows
    var a = self
    var b = DenseMatrix.identity(n)
    for k in 0..<n {
      var pivot = k
      for i in k..<n where abs(a[i, k]) > abs(a[pivot, k]) { pivot = i }
      guard abs(a[pivot, k]) > 0, a[pivot, k].isFinite else { return nil }
      for j in 0..<n where pivot != k {
        (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j])
        (b[k, j], b[pivot, j]) = (b[pivot, j], b[k, j])
      }
      let scale = 1 / a[k, k]
      for j in 0..<n {
        a[k, j] *= scale
        b[k, j] *= scale
      }
      for i in 0..<n where i != k && a[i, k] != 0 {
        let factor = a[i, k]
        for j in 0..<n {
          a[i, j] -= factor * a[k, j]
          b[i, j] -= factor * b[k, j]
        }
      }
    }
    return b.elements.allSatisfy(\.isFinite) ? b : nil
  }

  /// The sum of the squares of all elements, as a length.
  public var norm: Double { elements.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// The sum, element by element.
  public static func + (a: DenseMatrix, b: DenseMatrix) -> DenseMatrix { a.combined(b, +) }

  /// The difference, element by element.
  public static func - (a: DenseMatrix, b: DenseMatrix) -> DenseMatrix { a.combined(b, -) }

  /// Every element times a number.
  public static func * (s: Double, a: DenseMatrix) -> DenseMatrix {
    var result = a
    for k in result.elements.indices { result.elements[k] *= s }
    return result
  }

  /// The matrix that first does `b`, then `a`.
  public static func * (a: DenseMatrix, b: DenseMatrix) -> DenseMatrix {
    precondition(a.columns == b.rows, "a product needs as many columns as rows")
    var result = DenseMatrix(rows: a.rows, columns: b.columns)
    for i in 0..<a.rows {
      for k in 0..<a.columns {
        let factor = a[i, k]
        for j in 0..<b.columns { result[i, j] += factor * b[k, j] }
      }
    }
    return result
  }

  /// The image of a vector (a column).
  public static func * (a: DenseMatrix, v: [Double]) -> [Double] {
    precondition(a.columns == v.count, "a product needs as many columns as rows")
    return (0..<a.rows).map { i in
      var sum = 0.0
      for j in 0..<a.columns { sum += a[i, j] * v[j] }
      return sum
    }
  }

  private func combined(_ b: DenseMatrix, _ join: (Double, Double) -> Double) -> DenseMatrix {
    precondition(rows == b.rows && columns == b.columns, "matrices of one size")
    var result = self
    for k in elements.indices { result.elements[k] = join(elements[k], b.elements[k]) }
    return result
  }
}
