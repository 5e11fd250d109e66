import Kinematics
import NumericalMethods

/// What a station file says: everything that was ever part of the station, with its dates.
public struct StationPlan: Sendable {
  public var id: String
  public var name: String
  /// The name and the words that describe the station frame.
  public var frame: FrameDeclaration
  /// The module whose frame is the station frame.
  public var root: String
  public var sources: [Source]
  public var owners: [Owner]
  public var modules: [ModulePlan]
  public var joints: [JointPlan]
  public var stowage: [StowagePlan]
  public var crew: [CrewMember]
  public var orbits: [OrbitRecord]
  /// Drag coefficient of the projected area.
  public var dragCoefficient: Figure
  /// The mechanisms that ports may name.
  public var mechanisms: MechanismCatalogue
  /// The file it was read from.
  public var file: String
}

/// The frame that a station file declares.
public struct FrameDeclaration: Sendable, Hashable {
  public var name: String
  public var description: String
}

/// Where figures come from.
public struct Source: Sendable, Hashable {
  public var key: String
  public var title: String
  /// Where it was read, for people.
  public var address: String?

  public init(key: String, title: String, address: String? = nil) {
    self.key = key
    self.title = title
    self.address = address
  }
}

/// Who owns or operates a module.
public struct Owner: Sendable, Hashable {
  public var id: String
  public var name: String
}

/// What kind of thing a module is.
public enum ModuleKind: String, CaseIterable, Sendable {
  case module, adapter, airlock, truss, array, robotics, platform, payload, vehicle
}

/// A convex solid of a module.
public struct Solid: Sendable, Hashable {
  /// The form, its axes along the module's axes.
  public enum Form: Sendable, Hashable {
    /// A circular cylinder along axis 0 (x), 1 (y) or 2 (z); length and diameter [m].
    case cylinder(axis: Int, length: Double, diameter: Double)
    /// A box; its edges along x, y and z [m].
    case box(SIMD3<Double>)
  }
  public var id: String
  public var form: Form
  /// Its centre in the module's frame [m].
  public var centre: SIMD3<Double>
  /// Its part of the module's mass [kg]; nil: what the others leave.
  public var mass: Double?
  /// Turns with the Sun, so that its drag area is a mean over its turn.
  public var tracking: ArrayTracking

  public init(
    id: String, form: Form, centre: SIMD3<Double>, mass: Double? = nil,
    tracking: ArrayTracking = .fixed
  ) {
    self.id = id
    self.form = form
    self.centre = centre
    self.mass = mass
    self.tracking = tracking
  }
}

/// A place where another module can be attached.
public struct Port: Sendable, Hashable {
  public var id: String
  /// The centre of the mating plane in the module's frame [m].
  public var position: SIMD3<Double>
  /// Outward, a unit vector in the module's frame.
  public var axis: SIMD3<Double>
  /// The mechanism, a key of the catalogue.
  public var mechanism: String
}

/// One module: a node of the graph and everything it holds.
public struct ModulePlan: Sendable {
  public var id: String
  public var name: String
  public var kind: ModuleKind
  public var owner: String
  /// Who operates it; the owner where not said.
  public var operatedBy: String
  public var presence: Presence
  /// Mass without the contents of tanks and without stowage [kg].
  public var mass: Figure
  /// Where a measured centre of mass and inertia replace those of the solids.
  public var measured: MeasuredInertia?
  public var solids: [Solid]
  public var ports: [Port]
  /// Free air [m³]; nil: not pressurised.
  public var airVolume: Figure?
  /// Air lost to space [kg/s].
  public var leak: Figure?
  public var tanks: [Tank] = []
  public var engines: [Engine] = []
  public var gyros: [GyroSet] = []
  public var arrays: [SolarArray] = []
  public var batteries: [Battery] = []
  public var converters: [PowerConverter] = []
  public var loads: [ElectricalLoad] = []
  public var radiators: [Radiator] = []
  public var lifeSupport: [LifeSupportUnit] = []
  public var links: [RadioLink] = []
  public var computers: [CommandComputer] = []
  /// Seats for a way home.
  public var seats: Int = 0
  public var sleepStations: Int = 0
  /// Line of the file.
  public var line: Int
}

/// A centre of mass and an inertia that were measured or published.
public struct MeasuredInertia: Sendable, Hashable {
  /// Centre of mass in the module's frame [m].
  public var centre: SIMD3<Double>
  /// Tensor about the centre of mass, along the module's axes [kg m²].
  public var inertia: Matrix3
}

/// What can cross a joint.
public enum CrossingKind: String, CaseIterable, Sendable {
  case power, data, propellant, air, water, heat, cables, crew
}

/// One thing that crosses a joint.
public struct Crossing: Sendable, Hashable {
  public var kind: CrossingKind
  /// The module it comes from; nil: both ways.
  public var from: String?
  public var to: String?
  /// How much: power [W], propellant or water [kg], air [m³/s], heat [W], cables and crew [1].
  public var amount: Figure?
  /// What it is, in words.
  public var carries: String
  public var sources: [String]
}

/// One joint: an edge of the graph.
public struct JointPlan: Sendable {
  public var id: String
  /// `module.port` of both sides.
  public var between: (a: PortReference, b: PortReference)
  public var presence: Presence
  /// Turn of b about the joint's axis [rad].
  public var clocking: Double
  public var hatches: Int
  public var crossings: [Crossing]
  /// Energy of its springs, where it differs from the mechanism's [J].
  public var springEnergy: Figure?
  public var line: Int
}

/// A port of a module.
public struct PortReference: Sendable, Hashable, CustomStringConvertible {
  public var module: String
  public var port: String
  public var description: String { "\(module).\(port)" }
  public init(module: String, port: String) {
    self.module = module
    self.port = port
  }
}

/// Mass that is carried in a module and belongs to no unit: racks, spares, cargo, consumables.
public struct StowagePlan: Sendable {
  public var id: String
  public var module: String
  public var presence: Presence
  /// [kg]
  public var mass: Figure
}

/// A member of the crew.
public struct CrewMember: Sendable {
  public var id: String
  public var name: String
  public var owner: String
  /// The vehicle with the seat home.
  public var seat: String
  /// The module where the member sleeps.
  public var location: String
  public var presence: Presence
}

/// An orbit that the station was on.
public struct OrbitRecord: Sendable {
  /// What is known of it.
  public enum Knowledge: Sendable {
    /// A state in an inertial frame: position [m], velocity [m/s].
    case state(frame: OrbitFrame, position: SIMD3<Double>, velocity: SIMD3<Double>)
    /// A mean altitude above the equatorial radius [m] and an inclination [rad]; node and phase
    /// are not known.
    case altitude(Double, inclination: Double)
  }
  public var epoch: Epoch
  public var knowledge: Knowledge
  public var sources: [String]
}

/// The inertial frames that a state may be written in.
public enum OrbitFrame: String, CaseIterable, Sendable {
  case gcrf = "GCRF"
  case eme2000 = "EME2000"
}
