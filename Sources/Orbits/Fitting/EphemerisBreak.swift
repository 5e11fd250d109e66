import Kinematics
import NumericalMethods

/// Where a table of states goes over to another orbit, or to another drag.
///
/// Tables of predictions are made of parts: behind a burn, or where a new estimate was put in, a state
/// does not continue the one before it; where the station takes another attitude the places go on,
/// and the drag is another. No one orbit lies well on both sides of such a break.
public struct EphemerisBreak: Sendable, Hashable {
  /// What breaks.
  public enum Kind: String, Sendable {
    /// The state.
    case state
    /// The drag.
    case drag
  }

  /// What breaks.
  public let kind: Kind
  /// The first state behind it.
  public let epoch: Epoch
  /// How far that state lies from where the one before it leads [m].
  public let distance: Double
  /// The same of the velocity [m/s].
  public let speed: Double
  /// The drag behind it over the drag before it; nil where the state breaks.
  public let dragRatio: Double?
}

extension EphemerisBreak {
  /// Beyond so many times the median a state does not continue the one before it. In NASA's tables of
  /// the ISS steps without a break stay below four medians; measured places scatter about theirs.
  private static let outstanding = 10.0
  /// Less than these is no break [m], [m/s]: what a model of the forces leaves out in some minutes.
  private static let least = (distance: 1.0, speed: 1e-3)
  /// States that follow each other faster are not looked at one by one [s].
  private static let spacing = 60.0

  /// The places of a table whose state does not continue the one before it.
  ///
  /// Each state is flown to the next (of a table that is denser, to the next a minute on) and compared
  /// with the median of all, which grows with the square of the time flown. States that stand alone, so
  /// that those around them continue each other, are outliers and no breaks.
  ///
  /// - Parameters:
  ///   - states: in order of time.
  ///   - object: what air and light act on.
  ///   - forces: what acts; their arc covers the states.
  /// - Throws: what ``NumericalPropagator`` throws.
  public static func jumps(
    in states: [OrbitState<GCRF>], object: DragAndPressure, forces: ForceModel
  ) throws(OrbitError) -> [EphemerisBreak] {
    let picked = picked(states)
    guard picked.count > 2 else { return [] }
    var steps: [Step] = []
    for (from, to) in zip(picked, picked.dropFirst()) {
      steps.append(try Step(from: from, to: to, object, forces))
    }
    let usual = Step(
      time: median(steps.map(\.time)), distance: median(steps.map(\.distance)),
      speed: median(steps.map(\.speed)))
    var breaks: [EphemerisBreak] = []
    var index = 0
    while index < steps.count {
      let first = index
      while index < steps.count, steps[index].standsOut(of: usual) { index += 1 }
      if index > first {
        let across = try Step(from: picked[first], to: picked[index], object, forces)
        if across.standsOut(of: usual) {
          breaks.append(
            EphemerisBreak(
              kind: .state, epoch: picked[index].epoch, distance: across.distance,
              speed: across.speed, dragRatio: nil))
        }
      }
      index += 1
    }
    return breaks
  }

  private static func picked(_ states: [OrbitState<GCRF>]) -> [OrbitState<GCRF>] {
    var picked: [OrbitState<GCRF>] = []
    for state in states {
      // Two states at one instant: the second begins another part.
      if let last = picked.last, state.epoch != last.epoch, state.epoch - last.epoch < spacing {
        continue
      }
      picked.append(state)
    }
    return picked
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// From one state to another: how long, and how far the flight ends from it.
  private struct Step {
    var time, distance, speed: Double

    init(time: Double, distance: Double, speed: Double) {
      self.time = time
      self.distance = distance
      self.speed = speed
    }

    init(
      from: OrbitState<GCRF>, to: OrbitState<GCRF>, _ object: DragAndPressure, _ forces: ForceModel
    ) throws(OrbitError) {
      time = to.epoch - from.epoch
      let arc = try NumericalPropagator(state: from, object: object, forces: forces).arc(for: time)
      let end = arc.state(at: to.epoch)
      distance = end.map { (to.position - $0.position).components.magnitude } ?? .infinity
      speed = end.map { (to.velocity - $0.velocity).components.magnitude } ?? .infinity
    }

    func standsOut(of usual: Step) -> Bool {
      let longer = usual.time > 0 ? max(1, time / usual.time) : 1
      return distance > max(least.distance, outstanding * usual.distance * longer * longer)
        || speed > max(least.speed, outstanding * usual.speed * longer)
    }
  }
}
