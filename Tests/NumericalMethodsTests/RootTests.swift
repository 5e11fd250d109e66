import NumericalMethods
import Testing

@Suite struct RootTests {
  @Test func zerosOfClosedForm() throws {
    let cosine = try #require(
      RootFinding.brent({ Elementary.cos($0) - $0 }, in: 0...1, tolerance: 1e-14))
    #expect(abs(cosine - 0.739_085_133_215_160_6) < 1e-14)
    let steep = try #require(
      RootFinding.brent({ Elementary.exp($0) - 1e10 }, in: -1000...700, tolerance: 1e-12))
    #expect(abs(steep - 10 * Elementary.log(10)) < 1e-11)
    func cube(_ x: Double) -> Double { (x - 1) * (x - 1) * (x - 1) }
    let cubic = try #require(RootFinding.brent(cube, in: -3...7, tolerance: 1e-9))
    #expect(abs(cubic - 1) < 1e-5)
  }

  /// A jump has no zero, but a place; and few calls suffice.
  @Test func jumpsAndCallCounts() throws {
    var calls = 0
    let jump = try #require(
      RootFinding.brent(
        {
          calls += 1
          return $0 < 0.3 ? -1 : 5
        }, in: -1e6...1e6, tolerance: 1e-9))
    #expect(abs(jump - 0.3) < 1e-8)
    #expect(calls < 150)
  }

  @Test func hostileFunctions() {
    #expect(RootFinding.brent({ $0 * $0 + 1 }, in: -1...1, tolerance: 1e-9) == nil)
    #expect(RootFinding.brent({ _ in .nan }, in: -1...1, tolerance: 1e-9) == nil)
    #expect(RootFinding.brent({ abs($0) < 0.1 ? .nan : $0 }, in: -1...1, tolerance: 1e-9) == nil)
    #expect(RootFinding.brent({ $0 }, in: 0...1, tolerance: 1e-9) == 0)
    #expect(RootFinding.brent({ $0 - 1 }, in: 0...1, tolerance: 0) == 1)
  }

  @Test func minima() {
    let parabola = Minimization.brent({ ($0 - 2) * ($0 - 2) + 3 }, in: -10...50, tolerance: 1e-9)
    #expect(abs(parabola.x - 2) < 1e-7 && abs(parabola.value - 3) < 1e-14)
    let sine = Minimization.brent(Elementary.sin, in: 3...6, tolerance: 1e-9)
    #expect(abs(sine.x - 1.5 * .pi) < 1e-7 && abs(sine.value + 1) < 1e-14)
    let edge = Minimization.brent({ $0 }, in: 0...1, tolerance: 1e-9)
    #expect(edge.x < 1e-8)
    let kink = Minimization.brent({ abs($0 - 0.7) }, in: 0...1, tolerance: 1e-9)
    #expect(abs(kink.x - 0.7) < 1e-7)
    let section = Minimization.goldenSection({ abs($0 - 0.7) }, in: 0...1, tolerance: 1e-9)
    #expect(abs(section - 0.7) < 1e-9)
  }
}
