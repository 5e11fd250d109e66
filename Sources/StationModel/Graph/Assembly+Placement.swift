import Kinematics
import NumericalMethods

/// What can be wrong with a station on a date.
public enum StationError: Error, Sendable, CustomStringConvertible {
  /// The root is not there yet, or nothing is.
  case nothingThere(station: String, epoch: String, first: String)
  /// Modules that no joint connects with the root on that date.
  case attachedToNothing(module: String, epoch: String, line: Int)
  /// A loop of joints that does not close.
  case loopDoesNotClose(joint: String, gap: Double, line: Int)
  /// A rotary joint that a ring of joints holds fast.
  case cannotTurn(joint: String, line: Int)
  /// A rotary joint at an angle [rad] beyond its limits.
  case beyondLimits(joint: String, angle: Double, limits: ClosedRange<Double>)
  /// A solid farther from the root than ``Assembly/reach``.
  case outOfReach(module: String, solid: String, line: Int)
  /// No module of that name on that date.
  case noSuchModule(String, epoch: String, nearest: String?)

  public var description: String {
    if case .noSuchModule(_, _, let nearest?) = self { return "\(what); nearest is '\(nearest)'" }
    return "\(what); allowed: \(allowed)"
  }

  /// What is wrong.
  public var what: String {
    switch self {
    case .nothingThere(let station, let epoch, _):
      "station '\(station)' has no module on \(epoch)"
    case .attachedToNothing(let module, let epoch, _):
      "module '\(module)' is attached to nothing on \(epoch)"
    case .loopDoesNotClose(let joint, let gap, _):
      "joint '\(joint)' closes a loop with a gap of \((gap * 1000).rounded() / 1000) m"
    case .cannotTurn(let joint, _):
      "rotary joint '\(joint)' cannot turn: both its sides are joined another way too"
    case .beyondLimits(let joint, let angle, _):
      "rotary joint '\(joint)' at \(Self.degrees(angle)) deg"
    case .outOfReach(let module, let solid, _):
      "solid '\(solid)' of module '\(module)' reaches too far from the root"
    case .noSuchModule(let module, let epoch, _):
      "no module '\(module)' on \(epoch)"
    }
  }

  /// What is allowed in its place.
  public var allowed: String {
    switch self {
    case .nothingThere(_, _, let first): "a date from \(first) on"
    case .attachedToNothing: "a chain of joints to the root"
    case .loopDoesNotClose: "at most 0.1 m"
    case .cannotTurn: "joints that hang together only through it"
    case .beyondLimits(_, _, let limits):
      "\(Self.degrees(limits.lowerBound)) to \(Self.degrees(limits.upperBound)) deg"
    case .outOfReach: "within \(Int(Assembly.reach / 1000)) km along each axis"
    case .noSuchModule: "a module of the station file"
    }
  }

  /// The line of the station file that it is about; nil: none.
  public var line: Int? {
    switch self {
    case .attachedToNothing(_, _, let line), .loopDoesNotClose(_, _, let line),
      .cannotTurn(_, let line), .outOfReach(_, _, let line):
      line
    case .nothingThere, .beyondLimits, .noSuchModule: nil
    }
  }

  /// An angle in degrees, to a hundredth.
  static func degrees(_ angle: Double) -> String {
    let value = (angle * 18_000 / .pi).rounded() / 100
    return value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}

extension Assembly {
  /// The largest gap at which a loop of joints still counts as closed [m].
  static let loopTolerance = 0.1
  /// The farthest along an axis that a solid may reach from the root's origin [m]; chosen: so
  /// large a coordinate is rounded to half a millimetre in the single precision of rays.
  public static let reach = 1e4

  /// The station of `plan` on the date `epoch`.
  ///
  /// - Throws: ``StationError`` where the modules of that date are not one connected graph within
  ///   ``reach``.
  public init(_ plan: StationPlan, at epoch: Epoch) throws(StationError) {
    let present = plan.modules.filter { $0.presence.contains(epoch) }.sorted { $0.id < $1.id }
    let date = epoch.iso8601(digits: 0)
    guard present.contains(where: { $0.id == plan.root }) else {
      let first = plan.modules.first { $0.id == plan.root }?.presence.from
      throw .nothingThere(
        station: plan.id, epoch: date, first: first?.iso8601(digits: 0) ?? "its first launch")
    }
    let index = Dictionary(uniqueKeysWithValues: present.enumerated().map { ($1.id, $0) })
    let links = plan.joints.filter {
      $0.presence.contains(epoch) && index[$0.between.a.module] != nil
        && index[$0.between.b.module] != nil
    }.sorted { $0.id < $1.id }
    let placements = try Self.place(present, links, index, root: plan.root, date: date)

    station = plan.id
    name = plan.name
    frame = plan.frame
    self.epoch = epoch
    owners = plan.owners
    sources = plan.sources
    orbits = plan.orbits
    incompleteLists = plan.incompleteLists(on: epoch)
    lastDate = plan.lastDate
    dragCoefficient = plan.dragCoefficient
    let stowage = plan.stowage.filter { $0.presence.contains(epoch) }.sorted { $0.id < $1.id }
    var (tankCount, unitCount) = (0, 0)
    modules = []
    for (number, module) in present.enumerated() {
      let carried = stowage.filter { $0.module == module.id }.map(\.mass)
      modules.append(
        Module(
          plan: module, placement: placements[number], stowage: carried, firstTank: tankCount,
          firstUnit: unitCount))
      tankCount += module.tanks.count
      unitCount += module.lifeSupport.count
    }
    try Self.checkReach(modules)
    joints = []
    for link in links {
      guard let a = index[link.between.a.module], let b = index[link.between.b.module],
        let portA = present[a].port(link.between.a.port),
        let portB = present[b].port(link.between.b.port),
        let mechanismA = plan.mechanisms[portA.mechanism],
        let mechanismB = plan.mechanisms[portB.mechanism]
      else { continue }
      joints.append(
        Joint(
          plan: link, a: a, b: b, position: placements[a].point(portA.position),
          axis: placements[a].direction(portA.axis), mechanismA: mechanismA,
          mechanismB: mechanismB))
    }
    root = index[plan.root] ?? 0
    linkage = .none
    crew = plan.crew.filter { $0.presence.contains(epoch) }.sorted { $0.id < $1.id }
    stowageShare = 0
    let everything = massProperties(of: Array(modules.indices), tankLoads: initialTankLoads)
    let carried = modules.reduce(0) { $0 + $1.stowageMass }
    stowageShare = everything.mass > 0 ? carried / everything.mass : 0
    linkage = try Linkage(of: self, modules: Array(modules.indices))
    for index in modules.indices {
      for place in modules[index].plan.solids.indices {
        let solid = modules[index].plan.solids[place]
        if let tracking = linkage.tracking(of: solid.id, in: index) {
          modules[index].plan.solids[place].tracking = tracking
        }
      }
    }
  }

  /// Places follow from chains of modules, so that no figure of the file bounds them.
  private static func checkReach(_ modules: [Module]) throws(StationError) {
    for module in modules {
      for solid in module.plan.solids {
        let centre = module.placement.point(solid.centre)
        let farthest = max(abs(centre.x), abs(centre.y), abs(centre.z)) + solid.form.radius
        guard farthest <= reach else {
          throw .outOfReach(module: module.id, solid: solid.id, line: module.plan.line)
        }
      }
    }
  }

  private static func place(
    _ modules: [ModulePlan], _ joints: [JointPlan], _ index: [String: Int], root: String,
    date: String
  ) throws(StationError) -> [Placement] {
    var places = [Placement?](repeating: nil, count: modules.count)
    guard let start = index[root] else { return [] }
    places[start] = .identity
    let edges = joints.map {
      (index[$0.between.a.module] ?? -1, index[$0.between.b.module] ?? -1)
    }
    _ = try walk(from: start, over: edges) {
      (edge: Int, here: Int, there: Int, isMet: Bool) throws(StationError) in
      let joint = joints[edge]
      let forward = edges[edge].0 == here
      let near = forward ? joint.between.a : joint.between.b
      let far = forward ? joint.between.b : joint.between.a
      guard let place = places[here], let nearPort = modules[here].port(near.port),
        let farPort = modules[there].port(far.port)
      else { return }
      guard isMet, let known = places[there] else {
        places[there] = mate(nearPort, at: place, with: farPort, clocking: joint.clocking)
        return
      }
      let gap = (known.point(farPort.position) - place.point(nearPort.position)).magnitude
      guard gap <= loopTolerance else {
        throw .loopDoesNotClose(joint: joint.id, gap: gap, line: joint.line)
      }
    }
    for (number, place) in places.enumerated() where place == nil {
      throw .attachedToNothing(
        module: modules[number].id, epoch: date, line: modules[number].line)
    }
    return places.compactMap { $0 }
  }

  /// The place of a module whose port mates with `near` of a module at `place`: ports coincide,
  /// axes are opposite, and the turn between the two modules' frames is the least that does it,
  /// then `clocking` about the near port's axis. Seen from either side it is the same turn: half a
  /// turn is its own inverse, and turning one side about its outward axis is turning the other
  /// about its own.
  static func mate(
    _ near: Port, at place: Placement, with far: Port, clocking: Double
  ) -> Placement {
    let turn = leastRotation(from: far.axis, to: -near.axis)
    let between =
      clocking == 0
      ? turn : turn.then(Rotation<ModuleFrame, ModuleFrame>(axis: near.axis, angle: clocking))
    let clocked = between.then(place.rotation)
    let origin = place.point(near.position) - clocked.rotate(far.position)
    return Placement(rotation: clocked, origin: origin)
  }

  /// The least rotation that turns the unit vector `a` into `b`; for opposite vectors half a turn
  /// about the axis of `a`'s frame that is most perpendicular to `a` (first z, then y, then x).
  static func leastRotation(
    from a: SIMD3<Double>, to b: SIMD3<Double>
  ) -> Rotation<ModuleFrame, ModuleFrame> {
    let cosine = dot(a, b)
    if cosine > 1 - 1e-12 { return .identity }
    if cosine < -1 + 1e-12 {
      let axes = [SIMD3<Double>(0, 0, 1), SIMD3(0, 1, 0), SIMD3(1, 0, 0)]
      var best = axes[0]
      for axis in axes where abs(dot(axis, a)) < abs(dot(best, a)) - 1e-9 { best = axis }
      let axis = (best - dot(best, a) * a).normalized
      return Rotation(quaternion: SIMD4(axis.x, axis.y, axis.z, 0))
    }
    let axis = cross(a, b)
    return Rotation(quaternion: SIMD4(axis.x, axis.y, axis.z, 1 + cosine))
  }
}

extension ModulePlan {
  /// A port by its id.
  public func port(_ id: String) -> Port? { ports.first { $0.id == id } }
}
