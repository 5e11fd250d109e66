import Foundation

extension GLTFModel {
  /// Larger files are refused [bytes].
  public static let sizeLimit = 512 * 1_048_576

  /// Reads a `.glb` file, or a `.gltf` file whose buffers stand in it as `data:` addresses.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)`` does, and when the file cannot be read.
  public static func read(_ url: URL) throws(InputErrors) -> GLTFModel {
    try parse(TextFile.bytes(url, limit: sizeLimit), file: url.relativePath)
  }

  /// Reads the bytes of a `.glb` file, or of a `.gltf` file whose buffers stand in it.
  ///
  /// What the standard lets a reader leave out is left out: extensions that are not required and
  /// those that only change looks, `extras`, textures, points and lines.
  ///
  /// - Throws: ``InputErrors`` with one error: a container whose lengths do not add up, JSON that is
  ///   none, an accessor beyond its buffer, a corner that is no place or does not exist, a node that
  ///   hangs on two others or on itself, a required extension, and what else breaks the standard.
  ///   The place stands in its words, as in `meshes[2].primitives[0]`.
  public static func parse(_ bytes: [UInt8], file: String) throws(InputErrors) -> GLTFModel {
    let (json, binary) = try GLTFContainer.parts(of: bytes, file: file)
    let text = try TextFile.decode(Array(json), file: file, limit: sizeLimit)
    let document = try JSONValue.parse(text, file: file)
    var reader = try GLTFReader(document, binary: binary, file: file)
    return try reader.model()
  }
}

/// The container of binary glTF (section 4.4 of the standard): a header of 12 bytes, then chunks of a
/// length, a type and bytes, the first of them JSON, the second, if there is one, the buffer.
enum GLTFContainer {
  static let magic: UInt32 = 0x4654_6C67
  static let json: UInt32 = 0x4E4F_534A
  static let binary: UInt32 = 0x004E_4942

  /// The JSON and the buffer of a file; a file without the mark of the container is JSON alone.
  static func parts(
    of bytes: [UInt8], file: String
  ) throws(InputErrors) -> (json: ArraySlice<UInt8>, binary: ArraySlice<UInt8>?) {
    func refuse(_ what: String, _ allowed: String) -> InputErrors {
      InputErrors(file: file, line: 1, what: what, allowed: "allowed: \(allowed)")
    }
    guard bytes.count >= 4, word(bytes, at: 0) == magic else { return (bytes[...], nil) }
    guard bytes.count >= 20 else {
      throw refuse("the file breaks off in its header", "12 bytes and a chunk of JSON")
    }
    let version = word(bytes, at: 4)
    guard version == 2 else { throw refuse("glTF version \(version)", "version 2") }
    let length = Int(word(bytes, at: 8))
    guard length <= bytes.count, length >= 20 else {
      throw refuse("the header says \(length) bytes, the file has \(bytes.count)", "the same")
    }
    var at = 12
    var json: ArraySlice<UInt8>?
    var binary: ArraySlice<UInt8>?
    var number = 0
    while at < length {
      guard at + 8 <= length else {
        throw refuse("chunk \(number) breaks off in its header", "a length and a type")
      }
      let size = Int(word(bytes, at: at))
      let type = word(bytes, at: at + 4)
      guard size <= length - at - 8 else {
        throw refuse(
          "chunk \(number) says \(size) bytes, \(length - at - 8) are left", "what is left at most")
      }
      let content = bytes[at + 8..<at + 8 + size]
      if number == 0 {
        guard type == Self.json else { throw refuse("the first chunk is not JSON", "JSON") }
        json = content
      } else if number == 1, type == Self.binary {
        binary = content
      }
      at += 8 + size
      number += 1
    }
    guard let json else { throw refuse("there is no chunk", "a chunk of JSON") }
    return (json, binary)
  }

  private static func word(_ bytes: [UInt8], at place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
  }
}
