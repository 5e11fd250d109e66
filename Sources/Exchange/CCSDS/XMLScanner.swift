/// Reads XML 1.0 as far as data files use it: elements, attributes, texts, comments, CDATA and
/// processing instructions, in UTF-8.
///
/// Document types are refused, so that there are no entities but the five that XML has by itself.
struct XMLScanner {
  /// One thing in the text.
  enum Token {
    case start(name: String, attributes: [String: String])
    case end(name: String)
    case text(String)
  }

  /// Elements may stand in one another this deep.
  private static let depthLimit = 64

  private let bytes: [UInt8]
  private let file: String
  private var at = 0
  private var open: [String] = []
  private var hasRoot = false
  /// An element without content ends where it starts.
  private var pendingEnd: String?
  /// The line of the last token.
  private(set) var line = 1
  private var nextLine = 1

  init(_ text: String, file: String) {
    bytes = Array(text.utf8)
    self.file = file
  }

  func error(_ what: String, _ allowed: String) -> InputErrors {
    InputErrors(file: file, line: line, what: what, allowed: allowed)
  }

  /// The next token; nil at the end of a text that is whole.
  mutating func next() throws(InputErrors) -> Token? {
    if let name = pendingEnd {
      pendingEnd = nil
      open.removeLast()
      return .end(name: name)
    }
    while true {
      line = nextLine
      guard at < bytes.count else {
        guard open.isEmpty, hasRoot else {
          throw error(
            "the text ends inside \(Wording.quoted(open.last ?? "the document"))", "its end tag")
        }
        return nil
      }
      if bytes[at] != UInt8(ascii: "<") {
        if let text = try text() { return .text(text) }
      } else if starts("<!--") {
        try skip(to: "-->", from: 4)
      } else if starts("<?") {
        try skip(to: "?>", from: 2)
      } else if starts("<![CDATA[") {
        let start = at + 9
        try skip(to: "]]>", from: 9)
        guard !open.isEmpty else { throw error("a text outside the root element", "elements") }
        return .text(String(decoding: bytes[start..<(at - 3)], as: UTF8.self))
      } else if starts("<!") {
        throw error("a document type declaration", "XML without one")
      } else if starts("</") {
        return try endTag()
      } else {
        return try startTag()
      }
    }
  }

  private func starts(_ mark: String) -> Bool { bytes[at...].starts(with: mark.utf8) }

  private mutating func step() {
    if bytes[at] == 0x0A { nextLine += 1 }
    at += 1
  }

  private mutating func skip(to mark: String, from count: Int) throws(InputErrors) {
    at += count
    while at < bytes.count {
      if bytes[at] == mark.utf8.first, starts(mark) {
        at += mark.utf8.count
        return
      }
      step()
    }
    throw error("the text ends before \(Wording.quoted(mark))", mark)
  }

  /// Text up to the next `<`; nil for blanks outside the root element.
  private mutating func text() throws(InputErrors) -> String? {
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "<") { step() }
    let text = try unescaped(bytes[start..<at])
    guard open.isEmpty else { return text }
    guard NumberText.trimmed(text).isEmpty else {
      throw error("a text outside the root element", "elements")
    }
    return nil
  }

  private mutating func startTag() throws(InputErrors) -> Token {
    at += 1
    let name = try name()
    guard !hasRoot || !open.isEmpty else { throw error("a second root element", "one element") }
    guard open.count < Self.depthLimit else {
      throw error("nested too deeply", "at most \(Self.depthLimit) levels")
    }
    hasRoot = true
    var attributes: [String: String] = [:]
    while true {
      skipBlanks()
      if at < bytes.count, bytes[at] == UInt8(ascii: ">") {
        at += 1
        open.append(name)
        return .start(name: name, attributes: attributes)
      }
      if at < bytes.count, starts("/>") {
        at += 2
        open.append(name)
        pendingEnd = name
        return .start(name: name, attributes: attributes)
      }
      let key = try self.name()
      skipBlanks()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else {
        throw error("the attribute \(Wording.quoted(key)) has no value", "name=\"value\"")
      }
      at += 1
      skipBlanks()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'")
      else { throw error("the attribute \(Wording.quoted(key)) has no quotes", "name=\"value\"") }
      let quote = bytes[at]
      at += 1
      let start = at
      while at < bytes.count, bytes[at] != quote, bytes[at] != UInt8(ascii: "<") { step() }
      guard at < bytes.count, bytes[at] == quote else {
        throw error("the attribute \(Wording.quoted(key)) does not end", "name=\"value\"")
      }
      let value = try unescaped(bytes[start..<at])
      at += 1
      guard attributes.updateValue(value, forKey: key) == nil else {
        throw error("the attribute \(Wording.quoted(key)) stands twice", "each attribute once")
      }
    }
  }

  private mutating func endTag() throws(InputErrors) -> Token {
    at += 2
    let name = try name()
    skipBlanks()
    guard at < bytes.count, bytes[at] == UInt8(ascii: ">") else {
      throw error("the end tag \(Wording.quoted(name)) does not end", ">")
    }
    at += 1
    guard open.last == name else {
      throw error(
        "the end tag \(Wording.quoted(name)) stands inside \(Wording.quoted(open.last ?? ""))",
        "the end tag of the innermost element")
    }
    open.removeLast()
    return .end(name: name)
  }

  private mutating func skipBlanks() {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { step() }
  }

  private mutating func name() throws(InputErrors) -> String {
    let start = at
    while at < bytes.count {
      switch bytes[at] {
      case 48...57, 65...90, 97...122, 128...255: at += 1
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): at += 1
      default:
        guard at > start else { throw error("a tag without a name", "<name>") }
        return String(decoding: bytes[start..<at], as: UTF8.self)
      }
    }
    throw error("the text ends inside a tag", ">")
  }

  /// A text with its references replaced.
  private func unescaped(_ slice: ArraySlice<UInt8>) throws(InputErrors) -> String {
    guard slice.contains(UInt8(ascii: "&")) else { return String(decoding: slice, as: UTF8.self) }
    let parts = slice.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    var text = String(decoding: parts[0], as: UTF8.self)
    let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
    for part in parts.dropFirst() {
      guard let end = part.prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
        throw error("a & that starts no reference", "&amp;")
      }
      let word = String(decoding: part[..<end], as: UTF8.self)
      let code =
        word.hasPrefix("#x") ? UInt32(word.dropFirst(2), radix: 16) : UInt32(word.dropFirst())
      if let character = named[word] {
        text += character
      } else if word.hasPrefix("#"), let code, code > 0, let scalar = Unicode.Scalar(code) {
        text.unicodeScalars.append(scalar)
      } else {
        throw error("the reference \(Wording.quoted(word)) is not known", "&amp; &lt; &gt; &#NN;")
      }
      text += String(decoding: part[(end + 1)...], as: UTF8.self)
    }
    return text
  }
}
