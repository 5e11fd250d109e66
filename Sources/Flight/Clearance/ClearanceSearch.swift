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
/// advancement (``Shapes/PieceShape/timeAbove(_:to:moving:horizon:from:)``): from each instant the
/// distance is certain to stay above a level for a while, and the next instant is the end of it.
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
    var walk = StepWalk(shapes, RelativeStep(a, b), hint: hint)
    return closest(&walk, in: interval ?? 0...a.duration, below: limit)
  }

  /// The first time in a part of a step at which surfaces are no farther apart than the contact
  /// distance, met from above to a nanometre: to a microsecond where they close at 1 mm/s or faster.
  ///
  /// Parameters as of ``closest(_:_:_:in:below:from:)``.
  public func contact(
    _ shapes: (PieceShape, PieceShape), _ a: StepMotion, _ b: StepMotion,
    in interval: ClosedRange<Double>? = nil, from hint: NearestParts? = nil
  ) -> PieceApproach? {
    var walk = StepWalk(shapes, RelativeStep(a, b), hint: hint)
    return contact(&walk, in: interval ?? 0...a.duration)
  }

  func closest(
    _ walk: inout StepWalk, in interval: ClosedRange<Double>, below limit: Double
  ) -> PieceApproach? {
    guard !walk.isEmpty else { return nil }
    var best: PieceApproach?
    var least = limit
    func take(_ found: PieceApproach) {
      guard found.distance < least else { return }
      least = found.distance
      best = found
    }
    take(walk.approach(at: interval.lowerBound))
    take(walk.approach(at: interval.upperBound))
    var time = interval.lowerBound
    while time < interval.upperBound, least > 0 {
      let stay = walk.timeAbove(least - tolerance, at: time, until: interval.upperBound)
      time += max(stay, 1e-9)
      guard time < interval.upperBound else { break }
      let here = walk.approach(at: time)
      guard here.distance < least else { continue }
      // Down here there is a lower place: the minimum ahead sets the level for what follows.
      let minimum = Minimization.brent(
        { walk.approach(at: $0).distance }, in: time...interval.upperBound, tolerance: 1e-7)
      take(here)
      take(walk.approach(at: minimum.x))
    }
    return best
  }

  func contact(_ walk: inout StepWalk, in interval: ClosedRange<Double>) -> PieceApproach? {
    guard !walk.isEmpty else { return nil }
    var time = interval.lowerBound
    while true {
      let here = walk.approach(at: time)
      // What a distance is good for: below it the time is as good as it gets.
      if here.distance <= contact + 1e-9 { return here }
      if time >= interval.upperBound { return nil }
      let stay = walk.timeAbove(contact, at: time, until: interval.upperBound)
      time = min(interval.upperBound, time + max(stay, 1e-9))
    }
  }
}

/// Questions on two pieces at instants of one step; remembers what was nearest.
struct StepWalk {
  let first: PieceShape
  let second: PieceShape
  let step: RelativeStep
  var hint: NearestParts?

  init(_ shapes: (PieceShape, PieceShape), _ step: RelativeStep, hint: NearestParts?) {
    (first, second) = shapes
    self.step = step
    self.hint = hint
  }

  var isEmpty: Bool { first.isEmpty || second.isEmpty }

  mutating func gap(at time: Double, until limit: Double = .infinity) -> PieceGap {
    let place = step.place(at: time)
    guard let gap = first.gap(to: second, at: place, from: hint, until: limit) else {
      return .unbounded
    }
    hint = gap.nearest
    return gap
  }

  mutating func approach(at time: Double) -> PieceApproach {
    let gap = gap(at: time)
    let (i, j) = gap.nearest.parts
    return PieceApproach(
      distance: gap.upper, time: time, modules: [first.modules[i], second.modules[j]],
      points: [gap.nearest.pointA, gap.nearest.pointB])
  }

  func timeAbove(_ level: Double, at time: Double, until end: Double) -> Double {
    first.timeAbove(
      level, to: second, moving: step.motion(at: time), horizon: end - time, from: hint)
  }
}
