/// Turns the XML form of a CCSDS message (505.0-B) into statements.
struct CCSDSXMLReader {
  private var scanner: XMLScanner
  private var statements: [CCSDSStatement] = []
  private var open: [Element] = []
  private var messages = 0

  private struct Element {
    let name: String
    let line: Int
    let unit: String?
    let parameter: String?
    var text = ""
  }

  /// Elements that hold others.
  private static let containers: Set<String> = [
    "ndm", "oem", "opm", "header", "body", "segment", "data", "keplerianElements",
    "spacecraftParameters", "maneuverParameters", "userDefinedParameters", "metadata",
    "stateVector", "covarianceMatrix",
  ]

  /// Elements that the readers are told of.
  private static let sections: [String: CCSDSStatement.Section] = [
    "metadata": .metadata, "stateVector": .stateVector, "covarianceMatrix": .covariance,
  ]

  static func statements(of text: String, file: String) throws(InputErrors) -> [CCSDSStatement] {
    var reader = CCSDSXMLReader(scanner: XMLScanner(text, file: file))
    while let token = try reader.scanner.next() {
      switch token {
      case .start(let name, let attributes): try reader.start(Self.local(name), attributes)
      case .text(let text):
        if let last = reader.open.indices.last { reader.open[last].text += text }
      case .end: try reader.end()
      }
    }
    return reader.statements
  }

  private init(scanner: XMLScanner) { self.scanner = scanner }

  /// A name without its prefix.
  private static func local(_ name: String) -> String {
    name.split(separator: ":").last.map { String($0) } ?? name
  }

  private mutating func say(_ content: CCSDSStatement.Content, line: Int) {
    statements.append(CCSDSStatement(line: line, content: content))
  }

  private mutating func start(
    _ name: String, _ attributes: [String: String]
  ) throws(InputErrors) {
    if let outer = open.last, !Self.containers.contains(outer.name) {
      throw scanner.error(
        "\(Wording.quoted(name)) stands inside \(Wording.quoted(outer.name))", "a text there")
    }
    let line = scanner.line
    open.append(
      Element(
        name: name, line: line, unit: attributes["units"], parameter: attributes["parameter"]))
    if name == "oem" || name == "opm" {
      messages += 1
      guard messages == 1 else {
        throw scanner.error("a second message starts", "one message a file")
      }
      let key = "CCSDS_\(name.uppercased())_VERS"
      say(.pair(key, attributes["version"] ?? "", unit: nil), line: line)
    }
    if let section = Self.sections[name] { say(.begin(section), line: line) }
  }

  private mutating func end() throws(InputErrors) {
    guard let element = open.popLast() else { return }
    let value = NumberText.trimmed(element.text)
    if Self.containers.contains(element.name) {
      guard value.isEmpty else {
        throw scanner.error("a text stands in \(Wording.quoted(element.name))", "elements there")
      }
      if let section = Self.sections[element.name] { say(.end(section), line: scanner.line) }
      return
    }
    switch element.name {
    case "COMMENT": say(.comment(Self.withoutLineEnds(element.text)), line: element.line)
    case "USER_DEFINED":
      let key = "USER_DEFINED_" + (element.parameter ?? "")
      say(.pair(key, value, unit: nil), line: element.line)
    default: say(.pair(element.name, value, unit: element.unit), line: element.line)
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
