import Exchange
import Flight
import StationModel

/// What can be done to a world.
public enum Command: Sendable, Hashable {
  /// Opens joints, by id.
  case open([String], springs: SpringChoice = .asBuilt, release: ReleaseChoice = ReleaseChoice())
  /// Closes joints, by id, that were opened before.
  case mate([String])
  /// Has a piece point somewhere, or lets it drift.
  case attitude(AttitudeCommand)
  /// Lets units fail for good.
  case fail(UnitFailure)
  /// Inhibits the attitude jets of the piece that has this module, or lets them fire.
  case jets(module: String, JetsMode)
  /// Fires engines.
  case burn(Burn)
  /// Lets air out into space.
  case vent(Vent)
  /// Sends members of the crew, by id, to a module.
  case move(crew: [String], to: String)
  /// Turns rotary joints: one, as `module.joint`, or all of a module.
  case joints(of: String, JointOrder)

  /// The command as files name it.
  public var verb: String {
    switch self {
    case .open: "open"
    case .mate: "mate"
    case .attitude: "attitude"
    case .fail: "fail"
    case .jets: "jets"
    case .burn: "burn"
    case .vent: "vent"
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

/// How joints let go, where it is not as built; flown at full fidelity.
public struct ReleaseChoice: Sendable, Hashable {
  /// From the command to the opening of the hooks [s]; nil: as the mechanism takes, where it opens by
  /// command.
  public var opening: Double?
  /// The hooks that stick, by their place on the ring, from 1.
  public var stuckHooks: [Int]
  /// When they open after all, after the hooks of the others [s]; nil: never.
  public var stuckFor: Double?
  /// Whether a cable or hose is still plugged, which comes out.
  public var umbilical: Bool
  /// How fast the sides slide past each other, as one blow across the axis gives it [m/s].
  public var lateral: Double
  /// How fast they turn against each other, as one couple across the axis gives it [rad/s].
  public var tipOff: Double
  /// Draws the energies and directions of the pushers; nil: as they should be.
  public var dispersion: UInt64?

  /// As built, but for what is told.
  public init(
    opening: Double? = nil, stuckHooks: [Int] = [], stuckFor: Double? = nil,
    umbilical: Bool = false, lateral: Double = 0, tipOff: Double = 0, dispersion: UInt64? = nil
  ) {
    self.opening = opening
    self.stuckHooks = stuckHooks
    self.stuckFor = stuckFor
    self.umbilical = umbilical
    self.lateral = lateral
    self.tipOff = tipOff
    self.dispersion = dispersion
  }

  /// Whether more is told than when the hooks open.
  var isPeculiar: Bool { self != ReleaseChoice(opening: opening) }
}

/// A manoeuvre: which engines fire, where to, how long.
public struct Burn: Sendable, Hashable {
  /// What ends it, if the propellant does not.
  public enum Amount: Sendable, Hashable {
    /// The change of velocity [m/s]: by the rocket equation; at full fidelity as it is measured aboard
    /// along the thrust, of everything that pushes.
    case deltaV(Double)
    /// [s]
    case duration(Double)
  }
  /// The module that has the engines, by id.
  public var module: String
  /// The set of engines of the module, by id.
  public var engine: String
  /// Where they are to push, along the orbit; nil: nobody told them to fire, they do so by a fault,
  /// wherever they point.
  public var direction: ThrustDirection?
  /// How long.
  public var amount: Amount

  /// A burn from its parts.
  public init(module: String, engine: String, direction: ThrustDirection?, amount: Amount) {
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
  /// What the engines give together. At full fidelity they push along their own axis, wherever the
  /// direction of it is.
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
  /// Change of velocity along the thrust since, as measured aboard [m/s]; 0 where only the rocket
  /// equation tells it.
  public var gained = 0.0
  /// Whether gyroscopes had the attitude before and get it back afterwards.
  public var handsBack = false
}

/// Why a world does not do what it is told.
public enum CommandRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// No joint of the date has this id; `meant` says which one may be meant, `sides` which modules
  /// each known one joins.
  case noSuchJoint(String, meant: String?, known: [String], sides: [String])
  /// The joint is open.
  case alreadyOpen(String)
  /// The joint is closed.
  case notOpen(String)
  /// The mechanism of the joint cannot let go like this.
  case noSuchRelease(String, what: String, allowed: String)
  /// The sides of the joint are not where its mechanism can take hold.
  case outOfReach(String, misses: [String], mechanism: String)
  /// Engines of a piece that is to be joined fire.
  case firing(String)
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
  /// The engines point elsewhere: by so much [rad], and the attitude (yaw, pitch, roll [rad] from
  /// LVLH) in which they would not; `others` names sets of the module that do point there.
  case engineAimsElsewhere(
    String, direction: ThrustDirection, by: Double, attitude: SIMD3<Double>, others: [String])
  /// The module has no port with this id.
  case noSuchPort(String, known: [String])
  /// The port is joined to another module.
  case portIsJoined(String, joint: String)
  /// The module has no air to lose.
  case noAir(String)
  /// The pressure [Pa] is not above the one at which the vent is to end.
  case pressureBelow(String, pressure: Double, limit: Double)
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
  /// Only a flight at full fidelity can follow it.
  case needsFullFidelity(String)
  /// The piece has no torque equilibrium that it could go to.
  case noEquilibrium(String, why: String)
  /// The other side cannot take the attitude over.
  case cannotHandOver(String, to: ControlActuators, why: String)
  /// The gyroscopes cannot take up what the turn takes [N m s].
  case cannotTurn(String, needed: Double, capacity: Double)
  /// No jet or gyroscope of the date has this name.
  case noSuchUnit(String, isJet: Bool, known: [String])
  /// The unit has failed before.
  case hasFailed(String)

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
    case .notOpen(let id): return ("joint '\(id)' is closed", "a joint that was opened before")
    case .noSuchRelease(let id, let what, let allowed): return ("joint '\(id)' \(what)", allowed)
    case .outOfReach(let id, let misses, let mechanism):
      return (
        "joint '\(id)' cannot be joined: " + misses.joined(separator: ", "),
        "what a mechanism '\(mechanism)' takes hold of"
      )
    case .firing(let id):
      return (
        "the piece of '\(id)' fires engines",
        "joining pieces that do not, or whose sides stand at each other"
      )
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
    case .engineAimsElsewhere(let id, let direction, let angle, let attitude, let others):
      return (
        "engine '\(id)' points \(Self.degrees(angle)) deg away from \(direction.rawValue)",
        "at most \(Self.degrees(Burn.aimTolerance)) deg"
          + (others.isEmpty ? "" : ", as \(others.joined(separator: ", ")) now")
          + "; or first an attitude with the engine there: yaw \(Self.degrees(attitude.x)), pitch "
          + "\(Self.degrees(attitude.y)), roll \(Self.degrees(attitude.z)) deg"
      )
    case .noSuchPort(let id, let known): return ("no port '\(id)'", list(known, id))
    case .portIsJoined(let id, let joint):
      return ("port '\(id)' is joined by '\(joint)'", "a port that opens into space")
    case .noAir(let id): return ("module '\(id)' has no air", "a module with airVolume")
    case .pressureBelow(let id, let pressure, let limit):
      return (
        "the air of '\(id)' has \(Assembly.rounded(pressure / 1000, 2)) kPa",
        "'until' below that, not \(Assembly.rounded(limit / 1000, 2)) kPa"
      )
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
    case .needsFullFidelity(let what):
      return (
        "\(what) at study fidelity", "--fidelity full, which follows what turns a piece"
      )
    case .noEquilibrium(let id, let why):
      return (
        "the piece of '\(id)' has no torque equilibrium to go to: \(why)",
        "hold, drift or inertial"
      )
    case .cannotHandOver(let id, let side, let why):
      return (
        "the \(side.rawValue) cannot take the piece of '\(id)': \(why)",
        side == .jets
          ? "jets with propellant that may fire" : "gyroscopes that run and are not full"
      )
    case .cannotTurn(let id, let needed, let capacity):
      return (
        "the gyroscopes of '\(id)' would have to take up \(Assembly.rounded(needed, 0)) N m s",
        "up to \(Assembly.rounded(capacity, 0)) N m s; by jets, more"
      )
    case .noSuchUnit(let name, let isJet, let known):
      return ("no \(isJet ? "jet" : "gyroscope") '\(name)' on this date", list(known, name))
    case .hasFailed(let name): return ("'\(name)' has failed already", "a unit that works")
    }
  }

  private static func degrees(_ angle: Double) -> String {
    let text = Assembly.rounded(angle * 180 / .pi, 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
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

  public var description: String { "\(parts.what); allowed: \(parts.allowed)" }
}
