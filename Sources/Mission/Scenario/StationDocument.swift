import Exchange
import Shapes
import StationModel

extension MissionResult {
  /// What the station was built of, so that a reader of the result can recompute masses, inertias
  /// and distances: every module's mass properties and solids in the station frame, and what turns of
  /// it, all as the station file draws it.
  static func stationDocument(_ assembly: Assembly) -> JSONValue {
    let loads = assembly.initialTankLoads
    let modules = assembly.modules.indices.map { index -> JSONValue in
      let module = assembly.modules[index]
      let properties = assembly.massProperties(of: [index], tankLoads: loads)
      return [
        "id": .string(module.id), "name": .string(module.plan.name),
        "kind": .string(module.plan.kind.rawValue), "owner": .string(module.plan.owner),
        "massKg": JSONValue(properties.mass), "centreM": JSONValue(properties.centre),
        "inertiaKgM2": .array(properties.inertia.arrays.map { JSONValue($0) }),
        "solids": .array(solids(of: index, in: assembly)),
      ]
    }
    let joints = assembly.joints.map { joint -> JSONValue in
      [
        "id": .string(joint.id), "positionM": JSONValue(joint.position),
        "axis": JSONValue(joint.axis), "mechanism": .string(joint.mechanismName),
        "between": [
          .string(assembly.modules[joint.a].id), .string(assembly.modules[joint.b].id),
        ],
        "ports": [.string(joint.plan.between.a.port), .string(joint.plan.between.b.port)],
      ]
    }
    let sources = assembly.sources.map { source -> JSONValue in
      [
        "key": .string(source.key), "title": .string(source.title),
        "address": JSONValue(source.address),
      ]
    }
    return [
      "id": .string(assembly.station), "name": .string(assembly.name),
      "frame": [
        "name": .string(assembly.frame.name),
        "description": .string(assembly.frame.description),
      ],
      "root": .string(assembly.modules[assembly.root].id),
      "modules": .array(modules), "joints": .array(joints),
      "rotaryJoints": .array(assembly.linkage.joints.map { rotaryJoint($0, of: assembly) }),
      "sources": .array(sources),
    ]
  }

  /// Where a rotary joint is, and what it turns: solids of its own module, by their mass, and what hangs
  /// on ports.
  private static func rotaryJoint(_ joint: RotaryJoint, of assembly: Assembly) -> JSONValue {
    let module = assembly.modules[joint.module].id
    var json: JSONValue = [
      "id": .string(joint.id), "module": .string(module), "kind": .string(joint.plan.kind.rawValue),
      "on": JSONValue(joint.plan.on.map { "\(module).\($0)" }),
      "positionM": JSONValue(joint.position), "axis": JSONValue(joint.axis),
      "drawnAtRad": JSONValue(joint.plan.drawnAt), "ports": JSONValue(joint.plan.ports),
    ]
    json.set("carries", nil)
    if let carried = assembly.massProperties(carriedBy: joint) {
      json.set(
        "carries",
        [
          "massKg": JSONValue(carried.mass), "centreM": JSONValue(carried.centre),
          "inertiaKgM2": .array(carried.inertia.arrays.map { JSONValue($0) }),
        ])
    }
    return json
  }

  /// The solids of a module, each with the rotary joint of the module that carries it, if one does.
  private static func solids(of index: Int, in assembly: Assembly) -> [JSONValue] {
    zip(assembly.modules[index].plan.solids, assembly.solids(of: [index])).map { plan, solid in
      let carrier = assembly.linkage.joints.first {
        $0.module == index && $0.plan.solids.contains(plan.id)
      }
      return document(solid, carriedBy: carrier?.id)
    }
  }

  private static func document(_ solid: PlacedSolid, carriedBy joint: String?) -> JSONValue {
    var json: JSONValue = [
      "centreM": JSONValue(solid.centre),
      "axes": .array(solid.axes.arrays.map { JSONValue($0) }),
      "tracking": .string(solid.tracking.rawValue), "rotaryJoint": JSONValue(joint),
    ]
    switch solid.form {
    case .cylinder(let axis, let length, let diameter):
      json.set("shape", "cylinder")
      json.set("axis", .string(["x", "y", "z"][axis]))
      json.set("lengthM", JSONValue(length))
      json.set("diameterM", JSONValue(diameter))
    case .box(let size):
      json.set("shape", "box")
      json.set("sizeM", JSONValue(size))
    }
    return json
  }
}
