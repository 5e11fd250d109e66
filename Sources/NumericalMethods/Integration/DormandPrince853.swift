/// The explicit Runge-Kutta method of order 8 of Dormand and Prince, with the steps that it is told.
///
/// Source: Hairer, Norsett, Wanner (1993), Solving Ordinary Differential Equations I, sec. II.5. A
/// step costs 12 derivatives and allocates nothing. A value: a copy goes on by itself.
public struct DormandPrince853<System: DifferentialSystem> {
  /// The equations.
  public var system: System

  /// The time [s] reached.
  public var time: Double

  /// The state at `time`, `system.dimension` numbers.
  public var state: [Double]

  private var stages: StageStorage

  /// An integrator at rest at a time [s] and state.
  public init(system: System, time: Double, state: [Double]) {
    let n = system.dimension
    precondition(state.count == n, "\(state.count) components for a system of \(n)")
    self.system = system
    self.time = time
    self.state = state
    stages = StageStorage(dimension: n)
  }

  /// One step of the length `h` [s] (negative: backwards) whatever its error or its result, which
  /// the caller checks.
  public mutating func step(_ h: Double) {
    step(h, DormandPrince853Coefficients.nodes, DormandPrince853Coefficients.stages)
  }

  /// One step of the length `h` [s] by the method of order 5 of the same authors, for steps so short
  /// that order 8 would be beyond rounding: half the derivatives.
  ///
  /// Source: Dormand, Prince (1980), *A family of embedded Runge-Kutta formulae*, Journal of
  /// Computational and Applied Mathematics 6, table 2.
  public mutating func shortStep(_ h: Double) {
    step(h, DormandPrince5Coefficients.nodes, DormandPrince5Coefficients.stages)
  }

  private mutating func step(
    _ h: Double, _ nodes: [Double], _ rows: [DormandPrince853Coefficients.Row]
  ) {
    stages.beginTrial(at: state)
    Self.evaluate(&system, &stages, 0, at: time)
    for stage in 1..<nodes.count {
      stages.combine(rows[stage], from: state, h)
      Self.evaluate(&system, &stages, stage, at: time + nodes[stage] * h)
    }
    stages.combine(rows[nodes.count], from: state, h)
    stages.copyTrial(into: &state)
    time += h
  }

  /// The derivative of the trial state into a stage.
  private static func evaluate(
    _ system: inout System, _ stages: inout StageStorage, _ stage: Int, at time: Double
  ) {
    stages.withBuffers(stage) { state, rate in
      system.derivative(at: time, of: state, into: rate)
    }
  }
}

extension DormandPrince853: Sendable where System: Sendable {}
