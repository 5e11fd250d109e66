import NumericalMethods
import TestSupport
import Testing

@Suite struct LinearTests {
  static func random(_ generator: inout SplitMix64) -> Double {
    2 * Double(generator.next() >> 11) * 0x1p-53 - 1
  }

  /// The least cost of random programmes is proven by its prices: with the reduced costs
  /// `d = c − Aᵀy` no feasible point costs less than `b·y + Σ uⱼ min(0, dⱼ)` (weak duality), and the
  /// point found costs just this. Programmes are feasible by construction.
  @Test func pricesProveTheOptimum() throws {
    var generator = SplitMix64(seed: 41)
    for size in 0..<200 {
      let (m, n) = (1 + size % 6, 6 + size % 40)
      let rows = (0..<m).map { _ in (0..<n).map { _ in Self.random(&generator) } }
      let inside = (0..<n).map { _ in abs(Self.random(&generator)) }
      let right = rows.map { zip($0, inside).reduce(0) { $0 + $1.0 * $1.1 } }
      let upper = (0..<n).map { _ in 1 + abs(Self.random(&generator)) }
      let cost = (0..<n).map { _ in Self.random(&generator) }
      let programme = LinearProgramme(cost: cost, rows: rows, right: right, upper: upper)
      let best = try #require(programme.solution)
      for (row, value) in zip(rows, right) {
        let sum = zip(row, best.values).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(sum - value) < 1e-9)
      }
      for (x, u) in zip(best.values, upper) { #expect(x >= 0 && x <= u) }
      var bound = zip(right, best.prices).reduce(0) { $0 + $1.0 * $1.1 }
      for j in 0..<n {
        var reduced = cost[j]
        for i in 0..<m { reduced -= rows[i][j] * best.prices[i] }
        bound += upper[j] * min(0, reduced)
      }
      #expect(abs(bound - best.cost) < 1e-9 * max(1, abs(bound)), "\(m) rows, \(n) columns")
    }
  }

  /// A programme whose answer SciPy 1.x `linprog` (HiGHS) gives as well, and what has no answer.
  @Test func namesWhatHasNoAnswer() throws {
    let programme = LinearProgramme(
      cost: [-3, -5, 0, 0, 0], rows: [[1, 0, 1, 0, 0], [0, 2, 0, 1, 0], [3, 2, 0, 0, 1]],
      right: [4, 12, 18], upper: [Double](repeating: .infinity, count: 5))
    let best = try #require(programme.solution)
    #expect(abs(best.cost + 36) < 1e-12)
    #expect(abs(best.values[0] - 2) < 1e-12 && abs(best.values[1] - 6) < 1e-12)
    #expect(
      LinearProgramme(cost: [1], rows: [[1]], right: [2], upper: [1]).solve() == .infeasible)
    #expect(
      LinearProgramme(cost: [-1, 0], rows: [[0, 1]], right: [1], upper: [.infinity, 2]).solve()
        == .unbounded)
    #expect(LinearProgramme(cost: [.nan], rows: [[1]], right: [1], upper: [1]).solve() == .failed)
    #expect(LinearProgramme(cost: [1], rows: [[1]], right: [1], upper: [-1]).solve() == .failed)
  }

  /// Eigenvalues of a block of known ones turned by a random similarity; NumPy agrees to 1e-12.
  @Test func eigenvaluesSurviveSimilarity() throws {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<20 {
      var block = DenseMatrix(rows: 6, columns: 6)
      // −1, 2, ±3i − 0.5 and ±0.5i.
      block[0, 0] = -1
      block[1, 1] = 2
      (block[2, 2], block[3, 3], block[2, 3], block[3, 2]) = (-0.5, -0.5, 3, -3)
      (block[4, 5], block[5, 4]) = (0.5, -0.5)
      var turn = DenseMatrix.identity(6)
      for k in turn.elements.indices { turn.elements[k] += 0.4 * Self.random(&generator) }
      let back = try #require(turn.inverse)
      let values = try #require((turn * block * back).eigenvalues())
      let wanted = [(2.0, 0.0), (0, 0.5), (0, -0.5), (-0.5, 3), (-0.5, -3), (-1, 0)]
      for want in wanted {
        let near = values.map { value -> Double in
          let (x, y) = (value.real - want.0, value.imaginary - want.1)
          return x * x + y * y
        }.min()
        #expect((near ?? 1) < 1e-20, "\(want): \(values)")
      }
    }
    #expect(DenseMatrix(rows: 2, columns: 3).eigenvalues() == nil)
    var broken = DenseMatrix.identity(2)
    broken[0, 1] = .nan
    #expect(broken.eigenvalues() == nil)
  }

  /// The double integrator with unit weights has the gain (1, √3) (for example Anderson and Moore,
  /// *Optimal Control*, 1990, sec. 3.2); what no control reaches has none.
  @Test func regulatorOfADoubleIntegrator() throws {
    var a = DenseMatrix(rows: 2, columns: 2)
    a[0, 1] = 1
    var b = DenseMatrix(rows: 2, columns: 1)
    b[1, 0] = 1
    let gain = try #require(
      LinearQuadraticRegulator.gain(
        a, b, stateCost: .identity(2), controlCost: .identity(1)))
    #expect(abs(gain[0, 0] - 1) < 1e-10 && abs(gain[0, 1] - 3.0.squareRoot()) < 1e-10)
    var free = a
    free[0, 0] = 1
    free[0, 1] = 0
    #expect(
      LinearQuadraticRegulator.gain(
        free, b, stateCost: .identity(2), controlCost: .identity(1)) == nil)
  }
}
