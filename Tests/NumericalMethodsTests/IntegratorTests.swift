import NumericalMethods
import Testing

/// x'' = -x, whose solution is a cosine.
private struct Oscillator: DifferentialSystem {
  var dimension: Int { 2 }
  func derivative(
    at time: Double, of state: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>
  ) {
    rate[0] = state[1]
    rate[1] = -state[0]
  }
}

@Suite struct IntegratorTests {
  private func error(steps: Int) -> Double {
    var integration = DormandPrince853(system: Oscillator(), time: 0, state: [1, 0])
    for _ in 0..<steps { integration.step(10 / Double(steps)) }
    return abs(integration.state[0] - Elementary.cos(10))
  }

  @Test func halvingTheStepDividesTheErrorByAbout2ToThe8() {
    let coarse = error(steps: 16)
    let fine = error(steps: 32)
    #expect(coarse < 1e-2)
    #expect(coarse / fine > 150)
    #expect(error(steps: 100) < 1e-13)
  }

  @Test func brentFindsTheRootOfTwo() throws {
    let root = try #require(RootFinding.brent({ $0 * $0 - 2 }, in: 0...2, tolerance: 1e-15))
    #expect(abs(root - 2.0.squareRoot()) < 1e-15)
    #expect(RootFinding.brent({ $0 * $0 + 1 }, in: -1...1, tolerance: 1e-9) == nil)
    #expect(RootFinding.brent({ _ in Double.nan }, in: -1...1, tolerance: 1e-9) == nil)
    // A step is found, too, to the last digits.
    let step = try #require(RootFinding.brent({ $0 < 0.3 ? -1 : 1 }, in: 0...1, tolerance: 0))
    #expect(abs(step - 0.3) < 1e-15)
  }

  @Test func goldenSectionFindsTheVertex() {
    let place = Minimization.goldenSection({ ($0 - 0.3) * ($0 - 0.3) }, in: -4...5, tolerance: 1e-9)
    #expect(abs(place - 0.3) < 1e-8)
    let edge = Minimization.goldenSection({ $0 }, in: 2...3, tolerance: 0)
    #expect(abs(edge - 2) < 1e-14)
  }
}
