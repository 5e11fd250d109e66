import Exchange
import Kinematics

// Joints, stowage, crew, orbits, mechanisms.
extension StationFileReader {
  func readMechanism(_ node: YAMLNode, _ inherited: Provenance) -> Mechanism? {
    guard let object = object(node, Fields.mechanism), let id = object.identifier("id"),
      let name = object.requiredString("name"), let release = object.requiredString("release")
    else { return nil }
    let source = provenance(object, inherited)
    guard let energy = figure(object, "springEnergy", .energy, 0...1e6, source),
      let duration = figure(object, "releaseDuration", .time, 0...1e7, source)
    else { return nil }
    return Mechanism(
      id: id, name: name, mates: object.list("mates").compactMap { $0.string(problems) },
      release: release, springEnergy: energy, releaseDuration: duration)
  }

  func readJoint(_ node: YAMLNode, _ inherited: Provenance) -> JointPlan? {
    guard let object = object(node, Fields.joint), let id = object.identifier("id") else {
      return nil
    }
    let source = provenance(object, inherited)
    guard let sides = object["between"] else { return nil }
    guard case .sequence(let ends) = sides.content, ends.count == 2 else {
      problems.add(
        "'between' is not two ports", allowed: "[module.port, module.port]", at: sides)
      return nil
    }
    guard let a = portReference(ends[0]), let b = portReference(ends[1]),
      let presence = presence(object)
    else { return nil }
    return JointPlan(
      id: id, between: (a: a, b: b), presence: presence,
      clocking: object["clocking"] == nil
        ? 0 : object.quantity("clocking", .angle, in: -7...7) ?? 0,
      hatches: object["hatches"] == nil ? 0 : object.integer("hatches", in: 0...10) ?? 0,
      crossings: object.list("crossings").compactMap { readCrossing($0, source) },
      springEnergy: figure(object, "springEnergy", .energy, 0...1e6, source),
      line: object.node.line)
  }

  func readCrossing(_ node: YAMLNode, _ inherited: Provenance) -> Crossing? {
    guard let object = object(node, Fields.crossing),
      let kind = object.choice("kind", CrossingKind.self)
    else { return nil }
    let source = provenance(object, inherited)
    let dimension: PhysicalDimension?
    switch kind {
    case .power, .heat: dimension = .power
    case .propellant, .water: dimension = .mass
    case .air: dimension = .volumeRate
    case .data, .cables, .crew: dimension = nil
    }
    return Crossing(
      kind: kind, from: object["from"] == nil ? nil : object.identifier("from"),
      to: object["to"] == nil ? nil : object.identifier("to"),
      amount: figure(object, "amount", dimension, 0...1e9, source),
      carries: object["carries"] == nil ? kind.rawValue : (object.string("carries") ?? ""),
      sources: source.sources)
  }

  func readStowage(_ node: YAMLNode, _ inherited: Provenance) -> StowagePlan? {
    guard let object = object(node, Fields.stowage), let id = object.identifier("id"),
      let module = object.identifier("module"), let presence = presence(object),
      let mass = figure(object, "mass", .mass, 0...1e7, provenance(object, inherited))
    else { return nil }
    lines[id] = object.node.line
    return StowagePlan(id: id, module: module, presence: presence, mass: mass)
  }

  func readCrew(_ node: YAMLNode) -> CrewMember? {
    guard let object = object(node, Fields.crew), let id = object.identifier("id"),
      let name = object.requiredString("name"), let owner = object.identifier("owner"),
      let seat = object.identifier("seat"),
      let location = object.identifier("location"), let presence = presence(object)
    else { return nil }
    _ = provenance(object, Provenance(sources: [], confidence: nil))
    lines[id] = object.node.line
    return CrewMember(
      id: id, name: name, owner: owner, seat: seat, location: location, presence: presence)
  }

  func readCoverage(_ node: YAMLNode) -> CoverageSpan? {
    guard let object = object(node, Fields.coverage),
      let list = object.choice("what", StationList.self), let days = presence(object)
    else { return nil }
    return CoverageSpan(list, days)
  }

  func readOrbit(_ node: YAMLNode, _ inherited: Provenance) -> OrbitRecord? {
    guard let object = object(node, Fields.orbit), let epoch = object.epoch("epoch") else {
      return nil
    }
    let source = provenance(object, inherited)
    if object["meanAltitude"] != nil {
      guard let altitude = object.quantity("meanAltitude", .length, in: 100_000...50_000_000),
        let inclination = object.require("inclination")?.quantity(.angle, in: 0...3.1416, problems)
      else { return nil }
      return OrbitRecord(
        epoch: epoch, knowledge: .altitude(altitude, inclination: inclination),
        sources: source.sources)
    }
    guard let frameNode = object.require("frame"),
      let frame = frameNode.choice(OrbitFrame.self, problems),
      let positionNode = object.require("position"),
      let position = triple(positionNode, limit: 1e6),
      let velocityNode = object.require("velocity"), let velocity = triple(velocityNode, limit: 100)
    else { return nil }
    guard (6478...100_000).contains(position.magnitude) else {
      problems.add(
        "position is \(position.magnitude) km from the Earth's centre",
        allowed: "6478 to 100000 km", at: positionNode)
      return nil
    }
    return OrbitRecord(
      epoch: epoch,
      knowledge: .state(frame: frame, position: 1000 * position, velocity: 1000 * velocity),
      sources: source.sources)
  }
}
