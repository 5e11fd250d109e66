/// One thing that a CCSDS message says, in KVN and in XML alike.
struct CCSDSStatement {
  /// The parts of a message that have a start and an end.
  enum Section {
    case metadata, stateVector, covariance
  }

  enum Content {
    case begin(Section)
    case end(Section)
    /// A keyword, its value and, from XML, the unit beside it.
    case pair(String, String, unit: String?)
    case comment(String)
    /// A line of a table.
    case row([Substring])
  }

  let line: Int
  let content: Content

  /// The statements of a message; XML when the text starts with `<`.
  static func statements(of text: String, file: String) throws(InputErrors) -> [CCSDSStatement] {
    let text = withoutByteOrderMark(text)
    if text.first(where: { !$0.isWhitespace }) == "<" {
      return try CCSDSXMLReader.statements(of: text, file: file)
    }
    return try keyValueStatements(of: text, file: file)
  }

  private static func keyValueStatements(
    of text: String, file: String
  ) throws(InputErrors) -> [CCSDSStatement] {
    var statements: [CCSDSStatement] = []
    var number = 0
    for bytes in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let line = NumberText.trimmed(Substring(bytes))
      if line.isEmpty { continue }
      guard let content = content(of: line) else {
        throw InputErrors(
          file: file, line: number, what: "the line \(Wording.quoted(line)) is not understood",
          allowed: "KEYWORD = value, COMMENT text or a line of numbers")
      }
      statements.append(CCSDSStatement(line: number, content: content))
    }
    return statements
  }

  private static func content(of line: String) -> Content? {
    switch line {
    case "META_START": return .begin(.metadata)
    case "META_STOP": return .end(.metadata)
    case "COVARIANCE_START": return .begin(.covariance)
    case "COVARIANCE_STOP": return .end(.covariance)
    case "COMMENT": return .comment("")
    default: break
    }
    if line.hasPrefix("COMMENT"), line.dropFirst(7).first?.isWhitespace == true {
      return .comment(String(line.dropFirst(8)))
    }
    if let sign = line.firstIndex(of: "=") {
      let key = NumberText.trimmed(line[..<sign])
      guard isKeyword(key) else { return nil }
      return .pair(key, NumberText.trimmed(line[line.index(after: sign)...]), unit: nil)
    }
    guard let first = line.utf8.first, (43...57).contains(first) else { return nil }
    return .row(line.split(whereSeparator: \.isWhitespace))
  }

  private static func isKeyword(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
  }
}
