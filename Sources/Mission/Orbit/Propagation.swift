import Exchange
import Kinematics
import NumericalMethods
import Orbits

/// One state carried on by numerical propagation, as `outpost propagate` answers it.
public struct Propagation: Sendable {
  /// The arc that was flown.
  public let arc: OrbitArc
  /// Its states at the output step, the one at its end and, where there are burns, those before and
  /// after each.
  public var states: [OrbitState<GCRF>] { legs.flatMap(\.self) }
  /// The states from the start, and from the end of each burn, on.
  private let legs: [[OrbitState<GCRF>]]
  /// When engines were on.
  public let burns: [ClosedRange<Epoch>]
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
    try self.init(
      state, of: object, spacecraft, burns: [], environment: environment, duration: duration,
      step: step)
  }

  /// Propagates a state of a file through the burns that the file announces.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - choice: which of its states.
  ///   - spacecraft: what it offers air and light at its mass before the burns.
  ///   - mass: that mass [kg]; nil: not known, and burns do not change it.
  ///   - environment: what acts on it.
  ///   - duration: how long [s]; negative: back in time.
  ///   - step: between the states of the answer [s].
  /// - Throws: `OrbitError`, and ``MissionError`` for a state that the file does not have and for
  ///   burns that cannot be flown: along unknown axes, and back in time.
  public init(
    _ file: StateFile, _ choice: StateChoice, _ spacecraft: DragAndPressure, mass: Double?,
    environment: Environment, duration: Double, step: Double
  ) throws {
    let state = try file.state(choice)
    let end = state.epoch + duration
    let burns = try file.plannedBurns(
      mass: mass, at: state.epoch, orientation: environment.orientation)
    if duration < 0, let burn = burns.first(where: { $0.end > end && $0.ignition < state.epoch }) {
      throw MissionError.burn(
        "the burn at \(burn.ignition.iso8601(digits: 0)) is not flown back in time; allowed: a "
          + "--duration that ends after it")
    }
    try self.init(
      state, of: file.object, spacecraft,
      burns: duration < 0 ? [] : burns.filter { $0.end >= state.epoch && $0.ignition < end },
      environment: environment, duration: duration, step: step)
  }

  private init(
    _ state: OrbitState<GCRF>, of object: CCSDSObject, _ spacecraft: DragAndPressure,
    burns: [PlannedBurn], environment: Environment, duration: Double, step: Double
  ) throws(OrbitError) {
    var environment = environment
    // What presses on nothing is no force.
    if spacecraft.radiationArea == 0 { environment.settings.radiationPressure = false }
    let end = state.epoch + duration
    let forces = try environment.forces(from: min(state.epoch, end), to: max(state.epoch, end))
    var arc = try Self.arc(state, spacecraft, forces: forces, for: 0)
    var (state, craft) = (state, spacecraft)
    let pushes = burns.flatMap { burn in burn.impulses.map { (burn, $0) } }
      .filter { $0.1.epoch >= state.epoch && $0.1.epoch < end }
      .sorted { $0.1.epoch < $1.1.epoch }
    var edges: [Edge] = []
    for (index, (burn, impulse)) in pushes.enumerated() where arc.reentry == nil {
      arc = arc.continued(
        by: try Self.arc(state, craft, forces: forces, for: impulse.epoch - state.epoch))
      guard arc.reentry == nil, let before = arc.state(at: arc.end) else { break }
      state = OrbitState(
        epoch: before.epoch, position: before.position,
        velocity: before.velocity + burn.change(impulse, in: before))
      // The first and the last of a burn.
      let isInside =
        index > 0 && pushes[index - 1].0.ignition == burn.ignition
        && index + 1 < pushes.count && pushes[index + 1].0.ignition == burn.ignition
      if !isInside { edges.append(Edge(before: before, after: state)) }
      craft.ballisticArea /= impulse.massRatio
      craft.radiationArea /= impulse.massRatio
    }
    if arc.reentry == nil {
      arc = arc.continued(
        by: try Self.arc(state, craft, forces: forces, for: end - state.epoch))
    }
    self.arc = arc
    self.burns = burns.map { $0.ignition...$0.end }
    legs = try Self.legs(of: arc, every: step, edges: edges)
    sizes = ForceSize.along(arc, object: spacecraft, forces: forces)
    self.object = object
    self.environment = environment
  }

  private static func arc(
    _ state: OrbitState<GCRF>, _ spacecraft: DragAndPressure, forces: ForceModel, for time: Double
  ) throws(OrbitError) -> OrbitArc {
    var propagator = try NumericalPropagator(state: state, object: spacecraft, forces: forces)
    // One orbit at a time has the time for millimetres.
    propagator.settled = 2e-11
    return try propagator.arc(for: time)
  }

  /// A change of speed at which the answer is parted.
  private struct Edge {
    var before, after: OrbitState<GCRF>
  }

  /// The states at the output step and at the end, parted where a burn begins and where it is over, as
  /// nobody may interpolate over it.
  private static func legs(
    of arc: OrbitArc, every step: Double, edges: [Edge]
  ) throws(OrbitError) -> [[OrbitState<GCRF>]] {
    var states = try arc.states(every: step)
    // An ephemeris reaches to its end, whatever the step.
    if let last = arc.state(at: arc.end), states.last?.epoch != arc.end { states.append(last) }
    var legs: [[OrbitState<GCRF>]] = []
    var leg: [OrbitState<GCRF>] = []
    var rest = states[...]
    for edge in edges {
      leg += rest.prefix { $0.epoch < edge.before.epoch } + [edge.before]
      rest = rest.drop { $0.epoch <= edge.before.epoch }
      legs.append(leg)
      leg = [edge.after]
    }
    return legs + [leg + rest]
  }

  /// The ephemeris as a message.
  public func message() -> OrbitEphemerisMessage? {
    let inOrder = arc.end < arc.first.epoch ? legs.map { $0.reversed() } : legs
    return OrbitEphemerisMessage(
      inOrder, of: object, orientation: environment.orientation,
      comments: ["Outpost, numerical propagation: \(environment.description)"]
        + environment.coverage(over: span) + burnTexts)
  }

  private var burnTexts: [String] {
    burns.map {
      "burn from \($0.lowerBound.iso8601(digits: 3)) to \($0.upperBound.iso8601(digits: 3))"
    }
  }

  /// What of the arc no table says anything of, a line each.
  public var cautions: [String] { environment.cautions(over: span) }

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
      "burns",
      .array(
        burns.map {
          [
            "fromUtc": .string($0.lowerBound.iso8601(digits: 6)),
            "toUtc": .string($0.upperBound.iso8601(digits: 6)),
          ]
        }))
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
    for burn in burnTexts { text += "\(burn)\n" }
    if let reentry = arc.reentry {
      text += "below 100 km at \(reentry.epoch.iso8601()): the orbit ends there\n"
    }
    if explaining { text += "\n" + ForceSize.table(sizes) }
    return text
  }
}
