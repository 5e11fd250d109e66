import Exchange
import Flight
import Kinematics
import NumericalMethods
import Shapes
import StationModel
import Systems

/// What one piece can still do: the answer that everything else serves.
struct PieceAnswer {
  let world: World
  let index: Int
  let standards: Standards
  /// The members of the crew that are aboard.
  let crew: [CrewMember]
  /// What its modules add up to.
  let inventory: PieceInventory
  /// What becomes of orbits; nil: it is not foretold.
  let outlook: OrbitOutlook?
  /// The push of the air on its shape; nil: it was not followed.
  let air: MeanAir?
  /// What becomes of this one's.
  private(set) var future: OrbitOutlook.Future?

  init(
    world: World, index: Int, standards: Standards, outlook: OrbitOutlook? = nil,
    air: MeanAir? = nil
  ) {
    self.air = air
    self.world = world
    self.index = index
    self.standards = standards
    self.outlook = outlook
    crew = world.crew(aboard: index).map { world.assembly.crew[$0] }
    inventory = PieceInventory(of: world.pieces[index].modules, in: world.assembly, crew: crew)
    future = outlook.flatMap { outlook in flier.map { outlook.future(of: $0) } }
  }

  var assembly: Assembly { world.assembly }
  var piece: Piece { world.pieces[index] }
  var body: RigidBody { world.bodies[index] }
  var modules: [Module] { piece.modules.map { assembly.modules[$0] } }
  var identity: String { "piece\(index + 1)" }

  /// Its modules, those first by which people would call it: modules before adapters, trusses and
  /// the rest, vehicles last, the heavier first.
  var byName: [Module] {
    func rank(_ module: Module) -> Int {
      switch module.plan.kind {
      case .module: 0
      case .airlock, .adapter: 1
      case .vehicle: 3
      default: 2
      }
    }
    let weighed = piece.modules.map { index in
      (module: assembly.modules[index], mass: assembly.structure(of: index).mass)
    }
    return weighed.sorted { a, b in
      let (first, second) = (rank(a.module), rank(b.module))
      if first != second { return first < second }
      return a.mass != b.mass ? a.mass > b.mass : a.module.id < b.module.id
    }.map(\.module)
  }

  /// A limit that the piece crosses.
  struct Limit {
    var what: String
    /// After the epoch of the verdict [s]; below zero where a flight crossed it before the last cut.
    var after: Double
    var cause: String
    /// Whether a flight crossed it, and not a balance.
    var flown = false
  }

  // MARK: Systems

  func stock(_ contents: TankContents) -> Double { inventory.stock(contents, world.tankLoads) }

  /// When its air and water run short if nobody does anything.
  var forecast: SystemsForecast {
    SystemsForecast(
      of: inventory, world.systems, tankLoads: world.tankLoads, at: world.epoch,
      model: SystemsModel(metabolism: standards.metabolism, standard: standards.cabin))
  }

  var power: PowerBalance {
    PowerBalance(
      arrays: inventory.arrays, required: inventory.electricalLoad,
      storage: inventory.batteryCapacity, sun: BetaForecast(of: world.reference))
  }

  /// Whether it has arrays or loads and no battery that the file knows of: when its lights go out is
  /// then not known.
  var hasUnknownStorage: Bool {
    inventory.batteryCapacity == 0 && (inventory.electricalLoad > 0 || !inventory.arrays.isEmpty)
  }

  var heat: HeatBalance {
    HeatBalance(
      rejection: inventory.heatRejection, electrical: inventory.electricalLoad,
      crew: inventory.crew, metabolism: standards.metabolism)
  }

  // MARK: Propulsion

  var networks: [PropellantNetwork] {
    PropellantNetwork.networks(
      of: piece, in: assembly, opened: world.opened, tankLoads: world.tankLoads)
  }

  /// Every engine set that can fire, with its module and the propellant within its reach [kg].
  func engines(for use: EngineUse) -> [(module: Module, engine: Engine, propellant: Double)] {
    let networks = networks
    let onItsOwn = piece.fliesOnContingency(for: use, in: assembly)
    return piece.modules.flatMap { index in
      let module = assembly.modules[index]
      let isGuest = module.plan.kind == .vehicle && !onItsOwn
      let network = networks.first { $0.modules.contains(index) }
      let reach = (network?.station ?? 0) + (network?.vehicles ?? 0)
      return module.plan.engines
        .filter { $0.uses.contains(use) && $0.fires(onVehicle: isGuest) }
        .map { (module, $0, reach) }
    }
  }

  /// Engines for orbit changes that docked vehicles keep for their own way home and that do not
  /// count.
  var contingencyEngines: [(module: Module, engine: Engine)] {
    guard !piece.fliesOnContingency(for: .orbit, in: assembly) else { return [] }
    return modules.filter { $0.plan.kind == .vehicle }.flatMap { module in
      module.plan.engines.filter { $0.uses.contains(.orbit) && $0.status == .contingency }
        .map { (module, $0) }
    }
  }

  // MARK: Limits

  /// What crosses a limit, in order of time. What a flight has crossed takes the place of what
  /// balances foretell.
  func limits(_ crossings: [Limit], _ forecast: SystemsForecast) -> [Limit] {
    var limits: [Limit] = []
    for crossing in forecast.crossings {
      limits.append(
        Limit(
          what: crossing.limit.what, after: crossing.after, cause: crossing.limit.cause))
    }
    if let dark = power.firstShortage {
      limits.append(
        Limit(
          what: "power", after: dark.after,
          cause: "the loads exceed what the arrays give with the Sun "
            + "\(Assembly.rounded(abs(dark.beta) * 180 / .pi, 0)) degrees from the orbit's plane"))
    }
    if inventory.crew > inventory.seats {
      limits.append(Limit(what: "seats", after: 0, cause: "more crew aboard than seats home"))
    }
    if let margin = heat.margin, margin < 0 {
      limits.append(
        Limit(what: "heat", after: 0, cause: "the loads exceed what the radiators reject"))
    }
    if !attitude.controllable {
      limits.append(Limit(what: "attitude", after: 0, cause: attitude.why))
    }
    if let end = orbitEnd { limits.append(end) }
    limits.removeAll { limit in crossings.contains { $0.what == limit.what } }
    limits += crossings
    return limits.sorted { $0.after != $1.after ? $0.after < $1.after : $0.what < $1.what }
  }
}
