import Kinematics
import NumericalMethods

/// The motion of one object over a span of time, known at every instant of it.
public struct OrbitArc: Sendable {
  /// Where the object starts.
  public let first: OrbitState<GCRF>
  /// The last instant that is known; before `first` where the motion was followed back in time.
  public let end: Epoch
  /// Where the object came below the altitude at which an orbit ends, if it did.
  public let reentry: Reentry?
  /// How many times the whole force model was called.
  public let evaluations: Int

  /// The end of an orbit.
  public struct Reentry: Sendable, Hashable {
    /// When.
    public var epoch: Epoch
    /// The altitude above the ellipsoid [m] at that instant.
    public var altitude: Double
  }

  /// In the order of integration, each from where the one before it ends.
  private let segments: [CollocationSegment]
  /// The instant that the times of the segments count from.
  private let origin: Epoch

  init(
    first: OrbitState<GCRF>, end: Epoch, reentry: Reentry?, evaluations: Int,
    segments: [CollocationSegment], origin: Epoch
  ) {
    self.first = first
    self.end = end
    self.reentry = reentry
    self.evaluations = evaluations
    self.segments = segments
    self.origin = origin
  }

  /// The motion with another that goes on from its end under the same forces, as after a burn; at the
  /// instant at which they meet the second one holds, but for the very first.
  public func continued(by next: OrbitArc) -> OrbitArc {
    OrbitArc(
      first: first, end: next.end, reentry: next.reentry,
      evaluations: evaluations + next.evaluations, segments: segments + next.segments,
      origin: origin)
  }

  /// The state at an instant of the arc; nil outside it.
  public func state(at epoch: Epoch) -> OrbitState<GCRF>? {
    guard min(first.epoch, end) <= epoch, epoch <= max(first.epoch, end) else { return nil }
    if epoch == first.epoch { return first }
    let time = epoch - origin
    let isBackward = end < first.epoch
    var low = 0
    var high = segments.count
    while high - low > 1 {
      let middle = (low + high) / 2
      let isBefore = isBackward ? segments[middle].start >= time : segments[middle].start <= time
      if isBefore { low = middle } else { high = middle }
    }
    let state = segments[low].state(at: time)
    return OrbitState(
      epoch: epoch, position: Position(state.position), velocity: Velocity(state.velocity))
  }

  /// The states at the start and each `step` [s] after it (before it where the arc runs backwards),
  /// to the end of the arc.
  ///
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` for a step that is not above 0 or gives
  ///   more than ten million states.
  public func states(every step: Double) throws(OrbitError) -> [OrbitState<GCRF>] {
    guard step > 0, step.isFinite else {
      throw .outOfRange(what: "output step", value: step, allowed: "above 0 s")
    }
    let duration = end - first.epoch
    guard abs(duration) / step < 1e7 else {
      throw .outOfRange(
        what: "duration", value: duration, allowed: "at most ten million output steps")
    }
    // A last digit of the quotient must not cost the last state.
    let count = Int((abs(duration) / step * (1 + 1e-12)).rounded(.down))
    let signed = duration < 0 ? -step : step
    return (0...count).compactMap { state(at: first.epoch + Double($0) * signed) }
  }

  /// The first time [s] after the origin at which a function of the state changes its sign, looked
  /// for every `spacing` [s] from `from`, in the direction of the arc.
  ///
  /// The zero is found to a microsecond; two that are nearer to each other than `spacing` go unseen.
  public func firstZero(
    of function: (OrbitState<GCRF>) -> Double, from: Epoch, spacing: Double
  ) -> Epoch? {
    let signed = end < first.epoch ? -abs(spacing) : abs(spacing)
    guard signed != 0, let start = state(at: from) else { return nil }
    func value(_ seconds: Double) -> Double {
      state(at: from + seconds).map(function) ?? .nan
    }
    let span = end - from
    var before = (x: 0.0, y: function(start))
    while abs(before.x) < abs(span) {
      let x = abs(before.x + signed) < abs(span) ? before.x + signed : span
      let after = (x: x, y: value(x))
      if before.y * after.y < 0 || (after.y == 0 && before.y != 0) {
        let interval = min(before.x, after.x)...max(before.x, after.x)
        return RootFinding.brent(value, in: interval, tolerance: 1e-7).map { from + $0 }
      }
      before = after
    }
    return nil
  }
}
