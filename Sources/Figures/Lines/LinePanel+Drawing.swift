extension LinePanel {
  /// Draws the panel, from the paper upwards.
  func draw(on canvas: inout Canvas) {
    drawBands(on: &canvas)
    drawAxes(on: &canvas)
    drawEvents(on: &canvas)
    let lines = chart.series.map { runs(of: $0) }
    drawLimitLines(on: &canvas)
    canvas.clipped(to: area.grown(by: 3)) { canvas in
      for (series, runs) in zip(chart.series, lines) { draw(series, runs, on: &canvas) }
    }
    drawLimitLabels(avoiding: lines.flatMap { $0 }.flatMap { $0 }, on: &canvas)
    if hasKey {
      drawKey(on: &canvas)
    } else if outer.right - area.right > 20 {
      drawEndLabels(lines, on: &canvas)
    }
    if lines.allSatisfy({ $0.isEmpty }) {
      canvas.text("no values", area.centre.x, area.centre.y, "su mi")
    }
  }

  // MARK: - Ground

  private func drawBands(on canvas: inout Canvas) {
    var names: [String] = []
    for band in chart.bands {
      guard band.from.isFinite, band.to.isFinite else { continue }
      let from = max(horizontal.low, min(band.from, band.to))
      let to = min(horizontal.high, max(band.from, band.to))
      guard from < to else { continue }
      let box = Box(x: x(from), y: area.y, width: x(to) - x(from), height: area.height)
      canvas.rectangle(box, "b", tip: band.label.isEmpty ? nil : band.label)
      if !band.label.isEmpty, !names.contains(band.label) { names.append(band.label) }
    }
    guard namesBands else { return }
    // The key of the shading, at the right above the field.
    var right = outer.right
    for name in names.reversed() {
      let width = TextWidth.of(name, size: 11)
      canvas.text(name, right, outer.y + 11, "ax e")
      let swatch = Box(x: right - width - 20, y: outer.y + 1, width: 15, height: 12)
      canvas.rectangle(swatch, "b", rounded: 2)
      right = swatch.x - 12
    }
  }

  private func drawAxes(on canvas: inout Canvas) {
    for tick in vertical.ticks {
      let y = y(tick.value)
      let isZero = tick.value == 0 && vertical.low < 0
      canvas.line(SIMD2(area.x, y), SIMD2(area.right, y), isZero ? "a" : "g")
      if hasNumbers { canvas.text(tick.label, area.x - 7, y + 4, "ax e") }
    }
    if hasNumbers { canvas.text(vertical.caption, outer.x, outer.y + 11, "ax") }
    let bottom = area.bottom
    canvas.line(SIMD2(area.x, bottom), SIMD2(area.right, bottom), "a")
    var end = -Double.infinity
    for tick in horizontal.ticks {
      let x = x(tick.value)
      canvas.line(SIMD2(x, bottom), SIMD2(x, bottom + 4), "a")
      let half = TextWidth.of(tick.label, size: 11) / 2
      guard x - half > end else { continue }
      end = x + half + 4
      canvas.text(tick.label, x, bottom + 17, "ax mi")
    }
    drawNotes(on: &canvas)
    let caption = bottom + (horizontal.ticks.contains { !$0.note.isEmpty } ? 45 : 33)
    if hasCaption { canvas.text(horizontal.caption, area.right, caption, "ax e") }
  }

  /// The second line under the horizontal axis: days under times.
  private func drawNotes(on canvas: inout Canvas) {
    let noted = horizontal.ticks.filter { !$0.note.isEmpty }
    for (index, tick) in noted.enumerated() {
      let width = TextWidth.of(tick.note, size: 11)
      let next = index + 1 < noted.count ? x(noted[index + 1].value) : .infinity
      // The first day gives way to the second when there is no room for both.
      guard x(tick.value) + width + 8 < next + width / 2 || index > 0 else { continue }
      canvas.text(tick.note, x(tick.value), area.bottom + 31, "ax mi")
    }
  }

  private func drawEvents(on canvas: inout Canvas) {
    let left = area.x - outer.x
    let rows = LinePanel.eventRows(chart, axis: horizontal, left: left, width: area.width)
    for (event, row) in zip(chart.events, rows) where row >= 0 {
      let box = LinePanel.eventBox(event, axis: horizontal, left: left, width: area.width)
      let (x, top) = (x(event.x), area.y - 3 - Double(row) * LinePanel.lineHeight)
      let tip = "\(event.label): \(chart.horizontal.text(event.x, on: horizontal))"
      canvas.line(
        SIMD2(x, top - 1), SIMD2(x, area.bottom), "s\(event.tone.code)", dash: .dotted, tip: tip)
      let text = TextWidth.clipped(event.label, to: area.width, size: 11)
      canvas.text(text, outer.x + box.x, top - 4, "x\(event.tone.code) ev ha", tip: tip)
    }
  }

  // MARK: - Lines

  private func draw(
    _ series: LineChart.Series, _ runs: [[SIMD2<Double>]], on canvas: inout Canvas
  ) {
    var path = PathText()
    for run in runs where run.count > 1 { path.polyline(run) }
    canvas.path(
      path.commands, "n s\(series.tone.code)", width: isDense(runs) ? 1 : 2, dash: series.dash,
      tip: summary(of: series))
    for run in runs where run.count == 1 {
      canvas.circle(run[0], radius: 2.5, "f\(series.tone.code)")
    }
  }

  /// Whether a line goes up and down in every column, where a broad pen would make a bar of it.
  private func isDense(_ runs: [[SIMD2<Double>]]) -> Bool {
    let travel = runs.reduce(0.0) { sum, run in
      sum + zip(run, run.dropFirst()).reduce(0.0) { $0 + ($1.1.y - $1.0.y).magnitude }
    }
    let count = runs.reduce(0) { $0 + $1.count }
    return Double(count) > area.width && travel > 12 * area.height
  }

  /// Names of the lines at their ends, kept apart; a line that ends early is named there.
  private func drawEndLabels(_ lines: [[[SIMD2<Double>]]], on canvas: inout Canvas) {
    var (named, wishes) = ([(series: LineChart.Series, end: SIMD2<Double>)](), [Double]())
    for (series, runs) in zip(chart.series, lines) {
      guard let end = runs.last?.last, !series.label.isEmpty else { continue }
      if end.x < area.x + area.width * 0.85, area.contains(end) {
        canvas.circle(end, radius: 3, "f\(series.tone.code)")
        canvas.text(series.label, end.x + 7, end.y + 4, "la ha x\(series.tone.code)")
      } else {
        named.append((series, end))
        wishes.append(max(area.y, min(area.bottom, end.y)))
      }
    }
    let places = LabelSpreading.places(
      wishes, spacing: LinePanel.lineHeight, low: area.y + 2, high: area.bottom - 2)
    for ((series, end), place) in zip(named, places) {
      let tone = series.tone.code
      if area.grown(by: 1).contains(end) { canvas.circle(end, radius: 3, "f\(tone)") }
      let start = SIMD2(area.right + 4, max(area.y, min(area.bottom, end.y)))
      if (place - start.y).magnitude > 3 {
        canvas.line(start, SIMD2(area.right + 11, place), "s\(tone)", width: 0.75)
      }
      let room = outer.right - area.right - 13
      let text = TextWidth.clipped(series.label, to: room + 2, bold: true)
      canvas.text(text, area.right + 13, place + 4, "la x\(tone)", tip: summary(of: series))
    }
  }

  private func drawKey(on canvas: inout Canvas) {
    let named = chart.series.filter { !$0.label.isEmpty && LinePanel.hasPoints($0) }
    Key.draw(named, at: SIMD2(outer.x, outer.y + 20), width: outer.width, on: &canvas)
  }

  // MARK: - Limits

  private func drawLimitLines(on canvas: inout Canvas) {
    for limit in chart.limits where limit.value >= vertical.low && limit.value <= vertical.high {
      let y = y(limit.value)
      canvas.line(
        SIMD2(area.x, y), SIMD2(area.right, y), "s\(limit.tone.code)", width: 1.25, dash: .dashed,
        tip: "\(limit.label): \(vertical.scale.text(limit.value))")
    }
  }

  /// Names of limits beside their lines, where the fewest points are under them.
  private func drawLimitLabels(avoiding points: [SIMD2<Double>], on canvas: inout Canvas) {
    var taken: [Box] = []
    for limit in chart.limits where limit.value.magnitude < 1e150 {
      let (isAbove, isBelow) = (limit.value > vertical.high, limit.value < vertical.low)
      let value = vertical.scale.text(limit.value)
      let text =
        isAbove
        ? "↑ \(limit.label), \(value)" : isBelow ? "↓ \(limit.label), \(value)" : limit.label
      let width = TextWidth.of(text, size: 11)
      let line = isAbove ? area.y : isBelow ? area.bottom : y(limit.value)
      let rows = isAbove ? [line + 3] : isBelow ? [line - 16] : [line - 15, line + 3]
      let columns = [area.right - width - 6, area.x + 6, area.centre.x - width / 2]
      let places = rows.flatMap { y in columns.map { Box(x: $0, y: y, width: width, height: 13) } }
      func cost(_ box: Box) -> Int {
        let crowd = points.reduce(0) { $0 + (box.grown(by: 2).contains($1) ? 1 : 0) }
        let outside = box.y < area.y - 1 || box.bottom > area.bottom + 1
        return crowd + taken.reduce(0) { $0 + ($1.overlaps(box) ? 1000 : 0) } + (outside ? 500 : 0)
      }
      let costs = places.map(cost)
      guard let least = costs.min(), let place = costs.firstIndex(of: least) else { continue }
      taken.append(places[place])
      canvas.text(
        text, places[place].x, places[place].bottom - 3, "ev ha x\(limit.tone.code)",
        tip: "\(limit.label): \(value)")
    }
  }

  // MARK: - Words

  /// A line in words: its ends and its extremes.
  func summary(of series: LineChart.Series) -> String {
    let points = zip(series.x, series.y).filter { SIMD2($0, $1).isFinite }
    guard let first = points.first, let last = points.last,
      let low = points.min(by: { $0.1 < $1.1 }), let high = points.max(by: { $0.1 < $1.1 })
    else { return "\(series.label): no values." }
    func at(_ point: (Double, Double)) -> String {
      "\(vertical.scale.text(point.1)) at \(chart.horizontal.text(point.0, on: horizontal))"
    }
    let name = series.label.isEmpty ? "" : "\(series.label): "
    if low.1 == high.1 { return "\(name)\(vertical.scale.text(first.1)) throughout." }
    return "\(name)from \(at(first)) to \(at(last)); least \(at(low)), most \(at(high))."
  }
}

/// Names of lines in rows, each behind a piece of its line.
enum Key {
  static func draw(
    _ series: [LineChart.Series], at origin: SIMD2<Double>, width: Double, on canvas: inout Canvas
  ) {
    for (row, names) in LinePanel.keyRows(series, width: width).enumerated() {
      let y = origin.y + Double(row) * 18 + 8
      for (one, x) in names {
        let from = SIMD2(origin.x + x, y)
        canvas.line(
          from, from + SIMD2(24, 0), "n s\(one.tone.code)", width: 2, dash: one.dash)
        canvas.text(one.label, from.x + 30, y + 4, "x\(one.tone.code)")
      }
    }
  }
}
