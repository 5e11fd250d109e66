import Exchange
import Kinematics

// What modules hold.
extension StationFileReader {
  func readUnits(of module: inout ModulePlan, _ object: YAMLObject, _ source: Provenance) {
    let lists = [
      "tanks", "engines", "gyros", "arrays", "batteries", "converters", "loads", "radiators",
      "lifeSupport", "links", "computers",
    ]
    unique(lists.flatMap { object.list($0) }, "unit")
    module.tanks = object.list("tanks").compactMap { readTank($0, source) }
    let lost = (declared.tanks[module.id] ?? []).subtracting(module.tanks.map(\.id)).sorted()
    let tanks = module.tanks.map(\.id) + lost
    module.engines = object.list("engines").compactMap { readEngine($0, tanks, source) }
    module.gyros = object.list("gyros").compactMap { readGyros($0, source) }
    module.arrays = object.list("arrays").compactMap { node in
      unit(node, Fields.array, source) { id, object, source in
        guard let power = figure(object, "power", .power, 0...1e8, source),
          let tracking = object.choice("tracking", ArrayTracking.self)
        else { return nil }
        return SolarArray(id: id, power: power, tracking: tracking)
      }
    }
    module.batteries = object.list("batteries").compactMap { node in
      unit(node, Fields.battery, source) { id, object, source in
        figure(object, "energy", .energy, 0...1e13, source).map { Battery(id: id, energy: $0) }
      }
    }
    module.converters = object.list("converters").compactMap { node in
      power(node, source).map { PowerConverter(id: $0, power: $1) }
    }
    module.loads = object.list("loads").compactMap { node in
      power(node, source).map { ElectricalLoad(id: $0, power: $1) }
    }
    module.radiators = object.list("radiators").compactMap { node in
      unit(node, Fields.radiator, source) { id, object, source in
        figure(object, "rejection", .power, 0...1e8, source).map {
          Radiator(id: id, rejection: $0)
        }
      }
    }
    module.lifeSupport = object.list("lifeSupport").compactMap { readLifeSupport($0, source) }
    module.links = object.list("links").compactMap { node in
      unit(node, Fields.link, source) { id, object, _ in
        guard let path = object.choice("path", LinkPath.self),
          let authority = object.identifier("authority")
        else { return nil }
        return RadioLink(id: id, path: path, authority: authority)
      }
    }
    module.computers = object.list("computers").compactMap { node in
      unit(node, Fields.computer, source) { id, object, _ in
        object.identifier("authority").map { CommandComputer(id: id, authority: $0) }
      }
    }
  }

  func unit<Unit>(
    _ node: YAMLNode, _ fields: [FileField], _ inherited: Provenance,
    _ make: (String, YAMLObject, Provenance) -> Unit?
  ) -> Unit? {
    guard let object = object(node, fields), let id = object.identifier("id") else {
      return nil
    }
    return make(id, object, provenance(object, inherited))
  }

  private func power(_ node: YAMLNode, _ source: Provenance) -> (String, Figure)? {
    unit(node, Fields.power, source) { id, object, source in
      figure(object, "power", .power, 0...1e8, source).map { (id, $0) }
    }
  }

  private func readTank(_ node: YAMLNode, _ source: Provenance) -> Tank? {
    unit(node, Fields.tank, source) { id, object, source in
      guard let contents = object.choice("contents", TankContents.self),
        let capacity = figure(object, "capacity", .mass, 0...1e7, source),
        let load = figure(object, "load", .mass, 0...1e7, source)
      else { return nil }
      let tank = Tank(
        id: id, contents: contents, capacity: capacity, load: load, position: place(object, "at"))
      checkLoad(tank, at: object["load"] ?? node)
      return tank
    }
  }

  func checkLoad(_ tank: Tank, at node: YAMLNode) {
    if tank.load.value > tank.capacity.value {
      problems.add(
        "tank '\(tank.id)' is loaded with \(tank.load.value) kg",
        allowed: "at most its capacity, \(tank.capacity.value) kg", at: node)
    }
  }

  private func readEngine(_ node: YAMLNode, _ tanks: [String], _ source: Provenance) -> Engine? {
    unit(node, Fields.engine, source) { id, object, source in
      guard let count = object.integer("count", in: 1...1000),
        let thrust = figure(object, "thrust", .force, 1e-6...1e8, source),
        let impulse = figure(object, "specificImpulse", .time, 1...1e5, source),
        let direction = direction(object, "direction"), let position = place(object, "at")
      else { return nil }
      let feeding = object.list("tanks").compactMap { node -> String? in
        guard let tank = node.string(problems) else { return nil }
        if !tanks.contains(tank) {
          problems.add(
            "engine '\(id)' is fed by '\(tank)', which is no tank of the module",
            allowed: tanks.joined(separator: ", "), at: node)
        }
        return tank
      }
      let uses = object.list("uses").compactMap { $0.choice(EngineUse.self, problems) }
      let together =
        object["simultaneous"] == nil ? count : object.integer("simultaneous", in: 1...count)
      let status =
        object["status"] == nil ? .usable : object.choice("status", EngineStatus.self)
      return Engine(
        id: id, count: count, simultaneous: together ?? count, thrust: thrust,
        specificImpulse: impulse, direction: direction, position: position,
        gimbal: object["gimbal"] == nil ? 0 : object.quantity("gimbal", .angle, in: 0...3.2) ?? 0,
        strings: object["strings"] == nil ? 1 : object.integer("strings", in: 1...100) ?? 1,
        minimumPulse: object["minimumPulse"] == nil
          ? nil : figure(object, "minimumPulse", .time, 0...3600, source),
        tanks: feeding, uses: uses, status: status ?? .usable)
    }
  }

  private func readGyros(_ node: YAMLNode, _ source: Provenance) -> GyroSet? {
    unit(node, Fields.gyro, source) { id, object, source in
      guard let count = object.integer("count", in: 0...1000),
        let minimum = object.integer("minimum", in: 1...1000),
        let momentum = figure(object, "momentum", .angularMomentum, 1e-6...1e9, source),
        let power = figure(object, "power", .power, 0...1e8, source)
      else { return nil }
      return GyroSet(
        id: id, count: count, minimum: minimum, momentum: momentum,
        torque: object["torque"] == nil
          ? nil : figure(object, "torque", .torque, 1e-9...1e9, source),
        axis: object["axis"] == nil ? nil : direction(object, "axis"),
        innerLimit: object["innerLimit"] == nil
          ? nil : object.quantity("innerLimit", .angle, in: 0...(.pi / 2)),
        power: power)
    }
  }

  private func readLifeSupport(_ node: YAMLNode, _ source: Provenance) -> LifeSupportUnit? {
    unit(node, Fields.lifeSupport, source) { id, object, source in
      guard let function = object.choice("function", LifeSupportFunction.self),
        let capacity = figure(object, "capacity", .massRate, 0...1, source),
        let power = figure(object, "power", .power, 0...1e7, source)
      else { return nil }
      let status =
        object["status"] == nil ? .running : object.choice("status", UnitStatus.self)
      return LifeSupportUnit(
        id: id, function: function, capacity: capacity, power: power, status: status ?? .running)
    }
  }
}
