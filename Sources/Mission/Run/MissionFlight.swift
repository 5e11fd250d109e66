import Flight
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import StationModel
import Systems

/// What is to be flown: commands, for how long, and how often to record.
public struct FlightPlan: Sendable {
  /// In order of time.
  public var commands: [TimedCommand]
  /// [s]
  public var duration: Double
  /// Between records [s].
  public var interval: Double
  /// How closely it is followed.
  public var fidelity: Fidelity

  /// A plan from its parts; times in [s].
  public init(
    commands: [TimedCommand], duration: Double, interval: Double = 60, fidelity: Fidelity = .study
  ) {
    self.commands = commands
    self.duration = duration
    self.interval = interval
    self.fidelity = fidelity
  }
}

/// A cut that was flown: when, and what it did.
public struct FlownCut: Sendable {
  /// After the start [s].
  public var time: Double
  /// What it did.
  public var record: CutRecord
  /// The world before it.
  public var before: World
  /// The world after it.
  public var after: World
}

/// The flight of a world under commands: the one way in which time passes.
///
/// Flight goes in steps of at most ``step``, or ``quietStep`` where little happens; the systems follow
/// at least every ``systemsStep``, and at every command, burn edge and record, so that all rooms meet
/// there. Within a step the edges of eclipses, contacts and entries are located.
///
/// At ``Fidelity/full`` attitude control acts once a second within the steps; engines and vents push
/// where they are, along their own axes, and take what leaves out of the tank or the cabin that it was
/// in, while it flows; joints let go and take hold by their mechanisms, and pieces that touch strike
/// each other. Rotary joints turn after the Sun, and air and light act on the shape as it then is.
///
/// Limits: at ``Fidelity/study`` engines push through the centre of mass, so that a burn does not turn
/// a piece, and what follows a contact is not flown (the pieces pass through each other, and the record
/// says so); a piece that comes below ``entryAltitude`` is followed no further.
public struct MissionFlight {
  /// The longest step of the flight [s]: it keeps a station's turning and its orbit to rounding.
  public static let step = 10.0
  /// The longest step of the flight at ``Fidelity/study`` [s] while no engine fires, no piece turns by
  /// more than a tenth of a radian in it and no two are nearer than ``quietDistance``.
  ///
  /// Over it the orbit keeps to 1e-12 of its size a revolution, and what is seen between two ends of a
  /// step, on the cubic through them, is off by `(n h)⁴/384` of a distance: 0.5 m of the orbit where an
  /// eclipse begins (0.1 ms), half a millimetre of what is between pieces 10 km apart. An eclipse shorter
  /// than the step can be missed.
  public static let quietStep = 60.0
  /// How far apart pieces are to be left alone for so long [m].
  public static let quietDistance = 10_000.0
  /// The longest step of the systems [s].
  public static let systemsStep = 60.0
  /// The altitude at which an orbit is over [m]: the field's entry interface (122 km, 400,000 ft)
  /// rounded down to the limit of the contract for lifetimes.
  public static let entryAltitude = 120_000.0

  /// The world now.
  public internal(set) var world: World
  /// What is to be flown.
  public let plan: FlightPlan
  /// What surrounds the station.
  public let environment: Environment
  /// The figures besides the station's own.
  public let standards: Standards
  /// After the start [s].
  public internal(set) var time = 0.0
  /// The cuts that were flown, in order of time.
  public internal(set) var cuts: [FlownCut] = []
  /// The world at the start.
  public let first: World
  /// The same with the joints where they face the Sun, as they are at full fidelity.
  var posed: World
  /// What was seen so far.
  public internal(set) var recording: Recording
  /// What the mission log is to say of the flight.
  public internal(set) var journal = Journal()

  let forces: ForceModel
  let systems: SystemsModel
  var crafts: [Craft] = []
  var watches: [Watch] = []
  /// The tracks of the pieces that are watched, in their order.
  var watched: [Int] = []
  var formation: FormationFlight?
  /// Pieces that the formation flies, by index.
  var flying: [Int] = []
  var nextCommand = 0

  /// The pieces that have flown as air and light meet them.
  var shapes: [PieceAerodynamics] = []
  /// What other flights have found of such pieces.
  let offered: ShapeTables
  /// The mean air on the whole before the first cut and on the pieces after the last, for verdicts.
  var airBefore: MeanAir?
  var airAfter: [MeanAir?] = []
  /// The pieces that fly after each part of the last step [s].
  var path: [(length: Double, bodies: [RigidBody])] = []
  /// What controllers were and had done before they decided in a period, to take it back.
  struct Decided {
    var controllers: [AttitudeController]
    var propellant: [[Int: Double]]
    var events: Int
  }
  var decided: Decided?
  /// What is between the pieces; nil while there is only one.
  var clearance: FormationClearance?
  /// When it began to be watched, after the start [s].
  var clearanceStart = 0.0
  /// The stretches of time after a parting for which the closest return is told.
  var windows: [ClearanceReport.Window] = []

  /// Two pieces that are watched for coming near each other, in the order of the clearance's pairs.
  struct Watch {
    /// Index in the recording.
    var pair: Int
    /// Pieces, by index, in the recording's order.
    var first: Int
    var second: Int
    /// Whether the clearance has them the other way round.
    var isTurned = false
  }

  /// A flight that has not begun; tables that other flights have made of its shapes save it making
  /// them.
  ///
  /// - Throws: `OrbitError.outOfRange` for a plan that no arc of forces can cover.
  public init(
    _ world: World, plan: FlightPlan, environment: Environment, standards: Standards,
    tables: ShapeTables = ShapeTables()
  ) throws(OrbitError) {
    self.world = world
    offered = tables
    first = world
    posed = world
    self.plan = plan
    self.environment = environment
    self.standards = standards
    systems = SystemsModel(metabolism: standards.metabolism, standard: standards.cabin)
    forces = try environment.forces(from: world.epoch, to: world.epoch + plan.duration)
    recording = Recording(
      start: world.epoch, duration: plan.duration, tracks: [], pairs: [], events: [], burns: [])
    for piece in world.pieces.indices {
      recording.tracks.append(
        Recording.Track(id: "", modules: world.pieces[piece].modules, isFinal: true))
      crafts.append(
        Craft(
          of: piece, in: world, track: piece, time: 0, standards: standards, sun: sun(at: 0)))
    }
    if plan.fidelity == .full {
      startJoints()
      posed = self.world
      self.world.makeControllers(standards: standards)
    }
    watchPairs()
  }

  /// Flies to the end.
  ///
  /// - Throws: ``CommandFailure`` where the world does not follow a command, `KinematicsError` for
  ///   an orbit that is none, ``MissionError`` for one that starts in the air.
  public mutating func fly() throws {
    let height = altitude(world.orbit(of: 0))
    guard height > Self.entryAltitude else { throw MissionError.startsInTheAir(altitude: height) }
    note(.start, crafts.indices.map { crafts[$0].track }, "the flight starts")
    record()
    report()
    while true {
      try performDue()
      guard time < plan.duration, world.entries.contains(where: { $0 == nil }) else { break }
      let mark = nextMark
      while time < mark, world.entries.contains(where: { $0 == nil }) {
        let burns = world.burns.count
        try advance(toward: mark)
        report()
        if world.burns.count != burns { break }
      }
    }
    if nextCommand < plan.commands.count {
      throw CommandFailure(command: plan.commands[nextCommand], refusal: .nothingFlies)
    }
    try foretellAir()
    finish()
  }

  var nextMark: Double {
    var mark = plan.duration
    if nextCommand < plan.commands.count { mark = min(mark, plan.commands[nextCommand].time) }
    mark = min(mark, nextOpening)
    // At full fidelity the flight finds the ends of burns itself.
    if plan.fidelity == .study {
      for burn in world.burns { mark = min(mark, time + burn.remaining) }
    }
    return mark
  }

  func sun(at time: Double) -> SIMD3<Double> {
    forces.instant(at: (first.epoch - forces.start) + time).sun
  }

  mutating func note(
    _ kind: MissionEvent.Kind, _ tracks: [Int], _ what: String, at when: Double? = nil
  ) {
    recording.events.append(
      MissionEvent(time: when ?? time, kind: kind, tracks: tracks, what: what))
  }
}

extension MissionFlight {
  /// The limits that a piece crossed in the flight, its orbit's end among them; times from the last
  /// cut [s].
  func crossings(ofPiece piece: Int) -> [PieceAnswer.Limit] {
    let origin = cuts.last?.time ?? 0
    var limits = crafts[piece].crossings.map {
      PieceAnswer.Limit(SystemsCrossing(limit: $0.limit, after: $0.after - origin))
    }
    if let entry = world.entries[piece] {
      limits.append(
        PieceAnswer.Limit(
          what: "orbit", after: entry.epoch - first.epoch - origin, cause: "it comes below 120 km",
          flown: true))
    }
    return limits
  }
}

/// A command that the world did not follow.
public struct CommandFailure: Error, Sendable {
  /// What was asked for.
  public var command: TimedCommand
  /// Why it was not done.
  public var refusal: CommandRefusal
}
