import Kinematics
import NumericalMethods
import Shapes

/// The least distance of two pieces in a stretch of time, or where they touch.
public struct PieceApproach: Sendable, Hashable {
  /// Between the surfaces [m].
  public var distance: Double
  /// After the start of the step [s].
  public var time: Double
  /// The modules that are nearest, by index: of the first piece and of the second.
  public var modules: [Int]
  /// The nearest points, each in the station frame of its own piece [m].
  public var points: [SIMD3<Double>]
}

/// Distances of two pieces over a step that no sample can miss.
///
/// Between two instants at which the distance is known the pieces are followed by conservative
/// advancement (`PieceShape/timeAbove(_:to:moving:horizon:from:)`): from each instant the
/// distance is certain to stay above a level for a while, and the next instant is the end of it.
/// ``FormationClearance`` follows pieces whose joints turn in the same way.
public struct ClearanceSearch: Sendable {
  /// By how much the least distance may be below what is found [m].
  public var tolerance: Double
  /// Surfaces nearer than this count as touching [m].
  public var contact: Double

  /// A search; tolerance and contact distance in [m].
  public init(tolerance: Double = 1e-3, contact: Double = 1e-6) {
    self.tolerance = tolerance
    self.contact = contact
  }

  /// The least distance in a part of a step, if it is below `limit`.
  ///
  /// The distance of the answer is met at its time, and no distance in the interval is below it, or
  /// below `limit` where there is no answer, by more than ``tolerance``. The time is that of a local
  /// minimum to about a microsecond, or as well as the distance's curvature lets it be told.
  ///
  /// - Parameters:
  ///   - shapes: the two pieces.
  ///   - a: the motion of the first.
  ///   - b: the motion of the second, over the same step.
  ///   - interval: the part of the step [s after its start]; nil: all of it.
  ///   - limit: only what comes nearer is of interest [m].
  ///   - hint: what is nearest at the start, if known.
  /// - Returns: nil where they come no nearer than `limit`.
  public func closest(
    _ shapes: (PieceShape, PieceShape), _ a: StepMotion, _ b: StepMotion,
    in interval: ClosedRange<Double>? = nil, below limit: Double = .infinity,
    from hint: NearestParts? = nil
  ) -> PieceApproach? {
    let interval = interval ?? 0...a.duration
    return withSteps(shapes, a, b, interval) { step in
      var walk = StepWalk((.still(shapes.0), .still(shapes.1)), step, hint: hint)
      return closest(&walk, in: interval, below: limit)
    }
  }

  /// The first time in a part of a step at which surfaces are no farther apart than the contact
  /// distance, met from above to 0.1 µm at worst: to a microsecond where they close at 0.1 m/s, and
  /// to the time in which they close by 0.1 µm where they are slower.
  ///
  /// Parameters as of ``closest(_:_:_:in:below:from:)``.
  public func contact(
    _ shapes: (PieceShape, PieceShape), _ a: StepMotion, _ b: StepMotion,
    in interval: ClosedRange<Double>? = nil, from hint: NearestParts? = nil
  ) -> PieceApproach? {
    let interval = interval ?? 0...a.duration
    return withSteps(shapes, a, b, interval) { step in
      var walk = StepWalk((.still(shapes.0), .still(shapes.1)), step, hint: hint)
      return contact(&walk, in: interval)
    }
  }

  private func withSteps(
    _ shapes: (PieceShape, PieceShape), _ a: StepMotion, _ b: StepMotion,
    _ interval: ClosedRange<Double>, _ body: (RelativeStep) -> PieceApproach?
  ) -> PieceApproach? {
    withUnsafePointer(to: BodyStep(a, .still(shapes.0), interval)) { one in
      withUnsafePointer(to: BodyStep(b, .still(shapes.1), interval)) { two in
        body(RelativeStep(one, two))
      }
    }
  }

  /// - Parameter startIsKnown: the distance at the start is not below the limit.
  func closest(
    _ walk: inout StepWalk, in interval: ClosedRange<Double>, below limit: Double,
    startIsKnown: Bool = false
  ) -> PieceApproach? {
    guard !walk.isEmpty else { return nil }
    var best: (gap: PieceGap, time: Double)?
    var least = limit
    func take(_ gap: PieceGap, _ time: Double) {
      guard gap.upper < least else { return }
      least = gap.upper
      best = (gap, time)
    }
    let (start, end) = (interval.lowerBound, interval.upperBound)
    if !startIsKnown { take(walk.gap(at: start), start) }
    let hint = walk.hint
    take(walk.gap(at: end, until: least), end)
    walk.hint = hint
    var time = start
    while time < end, least > 0 {
      time += max(walk.timeAbove(least - tolerance, at: time, until: end), 1e-9)
      guard time < end else { break }
      let here = walk.gap(at: time, until: least)
      guard here.upper < least else { continue }
      // Down here there is a lower place: the minimum ahead sets the level for what follows.
      let minimum = Minimization.brent(
        { walk.gap(at: $0).upper }, in: time...end, tolerance: 1e-7)
      take(here, time)
      take(walk.gap(at: minimum.x), minimum.x)
    }
    return best.flatMap { walk.approach($0.gap, at: $0.time) }
  }

  func contact(_ walk: inout StepWalk, in interval: ClosedRange<Double>) -> PieceApproach? {
    guard !walk.isEmpty else { return nil }
    var time = interval.lowerBound
    while true {
      let gap = walk.gap(at: time)
      // As near as a distance can be told; its lower bound says that no more is certain.
      if gap.upper <= contact + 1e-9 || (gap.upper < 2 * contact + 1e-9 && gap.lower <= contact) {
        return walk.approach(gap, at: time)
      }
      if time >= interval.upperBound { return nil }
      let stay = walk.timeAbove(contact, at: time, until: interval.upperBound)
      time = min(interval.upperBound, time + max(stay, 1e-7))
    }
  }
}

/// A piece over a step: as it is, or with joints that turn.
enum StepShape {
  case still(PieceShape)
  case turning(TurningPiece)

  /// The piece `time` [s] after the start of the step.
  func shape(at time: Double) -> PieceShape {
    switch self {
    case .still(let shape): shape
    case .turning(let piece): piece.shape(at: time)
    }
  }

  /// A sphere that holds it all through the step: centre in the station frame and radius [m].
  var sphere: (centre: SIMD3<Double>, radius: Double) {
    switch self {
    case .still(let shape): shape.sphere
    case .turning(let piece): piece.shape.sphere
    }
  }

  /// No point moves faster in the axes of the piece [m/s].
  var swing: Double {
    switch self {
    case .still: 0
    case .turning(let piece): piece.swing
    }
  }
}

/// Questions on two pieces at instants of one step; remembers what was nearest, and how the pieces stood
/// when they were asked for last.
struct StepWalk {
  let shapes: (StepShape, StepShape)
  let step: RelativeStep
  var hint: NearestParts?
  private var first: PieceShape
  private var second: PieceShape
  private var posedAt: Double

  init(_ shapes: (StepShape, StepShape), _ step: RelativeStep, hint: NearestParts?) {
    self.shapes = shapes
    self.step = step
    self.hint = hint
    posedAt = step.a.pointee.low
    first = shapes.0.shape(at: posedAt)
    second = shapes.1.shape(at: posedAt)
    if isTurning { self.hint = first.renewed(hint, to: second) }
  }

  private var isTurning: Bool {
    if case .turning = shapes.0 { return true }
    if case .turning = shapes.1 { return true }
    return false
  }

  var isEmpty: Bool { first.isEmpty || second.isEmpty }

  private mutating func pose(at time: Double) {
    guard time != posedAt, isTurning else { return }
    if case .turning(let piece) = shapes.0 { first = piece.shape(at: time) }
    if case .turning(let piece) = shapes.1 { second = piece.shape(at: time) }
    posedAt = time
    hint = first.renewed(hint, to: second)
  }

  mutating func gap(
    at time: Double, until limit: Double = .infinity,
    within tolerance: Double = ConvexDistance.tolerance
  ) -> PieceGap {
    pose(at: time)
    let place = step.place(at: time)
    guard
      let gap = first.gap(
        to: second, at: place, from: hint, until: limit, within: tolerance)
    else {
      return .unbounded
    }
    hint = gap.nearest ?? hint
    return gap
  }

  /// What is nearest in a gap; nil where no solids were measured.
  func approach(_ gap: PieceGap, at time: Double) -> PieceApproach? {
    guard let nearest = gap.nearest else { return nil }
    let (i, j) = nearest.parts
    return PieceApproach(
      distance: gap.upper, time: time, modules: [first.modules[i], second.modules[j]],
      points: [nearest.pointA, nearest.pointB])
  }

  mutating func timeAbove(_ level: Double, at time: Double, until end: Double) -> Double {
    pose(at: time)
    return first.timeAbove(
      level, to: second, moving: step.motion(at: time), horizon: end - time, from: hint)
  }
}
