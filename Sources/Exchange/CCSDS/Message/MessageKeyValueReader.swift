/// Reads the KVN form of a CCSDS message by its layout.
struct MessageKeyValueReader {
  private var builder: MessageBuilder
  private var hasVersion = false

  /// The only message of a text.
  static func read(
    _ text: String, kind: MessageKind, file: String
  ) throws(InputErrors) -> MessagePart {
    try readAll(text, kind: kind, file: file, limit: 1)[0]
  }

  /// All messages of a text, at least one, each with its version in front.
  static func readAll(
    _ text: String, kind: MessageKind, file: String, limit: Int = .max
  ) throws(InputErrors) -> [MessagePart] {
    var reader = MessageKeyValueReader(builder: MessageBuilder(kind: kind, file: file))
    var messages: [MessagePart] = []
    var number = 0
    var last = 1
    for bytes in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let line = NumberText.trimmed(Substring(bytes))
      if line.isEmpty { continue }
      if reader.hasVersion, messages.count + 1 < limit, line.hasPrefix(kind.versionKey) {
        messages.append(try reader.message(last))
        reader = MessageKeyValueReader(builder: MessageBuilder(kind: kind, file: file))
      }
      last = number
      try reader.take(line, number)
    }
    messages.append(try reader.message(last))
    return messages
  }

  private mutating func message(_ last: Int) throws(InputErrors) -> MessagePart {
    guard hasVersion else {
      throw builder.error(
        last, "the message does not start", "\(builder.kind.versionKey) in front of all")
    }
    if let part = builder.open.last(where: { $0.layout.mark != nil }) {
      throw builder.error(last, "the message ends too early", "\(part.layout.mark ?? "")_STOP")
    }
    return try builder.message(lastLine: last)
  }

  private init(builder: MessageBuilder) { self.builder = builder }

  private mutating func take(_ line: String, _ number: Int) throws(InputErrors) {
    let bytes = line.utf8
    if bytes.starts(with: Self.comment) {
      let rest = bytes.dropFirst(7)
      if rest.isEmpty { return builder.note(comment: "") }
      if rest.first == 0x20 || rest.first == 0x09 {
        return builder.note(comment: String(Substring(rest.dropFirst())))
      }
    }
    if let sign = bytes.firstIndex(of: UInt8(ascii: "=")) {
      // Blanks in front of the sign are no part of a keyword, nor of its length.
      let key = NumberText.trimmed(line[..<sign])
      if Self.mayBeKeyword(key[...].utf8) {
        return try take(key, NumberText.trimmed(line[line.index(after: sign)...]), number)
      }
    }
    if let mark = Self.mark(line, "_START") { return try start(mark, number) }
    if let mark = Self.mark(line, "_STOP") { return try stop(mark, number) }
    try take(row: line, number)
  }

  private static let comment = Array("COMMENT".utf8)

  /// Whether a text in front of `=` has the letters of a keyword.
  static func mayBeKeyword(_ bytes: Substring.UTF8View) -> Bool {
    let count = bytes.count
    guard (1...128).contains(count) else { return false }
    return bytes.allSatisfy { byte in
      (65...90).contains(byte) || (48...57).contains(byte) || (97...122).contains(byte)
        || byte == 95 || byte == 0x20 || byte == 0x09 || byte == 45
    }
  }

  private static func mark(_ line: String, _ end: String) -> String? {
    line.utf8.count < 24 && line.hasSuffix(end) ? String(line.dropLast(end.utf8.count)) : nil
  }

  private mutating func take(
    _ key: String, _ value: String, _ line: Int
  ) throws(InputErrors) {
    let entry = MessagePart.Entry(key: key, value: value, line: line)
    if !hasVersion {
      try builder.start(version: value, key: key, line: line)
      hasVersion = true
      return
    }
    let isUserDefined = key.hasPrefix("USER_DEFINED_")
    for index in builder.open.indices.reversed() {
      let layout = builder.open[index].layout
      if let route = isUserDefined ? layout.userRoute : layout.routes[key],
        !builder.mustStartAnew(index, at: key)
      {
        try builder.checkMatrix(index, at: key, line: line)
        try builder.leave(to: index + 1, line: line)
        builder.enter(route, line: line)
        return try builder.add(entry)
      }
      if layout.mark != nil { break }
    }
    let names = builder.known
    throw builder.error(
      line, "the keyword \(Wording.quoted(key)) is not known here",
      Wording.allowed(names, insteadOf: key))
  }

  /// Some makers put these marks around the metadata of messages that have none.
  private func isSpare(_ mark: String) -> Bool {
    mark == "META" && hasVersion && builder.open[0].layout.marks[mark] == nil
  }

  private mutating func start(_ mark: String, _ line: Int) throws(InputErrors) {
    if isSpare(mark) { return }
    for index in builder.open.indices.reversed() {
      let layout = builder.open[index].layout
      if let route = layout.marks[mark], !builder.mustStartAnew(index, at: mark) {
        try builder.leave(to: index + 1, line: line)
        builder.enter(route, line: line)
        guard builder.open[builder.open.count - 1].isEmpty else {
          throw builder.error(line, "\(mark)_START stands twice", "each part once")
        }
        return builder.takeComments()
      }
      if layout.mark != nil { break }
    }
    throw builder.error(
      line, "\(mark)_START stands in the wrong place", "the order of the standard")
  }

  private mutating func stop(_ mark: String, _ line: Int) throws(InputErrors) {
    if isSpare(mark) { return }
    guard let index = builder.open.lastIndex(where: { $0.layout.mark != nil }),
      builder.open[index].layout.mark == mark
    else {
      throw builder.error(
        line, "\(mark)_STOP ends a part that was not started", "the order of the standard")
    }
    builder.takeComments()
    try builder.leave(to: index, line: line)
  }

  private mutating func take(row: String, _ line: Int) throws(InputErrors) {
    for index in builder.open.indices.reversed() {
      let layout = builder.open[index].layout
      if let route = layout.rowRoute {
        try builder.leave(to: index + 1, line: line)
        builder.enter(route, line: line)
        return try add(row: row, line)
      }
      if layout.mark != nil { break }
    }
    let isNumbers = row.utf8.first.map { (43...57).contains($0) } ?? false
    throw builder.error(
      line,
      isNumbers
        ? "numbers stand in the wrong place" : "the line \(Wording.quoted(row)) is not understood",
      "KEYWORD = value, COMMENT text or, in a table, a line of numbers")
  }

  private mutating func add(row: String, _ line: Int) throws(InputErrors) {
    switch builder.top.rows {
    case .none: break
    case .triangle(let names):
      let words = row.split(whereSeparator: \.isWhitespace)
      let count = builder.open[builder.open.count - 1].entries.count { names.contains($0.key) }
      var columns = 1
      while columns * (columns + 1) / 2 <= count { columns += 1 }
      guard words.count == columns, count + columns <= names.count else {
        throw builder.error(
          line, "row \(columns) of the matrix has \(words.count) columns",
          "rows of 1, 2, 3 and so on columns, \(names.count) values in all")
      }
      for (name, word) in zip(names[count...], words) {
        try builder.add(.init(key: name, value: String(word), line: line))
      }
    case .lines, .parts: builder.add(row: row, line: line)
    }
  }
}
