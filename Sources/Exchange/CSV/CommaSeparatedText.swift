/// Reads comma-separated values (RFC 4180) row by row.
struct CommaSeparatedText {
  private let bytes: [UInt8]
  private let file: String
  private var at = 0
  private var nextLine = 1
  /// The line on which the last row starts.
  private(set) var line = 1

  init(_ text: String, file: String) {
    bytes = Array(text.utf8)
    self.file = file
  }

  /// The next row that is not empty; nil at the end.
  ///
  /// - Throws: ``InputErrors`` for quotes that do not end or that stand inside a value.
  mutating func next() throws(InputErrors) -> [String]? {
    while at < bytes.count {
      line = nextLine
      let row = try row()
      if row != [""] { return row }
    }
    return nil
  }

  private mutating func row() throws(InputErrors) -> [String] {
    var row: [String] = []
    while true {
      row.append(try value())
      guard at < bytes.count else { return row }
      let end = bytes[at]
      at += 1
      if end == UInt8(ascii: ",") { continue }
      nextLine += 1
      return row
    }
  }

  /// A value up to its comma or the end of its line.
  private mutating func value() throws(InputErrors) -> String {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
      let start = at
      while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != 0x0A { at += 1 }
      var end = at
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
    at += 1
    var value: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: "\"") {
        guard at < bytes.count, bytes[at] == byte else { return try ended(value) }
        at += 1
      }
      if byte == 0x0A { nextLine += 1 }
      value.append(byte)
    }
    throw InputErrors(
      file: file, line: line, what: "the text ends inside quotes", allowed: "\"")
  }

  private mutating func ended(_ value: [UInt8]) throws(InputErrors) -> String {
    if at < bytes.count, bytes[at] == 0x0D { at += 1 }
    guard at == bytes.count || bytes[at] == UInt8(ascii: ",") || bytes[at] == 0x0A else {
      throw InputErrors(
        file: file, line: nextLine, what: "a text stands behind closing quotes", allowed: ",")
    }
    return String(decoding: value, as: UTF8.self)
  }
}
