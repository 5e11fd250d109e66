import Crypto
import Exchange
import Kinematics
import StationModel

/// What a flight has to say to the mission log, in the order in which it came about.
///
/// A flight reports after every command, and after every step in which something happened or a
/// full hour went by. The entries of one report belong together: they have the state of the world
/// at its end. What happened within a step or since the last step of the systems (an edge of an
/// eclipse, a limit) has its own time and stands where it was found, so that times of entries may
/// go back by up to a minute, and at the end, where closest approaches are named, by more.
public struct Journal: Sendable {
  /// What an entry is about.
  public enum Kind: String, CaseIterable, Sendable {
    /// The flight begins.
    case start
    /// A command was done.
    case command
    /// Something happened, or an hour went by.
    case event
    /// The flight is over.
    case end
  }

  /// One line of the log.
  public struct Entry: Sendable {
    /// What kind of entry it is.
    public var kind: Kind
    /// When it came about, after the start [s].
    public var time: Double
    /// The command, as a scenario says it, or the event: `kind`, `what`, and `pieces` by a module
    /// of each.
    public var payload: JSONValue
    /// The instant of the world whose state follows.
    public var stateEpoch: Epoch
    /// ``World/stateDigest`` after the report that the entry stands in.
    public var stateDigest: String
    /// ``World/stateBytes`` of the same world, where the log keeps them: at the start, after every
    /// command, every hour and at the end.
    public var state: [UInt8]?
  }

  /// Between states that are kept when nothing happens [s].
  public static let interval = 3600.0

  /// In the order in which they came about.
  public internal(set) var entries: [Entry] = []
  /// How many events of the recording stand in it.
  var eventCount = 0
  /// When the next hour is full, after the start [s].
  var nextHour = Self.interval
}

extension MissionFlight {
  /// Tells the journal what has happened since it was told last, if anything has.
  ///
  /// - Parameter command: the one that was just done; it stands before the events that it caused.
  mutating func report(_ command: TimedCommand? = nil) {
    let events = recording.events[journal.eventCount...]
    let isHour = time >= journal.nextHour
    guard command != nil || !events.isEmpty || isHour else { return }
    let state = world.stateBytes
    let blank = Journal.Entry(
      kind: .event, time: time, payload: .null, stateEpoch: world.epoch,
      stateDigest: SHA256.hexadecimal(state))
    func tell(_ kind: Journal.Kind, at when: Double, _ payload: JSONValue) {
      var entry = blank
      (entry.kind, entry.time, entry.payload) = (kind, when, payload)
      journal.entries.append(entry)
    }
    if let command { tell(.command, at: time, command.document) }
    for event in events where event.kind != .end {
      tell(event.kind == .start ? .start : .event, at: event.time, document(of: event))
    }
    if isHour {
      tell(.event, at: time, ["kind": "hour"])
      journal.nextHour += Journal.interval
    }
    for event in events where event.kind == .end {
      tell(.end, at: event.time, document(of: event))
    }
    journal.eventCount = recording.events.count
    if command != nil || isHour || events.contains(where: { $0.kind == .start || $0.kind == .end })
    {
      journal.entries[journal.entries.count - 1].state = state
    }
  }

  /// An event; a piece is named by its first module, which is in no other piece at the time.
  private func document(of event: MissionEvent) -> JSONValue {
    let modules = world.assembly.modules
    return [
      "kind": .string(event.kind.rawValue), "what": .string(event.what),
      "pieces": JSONValue(event.tracks.map { modules[recording.tracks[$0].modules[0]].id }),
    ]
  }
}

extension TimedCommand {
  /// The command in the words of a scenario's timeline, without its time.
  var document: JSONValue {
    var document: JSONValue = [verb.key: verb.value]
    if let note { document.set("note", .string(note)) }
    return document
  }

  private var verb: (key: String, value: JSONValue) {
    let value: JSONValue
    switch command {
    case .attitude(let order): value = order.document
    case .fail(let units):
      value = ["jets": JSONValue(units.jets), "gyros": JSONValue(units.gyros)]
    case .jets(let module, let mode):
      value = ["of": .string(module), "mode": .string(mode.rawValue)]
    case .open(let joints, .asBuilt, ReleaseChoice()), .mate(let joints): value = JSONValue(joints)
    case .open(let joints, let springs, let release):
      var open: JSONValue = ["joints": JSONValue(joints)]
      if case .energy(let energy) = springs { open.set("springEnergyJ", JSONValue(energy)) }
      if release != ReleaseChoice() { open.set("release", release.document) }
      value = open
    case .burn(let burn):
      var ends: JSONValue = ["engine": .string("\(burn.module).\(burn.engine)")]
      if let direction = burn.direction {
        ends.set("direction", .string(direction.rawValue))
      } else {
        ends.set("uncommanded", .bool(true))
      }
      switch burn.amount {
      case .deltaV(let change): ends.set("deltaVMPerS", JSONValue(change))
      case .duration(let duration): ends.set("durationS", JSONValue(duration))
      }
      value = ends
    case .vent(let vent): value = vent.document
    case .joints(let id, let order):
      value = ["of": .string(id), order.entry.key: order.entry.value]
    case .move(let crew, let module): value = ["crew": JSONValue(crew), "to": .string(module)]
    }
    return (command.verb, value)
  }
}

extension AttitudeCommand {
  /// In the words of a scenario; angles [deg], rate [deg/s].
  fileprivate var document: JSONValue {
    var document: JSONValue = ["of": .string(module), "mode": .string(goal.rawValue)]
    let degrees = 180 / Double.pi
    if let (yaw, pitch, roll) = attitude?.yawPitchRoll {
      document.set("yawPitchRollDeg", JSONValue([yaw * degrees, pitch * degrees, roll * degrees]))
    }
    if let actuators { document.set("by", .string(actuators.rawValue)) }
    if let rate { document.set("rateDegPerS", JSONValue(rate * degrees)) }
    return document
  }
}

extension ReleaseChoice {
  /// What is told of it, with units in the names.
  var document: JSONValue {
    var document: JSONValue = [:]
    if let opening { document.set("openingS", JSONValue(opening)) }
    if !stuckHooks.isEmpty {
      document.set("stuckHooks", .array(stuckHooks.map { .integer(Int64($0)) }))
    }
    if let stuckFor { document.set("stuckForS", JSONValue(stuckFor)) }
    if umbilical { document.set("umbilical", "attached") }
    if lateral != 0 { document.set("lateralMPerS", JSONValue(lateral)) }
    if tipOff != 0 { document.set("tipOffRadPerS", JSONValue(tipOff)) }
    if let dispersion { document.set("dispersion", .integer(Int64(bitPattern: dispersion))) }
    return document
  }
}

extension Vent {
  fileprivate var document: JSONValue {
    var document: JSONValue = ["module": .string(module)]
    switch opening {
    case .port(let port): document.set("port", .string(port))
    case .place(let point, let direction):
      func list(_ v: SIMD3<Double>) -> JSONValue {
        .array((0..<3).map { JSONValue(v[$0]) })
      }
      document.set("atM", list(point))
      document.set("direction", list(direction))
    }
    switch flow {
    case .rate(let rate): document.set("rateKgPerS", JSONValue(rate))
    case .area(let area): document.set("areaM2", JSONValue(area))
    }
    if let duration { document.set("durationS", JSONValue(duration)) }
    if let pressure { document.set("untilPa", JSONValue(pressure)) }
    return document
  }
}

extension JointOrder {
  fileprivate var entry: (key: String, value: JSONValue) {
    switch self {
    case .follow: ("lock", false)
    case .lock: ("lock", true)
    case .angle(let angle): ("angleRad", JSONValue(angle))
    }
  }
}
