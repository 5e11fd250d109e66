/// A picture that can be written as SVG text.
///
/// All figures share one style: the colours of ``Palette``, the system's sans-serif type, labels at
/// the things they name. The text is the same for the same values, byte by byte, holds no numbers
/// longer than two decimals, and refers to nothing outside itself.
///
///     let page = "<style>\(StyleSheet.css)</style>" + chart.svg(.inPage)
public protocol Figure: Sendable {
  /// What the picture shows, in one line.
  var title: String { get }

  /// The picture as an `<svg>` element.
  func svg(_ use: SVGUse) -> String
}

extension Figure {
  /// The picture as a file of its own.
  public func svg() -> String { svg(.asFile) }
}

/// Where the text of a figure goes.
public enum SVGUse: Sendable {
  /// Into an HTML page that has ``StyleSheet/css`` in a `<style>` element, once for all figures.
  case inPage
  /// Like ``inPage``, under a heading of the page that says title and subtitle: they are not drawn.
  case underHeading
  /// Into a file: the style sheet travels inside.
  case asFile
}
