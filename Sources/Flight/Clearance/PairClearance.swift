import Kinematics
import NumericalMethods
import Shapes

/// The clearance of two pieces from the moment at which they parted.
///
/// They part at distance zero, so the way apart does not count: the closest return is the least
/// distance after the pieces have come back toward each other by more than the search's tolerance.
/// They touch where, once they have been apart, they are no farther than the contact distance.
public struct PairClearance: Sendable {
  /// One of the pieces, by index.
  public internal(set) var first: Int
  /// The other, by index.
  public internal(set) var second: Int
  /// The closest return so far, its time since the watch began [s]; nil while the pieces have only
  /// drawn apart.
  public internal(set) var closest: PieceApproach?
  /// The closest return at the end of each window that is over, in the order of the windows; an
  /// entry is nil where they only drew apart.
  public internal(set) var atWindows: [PieceApproach?] = []
  /// Where they touched first; its time since the watch began [s].
  public internal(set) var contact: PieceApproach?
  /// Whether they have been apart.
  public internal(set) var hasParted = false
  /// Whether they have come back toward each other once.
  public internal(set) var hasTurned = false
  /// While they only draw apart, what they have reached at least [m].
  private var greatest = -1.0
  /// What the distance is no less than at the end of the last step [m].
  private var floor = 0.0
  private var hint: NearestParts?

  init(first: Int, second: Int) {
    self.first = first
    self.second = second
  }

  /// Follows the pieces over a part of a step.
  ///
  /// - Parameters:
  ///   - shapes: of the two pieces.
  ///   - step: their motion.
  ///   - interval: the part [s after the start of the step].
  ///   - start: when the step begins, since the watch began [s].
  ///   - apart: the gap between spheres that hold the pieces at both ends of the part [m].
  ///   - closing: no two points of the pieces close by more in the part [m].
  ///   - search: what is certain and what touches.
  mutating func follow(
    _ shapes: (PieceShape, PieceShape), _ step: RelativeStep, in interval: ClosedRange<Double>,
    start: Double, apart: (from: Double, to: Double), closing: Double, search: ClearanceSearch
  ) {
    floor = max(floor, apart.from)
    if hasTurned, isBeyond(apart.to, closing, search) { return }
    var walk = StepWalk(shapes, step, hint: hint)
    if greatest < 0 {
      let now = walk.gap(at: interval.lowerBound)
      (greatest, floor) = (now.lower, now.lower)
    }
    hasParted = hasParted || floor > search.contact
    let sure = hasTurned ? returns(&walk, interval, start, closing, search)
      : grows(&walk, interval, start, search)
    if !sure, hasParted, contact == nil, var found = search.contact(&walk, in: interval) {
      found.time += start
      contact = found
    }
    hint = walk.hint
  }

  /// Whether lower bounds at both ends leave no room for a closer return or a contact between them;
  /// `end` [m] is the one at the end.
  private mutating func isBeyond(
    _ end: Double, _ closing: Double, _ search: ClearanceSearch
  ) -> Bool {
    // The distance changes by no more than `closing` in the step, in both directions of time.
    let last = max(end, floor - closing)
    let first = max(floor, last - closing)
    guard let closest, 0.5 * (first + last - closing) > max(search.contact, closest.distance)
    else { return false }
    floor = last
    return true
  }

  /// The way apart: as long as the distance is certain to grow nothing else is to be known. Returns
  /// whether it is certain that they do not touch in the step.
  private mutating func grows(
    _ walk: inout StepWalk, _ interval: ClosedRange<Double>, _ start: Double,
    _ search: ClearanceSearch
  ) -> Bool {
    let (from, to) = (interval.lowerBound, interval.upperBound)
    let level = greatest - search.tolerance
    let limit = greatest > 0 ? greatest : .infinity
    var time = from
    while level > 0 {
      time += max(walk.timeAbove(level, at: time, until: to), 1e-9)
      if time >= to { break }
      if walk.gap(at: time, until: limit).lower < level {
        return turn(&walk, interval, start, search)
      }
    }
    let now = walk.gap(at: to, until: limit)
    if now.lower < level { return turn(&walk, interval, start, search) }
    floor = now.lower
    greatest = max(greatest, now.lower)
    return level > search.contact
  }

  private mutating func turn(
    _ walk: inout StepWalk, _ interval: ClosedRange<Double>, _ start: Double,
    _ search: ClearanceSearch
  ) -> Bool {
    hasTurned = true
    return returns(&walk, interval, start, .infinity, search)
  }

  /// After the turn: what is nearer than all before.
  private mutating func returns(
    _ walk: inout StepWalk, _ interval: ClosedRange<Double>, _ start: Double, _ closing: Double,
    _ search: ClearanceSearch
  ) -> Bool {
    let limit = closest?.distance ?? .infinity
    let enough = limit + closing
    let end = walk.gap(at: interval.upperBound, until: enough)
    if isBeyond(end.lower, closing, search) { return true }
    if var found = search.closest(&walk, in: interval, below: limit) {
      found.time += start
      closest = found
    }
    floor = end.lower
    return (closest?.distance ?? 0) > search.contact + search.tolerance
  }
}
