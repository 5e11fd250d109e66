/// The bytes of a file as numbers, in the byte order that the file was written in.
///
/// Every read is checked: outside the file there is nil.
struct BinaryWords: Sendable {
  let bytes: [UInt8]
  var isBigEndian = false

  /// The whole number of 4 bytes at `offset`.
  func integer(at offset: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - 4 else { return nil }
    let word = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
    let bits = isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
    return Int(Int32(bitPattern: bits))
  }

  /// The number of double precision at `offset`.
  func double(at offset: Int) -> Double? {
    guard offset >= 0, offset <= bytes.count - 8 else { return nil }
    let word = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    return Double(bitPattern: isBigEndian ? UInt64(bigEndian: word) : UInt64(littleEndian: word))
  }

  /// Whether the characters of `text` stand at `offset`.
  func holds(_ text: String, at offset: Int) -> Bool {
    let wanted = Array(text.utf8)
    guard offset >= 0, offset <= bytes.count - wanted.count else { return false }
    return Array(bytes[offset..<offset + wanted.count]) == wanted
  }
}
