import Kinematics
import NumericalMethods

/// The orbit that fits the places of an ephemeris best: batch least squares.
///
/// The state at the start and, where it is asked for, a factor on the drag are chosen so that the sum
/// of the squares of the distances is least (Gauss and Newton's method; Tapley, Schutz, Born,
/// *Statistical Orbit Determination* (2004), section 4.6, without a-priori weights). The partial
/// derivatives are differences of orbits that are flown with one parameter changed.
public struct OrbitFit: Sendable {
  /// What is estimated.
  public struct Parameters: OptionSet, Sendable, Hashable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// Position and velocity at the start.
    public static let state = Parameters(rawValue: 1)
    /// A factor on the drag.
    public static let drag = Parameters(rawValue: 2)

    /// How many numbers that is.
    var count: Int { (contains(.state) ? 6 : 0) + (contains(.drag) ? 1 : 0) }
  }

  /// The state at the start that fits best.
  public let state: OrbitState<GCRF>
  /// The factor on the ballistic area; 1 where it is not estimated.
  public let dragScale: Double
  /// Its standard deviation as the residuals tell it; nil where it is not estimated.
  public let dragScaleDeviation: Double?
  /// Root mean square of the distances to the observed places [m].
  public let rms: Double
  /// The greatest of the distances [m].
  public let maximum: Double
  /// How many places were used.
  public let observations: Int
  /// How many rounds it took.
  public let rounds: Int

  /// Fits the places of `observed` from `start` on, flown with `object` under `forces`.
  ///
  /// - Parameters:
  ///   - observed: the places, in order of time; those before the first are not used.
  ///   - object: what air and light act on, before the factor.
  ///   - forces: what acts; their arc covers the observations.
  ///   - parameters: what is estimated, at least one.
  /// - Throws: ``OrbitError/fitFailed(_:)`` where the observations do not determine the parameters
  ///   or no orbit comes near them, and what the propagator throws.
  public init(
    _ observed: [OrbitState<GCRF>], object: DragAndPressure, forces: ForceModel,
    parameters: Parameters
  ) throws(OrbitError) {
    let needed = parameters.count
    guard needed > 0, let first = observed.first, 3 * observed.count >= needed + 3,
      observed.count > 1
    else {
      throw .fitFailed(
        "\(observed.count) places do not determine \(needed) parameters with some to spare; "
          + "allowed: a longer span, or fewer parameters")
    }
    if parameters.contains(.drag) {
      guard forces.densityModel != nil, object.ballisticArea > 0 else {
        throw .fitFailed(
          "a factor on the drag needs drag; allowed: mass, area, coefficient and an atmosphere")
      }
    }
    var estimate = Estimate(state: first, scale: 1, parameters: parameters)
    var residuals = try Self.residuals(estimate, observed, object, forces)
    var rounds = 0
    var damping = 0.0
    var isSettled = false
    var idle = 0
    var deviation: Double?
    while !isSettled {
      rounds += 1
      guard rounds <= Self.mostRounds else { throw .fitFailed(Self.noConvergence) }
      let system = NormalEquations(
        columns: try Self.columns(estimate, residuals, observed, object, forces),
        residuals: residuals)
      guard system.solution() != nil else {
        throw .fitFailed("the places do not determine the orbit; allowed: a longer span")
      }
      let was = Self.rms(residuals)
      let nothing = max(Self.settled * was, Self.rounding)
      isSettled = true
      while damping <= Self.mostDamping {
        let tried = system.solution(damping: damping).map { estimate.moved(by: $0) }
        let after = tried.flatMap { try? Self.residuals($0, observed, object, forces) }
        if let next = tried, let after, Self.rms(after) < was + nothing {
          let gain = was - Self.rms(after)
          if gain > 0 { (estimate, residuals) = (next, after) }
          // A step that was kept very short and gains little says nothing of where the fit ends, but
          // several of them do.
          idle = gain < nothing ? idle + 1 : 0
          isSettled = idle > (damping < 1 ? 0 : 2)
          damping = damping < 1e-6 ? 0 : 0.1 * damping
          break
        }
        // The step was too long.
        damping = max(10 * damping, 1e-4)
      }
      deviation = system.deviation(of: needed - 1, rms: Self.rms(residuals))
    }
    guard estimate.scale > Self.leastScale else { throw .fitFailed(Self.noConvergence) }
    state = estimate.state
    dragScale = estimate.scale
    dragScaleDeviation = parameters.contains(.drag) ? deviation : nil
    rms = Self.rms(residuals)
    maximum = residuals.map(\.magnitude).max() ?? 0
    observations = observed.count
    self.rounds = rounds
  }

  private static let mostRounds = 60
  /// Steps this short that make nothing better: the fit is where it ends.
  private static let mostDamping = 1e4
  /// No orbit has air that pushes: the factor on the drag stays above this.
  fileprivate static let leastScale = 1e-3
  private static let noConvergence =
    "the fit does not converge; allowed: places of one orbit without burns"
  /// The fit is settled when a round gains less than this part.
  private static let settled = 1e-6
  /// What is lost in rounding of the residuals [m].
  private static let rounding = 1e-6

  private static func rms(_ residuals: [SIMD3<Double>]) -> Double {
    var sum = CompensatedSum()
    for residual in residuals { sum.add(residual.squaredMagnitude) }
    return (sum.value / Double(residuals.count)).squareRoot()
  }

  /// Observed less flown [m].
  static func residuals(
    _ estimate: Estimate, _ observed: [OrbitState<GCRF>], _ object: DragAndPressure,
    _ forces: ForceModel
  ) throws(OrbitError) -> [SIMD3<Double>] {
    var scaled = object
    scaled.ballisticArea *= estimate.scale
    let span = observed[observed.count - 1].epoch - observed[0].epoch
    let arc = try NumericalPropagator(state: estimate.state, object: scaled, forces: forces)
      .arc(for: span)
    if let reentry = arc.reentry {
      throw .reentered(at: reentry.epoch, altitude: reentry.altitude)
    }
    return observed.map { place in
      let flown = arc.state(at: place.epoch)?.position.components ?? SIMD3(repeating: .nan)
      return place.position.components - flown
    }
  }

  /// The partial derivatives of every place by every parameter.
  static func columns(
    _ estimate: Estimate, _ residuals: [SIMD3<Double>], _ observed: [OrbitState<GCRF>],
    _ object: DragAndPressure, _ forces: ForceModel
  ) throws(OrbitError) -> [[SIMD3<Double>]] {
    var columns: [[SIMD3<Double>]] = []
    let count = estimate.parameters.count
    for index in 0..<count {
      var step = [Double](repeating: 0, count: count)
      step[index] = estimate.probe(index)
      let moved = try self.residuals(estimate.moved(by: step), observed, object, forces)
      columns.append(zip(residuals, moved).map { (1 / step[index]) * ($0 - $1) })
    }
    return columns
  }

  /// What is estimated, as a point that moves.
  struct Estimate {
    var state: OrbitState<GCRF>
    var scale: Double
    let parameters: Parameters

    /// The change of a parameter over which its partial derivative is taken: 1 m, 1 mm/s, 0.01.
    func probe(_ index: Int) -> Double {
      guard parameters.contains(.state), index < 6 else { return 0.01 }
      return index < 3 ? 1 : 1e-3
    }

    func moved(by step: [Double]) -> Estimate {
      var moved = self
      if parameters.contains(.state) {
        moved.state.position = Position(
          state.position.components + SIMD3(step[0], step[1], step[2]))
        moved.state.velocity = Velocity(
          state.velocity.components + SIMD3(step[3], step[4], step[5]))
      }
      if parameters.contains(.drag) {
        moved.scale = max(OrbitFit.leastScale, scale + step[step.count - 1])
      }
      return moved
    }
  }
}
