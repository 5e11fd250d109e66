import Kinematics

// What a module can hold. Places and directions are in the module's own frame [m].

/// What a tank holds.
public enum TankContents: String, CaseIterable, Sendable {
  /// An absorbent counts as the carbon dioxide that it takes up.
  case propellant, water, oxygen, nitrogen, carbonDioxideAbsorbent
}

/// A tank or a store. Its contents at a given moment are state of the world, not of the plan.
public struct Tank: Sendable, Hashable {
  /// Unique in its module.
  public var id: String
  /// What it holds.
  public var contents: TankContents
  /// The most it holds [kg].
  public var capacity: Figure
  /// What it holds when the assembly is built [kg].
  public var load: Figure
  /// Where; nil: the module's centre of mass.
  public var position: SIMD3<Double>?
}

/// What an engine is used for.
public enum EngineUse: String, CaseIterable, Sendable {
  /// It changes the orbit.
  case orbit
  /// It turns the station.
  case attitude
}

/// Whether an engine can be fired.
public enum EngineStatus: String, CaseIterable, Sendable {
  /// In ordinary service.
  case usable
  /// If nothing else is left; on a visiting vehicle its propellant is its own way home.
  case contingency
  /// Never.
  case disabled
}

/// A set of like engines or jets that fire along one line.
public struct Engine: Sendable, Hashable {
  /// Standard gravity [m/s²] (CGPM 1901), by which a specific impulse in seconds is an exhaust speed.
  public static let standardGravity = 9.806_65
  /// Unique in its module.
  public var id: String
  /// How many there are.
  public var count: Int
  /// How many fire together when the orbit is changed.
  public var simultaneous: Int
  /// Thrust of one [N].
  public var thrust: Figure
  /// Specific impulse [s].
  public var specificImpulse: Figure
  /// The force on the module, a unit vector.
  public var direction: SIMD3<Double>
  /// A point on the line of thrust [m].
  public var position: SIMD3<Double>
  /// How far the line can be turned [rad].
  public var gimbal: Double
  /// Independent strings (manifolds), any one of which is enough. The first of every set of a module
  /// is one and fails as one, and so the second.
  public var strings: Int
  /// The shortest time that one fires [s]; nil: no source says, and none is kept to.
  public var minimumPulse: Figure?
  /// Tanks of the same module that feed it; those of connected modules feed it where a propellant
  /// line crosses every joint between.
  public var tanks: [String]
  /// What it is used for.
  public var uses: [EngineUse]
  /// Whether it can be fired.
  public var status: EngineStatus
}

/// A set of control moment gyroscopes.
public struct GyroSet: Sendable, Hashable {
  /// Unique in its module.
  public var id: String
  /// How many there are.
  public var count: Int
  /// How many must run to hold attitude.
  public var minimum: Int
  /// Angular momentum of one [N m s].
  public var momentum: Figure
  /// The greatest torque of one [N m]; nil: no source says.
  public var torque: Figure?
  /// The outer gimbal axes, a unit vector; nil: no source says.
  public var axis: SIMD3<Double>?
  /// How far the inner gimbals turn to either side [rad]; nil: a quarter turn.
  public var innerLimit: Double?
  /// Electrical power of all together [W].
  public var power: Figure
}

/// How an array follows the Sun.
public enum ArrayTracking: String, CaseIterable, Sendable {
  /// Not at all.
  case fixed
  /// About one axis.
  case oneAxis
  /// About two axes: it always faces the Sun.
  case twoAxis
}

/// A solar array, or several like ones.
public struct SolarArray: Sendable, Hashable {
  /// Unique in its module.
  public var id: String
  /// Power facing the Sun, today, all together [W].
  public var power: Figure
  /// How it follows the Sun.
  public var tracking: ArrayTracking
}

/// A store of electrical energy.
public struct Battery: Sendable, Hashable {
  /// Unique in its module.
  public var id: String
  /// Usable energy [J].
  public var energy: Figure
}

/// A converter that hands electrical power on to modules of another owner.
public struct PowerConverter: Sendable, Hashable {
  /// Unique in its module.
  public var id: String
  /// The most it hands on [W].
  public var power: Figure
}

/// A load that draws electrical power, all of which becomes heat.
public struct ElectricalLoad: Sendable, Hashable {
  /// Unique in its module.
  public var id: String
  /// Mean power [W].
  public var power: Figure
}

/// A loop that rejects heat to space.
public struct Radiator: Sendable, Hashable {
  /// Unique in its module.
  public var id: String
  /// Heat rejected at most [W].
  public var rejection: Figure
}

/// What a life-support unit does.
public enum LifeSupportFunction: String, CaseIterable, Sendable {
  /// What it makes, takes out or gives back.
  case oxygenGeneration, carbonDioxideRemoval, waterRecovery, urineProcessing, humidityControl
}

/// Whether a unit works.
public enum UnitStatus: String, CaseIterable, Sendable {
  /// It runs.
  case running
  /// It could run and does not.
  case standby
  /// No source says; it counts as not running.
  case unknown
  /// It does not work.
  case failed
}

/// A life-support unit.
public struct LifeSupportUnit: Sendable, Hashable {
  /// Unique in its module.
  public var id: String
  /// What it does.
  public var function: LifeSupportFunction
  /// What it does in normal service [kg/s].
  public var capacity: Figure
  /// Electrical power in service [W].
  public var power: Figure
  /// Whether it works.
  public var status: UnitStatus
}

/// How a link reaches the ground.
public enum LinkPath: String, CaseIterable, Sendable {
  /// By satellites that relay it.
  case relaySatellite
  /// By stations on the ground, while it is in their sight.
  case groundStation
}

/// A radio link.
public struct RadioLink: Sendable, Hashable {
  /// Unique in its module.
  public var id: String
  /// How it reaches the ground.
  public var path: LinkPath
  /// The control centre at its far end.
  public var authority: String
}

/// A computer from which a control centre commands a piece.
public struct CommandComputer: Sendable, Hashable {
  /// Unique in its module.
  public var id: String
  /// The control centre that commands through it.
  public var authority: String
}
