import Foundation
import NumericalMethods
import Testing

@Suite struct ElementaryTests {
  /// The difference in units of the last place of the reference.
  func ulps(_ a: Double, _ b: Double) -> Double {
    if a == b { return 0 }
    return abs(a - b) / b.ulp
  }

  /// The C library is within 1 ulp of the truth (glibc manual, "Errors in Math Functions"), so 2.5
  /// ulp from it is at most 1.5 of our own.
  @Test func agreesWithTheCLibrary() {
    var worst: [String: Double] = [:]
    func note(_ name: String, _ ours: Double, _ theirs: Double) {
      worst[name] = max(worst[name] ?? 0, ulps(ours, theirs))
    }
    for step in -40_000...40_000 {
      let x = Double(step) * 0.000_731_7 + 1e-9
      note("exp", Elementary.exp(x), Foundation.exp(x))
      note("atan", Elementary.atan(x), Foundation.atan(x))
      note("log", Elementary.log(abs(x)), Foundation.log(abs(x)))
      note("atan2", Elementary.atan2(x, 1.7 - x), Foundation.atan2(x, 1.7 - x))
      note("asin", Elementary.asin(x / 30), Foundation.asin(x / 30))
      note("acos", Elementary.acos(x / 30), Foundation.acos(x / 30))
      note("pow", Elementary.pow(abs(x), 1.37), Foundation.pow(abs(x), 1.37))
    }
    for (name, error) in worst.sorted(by: { $0.key < $1.key }) {
      #expect(error <= 2.5, "\(name) is off by \(error) ulp")
    }
  }

  /// Sine and cosine, absolute: near their zeros a relative error means little.
  @Test func sineAndCosine() {
    var worst = 0.0
    for step in -60_000...60_000 {
      let x = Double(step) * 1.234_567 + 0.1
      let (s, c) = Elementary.sinCos(x)
      worst = max(worst, abs(s - Foundation.sin(x)), abs(c - Foundation.cos(x)))
    }
    #expect(worst <= 2.3e-16, "off by \(worst)")
  }

  @Test func theShortExponentialIsWithin1e11AndNeverTraps() {
    for step in -7000...7000 {
      let x = Double(step) * 0.100_7
      #expect(abs(Elementary.shortExp(x) / Elementary.exp(x) - 1) < 1e-11)
    }
    #expect(Elementary.shortExp(0) == 1)
    #expect(Elementary.shortExp(1e300) == Elementary.shortExp(709))
    #expect(Elementary.shortExp(.infinity) == Elementary.shortExp(709))
    #expect(Elementary.shortExp(-.infinity) == Elementary.shortExp(-708))
    #expect(Elementary.shortExp(.nan).isNaN)
  }

  @Test func specialValues() {
    #expect(Elementary.exp(-.infinity) == 0)
    #expect(Elementary.exp(1000) == .infinity)
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(-1).isNaN)
    #expect(Elementary.sin(.infinity).isNaN)
    #expect(Elementary.atan2(0, -1) == .pi)
    #expect(Elementary.acos(2).isNaN)
    #expect(Elementary.pow(2, 10) == 1024)
  }
}

@Suite struct MatrixTests {
  let a = Matrix3(rows: SIMD3(4, 1, -2), SIMD3(1, 5, 0.5), SIMD3(-2, 0.5, 7))

  @Test func inverseTimesMatrixIsOne() throws {
    let product = try #require(a.inverse) * a
    for i in 0..<3 {
      for j in 0..<3 { #expect(abs(product[i, j] - (i == j ? 1 : 0)) < 1e-15) }
    }
    #expect(Matrix3.zero.inverse == nil)
  }

  @Test func eigenvectorsDiagonalise() {
    let (values, vectors) = a.symmetricEigen()
    #expect(values.x <= values.y && values.y <= values.z)
    let diagonal = vectors * a * vectors.transpose
    for i in 0..<3 {
      for j in 0..<3 { #expect(abs(diagonal[i, j] - (i == j ? values[i] : 0)) < 1e-13) }
    }
  }

  @Test func compensatedSumKeepsWhatRoundingLoses() {
    var sum = CompensatedSum()
    for term in [1e16, 1, -1e16, 1] { sum.add(term) }
    #expect(sum.value == 2)
  }
}

@Suite struct ErrorFunctionTests {
  /// The values of mpmath 1.3 at 60 digits.
  @Test func agreesWithMultiplePrecision() {
    let table: [(x: Double, erf: Double, erfc: Double)] = [
      (0.5, 0.520_499_877_813_046_5, 0.479_500_122_186_953_5),
      (1.5, 0.966_105_146_475_310_7, 0.033_894_853_524_689_27),
      (2.5, 0.999_593_047_982_555, 4.069_520_174_449_589_4e-4),
      (4, 0.999_999_984_582_742_1, 1.541_725_790_028_001_9e-8),
      (8, 1, 1.122_429_717_298_292_7e-29), (20, 1, 5.395_865_611_607_901e-176),
    ]
    for (x, erf, erfc) in table {
      #expect(abs(Elementary.erf(x) - erf) <= 2.3e-16)
      #expect(abs(Elementary.erfc(x) / erfc - 1) <= 1e-14)
      #expect(Elementary.erf(-x) == -Elementary.erf(x))
      #expect(abs(Elementary.erfc(-x) - (1 + erf)) <= 4.5e-16)
    }
  }

  @Test func agreesWithTheCLibrary() {
    for step in -6100...6100 {
      let x = Double(step) * 1e-3
      #expect(abs(Elementary.erf(x) - Foundation.erf(x)) <= 4.5e-16)
    }
  }

  @Test func specialValues() {
    #expect(Elementary.erf(0) == 0)
    #expect(Elementary.erf(.infinity) == 1)
    #expect(Elementary.erf(-.infinity) == -1)
    #expect(Elementary.erf(.nan).isNaN)
    #expect(Elementary.erfc(.infinity) == 0)
    #expect(Elementary.erfc(-.infinity) == 2)
    #expect(Elementary.erfc(1000) == 0)
    #expect(Elementary.erfc(.nan).isNaN)
  }
}
