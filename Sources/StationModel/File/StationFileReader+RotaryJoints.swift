import Exchange
import NumericalMethods

// What turns, and meshes.
extension StationFileReader {
  /// The rotary joints of a module whose solids and ports are read.
  func readRotaryJoints(
    of module: inout ModulePlan, _ object: YAMLObject, _ source: Provenance
  ) {
    let solids = DeclaredIds.ids(object["solids"])
    let ports = DeclaredIds.ids(object["ports"])
    var above: [String] = []
    var carriers: [String: String] = [:]
    for node in object.list("rotaryJoints") {
      let joint = unit(node, Fields.rotaryJoint, source) { id, object, source in
        defer { above.append(id) }
        return readRotaryJoint(id, object, source, solids: solids, ports: ports, above: above)
      }
      guard let joint else { continue }
      for name in joint.solids.map({ "solid \($0)" }) + joint.ports.map({ "port \($0)" }) {
        if let other = carriers[name] {
          problems.add(
            "\(name) turns with '\(other)' and with '\(joint.id)'", allowed: "one of them",
            at: node)
        }
        carriers[name] = joint.id
      }
      for solid in module.solids where joint.solids.contains(solid.id) && solid.tracking != .fixed {
        problems.add(
          "solid '\(solid.id)' has 'tracking' and turns with '\(joint.id)'",
          allowed: "one of them: the joint says how it follows the Sun", at: node)
      }
      module.rotaryJoints.append(joint)
    }
  }

  private func readRotaryJoint(
    _ id: String, _ object: YAMLObject, _ source: Provenance, solids: [String], ports: [String],
    above: [String]
  ) -> RotaryJointPlan? {
    let carried = names(object, "solids", of: solids, "solid", id)
    let carriedPorts = names(object, "ports", of: ports, "port", id)
    guard let kind = object.choice("kind", RotaryJointKind.self),
      let drive = object.choice("drive", RotaryJointDrive.self),
      let position = place(object, "at"), let axis = direction(object, "axis"),
      let rate = figure(object, "rate", .angularRate, 1e-9...10, source)
    else { return nil }
    let on = object["on"] == nil ? nil : object.identifier("on")
    if let on, !above.contains(on), let node = object["on"] {
      problems.add(
        "rotary joint '\(id)' is on '\(on)'",
        allowed: above.isEmpty ? "none: it is the first" : above.joined(separator: ", "), at: node)
    }
    let facing = object["facing"] == nil ? nil : direction(object, "facing")
    checkFacing(facing, axis, id, drive, isBare: carried.isEmpty, object)
    let limits = readLimits(object)
    let drawn = object["drawn"] == nil ? 0 : object.quantity("drawn", .angle, in: -1e3...1e3)
    let held = object["hold"] == nil ? drawn : object.quantity("hold", .angle, in: -1e3...1e3)
    for (key, angle) in [("drawn", drawn), ("hold", held)] {
      guard let limits, let angle, !limits.contains(angle) else { continue }
      if key == "hold", object["hold"] == nil { continue }
      let error = StationError.beyondLimits(joint: id, angle: angle, limits: limits)
      problems.add(
        "'\(key)' puts \(error.what)", allowed: error.allowed, at: object[key] ?? object.node)
    }
    guard let drawn, let held else { return nil }
    return RotaryJointPlan(
      id: id, kind: kind, on: on, position: position, axis: axis, facing: facing, rate: rate,
      limits: limits, drawnAt: drawn, heldAt: held, drive: drive, solids: carried,
      ports: carriedPorts, line: object.node.line)
  }

  /// What looks at the Sun has a face, and the face moves when the joint turns.
  private func checkFacing(
    _ facing: SIMD3<Double>?, _ axis: SIMD3<Double>, _ id: String, _ drive: RotaryJointDrive,
    isBare: Bool, _ object: YAMLObject
  ) {
    if let facing, cross(facing, axis).magnitude < 1e-6, let node = object["facing"] {
      problems.add(
        "the face of rotary joint '\(id)' looks along its axis, so that turning does not move it",
        allowed: "a direction across the axis", at: node)
    }
    let needsFace = drive == .sunEdge || drive == .sun && !isBare
    if needsFace, object["facing"] == nil {
      problems.add(
        "rotary joint '\(id)' is driven by the Sun and has no face", allowed: "'facing'",
        at: object.node)
    }
  }

  private func readLimits(_ object: YAMLObject) -> ClosedRange<Double>? {
    guard let node = object["limits"] else { return nil }
    guard case .sequence(let ends) = node.content, ends.count == 2 else {
      problems.add("'limits' is not two angles", allowed: "[least, greatest]", at: node)
      return nil
    }
    guard let least = ends[0].quantity(.angle, in: -1e3...1e3, problems),
      let greatest = ends[1].quantity(.angle, in: -1e3...1e3, problems)
    else { return nil }
    guard least < greatest else {
      problems.add("the limits are not in order", allowed: "[least, greatest]", at: node)
      return nil
    }
    return least...greatest
  }

  /// The names of a list, each of which is one of `known`.
  private func names(
    _ object: YAMLObject, _ key: String, of known: [String], _ what: String, _ id: String
  ) -> [String] {
    object.list(key).compactMap { node in
      guard let name = node.string(problems) else { return nil }
      guard known.contains(name) else {
        let near = nearestName(to: name, among: known).map { "did you mean '\($0)'? allowed: " }
        problems.add(
          "rotary joint '\(id)' turns \(what) '\(name)', which does not exist",
          allowed: (near ?? "") + (known.isEmpty ? "none" : known.joined(separator: ", ")),
          at: node)
        return nil
      }
      return name
    }
  }

  func readMesh(_ body: YAMLObject) -> MeshReference? {
    guard let node = body["mesh"], let mesh = object(node, Fields.mesh),
      let file = mesh.requiredString("file")
    else { return nil }
    return MeshReference(
      file: file, node: mesh["node"] == nil ? nil : mesh.requiredString("node"), line: node.line)
  }
}
