/// The solution x of A x = b for a small symmetric, positive definite matrix, as of the normal
/// equations of least squares.
///
/// The matrix is given by its rows; only its lower triangle is read. Nil where the sizes do not fit
/// or the matrix is not positive definite to rounding. Cholesky's factorisation: Golub and Van Loan,
/// Matrix Computations, sec. 4.2.
public func solveSymmetricPositiveDefinite(_ a: [[Double]], _ b: [Double]) -> [Double]? {
  let n = b.count
  guard a.count == n, a.allSatisfy({ $0.count == n }) else { return nil }
  var factor = a
  for j in 0..<n {
    var pivot = a[j][j]
    for k in 0..<j { pivot -= factor[j][k] * factor[j][k] }
    // A pivot of the size of its own rounding errors carries no sign.
    guard pivot > Double(n) * 0x1p-52 * abs(a[j][j]), pivot.isFinite else { return nil }
    let root = pivot.squareRoot()
    factor[j][j] = root
    for i in (j + 1)..<max(n, j + 1) {
      var sum = a[i][j]
      for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
      factor[i][j] = sum / root
    }
  }
  var x = b
  for i in 0..<n {
    for k in 0..<i { x[i] -= factor[i][k] * x[k] }
    x[i] /= factor[i][i]
  }
  for i in (0..<n).reversed() {
    for k in (i + 1)..<max(n, i + 1) { x[i] -= factor[k][i] * x[k] }
    x[i] /= factor[i][i]
  }
  return x.allSatisfy(\.isFinite) ? x : nil
}
