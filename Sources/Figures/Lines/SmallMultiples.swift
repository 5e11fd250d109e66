/// The same chart for several pieces side by side, with one vertical axis for all, or one for each
/// where the pieces differ so much that the smaller would be a flat line.
///
/// Each panel is a ``LineChart`` whose title names the piece; subtitle and size of the panels are
/// not used. Lines are named once above when the panels have more than one name among them.
public struct SmallMultiples: Figure {
  public var title: String
  /// A second line under the title; none where empty.
  public var subtitle: String
  /// The charts, row by row.
  public var panels: [LineChart]
  /// How many panels stand in a row; at least 1.
  public var columns: Int
  /// The width of the whole figure [px], 240 to 4000.
  public var width: Double
  /// The height of one row [px], 120 to 1000.
  public var rowHeight: Double
  /// Whether all panels have one vertical axis.
  public var sharesScale = true

  /// Panels from their parts; lengths in [px].
  public init(
    _ title: String, subtitle: String = "", panels: [LineChart], columns: Int = 3,
    width: Double = 860, rowHeight: Double = 230
  ) {
    self.title = title
    self.subtitle = subtitle
    self.panels = panels
    self.columns = columns
    self.width = width
    self.rowHeight = rowHeight
  }

  public func svg(_ use: SVGUse) -> String {
    let width = Measure.side(width, least: 240)
    let height = min(1000, Measure.side(rowHeight, least: 120))
    var canvas = Canvas()
    var y = canvas.heading(title, subtitle, width: width, use) + 8
    let names = distinctLines()
    if names.count > 1 {
      Key.draw(names, at: SIMD2(0, y), width: width, on: &canvas)
      y += Double(LinePanel.keyRows(names, width: width).count) * 18 + 6
    }
    let fields = placed(top: y, width: width, height: height)
    for panel in fields {
      let tone = panel.chart.series.last?.tone.code ?? "k"
      let title = TextWidth.clipped(panel.chart.title, to: panel.area.width, bold: true)
      canvas.text(title, panel.area.x, panel.outer.y - 5, "la x\(tone)")
      panel.draw(on: &canvas)
    }
    let bottom = fields.map(\.bottom).max() ?? y + 20
    let words = fields.map { panel in
      ([panel.chart.title + "."] + panel.chart.series.map { panel.summary(of: $0) })
        .joined(separator: " ")
    }
    return canvas.figure(
      width: width, height: bottom + 2, title: title,
      description: ([subtitle] + words).filter { !$0.isEmpty }.joined(separator: " "), use: use)
  }

  /// The panels in their places, on one vertical axis and one span, with their fields in line.
  private func placed(top: Double, width: Double, height: Double) -> [LinePanel] {
    let count = max(1, min(columns, panels.count))
    let axes = panels.map { LinePanel.vertical(of: sharesScale ? panels : [$0], count: 4) }
    let span = LinePanel.span(of: panels)
    let numbers =
      (axes.flatMap(\.ticks).map { TextWidth.of($0.label, size: 11) }.max() ?? 0) + 10
    // With one scale the first field of a row alone has numbers, and is wider by them.
    let first = sharesScale ? numbers - 4 : 0
    let gap = sharesScale ? 10.0 : 18
    let each = (width - first - gap * Double(count - 1)) / Double(count)
    func panel(_ index: Int, rows: Int) -> LinePanel {
      var chart = panels[index]
      chart.span = span.low...span.high
      let (row, column) = (Double(index / count), Double(index % count))
      let isFirst = index % count == 0
      let outer = Box(
        x: isFirst ? 0 : first + column * (each + gap), y: top + 18 + row * (height + 14),
        width: isFirst ? each + first : each, height: height)
      return LinePanel(
        chart, in: outer, vertical: axes[index], namesLines: false,
        hasNumbers: isFirst || !sharesScale,
        hasCaption: index + count >= panels.count, namesBands: index == count - 1, rows: rows)
    }
    let rows = panels.indices.map { panel($0, rows: 0).rowCount }.max() ?? 0
    return panels.indices.map { panel($0, rows: rows) }
  }

  /// One series for each name and dash; in the colour of writing when its pieces differ.
  private func distinctLines() -> [LineChart.Series] {
    var lines: [LineChart.Series] = []
    for series in panels.flatMap(\.series) where !series.label.isEmpty {
      let place = lines.firstIndex { $0.label == series.label && $0.dash == series.dash }
      if let place {
        if lines[place].tone != series.tone { lines[place].tone = .ink }
      } else {
        lines.append(.init(series.label, series.tone, dash: series.dash, x: [], y: []))
      }
    }
    return lines
  }
}
