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

/// y' = f(t, y) of one component, given by a function.
private struct Scalar: DifferentialSystem {
  let rate: @Sendable (Double, Double) -> Double
  let dimension = 1
  mutating func derivative(
    at time: Double, of y: UnsafeBufferPointer<Double>, into out: UnsafeMutableBufferPointer<Double>
  ) { out[0] = rate(time, y[0]) }
}

@Suite struct DormandPrince853Tests {
  private let system = TwoBody()

  private func integrator(
    _ a: Double, _ e: Double, tolerance: Double = 1e-13
  ) -> DormandPrince853<TwoBody> {
    DormandPrince853(
      system: system, time: 0, state: system.perigee(a, e), relativeTolerance: tolerance,
      absoluteTolerance: [1e-6, 1e-6, 1e-9, 1e-9])
  }

  /// A day of a circular and of an eccentric orbit against Kepler's closed form. The tolerance of
  /// 1e-13 leaves about 1e-6 m a step; errors along the track grow with time to a tenth of a millimetre.
  @Test(arguments: [(6_778_137.0, 0.001, 1e-4), (26_600_000.0, 0.74, 2e-3)])
  func dayOfAnOrbit(_ a: Double, _ e: Double, _ allowance: Double) throws {
    var solver = integrator(a, e)
    let before = system.energy(solver.state)
    while solver.time < 86_400 { try solver.step(limit: 86_400) }
    #expect(solver.time == 86_400)
    let error = system.error(solver.state, a, e, at: 86_400)
    let drift = abs(system.energy(solver.state) / before - 1)
    #expect(error < allowance, "place off by \(error) m, \(solver.derivativeCount) derivatives")
    #expect(drift < 1e-11, "energy off by \(drift)")
  }

  /// Halving a fixed step divides the error by 2^8, by 2^4 for the classical method.
  @Test func ordersOfConvergence() throws {
    let (a, e, day) = (7e6, 0.1, 12_000.0)
    func error(_ steps: Int) throws -> (Double, Double) {
      var high = integrator(a, e)
      var low = RungeKutta4(system: system, time: 0, state: system.perigee(a, e))
      for _ in 0..<steps {
        try high.fixedStep(day / Double(steps))
        low.step(day / Double(steps))
      }
      return (
        system.error(high.state, a, e, at: day), system.error(low.state, a, e, at: day)
      )
    }
    let (coarse, fine) = (try error(50), try error(100))
    let high = Elementary.log(coarse.0 / fine.0) / Elementary.log(2)
    #expect((7.3...9.2).contains(high), "order \(high): \(coarse.0) and \(fine.0) m")
    let (coarseLow, fineLow) = (try error(800), try error(1600))
    let low = Elementary.log(coarseLow.1 / fineLow.1) / Elementary.log(2)
    #expect((3.7...5.2).contains(low), "order \(low): \(coarseLow.1) and \(fineLow.1) m")
  }

  /// The polynomial between the ends is of order 7: its error stays within some thousand times the
  /// tolerance, and halving the step divides it by 2^8.
  @Test func denseOutput() throws {
    let (a, e) = (7e6, 0.1)
    func worst(_ h: Double) throws -> Double {
      var solver = integrator(a, e)
      let step = try solver.fixedStep(h, dense: true)
      #expect(step.isDense)
      #expect(step.state(at: 0) == step.startState && step.state(at: h) == solver.state)
      return (1..<20).map {
        system.error(step.state(at: h * Double($0) / 20), a, e, at: h * Double($0) / 20)
      }.max() ?? .nan
    }
    let (coarse, fine) = (try worst(240), try worst(120))
    let order = Elementary.log(coarse / fine) / Elementary.log(2)
    #expect(order > 7.3, "order \(order): \(coarse) and \(fine) m")
    var solver = integrator(a, e)
    while solver.time < 20_000 {
      let step = try solver.step(limit: 20_000, dense: true)
      let t = 0.5 * (step.start + step.end)
      #expect(system.error(step.state(at: t), a, e, at: t) < 1e-2)
      #expect(step.component(1, at: t) == step.state(at: t)[1])
    }
  }

  @Test func thereAndBackAgain() throws {
    var solver = integrator(7e6, 0.1)
    let start = solver.state
    while solver.time < 6_000 { try solver.step(limit: 6_000) }
    let rest = try solver.step(limit: 6_000)
    #expect(rest.start == rest.end)
    while solver.time > 0 { try solver.step(limit: 0) }
    #expect(Elementary.hypot(solver.state[0] - start[0], solver.state[1] - start[1]) < 1e-4)
  }

  /// Same bits from a copy, and from a run that is cut and restarted with the same state.
  @Test func copiesAndRestartsAgree() throws {
    var one = integrator(7e6, 0.1)
    for _ in 0..<5 { try one.step(limit: 1e5) }
    var two = one
    two.restart(time: one.time, state: one.state)
    for _ in 0..<5 {
      try one.step(limit: 1e5)
      try two.step(limit: 1e5, dense: true)
    }
    #expect(one.state == two.state && one.time == two.time)
    // Each dense step but the last hands its last rate on to the next.
    #expect(two.derivativeCount == one.derivativeCount + 1 + 5 * 3)
  }

  /// The unchecked fixed step is the checked one, also after the state was changed from outside.
  @Test func fixedStepsAgree() throws {
    var (one, two) = (integrator(7e6, 0.1), integrator(7e6, 0.1))
    for _ in 0..<3 {
      one.step(60)
      try two.fixedStep(60, dense: true)
      one.state[2] += 1
      two.state[2] += 1
    }
    #expect(one.state == two.state && one.time == 180)
    one.system.mu = 0
    one.step(10)
    #expect(one.state[2] == two.state[2] && one.state[3] == two.state[3])
  }

  @Test func advancesWithOtherTolerances() throws {
    var solver = integrator(7e6, 0.1)
    try solver.advance(
      to: 5_000, relativeTolerance: 1e-9, absoluteTolerance: 1e-3, maximumStep: 200)
    #expect(solver.time == 5_000)
    #expect(system.error(solver.state, 7e6, 0.1, at: 5_000) < 1)
    try solver.advance(to: 5_000)
    for bad in [Double.nan, -1, 0] {
      #expect(throws: IntegrationError.self) {
        try solver.advance(to: 6_000, relativeTolerance: 0, absoluteTolerance: bad)
      }
      #expect(throws: IntegrationError.self) {
        try solver.advance(
          to: 6_000, relativeTolerance: 1e-9, absoluteTolerance: 0, maximumStep: bad)
      }
    }
    #expect(throws: IntegrationError.self) { try solver.advance(to: .infinity) }
    #expect(solver.time == 5_000)
  }

  @Test func noStepIsLongerThanTheLongest() throws {
    var solver = DormandPrince853(
      system: Scalar { _, _ in 1 }, time: 0, state: [0], relativeTolerance: 1e-9,
      absoluteTolerance: [1e-9], maximumStep: 10)
    while solver.time < 95 {
      let step = try solver.step(limit: 95)
      #expect(step.end - step.start <= 10 + 1e-12)
    }
    #expect(abs(solver.state[0] - 95) < 1e-12)
  }

  /// y' = y² from 1 runs to infinity at t = 1.
  @Test func singularityIsReported() throws {
    var solver = DormandPrince853(
      system: Scalar { _, y in y * y }, time: 0, state: [1], relativeTolerance: 1e-10,
      absoluteTolerance: [1e-10])
    #expect(throws: IntegrationError.self) {
      for _ in 0..<100_000 where solver.time < 2 { try solver.step(limit: 2) }
    }
    #expect(abs(solver.time - 1) < 1e-6)
  }

  @Test func hostileStates() throws {
    for bad in [Double.nan, .infinity] {
      var solver = DormandPrince853(
        system: Scalar { _, y in y }, time: 3, state: [bad], relativeTolerance: 1e-10,
        absoluteTolerance: [1e-10])
      #expect(throws: IntegrationError.notFinite(time: 3)) {
        try solver.step(limit: 5)
      }
      #expect(throws: IntegrationError.notFinite(time: 3)) {
        try solver.fixedStep(1)
      }
    }
    // A rate that ceases to be a number half way: the integrator walks up to it and says so.
    var solver = DormandPrince853(
      system: Scalar { t, _ in t < 1 ? 1 : .nan }, time: 0, state: [0], relativeTolerance: 1e-10,
      absoluteTolerance: [1e-10])
    #expect(throws: IntegrationError.self) {
      for _ in 0..<10_000 where solver.time < 2 { try solver.step(limit: 2) }
    }
    #expect(solver.time < 1 && solver.time > 0.999)
  }
}

/// A stone under a steady pull: height [m] and rate of climb [m/s].
private struct Fall: DifferentialSystem {
  let dimension = 2
  mutating func derivative(
    at time: Double, of y: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>
  ) {
    rate[0] = y[1]
    rate[1] = -9.80665
  }
}

@Suite struct EventLocatorTests {
  private func throwUp() throws -> DenseStep {
    var solver = DormandPrince853(
      system: Fall(), time: 0, state: [0, 20], relativeTolerance: 1e-12,
      absoluteTolerance: [1e-12], initialStep: 6)
    return try solver.step(limit: 6, dense: true)
  }

  /// Height 15 m is passed upwards and downwards inside one step; times of the closed form.
  @Test func crossingsOfAFallingBody() throws {
    let step = try throwUp()
    #expect(step.end == 6)
    let root = (400 - 2 * 9.80665 * 15).squareRoot()
    let (up, down) = ((20 - root) / 9.80665, (20 + root) / 9.80665)
    func height(_ t: Double, _ y: [Double]) -> Double { y[0] - 15 }
    let first = try #require(EventLocator().firstRoot(in: step, of: height))
    let rising = try #require(EventLocator(direction: .rising).firstRoot(in: step, of: height))
    let falling = try #require(EventLocator(direction: .falling).firstRoot(in: step, of: height))
    #expect(abs(first - up) < 1e-6 && abs(rising - up) < 1e-6)
    #expect(abs(falling - down) < 1e-6)
    #expect(height(rising, step.state(at: rising)) >= 0)
    #expect(height(falling, step.state(at: falling)) <= 0)
    #expect(EventLocator().firstRoot(in: step) { _, y in y[0] - 25 } == nil)
    #expect(EventLocator().firstRoot(in: step) { _, _ in .nan } == nil)
  }

  /// A zero at the start is no event; the landing at the end of flight is.
  @Test func startIsNoEvent() throws {
    let landing = try #require(EventLocator().firstRoot(in: try throwUp()) { _, y in y[0] })
    #expect(abs(landing - 40 / 9.80665) < 1e-6)
  }
}
