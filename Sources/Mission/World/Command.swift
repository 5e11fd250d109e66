import Exchange
import Flight
import StationModel

/// What can be done to a world.
public enum Command: Sendable, Hashable {
  /// Opens joints, by id.
  case open([String], springs: SpringChoice = .asBuilt)
  /// Holds the piece that has this module, or lets it drift.
  case attitude(module: String, AttitudeMode)
  /// Fires engines.
  case burn(Burn)
  /// Sends members of the crew, by id, to a module.
  case move(crew: [String], to: String)
  /// Turns rotary joints: one, as `module.joint`, or all of a module.
  case joints(of: String, JointOrder)

  /// The command as files name it.
  public var verb: String {
    switch self {
    case .open: "open"
    case .attitude: "attitude"
    case .burn: "burn"
    case .move: "move"
    case .joints: "joints"
    }
  }
}

/// What a rotary joint is to do.
public enum JointOrder: Sendable, Hashable {
  /// What drives it by the station file.
  case follow
  /// Stand where it is.
  case lock
  /// Go to an angle and stand there [rad].
  case angle(Double)
}

/// What the springs of joints that open give to the motion.
public enum SpringChoice: Sendable, Hashable {
  /// What the station file and the kind of mechanism say.
  case asBuilt
  /// So much, each joint [J]; 0: they do not push.
  case energy(Double)
}

/// A manoeuvre: which engines fire, where to, how long.
public struct Burn: Sendable, Hashable {
  /// What ends it, if the propellant does not.
  public enum Amount: Sendable, Hashable {
    /// The change of velocity by the rocket equation [m/s].
    case deltaV(Double)
    /// [s]
    case duration(Double)
  }
  /// The module that has the engines, by id.
  public var module: String
  /// The set of engines of the module, by id.
  public var engine: String
  /// Where they push, along the orbit.
  public var direction: ThrustDirection
  /// How long.
  public var amount: Amount

  /// A burn from its parts.
  public init(module: String, engine: String, direction: ThrustDirection, amount: Amount) {
    self.module = module
    self.engine = engine
    self.direction = direction
    self.amount = amount
  }
}

/// A command and when it is given.
public struct TimedCommand: Sendable, Hashable {
  /// After the start [s].
  public var time: Double
  /// What is to be done.
  public var command: Command
  /// What the author says of it.
  public var note: String?
  /// Line of the file; 0 where there is none.
  public var line: Int

  /// A command at a time after the start [s].
  public init(time: Double, _ command: Command, note: String? = nil, line: Int = 0) {
    self.time = time
    self.command = command
    self.note = note
    self.line = line
  }
}

/// Engines that fire.
public struct ActiveBurn: Sendable, Hashable {
  /// The module that has them, by index.
  public var module: Int
  /// What was asked for.
  public var burn: Burn
  /// What the engines give together.
  public var thrust: Thrust
  /// [s]
  public var specificImpulse: Double
  /// Time left [s].
  public var remaining: Double
  /// Whether propellant, and not what was asked for, ends it.
  public var runsDry: Bool
  /// When it began, after the start of the world's flight [s].
  public var start: Double
  /// The piece's mass when it began [kg].
  public var startMass: Double
  /// Propellant that its engines have burnt since [kg].
  public var burnt = 0.0
}

/// Why a world does not do what it is told.
public enum CommandRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// No joint of the date has this id; `meant` says which one may be meant, `sides` which modules
  /// each known one joins.
  case noSuchJoint(String, meant: String?, known: [String], sides: [String])
  /// The joint is open.
  case alreadyOpen(String)
  /// No module of the date has this id.
  case noSuchModule(String, known: [String])
  /// The module has no set of engines with this id.
  case noSuchEngine(String, known: [String])
  /// The engines cannot change the orbit.
  case engineCannotFire(String, why: String)
  /// No tank with propellant feeds the engines.
  case noPropellant(String)
  /// Engines of the same piece fire.
  case alreadyBurning(String)
  /// No member of the crew of the date has this id.
  case noSuchMember(String, known: [String])
  /// No way that crew can pass leads to the module.
  case cannotReach(String, module: String)
  /// The piece of this module has come into the air.
  case entered(String)
  /// Every piece has come down before the command.
  case nothingFlies
  /// No rotary joint of the date has this id, and no module with one.
  case noSuchHinge(String, known: [String])
  /// The rotary joint cannot stand at this angle [rad].
  case beyondLimits(String, angle: Double, limits: ClosedRange<Double>)
  /// Nothing can hold the piece of this module.
  case notControllable(String, why: String)

  /// What was wrong and what is allowed.
  public var parts: (what: String, allowed: String) {
    let list = Self.list
    switch self {
    case .noSuchJoint(let id, let meant, let known, let sides):
      let hint = meant.map { "; \($0)" } ?? ""
      let near = meant == nil ? nearestName(to: id, among: known) : nil
      return (
        "no joint '\(id)' on this date" + hint,
        known.isEmpty
          ? list([], id)
          : (near.map { "did you mean '\($0)'? allowed: " } ?? "")
            + zip(known, sides).map { "\($0) (\($1))" }.joined(separator: ", ")
      )
    case .alreadyOpen(let id): return ("joint '\(id)' is open already", "a closed joint")
    case .noSuchModule(let id, let known):
      return ("no module '\(id)' on this date", list(known, id))
    case .noSuchEngine(let id, let known):
      return ("no engine '\(id)'", known.isEmpty ? "a module with engines" : list(known, id))
    case .engineCannotFire(let id, let why):
      return ("engine '\(id)' cannot change the orbit: \(why)", "a usable engine for orbit changes")
    case .noPropellant(let id):
      return ("no propellant reaches engine '\(id)'", "an engine that tanks with propellant feed")
    case .alreadyBurning(let id):
      return ("the piece of '\(id)' fires engines already", "one burn of a piece at a time")
    case .noSuchMember(let id, let known):
      return ("no crew member '\(id)'", list(known, id))
    case .cannotReach(let id, let module):
      return (
        "'\(id)' cannot reach '\(module)': no way over closed joints that crew can pass",
        "a module of the same piece"
      )
    case .entered(let id):
      return ("the piece of '\(id)' has entered the atmosphere", "a piece in orbit")
    case .nothingFlies:
      return ("every piece has entered the atmosphere by then", "an earlier time")
    case .noSuchHinge(let id, let known):
      return ("no rotary joint '\(id)' on this date", list(known, id))
    case .beyondLimits(let id, let angle, let limits):
      let ends = [limits.lowerBound, limits.upperBound].map { Self.degrees($0) }
      return (
        "rotary joint '\(id)' at \(Self.degrees(angle)) deg is outside its limits",
        "\(ends[0]) to \(ends[1]) deg"
      )
    case .notControllable(let id, let why):
      return ("the piece of '\(id)' cannot be held: \(why)", "a piece with attitude control")
    }
  }

  /// That no joint of a station has this id, with the one that may be meant.
  public static func unknownJoint(_ id: String, in assembly: Assembly) -> Self {
    .noSuchJoint(
      id, meant: assembly.jointsMeant(by: id), known: assembly.joints.map(\.id),
      sides: assembly.joints.map { assembly.sides(of: $0) })
  }

  /// The names that there are, with the nearest in front where one is near.
  private static func list(_ names: [String], insteadOf name: String) -> String {
    guard !names.isEmpty else { return "none: there are none on this date" }
    let near = nearestName(to: name, among: names).map { "did you mean '\($0)'? allowed: " } ?? ""
    return near + names.joined(separator: ", ")
  }

  private static func degrees(_ angle: Double) -> String {
    Assembly.rounded(angle * 180 / .pi, 1)
  }

  public var description: String { "\(parts.what); allowed: \(parts.allowed)" }
}
