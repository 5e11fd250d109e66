import Figures
import Foundation
import FoundationXML

/// What an XML parser finds in a figure.
final class Markup: NSObject, XMLParserDelegate {
  private(set) var isWellFormed = false
  /// The names of the elements, in their order.
  private(set) var elements: [String] = []
  private(set) var attributes: [[String: String]] = []
  /// Everything written, in `<text>`, `<title>` and `<desc>`.
  private(set) var writing: [String] = []
  private var current = ""

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append(name)
    self.attributes.append(attributes)
    current = ""
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { current += text }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if ["text", "title", "desc"].contains(name) { writing.append(current) }
    current = ""
  }

  /// The commands of the paths whose class is `style`.
  func paths(_ style: String) -> [String] {
    zip(elements, attributes).compactMap { name, attributes in
      name == "path" && attributes["class"] == style ? attributes["d"] : nil
    }
  }

  /// The corners of a path as ``Figure`` writes it: `M` absolute, what follows `l` relative.
  static func points(_ commands: String) -> [SIMD2<Double>] {
    var points: [SIMD2<Double>] = []
    for run in commands.split(separator: "M") {
      var pen = SIMD2(0.0, 0.0)
      var numbers: [Double] = []
      var text = ""
      for letter in run + " " {
        let endsNumber = " -lz".contains(letter) || (letter == "." && text.contains("."))
        if endsNumber, let number = Double(text) {
          numbers.append(number)
          text = ""
        }
        if letter.isNumber || letter == "." || letter == "-" { text.append(letter) }
      }
      for place in stride(from: 0, to: numbers.count - 1, by: 2) {
        pen += SIMD2(numbers[place], numbers[place + 1])
        points.append(pen)
      }
    }
    return points
  }
}
