import Foundation
import FoundationXML

/// Turns the XML form of a CCSDS message (505.0-B) into statements.
///
/// Document type declarations are refused, so that there are no entities to follow or to expand.
final class CCSDSXMLReader: NSObject, XMLParserDelegate {
  private let file: String
  private var statements: [CCSDSStatement] = []
  private var open: [Element] = []
  private var messages = 0
  private var problem: InputErrors?

  private struct Element {
    let name: String
    let line: Int
    var text = ""
    var unit: String?
    var parameter: String?
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

  private init(file: String) { self.file = file }

  static func statements(of text: String, file: String) throws(InputErrors) -> [CCSDSStatement] {
    for (mark, name) in [("<!DOCTYPE", "document type"), ("<!ENTITY", "entity")] {
      if let place = text.range(of: mark) {
        throw InputErrors(
          file: file, line: 1 + text[..<place.lowerBound].utf8.count { $0 == 0x0A },
          what: "a \(name) declaration", allowed: "XML without one")
      }
    }
    let reader = CCSDSXMLReader(file: file)
    let parser = XMLParser(data: Data(text.utf8))
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    let isWellFormed = parser.parse()
    if let problem = reader.problem { throw problem }
    guard isWellFormed, reader.open.isEmpty else {
      throw InputErrors(
        file: file, line: max(1, parser.lineNumber), what: "the text is not well-formed XML",
        allowed: "XML 1.0")
    }
    return reader.statements
  }

  private func fail(_ parser: XMLParser, _ what: String, _ allowed: String) {
    guard problem == nil else { return }
    problem = InputErrors(
      file: file, line: max(1, parser.lineNumber), what: what, allowed: allowed)
    parser.abortParsing()
  }

  private func say(_ content: CCSDSStatement.Content, line: Int) {
    statements.append(CCSDSStatement(line: line, content: content))
  }

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let name = elementName.split(separator: ":").last.map(String.init) ?? elementName
    let line = max(1, parser.lineNumber)
    if let outer = open.last, !Self.containers.contains(outer.name) {
      return fail(
        parser, "\(Wording.quoted(name)) stands inside \(Wording.quoted(outer.name))",
        "a text there")
    }
    var element = Element(name: name, line: line)
    element.unit = attributes["units"]
    element.parameter = attributes["parameter"]
    open.append(element)
    if name == "oem" || name == "opm" {
      messages += 1
      if messages > 1 { return fail(parser, "a second message starts", "one message a file") }
      let key = "CCSDS_\(name.uppercased())_VERS"
      say(.pair(key, attributes["version"] ?? "", unit: nil), line: line)
    }
    if let section = Self.sections[name] { say(.begin(section), line: line) }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard let last = open.indices.last else { return }
    open[last].text += string
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    guard let last = open.indices.last else { return }
    open[last].text += String(decoding: block, as: UTF8.self)
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    guard let element = open.popLast() else { return }
    let value = NumberText.trimmed(element.text)
    if Self.containers.contains(element.name) {
      if !value.isEmpty {
        fail(parser, "a text stands in \(Wording.quoted(element.name))", "elements there")
      }
      if let section = Self.sections[element.name] {
        say(.end(section), line: max(1, parser.lineNumber))
      }
      return
    }
    switch element.name {
    case "COMMENT":
      // Blanks in front may be part of a table in the comments; line ends are not.
      say(.comment(element.text.trimmingCharacters(in: .newlines)), line: element.line)
    case "USER_DEFINED":
      let key = "USER_DEFINED_" + (element.parameter ?? "")
      say(.pair(key, value, unit: nil), line: element.line)
    default: say(.pair(element.name, value, unit: element.unit), line: element.line)
    }
  }
}
