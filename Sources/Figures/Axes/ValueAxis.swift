/// The vertical axis of a chart.
public struct ValueAxis: Sendable, Hashable {
  /// What is drawn, as in `Power`; may be empty where the title says it.
  public var label: String
  /// The unit of the values without a prefix, as in `W`; empty for plain numbers.
  public var unit: String
  /// Whether zero is on the axis whatever the values are.
  public var includesZero: Bool
  /// What the axis covers, in `unit`; nil for as much as the values need.
  public var range: ClosedRange<Double>?

  /// An axis from its parts.
  public init(
    _ label: String, unit: String, includesZero: Bool = false, range: ClosedRange<Double>? = nil
  ) {
    self.label = label
    self.unit = unit
    self.includesZero = includesZero
    self.range = range
  }
}

/// An axis with its ends, its ticks and their writing settled.
struct ResolvedAxis {
  struct Tick {
    let value: Double
    let label: String
    /// A second line under the label, as the date under a time of day.
    var note = ""
  }

  let low: Double
  let high: Double
  let ticks: [Tick]
  /// What is written beside the axis, with the unit.
  let caption: String
  /// The unit in which single values of the axis are written.
  let scale: UnitScale
}

extension ValueAxis {
  /// The axis for values between `low` and `high`, nil without any; about `count` ticks.
  func resolved(low: Double?, high: Double?, count: Int) -> ResolvedAxis {
    var (low, high) = (low ?? 0, high ?? 1)
    if includesZero { (low, high) = (min(low, 0), max(high, 0)) }
    if let range { (low, high) = (range.lowerBound, range.upperBound) }
    (low, high) = Ticks.usable(low, high)
    let ticks =
      range == nil
      ? Ticks(covering: low, high, count: count) : Ticks(from: low, to: high, count: count)
    if range == nil, let first = ticks.values.first, let last = ticks.values.last {
      (low, high) = (first, last)
    }
    let size = max(low.magnitude, high.magnitude)
    let scale = UnitScale(unit: unit, magnitude: size)
    return ResolvedAxis(
      low: low, high: high,
      ticks: ticks.values.map { .init(value: $0, label: scale.label($0, step: ticks.step)) },
      caption: [label, scale.unit].filter { !$0.isEmpty }.joined(separator: ", "), scale: scale)
  }
}

extension UnitScale {
  /// A tick's number, with the decimals that tell ticks `step` apart from each other.
  func label(_ value: Double, step: Double) -> String {
    let exponent = Decade.exponent(of: step / divisor * (1 + 1e-9))
    return NumberText.fixed(value / divisor, decimals: max(0, -exponent))
  }
}
