import Exchange
import Kinematics
import NumericalMethods
import Orbits

/// One state carried on by numerical propagation, as `outpost propagate` answers it.
public struct Propagation: Sendable {
  /// The arc that was flown.
  public let arc: OrbitArc
  /// Its states at the output step, and the one at its end.
  public let states: [OrbitState<GCRF>]
  /// The size of every force along it.
  public let sizes: [ForceSize]
  /// Whose states they are.
  public let object: CCSDSObject
  /// The forces and where their figures come from, in words.
  public let environment: Environment

  /// Propagates a state.
  ///
  /// - Parameters:
  ///   - state: where it starts.
  ///   - object: whose state it is, in which frame the answer is written.
  ///   - spacecraft: what it offers air and light.
  ///   - environment: what acts on it.
  ///   - duration: how long [s]; negative: back in time.
  ///   - step: between the states of the answer [s].
  /// - Throws: `OrbitError`.
  public init(
    _ state: OrbitState<GCRF>, of object: CCSDSObject, _ spacecraft: DragAndPressure,
    environment: Environment, duration: Double, step: Double
  ) throws(OrbitError) {
    let end = state.epoch + duration
    let forces = try environment.forces(from: min(state.epoch, end), to: max(state.epoch, end))
    var propagator = try NumericalPropagator(
      state: state, object: spacecraft, forces: forces)
    // One orbit at a time has the time for millimetres.
    propagator.settled = 2e-11
    arc = try propagator.arc(for: duration)
    var states = try arc.states(every: step)
    // An ephemeris reaches to its end, whatever the step.
    if let last = arc.state(at: arc.end), states.last?.epoch != arc.end { states.append(last) }
    self.states = states
    sizes = ForceSize.along(arc, object: spacecraft, forces: forces)
    self.object = object
    self.environment = environment
  }

  /// The ephemeris as a message.
  public func message() -> OrbitEphemerisMessage? {
    let inOrder = arc.end < arc.first.epoch ? states.reversed() : states
    return OrbitEphemerisMessage(
      inOrder, of: object, orientation: environment.orientation,
      comments: ["Outpost, numerical propagation: \(environment.description)"]
        + environment.coverage(over: span))
  }

  /// The answer as JSON.
  public var document: JSONValue {
    var document: JSONValue = [
      "object": .string(object.name), "frame": .string(object.frame.name),
      "epochUtc": .string(arc.first.epoch.iso8601(digits: 6)),
      "endUtc": .string(arc.end.iso8601(digits: 6)),
      "durationS": JSONValue(arc.end - arc.first.epoch),
      "states": .integer(Int64(states.count)),
      "forces": .string(environment.description),
    ]
    document.set("coverage", .array(environment.coverage(over: span).map { .string($0) }))
    document.set(
      "reenteredAtUtc", JSONValue(arc.reentry.map { $0.epoch.iso8601(digits: 3) }))
    if let last = arc.state(at: arc.end) {
      document.set("final", Self.document(last))
    }
    document.set(
      "forceSizes",
      .array(
        sizes.map {
          .object([
            .init("force", .string($0.name)), .init("meanMPerS2", JSONValue($0.mean)),
            .init("maximumMPerS2", JSONValue($0.maximum)),
            .init("meanInTrackMPerS2", JSONValue($0.meanInTrack)),
          ])
        }))
    return document
  }

  private var span: ClosedRange<Epoch> {
    min(arc.first.epoch, arc.end)...max(arc.first.epoch, arc.end)
  }

  static func document(_ state: OrbitState<GCRF>) -> JSONValue {
    [
      "epochUtc": .string(state.epoch.iso8601(digits: 6)),
      "positionM": JSONValue(state.position.components),
      "velocityMPerS": JSONValue(state.velocity.components),
    ]
  }

  /// The answer for people; with `explaining`, the size of every force.
  public func text(explaining: Bool) -> String {
    var text = "\(object.name): \(states.count) states, \(arc.first.epoch.iso8601()) to "
    text += "\(arc.end.iso8601()), \(object.frame.name)\n"
    text += "forces: \(environment.description)\n"
    for line in environment.coverage(over: span) { text += "        \(line)\n" }
    if let reentry = arc.reentry {
      text += "below 100 km at \(reentry.epoch.iso8601()): the orbit ends there\n"
    }
    if explaining { text += "\n" + ForceSize.table(sizes) }
    return text
  }
}
