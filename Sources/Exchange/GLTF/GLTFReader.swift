import Foundation
import Kinematics
import NumericalMethods

/// Turns the JSON and the buffers of a glTF file into a model.
struct GLTFReader {
  /// More corners and indices together than this are refused: one accessor may serve many meshes, so
  /// that a small file could ask for more memory than there is.
  static let valueLimit = 100_000_000
  /// Numbers of a place or a scale beyond this are refused [m].
  static let lengthLimit = 1e9

  let document: JSONValue
  let file: String
  var buffers: [ArraySlice<UInt8>] = []
  var views: [JSONValue] = []
  var accessors: [JSONValue] = []
  var valuesLeft = valueLimit

  init(_ document: JSONValue, binary: ArraySlice<UInt8>?, file: String) throws(InputErrors) {
    self.document = document
    self.file = file
    guard case .object = document else { throw refuse("the JSON is no object", "a glTF object") }
    let version = document["asset"]?["version"]?.text ?? ""
    guard version == "2" || version.hasPrefix("2.") else {
      throw refuse("asset.version is \(Wording.quoted(version))", "'2.0'")
    }
    for value in try items(document, "extensionsRequired", "the file") {
      guard let name = value.text else {
        throw refuse("the file.extensionsRequired holds what is no name", "names of extensions")
      }
      if Self.changesLooksOnly(name) { continue }
      throw refuse(
        "the file requires the extension \(Wording.quoted(name))",
        "files that can be read without it")
    }
    for (index, buffer) in try list("buffers").enumerated() {
      buffers.append(try bytes(of: buffer, "buffers[\(index)]", index == 0 ? binary : nil))
    }
    views = try list("bufferViews")
    accessors = try list("accessors")
  }

  private static func changesLooksOnly(_ name: String) -> Bool {
    name.hasPrefix("KHR_materials_") || name == "KHR_texture_transform"
      || name == "KHR_lights_punctual"
  }

  func refuse(_ what: String, _ allowed: String) -> InputErrors {
    InputErrors(file: file, line: 1, what: what, allowed: "allowed: \(allowed)")
  }

  mutating func model() throws(InputErrors) -> GLTFModel {
    var model = GLTFModel()
    for (index, value) in try list("materials").enumerated() {
      model.materials.append(try material(value, "materials[\(index)]"))
    }
    for (index, value) in try list("meshes").enumerated() {
      model.meshes.append(try mesh(value, "meshes[\(index)]", materials: model.materials.count))
    }
    let nodes = try list("nodes")
    for (index, value) in nodes.enumerated() {
      model.nodes.append(
        try node(value, "nodes[\(index)]", nodes: nodes.count, meshes: model.meshes.count))
    }
    model.roots = try roots(of: model.nodes)
    return model
  }

  // MARK: - Fields

  /// A list of objects at the top; none where it is absent.
  func list(_ key: String) throws(InputErrors) -> [JSONValue] {
    guard let value = document[key] else { return [] }
    return try objects(value, key)
  }

  func objects(_ value: JSONValue, _ place: String) throws(InputErrors) -> [JSONValue] {
    guard case .array(let items) = value else {
      throw refuse("\(place) is no list", "a list of objects")
    }
    for (index, item) in items.enumerated() {
      guard case .object = item else {
        throw refuse("\(place)[\(index)] is no object", "a list of objects")
      }
    }
    return items
  }

  /// The items of a list in an object; none where the key is absent.
  private func items(
    _ object: JSONValue, _ key: String, _ place: String
  ) throws(InputErrors) -> [JSONValue] {
    guard let value = object[key] else { return [] }
    guard case .array(let items) = value else {
      throw refuse("\(place).\(key) is no list", "a list")
    }
    return items
  }

  /// An index below `count`; nil where the key is absent.
  func index(
    _ object: JSONValue, _ key: String, _ place: String, below count: Int
  ) throws(InputErrors) -> Int? {
    guard let value = object[key] else { return nil }
    guard case .integer(let number) = value, (0..<Int64(count)).contains(number) else {
      throw refuse(
        "\(place).\(key) is no index", count == 0 ? "none, the list is empty" : "0 to \(count - 1)")
    }
    return Int(number)
  }

  /// A whole number in a range; `standard` where the key is absent.
  func whole(
    _ object: JSONValue, _ key: String, _ place: String, _ range: ClosedRange<Int>,
    or standard: Int?
  ) throws(InputErrors) -> Int {
    guard let value = object[key] else {
      if let standard { return standard }
      throw refuse("\(place) has no \(key)", "'\(key)', a whole number")
    }
    guard case .integer(let number) = value,
      (Int64(range.lowerBound)...Int64(range.upperBound)).contains(number)
    else {
      throw refuse(
        "\(place).\(key) is no number that fits",
        "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return Int(number)
  }

  /// As many numbers as `standard` has; `standard` where the key is absent.
  func numbers(
    _ object: JSONValue, _ key: String, _ place: String, or standard: [Double],
    in range: ClosedRange<Double>
  ) throws(InputErrors) -> [Double] {
    guard let value = object[key] else { return standard }
    let numbers = (standard.count == 1 ? [value] : value.items).compactMap(\.double)
    let given = standard.count == 1 ? 1 : value.items.count
    guard given == standard.count, numbers.count == given,
      numbers.allSatisfy({ range.contains($0) })
    else {
      let limits = "\(Wording.short(range.lowerBound)) to \(Wording.short(range.upperBound))"
      throw refuse(
        "\(place).\(key) is not what it should be",
        (given == 1 ? "a number" : "\(standard.count) numbers") + " from \(limits)")
    }
    return numbers
  }

  // MARK: - Materials and nodes

  private func material(
    _ value: JSONValue, _ place: String
  ) throws(InputErrors) -> GLTFModel.Material {
    let rough = value["pbrMetallicRoughness"] ?? .object([])
    let inner = place + ".pbrMetallicRoughness"
    let colour = try numbers(rough, "baseColorFactor", inner, or: [1, 1, 1, 1], in: 0...1)
    return GLTFModel.Material(
      name: value["name"]?.text ?? "",
      baseColour: SIMD4(colour[0], colour[1], colour[2], colour[3]),
      metallic: try numbers(rough, "metallicFactor", inner, or: [1], in: 0...1)[0],
      roughness: try numbers(rough, "roughnessFactor", inner, or: [1], in: 0...1)[0])
  }

  private func node(
    _ value: JSONValue, _ place: String, nodes: Int, meshes: Int
  ) throws(InputErrors) -> GLTFModel.Node {
    let limits = -Self.lengthLimit...Self.lengthLimit
    var children: [Int] = []
    for item in try items(value, "children", place) {
      guard case .integer(let number) = item, (0..<Int64(nodes)).contains(number) else {
        throw refuse("\(place).children names no node", "0 to \(nodes - 1)")
      }
      children.append(Int(number))
    }
    var node = GLTFModel.Node(
      name: value["name"]?.text ?? "", children: children,
      mesh: try index(value, "mesh", place, below: meshes))
    if value["matrix"] != nil {
      let entries = try numbers(
        value, "matrix", place, or: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], in: limits)
      guard node.place(by: entries) else {
        throw refuse(
          "\(place).matrix is no place", "a translation, a rotation and a scale without shear")
      }
      return node
    }
    let t = try numbers(value, "translation", place, or: [0, 0, 0], in: limits)
    let s = try numbers(value, "scale", place, or: [1, 1, 1], in: limits)
    let q = try numbers(value, "rotation", place, or: [0, 0, 0, 1], in: -2...2)
    let quaternion = SIMD4(q[0], q[1], q[2], q[3])
    let norm = (quaternion * quaternion).sum().squareRoot()
    guard norm > 1e-3 else {
      throw refuse("\(place).rotation has length 0", "a quaternion of length 1")
    }
    node.translation = SIMD3(t[0], t[1], t[2])
    node.scale = SIMD3(s[0], s[1], s[2])
    // One of length 1 keeps its digits.
    node.rotation = abs(norm - 1) < 1e-12 ? quaternion : quaternion / norm
    return node
  }

  /// The roots of the scene that the file shows; every node hangs on one other at most, and none on
  /// itself.
  private func roots(of nodes: [GLTFModel.Node]) throws(InputErrors) -> [Int] {
    var parents = [Int?](repeating: nil, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for child in node.children {
        if let other = parents[child] {
          throw refuse(
            "nodes[\(child)] hangs on nodes[\(other)] and on nodes[\(index)]", "one parent at most")
        }
        parents[child] = index
      }
    }
    var reached = [Bool](repeating: false, count: nodes.count)
    var frontier = nodes.indices.filter { parents[$0] == nil }
    while let index = frontier.popLast() {
      reached[index] = true
      frontier += nodes[index].children
    }
    if let lost = reached.firstIndex(of: false) {
      throw refuse("nodes[\(lost)] hangs on itself, by way of its children", "a tree")
    }
    let scenes = try list("scenes")
    guard !scenes.isEmpty else { return nodes.indices.filter { parents[$0] == nil } }
    let shown = try index(document, "scene", "the file", below: scenes.count) ?? 0
    var roots: [Int] = []
    var isRoot = [Bool](repeating: false, count: nodes.count)
    for item in try items(scenes[shown], "nodes", "scenes[\(shown)]") {
      guard case .integer(let number) = item, (0..<Int64(nodes.count)).contains(number),
        parents[Int(number)] == nil, !isRoot[Int(number)]
      else {
        throw refuse("scenes[\(shown)] shows what is no root", "nodes that hang on no other, once")
      }
      isRoot[Int(number)] = true
      roots.append(Int(number))
    }
    return roots
  }
}

extension GLTFModel.Node {
  /// Takes its place from a matrix of 4 columns; false where that is no translation, rotation and
  /// scale.
  mutating func place(by m: [Double]) -> Bool {
    guard m[3] == 0, m[7] == 0, m[11] == 0, m[15] == 1 else { return false }
    var columns = [
      SIMD3(m[0], m[1], m[2]), SIMD3(m[4], m[5], m[6]), SIMD3(m[8], m[9], m[10]),
    ]
    var lengths = columns.map { ($0 * $0).sum().squareRoot() }
    guard lengths.allSatisfy({ $0 > 1e-12 }) else { return false }
    for axis in 0..<3 { columns[axis] /= lengths[axis] }
    for (a, b) in [(0, 1), (1, 2), (0, 2)]
    where abs((columns[a] * columns[b]).sum()) > 1e-4 { return false }
    if dot(columns[0], cross(columns[1], columns[2])) < 0 {
      lengths[0] = -lengths[0]
      columns[0] = -columns[0]
    }
    translation = SIMD3(m[12], m[13], m[14])
    scale = SIMD3(lengths[0], lengths[1], lengths[2])
    let turn = Matrix3(rows: columns[0], columns[1], columns[2]).transpose
    rotation = Rotation<ModuleFrame, ModuleFrame>(matrix: turn).quaternion
    return true
  }
}
