import NumericalMethods
import Testing

@Suite struct PhiloxTests {
  /// The known answers of the authors' library Random123 (`kat_vectors`, philox4x32 10).
  @Test func knownAnswers() {
    let all = UInt32.max
    #expect(
      Philox4x32.block(counter: .zero, key: .zero)
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      Philox4x32.block(counter: SIMD4(repeating: all), key: SIMD2(repeating: all))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let pi = SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344)
    #expect(
      Philox4x32.block(counter: pi, key: SIMD2(0xa409_3822, 0x299f_31d0))
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test func aSequenceIsItsCounter() {
    var stream = Philox4x32(seed: 1, stream: 2)
    let (first, _, third) = (stream.next(), stream.next(), stream.next())
    #expect(stream.position == 3)
    #expect(Double(first >> 11) * 0x1p-53 == stream.uniform(at: 0))
    #expect(Double(third >> 11) * 0x1p-53 == stream.uniform(at: 1))
    #expect(Philox4x32(seed: 1, stream: 3).uniform(at: 0) != stream.uniform(at: 0))
    #expect(Philox4x32(seed: 2, stream: 2).uniform(at: 0) != stream.uniform(at: 0))
    #expect(Philox4x32(seed: 1, stream: 2).uniform(at: .max) < 1)
  }

  /// Moments of 200,000 numbers, each within five standard errors of its law.
  @Test func moments() {
    let stream = Philox4x32(seed: 0x5EED, stream: 0)
    let n = 200_000.0
    var (u1, u2, g1, g2, g4) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for i in 0..<UInt64(n) {
      let (u, g) = (stream.uniform(at: i), stream.normal(at: i))
      u1 += u
      u2 += u * u
      g1 += g
      g2 += g * g
      g4 += g * g * g * g
    }
    let root = n.squareRoot()
    #expect(abs(u1 / n - 0.5) < 5 * 0.2887 / root)
    #expect(abs(u2 / n - 1.0 / 3) < 5 * 0.2981 / root)
    #expect(abs(g1 / n) < 5 / root)
    #expect(abs(g2 / n - 1) < 5 * 1.4142 / root)
    #expect(abs(g4 / n - 3) < 5 * 9.798 / root)
  }
}

@Suite struct SumTests {
  @Test func pairwise() {
    #expect(pairwiseSum([]) == 0)
    #expect(pairwiseSum([1, 2, 3]) == 6)
    let many = Array(repeating: 0.1, count: 1_000_000)
    #expect(abs(pairwiseSum(many) - 100_000) < 1e-9)
    #expect(abs(many.reduce(0, +) - 100_000) > 1e-7)
    #expect(pairwiseSum(many[5...]) == pairwiseSum(Array(many[5...])))
  }

  @Test func compensated() {
    var sum = CompensatedSum()
    for _ in 0..<1_000_000 { sum.add(0.1) }
    #expect(abs(sum.value - 100_000.000_000_000_000_555) <= 1.5e-11)
  }
}
