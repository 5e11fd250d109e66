extension GLTFModel {
  /// The model as a binary glTF 2.0 file (`.glb`): one chunk of JSON with sorted keys, one of bytes.
  /// The same model gives the same bytes.
  ///
  /// - Throws: ``ExchangeError/notExpressible(what:allowed:)`` for a model larger than the 4 GiB that
  ///   the container can say, and for an index of a mesh, material, node or corner that does not
  ///   exist.
  public func binary() throws(ExchangeError) -> [UInt8] {
    try check()
    var writer = GLTFWriter()
    var document: JSONValue = ["asset": ["generator": "Outpost", "version": "2.0"]]
    // A mesh without triangles cannot stand in a file.
    var places: [Int?] = []
    var list: [JSONValue] = []
    for mesh in meshes {
      places.append(mesh.primitives.isEmpty ? nil : list.count)
      if mesh.primitives.isEmpty { continue }
      let primitives = mesh.primitives.map { writer.json($0) }
      list.append(Self.named(mesh.name, ["primitives": .array(primitives)]))
    }
    if !nodes.isEmpty {
      document.set(
        "nodes", .array(nodes.map { Self.json($0, mesh: $0.mesh.flatMap { places[$0] }) }))
    }
    // A scene that shows nothing has no list of nodes.
    document.set(
      "scenes", [roots.isEmpty ? .object([]) : ["nodes": .array(roots.map { .integer(Int64($0)) })]]
    )
    document.set("scene", 0)
    if !list.isEmpty { document.set("meshes", .array(list)) }
    if !materials.isEmpty { document.set("materials", .array(materials.map { Self.json($0) })) }
    if !writer.bytes.isEmpty {
      document.set("accessors", .array(writer.accessors))
      document.set("bufferViews", .array(writer.views))
      document.set("buffers", [["byteLength": .integer(Int64(writer.bytes.count))]])
    }
    return try Self.container(document, writer.bytes)
  }

  private func check() throws(ExchangeError) {
    func refuse(_ what: String) -> ExchangeError {
      .notExpressible(what: what, allowed: "indices of what there is")
    }
    for (index, node) in nodes.enumerated() {
      let children = node.children.allSatisfy { nodes.indices.contains($0) }
      guard children, node.mesh.map({ meshes.indices.contains($0) }) ?? true else {
        throw refuse("nodes[\(index)]")
      }
    }
    guard roots.allSatisfy({ nodes.indices.contains($0) }) else { throw refuse("the roots") }
    for (index, mesh) in meshes.enumerated() {
      for primitive in mesh.primitives {
        guard primitive.normals.isEmpty || primitive.normals.count == primitive.positions.count,
          primitive.indices.allSatisfy({ Int($0) < primitive.positions.count }),
          !primitive.indices.isEmpty, primitive.indices.count.isMultiple(of: 3),
          primitive.material.map({ materials.indices.contains($0) }) ?? true
        else { throw refuse("meshes[\(index)]") }
      }
    }
  }

  private static func named(_ name: String, _ value: JSONValue) -> JSONValue {
    var value = value
    if !name.isEmpty { value.set("name", .string(name)) }
    return value
  }

  private static func json(_ node: Node, mesh: Int?) -> JSONValue {
    var value = named(node.name, .object([]))
    if !node.children.isEmpty {
      value.set("children", .array(node.children.map { .integer(Int64($0)) }))
    }
    if let mesh { value.set("mesh", .integer(Int64(mesh))) }
    if node.translation != .zero { value.set("translation", JSONValue(node.translation)) }
    let q = node.rotation
    if q != SIMD4(0, 0, 0, 1) { value.set("rotation", JSONValue([q.x, q.y, q.z, q.w])) }
    if node.scale != .one { value.set("scale", JSONValue(node.scale)) }
    return value
  }

  private static func json(_ material: Material) -> JSONValue {
    let colour = material.baseColour
    return named(
      material.name,
      [
        "pbrMetallicRoughness": [
          "baseColorFactor": JSONValue([colour.x, colour.y, colour.z, colour.w]),
          "metallicFactor": JSONValue(material.metallic),
          "roughnessFactor": JSONValue(material.roughness),
        ]
      ])
  }

  private static func container(
    _ document: JSONValue, _ bytes: [UInt8]
  ) throws(ExchangeError) -> [UInt8] {
    var json = Array(document.canonical.utf8)
    while !json.count.isMultiple(of: 4) { json.append(0x20) }
    var buffer = bytes
    while !buffer.count.isMultiple(of: 4) { buffer.append(0) }
    let total = 20 + json.count + (buffer.isEmpty ? 0 : 8 + buffer.count)
    guard let length = UInt32(exactly: total) else {
      throw .notExpressible(what: "\(total) bytes", allowed: "at most \(UInt32.max)")
    }
    var file: [UInt8] = []
    file.reserveCapacity(total)
    func append(_ word: UInt32) {
      for shift in [0, 8, 16, 24] as [UInt32] {
        file.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    append(GLTFContainer.magic)
    append(2)
    append(length)
    append(UInt32(json.count))
    append(GLTFContainer.json)
    file += json
    if !buffer.isEmpty {
      append(UInt32(buffer.count))
      append(GLTFContainer.binary)
      file += buffer
    }
    return file
  }
}

/// Gathers the bytes of triangles and the accessors that describe them.
private struct GLTFWriter {
  var bytes: [UInt8] = []
  var views: [JSONValue] = []
  var accessors: [JSONValue] = []

  mutating func json(_ primitive: GLTFModel.Primitive) -> JSONValue {
    var attributes: JSONValue = ["POSITION": add(primitive.positions, isPlace: true)]
    if !primitive.normals.isEmpty {
      attributes.set("NORMAL", add(primitive.normals, isPlace: false))
    }
    var value: JSONValue = [
      "attributes": attributes,
      "indices": add(primitive.indices, corners: primitive.positions.count),
    ]
    if let material = primitive.material { value.set("material", .integer(Int64(material))) }
    return value
  }

  private mutating func add(_ vectors: [SIMD3<Float>], isPlace: Bool) -> JSONValue {
    let start = bytes.count
    for vector in vectors {
      for axis in 0..<3 { append(vector[axis].bitPattern, size: 4) }
    }
    var accessor: JSONValue = ["componentType": 5126, "type": "VEC3"]
    if isPlace {
      var least = SIMD3<Float>(repeating: .infinity)
      var most = -least
      for vector in vectors {
        least = pointwiseMin(least, vector)
        most = pointwiseMax(most, vector)
      }
      accessor.set("min", JSONValue(SIMD3<Double>(least)))
      accessor.set("max", JSONValue(SIMD3<Double>(most)))
    }
    return add(accessor, count: vectors.count, from: start, target: 34962)
  }

  /// 16 bits an index where they are enough; the greatest value is no index.
  private mutating func add(_ indices: [UInt32], corners: Int) -> JSONValue {
    let start = bytes.count
    let isShort = corners <= 65535
    for index in indices { append(index, size: isShort ? 2 : 4) }
    let accessor: JSONValue = ["componentType": isShort ? 5123 : 5125, "type": "SCALAR"]
    return add(accessor, count: indices.count, from: start, target: 34963)
  }

  private mutating func add(
    _ accessor: JSONValue, count: Int, from start: Int, target: Int64
  ) -> JSONValue {
    views.append([
      "buffer": 0, "byteOffset": .integer(Int64(start)),
      "byteLength": .integer(Int64(bytes.count - start)), "target": .integer(target),
    ])
    while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
    var accessor = accessor
    accessor.set("bufferView", .integer(Int64(views.count - 1)))
    accessor.set("count", .integer(Int64(count)))
    accessors.append(accessor)
    return .integer(Int64(accessors.count - 1))
  }

  private mutating func append(_ word: UInt32, size: Int) {
    for place in 0..<size { bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(8 * place))) }
  }
}
