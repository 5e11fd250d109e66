import Exchange
import Shapes
import StationModel

extension MissionResult {
  /// What the station was built of, so that a reader of the result can recompute masses, inertias
  /// and distances: every module's mass properties and solids in the station frame.
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
        "solids": .array(assembly.solids(of: [index]).map(solid)),
      ]
    }
    let joints = assembly.joints.map { joint -> JSONValue in
      [
        "id": .string(joint.id), "positionM": JSONValue(joint.position),
        "axis": JSONValue(joint.axis), "mechanism": .string(joint.mechanismName),
        "between": [
          .string(assembly.modules[joint.a].id), .string(assembly.modules[joint.b].id),
        ],
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
      "modules": .array(modules), "joints": .array(joints), "sources": .array(sources),
    ]
  }

  private static func solid(_ solid: PlacedSolid) -> JSONValue {
    var json: JSONValue = [
      "centreM": JSONValue(solid.centre),
      "axes": .array(solid.axes.arrays.map { JSONValue($0) }),
      "tracking": .string(solid.tracking.rawValue),
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
