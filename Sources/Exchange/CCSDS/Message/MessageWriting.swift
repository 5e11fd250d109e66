/// Messages that their readers took or made, so that each line has the columns of its kind.
extension MessageTree {
  /// The message in KVN.
  func keyValueText() -> String {
    var writer = KeyValueWriter(version: root[kind.versionKey] ?? "")
    writer.write(root, metadata: nil)
    return writer.lines.joined(separator: "\n") + "\n"
  }

  /// The message in XML.
  func xmlText() -> String {
    var writer = XMLMessageWriter(version: root[kind.versionKey] ?? "")
    let version = xmlEscaped(root[kind.versionKey] ?? "")
    let id = " id=\"\(kind.versionKey)\" version=\"\(version)\""
    writer.xml.open(kind.rawValue, attributes: id)
    writer.writeInner(of: root, metadata: nil, skipping: kind.versionKey)
    writer.xml.close(kind.rawValue)
    return writer.xml.text
  }
}

extension MessagePart {
  /// The entries in the order of the standard, user-defined ones last.
  fileprivate var ordered: [Entry] {
    func place(_ entry: Entry) -> Int { layout.places[entry.key] ?? .max }
    var sorted = true
    for index in entries.indices.dropFirst()
    where place(entries[index - 1]) > place(entries[index]) { sorted = false }
    if sorted { return entries }
    return entries.enumerated().sorted { a, b in
      (place(a.element), a.offset) < (place(b.element), b.offset)
    }.map(\.element)
  }

  /// The parts in the order of the standard, those of one kind in their own.
  var orderedParts: [MessagePart] {
    if layout.parts.count < 2 { return parts }
    return layout.parts.flatMap { kind in parts.filter { $0.layout === kind } }
  }
}

/// Writes KVN: a line a statement.
private struct KeyValueWriter {
  let version: String
  var lines: [String] = []

  mutating func write(_ part: MessagePart, metadata: MessagePart?) {
    var metadata = metadata
    if let mark = part.layout.mark { lines += ["", "\(mark)_START"] }
    for text in part.comments { lines.append("COMMENT " + Self.oneLine(text)) }
    let table: [String]
    if case .triangle(let names) = part.layout.rows, part.layout.repeats {
      table = names
    } else {
      table = []
    }
    for entry in part.ordered where !table.contains(entry.key) {
      let unit = entry.unit.map { $0.isEmpty ? "" : " [\($0)]" } ?? ""
      lines.append("\(entry.key) = \(Self.oneLine(entry.value))\(unit)")
    }
    writeTriangle(part, names: table)
    lines += part.rows.map { Self.oneLine($0.text) }
    if let own = part.part("metadata") { metadata = own }
    for inner in part.orderedParts {
      if inner.layout.isRow {
        for text in inner.comments { lines.append("COMMENT " + Self.oneLine(text)) }
        lines.append(row(inner, metadata: metadata))
      } else {
        write(inner, metadata: metadata)
      }
    }
    if let mark = part.layout.mark { lines += ["\(mark)_STOP"] }
  }

  private mutating func writeTriangle(_ part: MessagePart, names: [String]) {
    var values = names.compactMap { part[$0] }[...]
    var columns = 1
    while !values.isEmpty {
      lines.append(values.prefix(columns).joined(separator: " "))
      values = values.dropFirst(columns)
      columns += 1
    }
  }

  private func row(
    _ part: MessagePart, metadata: MessagePart?
  ) -> String {
    if part.layout === MessageLayout.ephemerisState {
      return part.ordered.map { Self.oneLine($0.value) }.joined(separator: " ")
    }
    let columns = metadata.flatMap { AttitudeColumns(metadata: $0, version: version) }
    return columns?.words(part)?.joined(separator: " ") ?? ""
  }

  /// KVN knows lines only: line ends inside a value become blanks.
  static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { (10...13).contains($0) || $0 >= 0x80 }) else { return text }
    return String(text.map { $0.isNewline ? " " : $0 })
  }
}

/// XML with two blanks a level.
struct XMLText {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var level = 0

  private var margin: String { String(repeating: "  ", count: level) }

  mutating func open(_ name: String, attributes: String = "") {
    text += "\(margin)<\(name)\(attributes)>\n"
    level += 1
  }

  mutating func close(_ name: String) {
    level -= 1
    text += "\(margin)</\(name)>\n"
  }

  mutating func leaf(_ name: String, _ value: String, attributes: String = "") {
    text += "\(margin)<\(name)\(attributes)>\(xmlEscaped(value))</\(name)>\n"
  }
}

/// Writes XML: an element a keyword and a part.
private struct XMLMessageWriter {
  let version: String
  var xml = XMLText()

  mutating func write(_ part: MessagePart, metadata: MessagePart?) {
    guard let element = part.layout.element else {
      return writeInner(of: part, metadata: metadata)
    }
    xml.open(element)
    writeInner(of: part, metadata: metadata)
    xml.close(element)
  }

  mutating func writeInner(
    of part: MessagePart, metadata: MessagePart?, skipping skipped: String = ""
  ) {
    let layout = part.layout
    let metadata = part.part("metadata") ?? metadata
    // Some readers stumble over an element without any text.
    for text in part.comments { xml.leaf("COMMENT", text.isEmpty ? " " : text) }
    var inner = layout.inner.map { part.parts($0.element) } ?? []
    for entry in part.ordered where entry.key != skipped {
      let place = layout.places[entry.key]
      if let split = layout.inner?.place, (place ?? .max) >= split {
        for part in inner { write(part, metadata: metadata) }
        inner = []
      }
      write(entry, place.map { layout.keys[$0].kind })
    }
    for part in inner { write(part, metadata: metadata) }
    writeRows(of: part, metadata: metadata)
    for inner in part.orderedParts
    where layout.inner == nil || inner.layout.element != layout.inner?.element {
      write(inner, metadata: metadata)
    }
  }

  private mutating func writeRows(
    of part: MessagePart, metadata: MessagePart?
  ) {
    switch part.layout.rows {
    case .none, .triangle: break
    case .lines(let name): for row in part.rows { xml.leaf(name, row.text) }
    case .parts:
      if part.layout.parts.contains(where: { $0 === MessageLayout.ephemerisState }) {
        for row in part.rows { write(row.ephemerisState, metadata: metadata) }
      } else if let metadata,
        let columns = AttitudeColumns(metadata: metadata, version: version)
      {
        for row in part.rows {
          write(columns.part(row.words.map { String($0) }), metadata: metadata)
        }
      }
    }
  }

  private mutating func write(_ entry: MessagePart.Entry, _ kind: MessageLayout.Key.Kind?) {
    if entry.key.hasPrefix("USER_DEFINED_") {
      let name = xmlEscaped(String(entry.key.dropFirst(13)))
      return xml.leaf("USER_DEFINED", entry.value, attributes: " parameter=\"\(name)\"")
    }
    var unit = entry.unit
    if case .number(let fixed, _)? = kind, unit == nil {
      unit = fixed.split(separator: "|").first.map { String($0) }
    }
    var attributes = ""
    if let tag = entry.tag {
      attributes += " \(tag.hasSuffix("_RATE") ? "rate" : "angle")=\"\(xmlEscaped(tag))\""
    }
    if let unit, !unit.isEmpty { attributes += " units=\"\(xmlEscaped(unit))\"" }
    xml.leaf(entry.key, entry.value, attributes: attributes)
  }
}

extension MessagePart.Row {
  var words: [Substring] { text.split(whereSeparator: \.isWhitespace) }

  /// The state of an ephemeris that the line stands for: date, position, velocity and, where they
  /// are there, accelerations.
  var ephemerisState: MessagePart {
    var part = MessagePart(.ephemerisState, line: line)
    for (key, word) in zip(MessageLayout.ephemerisState.keys, words) {
      part.entries.append(.init(key: key.name, value: String(word), line: line))
    }
    return part
  }
}
