/// Puts a message together from what KVN and XML say one after the other.
///
/// The parts that are open stand in one another, the whole message first.
struct MessageBuilder {
  let kind: MessageKind
  let file: String
  private(set) var open: [MessagePart]
  /// Comments that wait for the part they stand in front of.
  private var comments: [String] = []

  init(kind: MessageKind, file: String) {
    self.kind = kind
    self.file = file
    open = [MessagePart(kind.layout, line: 1)]
  }

  func error(_ line: Int, _ what: String, _ allowed: String) -> InputErrors {
    InputErrors(file: file, line: line, what: what, allowed: allowed)
  }

  var top: MessageLayout { open[open.count - 1].layout }

  mutating func note(comment: String) { comments.append(comment) }

  /// Opens a part of the innermost one, or goes on with it where it may stand only once.
  mutating func enter(_ index: Int, line: Int) {
    let layout = top.parts[index]
    let last = open.count - 1
    if !layout.repeats,
      let place = open[last].parts.suffix(64).lastIndex(where: { $0.layout === layout })
    {
      open.append(open[last].parts.remove(at: place))
    } else {
      open.append(MessagePart(layout, line: line))
    }
  }

  mutating func enter(_ route: [Int], line: Int) {
    for index in route { enter(index, line: line) }
  }

  /// Closes the innermost part; comments that wait go on to the next.
  ///
  /// - Parameter checks: Whether all that it must have is there by now.
  mutating func leave(line: Int, checks: Bool = true) throws(InputErrors) {
    let part = open.removeLast()
    if checks { try check(part, line: line) }
    if checks || !part.isEmpty { open[open.count - 1].parts.append(part) }
  }

  /// Closes parts until `count` are open.
  mutating func leave(
    to count: Int, line: Int, checks: Bool = true
  ) throws(InputErrors) {
    while open.count > max(1, count) { try leave(line: line, checks: checks) }
  }

  /// Gives the comments that wait to the innermost part.
  mutating func takeComments() {
    guard !comments.isEmpty else { return }
    open[open.count - 1].comments += comments
    comments = []
  }

  /// Goes from one part to another of the same element where only that one knows a keyword: in XML
  /// the covariances of a CDM along R, T, N and along other axes have one name.
  mutating func changeMatrix(for key: String, line: Int) throws(InputErrors) {
    let last = open.count - 1
    let here = open[last].layout
    guard last > 0, here.places[key] == nil, here.elements[key] == nil, let element = here.element,
      let place = open[last - 1].layout.parts.firstIndex(where: {
        $0.element == element && $0.places[key] != nil
      })
    else { return }
    try leave(line: line, checks: !open[last].isEmpty)
    enter(place, line: line)
  }

  /// Adds a value to the innermost part, which knows the keyword.
  mutating func add(_ entry: MessagePart.Entry) throws(InputErrors) {
    takeComments()
    let last = open.count - 1
    // User-defined names are without number, and may stand twice.
    if top.places[entry.key] != nil, let before = open[last].entry(entry.key) {
      // What is only said twice does no harm.
      if before.value == entry.value { return }
      throw error(entry.line, "\(entry.key) stands twice", "each keyword once")
    }
    if let checked = try checked(entry, in: top) { open[last].entries.append(checked) }
  }

  /// Adds a line of a table to the innermost part.
  mutating func add(row text: String, line: Int) {
    takeComments()
    open[open.count - 1].rows.append(.init(text: text, line: line))
  }

  /// Adds a whole part to the innermost one.
  mutating func add(part: MessagePart) {
    takeComments()
    open[open.count - 1].parts.append(part)
  }

  /// Whether the innermost part but `index` already has what starts the next of its kind.
  func mustStartAnew(_ index: Int, at word: String) -> Bool {
    let part = open[index]
    return part.layout.repeats && part.layout.mark == nil && !part.isEmpty
      && part.layout.opening == word
  }

  /// Sees to it that a matrix that was started row by row is not broken off.
  func checkMatrix(_ index: Int, at key: String, line: Int) throws(InputErrors) {
    let part = open[index]
    guard part.layout.repeats, case .triangle(let names) = part.layout.rows,
      !names.contains(key), let last = part.entries.last, names.contains(last.key)
    else { return }
    throw error(line, "the keyword \(key) stands inside a matrix", "its next row")
  }

  /// The message.
  mutating func message(lastLine: Int) throws(InputErrors) -> MessagePart {
    takeComments()
    try leave(to: 1, line: lastLine)
    try checkAll(open[0], line: lastLine)
    return open[0]
  }

  /// The value with its unit apart, in the form that its keyword asks for; nil for an optional one
  /// that is empty.
  func checked(
    _ entry: MessagePart.Entry, in layout: MessageLayout
  ) throws(InputErrors) -> MessagePart.Entry? {
    guard let place = layout.places[entry.key] else { return entry }
    let key = layout.keys[place]
    var entry = entry
    if entry.value.isEmpty {
      if key.mayBeEmpty { return entry }
      if !key.isRequired { return nil }
      throw error(entry.line, "\(key.name) has no value", "a value")
    }
    func wrong(_ allowed: String) -> InputErrors {
      error(entry.line, "\(key.name) is \(Wording.quoted(entry.value))", allowed)
    }
    switch key.kind {
    case .text: break
    case .oneOf(let words):
      guard words.contains(entry.value) else {
        throw wrong(Wording.allowed(words, insteadOf: entry.value))
      }
    case .integer:
      guard Self.isInteger(entry.value) else { throw wrong("a whole number") }
    case .number(let unit, let mayBeUnknown):
      try separateUnit(&entry, unit)
      let isUnknown = mayBeUnknown && Self.unknowns.contains(entry.value)
      guard isUnknown || NumberText.bounded(entry.value) != nil else {
        throw error(
          entry.line, "\(key.name) is \(Wording.quoted(entry.value)), not a number",
          "a finite number below 1e90")
      }
    case .utc:
      guard CCSDSTimeSystem.utc.epoch(entry.value) != nil else { throw wrong(Self.date) }
    case .date:
      guard Self.looksLikeDate(entry.value) else { throw wrong(Self.date) }
    case .time:
      guard Self.looksLikeDate(entry.value) || NumberText.number(entry.value) != nil else {
        throw wrong("\(Self.date), or seconds from EPOCH_TZERO")
      }
    }
    return entry
  }

  private static let date = "a date from 1972 to 2199, as in 2022-02-14T12:00:00.000"
  private static let unknowns: Set<String> = ["NaN", "nan", "NAN", "N/A", "n/a", "unknown"]

  private static func isInteger(_ text: String) -> Bool {
    var digits = text.utf8[...]
    if digits.first == 43 || digits.first == 45 { digits = digits.dropFirst() }
    return (1...18).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
  }

  /// Whether a text has the letters of a date; whether it is one, the time system says.
  private static func looksLikeDate(_ text: String) -> Bool {
    let bytes = text.utf8
    return (8...40).contains(bytes.count) && bytes.dropFirst(4).first == 45
      && bytes.allSatisfy { byte in
        switch byte {
        case 48...57, 45, 46, 58, 84, 90: true
        default: false
        }
      }
  }

  /// Takes `[kg]` off a value and sees to it that a unit is the one that the standard fixes.
  private func separateUnit(
    _ entry: inout MessagePart.Entry, _ unit: String
  ) throws(InputErrors) {
    if entry.unit == nil, entry.value.utf8.last == UInt8(ascii: "]"),
      let bracket = entry.value.utf8.lastIndex(of: UInt8(ascii: "["))
    {
      let inner = entry.value[entry.value.index(after: bracket)...].dropLast()
      entry.unit = NumberText.trimmed(inner)
      entry.value = NumberText.trimmed(entry.value[..<bracket])
    } else if entry.value.utf8.last == UInt8(ascii: "[") {
      // A per cent sign that was lost on the way, as NASA's CARA writes it.
      entry.value = NumberText.trimmed(entry.value.dropLast())
    }
    guard let written = entry.unit else { return }
    let allowed = unit.split(separator: "|")
    let isNothing = written.isEmpty || ["n/a", "1"].contains(written.lowercased())
    guard
      allowed.contains(where: { $0.lowercased() == written.lowercased() })
        || (unit.isEmpty && isNothing)
    else {
      throw error(
        entry.line, "\(entry.key) has the unit \(Wording.quoted(written))",
        unit.isEmpty ? "no unit" : "the unit \(allowed.joined(separator: " or "))")
    }
    entry.unit = allowed.first.map { String($0) }
  }

  private func checkAll(_ part: MessagePart, line: Int) throws(InputErrors) {
    try check(part, line: line)
    for inner in part.parts { try checkAll(inner, line: line) }
  }

  /// Sees to it that a part has all it must have.
  private func check(_ part: MessagePart, line: Int) throws(InputErrors) {
    for key in part.layout.keys where key.isRequired && part.entry(key.name) == nil {
      throw error(
        line, "\(key.name) is missing before this line", "\(key.name), which is required")
    }
    for layout in part.layout.parts where layout.isRequired {
      guard part.parts.contains(where: { $0.layout === layout }) else {
        throw error(
          line, "the part \(layout.title) is missing before this line",
          "\(layout.title), which is required")
      }
    }
    guard case .triangle(let names) = part.layout.rows else { return }
    let count = part.entries.count { names.contains($0.key) }
    guard count == 0 && !part.layout.repeats || count == names.count else {
      throw error(
        line, "the matrix has \(count) values",
        "\(names.count) values, the rows of the lower triangle")
    }
  }
}

extension MessageLayout {
  /// The keyword or mark with which the part starts.
  var opening: String? { keys.first?.name ?? parts.first.flatMap { $0.mark ?? $0.opening } }
}
