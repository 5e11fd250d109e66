/// What stands along the bottom of a chart.
public enum HorizontalAxis: Sendable, Hashable {
  /// Time [s] since something that happens at 0, as in `since: "J01 opens"`; written in seconds,
  /// minutes, hours, days or years, whichever suits the span. May be empty.
  case elapsed(since: String)
  /// Dates in UTC: `secondsSince1970` is the date of 0 on the axis, in seconds since
  /// 1970-01-01T00:00:00 UTC with days of 86 400 s.
  case utc(secondsSince1970: Double)
  /// Some other quantity, in a unit without a prefix.
  case quantity(label: String, unit: String)

  /// The axis from `low` to `high`; about `count` ticks.
  func resolved(low: Double, high: Double, count: Int) -> ResolvedAxis {
    switch self {
    case .elapsed(let origin):
      return ElapsedTime(span: max(low.magnitude, high.magnitude, high - low))
        .axis(low: low, high: high, origin: origin, count: count)
    case .utc(let start):
      let ticks = CalendarTicks(from: start + low, to: start + high, count: count).ticks
      return ResolvedAxis(
        low: low, high: high,
        ticks: ticks.map { .init(value: $0.seconds - start, label: $0.label, note: $0.note) },
        caption: "UTC", scale: UnitScale(unit: "s", magnitude: 1))
    case .quantity(let label, let unit):
      let (ticks, scale) = (
        Ticks(from: low, to: high, count: count),
        UnitScale(unit: unit, magnitude: max(low.magnitude, high.magnitude))
      )
      return ResolvedAxis(
        low: low, high: high,
        ticks: ticks.values.map { .init(value: $0, label: scale.label($0, step: ticks.step)) },
        caption: [label, scale.unit].filter { !$0.isEmpty }.joined(separator: ", "), scale: scale)
    }
  }

  /// A place on the axis in words.
  func text(_ value: Double, on axis: ResolvedAxis) -> String {
    switch self {
    case .elapsed: ElapsedTime.text(value)
    case .utc(let start): CivilDate(secondsSince1970: start + value).text
    case .quantity: axis.scale.text(value)
    }
  }
}

/// The unit of a span of time and its round steps.
public struct ElapsedTime: Sendable {
  /// The unit [s].
  let seconds: Double
  let name: String
  /// Round steps below the powers of ten [units].
  private let steps: [Double]

  /// The unit that suits a span [s].
  init(span: Double) {
    switch span.magnitude {
    case ...150: (seconds, name, steps) = (1, "seconds", [1, 2, 5, 10, 15, 30, 60])
    case ...9000: (seconds, name, steps) = (60, "minutes", [1, 2, 5, 10, 15, 30, 60])
    case ...260_000: (seconds, name, steps) = (3600, "hours", [1, 2, 3, 6, 12, 24])
    case ...94_672_800: (seconds, name, steps) = (86400, "days", [])
    default: (seconds, name, steps) = (31_557_600, "years", [])
    }
  }

  /// A round distance between about `count` ticks of a range [s]; nil where powers of ten serve.
  func step(_ width: Double, count: Int) -> Double? {
    let wanted = width / seconds / Double(max(1, count))
    guard let first = steps.first, wanted > first / 2 else { return nil }
    return steps.first { $0 >= wanted * (1 - 1e-9) }.map { $0 * seconds }
  }

  /// The round places within a range [s].
  func places(low: Double, high: Double, count: Int) -> (values: [Double], step: Double) {
    if let step = step(high - low, count: count) {
      let (first, last) = (
        (low / step - 1e-9).rounded(.up), (high / step + 1e-9).rounded(.down)
      )
      let steps = Int(max(-1, min(last - first, 1000)))
      return (steps < 0 ? [] : (0...steps).map { (first + Double($0)) * step }, step)
    }
    let ticks = Ticks(from: low / seconds, to: high / seconds, count: count)
    return (ticks.values.map { $0 * seconds }, ticks.step * seconds)
  }

  func axis(low: Double, high: Double, origin: String, count: Int) -> ResolvedAxis {
    let (values, step) = places(low: low, high: high, count: count)
    let scale = UnitScale(unit: "", magnitude: max(low.magnitude, high.magnitude) / seconds)
    let unit = scale.divisor == 1 ? name : "\(scale.unit) \(name)"
    return ResolvedAxis(
      low: low, high: high,
      ticks: values.map {
        .init(value: $0, label: scale.label($0 / seconds, step: step / seconds))
      },
      caption: origin.isEmpty ? unit : "\(unit) since \(origin)",
      scale: UnitScale(unit: "s", magnitude: 1))
  }

  /// A time in the two units that suit it, as in `1 h 44 min`, `58.3 d` or `12 s`.
  public static func text(_ time: Double) -> String {
    guard time.isFinite else { return "–" }
    let (sign, size) = (time < 0 ? "−" : "", time.magnitude)
    switch size {
    case ..<60: return sign + NumberText.short(size) + " s"
    case ..<3570: return sign + whole(size, of: (60, "min"), and: (1, "s"))
    case ..<172_800: return sign + whole(size, of: (3600, "h"), and: (60, "min"))
    case ..<94_672_800: return sign + NumberText.short(size / 86400) + " d"
    default: return sign + NumberText.short(size / 31_557_600) + " years"
    }
  }

  private static func whole(
    _ time: Double, of large: (seconds: Double, name: String),
    and small: (seconds: Double, name: String)
  ) -> String {
    let parts = Int((time / small.seconds).rounded())
    let each = Int(large.seconds / small.seconds)
    let first = "\(parts / each) \(large.name)"
    return parts % each == 0 ? first : "\(first) \(parts % each) \(small.name)"
  }
}
