/// A table whose cells are bars: the same quantities before and after, for each piece.
///
/// Each row has a scale of its own, from zero to its largest value, so bars compare within a row
/// only. A value that is not known has a dash in its place.
public struct BarComparison: Figure {
  /// One for whom the quantities are given: the station before, a piece after.
  public struct Column: Sendable, Hashable {
    /// What stands above it.
    public var label: String
    /// Whose column it is.
    public var tone: Tone

    /// A column from its parts.
    public init(_ label: String, _ tone: Tone) {
      self.label = label
      self.tone = tone
    }
  }

  /// A quantity.
  public struct Row: Sendable, Hashable {
    /// What stands in front of it.
    public var label: String
    /// The unit of the values without a prefix, as in `W`.
    public var unit: String
    /// A value for each column; nil, or what is not finite, for one that is not known.
    public var values: [Double?]
    /// What each column needs at least, drawn as a mark on its bar; may be empty.
    public var needed: [Double?]

    /// A row from its parts.
    public init(_ label: String, unit: String, values: [Double?], needed: [Double?] = []) {
      self.label = label
      self.unit = unit
      self.values = values
      self.needed = needed
    }
  }

  public var title: String
  /// A second line under the title; none where empty.
  public var subtitle: String
  /// From left to right.
  public var columns: [Column]
  /// From top to bottom.
  public var rows: [Row]
  /// The width of the whole figure [px], 240 to 4000.
  public var width: Double

  /// A table from its parts.
  public init(
    _ title: String, subtitle: String = "", columns: [Column], rows: [Row], width: Double = 860
  ) {
    self.title = title
    self.subtitle = subtitle
    self.columns = columns
    self.rows = rows
    self.width = width
  }

  private static let rowHeight = 32.0

  public func svg(_ use: SVGUse) -> String {
    let width = Measure.side(width, least: 240)
    var canvas = Canvas()
    let top = canvas.heading(title, subtitle, width: width, use) + 30
    let names = rows.map { TextWidth.of($0.label) }.max() ?? 0
    let first = min(names + 20, width * 0.4)
    let each = (width - first) / Double(max(1, columns.count))
    for (index, column) in columns.enumerated() {
      let text = TextWidth.clipped(column.label, to: each - 8, bold: true)
      canvas.text(text, first + Double(index) * each, top - 8, "la x\(column.tone.code)")
    }
    let writing = rows.flatMap(texts).map { TextWidth.of($0) }.max() ?? 0
    for (index, row) in rows.enumerated() {
      let y = top + Double(index) * BarComparison.rowHeight
      canvas.line(SIMD2(0, y), SIMD2(width, y), "g")
      canvas.text(TextWidth.clipped(row.label, to: first - 8), 0, y + 20, "")
      draw(row, at: SIMD2(first, y), each: each, room: each - writing - 22, on: &canvas)
    }
    let bottom = top + Double(rows.count) * BarComparison.rowHeight
    canvas.line(SIMD2(0, bottom), SIMD2(width, bottom), "g")
    let hasNeeds = rows.contains { $0.needed.contains { $0 != nil } }
    if hasNeeds { drawKey(y: bottom + 16, on: &canvas) }
    return canvas.figure(
      width: width, height: bottom + (hasNeeds ? 26 : 4), title: title, description: summary,
      use: use)
  }

  /// The bars of a row; the longest is `room` pixels.
  private func draw(
    _ row: Row, at corner: SIMD2<Double>, each: Double, room: Double, on canvas: inout Canvas
  ) {
    let values = columns.indices.map { usable(row.values, $0) }
    let needs = columns.indices.map { usable(row.needed, $0) }
    let known = (values + needs).compactMap { $0 }
    let (low, high) = (min(0, known.min() ?? 0), max(0, known.max() ?? 0))
    let pixels = high > low ? max(10, room) / (high - low) : 0
    let texts = texts(of: row)
    for (index, column) in columns.enumerated() {
      let zero = corner.x + Double(index) * each - low * pixels
      let y = corner.y + 9
      guard let value = values[index] else {
        canvas.text("–", zero, corner.y + 20, "su", tip: "not known")
        continue
      }
      let (from, to) = (zero + min(0, value) * pixels, zero + max(0, value) * pixels)
      let code = column.tone.code
      let tip = "\(row.label), \(column.label): \(texts[index])"
      canvas.rectangle(
        Box(x: from, y: y, width: max(1, to - from), height: 14), "f\(code)", rounded: 1.5, tip: tip
      )
      if low < 0 { canvas.line(SIMD2(zero, y - 3), SIMD2(zero, y + 17), "a") }
      var end = to
      if let need = needs[index] {
        let x = zero + need * pixels
        canvas.line(SIMD2(x, y - 4), SIMD2(x, y + 18), "cutline", width: 4)
        canvas.line(SIMD2(x, y - 4), SIMD2(x, y + 18), "sk", width: 1.75)
        end = max(end, x)
      }
      canvas.text(texts[index], end + 6, corner.y + 20, value < 0 ? "xc" : "")
    }
  }

  private func drawKey(y: Double, on canvas: inout Canvas) {
    canvas.line(SIMD2(2, y - 9), SIMD2(2, y + 3), "sk", width: 1.75)
    canvas.text("needed", 9, y + 1, "ax")
  }

  /// The values of a row in words, in one unit and with equally many decimals.
  private func texts(of row: Row) -> [String] {
    let values = columns.indices.map { usable(row.values, $0) }
    let size = values.compactMap { $0?.magnitude }.max() ?? 0
    let scale = UnitScale(unit: row.unit, magnitude: size)
    let numbers = values.map { $0.map { $0 / scale.divisor } }
    let areWhole = numbers.allSatisfy { $0 == $0?.rounded() }
    let exponent = size > 0 ? Decade.exponent(of: size / scale.divisor) : 0
    let decimals = areWhole ? 0 : max(0, 2 - exponent)
    return numbers.map { number in
      guard let number else { return "–" }
      let text = NumberText.fixed(number, decimals: decimals)
      return scale.unit == "%" || scale.unit.isEmpty ? text + scale.unit : "\(text) \(scale.unit)"
    }
  }

  private func usable(_ values: [Double?], _ index: Int) -> Double? {
    guard values.indices.contains(index), let value = values[index], value.magnitude < 1e150 else {
      return nil
    }
    return value
  }

  private var summary: String {
    let words = rows.map { row -> String in
      let cells = columns.indices.map { index in
        let value = usable(row.values, index)
        let text = value.map { UnitScale.text($0, unit: row.unit) } ?? "not known"
        return "\(columns[index].label) \(text)"
      }
      return "\(row.label): \(cells.joined(separator: ", "))."
    }
    return ([subtitle] + words).filter { !$0.isEmpty }.joined(separator: " ")
  }
}
