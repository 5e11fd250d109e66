/// Reads the XML form of a CCSDS message (505.0-B) by its layout.
struct MessageXMLReader {
  private var builder: MessageBuilder
  private var scanner: XMLScanner
  /// How many parts were open before each element that is open, the root element first.
  private var levels: [Int] = []
  private var leaf: Leaf?

  /// An element that holds text alone.
  private struct Leaf {
    enum Kind { case comment, value, row }
    let kind: Kind
    let key: String
    let unit: String?
    let tag: String?
    let line: Int
    var text = ""
  }

  /// The only message of a text.
  static func read(
    _ text: String, kind: MessageKind, file: String
  ) throws(InputErrors) -> MessagePart {
    try readAll(text, kind: kind, file: file, limit: 1)[0]
  }

  /// All messages of a text, at least one: several stand in an element `ndm`.
  static func readAll(
    _ text: String, kind: MessageKind, file: String, limit: Int = .max
  ) throws(InputErrors) -> [MessagePart] {
    var reader = MessageXMLReader(
      builder: MessageBuilder(kind: kind, file: file), scanner: XMLScanner(text, file: file))
    var messages: [MessagePart] = []
    while let token = try reader.scanner.next() {
      switch token {
      case .start(let name, let attributes):
        let name = Self.local(name)
        if !reader.levels.isEmpty || name == "COMMENT" {
          try reader.start(name, attributes)
        } else if name != "ndm" {
          guard messages.count < limit else {
            throw reader.scanner.error("a second message starts", "one message a file")
          }
          try reader.startMessage(name, attributes)
        }
      case .text(let text): try reader.take(text)
      case .end:
        let isInside = !reader.levels.isEmpty
        if isInside || reader.leaf != nil { try reader.end() }
        if isInside, reader.levels.isEmpty {
          messages.append(try reader.builder.message(lastLine: reader.scanner.line))
        }
      }
    }
    guard !messages.isEmpty else {
      throw reader.scanner.error("there is no message", "the element \(kind.rawValue)")
    }
    return messages
  }

  private init(builder: MessageBuilder, scanner: XMLScanner) {
    self.builder = builder
    self.scanner = scanner
  }

  /// A name without its prefix.
  static func local(_ name: String) -> String {
    guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
    return String(name[name.index(after: colon)...])
  }

  private mutating func startMessage(
    _ name: String, _ attributes: [String: String]
  ) throws(InputErrors) {
    guard name == builder.kind.rawValue else {
      throw scanner.error(
        "the message is \(Wording.quoted(name))", "the element \(builder.kind.rawValue)")
    }
    // Comments in front of the first message are its own.
    if !builder.open[0].isEmpty {
      builder = MessageBuilder(kind: builder.kind, file: builder.file)
    }
    try builder.start(
      version: attributes["version"] ?? "", key: builder.kind.versionKey, line: scanner.line)
    levels.append(1)
  }

  private mutating func start(
    _ name: String, _ attributes: [String: String]
  ) throws(InputErrors) {
    if let leaf {
      throw scanner.error(
        "\(Wording.quoted(name)) stands inside \(Wording.quoted(leaf.key))", "a text there")
    }
    try builder.changeMatrix(for: name, line: scanner.line)
    let layout = builder.top
    let line = scanner.line
    var key = name
    var kind = Leaf.Kind.value
    if name == "COMMENT" {
      kind = .comment
    } else if name == "USER_DEFINED", layout.isUserDefined {
      key = try userDefined("USER_DEFINED_" + (attributes["parameter"] ?? ""))
    } else if name.hasPrefix("USER_DEFINED_"), layout.isUserDefined {
      key = try userDefined(name)  // as KVN has it
    } else if layout.rows == .lines(name) {
      kind = .row
    } else if layout.places[name] == nil {
      guard let route = layout.elements[name] else {
        throw scanner.error(
          "the element \(Wording.quoted(name)) is not known here",
          Wording.allowed(builder.known, insteadOf: name))
      }
      levels.append(builder.open.count)
      builder.takeComments()
      return builder.enter(route, line: line)
    }
    leaf = Leaf(
      kind: kind, key: key, unit: attributes["units"],
      tag: attributes["angle"] ?? attributes["rate"], line: line)
  }

  /// The keyword of what is user-defined, which KVN has to be able to say as well.
  private func userDefined(_ key: String) throws(InputErrors) -> String {
    guard MessageKeyValueReader.mayBeKeyword(key[...].utf8) else {
      throw scanner.error(
        "the name of a user-defined value is \(Wording.quoted(key.dropFirst(13)))",
        "at most 115 letters, digits, _, - and blanks")
    }
    return key
  }

  private mutating func take(_ text: String) throws(InputErrors) {
    if leaf != nil {
      leaf?.text += text
    } else if !NumberText.trimmed(text).isEmpty {
      throw scanner.error("a text stands in \(Wording.quoted(builder.top.title))", "elements there")
    }
  }

  private mutating func end() throws(InputErrors) {
    guard let leaf else {
      let count = levels.removeLast()
      builder.takeComments()
      if !levels.isEmpty { try builder.leave(to: count, line: scanner.line) }
      return
    }
    self.leaf = nil
    switch leaf.kind {
    case .comment:
      let isBlank = NumberText.trimmed(leaf.text).isEmpty
      builder.note(comment: isBlank ? "" : Self.withoutLineEnds(leaf.text))
    case .row: builder.add(row: NumberText.trimmed(leaf.text), line: leaf.line)
    case .value:
      try builder.add(
        .init(
          key: leaf.key, value: NumberText.trimmed(leaf.text), unit: leaf.unit, line: leaf.line,
          tag: leaf.tag))
    }
  }

  /// Blanks in front may be part of a table in the comments; line ends around it are not.
  private static func withoutLineEnds(_ text: String) -> String {
    var kept = text[...]
    while kept.first?.isNewline == true { kept.removeFirst() }
    while kept.last?.isNewline == true { kept.removeLast() }
    return String(kept)
  }
}
