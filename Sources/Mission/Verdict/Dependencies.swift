import Exchange
import StationModel
import Systems

/// One thing that a piece had from another across joints that are now open.
public struct Dependency: Sendable, Hashable {
  /// power, data, air, water, propellant, heat, crew, attitudeControl, thrust, communications,
  /// cables.
  public var kind: String
  /// The joint that it crossed.
  public var joint: String
  /// The module or unit that gave it.
  public var from: String
  /// The piece that had it, by its heaviest permanent module.
  public var to: String
  /// How much, where a figure says.
  public var amount: Double?
  /// The unit of the amount; empty where there is none.
  public var unit: String
  /// What crosses the joint, in the words of the file; empty for services.
  public var carries = ""
  /// Where the figure is from.
  public var source: String

  var json: JSONValue {
    [
      "kind": .string(kind), "joint": .string(joint), "from": .string(from), "to": .string(to),
      "amount": JSONValue(amount), "unit": .string(unit), "carries": .string(carries),
      "source": .string(source),
    ]
  }
}

/// Finds what the pieces of a cut had from each other.
///
/// A service (propellant, thrust, attitude control by gyros, relay links, power handed on by
/// converters) that one piece can give and the other lacks is a dependency; so is a seat home on
/// the other piece. What the file lists as crossing the joint (data, air, water, heat, cables) is
/// one in each direction it goes. Vehicles that leave alone are made to fly alone: of them only
/// seats, and what the file says of their joint apart from the air in an open hatch, counts.
/// Nothing here is a list of names: move the unit across the joint and the dependency is gone.
struct DependencyFinder {
  let world: World
  let joints: [Int]
  var assembly: Assembly { world.assembly }

  func find() -> [Dependency] {
    var found: [Dependency] = []
    for index in joints {
      let joint = assembly.joints[index]
      guard let a = pieceIndex(joint.a), let b = pieceIndex(joint.b), a != b else { continue }
      for (giver, taker) in [(a, b), (b, a)] {
        if !permanent(taker).isEmpty { found += services([joint], from: giver, to: taker) }
        found += seats(joint, from: giver, to: taker)
        found += crossings(joint, from: giver, to: taker)
      }
    }
    for (giver, taker, way) in waysOverOthers {
      guard let joint = way.last else { continue }
      if !permanent(taker).isEmpty { found += services(way, from: giver, to: taker) }
      found += seats(joint, from: giver, to: taker)
    }
    // Two opened joints between the same pieces carry one service once.
    var seen: Set<String> = []
    return found.filter {
      $0.kind == "data" || $0.kind == "air" || $0.kind == "cables" || $0.kind == "water"
        || $0.kind == "heat" || seen.insert("\($0.kind) \($0.from) \($0.to)").inserted
    }
  }

  /// Pieces that were together by way of others: the giver, the taker and the opened joints on the
  /// shortest way from one to the other, at least two.
  private var waysOverOthers: [(giver: Int, taker: Int, way: [Joint])] {
    var edges: [Int: [(piece: Int, joint: Joint)]] = [:]
    for joint in joints.map({ assembly.joints[$0] }) {
      guard let a = pieceIndex(joint.a), let b = pieceIndex(joint.b), a != b else { continue }
      edges[a, default: []].append((b, joint))
      edges[b, default: []].append((a, joint))
    }
    var ways: [(giver: Int, taker: Int, way: [Joint])] = []
    for giver in world.pieces.indices where edges[giver] != nil {
      var way = [[Joint]?](repeating: nil, count: world.pieces.count)
      way[giver] = []
      var queue = [giver]
      var next = 0
      while next < queue.count {
        let here = queue[next]
        next += 1
        for (piece, joint) in edges[here] ?? [] where way[piece] == nil {
          way[piece] = (way[here] ?? []) + [joint]
          queue.append(piece)
        }
      }
      for taker in queue {
        if let joints = way[taker], joints.count > 1 { ways.append((giver, taker, joints)) }
      }
    }
    return ways
  }

  private func pieceIndex(_ module: Int) -> Int? {
    world.pieces.firstIndex { $0.modules.contains(module) }
  }

  /// The heaviest module of a piece that is no vehicle (any, where all are).
  func name(of piece: Int) -> String {
    let modules = world.pieces[piece].modules
    let permanent = modules.filter { assembly.modules[$0].plan.kind != .vehicle }
    let best = (permanent.isEmpty ? modules : permanent).max { a, b in
      let x = assembly.structure(of: a).mass
      let y = assembly.structure(of: b).mass
      return x != y ? x < y : assembly.modules[a].id > assembly.modules[b].id
    }
    return best.map { assembly.modules[$0].id } ?? ""
  }

  private func modules(_ piece: Int) -> [Module] {
    world.pieces[piece].modules.map { assembly.modules[$0] }
  }

  private func permanent(_ piece: Int) -> [Module] {
    modules(piece).filter { $0.plan.kind != .vehicle }
  }

  /// - Parameter way: the opened joints from giver to taker; what is found is told of the last.
  private func services(_ way: [Joint], from giver: Int, to taker: Int) -> [Dependency] {
    guard let joint = way.last else { return [] }
    let give = permanent(giver)
    let take = permanent(taker)
    var found: [Dependency] = []
    func add(
      _ kind: String, _ from: String, _ amount: Double?, _ unit: String, _ sources: [String]
    ) {
      found.append(
        Dependency(
          kind: kind, joint: joint.id, from: from, to: name(of: taker), amount: amount, unit: unit,
          source: sources.joined(separator: " ")))
    }
    let owned = world.pieces[giver].modules.filter { assembly.modules[$0].plan.kind != .vehicle }
    let ownStock = propellant(owned)
    let otherStock = propellant(
      world.pieces[taker].modules.filter { assembly.modules[$0].plan.kind != .vehicle })
    if ownStock.mass > 0, otherStock.mass == 0 {
      add("propellant", ownStock.unit, ownStock.mass, "kg", ownStock.sources)
    }
    func thrusters(_ modules: [Module]) -> [(id: String, engine: Engine)] {
      modules.flatMap { module in
        module.plan.engines.filter { $0.changesOrbit(onVehicle: false) }
          .map { ("\(module.id).\($0.id)", $0) }
      }
    }
    func strength(_ set: (id: String, engine: Engine)) -> Double {
      set.engine.thrust.value * Double(set.engine.simultaneous)
    }
    if thrusters(take).isEmpty,
      let engine = thrusters(give).max(by: { a, b in
        strength(a) != strength(b) ? strength(a) < strength(b) : a.id > b.id
      })
    {
      let thrust = thrusters(give).reduce(0) { $0 + strength($1) }
      add("thrust", engine.id, thrust, "N", engine.engine.thrust.sources)
    }
    func gyros(_ modules: [Module]) -> [(id: String, set: GyroSet)] {
      modules.flatMap { module in
        module.plan.gyros.filter { $0.count >= $0.minimum }.map { ("\(module.id).\($0.id)", $0) }
      }
    }
    if let set = gyros(give).first, gyros(take).isEmpty {
      let momentum = gyros(give).reduce(0) { $0 + Double($1.set.count) * $1.set.momentum.value }
      add("attitudeControl", set.id, momentum, "N m s", set.set.momentum.sources)
    }
    func relays(_ modules: [Module]) -> [String] {
      modules.flatMap { module in
        module.plan.links.filter { $0.path == .relaySatellite }.map { "\(module.id).\($0.id)" }
      }
    }
    if let relay = relays(give).first, relays(take).isEmpty, carry(way, .data) {
      add("communications", relay, nil, "", sources(joint, .data))
    }
    func converters(_ modules: [Module]) -> [(id: String, unit: PowerConverter)] {
      modules.flatMap { module in
        module.plan.converters.map { ("\(module.id).\($0.id)", $0) }
      }
    }
    if let unit = converters(give).first, converters(take).isEmpty, carry(way, .power),
      take.contains(where: { !$0.plan.loads.isEmpty })
    {
      let total = converters(give).reduce(0) { $0 + $1.unit.power.value }
      let most = way.reduce(total) { least, joint in
        let lines = joint.plan.crossings.filter { $0.kind == .power }.compactMap(\.amount?.value)
        return lines.isEmpty ? least : min(least, lines.reduce(0, +))
      }
      add("power", unit.id, most, "W", unit.unit.power.sources)
    }
    return found
  }

  private func propellant(_ indices: [Int]) -> (mass: Double, unit: String, sources: [String]) {
    var mass = 0.0
    var unit = ""
    var largest = 0.0
    var sources: [String] = []
    for index in indices {
      let module = assembly.modules[index]
      for (offset, tank) in module.plan.tanks.enumerated() where tank.contents == .propellant {
        let load = world.tankLoads[module.firstTank + offset]
        if load > largest {
          largest = load
          unit = "\(module.id).\(tank.id)"
          sources = tank.load.sources
        }
        mass += load
      }
    }
    return (mass, unit, sources)
  }

  private func carry(_ way: [Joint], _ kind: CrossingKind) -> Bool {
    way.allSatisfy { $0.plan.crossings.contains { $0.kind == kind } }
  }

  private func sources(_ joint: Joint, _ kind: CrossingKind) -> [String] {
    joint.plan.crossings.first { $0.kind == kind }?.sources ?? []
  }

  /// Members of the crew on one piece whose seat home is on the other.
  private func seats(_ joint: Joint, from giver: Int, to taker: Int) -> [Dependency] {
    let giving = Set(modules(giver).map(\.id))
    let taking = Set(modules(taker).map(\.id))
    let stranded = assembly.crew.filter { giving.contains($0.seat) && taking.contains($0.location) }
    let vehicles = Set(stranded.map(\.seat)).sorted()
    return vehicles.map { vehicle in
      Dependency(
        kind: "crew", joint: joint.id, from: vehicle, to: name(of: taker),
        amount: Double(stranded.filter { $0.seat == vehicle }.count), unit: "seats",
        source: "crew list")
    }
  }

  /// What the file says crosses the joint, apart from the services above.
  private func crossings(_ joint: Joint, from giver: Int, to taker: Int) -> [Dependency] {
    let alone = permanent(giver).isEmpty || permanent(taker).isEmpty
    let kinds: Set<CrossingKind> =
      alone ? [.data, .water, .heat, .cables] : [.data, .air, .water, .heat, .cables]
    return joint.plan.crossings.compactMap { crossing in
      guard kinds.contains(crossing.kind) else { return nil }
      let giving = world.pieces[giver].modules.contains(joint.a) ? joint.a : joint.b
      let from = assembly.modules[giving].id
      if let only = crossing.from, only != from { return nil }
      let units: [CrossingKind: String] = [
        .air: "m3/s", .water: "kg", .heat: "W", .cables: "cables",
      ]
      return Dependency(
        kind: crossing.kind.rawValue, joint: joint.id, from: from, to: name(of: taker),
        amount: crossing.amount?.value, unit: units[crossing.kind] ?? "",
        carries: crossing.carries,
        source: crossing.sources.joined(separator: " "))
    }
  }
}
