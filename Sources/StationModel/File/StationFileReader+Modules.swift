import Exchange
import Kinematics
import NumericalMethods

// Modules, vehicles, and their shape.
extension StationFileReader {
  func readModule(_ node: YAMLNode, _ inherited: Provenance) -> ModulePlan? {
    guard let object = object(node, Fields.module) else { return nil }
    let source = provenance(object, inherited)
    guard let presence = presence(object), let owner = object.identifier("owner") else {
      return nil
    }
    if let node = object["launched"], let launched = object.epoch("launched"),
      presence.from < launched
    {
      problems.add(
        "'from' (\(presence.from.iso8601(digits: 0))) lies before launch",
        allowed: "\(launched.iso8601(digits: 0)) or later", at: object["from"] ?? node)
    }
    guard var module = readBody(object, source, defaultKind: .module) else { return nil }
    module.owner = owner
    module.operatedBy =
      object["operatedBy"] == nil ? owner : (object.identifier("operatedBy") ?? "")
    module.presence = presence
    return module
  }

  func readVehicleType(_ node: YAMLNode, _ inherited: Provenance) -> ModulePlan? {
    guard let object = object(node, Fields.vehicleType) else { return nil }
    return readBody(object, provenance(object, inherited), defaultKind: .vehicle)
  }

  /// What modules and vehicle types have in common.
  private func readBody(
    _ object: YAMLObject, _ source: Provenance, defaultKind: ModuleKind
  ) -> ModulePlan? {
    guard let id = object.identifier("id"), let name = object.requiredString("name") else {
      return nil
    }
    let kind = object["kind"] == nil ? defaultKind : object.choice("kind", ModuleKind.self)
    let solids = object.list("solids").compactMap { readSolid($0) }
    unique(object.list("solids"), "solid")
    let ports = object.list("ports").compactMap { readPort($0) }
    unique(object.list("ports"), "port")
    unique(object.list("rotaryJoints"), "rotary joint")
    var module = ModulePlan(
      id: id, name: name, kind: kind ?? defaultKind, owner: "", operatedBy: "",
      presence: Presence(from: .j2000), mass: Figure(0), measured: readMeasured(object),
      solids: solids, ports: ports,
      airVolume: figure(object, "airVolume", .volume, 0.01...1e6, source),
      leak: figure(object, "leak", .massRate, 0...1, source), line: object.node.line)
    readRotaryJoints(of: &module, object, source)
    module.mesh = readMesh(object)
    if let node = object["magneticDipole"] {
      unsourced.note(source, at: node)
      module.magneticDipole = triple(node, limit: 1e6)
    }
    readUnits(of: &module, object, source)
    readMass(of: &module, object, source)
    module.seats = object["seats"] == nil ? 0 : (object.integer("seats", in: 0...100) ?? 0)
    module.sleepStations =
      object["sleepStations"] == nil ? 0 : (object.integer("sleepStations", in: 0...100) ?? 0)
    return module
  }

  /// `mass`, or `grossMass` less the loads of the tanks.
  func readMass(of module: inout ModulePlan, _ object: YAMLObject, _ source: Provenance) {
    let limits = 1e-3...1e8
    let given = object["mass"].flatMap { figure($0, .mass, limits, source) }
    let gross = object["grossMass"].flatMap { figure($0, .mass, limits, source) }
    switch (object["mass"], object["grossMass"]) {
    case (nil, nil):
      problems.add("no mass", allowed: "'mass' or 'grossMass'", at: object.node)
    case (.some, .some(let node)):
      problems.add("both 'mass' and 'grossMass'", allowed: "one of them", at: node)
    default: break
    }
    if let given { module.mass = given }
    if let gross, let node = object["grossMass"] {
      let loads = module.tanks.reduce(0) { $0 + $1.load.value }
      guard gross.value > loads else {
        problems.add(
          "gross mass \(gross.value) kg does not exceed the loads of its tanks, \(loads) kg",
          allowed: "more than its tanks hold", at: node)
        return
      }
      module.mass = gross
      module.mass.value -= loads
      module.mass.range = gross.range.map { ($0.lowerBound - loads)...($0.upperBound - loads) }
    }
    checkSolids(module, object)
  }

  private func checkSolids(_ module: ModulePlan, _ object: YAMLObject) {
    guard module.measured == nil, module.mass.value > 0 else { return }
    guard !module.solids.isEmpty else {
      if object["solids"] == nil || object.list("solids").isEmpty {
        problems.add(
          "no shape", allowed: "'solids', or 'centreOfMass' with 'inertia'", at: object.node)
      }
      return
    }
    guard module.solids.count == object.list("solids").count || object["solids"] == nil else {
      return
    }
    let own = module.solids.reduce(0) { $0 + ($1.mass ?? 0) }
    let filled = module.solids.contains { $0.mass == nil }
    if own > module.mass.value * (1 + 1e-9) {
      problems.add(
        "solids weigh \(own) kg, more than the module's \(module.mass.value) kg",
        allowed: "at most the module's mass", at: object["solids"] ?? object.node)
    } else if !filled && own < module.mass.value * (1 - 1e-9) {
      problems.add(
        "solids weigh \(own) kg, less than the module's \(module.mass.value) kg",
        allowed: "one solid without 'mass', which takes the rest",
        at: object["solids"] ?? object.node)
    }
  }

  private func readMeasured(_ object: YAMLObject) -> MeasuredInertia? {
    guard object["centreOfMass"] != nil || object["inertia"] != nil else { return nil }
    guard let centre = place(object, "centreOfMass"), let node = object.require("inertia"),
      let tensor = YAMLObject(node, keys: ["xx", "yy", "zz", "xy", "xz", "yz"], problems)
    else {
      if object["centreOfMass"] == nil {
        problems.add("'inertia' without 'centreOfMass'", allowed: "both", at: object.node)
      }
      return nil
    }
    func entry(_ key: String) -> Double? {
      tensor[key] == nil ? 0 : tensor.quantity(key, .inertia, in: -1e12...1e12)
    }
    guard tensor.require("xx") != nil, tensor.require("yy") != nil, tensor.require("zz") != nil,
      let xx = entry("xx"), let yy = entry("yy"), let zz = entry("zz"), let xy = entry("xy"),
      let xz = entry("xz"), let yz = entry("yz")
    else { return nil }
    let inertia = Matrix3(rows: SIMD3(xx, xy, xz), SIMD3(xy, yy, yz), SIMD3(xz, yz, zz))
    guard MassProperties(mass: 1, centre: .zero, inertia: inertia).isPhysical else {
      problems.add(
        "inertia breaks the triangle inequality",
        allowed:
          "principal moments of which none exceeds the sum of the others and none is negative",
        at: node)
      return nil
    }
    return MeasuredInertia(centre: centre, inertia: inertia)
  }

  private func readSolid(_ node: YAMLNode) -> Solid? {
    guard let object = object(node, Fields.solid), let id = object.identifier("id"),
      let shape = object.requiredString("shape"), let centre = place(object, "centre")
    else { return nil }
    let form: Solid.Form
    switch shape {
    case "cylinder":
      guard let axisNode = object.require("axis"), let axis = axisNode.string(problems),
        let length = object.require("length")?.quantity(.length, in: 1e-3...1e4, problems),
        let diameter = object.require("diameter")?.quantity(.length, in: 1e-3...1e4, problems)
      else { return nil }
      guard let index = ["x", "y", "z"].firstIndex(of: axis) else {
        problems.add("'\(axis)' is not an axis", allowed: "x, y or z", at: axisNode)
        return nil
      }
      form = .cylinder(axis: index, length: length, diameter: diameter)
    case "box":
      guard let sizeNode = object.require("size"), let size = triple(sizeNode, limit: 10_000)
      else { return nil }
      guard size.min() > 0 else {
        problems.add(
          "a box with an edge that is not positive", allowed: "edges above 0", at: sizeNode)
        return nil
      }
      form = .box(size)
    default:
      problems.add(
        "'\(shape)' is not a shape", allowed: "cylinder or box", at: object["shape"] ?? node)
      return nil
    }
    let mass =
      object["mass"] == nil ? nil : object.quantity("mass", .mass, in: 0...1e8)
    let tracking =
      object["tracking"] == nil ? .fixed : object.choice("tracking", ArrayTracking.self)
    return Solid(id: id, form: form, centre: centre, mass: mass, tracking: tracking ?? .fixed)
  }

  private func readPort(_ node: YAMLNode) -> Port? {
    guard let object = object(node, Fields.port), let id = object.identifier("id"),
      let position = place(object, "at"), let axis = direction(object, "axis"),
      let mechanism = object.identifier("mechanism")
    else { return nil }
    if mechanisms[mechanism] == nil, !declared.mechanisms.contains(mechanism) {
      let known = mechanisms.mechanisms.map(\.id)
      let near = nearestName(to: mechanism, among: known).map { "did you mean '\($0)'? allowed: " }
      problems.add(
        "unknown mechanism '\(mechanism)'",
        allowed: (near ?? "") + known.joined(separator: ", "), at: object["mechanism"] ?? node)
    }
    return Port(id: id, position: position, axis: axis, mechanism: mechanism)
  }

  /// A visit: a module of the vehicle's type and the joint that holds it.
  func readVisit(
    _ node: YAMLNode, _ types: [ModulePlan], _ inherited: Provenance
  ) -> (module: ModulePlan, joint: JointPlan)? {
    guard let object = object(node, Fields.visit) else { return nil }
    let source = provenance(object, inherited)
    guard let id = object.identifier("id"), let name = object.requiredString("name"),
      let typeName = object.identifier("type"), let owner = object.identifier("owner"),
      let portNode = object["port"], let port = portReference(portNode),
      let presence = presence(object)
    else { return nil }
    guard var module = types.first(where: { $0.id == typeName }) else {
      if declared.vehicleTypes.contains(typeName) { return nil }
      problems.add(
        "unknown vehicle type '\(typeName)'", allowed: types.map(\.id).joined(separator: ", "),
        at: object["type"] ?? node)
      return nil
    }
    readLoads(of: &module, object, source)
    if object["mass"] != nil || object["grossMass"] != nil {
      readMass(of: &module, object, source)
    }
    module.id = id
    module.name = name
    module.owner = owner
    module.operatedBy = owner
    module.presence = presence
    module.line = object.node.line
    guard let own = ownPort(of: module, object) else { return nil }
    let jointId = object["joint"] == nil ? "\(id)-joint" : (object.identifier("joint") ?? "")
    let clocking =
      object["clocking"] == nil ? 0 : object.quantity("clocking", .angle, in: -7...7) ?? 0
    var crossings = object.list("crossings").compactMap { readCrossing($0, source) }
    if object["crossings"] == nil {
      crossings = [.crew, .air].map {
        Crossing(
          kind: $0, from: nil, to: nil, amount: nil, carries: "open hatch", sources: source.sources)
      }
    }
    let joint = JointPlan(
      id: jointId,
      between: (a: port, b: PortReference(module: id, port: own)), presence: presence,
      clocking: clocking,
      hatches: object["hatches"] == nil ? 2 : object.integer("hatches", in: 0...10) ?? 2,
      crossings: crossings, springEnergy: nil, line: object.node.line)
    return (module, joint)
  }

  private func ownPort(of module: ModulePlan, _ object: YAMLObject) -> String? {
    if object["with"] != nil { return object.identifier("with") }
    let ports = declared.ports[module.id] ?? module.ports.map(\.id)
    guard ports.count == 1 else {
      problems.add(
        "the vehicle has \(ports.count) ports",
        allowed: ports.isEmpty ? "a type with a port" : "'with' naming one of them",
        at: object.node)
      return nil
    }
    return ports[0]
  }

  private func readLoads(of module: inout ModulePlan, _ object: YAMLObject, _ source: Provenance) {
    guard let node = object["loads"] else { return }
    let lost = (declared.tanks[module.id] ?? []).subtracting(module.tanks.map(\.id)).sorted()
    guard let loads = YAMLObject(node, keys: module.tanks.map(\.id) + lost, problems) else {
      return
    }
    for index in module.tanks.indices {
      guard let value = figure(loads, module.tanks[index].id, .mass, 0...1e7, source) else {
        continue
      }
      module.tanks[index].load = value
      checkLoad(module.tanks[index], at: loads[module.tanks[index].id] ?? node)
    }
  }

  /// `module.port`.
  func portReference(_ node: YAMLNode) -> PortReference? {
    guard let text = node.string(problems) else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      problems.add("'\(text)' is not a port", allowed: "module.port", at: node)
      return nil
    }
    return PortReference(module: String(parts[0]), port: String(parts[1]))
  }
}
