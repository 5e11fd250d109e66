import Kinematics

/// The records that CelesTrak and Space-Track publish as JSON and CSV: the keywords of an OMM with
/// their values; what the standard does not know becomes user-defined, as in their XML.
extension OrbitMeanElementsMessage {
  /// Whether the first line of a text names the columns of records.
  static func hasRecordTitles(_ text: String) -> Bool {
    guard let line = text.utf8.split(separator: 0x0A, maxSplits: 1).first else { return false }
    let titles = Substring(line)
    return titles.contains("NORAD_CAT_ID") && titles.contains("MEAN_MOTION")
      && titles.contains(",") && !titles.contains("=")
  }

  static func records(
    json text: String, file: String
  ) throws(InputErrors) -> [OrbitMeanElementsMessage] {
    var messages: [OrbitMeanElementsMessage] = []
    for item in try JSONValue.parseItems(text, file: file) {
      guard case .object(let members) = item.value else {
        throw InputErrors(
          file: file, line: item.line, what: "a record is not an object",
          allowed: "objects with the keywords of an OMM")
      }
      var record = Record(file: file, line: item.line)
      for member in members {
        let value: String
        switch member.value {
        case .null: continue
        case .string(let text): value = text
        case .integer(let number): value = "\(number)"
        case .number(let number): value = "\(number)"
        case .bool, .array, .object:
          throw InputErrors(
            file: file, line: item.line,
            what: "\(Wording.quoted(member.key)) is neither a text nor a number",
            allowed: "a text or a number")
        }
        try record.add(member.key, value)
      }
      messages.append(try record.message())
    }
    return messages
  }

  static func records(
    csv text: String, file: String
  ) throws(InputErrors) -> [OrbitMeanElementsMessage] {
    var table = CommaSeparatedText(text, file: file)
    guard let titles = try table.next() else { return [] }
    guard titles.count <= 500 else {
      throw InputErrors(
        file: file, line: 1, what: "\(titles.count) columns", allowed: "at most 500")
    }
    if let twice = titles.indices.first(where: { titles[..<$0].contains(titles[$0]) }) {
      throw InputErrors(
        file: file, line: 1, what: "the column \(Wording.quoted(titles[twice])) stands twice",
        allowed: "each column once")
    }
    var messages: [OrbitMeanElementsMessage] = []
    while let row = try table.next() {
      guard row.count == titles.count else {
        throw InputErrors(
          file: file, line: table.line, what: "a record of \(row.count) columns",
          allowed: "\(titles.count) columns, as in the first line")
      }
      var record = Record(file: file, line: table.line)
      for (title, value) in zip(titles, row) { try record.add(title, value) }
      messages.append(try record.message())
    }
    return messages
  }

  /// A message that is put together keyword by keyword.
  private struct Record {
    private var builder: MessageBuilder
    private let line: Int
    private let file: String
    private var version = "2.0"
    private var entries: [MessagePart.Entry] = []

    init(file: String, line: Int) {
      builder = MessageBuilder(kind: .omm, file: file)
      self.file = file
      self.line = line
    }

    mutating func add(_ key: String, _ value: String) throws(InputErrors) {
      guard (1...64).contains(key.utf8.count),
        key.utf8.allSatisfy({ (65...90).contains($0) || (48...57).contains($0) || $0 == 95 })
      else {
        throw builder.error(
          line, "the keyword \(Wording.quoted(key)) is not understood", "capitals, digits and _")
      }
      let value = NumberText.trimmed(value)
      switch key {
      case "CCSDS_OMM_VERS": version = value
      case "COMMENT": if !value.isEmpty { builder.note(comment: value) }
      default: entries.append(.init(key: key, value: value, line: line))
      }
    }

    mutating func message() throws(InputErrors) -> OrbitMeanElementsMessage {
      // What their records leave out is the same for all.
      let fixed = [
        ("CREATION_DATE", ""), ("ORIGINATOR", ""), ("CENTER_NAME", "EARTH"),
        ("REF_FRAME", "TEME"), ("TIME_SYSTEM", "UTC"), ("MEAN_ELEMENT_THEORY", "SGP4"),
      ]
      for (key, value) in fixed where !entries.contains(where: { $0.key == key }) {
        entries.append(.init(key: key, value: value, line: line))
      }
      try builder.start(version: version, key: MessageKind.omm.versionKey, line: line)
      for var entry in entries {
        var route = builder.open[0].layout.routes[entry.key]
        if route == nil {
          entry.unit = nil
          route = builder.open[0].layout.userRoute
          entry = .init(key: "USER_DEFINED_\(entry.key)", value: entry.value, line: line)
        }
        try builder.leave(to: 1, line: line, checks: false)
        builder.enter(route ?? [], line: line)
        try builder.add(entry)
      }
      let root = try builder.message(lastLine: line)
      return try OrbitMeanElementsMessage(MessageTree(kind: .omm, root: root, file: file))
    }
  }
}
