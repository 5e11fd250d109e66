/// The elements of a figure as they are drawn.
///
/// Names of classes are those of ``StyleSheet``. No element has an `id`, so that any number of
/// figures fit on one page; what has to be clipped is drawn in an `<svg>` within the `<svg>`.
struct Canvas {
  private(set) var content = ""

  mutating func line(
    _ from: SIMD2<Double>, _ to: SIMD2<Double>, _ style: String, width: Double = 1,
    dash: Dash = .solid, tip: String? = nil
  ) {
    let (n, w) = (SVGText.number, width == 1 ? "" : " stroke-width=\"\(SVGText.number(width))\"")
    element(
      "line",
      "class=\"\(style)\" x1=\"\(n(from.x))\" y1=\"\(n(from.y))\" x2=\"\(n(to.x))\""
        + " y2=\"\(n(to.y))\"\(w)\(dash.attribute)", tip: tip)
  }

  mutating func rectangle(
    _ box: Box, _ style: String, rounded: Double = 0, extra: String = "", tip: String? = nil
  ) {
    let n = SVGText.number
    let corner = rounded > 0 ? " rx=\"\(n(rounded))\"" : ""
    element(
      "rect",
      "class=\"\(style)\" x=\"\(n(box.x))\" y=\"\(n(box.y))\" width=\"\(n(max(0, box.width)))\""
        + " height=\"\(n(max(0, box.height)))\"\(corner)\(extra)", tip: tip)
  }

  mutating func circle(
    _ centre: SIMD2<Double>, radius: Double, _ style: String, extra: String = "",
    tip: String? = nil
  ) {
    let n = SVGText.number
    element(
      "circle",
      "class=\"\(style)\" cx=\"\(n(centre.x))\" cy=\"\(n(centre.y))\" r=\"\(n(radius))\"\(extra)",
      tip: tip)
  }

  /// A path from its commands; `width` is that of the stroke.
  mutating func path(
    _ commands: String, _ style: String, width: Double? = nil, dash: Dash = .solid,
    extra: String = "", tip: String? = nil
  ) {
    guard !commands.isEmpty else { return }
    let stroke = width.map { " stroke-width=\"\(SVGText.number($0))\"" } ?? ""
    element(
      "path", "class=\"\(style)\" d=\"\(commands)\"\(stroke)\(dash.attribute)\(extra)", tip: tip)
  }

  /// Writing with its base line at `y`; `style` has the anchor, `e` or `mi`, when it is not the
  /// start.
  mutating func text(_ text: String, _ x: Double, _ y: Double, _ style: String, tip: String? = nil)
  {
    guard !text.isEmpty else { return }
    let title = tip.map { "<title>\(SVGText.escaped($0))</title>" } ?? ""
    content +=
      "<text class=\"\(style)\" x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\">\(title)"
      + "\(SVGText.escaped(text))</text>\n"
  }

  /// Draws into a window that shows nothing outside `box`; coordinates stay those of the figure.
  mutating func clipped(to box: Box, _ draw: (inout Canvas) -> Void) {
    let n = SVGText.number
    let place = "\(n(box.x)) \(n(box.y)) \(n(max(0, box.width))) \(n(max(0, box.height)))"
    content +=
      "<svg x=\"\(n(box.x))\" y=\"\(n(box.y))\" width=\"\(n(max(0, box.width)))\""
      + " height=\"\(n(max(0, box.height)))\" viewBox=\"\(place)\">\n"
    draw(&self)
    content += "</svg>\n"
  }

  private mutating func element(_ name: String, _ attributes: String, tip: String?) {
    if let tip {
      content += "<\(name) \(attributes)><title>\(SVGText.escaped(tip))</title></\(name)>\n"
    } else {
      content += "<\(name) \(attributes)/>\n"
    }
  }
}

extension Canvas {
  /// The whole `<svg>` element around what was drawn, with words for who cannot see it.
  func figure(
    width: Double, height: Double, title: String, description: String, use: SVGUse
  ) -> String {
    let (w, h) = (SVGText.number(width), SVGText.number(height))
    let style = use == .asFile ? "<style>\(StyleSheet.css)</style>\n" : ""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="fig" role="img" viewBox="0 0 \(w) \(h)" \
      width="\(w)" height="\(h)" aria-label="\(SVGText.escaped(title))">
      <title>\(SVGText.escaped(title))</title>
      <desc>\(SVGText.escaped(description))</desc>
      \(style)\(content)</svg>

      """
  }

  /// Title and subtitle at the top left, broken where they are longer than `width`; nothing where
  /// the page says them.
  ///
  /// - Returns: The y below them, where the figure goes on [px].
  mutating func heading(
    _ title: String, _ subtitle: String, width: Double, _ use: SVGUse
  ) -> Double {
    guard use != .underHeading else { return 0 }
    var y = 8.0
    for line in TextWidth.lines(title, width: width, size: 17, bold: true) {
      y += 21
      text(line, 0, y - 4, "ti")
    }
    for line in TextWidth.lines(subtitle, width: width, size: 13) {
      y += 17
      text(line, 0, y - 3, "su")
    }
    return y
  }
}
