/// The linear feedback that costs least.
public enum LinearQuadraticRegulator {
  /// The gain K of u = −K x that, for ẋ = A x + B u, makes ∫ (xᵀQx + uᵀRu) dt least; nil where the
  /// pair (A, B) cannot be stabilised or the weights leave a motion on the edge.
  ///
  /// Solves 0 = AᵀX + XA − X B R⁻¹ Bᵀ X + Q by the sign of the Hamiltonian matrix (Roberts 1980,
  /// *Int. J. Control* 32, 677), each iterate scaled by the norms of itself and its inverse, then
  /// K = R⁻¹ Bᵀ X. Scale the problem so that the numbers are of size one.
  public static func gain(
    _ a: DenseMatrix, _ b: DenseMatrix, stateCost q: DenseMatrix, controlCost r: DenseMatrix
  ) -> DenseMatrix? {
    let n = a.rows
    guard a.columns == n, b.rows == n, q.rows == n, q.columns == n, r.rows == b.columns,
      let inverseCost = r.inverse
    else { return nil }
    let push = b * inverseCost * b.transpose
    var hamiltonian = DenseMatrix(rows: 2 * n, columns: 2 * n)
    for i in 0..<n {
      for j in 0..<n {
        hamiltonian[i, j] = a[i, j]
        hamiltonian[i, n + j] = -push[i, j]
        hamiltonian[n + i, j] = -q[i, j]
        hamiltonian[n + i, n + j] = -a[j, i]
      }
    }
    guard let sign = matrixSign(hamiltonian) else { return nil }
    // The stable part is that of [1; X]: (sign + 1) [1; X] = 0, solved by least squares.
    var left = DenseMatrix(rows: 2 * n, columns: n)
    var right = DenseMatrix(rows: 2 * n, columns: n)
    for i in 0..<(2 * n) {
      for j in 0..<n {
        left[i, j] = sign[i, n + j] + (i == n + j ? 1 : 0)
        right[i, j] = -sign[i, j] - (i == j ? 1 : 0)
      }
    }
    guard let normal = (left.transpose * left).inverse else { return nil }
    let x = normal * (left.transpose * right)
    return inverseCost * b.transpose * (0.5 * (x + x.transpose))
  }

  /// The matrix with the eigenvectors of `matrix` and the signs of its eigenvalues' real parts.
  private static func matrixSign(_ matrix: DenseMatrix) -> DenseMatrix? {
    var z = matrix
    for _ in 0..<100 {
      guard let inverse = z.inverse else { return nil }
      let scale = z.norm > 0 ? (inverse.norm / z.norm).squareRoot() : 1
      let next = 0.5 * (scale * z + (1 / scale) * inverse)
      guard next.elements.allSatisfy(\.isFinite) else { return nil }
      if (next - z).norm <= 1e-12 * next.norm { return next }
      z = next
    }
    return nil
  }
}
