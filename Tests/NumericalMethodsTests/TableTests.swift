import NumericalMethods
import Testing

@Suite struct TableTests {
  /// x³ − 2x² + 3 is its own interpolant.
  @Test func hermiteIsExactForCubics() {
    func f(_ x: Double) -> Double { x * x * x - 2 * x * x + 3 }
    func slope(_ x: Double) -> Double { 3 * x * x - 4 * x }
    for i in 0...20 {
      let x = -1 + 0.2 * Double(i)
      let y = Interpolation.cubicHermite(
        at: x, x0: -1, y0: f(-1), slope0: slope(-1), x1: 3, y1: f(3), slope1: slope(3))
      #expect(abs(y - f(x)) < 2e-14)
    }
  }

  @Test func linearTable() throws {
    let table = try #require(MonotoneTable(x: [0, 1, 3], y: [10, 20, 0]))
    #expect(table.value(at: 0) == 10 && table.value(at: 1) == 20 && table.value(at: 3) == 0)
    #expect(table.value(at: 0.25) == 12.5 && table.value(at: 2) == 10)
    #expect(table.value(at: -0.001) == nil && table.value(at: 3.001) == nil)
    #expect(table.value(at: .nan) == nil)
    #expect(table.contains(0) && table.contains(3) && !table.contains(3.1))
    let point = try #require(MonotoneTable(x: [2], y: [5]))
    #expect(point.value(at: 2) == 5 && point.value(at: 1) == nil)
  }

  @Test func tablesThatAreNone() {
    #expect(MonotoneTable(x: [], y: []) == nil)
    #expect(MonotoneTable(x: [1, 2], y: [1]) == nil)
    #expect(MonotoneTable(x: [1, 1], y: [1, 2]) == nil)
    #expect(MonotoneTable(x: [2, 1], y: [1, 2]) == nil)
    #expect(MonotoneTable(x: [1, .nan], y: [1, 2]) == nil)
    #expect(MonotoneTable(x: [1, 2], y: [1, .infinity]) == nil)
  }

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
