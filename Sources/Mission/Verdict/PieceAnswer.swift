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

  var assembly: Assembly { world.assembly }
  var piece: Piece { world.pieces[index] }
  var body: RigidBody { world.bodies[index] }
  var modules: [Module] { piece.modules.map { assembly.modules[$0] } }
  var identity: String { "piece\(index + 1)" }

  /// A limit that the piece crosses.
  struct Limit {
    var what: String
    /// After the start [s].
    var after: Double
    var cause: String
  }

  // MARK: Crew

  var crew: [CrewMember] {
    let ids = Set(modules.map(\.id))
    return assembly.crew.filter { ids.contains($0.location) }
  }
  var seats: Int { modules.reduce(0) { $0 + $1.plan.seats } }
  var sleepStations: Int { modules.reduce(0) { $0 + $1.plan.sleepStations } }

  // MARK: Systems

  func running(_ function: LifeSupportFunction) -> Double {
    modules.reduce(0) { sum, module in
      sum
        + module.plan.lifeSupport.filter { $0.function == function && $0.status == .running }
        .reduce(0) { $0 + $1.capacity.value }
    }
  }

  func stock(_ contents: TankContents) -> Double {
    modules.reduce(0) { sum, module in
      sum
        + module.plan.tanks.enumerated().filter { $0.element.contents == contents }
        .reduce(0) { $0 + world.tankLoads[module.firstTank + $1.offset] }
    }
  }

  var air: AirBalance {
    AirBalance(
      AirBalance.Input(
        volume: modules.reduce(0) { $0 + ($1.plan.airVolume?.value ?? 0) }, crew: crew.count,
        oxygenGeneration: running(.oxygenGeneration),
        carbonDioxideRemoval: running(.carbonDioxideRemoval), oxygenStore: stock(.oxygen),
        absorbentStore: stock(.carbonDioxideAbsorbent),
        leak: modules.reduce(0) { $0 + ($1.plan.leak?.value ?? 0) }),
      metabolism: standards.metabolism, standard: standards.cabin)
  }

  var water: WaterBalance {
    WaterBalance(
      stock: stock(.water), crew: crew.count, oxygenGeneration: running(.oxygenGeneration),
      condensateRecovery: running(.waterRecovery), urineProcessing: running(.urineProcessing),
      metabolism: standards.metabolism)
  }

  var electricalLoad: Double {
    modules.reduce(0) { sum, module in
      let loads = module.plan.loads.reduce(0) { $0 + $1.power.value }
      let gyros = module.plan.gyros.reduce(0) { $0 + $1.power.value }
      let units = module.plan.lifeSupport.filter { $0.status == .running }
        .reduce(0) { $0 + $1.power.value }
      return sum + loads + gyros + units
    }
  }

  var power: PowerBalance {
    let radius = world.reference.position.magnitude
    let elements = try? KeplerianElements(of: world.reference, mu: earthMu)
    return PowerBalance(
      arrays: modules.flatMap { $0.plan.arrays.map { ($0.power.value, $0.tracking) } },
      required: electricalLoad,
      storage: modules.reduce(0) { $0 + $1.plan.batteries.reduce(0) { $0 + $1.energy.value } },
      altitude: radius - GeodeticPosition.equatorialRadius,
      inclination: elements?.inclination ?? 0)
  }

  var heat: HeatBalance {
    let loops = modules.flatMap(\.plan.radiators)
    return HeatBalance(
      rejection: loops.isEmpty ? nil : loops.reduce(0) { $0 + $1.rejection.value },
      electrical: electricalLoad, crew: crew.count, metabolism: standards.metabolism)
  }

  // MARK: Propulsion

  var networks: [PropellantNetwork] {
    PropellantNetwork.networks(
      of: piece, in: assembly, opened: world.opened, tankLoads: world.tankLoads)
  }

  /// Every engine set that can fire, with its module and the propellant within its reach [kg].
  func engines(for use: EngineUse) -> [(module: Module, engine: Engine, propellant: Double)] {
    let networks = networks
    return piece.modules.flatMap { index in
      let module = assembly.modules[index]
      let network = networks.first { $0.modules.contains(index) }
      let reach = (network?.station ?? 0) + (network?.vehicles ?? 0)
      return module.plan.engines
        .filter { $0.uses.contains(use) && $0.fires(onVehicle: module.plan.kind == .vehicle) }
        .map { (module, $0, reach) }
    }
  }

  // MARK: Limits

  /// What crosses a limit, in order of time.
  func limits() -> [Limit] {
    var limits: [Limit] = []
    let air = air
    if let first = air.firstLimit, let time = air.timeToLimit {
      limits.append(Limit(what: "air: \(first.rawValue)", after: time, cause: Self.cause(first)))
    }
    if let time = water.timeToLimit {
      limits.append(
        Limit(what: "water", after: time, cause: "more water is used than recovered and stored"))
    }
    if power.margin < 0 {
      limits.append(
        Limit(
          what: "power", after: 0,
          cause: "the loads exceed what the arrays give at the worst "
            + "beta angle"))
    }
    if crew.count > seats {
      limits.append(Limit(what: "seats", after: 0, cause: "more crew aboard than seats home"))
    }
    if let margin = heat.margin, margin < 0 {
      limits.append(
        Limit(what: "heat", after: 0, cause: "the loads exceed what the radiators reject"))
    }
    if !attitude.controllable {
      limits.append(Limit(what: "attitude", after: 0, cause: attitude.why))
    }
    return limits.sorted { $0.after != $1.after ? $0.after < $1.after : $0.what < $1.what }
  }

  private static func cause(_ limit: AirBalance.Limit) -> String {
    switch limit {
    case .oxygen: "less oxygen is made and stored than the crew breathes and the leak takes"
    case .carbonDioxide: "more carbon dioxide is breathed out than is removed"
    case .pressure: "the leak lowers the pressure and nothing replaces the air"
    }
  }
}

/// Gravitational parameter of the Earth [m³/s²] (EGM2008; IERS Conventions 2010, table 1.1, in TT).
let earthMu = 3.986_004_415e14
