import Figures

/// A stretch of a page, as XHTML.
///
/// What is put into it by interpolation is escaped unless it is markup itself, so that no name or
/// note of a file can become part of the page's own structure:
///
///     let line: Markup = "<p>\(module.name)</p>"   // "<b>" in the name reads as <b>
struct Markup: Sendable, ExpressibleByStringInterpolation {
  private(set) var text: String

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Text that is markup already: a figure, a style sheet.
  init(trusted text: String) { self.text = text }

  /// A plain text.
  init(plain text: String) { self.text = SVGText.escaped(text) }

  /// A name from a file, kept from turning the writing around it when it runs from right to left.
  static func name(_ name: String) -> Markup { "<bdi>\(name)</bdi>" }

  static func + (a: Markup, b: Markup) -> Markup { Markup(trusted: a.text + b.text) }
  static func += (a: inout Markup, b: Markup) { a.text += b.text }

  struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }
    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
    mutating func appendInterpolation(_ plain: String) { text += SVGText.escaped(plain) }
    mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
  }
}

extension Sequence where Element == Markup {
  /// One behind the other.
  func joined(separator: String = "") -> Markup {
    Markup(trusted: map(\.text).joined(separator: separator))
  }

  /// As an enumeration in a sentence.
  var enumerated: Markup {
    Markup(trusted: Wording.list(map(\.text)))
  }
}
