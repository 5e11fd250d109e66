import Kinematics
import NumericalMethods

/// What a station file says: everything that was ever part of the station, with its dates.
public struct StationPlan: Sendable {
  /// Of the station.
  public var id: String
  /// For people.
  public var name: String
  /// The name and the words that describe the station frame.
  public var frame: FrameDeclaration
  /// The module whose frame is the station frame.
  public var root: String
  /// Where figures are from.
  public var sources: [Source]
  /// Who owns or operates modules.
  public var owners: [Owner]
  /// All modules there ever were.
  public var modules: [ModulePlan]
  /// All joints there ever were.
  public var joints: [JointPlan]
  /// Mass that belongs to no unit.
  public var stowage: [StowagePlan]
  /// All who ever lived there and are listed.
  public var crew: [CrewMember]
  /// When the lists of crew and vehicles are complete.
  public var coverage: [CoverageSpan]
  /// The orbits it is known to have been on.
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
  /// Short, for output.
  public var name: String
  /// Origin and axes, in words.
  public var description: String
}

/// Where figures come from.
public struct Source: Sendable, Hashable {
  /// By which figures name it.
  public var key: String
  /// What it is, as one would cite it.
  public var title: String
  /// Where it was read, for people.
  public var address: String?

  /// A source from its parts.
  public init(key: String, title: String, address: String? = nil) {
    self.key = key
    self.title = title
    self.address = address
  }
}

/// Who owns or operates a module.
public struct Owner: Sendable, Hashable {
  /// By which modules name it.
  public var id: String
  /// For people.
  public var name: String
}

/// What kind of thing a module is.
public enum ModuleKind: String, CaseIterable, Sendable {
  /// As the station file calls it; a vehicle can leave by itself.
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

    /// The radius of the sphere about its centre that holds it [m].
    public var radius: Double {
      switch self {
      case .box(let size): 0.5 * size.magnitude
      case .cylinder(_, let length, let diameter):
        0.5 * (length * length + diameter * diameter).squareRoot()
      }
    }
  }
  /// Unique in its module.
  public var id: String
  /// What it is.
  public var form: Form
  /// Its centre in the module's frame [m].
  public var centre: SIMD3<Double>
  /// Its part of the module's mass [kg]; nil: what the others leave.
  public var mass: Double?
  /// Turns with the Sun, so that its drag area is a mean over its turn. In a station on a date it
  /// follows from the rotary joints that carry the solid, where there are some.
  public var tracking: ArrayTracking

  /// A solid from its parts; centre in [m], mass in [kg].
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
  /// Unique in its module.
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
  /// Unique in the station.
  public var id: String
  /// For people.
  public var name: String
  /// What kind of thing it is.
  public var kind: ModuleKind
  /// Who owns it: an id of the file's owners.
  public var owner: String
  /// Who operates it; the owner where not said.
  public var operatedBy: String
  /// When it was there.
  public var presence: Presence
  /// Mass without the contents of tanks and without stowage [kg].
  public var mass: Figure
  /// Where a measured centre of mass and inertia replace those of the solids.
  public var measured: MeasuredInertia?
  /// What of it is magnetic when nothing is switched: its residual dipole, along its axes [A m²].
  public var magneticDipole: SIMD3<Double>?
  /// What it looks like, and where its mass is.
  public var solids: [Solid]
  /// Where others can be attached.
  public var ports: [Port]
  /// What turns in it.
  public var rotaryJoints: [RotaryJointPlan] = []
  /// Its form as pictures and rays see it, where that is finer than the solids.
  public var mesh: MeshReference?
  /// Free air [m³]; nil: not pressurised.
  public var airVolume: Figure?
  /// Air lost to space [kg/s].
  public var leak: Figure?
  /// Tanks and stores.
  public var tanks: [Tank] = []
  /// Sets of engines and jets.
  public var engines: [Engine] = []
  /// Sets of control moment gyroscopes.
  public var gyros: [GyroSet] = []
  /// Solar arrays.
  public var arrays: [SolarArray] = []
  /// Stores of electrical energy.
  public var batteries: [Battery] = []
  /// Converters between the grids of owners.
  public var converters: [PowerConverter] = []
  /// What draws power.
  public var loads: [ElectricalLoad] = []
  /// What rejects heat.
  public var radiators: [Radiator] = []
  /// Units for air and water.
  public var lifeSupport: [LifeSupportUnit] = []
  /// Ways to the ground.
  public var links: [RadioLink] = []
  /// From where a control centre commands.
  public var computers: [CommandComputer] = []
  /// Seats for a way home.
  public var seats: Int = 0
  /// Beds.
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
  /// What lines, ducts, hatches and cables lead across.
  case power, data, propellant, air, water, heat, cables, crew
}

/// One thing that crosses a joint.
public struct Crossing: Sendable, Hashable {
  /// What crosses.
  public var kind: CrossingKind
  /// The module it comes from; nil: both ways.
  public var from: String?
  /// The module it goes to; nil: both ways.
  public var to: String?
  /// How much: power [W], propellant or water [kg], air [m³/s], heat [W], cables and crew [1].
  public var amount: Figure?
  /// What it is, in words.
  public var carries: String
  /// Keys of the file's sources.
  public var sources: [String]
}

/// One joint: an edge of the graph.
public struct JointPlan: Sendable {
  /// Unique on any one day.
  public var id: String
  /// `module.port` of both sides.
  public var between: (a: PortReference, b: PortReference)
  /// When it was closed.
  public var presence: Presence
  /// Turn of b about the joint's axis [rad].
  public var clocking: Double
  /// How many hatches can close it.
  public var hatches: Int
  /// What crosses it.
  public var crossings: [Crossing]
  /// Energy of its springs, where it differs from the mechanism's [J].
  public var springEnergy: Figure?
  /// Line of the file.
  public var line: Int
}

/// A port of a module.
public struct PortReference: Sendable, Hashable, CustomStringConvertible {
  /// The module, by id.
  public var module: String
  /// The port of it, by id.
  public var port: String
  public var description: String { "\(module).\(port)" }
  /// A port of a module, both by id.
  public init(module: String, port: String) {
    self.module = module
    self.port = port
  }
}

/// Mass that is carried in a module and belongs to no unit: racks, spares, cargo, consumables.
public struct StowagePlan: Sendable {
  /// Unique in the station.
  public var id: String
  /// Where it is, by id.
  public var module: String
  /// When it was there.
  public var presence: Presence
  /// [kg]
  public var mass: Figure
}

/// A member of the crew.
public struct CrewMember: Sendable {
  /// Unique in the station.
  public var id: String
  /// For people.
  public var name: String
  /// Whose crew: an id of the file's owners.
  public var owner: String
  /// The vehicle with the seat home.
  public var seat: String
  /// The module where the member sleeps.
  public var location: String
  /// When the member was aboard.
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
  /// When it was on it.
  public var epoch: Epoch
  /// What is known of it.
  public var knowledge: Knowledge
  /// Keys of the file's sources.
  public var sources: [String]
}

/// The inertial frames that a state may be written in.
public enum OrbitFrame: String, CaseIterable, Sendable {
  /// The Geocentric Celestial Reference Frame.
  case gcrf = "GCRF"
  /// The mean equator and equinox of J2000.0.
  case eme2000 = "EME2000"
}
