import Foundation

/// Reads text files as bytes that are checked before anything looks into them.
enum TextFile {
  /// The text of a file without its byte order mark.
  ///
  /// - Throws: ``InputErrors`` when the file cannot be read, is larger than `limit` [bytes] or is
  ///   not UTF-8.
  static func read(_ url: URL, limit: Int) throws(InputErrors) -> String {
    try decode(bytes(url, limit: limit), file: url.relativePath, limit: limit)
  }

  /// The bytes of a file.
  ///
  /// - Throws: ``InputErrors`` when the file cannot be read or is larger than `limit` [bytes].
  static func bytes(_ url: URL, limit: Int) throws(InputErrors) -> [UInt8] {
    let file = url.relativePath
    let unreadable = InputErrors(
      file: file, line: 1, what: "the file cannot be read", allowed: "allowed: a readable file")
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw InputErrors(
        file: file, line: 1, what: "there is no such file", allowed: "allowed: the path of a file")
    }
    if isFolder.boolValue {
      throw InputErrors(
        file: file, line: 1, what: "this is a folder", allowed: "allowed: the path of a file")
    }
    do {
      let values = try url.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
      guard values.isRegularFile == true else { throw unreadable }
      guard (values.fileSize ?? 0) <= limit else { throw tooLarge(file, limit) }
      return try [UInt8](Data(contentsOf: url))
    } catch let errors as InputErrors {
      throw errors
    } catch {
      throw unreadable
    }
  }

  /// Bytes as text, without the byte order mark.
  static func decode(_ bytes: [UInt8], file: String, limit: Int) throws(InputErrors) -> String {
    guard bytes.count <= limit else { throw tooLarge(file, limit) }
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if let text = String(validating: bytes[mark...], as: UTF8.self) {
      if let bad = bytes.firstIndex(where: isControl) {
        throw InputErrors(
          file: file, line: 1 + bytes[..<bad].count { $0 == 0x0A },
          what: "control characters are not allowed", allowed: "allowed: printable text")
      }
      return text
    }
    var line = 1
    for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { break }
      line += 1
    }
    throw InputErrors(
      file: file, line: line, what: "the text is not UTF-8", allowed: "allowed: UTF-8")
  }

  /// A byte that is neither text nor the end of a line: it could act on who prints it.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 ? byte != 0x09 && byte != 0x0A && byte != 0x0D : byte == 0x7F
  }

  static func tooLarge(_ file: String, _ limit: Int) -> InputErrors {
    InputErrors(
      file: file, line: 1, what: "the file is too large",
      allowed: "allowed: at most \(limit / 1_048_576) MiB")
  }
}

extension String {
  /// Whether other formats can carry it: C ends a text at its first zero, XML has no U+FFFE.
  var isPortable: Bool {
    unicodeScalars.allSatisfy { $0.value != 0 && $0.value & 0xFFFE != 0xFFFE }
  }
}

/// A text without the byte order mark that some editors put in front.
func withoutByteOrderMark(_ text: String) -> String {
  guard text.unicodeScalars.first == "\u{FEFF}" else { return text }
  return String(text.unicodeScalars.dropFirst())
}
