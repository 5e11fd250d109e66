import Kinematics
import NumericalMethods

/// The motion of many objects by SGP4 at once, fifteen times as fast as one by one and more.
///
///     let batch = try SGP4Batch(catalogue)
///     let states = try batch.states(at: epochs, threads: 4)
///
/// Objects near the Earth are worked on eight at a time; where one is at the border of what the
/// theory answers, in deep space, or more than about 300 days from its epoch,
/// ``SGP4Propagator`` is asked for it alone. A state agrees with that of ``SGP4Propagator`` within
/// 1e-7 km and has the same bits whatever other objects, times and threads there are, as long as
/// the build is the same.
public struct SGP4Batch: Sendable {
  /// The objects, in their order.
  public let propagators: [SGP4Propagator]
  /// The same in lanes of eight; the last may be in part empty.
  let lanes: [SGP4Lanes]
  /// The epochs as the lanes count time.
  let epochs: [SGP4BatchTime]

  /// A batch of objects that were prepared before.
  public init(_ propagators: [SGP4Propagator]) {
    self.propagators = propagators
    epochs = propagators.map { SGP4BatchTime($0.elements.epoch) }
    var lanes: [SGP4Lanes] = []
    lanes.reserveCapacity((propagators.count + 7) / 8)
    for start in stride(from: 0, to: propagators.count, by: 8) {
      var eight = SGP4Lanes()
      for place in start..<min(start + 8, propagators.count) {
        eight.set(place - start, propagators[place])
      }
      lanes.append(eight)
    }
    self.lanes = lanes
  }

  /// Prepares the motion of many objects.
  ///
  /// - Throws: As ``SGP4Propagator/init(_:)`` for the first set that is refused.
  public init(_ elements: [SGP4Elements]) throws(OrbitError) {
    var propagators: [SGP4Propagator] = []
    propagators.reserveCapacity(elements.count)
    for set in elements { propagators.append(try SGP4Propagator(set)) }
    self.init(propagators)
  }

  /// The states of all objects at common instants.
  ///
  /// - Parameters:
  ///   - instants: In any order.
  ///   - threads: How many may work at once; never changes a result.
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` for an instant beyond
  ///   ``SGP4Propagator/reach`` of an epoch. What the theory has no state for is no error: it is in
  ///   the states.
  public func states(at instants: [Epoch], threads: Int = 1) throws(OrbitError) -> SGP4States {
    var states = SGP4States()
    try fill(&states, at: instants, threads: threads)
    return states
  }

  /// The states of all objects at times from the epoch of each [min], before it where negative.
  ///
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` for a time beyond
  ///   ``SGP4Propagator/reach``.
  public func states(minutes: [Double], threads: Int = 1) throws(OrbitError) -> SGP4States {
    var states = SGP4States()
    try fill(&states, minutes: minutes, threads: threads)
    return states
  }

  /// As ``states(at:threads:)``, into room that is there from before.
  ///
  /// - Throws: As ``states(at:threads:)``.
  public func fill(
    _ states: inout SGP4States, at instants: [Epoch], threads: Int = 1
  ) throws(OrbitError) {
    if let first = instants.min(), let last = instants.max() {
      for propagator in propagators {
        try Self.check((first - propagator.elements.epoch) / 60)
        try Self.check((last - propagator.elements.epoch) / 60)
      }
    }
    evaluate(SGP4BatchTimes(instants), into: &states, threads: threads)
  }

  /// As ``states(minutes:threads:)``, into room that is there from before.
  ///
  /// - Throws: As ``states(minutes:threads:)``.
  public func fill(
    _ states: inout SGP4States, minutes: [Double], threads: Int = 1
  ) throws(OrbitError) {
    for time in minutes { try Self.check(time) }
    evaluate(SGP4BatchTimes(minutes), into: &states, threads: threads)
  }

  private static func check(_ minutes: Double) throws(OrbitError) {
    guard abs(minutes) <= SGP4Propagator.reach else {
      throw .outOfRange(
        what: "time from the epoch of the elements in minutes", value: minutes,
        allowed: "100 years to both sides")
    }
  }
}

/// Times that a batch is asked for: days and minutes since 2000, of which those of each epoch are
/// taken off, or minutes from each epoch.
struct SGP4BatchTimes: Sendable {
  let times: [SGP4BatchTime]
  let isFromEpoch: Bool

  init(_ instants: [Epoch]) {
    times = instants.map { SGP4BatchTime($0) }
    isFromEpoch = false
  }

  init(_ minutes: [Double]) {
    times = minutes.map { SGP4BatchTime(day: 0, minute: $0) }
    isFromEpoch = true
  }
}
