/// A system of ordinary differential equations of first order over a flat state.
public protocol DifferentialSystem {
  /// The number of components of the state.
  var dimension: Int { get }
  /// Writes the rate of change of `state` at `time` [s] into `rate`; both hold `dimension` numbers.
  mutating func derivative(
    at time: Double, of state: UnsafeBufferPointer<Double>,
    into rate: UnsafeMutableBufferPointer<Double>)
}

/// What can stop an integration.
public enum IntegrationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The state or its rate is not finite at this time [s].
  case notFinite(time: Double)
  /// The tolerance asks for a step too short for the clock at this time [s].
  case stepUnderflow(time: Double, step: Double)
  /// A step, tolerance or time that makes no sense; `allowed` spells what does.
  case invalid(what: String, value: Double, allowed: String)

  public var description: String {
    switch self {
    case .notFinite(let time): "the state is not finite any more at \(time) s"
    case .stepUnderflow(let time, let step):
      "the step (\(step) s) at \(time) s is too short to advance the time"
    case .invalid(let what, let value, let allowed):
      "\(what) (\(value)) is out of range; allowed: \(allowed)"
    }
  }
}

/// The explicit Runge-Kutta method of order 8 of Dormand and Prince, with the error estimate of
/// orders 5 and 3 of Hairer.
///
/// Twelve evaluations a step. All buffers are made at the start: a step allocates nothing.
///
/// Source: Hairer, Norsett, Wanner, *Solving Ordinary Differential Equations I*, 2nd ed. (1993),
/// section II.10.
public struct DormandPrince853<System: DifferentialSystem> {
  /// The equations.
  public var system: System
  /// The time of `state` [s].
  public var time: Double
  /// The state, `system.dimension` numbers.
  public var state: [Double]
  /// The length of the step that `advance` would try next [s], zero before the first; positive.
  public private(set) var nextStep = 0.0
  /// Twelve stages, the state of a stage, and the candidate result.
  @usableFromInline var scratch: [Double]

  /// An integration that stands at `time` [s] with `state`, which must have `system.dimension`
  /// numbers.
  public init(system: System, time: Double, state: [Double]) {
    precondition(state.count == system.dimension, "the state has not the system's dimension")
    self.system = system
    self.time = time
    self.state = state
    scratch = [Double](repeating: 0, count: 14 * state.count)
  }

  /// One step of `h` [s], forward or backward, of fixed length.
  @inlinable
  public mutating func step(_ h: Double) {
    attempt(h)
    accept()
    time += h
  }

  /// Computes the stages and the candidate at the end of a step of `h`, changing nothing else.
  @inlinable
  mutating func attempt(_ h: Double) {
    let n = state.count
    let start = time
    var work: [Double] = []
    swap(&work, &scratch)
    work.withUnsafeMutableBufferPointer { work in
      let stages = work.baseAddress.unsafelyUnwrapped
      let inner = stages + 12 * n
      let candidate = stages + 13 * n
      state.withUnsafeBufferPointer { state in
        system.derivative(
          at: start, of: state, into: UnsafeMutableBufferPointer(start: stages, count: n))
        let nodes = DormandPrince853Tableau.nodes
        let weights = DormandPrince853Tableau.weights
        let first = DormandPrince853Tableau.first
        for stage in 1..<12 {
          Self.combine(
            weights[first[stage]..<first[stage + 1]], stages, count: n, h, from: state,
            into: inner)
          system.derivative(
            at: start + nodes[stage] * h, of: UnsafeBufferPointer(start: inner, count: n),
            into: UnsafeMutableBufferPointer(start: stages + stage * n, count: n))
        }
        Self.combine(
          DormandPrince853Tableau.solution[...], stages, count: n, h, from: state,
          into: candidate)
      }
    }
    swap(&work, &scratch)
  }

  /// Writes `state + h Σ weight · stage` into `result`.
  @inlinable
  static func combine(
    _ weights: ArraySlice<DormandPrince853Tableau.Weight>, _ stages: UnsafeMutablePointer<Double>,
    count n: Int, _ h: Double, from state: UnsafeBufferPointer<Double>,
    into result: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<n { result[i] = 0 }
    for weight in weights {
      let stage = stages + weight.stage * n
      for i in 0..<n { result[i] += weight.value * stage[i] }
    }
    for i in 0..<n { result[i] = state[i] + h * result[i] }
  }

  /// Makes the candidate the state.
  @inlinable
  mutating func accept() {
    let n = state.count
    for i in 0..<n { state[i] = scratch[13 * n + i] }
  }
}

extension DormandPrince853 {
  /// Integrates to the time `end` [s], forward or backward, with steps chosen so that the estimated
  /// error of each step stays below `absoluteTolerance + relativeTolerance · |component|`.
  ///
  /// No step is longer than `maximumStep` [s].
  ///
  /// - Throws: ``IntegrationError``; `time` and `state` then stand at the last accepted step.
  public mutating func advance(
    to end: Double, relativeTolerance: Double, absoluteTolerance: Double,
    maximumStep: Double = .infinity
  ) throws(IntegrationError) {
    try Self.check(end, relativeTolerance, absoluteTolerance, maximumStep)
    guard state.allSatisfy(\.isFinite) else { throw .notFinite(time: time) }
    let direction = end >= time ? 1.0 : -1.0
    var length = min(nextStep > 0 ? nextStep : abs(end - time), maximumStep)
    var grew = true
    while time != end {
      let remaining = abs(end - time)
      let last = length >= remaining
      let h = last ? remaining : length
      attempt(direction * h)
      let error = errorNorm(h, relativeTolerance, absoluteTolerance)
      if error <= 1 {
        accept()
        time = last ? end : time + direction * h
        // The book's bounds of growth and its safety factor (DOP853: 0.333, 6, 0.9).
        let growth = error > 0 ? min(6, 0.9 * Elementary.pow(error, -0.125)) : 6
        let wanted = min(maximumStep, h * max(0.333, grew ? growth : min(1, growth)))
        length = last ? max(length, wanted) : wanted
        length = min(length, maximumStep)
        nextStep = length
        grew = true
      } else {
        // Not a number counts as much too long.
        length = h * (error.isFinite ? max(0.333, 0.9 * Elementary.pow(error, -0.125)) : 0.1)
        grew = false
        if time + direction * length * 0.125 == time {
          if !error.isFinite { throw .notFinite(time: time) }
          throw .stepUnderflow(time: time, step: length)
        }
      }
    }
  }

  private static func check(
    _ end: Double, _ relative: Double, _ absolute: Double, _ maximumStep: Double
  ) throws(IntegrationError) {
    guard end.isFinite else {
      throw .invalid(what: "end of the integration", value: end, allowed: "a finite time")
    }
    guard relative >= 0, absolute >= 0, relative + absolute > 0, relative < 1 else {
      throw .invalid(
        what: "tolerance", value: relative >= 0 && relative < 1 ? absolute : relative,
        allowed: "relative 0 to below 1 and absolute 0 or more, not both 0")
    }
    guard maximumStep > 0 else {
      throw .invalid(what: "maximum step", value: maximumStep, allowed: "above 0")
    }
  }

  /// The estimated error of the attempted step of length `h` over what is allowed; not a number
  /// where the candidate is not finite. Hairer, Norsett, Wanner (1993), equation II.10.17.
  private func errorNorm(_ h: Double, _ relative: Double, _ absolute: Double) -> Double {
    let n = state.count
    guard n > 0 else { return 0 }
    var fifth = 0.0
    var third = 0.0
    for i in 0..<n {
      let candidate = scratch[13 * n + i]
      guard candidate.isFinite else { return .nan }
      let scale = absolute + relative * max(abs(state[i]), abs(candidate))
      var e5 = 0.0
      var e3 = 0.0
      for weight in DormandPrince853Tableau.fifth {
        e5 += weight.value * scratch[weight.stage * n + i]
      }
      for weight in DormandPrince853Tableau.third {
        e3 += weight.value * scratch[weight.stage * n + i]
      }
      // A component that is and stays zero under a purely relative tolerance has no error.
      if scale == 0, e5 == 0, e3 == 0 { continue }
      fifth += (e5 / scale) * (e5 / scale)
      third += (e3 / scale) * (e3 / scale)
    }
    if fifth == 0 { return 0 }
    return h * fifth / ((fifth + 0.01 * third) * Double(n)).squareRoot()
  }
}

extension DormandPrince853: Sendable where System: Sendable {}
