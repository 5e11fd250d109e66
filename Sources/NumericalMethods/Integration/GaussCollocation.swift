/// Motion under an acceleration that is mostly that of a cheap model.
public protocol GuidedMotion {
  /// The acceleration of the cheap model [m/s²], which depends on the position alone, eight at once.
  func guide(_ positions: LaneVector) -> LaneVector

  /// The cheap model for one position.
  func guide(_ position: SIMD3<Double>) -> SIMD3<Double>

  /// How steeply the true acceleration less that of the guide may change with the position [1/s²], as
  /// it stood at the last call of the whole model.
  var stiffness: Double { get }

  /// The true acceleration at the sixteen nodes of a segment, or one near it.
  ///
  /// - Parameters:
  ///   - isFull: whether the whole model is asked for; where it is not, what varies fast and is
  ///     small may be left out.
  ///   - nodes: times [s], positions [m] and velocities [m/s], and where the accelerations go.
  mutating func accelerate(isFull: Bool, _ nodes: inout CollocationNodes)
}

/// The state at the nodes of a segment, and the acceleration there.
public struct CollocationNodes {
  /// How many nodes a segment has.
  public static let count = 16

  /// Times [s].
  public internal(set) var times: [Double]
  /// Positions [m].
  public internal(set) var positions: [SIMD3<Double>]
  /// Velocities [m/s].
  public internal(set) var velocities: [SIMD3<Double>]
  /// Accelerations [m/s²], to be filled.
  public var accelerations: [SIMD3<Double>]

  init() {
    times = Array(repeating: 0, count: Self.count)
    positions = Array(repeating: .zero, count: Self.count)
    velocities = positions
    accelerations = positions
  }
}

/// A state that the guide of a motion carries on, in steps of the classical Runge-Kutta method.
public struct GuidedCourse: Sendable {
  /// The time [s].
  public var time: Double
  /// The position [m].
  public var position: SIMD3<Double>
  /// The velocity [m/s].
  public var velocity: SIMD3<Double>

  /// One step to a time [s].
  public mutating func step<Motion: GuidedMotion>(to end: Double, _ motion: Motion) {
    let h = end - time
    let a1 = motion.guide(position)
    let middle = position + (0.5 * h) * velocity
    let a2 = motion.guide(middle)
    let a3 = motion.guide(middle + (0.25 * h * h) * a1)
    let a4 = motion.guide(position + h * velocity + (0.5 * h * h) * a2)
    position += h * velocity + (h * h / 6) * (a1 + a2 + a3)
    velocity += (h / 6) * (a1 + 2 * (a2 + a3) + a4)
    time = end
  }
}

/// Integrates motion segment by segment: the acceleration becomes the polynomial of degree 15 that
/// agrees with it at the nodes of Gauss's quadrature.
///
/// The expensive model is called once or twice a node. Between, the cheap guide solves for the
/// motion with the difference of both models held: the guide carries how the acceleration changes
/// with the position, the difference hardly does. A segment needs no past, so that motion may be
/// taken up anywhere (after burns, at the edges of shadow), and is a dense answer by itself.
///
/// Sources: Hairer, Nørsett, Wanner, *Solving Ordinary Differential Equations I* (1993), section
/// II.7 (collocation); Bai, Junkins (2011), *Journal of the Astronautical Sciences* 58, 583
/// (Picard iteration over orthogonal polynomials).
public struct GaussCollocation<Motion: GuidedMotion> {
  /// What moves.
  public var motion: Motion
  /// When the next segment starts [s].
  public var time: Double
  /// Where it starts [m].
  public var position: SIMD3<Double>
  /// How fast it starts [m/s].
  public var velocity: SIMD3<Double>
  /// The allowed error of a segment, as its series shows it [m].
  public var tolerance = 1e-4
  /// By how much the acceleration at the nodes may be off because the full call has moved them
  /// [m/s²]; where it is more, the call is repeated. Over a segment it moves the end by less than the
  /// tolerance that stands here besides.
  public var settled = 6e-10
  /// How often the full model was called for all nodes.
  public private(set) var passes = 0

  private let rule = CollocationRule.shared
  private var nodes = CollocationNodes()

  /// Motion from a state at `time` [s]: position [m], velocity [m/s].
  public init(
    motion: Motion, time: Double, position: SIMD3<Double>, velocity: SIMD3<Double>
  ) {
    self.motion = motion
    self.time = time
    self.position = position
    self.velocity = velocity
  }

  /// What a trial segment came to.
  public enum Outcome {
    /// The segment, and how far its last series term moves it [m].
    case segment(CollocationSegment, error: Double)
    /// It is too long for its sixteen nodes: the series does not converge or is not finite.
    case tooLong
  }

  /// Tries a segment of `length` [s]; the state does not move on.
  public mutating func trial(_ length: Double) -> Outcome {
    guess(length)
    var held = NodeVectors.zero
    // With the near model first, one full call is enough: the positions are then right to
    // centimetres.
    var shift = Double.infinity
    for pass in 0..<6 {
      let isFull = pass > 0
      fill(length, held)
      motion.accelerate(isFull: isFull, &nodes)
      if isFull { passes += 1 }
      let before = placed
      held = difference()
      solve(length, held, tightly: isFull)
      shift = placed.farthest(from: before)
      guard shift.isFinite else { return .tooLong }
      if isFull, shift * motion.stiffness < settled { break }
    }
    guard shift * motion.stiffness < settled else { return .tooLong }
    let segment = CollocationSegment(
      start: time, length: length, position: position, velocity: velocity,
      series: rule.series(placed, held, motion))
    let tail = max(segment.series[14].magnitude, segment.series[15].magnitude)
    let error = tail * length * length / 900
    guard error.isFinite, error <= tolerance else { return .tooLong }
    return .segment(segment, error: error)
  }

  /// Moves to the end of a segment that `trial` made.
  public mutating func accept(_ segment: CollocationSegment) {
    let last = segment.last
    time = segment.end
    position = last.position
    velocity = last.velocity
  }

  private var placed = NodeVectors.zero

  /// Positions at the nodes by the guide alone.
  private mutating func guess(_ length: Double) {
    var course = GuidedCourse(time: time, position: position, velocity: velocity)
    for index in 0..<CollocationNodes.count {
      course.step(to: time + rule.fractions[index] * length, motion)
      placed[index] = course.position
      nodes.times[index] = course.time
      nodes.velocities[index] = course.velocity
    }
  }

  /// The motion by the guide alone, in sixteen steps over `length` [s]: good to some metres over a
  /// tenth of a revolution.
  public func guided(_ length: Double) -> [GuidedCourse] {
    var course = GuidedCourse(time: time, position: position, velocity: velocity)
    return [course]
      + (1...CollocationNodes.count).map { index in
        course.step(to: time + length * Double(index) / Double(CollocationNodes.count), motion)
        return course
      }
  }

  /// Hands positions and velocities to the motion.
  private mutating func fill(_ length: Double, _ held: NodeVectors) {
    let speeds = rule.velocities(
      placed, held, from: velocity, length: length, motion: motion)
    for index in 0..<CollocationNodes.count {
      nodes.positions[index] = placed[index]
      nodes.velocities[index] = speeds[index]
    }
  }

  /// What the motion has beyond its guide at the nodes.
  private func difference() -> NodeVectors {
    var full = NodeVectors.zero
    for index in 0..<CollocationNodes.count { full[index] = nodes.accelerations[index] }
    return NodeVectors(
      first: full.first - motion.guide(placed.first),
      second: full.second - motion.guide(placed.second))
  }

  /// Solves for the positions at the nodes with the difference held.
  private mutating func solve(_ length: Double, _ held: NodeVectors, tightly: Bool) {
    for _ in 0..<20 {
      let next = rule.positions(
        placed, held, from: position, velocity, length: length, motion: motion)
      let moved = next.farthest(from: placed)
      placed = next
      guard moved > (tightly ? 1e-7 : 1e-3) else { return }
    }
  }
}
