/// A complex number, as two doubles: real part and imaginary part.
public struct ComplexNumber: Sendable, Hashable {
  /// The part along the real axis.
  public var real: Double
  /// The part along the imaginary axis.
  public var imaginary: Double

  /// A number from its parts.
  public init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The distance from zero.
  public var magnitude: Double { (real * real + imaginary * imaginary).squareRoot() }

  static func + (a: Self, b: Self) -> Self { Self(a.real + b.real, a.imaginary + b.imaginary) }
  static func - (a: Self, b: Self) -> Self { Self(a.real - b.real, a.imaginary - b.imaginary) }
  static func * (a: Self, b: Self) -> Self {
    Self(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }
  static func * (s: Double, a: Self) -> Self { Self(s * a.real, s * a.imaginary) }
  var conjugate: Self { Self(real, -imaginary) }
  /// The root with a real part that is not negative.
  var squareRoot: Self {
    let size = magnitude
    let x = (0.5 * max(0, size + real)).squareRoot()
    let y = (0.5 * max(0, size - real)).squareRoot()
    return Self(x, imaginary < 0 ? -y : y)
  }
}

extension DenseMatrix {
  /// The eigenvalues of a square matrix, by falling real part, then imaginary part; nil where the
  /// matrix is not square or finite, or the search does not end.
  ///
  /// Reduction to Hessenberg form by elimination, then the QR iteration with Wilkinson's shift in
  /// complex numbers (Golub and Van Loan, *Matrix Computations*, sec. 7.4 and 7.5). Eigenvalues of
  /// a matrix of size one are right to some 1e-15, multiple ones to the root of that.
  public func eigenvalues() -> [ComplexNumber]? {
    guard rows == columns, elements.allSatisfy(\.isFinite) else { return nil }
    var search = HessenbergSearch(self)
    guard let values = search.run() else { return nil }
    return values.sorted { ($0.real, $0.imaginary) > ($1.real, $1.imaginary) }
  }
}

/// The QR iteration on a matrix in Hessenberg form.
private struct HessenbergSearch {
  private let n: Int
  private var h: [ComplexNumber]

  init(_ matrix: DenseMatrix) {
    n = matrix.rows
    var a = matrix
    for k in 1..<max(1, n - 1) where n > 2 {
      var pivot = k
      for i in k..<n where abs(a[i, k - 1]) > abs(a[pivot, k - 1]) { pivot = i }
      guard a[pivot, k - 1] != 0 else { continue }
      if pivot != k {
        for j in 0..<n { (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]) }
        for i in 0..<n { (a[i, k], a[i, pivot]) = (a[i, pivot], a[i, k]) }
      }
      for i in (k + 1)..<n {
        let factor = a[i, k - 1] / a[k, k - 1]
        for j in 0..<n { a[i, j] -= factor * a[k, j] }
        for j in 0..<n { a[j, k] += factor * a[j, i] }
      }
    }
    h = a.elements.map { ComplexNumber($0) }
  }

  mutating func run() -> [ComplexNumber]? {
    var values: [ComplexNumber] = []
    var last = n - 1
    var rounds = 0
    while last >= 0 {
      var first = last
      while first > 0, !isNegligible(first) { first -= 1 }
      if first == last {
        values.append(h[last * n + last])
        last -= 1
        rounds = 0
        continue
      }
      rounds += 1
      if rounds > 300 { return nil }
      sweep(first, last, shift: shift(last, exceptional: rounds % 11 == 10))
    }
    return values
  }

  /// Whether the element under the diagonal before `k` counts as zero.
  private func isNegligible(_ k: Int) -> Bool {
    let around = h[k * n + k].magnitude + h[(k - 1) * n + k - 1].magnitude
    return h[k * n + k - 1].magnitude <= 0x1p-52 * around
  }

  /// The eigenvalue of the last two rows that lies nearer to the last element.
  private func shift(_ last: Int, exceptional: Bool) -> ComplexNumber {
    let d = h[last * n + last]
    if exceptional { return d + ComplexNumber(h[last * n + last - 1].magnitude) }
    let a = h[(last - 1) * n + last - 1]
    let product = h[(last - 1) * n + last] * h[last * n + last - 1]
    let half = 0.5 * (a - d)
    let root = (half * half + product).squareRoot
    let middle = 0.5 * (a + d)
    let (one, two) = (middle + root, middle - root)
    return (one - d).magnitude <= (two - d).magnitude ? one : two
  }

  /// One step: H − s = Q R by rotations, then R Q + s.
  private mutating func sweep(_ first: Int, _ last: Int, shift s: ComplexNumber) {
    for k in first...last { h[k * n + k] = h[k * n + k] - s }
    var turns: [(c: Double, s: ComplexNumber)] = []
    for k in first..<last {
      let (x, y) = (h[k * n + k], h[(k + 1) * n + k])
      let size = (x.magnitude * x.magnitude + y.magnitude * y.magnitude).squareRoot()
      let phase = x.magnitude > 0 ? (1 / x.magnitude) * x : ComplexNumber(1)
      let c = size > 0 ? x.magnitude / size : 1
      let sine = size > 0 ? (1 / size) * (phase * y.conjugate) : ComplexNumber(0)
      for j in k..<n {
        let (u, v) = (h[k * n + j], h[(k + 1) * n + j])
        h[k * n + j] = c * u + sine * v
        h[(k + 1) * n + j] = c * v - sine.conjugate * u
      }
      turns.append((c, sine))
    }
    for (k, turn) in zip(first..<last, turns) {
      for i in 0...min(k + 1, last) {
        let (u, v) = (h[i * n + k], h[i * n + k + 1])
        h[i * n + k] = turn.c * u + turn.s.conjugate * v
        h[i * n + k + 1] = turn.c * v - turn.s * u
      }
    }
    for k in first...last { h[k * n + k] = h[k * n + k] + s }
  }
}
