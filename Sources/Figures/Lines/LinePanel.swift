/// One field of lines with its axes settled: all of a chart but the heading.
struct LinePanel {
  let chart: LineChart
  let horizontal: ResolvedAxis
  let vertical: ResolvedAxis
  /// The room for everything.
  let outer: Box
  /// The field in which lines are drawn.
  let area: Box
  /// Whether names are in rows above the field, because they do not fit at the lines' ends.
  let hasKey: Bool
  /// Whether the vertical axis has its numbers here; not so in a row of panels that share it.
  let hasNumbers: Bool
  /// Whether the horizontal axis is named here.
  let hasCaption: Bool
  /// Whether the shading is named here.
  let namesBands: Bool

  static let lineHeight = 15.0

  /// - Parameters:
  ///   - vertical: An axis shared with other panels; nil for one of its own.
  ///   - namesLines: Whether lines are named in this panel.
  ///   - rows: How many rows of labels of events have room, when it is more than they need.
  init(
    _ chart: LineChart, in outer: Box, vertical shared: ResolvedAxis? = nil,
    namesLines: Bool = true, hasNumbers: Bool = true, hasCaption: Bool = true,
    namesBands: Bool = true, rows least: Int = 0
  ) {
    self.chart = chart
    self.outer = outer
    self.hasNumbers = hasNumbers
    self.hasCaption = hasCaption
    self.namesBands = namesBands
    let vertical = shared ?? LinePanel.vertical(of: [chart], count: outer.height < 220 ? 4 : 5)
    self.vertical = vertical
    let named = chart.series.filter { !$0.label.isEmpty && LinePanel.hasPoints($0) }
    let widest = named.map { TextWidth.of($0.label, bold: true) }.max() ?? 0
    let fits =
      Double(named.count) * LinePanel.lineHeight <= outer.height - 90
      && widest <= outer.width * 0.35
    hasKey = namesLines && !fits && !named.isEmpty
    let right = namesLines && fits && !named.isEmpty ? widest + 16 : 14
    let numbers = vertical.ticks.map { TextWidth.of($0.label, size: 11) }.max() ?? 0
    let left = hasNumbers ? numbers + 10 : 4
    let width = max(40, outer.width - left - right)
    let span = LinePanel.span(of: [chart])
    horizontal = chart.horizontal.resolved(
      low: span.low, high: span.high, count: max(2, Int(width / 85)))
    let rows = LinePanel.eventRows(chart, axis: horizontal, left: left, width: width)
    let keyRows = hasKey ? LinePanel.keyRows(named, width: outer.width).count : 0
    let above =
      24 + Double(keyRows) * 18
      + Double(max(least, (rows.max() ?? -1) + 1)) * LinePanel.lineHeight
    let below = horizontal.ticks.contains { !$0.note.isEmpty } ? 50.0 : 38
    area = Box(
      x: outer.x + left, y: outer.y + above, width: width,
      height: max(90, outer.height - above - below))
  }

  /// Where the panel ends, below `outer` when its rows leave the lines too little of it.
  var bottom: Double {
    area.bottom + (horizontal.ticks.contains { !$0.note.isEmpty } ? 50 : 38)
  }

  /// How many rows the labels of events take.
  var rowCount: Int {
    let rows = LinePanel.eventRows(
      chart, axis: horizontal, left: area.x - outer.x, width: area.width)
    return (rows.max() ?? -1) + 1
  }

  // MARK: - Places

  func x(_ value: Double) -> Double {
    area.x + (value - horizontal.low) / (horizontal.high - horizontal.low) * area.width
  }

  func y(_ value: Double) -> Double {
    area.bottom - (value - vertical.low) / (vertical.high - vertical.low) * area.height
  }

  /// The line in pixels, in runs without gaps, decimated.
  func runs(of series: LineChart.Series) -> [[SIMD2<Double>]] {
    var (runs, run) = ([[SIMD2<Double>]](), [SIMD2<Double>]())
    for (x, y) in zip(series.x, series.y) {
      let value = SIMD2(x, y)
      if value.isFinite {
        run.append(SIMD2(self.x(x), self.y(y)))
      } else if !run.isEmpty {
        runs.append(Decimation.columns(run))
        run = []
      }
    }
    return run.isEmpty ? runs : runs + [Decimation.columns(run)]
  }

  static func hasPoints(_ series: LineChart.Series) -> Bool {
    zip(series.x, series.y).contains { SIMD2($0, $1).isFinite }
  }

  // MARK: - Axes

  /// The horizontal ends that charts need together.
  static func span(of charts: [LineChart]) -> (low: Double, high: Double) {
    if let given = charts.lazy.compactMap(\.span).first {
      return Ticks.usable(given.lowerBound, given.upperBound)
    }
    var (low, high) = (Double.infinity, -Double.infinity)
    for series in charts.flatMap(\.series) {
      for (x, y) in zip(series.x, series.y) where SIMD2(x, y).isFinite {
        (low, high) = (min(low, x), max(high, x))
      }
    }
    guard low <= high else { return (0, 1) }
    return Ticks.usable(low, high)
  }

  /// The vertical axis that charts need together: all values, and the limits that leave the values a
  /// third of the height.
  static func vertical(of charts: [LineChart], count: Int) -> ResolvedAxis {
    let axis = charts.first?.vertical ?? ValueAxis("", unit: "")
    var (low, high) = (Double.infinity, -Double.infinity)
    for series in charts.flatMap(\.series) {
      for (x, y) in zip(series.x, series.y) where SIMD2(x, y).isFinite {
        (low, high) = (min(low, y), max(high, y))
      }
    }
    guard low <= high else { return axis.resolved(low: nil, high: nil, count: count) }
    if charts.contains(where: \.vertical.includesZero) { (low, high) = (min(low, 0), max(high, 0)) }
    let (first, last) = Ticks.usable(low, high)
    let room = 2 * (last - first)
    for limit in charts.flatMap(\.limits) where limit.value.magnitude < 1e150 {
      if limit.value > high, limit.value - last <= room { high = limit.value }
      if limit.value < low, first - limit.value <= room { low = limit.value }
    }
    return axis.resolved(low: low, high: high, count: count)
  }

  // MARK: - Rows above the field

  /// The row of each event's label, from the field upwards; -1 for one that is outside the axis.
  ///
  /// The last event comes first and takes the lowest row, so that the label of an earlier one runs
  /// over the lines of later ones and is crossed by none.
  static func eventRows(
    _ chart: LineChart, axis: ResolvedAxis, left: Double, width: Double
  ) -> [Int] {
    var rows = [Int](repeating: -1, count: chart.events.count)
    var taken: [[Box]] = []
    let order = chart.events.indices.filter { chart.events[$0].x.isFinite }.sorted {
      (chart.events[$0].x, $0) > (chart.events[$1].x, $1)
    }
    for index in order {
      let event = chart.events[index]
      guard event.x >= axis.low, event.x <= axis.high else { continue }
      let box = eventBox(event, axis: axis, left: left, width: width)
      // Above every label that is in the way, as the line must come down beside all of them.
      let row = (taken.lastIndex { $0.contains { $0.grown(by: 4).overlaps(box) } } ?? -1) + 1
      if row == taken.count { taken.append([]) }
      taken[row].append(box)
      // The line down from the label keeps others off its way.
      let x = left + (event.x - axis.low) / (axis.high - axis.low) * width
      for lower in 0..<row { taken[lower].append(Box(x: x - 1, y: 0, width: 2, height: 1)) }
      rows[index] = row
    }
    return rows
  }

  /// The room of an event's label, as if all were in one row: right of its line, or left of it when
  /// the field ends.
  static func eventBox(
    _ event: LineChart.Event, axis: ResolvedAxis, left: Double, width: Double
  ) -> Box {
    let x = left + (event.x - axis.low) / (axis.high - axis.low) * width
    let text = min(TextWidth.of(event.label, size: 11), width)
    let start = x + text > left + width + 10 ? max(0, x - text) : x
    return Box(x: start, y: 0, width: text, height: 1)
  }

  /// Names of series in rows, for the key above the field.
  static func keyRows(
    _ series: [LineChart.Series], width: Double
  ) -> [[(series: LineChart.Series, x: Double)]] {
    var (rows, x) = ([[(series: LineChart.Series, x: Double)]](), Double.infinity)
    for one in series {
      let room = 30 + TextWidth.of(one.label) + 16
      if x + room > width || rows.isEmpty {
        rows.append([])
        x = 0
      }
      rows[rows.count - 1].append((one, x))
      x += room
    }
    return rows
  }
}
