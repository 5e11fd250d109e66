/// The explicit Runge-Kutta method of order 8 of Dormand and Prince with adaptive steps and dense
/// output of order 7.
///
/// Source: Hairer, Norsett, Wanner (1993), Solving Ordinary Differential Equations I, sec. II.4
/// (first step, step control), II.5 (method and error), II.6 (dense output). A step costs 12
/// derivatives, 15 with dense output, and allocates nothing for a derivative. A value: a copy goes
/// on by itself.
public struct DormandPrince853<System: DifferentialSystem> {
  /// The equations.
  public var system: System {
    get { equations }
    set {
      equations = newValue
      knowsRate = false
    }
  }

  /// The time [s] reached.
  public var time: Double {
    didSet { knowsRate = knowsRate && time == oldValue }
  }

  /// The state at `time`, `system.dimension` numbers.
  public var state: [Double] {
    didSet { knowsRate = false }
  }

  /// The tolerated error of a step relative to a component's magnitude.
  public private(set) var relativeTolerance: Double

  /// The tolerated error of a step, component by component, each in its component's unit.
  public private(set) var absoluteTolerance: [Double]

  /// No adaptive step is longer than this [s].
  public private(set) var maximumStep: Double

  /// How often the derivative has been evaluated.
  public private(set) var derivativeCount = 0

  /// The length [s] that the error control proposes for the next step; nil before the first.
  public private(set) var proposedStep: Double?

  /// The component with the largest error of the last trial, or the one that was not finite.
  public var troubledComponent: Int { stages.roughest.component }

  private var equations: System
  private var stages: StageStorage
  /// Whether stage 0 holds the rate at the present time and state.
  private var knowsRate = false

  /// An integrator at rest at a time [s] and state.
  ///
  /// `absoluteTolerance` has one element a component, or one for all. Without `initialStep` [s] the
  /// first step is estimated from the equations (sec. II.4). The tolerances are for adaptive steps.
  public init(
    system: System, time: Double, state: [Double], relativeTolerance: Double = 1e-12,
    absoluteTolerance: [Double] = [1e-9], maximumStep: Double = .infinity,
    initialStep: Double? = nil
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
    equations = system
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
  /// The proposed length of the next step is kept.
  public mutating func restart(time: Double, state: [Double]) {
    precondition(state.count == system.dimension, "\(state.count) components after a restart")
    self.time = time
    self.state = state
    knowsRate = false
  }

  /// One accepted step towards `limit` [s], not past it, on either side of `time`.
  ///
  /// With `dense` the step knows the states between its ends, for four more derivatives, one of
  /// which the next step saves. Throws ``IntegrationError``; time and state then stand at the last
  /// accepted step.
  @discardableResult
  public mutating func step(
    limit: Double, dense: Bool = false
  ) throws(IntegrationError) -> DenseStep {
    guard limit.isFinite else {
      throw .invalid(what: "end of the integration", value: limit, allowed: "a finite time")
    }
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
        throw stages.roughest.isFinite
          ? .stepUnderflow(time: time, step: h) : .notFinite(time: time)
      }
      takeStages(h)
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

  /// Adaptive steps to the time `end` [s], forwards or backwards.
  public mutating func advance(to end: Double) throws(IntegrationError) {
    repeat { try step(limit: end) } while time != end
  }

  /// Adaptive steps to the time `end` [s] with other tolerances, which stay: each component's error
  /// below `absoluteTolerance + relativeTolerance · |component|`, no step above `maximumStep` [s].
  ///
  /// The absolute tolerance is one for all components. Throws ``IntegrationError``.
  public mutating func advance(
    to end: Double, relativeTolerance: Double, absoluteTolerance: Double,
    maximumStep: Double = .infinity
  ) throws(IntegrationError) {
    guard relativeTolerance >= 0, relativeTolerance < 1 else {
      throw .invalid(
        what: "relative tolerance", value: relativeTolerance, allowed: "0 to below 1")
    }
    guard absoluteTolerance >= 0, relativeTolerance + absoluteTolerance > 0 else {
      throw .invalid(
        what: "absolute tolerance", value: absoluteTolerance,
        allowed: "0 or more, not both tolerances 0")
    }
    guard maximumStep > 0 else {
      throw .invalid(what: "maximum step", value: maximumStep, allowed: "above 0")
    }
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerance = Array(repeating: absoluteTolerance, count: state.count)
    self.maximumStep = maximumStep
    try advance(to: end)
  }

  /// One step of the length `h` [s] (negative: backwards) whatever its error.
  ///
  /// Throws ``IntegrationError/notFinite(time:)``.
  @discardableResult
  public mutating func fixedStep(
    _ h: Double, dense: Bool = false
  ) throws(IntegrationError) -> DenseStep {
    guard h != 0 else { return restingStep }
    try findRate()
    takeStages(h)
    return try accept(h, end: time + h, dense)
  }

  /// One step of the length `h` [s] (negative: backwards) whatever its error or its result, which
  /// the caller checks.
  public mutating func step(_ h: Double) {
    evaluateRate()
    takeStages(h)
    stages.copyTrial(into: &state)
    time += h
    knowsRate = false
  }

  /// The step that leads nowhere.
  private var restingStep: DenseStep {
    DenseStep(start: time, end: time, startState: state, endState: state, coefficients: [])
  }

  /// The rate at the present state into stage 0, unless it stands there.
  private mutating func evaluateRate() {
    if knowsRate { return }
    stages.beginTrial(at: state)
    Self.evaluate(&equations, &stages, 0, at: time)
    derivativeCount += 1
    knowsRate = true
  }

  /// As `evaluateRate`, and the state and its rate are finite.
  private mutating func findRate() throws(IntegrationError) {
    evaluateRate()
    guard stages.isFinite(state, stage: 0) else { throw .notFinite(time: time) }
  }

  /// Moves on to the result of the stages.
  private mutating func accept(
    _ h: Double, end: Double, _ dense: Bool
  ) throws(IntegrationError) -> DenseStep {
    let startState = state
    let start = time
    let newState = stages.trialState
    guard stages.isFinite(newState, stage: 11) else { throw .notFinite(time: end) }
    var coefficients: [Double] = []
    if dense {
      Self.evaluate(&equations, &stages, 12, at: end)
      for stage in 13...15 {
        stages.combine(stage, from: startState, h)
        let node = DormandPrince853Coefficients.nodes[stage]
        Self.evaluate(&equations, &stages, stage, at: start + node * h)
      }
      derivativeCount += 4
      guard stages.isFinite(newState, stage: 12) else { throw .notFinite(time: end) }
      coefficients = stages.denseCoefficients(from: startState, to: newState, h)
    }
    time = end
    state = newState
    if dense {
      stages.reuseLastRate()
      knowsRate = true
    }
    return DenseStep(
      start: start, end: end, startState: startState, endState: newState,
      coefficients: coefficients)
  }

  /// Stages 1 to 11 and the result of a trial step.
  private mutating func takeStages(_ h: Double) {
    for stage in 1...11 {
      stages.combine(stage, from: state, h)
      let node = DormandPrince853Coefficients.nodes[stage]
      Self.evaluate(&equations, &stages, stage, at: time + node * h)
    }
    stages.combine(12, from: state, h)
    derivativeCount += 11
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
    Self.evaluate(&equations, &stages, 1, at: time + direction * guess)
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
