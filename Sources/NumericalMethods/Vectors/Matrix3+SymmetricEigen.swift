extension Matrix3 {
  /// The eigenvalues of a symmetric matrix, ascending, and its eigenvectors as the rows of a proper
  /// rotation (determinant +1), in the same order.
  ///
  /// Cyclic Jacobi rotations in the fixed order (0,1), (0,2), (1,2) (Golub and Van Loan, Matrix
  /// Computations, sec. 8.5). Only the upper triangle is read. Elements that are not finite give
  /// eigenvalues that are not finite.
  public func symmetricEigen() -> (values: SIMD3<Double>, vectors: Matrix3) {
    var a = self
    a[1, 0] = a[0, 1]
    a[2, 0] = a[0, 2]
    a[2, 1] = a[1, 2]
    var vectors = Matrix3.identity
    for _ in 0..<32 {
      let outside = abs(a.r0.y) + abs(a.r0.z) + abs(a.r1.z)
      let inside = abs(a.r0.x) + abs(a.r1.y) + abs(a.r2.z)
      // Below 1e-20 of the diagonal the squares of what is left change nothing.
      if !(outside > 1e-20 * inside) { break }
      for (p, q) in [(0, 1), (0, 2), (1, 2)] {
        a.turn(p, q, &vectors)
      }
    }
    var order = [0, 1, 2]
    // A stable order: equal values keep their place.
    order.sort { (a[$0, $0], $0) < (a[$1, $1], $1) }
    let all = [vectors.r0, vectors.r1, vectors.r2]
    var sorted = Matrix3(all[order[0]], all[order[1]], all[order[2]])
    if sorted.determinant < 0 { sorted.r2 = -sorted.r2 }
    return (SIMD3(a[order[0], order[0]], a[order[1], order[1]], a[order[2], order[2]]), sorted)
  }

  /// One rotation that brings the element (p, q) of this symmetric matrix to zero; `vectors` turns
  /// with it, row by row.
  private mutating func turn(_ p: Int, _ q: Int, _ vectors: inout Matrix3) {
    let off = self[p, q]
    if off == 0 { return }
    let theta = (self[q, q] - self[p, p]) / (2 * off)
    let root = (theta * theta + 1).squareRoot()
    let t = theta >= 0 ? 1 / (theta + root) : 1 / (theta - root)
    let c = 1 / (t * t + 1).squareRoot()
    let s = t * c
    let r = 3 - p - q
    let (arp, arq) = (self[r, p], self[r, q])
    self[p, p] -= t * off
    self[q, q] += t * off
    self[p, q] = 0
    self[q, p] = 0
    self[r, p] = c * arp - s * arq
    self[p, r] = self[r, p]
    self[r, q] = s * arp + c * arq
    self[q, r] = self[r, q]
    for k in 0..<3 {
      let (vp, vq) = (vectors[p, k], vectors[q, k])
      vectors[p, k] = c * vp - s * vq
      vectors[q, k] = s * vp + c * vq
    }
  }
}
