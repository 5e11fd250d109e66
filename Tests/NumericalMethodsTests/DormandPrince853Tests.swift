import NumericalMethods
import Testing

/// A point about a centre of attraction: x, y, vx, vy in [m] and [m/s].
private struct TwoBody: DifferentialSystem {
  /// The Earth's gravitational parameter [m³/s²]; EGM2008.
  var mu = 3.986004418e14
  let dimension = 4

  mutating func derivative(
    at time: Double, of y: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>
  ) {
    let r2 = y[0] * y[0] + y[1] * y[1]
    let pull = -mu / (r2 * r2.squareRoot())
    rate[0] = y[2]
    rate[1] = y[3]
    rate[2] = pull * y[0]
    rate[3] = pull * y[1]
  }

  /// Perigee state of an orbit.
  func perigee(_ a: Double, _ e: Double) -> [Double] {
    [a * (1 - e), 0, 0, (mu / a * (1 + e) / (1 - e)).squareRoot()]
  }

  /// The place at a time after perigee, by Kepler's equation.
  func place(_ a: Double, _ e: Double, at t: Double) -> (Double, Double) {
    let mean = (mu / a).squareRoot() / a * t
    var anomaly = mean
    for _ in 0..<50 {
      anomaly -=
        (anomaly - e * Elementary.sin(anomaly) - mean) / (1 - e * Elementary.cos(anomaly))
    }
    let minor = a * (1 - e * e).squareRoot()
    return (a * (Elementary.cos(anomaly) - e), minor * Elementary.sin(anomaly))
  }

  func energy(_ y: [Double]) -> Double {
    (y[2] * y[2] + y[3] * y[3]) / 2 - mu / (y[0] * y[0] + y[1] * y[1]).squareRoot()
  }

  func error(_ y: [Double], _ a: Double, _ e: Double, at t: Double) -> Double {
    let truth = place(a, e, at: t)
    return Elementary.hypot(y[0] - truth.0, y[1] - truth.1)
  }
}

@Suite struct DormandPrince853Tests {
  private let system = TwoBody()

  private func integrator(_ a: Double, _ e: Double) -> DormandPrince853<TwoBody> {
    DormandPrince853(system: system, time: 0, state: system.perigee(a, e))
  }

  /// Short steps are of order 5 within 0.2, and of one second keep a day of an orbit to rounding.
  @Test func shortSteps() {
    func error(_ a: Double, _ e: Double, _ h: Double, _ span: Double) -> Double {
      var solver = integrator(a, e)
      for _ in 0..<Int(span / h) { solver.shortStep(h) }
      return system.error(solver.state, a, e, at: solver.time)
    }
    // Near perigee, where the error along the track has not turned back yet.
    let coarse = error(20_334_411, 0.3, 40, 2000)
    let fine = error(20_334_411, 0.3, 20, 2000)
    #expect(abs(Elementary.log(coarse / fine) / Elementary.log(2) - 5) < 0.2)
    #expect(error(6_778_137, 0.01, 1, 86_400) < 1e-4)
  }

  /// A day of a circular and of an eccentric orbit against Kepler's closed form, in steps of 20 s.
  /// What is left is rounding, which grows along the track with time.
  @Test(arguments: [(6_778_137.0, 0.001, 1e-4), (26_600_000.0, 0.74, 2e-3)])
  func dayOfAnOrbit(_ a: Double, _ e: Double, _ allowance: Double) {
    var solver = integrator(a, e)
    let before = system.energy(solver.state)
    for _ in 0..<4320 { solver.step(20) }
    #expect(solver.time == 86_400)
    let error = system.error(solver.state, a, e, at: 86_400)
    let drift = abs(system.energy(solver.state) / before - 1)
    #expect(error < allowance, "place off by \(error) m")
    #expect(drift < 1e-11, "energy off by \(drift)")
  }

  /// Halving a step divides the error by 2^8, by 2^4 for the classical method.
  @Test func ordersOfConvergence() {
    let (a, e, day) = (7e6, 0.1, 12_000.0)
    func error(_ steps: Int) -> (Double, Double) {
      var high = integrator(a, e)
      var low = RungeKutta4(system: system, time: 0, state: system.perigee(a, e))
      for _ in 0..<steps {
        high.step(day / Double(steps))
        low.step(day / Double(steps))
      }
      return (
        system.error(high.state, a, e, at: day), system.error(low.state, a, e, at: day)
      )
    }
    let (coarse, fine) = (error(50), error(100))
    let high = Elementary.log(coarse.0 / fine.0) / Elementary.log(2)
    #expect((7.3...9.2).contains(high), "order \(high): \(coarse.0) and \(fine.0) m")
    let (coarseLow, fineLow) = (error(800), error(1600))
    let low = Elementary.log(coarseLow.1 / fineLow.1) / Elementary.log(2)
    #expect((3.7...5.2).contains(low), "order \(low): \(coarseLow.1) and \(fineLow.1) m")
  }

  @Test func thereAndBackAgain() {
    var solver = integrator(7e6, 0.1)
    let start = solver.state
    for _ in 0..<300 { solver.step(20) }
    #expect(Elementary.hypot(solver.state[0] - start[0], solver.state[1] - start[1]) > 1e5)
    for _ in 0..<300 { solver.step(-20) }
    #expect(solver.time == 0)
    #expect(Elementary.hypot(solver.state[0] - start[0], solver.state[1] - start[1]) < 1e-4)
  }

  /// Same bits from a copy and from an integrator that starts where the first one stands; a state
  /// and equations that were changed from outside count from the next step on.
  @Test func aStepDependsOnTheStateAlone() {
    var one = integrator(7e6, 0.1)
    for _ in 0..<5 { one.step(60) }
    one.state[2] += 1
    one.system.mu *= 1.01
    var two = one
    var three = DormandPrince853(system: one.system, time: one.time, state: one.state)
    for _ in 0..<5 {
      one.step(60)
      two.step(60)
      three.step(60)
    }
    #expect(one.state == two.state && one.time == two.time)
    #expect(one.state == three.state && one.time == three.time)
    var unchanged = integrator(7e6, 0.1)
    for _ in 0..<10 { unchanged.step(60) }
    #expect(one.state != unchanged.state)
  }

  /// What is not finite stays so, in its component and in those that it drives, and stops nothing.
  @Test(arguments: [Double.nan, .infinity])
  func hostileStates(_ bad: Double) {
    var solver = integrator(7e6, 0.1)
    solver.state[0] = bad
    solver.step(60)
    #expect(!solver.state[0].isFinite && solver.time == 60)
  }
}
