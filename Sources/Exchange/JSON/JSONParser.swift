import Foundation

extension JSONValue {
  /// Objects and lists may stand in one another this deep.
  public static let depthLimit = 256
  /// Larger texts are refused [bytes].
  public static let sizeLimit = 1_073_741_824

  /// Reads a JSON file.
  ///
  /// - Throws: ``InputErrors`` as ``parse(_:file:)`` does, and when the file cannot be read or is
  ///   not UTF-8.
  public static func read(_ url: URL) throws(InputErrors) -> JSONValue {
    try parse(TextFile.read(url, limit: sizeLimit), file: url.relativePath)
  }

  /// Reads a JSON text (RFC 8259).
  ///
  /// Whole numbers that fit become ``integer(_:)``, all others ``number(_:)``.
  ///
  /// - Throws: ``InputErrors`` with the line of a syntax error, a key that stands twice, a number
  ///   beyond binary64 or nesting that is too deep.
  public static func parse(_ text: String, file: String) throws(InputErrors) -> JSONValue {
    var parser = JSONParser(bytes: Array(withoutByteOrderMark(text).utf8), file: file)
    return try parser.document()
  }

  /// Reads a JSON text that is a list, each item with the line on which it starts; a text that is no
  /// list is one item.
  static func parseItems(
    _ text: String, file: String
  ) throws(InputErrors) -> [(line: Int, value: JSONValue)] {
    var parser = JSONParser(bytes: Array(withoutByteOrderMark(text).utf8), file: file)
    return try parser.items()
  }
}

/// Reads one JSON text by recursive descent.
private struct JSONParser {
  let bytes: [UInt8]
  let file: String
  var at = 0

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  mutating func document() throws(InputErrors) -> JSONValue {
    let value = try value(depth: 0)
    skipBlanks()
    guard at == bytes.count else { throw error("text after the value", "one value") }
    return value
  }

  mutating func items() throws(InputErrors) -> [(line: Int, value: JSONValue)] {
    skipBlanks()
    var items: [(line: Int, value: JSONValue)] = []
    var line = 1
    var counted = 0
    func note(_ value: JSONValue, from start: Int) {
      line += bytes[counted..<start].count { $0 == 0x0A }
      counted = start
      items.append((line, value))
    }
    guard take(UInt8(ascii: "[")) else {
      let start = at
      note(try value(depth: 0), from: start)
      skipBlanks()
      guard at == bytes.count else { throw error("text after the value", "one value") }
      return items
    }
    skipBlanks()
    var isOpen = !take(UInt8(ascii: "]"))
    while isOpen {
      skipBlanks()
      let start = at
      note(try value(depth: 1), from: start)
      skipBlanks()
      isOpen = take(UInt8(ascii: ","))
      guard isOpen || take(UInt8(ascii: "]")) else {
        throw error("the list goes on wrongly", ", or ]")
      }
    }
    skipBlanks()
    guard at == bytes.count else { throw error("text after the list", "one list") }
    return items
  }

  private func error(_ what: String, _ allowed: String) -> InputErrors {
    let line = 1 + bytes.prefix(at).count { $0 == 0x0A }
    return InputErrors(file: file, line: line, what: what, allowed: "allowed: \(allowed)")
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) throws(InputErrors) -> JSONValue {
    guard depth <= JSONValue.depthLimit else {
      throw error("nested too deeply", "at most \(JSONValue.depthLimit) levels")
    }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-")?: return try number()
    case let digit? where (48...57).contains(digit): return try number()
    default:
      for (word, value) in [("true", true), ("false", false)] as [(String, JSONValue)]
      where takeWord(word) { return value }
      if takeWord("null") { return .null }
      throw error(next == nil ? "the text ends" : "no value", "a JSON value")
    }
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard bytes[at...].starts(with: word.utf8) else { return false }
    at += word.utf8.count
    return true
  }

  private mutating func array(depth: Int) throws(InputErrors) -> JSONValue {
    at += 1
    var values: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .array(values) }
    while true {
      values.append(try value(depth: depth + 1))
      skipBlanks()
      if take(UInt8(ascii: "]")) { return .array(values) }
      guard take(UInt8(ascii: ",")) else { throw error("the list goes on wrongly", ", or ]") }
    }
  }

  private mutating func object(depth: Int) throws(InputErrors) -> JSONValue {
    at += 1
    var entries: [JSONValue.Member] = []
    var seen: Set<String> = []
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw error("no key", "a key in quotes") }
      let key = try string()
      guard seen.insert(key).inserted else {
        throw error("key \(Wording.quoted(key)) stands twice", "each key once")
      }
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw error("no colon after the key", ":") }
      entries.append(JSONValue.Member(key, try value(depth: depth + 1)))
      skipBlanks()
      if take(UInt8(ascii: "}")) { return .object(entries) }
      guard take(UInt8(ascii: ",")) else { throw error("the object goes on wrongly", ", or }") }
    }
  }

  private mutating func number() throws(InputErrors) -> JSONValue {
    let start = at
    func isDigit(_ place: Int) -> Bool {
      place < bytes.count && (48...57).contains(bytes[place])
    }
    _ = take(UInt8(ascii: "-"))
    guard isDigit(at) else { throw error("no digit", "a number") }
    if bytes[at] == 48, isDigit(at + 1) { throw error("a zero in front", "a number without it") }
    while isDigit(at) { at += 1 }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      guard isDigit(at) else { throw error("no digit after the point", "a number") }
      while isDigit(at) { at += 1 }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      guard isDigit(at) else { throw error("no digit in the exponent", "a number") }
      while isDigit(at) { at += 1 }
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if isWhole, text != "-0", let integer = Int64(text) { return .integer(integer) }
    guard let value = Double(text), value.isFinite else {
      throw error("the number \(Wording.quoted(text)) is too large", "binary64 numbers")
    }
    return .number(value)
  }

  private mutating func string() throws(InputErrors) -> String {
    at += 1
    var text: [UInt8] = []
    while true {
      guard let byte = next else { throw error("the text ends inside quotes", "\"") }
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw error("a control character inside quotes", "its escape")
      default: text.append(byte)
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(InputErrors) {
    guard let byte = next else { throw error("the text ends inside quotes", "\"") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code) {
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
          throw error("half a surrogate pair", "both halves")
        }
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else {
          throw error("half a surrogate pair", "both halves")
        }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw error("half a surrogate pair", "both halves")
      }
      text.append(contentsOf: String(Character(scalar)).utf8)
    default: throw error("an unknown escape", "\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
    }
  }

  private mutating func hexadecimal() throws(InputErrors) -> UInt32 {
    guard at + 4 <= bytes.count else { throw error("the text ends inside an escape", "\\uXXXX") }
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
        throw error("an escape that is not hexadecimal", "\\uXXXX")
      }
      code = code * 16 + UInt32(digit)
      at += 1
    }
    return code
  }
}
