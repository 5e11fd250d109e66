import NumericalMethods
import Testing

@Suite struct VectorTests {
  let a = SIMD3(1.5, -2, 0.25)
  let b = SIMD3(-0.5, 3, 4.0)

  @Test func products() {
    #expect(dot(a, b) == -5.75)
    #expect(cross(SIMD3(1, 0, 0), SIMD3(0, 1, 0)) == SIMD3(0, 0, 1))
    #expect(dot(cross(a, b), a) == 0 && dot(cross(a, b), b) == 0)
    #expect(SIMD3(2, 3, 6.0).magnitude == 7 && SIMD3(2, 3, 6.0).squaredMagnitude == 49)
    #expect(abs(a.normalized.magnitude - 1) < 1e-15)
    #expect(SIMD3<Double>.zero.normalized == .zero)
  }

  /// Right-handed, of length 1 and at right angles, on both sides of where the helper axis changes too.
  @Test(arguments: [
    SIMD3(1, 0, 0), SIMD3(0, 0, 1), SIMD3(0, 0, -1), SIMD3(0.4, 0.2, 0.89), SIMD3(0.4, 0.1, 0.92),
  ])
  func axesAcross(_ direction: SIMD3<Double>) {
    let axis = direction.normalized
    let (first, second) = across(axis)
    #expect(abs(first.magnitude - 1) < 1e-15 && abs(second.magnitude - 1) < 1e-15)
    #expect(abs(dot(first, axis)) < 1e-15 && abs(dot(first, second)) < 1e-15)
    #expect((cross(first, second) - axis).magnitude < 1e-15)
  }

  @Test func matrices() {
    #expect(Matrix3.skew(a) * b == cross(a, b))
    #expect(Matrix3.outer(a, b) * a == a * dot(b, a))
    #expect(Matrix3.identity * a == a && Matrix3.diagonal(b) * a == a * b)
    let m = Matrix3(a, b, SIMD3(1, 1, 2))
    let n = Matrix3(b, a, SIMD3(0, 7, -1))
    #expect((m * n) * a == m * (n * a))
    #expect((m * n).transpose == n.transpose * m.transpose)
    #expect(m[0, 1] == -2 && m[1, 2] == 4 && m.transpose[1, 0] == -2)
    #expect(m + n - n == m && m * 2 == m + m && -m == .zero - m)
    #expect(abs((m * n).determinant - m.determinant * n.determinant) < 1e-12)
  }

  @Test func eigenvectorsOfHardMatrices() {
    let turn = Matrix3(SIMD3(0.6, 0.8, 0), SIMD3(-0.8, 0.6, 0), SIMD3(0, 0, 1))
    for values in [SIMD3(2, 2, 2.0), SIMD3(1e-9, 1, 1e9), SIMD3(-3, 0, 0), SIMD3(0, 0, 0.0)] {
      let m = turn.transpose * Matrix3.diagonal(values) * turn
      let found = m.symmetricEigen()
      let scale = abs(values).max()
      #expect((abs(found.values - values)).max() <= 1e-15 * scale)
      #expect(abs(found.vectors.determinant - 1) < 1e-14)
    }
    let bad = Matrix3.diagonal(SIMD3(.nan, 1, 1)).symmetricEigen()
    #expect(!(bad.values.x + bad.values.y + bad.values.z).isFinite)
  }
}

/// The magnitudes, component by component.
private func abs(_ v: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(v.x.magnitude, v.y.magnitude, v.z.magnitude)
}
