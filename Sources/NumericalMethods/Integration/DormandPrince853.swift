/// The explicit Runge-Kutta method of order 8 of Dormand and Prince with adaptive steps and dense
/// output of order 7.
///
/// Source: Hairer, Norsett, Wanner (1993), Solving Ordinary Differential Equations I, sec. II.4
/// (first step, step control), II.5 (method and error), II.6 (dense output). A step costs 12
/// derivatives, 15 with dense output, and allocates nothing for a derivative. A value: a copy goes
/// on by itself.
public struct DormandPrince853<System: DifferentialSystem> {
  /// The equations.
  public var system: System

  /// The time [s] reached.
  public private(set) var time: Double

  /// The state at `time`.
  public private(set) var state: [Double]

  /// The tolerated error of a step relative to a component's magnitude.
  public let relativeTolerance: Double

  /// The tolerated error of a step, component by component, each in its component's unit.
  public let absoluteTolerance: [Double]

  /// No step is longer than this [s].
  public let maximumStep: Double

  /// How often the derivative has been evaluated.
  public private(set) var derivativeCount = 0

  /// The length [s] that the error control proposes for the next step; nil before the first.
  public private(set) var proposedStep: Double?

  private var stages: StageStorage
  private var knowsRate = false

  /// An integrator at rest at a time [s] and state.
  ///
  /// `absoluteTolerance` has one element a component, or one for all. Without `initialStep` [s] the
  /// first step is estimated from the equations (sec. II.4).
  public init(
    system: System, time: Double, state: [Double], relativeTolerance: Double,
    absoluteTolerance: [Double], maximumStep: Double = .infinity, initialStep: Double? = nil
  ) {
    let n = system.dimension
    precondition(state.count == n, "\(state.count) components for a system of \(n)")
    precondition(
      absoluteTolerance.count == n || absoluteTolerance.count == 1,
      "\(absoluteTolerance.count) tolerances for a system of \(n)")
    precondition(
      relativeTolerance >= 0
        && absoluteTolerance.allSatisfy { $0 >= 0 && $0 + relativeTolerance > 0 },
      "a tolerance is negative, or both of a component are zero")
    precondition(maximumStep > 0, "the longest step is not positive")
    self.system = system
    self.time = time
    self.state = state
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerance =
      absoluteTolerance.count == n
      ? absoluteTolerance : Array(repeating: absoluteTolerance[0], count: n)
    self.maximumStep = maximumStep
    proposedStep = initialStep.map(abs)
    stages = StageStorage(dimension: n)
  }

  /// Goes on from another time [s] or state, as after an impulse or when forces switch.
  ///
  /// The proposed length of the next step is kept. Also call this after changing `system`.
  public mutating func restart(time: Double, state: [Double]) {
    precondition(state.count == system.dimension, "\(state.count) components after a restart")
    self.time = time
    self.state = state
    knowsRate = false
  }

  /// One accepted step towards `limit` [s], not past it, on either side of `time`.
  ///
  /// With `dense` the step knows the states between its ends, for three more derivatives. Throws
  /// when no step of a representable length meets the tolerances, or the state is not finite.
  @discardableResult
  public mutating func step(
    limit: Double, dense: Bool = false
  ) throws(IntegrationError) -> DenseStep {
    guard limit != time else { return restingStep }
    try findRate()
    let direction = limit > time ? 1.0 : -1.0
    let distance = abs(limit - time)
    var length = min(proposedStep ?? firstStep(direction, within: distance), maximumStep)
    var wasRejected = false
    while true {
      // A last sliver of a step is taken along.
      let reachesLimit = 1.01 * length >= distance && distance <= maximumStep
      let h = direction * (reachesLimit ? distance : length)
      let resolution = 10 * max(time.ulp, (time + h).ulp)
      guard abs(h) > resolution || (reachesLimit && !wasRejected) else {
        throw stages.failure(at: time)
      }
      Self.takeStages(&system, &stages, from: state, at: time, h)
      derivativeCount += 11
      let error = stages.error(state, h, relativeTolerance, absoluteTolerance)
      // error^(1/8); Hairer's bounds and safety factor.
      let root = error.squareRoot().squareRoot().squareRoot()
      guard error < 1 else {
        length = abs(h) * (error.isFinite ? max(1.0 / 3, 0.9 / root) : 0.1)
        wasRejected = true
        continue
      }
      let factor = min(wasRejected ? 1 : 6, max(1.0 / 3, 0.9 / root))
      let proposal = abs(h) * factor
      // A step cut short by the limit says little about the length that the equations bear.
      proposedStep = reachesLimit && !wasRejected ? max(proposal, length) : proposal
      return try accept(h, end: reachesLimit ? limit : time + h, dense)
    }
  }

  /// One step of the length `h` [s] (negative: backwards) whatever its error.
  @discardableResult
  public mutating func fixedStep(
    _ h: Double, dense: Bool = false
  ) throws(IntegrationError) -> DenseStep {
    guard h != 0 else { return restingStep }
    try findRate()
    Self.takeStages(&system, &stages, from: state, at: time, h)
    derivativeCount += 11
    return try accept(h, end: time + h, dense)
  }

  /// The step that leads nowhere.
  private var restingStep: DenseStep {
    DenseStep(start: time, end: time, startState: state, endState: state, coefficients: [])
  }

  /// The rate at the present state into stage 0, unless it stands there.
  private mutating func findRate() throws(IntegrationError) {
    if knowsRate { return }
    stages.beginTrial(at: state)
    Self.evaluate(&system, &stages, 0, at: time)
    derivativeCount += 1
    knowsRate = true
    if let component = stages.firstNonFinite(state, stage: 0) {
      knowsRate = false
      throw .nonFiniteState(time: time, component: component)
    }
  }

  /// Moves on to the result of the stages.
  private mutating func accept(
    _ h: Double, end: Double, _ dense: Bool
  ) throws(IntegrationError) -> DenseStep {
    let startState = state
    let start = time
    let newState = stages.trialState
    Self.evaluate(&system, &stages, 12, at: end)
    derivativeCount += 1
    if let component = stages.firstNonFinite(newState, stage: 12) {
      throw .nonFiniteState(time: end, component: component)
    }
    var coefficients: [Double] = []
    if dense {
      for stage in 13...15 {
        stages.combine(stage, from: startState, h)
        let node = DormandPrince853Coefficients.nodes[stage]
        Self.evaluate(&system, &stages, stage, at: start + node * h)
      }
      derivativeCount += 3
      coefficients = stages.denseCoefficients(from: startState, to: newState, h)
    }
    time = end
    state = newState
    stages.reuseLastRate()
    return DenseStep(
      start: start, end: end, startState: startState, endState: newState,
      coefficients: coefficients)
  }

  /// Stages 1 to 11 and the result of a trial step.
  private static func takeStages(
    _ system: inout System, _ stages: inout StageStorage, from state: [Double], at time: Double,
    _ h: Double
  ) {
    for stage in 1...11 {
      stages.combine(stage, from: state, h)
      evaluate(&system, &stages, stage, at: time + DormandPrince853Coefficients.nodes[stage] * h)
    }
    stages.combine(12, from: state, h)
  }

  /// The derivative of the trial state into a stage.
  private static func evaluate(
    _ system: inout System, _ stages: inout StageStorage, _ stage: Int, at time: Double
  ) {
    stages.withBuffers(stage) { state, rate in
      system.derivative(at: time, of: state, into: rate)
    }
  }

  /// The length of a first step (sec. II.4, algorithm "starting step size").
  private mutating func firstStep(_ direction: Double, within distance: Double) -> Double {
    let longest = min(distance, maximumStep)
    let norms = stages.norms(state, relativeTolerance, absoluteTolerance)
    var guess = 1e-6
    if norms.state > 1e-5 && norms.rate > 1e-5 { guess = 0.01 * norms.state / norms.rate }
    guess = min(guess, longest)
    stages.euler(from: state, direction * guess)
    Self.evaluate(&system, &stages, 1, at: time + direction * guess)
    derivativeCount += 1
    let bend = stages.rateChange(state, relativeTolerance, absoluteTolerance) / guess
    let steepest = max(norms.rate, bend)
    let second =
      steepest <= 1e-15
      ? max(1e-6, guess * 1e-3)
      : (0.01 / steepest).squareRoot().squareRoot().squareRoot()
    let length = min(100 * guess, second, longest)
    return length.isFinite && length > 0 ? length : longest
  }
}

extension DormandPrince853: Sendable where System: Sendable {}
