import Foundation
import NumericalMethods
import Testing

@Suite struct LaneTests {
  /// Eight arguments around `x`.
  func lanes(_ x: Double, _ step: Double) -> Lanes {
    var lanes = Lanes.zero
    for index in 0..<8 { lanes[index] = x + Double(index) * step }
    return lanes
  }

  func ulps(_ a: Double, _ b: Double) -> Double { a == b ? 0 : abs(a - b) / b.ulp }

  /// The C library is within 1 ulp of the truth, the lanes are allowed 2 of their own.
  @Test func agreesWithTheCLibrary() {
    var worst: [String: Double] = [:]
    func note(_ name: String, _ error: Double) { worst[name] = max(worst[name] ?? 0, error) }
    for step in -20_000...20_000 {
      let x = lanes(Double(step) * 0.031_7 + 1e-9, 0.003_9)
      let positive = x.absolute + Lanes(repeating: 1e-12)
      let (s, c) = LaneFunctions.sinCos(x * Lanes(repeating: 100))
      let e = LaneFunctions.exp(x)
      let l = LaneFunctions.log(positive)
      for index in 0..<8 {
        let angle = x[index] * 100
        note("sin", abs(s[index] - sin(angle)) / 1.1e-16)
        note("cos", abs(c[index] - cos(angle)) / 1.1e-16)
        note("exp", ulps(e[index], exp(x[index])))
        note("log", ulps(l[index], log(positive[index])))
      }
    }
    for (name, error) in worst.sorted(by: { $0.key < $1.key }) {
      #expect(error <= 3, "\(name) is off by \(error) ulp")
    }
  }

  @Test func arithmetic() {
    let a = lanes(1, 1)
    #expect(a.multiplied(by: a, adding: a) == lanes(2, 0) + Lanes(0, 4, 10, 18, 28, 40, 54, 70))
    #expect(a.multiplied(by: Lanes(repeating: 2), subtractedFrom: a) == Lanes.zero - a)
    #expect((a * a).root == a)
    #expect((Lanes.zero - a).absolute == a)
    #expect(a.least(Lanes(repeating: 3)) == Lanes(1, 2, 3, 3, 3, 3, 3, 3))
    #expect(a.greatest(Lanes(repeating: 3)) == Lanes(3, 3, 3, 4, 5, 6, 7, 8))
    #expect(a.anyAbove(Lanes(repeating: 7.5)))
    #expect(!a.anyAbove(Lanes(repeating: 8)))
  }

  /// Outside its range a lane may be wrong, but nothing traps and its neighbours stay right.
  @Test func hostileLanes() {
    let x = Lanes(
      0.5, .nan, .infinity, -.infinity, 1e300, -1e300, Double.leastNonzeroMagnitude, -0.0)
    #expect(abs(LaneFunctions.sinCos(x).sin[0] - sin(0.5)) < 1e-15)
    #expect(LaneFunctions.exp(x)[4] == LaneFunctions.exp(Lanes(repeating: 709))[0])
    #expect(LaneFunctions.exp(x)[3] < 1e-300)
    #expect(abs(LaneFunctions.log(x)[0] - log(0.5)) < 1e-15)
  }
}
