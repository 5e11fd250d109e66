import Kinematics
import NumericalMethods
import Shapes

/// The clearance of two pieces from the moment at which they parted.
///
/// They part at distance zero, so the way apart does not count. While their centres of mass only draw
/// apart the pieces are *parting*, even where a turning piece brings surfaces nearer for a moment: the
/// least distance since they first came nearer again by more than the search's tolerance is
/// ``closestInParting``. They *return* once surfaces come nearer while the centres are nearer than they
/// have been, both by more than the tolerance, or once the distance between their surfaces falls below
/// half (``nearMiss``) of the greatest that it has been, whatever the centres do: a near miss right after
/// the release is a return, a wobble of pieces that are still beside each other is not. ``closest`` is
/// the least distance from then on. They touch
/// where, once they have been apart, they are no farther than the contact distance, in whatever phase.
public struct PairClearance: Sendable {
  /// One of the pieces, by index.
  public internal(set) var first: Int
  /// The other, by index.
  public internal(set) var second: Int
  /// When the pair came to be, since the watch began [s].
  public internal(set) var start = 0.0
  /// The closest return so far, its time since the watch began [s]; nil while the pieces have only
  /// drawn apart.
  public internal(set) var closest: PieceApproach?
  /// The least distance after their surfaces first came nearer again, before they returned.
  public internal(set) var closestInParting: PieceApproach?
  /// The closest return at the end of each window that is over, in the order of the windows; an
  /// entry is nil where they only drew apart.
  public internal(set) var atWindows: [PieceApproach?] = []
  /// Where they touched first; its time since the watch began [s].
  public internal(set) var contact: PieceApproach?
  /// Where they touched last.
  public internal(set) var latestContact: PieceApproach?
  /// Whether they have touched and not been let go since: until then no further contact is sought.
  var isTouching = false
  /// Whether they have been apart.
  public internal(set) var hasParted = false
  /// Whether their surfaces have come back toward each other once.
  public internal(set) var hasTurned = false
  /// Whether they have returned.
  public internal(set) var hasReturned = false
  /// Below this share of the greatest distance that surfaces had they return, whatever the centres do.
  public static let nearMiss = 0.5
  /// While they only draw apart, what they have reached at least [m].
  private var greatest = -1.0
  /// The greatest distance that the centres of mass had [m].
  private var greatestWay = 0.0
  /// Whether the centres of mass are nearer than they have been.
  private var centresNear = false
  /// What the distance is no less than at the end of the last step [m].
  private var floor = 0.0
  private var hint: NearestParts?
  /// Whether they have drawn apart since ``greatest`` was taken.
  private var isStale = false

  init(first: Int, second: Int) {
    self.first = first
    self.second = second
  }

  /// Whether spheres that hold the pieces leave no room for a closer return or a contact.
  ///
  /// - Parameters:
  ///   - apart: the gap between the spheres at both ends of the part of a step [m].
  ///   - closing: no two points of the pieces close by more in it [m].
  ///   - search: what touches.
  mutating func isBeyond(
    _ apart: (from: Double, to: Double), _ closing: Double, _ search: ClearanceSearch
  ) -> Bool {
    guard hasTurned else { return false }
    let known = hasReturned ? closest : closestInParting
    guard let known else { return false }
    let level = hasReturned ? known.distance : max(known.distance, Self.nearMiss * greatest)
    // The distance changes by no more than `closing` in the step, in both directions of time.
    let last = max(apart.to, max(floor, apart.from) - closing)
    let first = max(floor, max(apart.from, last - closing))
    guard 0.5 * (first + last - closing) > max(search.contact, level) else { return false }
    floor = last
    greatest = max(greatest, last)
    return true
  }

  /// Looks at the centres of mass at the ends of a part of a step: whether they near each other.
  mutating func lookAtCentres(_ way: (from: Double, to: Double), _ search: ClearanceSearch) {
    guard !hasReturned else { return }
    greatestWay = max(greatestWay, way.from)
    centresNear = way.to < greatestWay - search.tolerance
    greatestWay = max(greatestWay, way.to)
    hasReturned = hasTurned && centresNear
  }

  /// Whether nothing can have happened in a step in which they draw apart, as they did before.
  mutating func onlyDrawsApart(_ step: RelativeStep) -> Bool {
    guard hasParted, !hasTurned, step.drawsApart else { return false }
    isStale = true
    return true
  }

  /// Follows the pieces over a part of a step; its start is in seconds since the watch began, the
  /// interval in seconds after that.
  mutating func follow(
    _ shapes: (StepShape, StepShape), _ step: RelativeStep, in interval: ClosedRange<Double>,
    start: Double, search: ClearanceSearch
  ) {
    var walk = StepWalk(shapes, step, hint: hint)
    if greatest < 0 {
      let now = walk.gap(at: interval.lowerBound)
      (greatest, floor) = (now.lower, now.lower)
    }
    hasParted = hasParted || floor > search.contact
    let sure: Bool
    if hasReturned {
      sure = returns(&walk, interval, start, step.closing, search)
    } else if hasTurned {
      sure = wobbles(&walk, interval, start, step.closing, search)
    } else {
      sure = grows(&walk, interval, start, search)
    }
    if !sure, hasParted, !isTouching, var found = search.contact(&walk, in: interval) {
      found.time += start
      if contact == nil { (contact, closest) = (found, found) }
      latestContact = found
      isTouching = true
      (hasTurned, hasReturned) = (true, true)
    }
    hint = walk.hint
  }

  /// The way apart: as long as the distance is certain to grow nothing else is to be known. Returns
  /// whether it is certain that they do not touch in the step.
  private mutating func grows(
    _ walk: inout StepWalk, _ interval: ClosedRange<Double>, _ start: Double,
    _ search: ClearanceSearch
  ) -> Bool {
    let (from, to) = (interval.lowerBound, interval.upperBound)
    // What has been reached has to be known well, or a turn would be seen late.
    let close = 0.1 * search.tolerance
    if isStale {
      greatest = max(greatest, walk.gap(at: from, within: close).lower)
      isStale = false
    }
    let level = greatest - search.tolerance
    var time = from
    while level > 0 {
      time += max(walk.timeAbove(level, at: time, until: to), 1e-9)
      if time >= to { break }
      if walk.gap(at: time, within: close).lower < level {
        return turn(&walk, interval, start, search)
      }
    }
    let now = walk.gap(at: to, within: close)
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
    if centresNear {
      hasReturned = true
      return returns(&walk, interval, start, .infinity, search)
    }
    return wobbles(&walk, interval, start, .infinity, search)
  }

  /// Still beside each other: what is nearer than all since the turn, and whether it is so near that
  /// it is a return.
  private mutating func wobbles(
    _ walk: inout StepWalk, _ interval: ClosedRange<Double>, _ start: Double, _ closing: Double,
    _ search: ClearanceSearch
  ) -> Bool {
    let known = closestInParting?.distance
    let half = Self.nearMiss * greatest
    let limit = known.map { max($0, half) } ?? .infinity
    var sure = limit > search.contact + search.tolerance
    if var found = search.closest(&walk, in: interval, below: limit, startIsKnown: known != nil) {
      sure = found.distance > search.contact + search.tolerance
      found.time += start
      if found.distance < known ?? .infinity { closestInParting = found }
      if found.distance < half {
        hasReturned = true
        closest = found
      }
    }
    let level = max(closestInParting?.distance ?? 0, half)
    floor = walk.gap(at: interval.upperBound, until: level + closing).lower
    greatest = max(greatest, floor)
    return sure
  }

  /// After the return has begun: what is nearer than all before.
  private mutating func returns(
    _ walk: inout StepWalk, _ interval: ClosedRange<Double>, _ start: Double, _ closing: Double,
    _ search: ClearanceSearch
  ) -> Bool {
    // Nothing is nearer than a contact.
    if let contact {
      floor = walk.gap(at: interval.upperBound, until: contact.distance + closing).lower
      return false
    }
    let limit = closest?.distance ?? .infinity
    let known = limit < .infinity
    if var found = search.closest(&walk, in: interval, below: limit, startIsKnown: known) {
      found.time += start
      closest = found
    }
    let level = closest?.distance ?? 0
    floor = walk.gap(at: interval.upperBound, until: level + closing).lower
    return (closest?.distance ?? 0) > search.contact + search.tolerance
  }
}
