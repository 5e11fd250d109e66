import Figures

/// A figure under a heading of the page, drawn twice: for a wide window and for a telephone.
struct FigureBox {
  let title: String
  var note: Markup = ""
  /// The figure for a width [px].
  let figure: (_ width: Double) -> any Figures.Figure
  /// The width in a wide window [px].
  var width = 1080.0
  /// The width on a telephone; nil where the wide drawing is scrolled instead.
  var narrow: Double? = 356

  /// What a telephone says above something wider than itself.
  static let hint: Markup =
    "<p class=\"hint\" aria-hidden=\"true\">Scroll sideways to see all →</p>"

  var markup: Markup {
    let wide = Markup(trusted: figure(width).svg(.underHeading))
    let head: Markup =
      "<figcaption><h3>\(title)</h3>\(note.text.isEmpty ? "" : "<p>\(note)</p>" as Markup)</figcaption>"
    guard let narrow else {
      return
        "<figure class=\"plot\">\(head)\(Self.hint)<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(title)\"><div class=\"keep\">\(wide)</div></div></figure>\n"
    }
    let small = Markup(trusted: figure(narrow).svg(.underHeading))
    return
      "<figure class=\"plot\">\(head)<div class=\"wide\">\(wide)</div><div class=\"narrow\">\(small)</div></figure>\n"
  }
}
