import Kinematics
import NumericalMethods

/// Where a module's frame lies in the station frame.
public struct Placement: Sendable, Hashable {
  /// From the module's axes to the station's.
  public var rotation: Rotation<ModuleFrame, StationFrame>
  /// The module frame's origin in the station frame [m].
  public var origin: SIMD3<Double>

  /// A place from the turn of the module's axes and its frame's origin [m].
  public init(rotation: Rotation<ModuleFrame, StationFrame>, origin: SIMD3<Double>) {
    self.rotation = rotation
    self.origin = origin
  }

  /// The placement of the root: its frame is the station frame.
  public static let identity = Placement(rotation: .identity, origin: .zero)

  /// A point of the module, in the station frame [m].
  public func point(_ p: SIMD3<Double>) -> SIMD3<Double> { rotation.rotate(p) + origin }
  /// A direction of the module, along the station's axes.
  public func direction(_ d: SIMD3<Double>) -> SIMD3<Double> { rotation.rotate(d) }
}

/// A module in its place: a node of the graph.
public struct Module: Sendable {
  /// What the file says of it.
  public var plan: ModulePlan
  /// Where it is.
  public var placement: Placement
  /// Masses carried as stowage [kg].
  public var stowage: [Figure]
  /// Mass carried as stowage [kg].
  public var stowageMass: Double { stowage.reduce(0) { $0 + $1.value } }
  /// Index of its first tank in the assembly's list of tanks.
  public var firstTank: Int
  /// Index of its first life-support unit among those of the whole station.
  public var firstUnit: Int
  /// Unique in the station.
  public var id: String { plan.id }
}

/// A joint in its place: an edge of the graph.
public struct Joint: Sendable {
  /// What the file says of it.
  public var plan: JointPlan
  /// Index of the module on one side.
  public var a: Int
  /// Index of the module on the other side.
  public var b: Int
  /// Centre of the mating plane in the station frame [m].
  public var position: SIMD3<Double>
  /// From a to b, a unit vector along the station's axes.
  public var axis: SIMD3<Double>
  /// The mechanism on the side of a.
  public var mechanismA: Mechanism
  /// The mechanism on the side of b.
  public var mechanismB: Mechanism
  /// Unique in the station.
  public var id: String { plan.id }

  /// Energy that the springs give when it opens [J]: the joint's own figure, or else the greater
  /// of the two mechanisms'.
  public var springEnergy: Figure {
    if let own = plan.springEnergy { return own }
    let a = mechanismA.springEnergy
    let b = mechanismB.springEnergy
    return a.value >= b.value ? a : b
  }
}

/// A station on a date: one connected graph of modules and joints, each in its place.
///
/// Everything that a station has hangs on it: a piece is a set of module indices, and what the
/// piece holds is what its modules hold. There is no second list of modules anywhere.
public struct Assembly: Sendable {
  /// The id of the station.
  public var station: String
  /// For people.
  public var name: String
  /// What the station frame is.
  public var frame: FrameDeclaration
  /// The date.
  public var epoch: Epoch
  /// Sorted by id, so that no result depends on the order in the file.
  public var modules: [Module]
  /// Sorted by id.
  public var joints: [Joint]
  /// The members of the date, sorted by id.
  public var crew: [CrewMember]
  /// Who owns or operates modules.
  public var owners: [Owner]
  /// Where figures are from.
  public var sources: [Source]
  /// The orbits that the file knows.
  public var orbits: [OrbitRecord]
  /// The lists of the file that are not complete on the date.
  public var incompleteLists: [StationList]
  /// The last date that the file names.
  public var lastDate: Epoch?
  /// Drag coefficient of the projected area.
  public var dragCoefficient: Figure
  /// Index of the module whose frame is the station frame.
  public var root: Int
  /// What turns against what.
  public var linkage: Linkage
  /// Share of the mass that is stowage [1].
  public var stowageShare: Double

  /// The index of a module by its id.
  public func moduleIndex(_ id: String) -> Int? { modules.firstIndex { $0.plan.id == id } }

  /// The index of a joint by its id.
  public func jointIndex(_ id: String) -> Int? { joints.firstIndex { $0.plan.id == id } }

  /// All tanks, module by module.
  public var tanks: [(module: Int, tank: Tank)] {
    modules.enumerated().flatMap { index, module in module.plan.tanks.map { (index, $0) } }
  }

  /// What every tank holds when the assembly is built [kg], in the order of ``tanks``.
  public var initialTankLoads: [Double] {
    modules.flatMap { $0.plan.tanks.map(\.load.value) }
  }
}

extension Assembly {
  /// The mass properties of the structure and stowage of a module, in the station frame.
  public func structure(of index: Int) -> MassProperties {
    let module = modules[index]
    let local = module.plan.structure(stowage: module.stowageMass)
    return MassProperties(
      mass: local.mass, centre: module.placement.point(local.centre),
      inertia: module.placement.rotation.tensor(local.inertia))
  }

  /// The mass properties of some modules with the contents of their tanks, in the station frame.
  ///
  /// - Parameters:
  ///   - indices: of the modules.
  ///   - tankLoads: what each tank of the assembly holds [kg], in the order of ``tanks``.
  public func massProperties(of indices: [Int], tankLoads: [Double]) -> MassProperties {
    var bodies: [MassProperties] = []
    for index in indices {
      let module = modules[index]
      let structure = structure(of: index)
      bodies.append(structure)
      for (offset, tank) in module.plan.tanks.enumerated() {
        let load = tankLoads[module.firstTank + offset]
        guard load > 0 else { continue }
        let place = tank.position.map { module.placement.point($0) } ?? structure.centre
        bodies.append(.point(mass: load, at: place))
      }
    }
    return .sum(bodies)
  }
}

extension ModulePlan {
  /// The mass properties of the module's structure with `stowage` [kg] spread in it, in its own
  /// frame.
  ///
  /// A solid with a mass of its own keeps it; what is left, and the stowage, fills the others in
  /// proportion to their volume. A measured inertia grows in proportion to the mass.
  func structure(stowage: Double) -> MassProperties {
    if measured != nil, let whole = parts(stowage: stowage).first?.body { return whole }
    return .sum(parts(stowage: stowage).map(\.body))
  }

  /// The bodies that the structure with `stowage` [kg] is made of, in the module's own frame, each
  /// with the solid that it fills. Of a measured module the first is the whole, and each solid with a
  /// mass of its own stands twice behind it: away from the body, and as itself.
  func parts(stowage: Double) -> [(solid: String?, body: MassProperties)] {
    let total = mass.value + stowage
    if let measured {
      let whole = MassProperties(
        mass: total, centre: measured.centre,
        inertia: (total / max(mass.value, .leastNormalMagnitude)) * measured.inertia)
      let carried = solids.filter { solid in
        rotaryJoints.contains { $0.solids.contains(solid.id) }
      }
      return [(nil, whole)]
        + carried.flatMap { solid -> [(solid: String?, body: MassProperties)] in
          guard let mass = solid.mass else { return [] }
          return [
            (nil, .uniform(solid.form, mass: -mass, at: solid.centre)),
            (solid.id, .uniform(solid.form, mass: mass, at: solid.centre)),
          ]
        }
    }
    let given = solids.reduce(0) { $0 + ($1.mass ?? 0) }
    let volume = solids.reduce(0) { $0 + ($1.mass == nil ? $1.form.volume : 0) }
    let rest = total - given
    return solids.map { solid in
      (
        solid.id,
        MassProperties.uniform(
          solid.form, mass: solid.mass ?? rest * solid.form.volume / volume, at: solid.centre)
      )
    }
  }
}

extension Solid.Form {
  /// [m³]
  public var volume: Double {
    switch self {
    case .cylinder(_, let length, let diameter): .pi / 4 * diameter * diameter * length
    case .box(let size): size.x * size.y * size.z
    }
  }
}
