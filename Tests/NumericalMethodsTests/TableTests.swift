import NumericalMethods
import Testing

@Suite struct TableTests {
  @Test func choleskySolves() throws {
    let a: [[Double]] = [[4, 12, -16], [12, 37, -43], [-16, -43, 98]]
    let right: [Double] = [-44, -117, 278]
    let solution: [Double] = [1, 0, 3]
    let x = try #require(solveSymmetricPositiveDefinite(a, right))
    for (value, truth) in zip(x, solution) { #expect(abs(value - truth) < 1e-11) }
    #expect(solveSymmetricPositiveDefinite([], []) == [])
    #expect(solveSymmetricPositiveDefinite([[1, 2], [2, 1]], [1, 1]) == nil)
    #expect(solveSymmetricPositiveDefinite([[1, 1], [1, 1]], [1, 1]) == nil)
    #expect(solveSymmetricPositiveDefinite([[.nan]], [1]) == nil)
    #expect(solveSymmetricPositiveDefinite([[1, 2]], [1]) == nil)
  }
}

@Suite struct UniformSplineTests {
  @Test func cubicsAreMetExactlyAndSinesToTheFourthOrder() {
    func cubic(_ x: Double) -> SIMD4<Double> {
      SIMD4(1, x, 2 - x * x, x * x * x - 4 * x * x + x / 3)
    }
    for count in [4, 5, 6, 20] {
      let pieces = UniformSpline.pieces(through: (0..<count).map { cubic(Double($0)) })
      #expect(pieces.count == count - 1)
      for (index, piece) in pieces.enumerated() {
        for x in [0, 0.25, 0.8, 1] {
          let error = piece.values(at: x) - cubic(Double(index) + x)
          #expect((error * error).sum() < 1e-18)
        }
      }
    }
    var errors: [Double] = []
    for step in [0.2, 0.1] {
      let samples = (0...Int(6 / step)).map { index -> SIMD4<Double> in
        let x = Double(index) * step
        return SIMD4(Elementary.sin(x), Elementary.cos(x), 0, x)
      }
      let pieces = UniformSpline.pieces(through: samples)
      let middle = pieces.count / 2
      let error =
        pieces[middle].values(at: 0.5).y - Elementary.cos((Double(middle) + 0.5) * step)
      errors.append(abs(error))
    }
    #expect(errors[0] < 2e-5)
    #expect(errors[1] < errors[0] / 12)
  }

  @Test func tooFewSamplesGiveNoPieces() {
    for count in 0..<4 {
      #expect(UniformSpline.pieces(through: Array(repeating: .one, count: count)).isEmpty)
    }
  }
}

@Suite struct CubicHermiteTests {
  @Test func cubicsAreMetExactly() {
    func value(_ x: Double) -> SIMD2<Double> { SIMD2(x * x * x - 4 * x, 2 - 3 * x * x) }
    func rate(_ x: Double) -> SIMD2<Double> { SIMD2(3 * x * x - 4, -6 * x) }
    for time in [0, 0.5, 1.25, 2.5] {
      let found = cubicHermite(
        from: value(1), rate(1), to: value(3.5), rate(3.5), over: 2.5, at: time)
      let (off, drift) = (found.value - value(1 + time), found.rate - rate(1 + time))
      #expect((off * off).sum() < 1e-24 && (drift * drift).sum() < 1e-24)
    }
    let start = cubicHermite(from: value(1), rate(1), to: value(2), rate(2), over: 0, at: 0)
    #expect(start.value == value(1) && start.rate == rate(1))
  }
}
