/// The commands of a path in few bytes: tenths of a pixel, each step relative to the one before.
struct PathText {
  private(set) var commands = ""
  /// Where the pen is, in whole tenths, so that rounding does not add up.
  private var pen = SIMD2<Int>(0, 0)
  private var state = State.up

  /// Whether the pen is off the paper, has just come down, or draws a line.
  private enum State { case up, down, drawing }

  /// Coordinates stop here [px].
  private static let limit = 100_000.0

  /// A line through points, in their order.
  mutating func polyline(_ points: some Sequence<SIMD2<Double>>, closed: Bool = false) {
    state = .up
    for point in points { add(point) }
    if closed, state == .drawing { commands += "z" }
  }

  private mutating func add(_ point: SIMD2<Double>) {
    let place = SIMD2(tenths(point.x), tenths(point.y))
    switch state {
    case .up: commands += "M\(pair(place))"
    case .down: commands += "l\(pair(place &- pen))"
    case .drawing:
      let step = pair(place &- pen)
      commands += step.hasPrefix("-") ? step : " \(step)"
    }
    state = state == .up ? .down : .drawing
    pen = place
  }

  private func tenths(_ value: Double) -> Int {
    guard value.isFinite else { return 0 }
    return Int((max(-Self.limit, min(Self.limit, value)) * 10).rounded())
  }

  private func pair(_ place: SIMD2<Int>) -> String {
    let (x, y) = (short(place.x), short(place.y))
    return y.hasPrefix("-") ? x + y : "\(x) \(y)"
  }

  /// A tenth without the zero before the point, which SVG allows to leave out.
  private func short(_ tenths: Int) -> String {
    let text = SVGText.decimal(tenths, places: 1)
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    if text.hasPrefix("-0.") { return "-" + text.dropFirst(2) }
    return text
  }

  /// The commands of a line through points.
  static func line(_ points: some Sequence<SIMD2<Double>>, closed: Bool = false) -> String {
    var path = PathText()
    path.polyline(points, closed: closed)
    return path.commands
  }
}
