/// A real matrix of three rows and three columns, kept by rows.
@frozen
public struct Matrix3: Sendable, Hashable {
  /// The first row.
  public var r0: SIMD3<Double>
  /// The second row.
  public var r1: SIMD3<Double>
  /// The third row.
  public var r2: SIMD3<Double>

  /// A matrix of three rows.
  @inlinable
  public init(_ r0: SIMD3<Double>, _ r1: SIMD3<Double>, _ r2: SIMD3<Double>) {
    self.r0 = r0
    self.r1 = r1
    self.r2 = r2
  }

  /// The matrix that changes nothing.
  public static let identity = Matrix3(SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1))

  /// The matrix of nine zeros.
  public static let zero = Matrix3(.zero, .zero, .zero)

  /// The matrix with the given numbers on its diagonal and zeros elsewhere.
  @inlinable
  public static func diagonal(_ d: SIMD3<Double>) -> Matrix3 {
    Matrix3(SIMD3(d.x, 0, 0), SIMD3(0, d.y, 0), SIMD3(0, 0, d.z))
  }

  /// The matrix a bᵀ, whose product with v is a (b · v).
  @inlinable
  public static func outer(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Matrix3 {
    Matrix3(a.x * b, a.y * b, a.z * b)
  }

  /// The antisymmetric matrix whose product with v is a × v.
  @inlinable
  public static func skew(_ a: SIMD3<Double>) -> Matrix3 {
    Matrix3(SIMD3(0, -a.z, a.y), SIMD3(a.z, 0, -a.x), SIMD3(-a.y, a.x, 0))
  }

  /// The element of row `i` and column `j`, each from 0 to 2.
  @inlinable
  public subscript(i: Int, j: Int) -> Double {
    get {
      precondition((0...2).contains(i), "row \(i) is not in 0 to 2")
      return i == 0 ? r0[j] : (i == 1 ? r1[j] : r2[j])
    }
    set {
      precondition((0...2).contains(i), "row \(i) is not in 0 to 2")
      switch i {
      case 0: r0[j] = newValue
      case 1: r1[j] = newValue
      default: r2[j] = newValue
      }
    }
  }

  /// The three rows.
  @inlinable
  public var rows: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) { (r0, r1, r2) }

  /// The matrix mirrored at its diagonal.
  @inlinable
  public var transpose: Matrix3 {
    Matrix3(
      SIMD3(r0.x, r1.x, r2.x), SIMD3(r0.y, r1.y, r2.y), SIMD3(r0.z, r1.z, r2.z))
  }

  /// The volume that the rows span, with its sign.
  @inlinable
  public var determinant: Double { dot(r0, cross(r1, r2)) }

  /// The sum of the diagonal.
  @inlinable
  public var trace: Double { r0.x + r1.y + r2.z }

  /// The matrix that undoes this one; nil where the determinant is zero or an inverse element is
  /// not finite.
  public var inverse: Matrix3? {
    let c0 = cross(r1, r2)
    let c1 = cross(r2, r0)
    let c2 = cross(r0, r1)
    let volume = dot(r0, c0)
    guard volume != 0, volume.isFinite else { return nil }
    let result = Matrix3(c0 / volume, c1 / volume, c2 / volume).transpose
    let total = result.r0.squaredMagnitude + result.r1.squaredMagnitude + result.r2.squaredMagnitude
    return total.isFinite ? result : nil
  }

  /// The sum, element by element.
  @inlinable
  public static func + (a: Matrix3, b: Matrix3) -> Matrix3 {
    Matrix3(a.r0 + b.r0, a.r1 + b.r1, a.r2 + b.r2)
  }

  /// The difference, element by element.
  @inlinable
  public static func - (a: Matrix3, b: Matrix3) -> Matrix3 {
    Matrix3(a.r0 - b.r0, a.r1 - b.r1, a.r2 - b.r2)
  }

  /// The matrix with every sign turned.
  @inlinable
  public static prefix func - (a: Matrix3) -> Matrix3 { Matrix3(-a.r0, -a.r1, -a.r2) }

  /// Adds a matrix to this one.
  @inlinable
  public static func += (a: inout Matrix3, b: Matrix3) { a = a + b }

  /// Takes a matrix from this one.
  @inlinable
  public static func -= (a: inout Matrix3, b: Matrix3) { a = a - b }

  /// Every element times a number.
  @inlinable
  public static func * (s: Double, a: Matrix3) -> Matrix3 {
    Matrix3(s * a.r0, s * a.r1, s * a.r2)
  }

  /// Every element times a number.
  @inlinable
  public static func * (a: Matrix3, s: Double) -> Matrix3 { s * a }

  /// The image of a vector (a column).
  @inlinable
  public static func * (a: Matrix3, v: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(dot(a.r0, v), dot(a.r1, v), dot(a.r2, v))
  }

  /// The matrix that first does `b`, then `a`.
  @inlinable
  public static func * (a: Matrix3, b: Matrix3) -> Matrix3 {
    Matrix3(b.weightedRows(a.r0), b.weightedRows(a.r1), b.weightedRows(a.r2))
  }

  /// The sum of the rows with the given weights: vᵀ A.
  @inlinable
  public func weightedRows(_ v: SIMD3<Double>) -> SIMD3<Double> {
    v.x * r0 + v.y * r1 + v.z * r2
  }
}

extension Matrix3 {
  /// A matrix from its rows.
  @inlinable public init(rows r0: SIMD3<Double>, _ r1: SIMD3<Double>, _ r2: SIMD3<Double>) {
    self.init(r0, r1, r2)
  }

  /// The rows as arrays, for output.
  public var arrays: [[Double]] {
    [[r0.x, r0.y, r0.z], [r1.x, r1.y, r1.z], [r2.x, r2.y, r2.z]]
  }
}
