import Foundation

// Buffers, accessors, triangles.
extension GLTFReader {
  /// The bytes of a buffer: those of the container, or of its `data:` address.
  func bytes(
    of buffer: JSONValue, _ place: String, _ binary: ArraySlice<UInt8>?
  ) throws(InputErrors) -> ArraySlice<UInt8> {
    let length = try whole(
      buffer, "byteLength", place, 1...GLTFModel.sizeLimit, or: nil)
    guard let address = buffer["uri"] else {
      guard let binary else {
        throw refuse("\(place) has no bytes", "the second chunk of a .glb file, or 'uri'")
      }
      guard binary.count >= length else {
        throw refuse(
          "\(place) says \(length) bytes, its chunk has \(binary.count)", "what is there at most")
      }
      return binary.prefix(length)
    }
    let text = address.text ?? ""
    guard text.hasPrefix("data:"), let comma = text.firstIndex(of: ","),
      text[..<comma].hasSuffix(";base64")
    else {
      throw refuse(
        "\(place) lies in another file", "a .glb file, or 'data:…;base64,…' in a .gltf file")
    }
    guard let data = Data(base64Encoded: String(text[text.index(after: comma)...])),
      data.count >= length
    else {
      throw refuse("\(place).uri does not hold \(length) bytes in base64", "as many as it says")
    }
    return [UInt8](data)[..<length]
  }

  mutating func mesh(
    _ value: JSONValue, _ place: String, materials: Int
  ) throws(InputErrors) -> GLTFModel.Mesh {
    var primitives: [GLTFModel.Primitive] = []
    let list = try objects(value["primitives"] ?? .null, "\(place).primitives")
    for (number, item) in list.enumerated() {
      let inner = "\(place).primitives[\(number)]"
      let mode = try whole(item, "mode", inner, 0...6, or: 4)
      // Points and lines have no surface.
      guard mode >= 4 else { continue }
      var primitive = try triangles(item, inner, mode)
      primitive.material = try index(item, "material", inner, below: materials)
      primitives.append(primitive)
    }
    return GLTFModel.Mesh(name: value["name"]?.text ?? "", primitives: primitives)
  }

  private mutating func triangles(
    _ value: JSONValue, _ place: String, _ mode: Int
  ) throws(InputErrors) -> GLTFModel.Primitive {
    let attributes = value["attributes"] ?? .null
    guard attributes["POSITION"] != nil else {
      throw refuse("\(place) has no POSITION", "triangles with corners")
    }
    let positions = try vectors(attributes, "POSITION", place)
    var normals: [SIMD3<Float>] = []
    if attributes["NORMAL"] != nil {
      normals = try vectors(attributes, "NORMAL", place)
      guard normals.count == positions.count else {
        throw refuse(
          "\(place) has \(normals.count) normals for \(positions.count) corners", "one a corner")
      }
    }
    var order: [UInt32]
    if value["indices"] == nil {
      guard let count = UInt32(exactly: positions.count) else {
        throw refuse("\(place) has too many corners", "at most \(UInt32.max)")
      }
      try spend(positions.count, place)
      order = Array(0..<count)
    } else {
      order = try indices(value, place)
    }
    if let wrong = order.first(where: { Int($0) >= positions.count }) {
      throw refuse(
        "\(place) uses corner \(wrong) of \(positions.count)", "0 to \(positions.count - 1)")
    }
    if mode != 4 {
      try spend(3 * order.count, place)
      order = Self.separate(order, isFan: mode == 6)
    }
    guard order.count.isMultiple(of: 3), !order.isEmpty else {
      throw refuse("\(place) has \(order.count) indices", "three a triangle, one triangle at least")
    }
    return GLTFModel.Primitive(positions: positions, normals: normals, indices: order)
  }

  /// The triangles of a strip or a fan, each on its own (section 3.7.2.1 of the standard).
  private static func separate(_ order: [UInt32], isFan: Bool) -> [UInt32] {
    guard order.count >= 3 else { return [] }
    var triangles: [UInt32] = []
    for i in 0..<order.count - 2 {
      if isFan {
        triangles += [order[i + 1], order[i + 2], order[0]]
      } else {
        triangles += [order[i], order[i + 1 + i % 2], order[i + 2 - i % 2]]
      }
    }
    return triangles
  }

  /// Notes that so many values are read.
  private mutating func spend(_ count: Int, _ place: String) throws(InputErrors) {
    valuesLeft -= count
    guard valuesLeft >= 0 else {
      throw refuse("the meshes up to \(place) are too large", "\(Self.valueLimit) values in all")
    }
  }

  // MARK: - Accessors

  /// Where the values of an accessor lie.
  private struct Layout {
    var bytes: ArraySlice<UInt8>
    var count: Int
    var stride: Int

    /// The little-endian word of `size` bytes at a value.
    func word(_ index: Int, _ offset: Int, _ size: Int) -> UInt32 {
      let start = bytes.startIndex + index * stride + offset
      return (0..<size).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
    }
  }

  /// An accessor of values of `size` bytes, all of which lie in its view, and that in its buffer.
  private mutating func layout(
    of accessor: JSONValue, _ place: String, size: Int, unit: Int
  ) throws(InputErrors) -> Layout {
    guard accessor["sparse"] == nil else { throw refuse("\(place) is sparse", "plain accessors") }
    guard let number = try index(accessor, "bufferView", place, below: views.count) else {
      throw refuse("\(place) has no bufferView", "accessors with values")
    }
    let view = views[number]
    let inner = "bufferViews[\(number)]"
    guard let owner = try index(view, "buffer", inner, below: buffers.count) else {
      throw refuse("\(inner) has no buffer", "the index of one")
    }
    let buffer = buffers[owner]
    let start = try whole(view, "byteOffset", inner, 0...buffer.count, or: 0)
    let length = try whole(view, "byteLength", inner, 1...GLTFModel.sizeLimit, or: nil)
    guard length <= buffer.count - start else {
      throw refuse(
        "\(inner) ends \(length - (buffer.count - start)) bytes beyond buffers[\(owner)]",
        "views within their buffer")
    }
    let stride = try whole(view, "byteStride", inner, max(4, size)...252, or: size)
    let count = try whole(accessor, "count", place, 1...Self.valueLimit, or: nil)
    let offset = try whole(accessor, "byteOffset", place, 0...length, or: 0)
    guard (start + offset).isMultiple(of: unit) else {
      throw refuse("\(place) starts at byte \(start + offset)", "multiples of \(unit)")
    }
    guard size <= length - offset, count - 1 <= (length - offset - size) / stride else {
      throw refuse("\(place) has values beyond \(inner)", "accessors within their view")
    }
    try spend(count, place)
    let first = buffer.startIndex + start + offset
    return Layout(bytes: buffer[first..<first + length - offset], count: count, stride: stride)
  }

  private mutating func vectors(
    _ attributes: JSONValue, _ key: String, _ place: String
  ) throws(InputErrors) -> [SIMD3<Float>] {
    let inner = "\(place).attributes"
    guard let number = try index(attributes, key, inner, below: accessors.count) else { return [] }
    let accessor = accessors[number]
    let name = "accessors[\(number)]"
    guard accessor["type"]?.text == "VEC3", accessor["componentType"] == .integer(5126) else {
      throw refuse("\(name) is no list of places", "type 'VEC3', componentType 5126 (float)")
    }
    let layout = try layout(of: accessor, name, size: 12, unit: 4)
    var values: [SIMD3<Float>] = []
    values.reserveCapacity(layout.count)
    for index in 0..<layout.count {
      let value = SIMD3(
        Float(bitPattern: layout.word(index, 0, 4)), Float(bitPattern: layout.word(index, 4, 4)),
        Float(bitPattern: layout.word(index, 8, 4)))
      guard abs(value.x) <= 1e9, abs(value.y) <= 1e9, abs(value.z) <= 1e9 else {
        throw refuse(
          "value \(index) of \(name) is no place", "finite numbers of at most 1e9 in size")
      }
      values.append(value)
    }
    return values
  }

  private mutating func indices(
    _ value: JSONValue, _ place: String
  ) throws(InputErrors) -> [UInt32] {
    guard let number = try index(value, "indices", place, below: accessors.count) else { return [] }
    let accessor = accessors[number]
    let name = "accessors[\(number)]"
    let sizes: [Int64: Int] = [5121: 1, 5123: 2, 5125: 4]
    guard accessor["type"]?.text == "SCALAR", case .integer(let type)? = accessor["componentType"],
      let size = sizes[type]
    else {
      throw refuse(
        "\(name) is no list of indices", "type 'SCALAR', componentType 5121, 5123 or 5125")
    }
    let layout = try layout(of: accessor, name, size: size, unit: size)
    return (0..<layout.count).map { layout.word($0, 0, size) }
  }
}
