import Foundation
import FoundationXML

/// What an XML parser finds in a page.
final class PageMarkup: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""
  }
  private(set) var isWellFormed = false
  private(set) var elements: [Element] = []
  /// All writing that is seen, without style and script.
  private(set) var writing = ""
  private var open: [Int] = []

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func named(_ name: String) -> [Element] { elements.filter { $0.name == name } }
  func withAttribute(_ name: String) -> [Element] { elements.filter { $0.attributes[name] != nil } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for index in open { elements[index].text += text }
    let isSeen = !open.contains { ["style", "script", "svg"].contains(elements[$0].name) }
    if isSeen { writing += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    _ = open.popLast()
  }
}
