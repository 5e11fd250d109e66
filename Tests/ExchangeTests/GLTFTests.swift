import Exchange
import Foundation
import TestSupport
import Testing

/// Models in glTF 2.0: what is written reads back, and what the standard describes is read.
@Suite struct GLTFTests {
  /// The bytes of a seed; one that ends in .glb is the .gltf of its name with the buffer in a chunk.
  static func bytes(_ seed: String) throws -> [UInt8] {
    let name = seed.replacingOccurrences(of: ".glb", with: ".gltf")
    let text = try FuzzSeeds.text("glb-binary/\(name)")
    guard seed != name else { return Array(text.utf8) }
    let mark = ", \"uri\": \"data:application/octet-stream;base64,"
    let parts = text.components(separatedBy: mark)
    let code = try #require(parts.last?.components(separatedBy: "\"").first)
    let binary = try #require(Data(base64Encoded: code))
    var json = Array((parts[0] + (parts[1].dropFirst(code.utf8.count + 1))).utf8)
    while !json.count.isMultiple(of: 4) { json.append(0x20) }
    func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 0xFF) } }
    let body = word(json.count) + Array("JSON".utf8) + json
    let chunk = word(binary.count) + Array("BIN\0".utf8) + binary
    return Array("glTF".utf8) + word(2) + word(12 + body.count + chunk.count) + body + chunk
  }

  static func model(corners: Int) -> GLTFModel {
    var model = GLTFModel()
    model.materials = [
      GLTFModel.Material(
        name: "paint", baseColour: SIMD4(0.25, 0.5, 0.75, 1), metallic: 0, roughness: 0.5)
    ]
    let positions = (0..<corners).map { SIMD3<Float>(Float($0) * 0.1, Float($0 % 7), 1) }
    let last = UInt32(corners - 1)
    model.meshes = [
      GLTFModel.Mesh(
        name: "sheet",
        primitives: [
          GLTFModel.Primitive(
            positions: positions, normals: positions.map { _ in SIMD3(0, 0, 1) },
            indices: [0, 1, last, last, 1, 2], material: 0)
        ])
    ]
    let root = model.add(GLTFModel.Node(name: "station"))
    model.add(
      GLTFModel.Node(
        name: "hub \"1\"", mesh: 0, translation: SIMD3(1, -2.5, 1e-3),
        rotation: SIMD4(0.5, -0.5, 0.5, 0.5), scale: SIMD3(1, 2, 3)), below: root)
    return model
  }

  /// 65535 corners have indices of 16 bits, one more has 32.
  @Test(arguments: [4, 65_535, 65_536])
  func readsBack(corners: Int) throws {
    let model = Self.model(corners: corners)
    let bytes = try model.binary()
    #expect(bytes.count.isMultiple(of: 4))
    let size = corners <= 65_535 ? 2 : 4
    #expect(try GLTFModel.parse(bytes, file: "a.glb") == model)
    let json = String(decoding: bytes[20..<20 + 600], as: UTF8.self)
    #expect(json.contains("\"componentType\":\(size == 2 ? 5123 : 5125)"))
  }

  @Test func aModelOfNothing() throws {
    let bytes = try GLTFModel().binary()
    #expect(try GLTFModel.parse(bytes, file: "a.glb") == GLTFModel())
  }

  /// A matrix becomes a turn of 90 degrees about z, a scale of 2 and a place.
  @Test func matrixAndBytes() throws {
    let model = try GLTFModel.parse(Self.bytes("tetrahedron.glb"), file: "t.glb")
    #expect(model.roots == [0])
    #expect(model.nodes[0].children == [1])
    let node = model.nodes[1]
    #expect(node.translation == SIMD3(4, 5, 6) && node.scale == SIMD3(2, 2, 2))
    let half = 0.5.squareRoot()
    #expect(abs(node.rotation.z - half) < 1e-15 && abs(node.rotation.w - half) < 1e-15)
    let triangles = model.meshes[0].primitives[0]
    #expect(triangles.indices == [0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3])
    #expect(triangles.positions[3] == SIMD3(0, 0, 1) && triangles.normals.isEmpty)
    #expect(model.materials[0].metallic == 0 && model.materials[0].roughness == 1)
    // Written and read again it keeps every digit, those of the turn too.
    #expect(try GLTFModel.parse(model.binary(), file: "t.glb") == model)
  }

  /// A strip keeps the sense of its triangles, a fan its centre; lines have no surface.
  @Test func stripFanStride() throws {
    let model = try GLTFModel.parse(Self.bytes("strip.gltf"), file: "s.gltf")
    let primitives = model.meshes[0].primitives
    #expect(primitives.count == 2)
    #expect(primitives[0].indices == [0, 1, 2, 1, 3, 2])
    #expect(primitives[0].normals == Array(repeating: SIMD3(0, 0, 1), count: 4))
    #expect(primitives[1].indices == [1, 3, 0, 3, 2, 0])
    #expect(model.nodes[0].rotation == SIMD4(0, 0, 0.6, 0.8))
  }

  /// A model that names what it does not have is refused by the writer.
  @Test func wrongIndices() {
    var model = Self.model(corners: 4)
    model.nodes[1].mesh = 7
    #expect(throws: ExchangeError.self) { try model.binary() }
    model = Self.model(corners: 4)
    model.meshes[0].primitives[0].indices[0] = 4
    #expect(throws: ExchangeError.self) { try model.binary() }
    model = Self.model(corners: 4)
    model.roots = [9]
    #expect(throws: ExchangeError.self) { try model.binary() }
  }
}

/// Files that are made to break the reader: each is refused in one line that says what is allowed.
@Suite struct GLTFHostileTests {
  /// A file in text with its parts changed.
  private static func text(_ changes: [String: String]) -> [UInt8] {
    var parts = [
      "nodes": "[{\"mesh\":0}]",
      "meshes": "[{\"primitives\":[{\"attributes\":{\"POSITION\":0},\"indices\":1}]}]",
      "accessors":
        "[{\"bufferView\":0,\"componentType\":5126,\"count\":3,\"type\":\"VEC3\"},"
        + "{\"bufferView\":1,\"componentType\":5121,\"count\":3,\"type\":\"SCALAR\"}]",
      "bufferViews": "[{\"buffer\":0,\"byteLength\":36},"
        + "{\"buffer\":0,\"byteOffset\":36,\"byteLength\":3}]",
      "buffers": "[{\"byteLength\":39,\"uri\":\"\(address([0, 1, 2]))\"}]",
      "asset": "{\"version\":\"2.0\"}",
    ]
    parts.merge(changes) { _, new in new }
    let members = parts.keys.sorted().map { "\"\($0)\":\(parts[$0] ?? "")" }
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  /// Three corners and three indices in base64.
  private static func address(_ indices: [UInt8], first: Float = 0) -> String {
    let places: [Float] = [first, 0, 0, 1, 0, 0, 0, 1, 0]
    var bytes = Data()
    for place in places {
      withUnsafeBytes(of: place.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    bytes.append(contentsOf: indices)
    return "data:application/octet-stream;base64," + bytes.base64EncodedString()
  }

  private static func refusal(_ bytes: [UInt8]) throws -> InputError? {
    do {
      _ = try GLTFModel.parse(bytes, file: "a.gltf")
      return nil
    } catch {
      #expect(error.errors.count == 1)
      return error.errors.first
    }
  }

  @Test func theFileThatIsChanged() throws {
    #expect(try Self.refusal(Self.text([:])) == nil)
  }

  static let wrong: [(change: [String: String], words: String)] = [
    (["asset": "{\"version\":\"1.0\"}"], "asset.version is '1.0'"),
    (["extensionsRequired": "[\"KHR_draco_mesh_compression\"]"], "requires the extension"),
    (["nodes": "[{\"children\":[1]},{\"children\":[0]}]"], "hangs on itself"),
    (["nodes": "[{\"children\":[0]}]"], "hangs on itself"),
    (["nodes": "[{\"children\":[2]},{\"children\":[2]},{}]"], "hangs on nodes[0] and on nodes[1]"),
    (["nodes": "[{\"children\":[7]}]"], "names no node"),
    (["nodes": "[{\"children\":[-1]}]"], "names no node"),
    (["nodes": "[{\"children\":0}]"], "nodes[0].children is no list"),
    (["scenes": "[{\"nodes\":{}}]"], "scenes[0].nodes is no list"),
    (["extensionsRequired": "\"EXT_x\""], "the file.extensionsRequired is no list"),
    (["extensionsRequired": "[1]"], "extensionsRequired holds what is no name"),
    (["nodes": "[{\"mesh\":4}]"], "nodes[0].mesh is no index"),
    (["nodes": "[{\"rotation\":[0,0,0,0]}]"], "rotation has length 0"),
    (["nodes": "[{\"scale\":[1,1e300,1]}]"], "scale is not what it should be"),
    (["nodes": "[{\"matrix\":[1,1,0,0,0,1,0,0,0,0,1,0,0,0,0,1]}]"], "matrix is no place"),
    (["nodes": "[{\"matrix\":[1]}]"], "matrix is not what it should be"),
    (["nodes": "[3]"], "nodes[0] is no object"),
    (["nodes": "{}"], "nodes is no list"),
    (["scenes": "[{\"nodes\":[0,0]}]"], "shows what is no root"),
    (["scene": "1", "scenes": "[{}]"], "the file.scene is no index"),
    (["buffers": "[{\"byteLength\":39,\"uri\":\"a.bin\"}]"], "lies in another file"),
    (["buffers": "[{\"byteLength\":39}]"], "has no bytes"),
    (["buffers": "[{\"byteLength\":400,\"uri\":\"\(address([0, 1, 2]))\"}]"], "does not hold 400"),
    (["buffers": "[{\"byteLength\":1e99,\"uri\":\"\"}]"], "byteLength is no number that fits"),
    (["buffers": "[{\"byteLength\":-1,\"uri\":\"\"}]"], "byteLength is no number that fits"),
    (["buffers": "[{\"byteLength\":39,\"uri\":\"\(address([0, 1, 3]))\"}]"], "uses corner 3 of 3"),
    (
      ["buffers": "[{\"byteLength\":39,\"uri\":\"\(address([0, 1, 2], first: .nan))\"}]"],
      "value 0 of accessors[0] is no place"
    ),
    (
      ["buffers": "[{\"byteLength\":39,\"uri\":\"\(address([0, 1, 2], first: .infinity))\"}]"],
      "value 0 of accessors[0] is no place"
    ),
    (
      ["bufferViews": "[{\"buffer\":0,\"byteLength\":40},{\"buffer\":0,\"byteLength\":3}]"],
      "bufferViews[0] ends 1 bytes beyond buffers[0]"
    ),
    (
      [
        "bufferViews":
          "[{\"buffer\":0,\"byteLength\":36,\"byteStride\":4},{\"buffer\":0,\"byteLength\":3}]"
      ], "byteStride is no number that fits"
    ),
    (
      [
        "accessors":
          "[{\"bufferView\":0,\"componentType\":5126,\"count\":4,\"type\":\"VEC3\"}]"
      ], "values beyond bufferViews[0]"
    ),
    (
      [
        "accessors":
          "[{\"bufferView\":0,\"componentType\":5126,\"count\":9223372036854775807,"
          + "\"type\":\"VEC3\"}]"
      ], "count is no number that fits"
    ),
    (
      [
        "accessors":
          "[{\"bufferView\":0,\"componentType\":5126,\"count\":100000000,\"type\":\"VEC3\"}]"
      ], "values beyond bufferViews[0]"
    ),
    (
      ["accessors": "[{\"componentType\":5126,\"count\":3,\"type\":\"VEC3\"}]"],
      "accessors[0] has no bufferView"
    ),
    (
      [
        "accessors":
          "[{\"bufferView\":0,\"byteOffset\":1,\"componentType\":5126,\"count\":2,"
          + "\"type\":\"VEC3\"}]"
      ], "starts at byte 1"
    ),
    (
      [
        "accessors":
          "[{\"bufferView\":0,\"componentType\":5123,\"count\":3,\"type\":\"VEC3\"}]"
      ], "accessors[0] is no list of places"
    ),
    (["meshes": "[{}]"], "meshes[0].primitives is no list"),
    (["meshes": "[{\"primitives\":[{}]}]"], "has no POSITION"),
    (["meshes": "[{\"primitives\":[{\"mode\":9}]}]"], "mode is no number that fits"),
    (["materials": "[{\"pbrMetallicRoughness\":{\"metallicFactor\":2}}]"], "metallicFactor"),
  ]

  @Test(arguments: wrong.indices)
  func refused(_ index: Int) throws {
    let (change, words) = Self.wrong[index]
    let error = try #require(try Self.refusal(Self.text(change)), "\(change) is taken")
    #expect(error.what.contains(words), "\(error)")
    #expect(error.line == 1 && !error.allowed.isEmpty && !error.description.contains("\n"))
  }

  /// Many meshes that share one accessor do not ask for more memory than there is.
  @Test func sharedAccessors() throws {
    let count = 300_000
    let places = Data(count: 12 * count).base64EncodedString()
    let primitive = "{\"attributes\":{\"POSITION\":0}}"
    let primitives = Array(repeating: primitive, count: 1000).joined(separator: ",")
    let bytes = Self.text([
      "meshes": "[{\"primitives\":[\(primitives)]}]",
      "accessors":
        "[{\"bufferView\":0,\"componentType\":5126,\"count\":\(count),\"type\":\"VEC3\"}]",
      "bufferViews": "[{\"buffer\":0,\"byteLength\":\(12 * count)}]",
      "buffers": "[{\"byteLength\":\(12 * count),\"uri\":\"data:;base64,\(places)\"}]",
    ])
    let error = try #require(try Self.refusal(bytes))
    #expect(error.what.contains("are too large"), "\(error)")
  }

  @Test func containers() throws {
    let whole = try GLTFTests.bytes("tetrahedron.glb")
    func changed(_ place: Int, _ word: UInt32) -> [UInt8] {
      var bytes = whole
      for index in 0..<4 {
        bytes[place + index] = UInt8(truncatingIfNeeded: word >> UInt32(8 * index))
      }
      return bytes
    }
    let cases: [([UInt8], String)] = [
      (Array(whole[..<10]), "breaks off in its header"), (changed(4, 1), "glTF version 1"),
      (changed(8, 5), "the header says 5 bytes"), (changed(8, .max), "the header says 4294967295"),
      (changed(12, .max), "chunk 0 says 4294967295 bytes"), (changed(16, 0), "is not JSON"),
      (Array(whole[..<(whole.count - 1)]), "the header says"), ([], "the text ends"),
      (Array(repeating: UInt8(ascii: "["), count: 100_000), "nested too deeply"),
      ([0xFF, 0xFE, 0, 1, 2], "not UTF-8"),
    ]
    for (bytes, words) in cases {
      let error = try #require(try Self.refusal(bytes), "\(words): taken")
      #expect(error.what.contains(words), "\(error)")
    }
  }

  /// No beginning of a seed and no byte of it changed breaks the reader; what is read can be written.
  @Test(arguments: ["tetrahedron.glb", "strip.gltf"])
  func broken(_ seed: String) throws {
    let whole = try GLTFTests.bytes(seed)
    var random = SplitMix64(seed: 4)
    for place in whole.indices {
      var changed = whole
      changed[place] = UInt8.random(in: 0...255, using: &random)
      for bytes in [Array(whole[..<place]), changed] {
        guard let model = try? GLTFModel.parse(bytes, file: seed) else { continue }
        #expect(throws: Never.self) { try GLTFModel.parse(model.binary(), file: seed) }
      }
    }
  }
}
