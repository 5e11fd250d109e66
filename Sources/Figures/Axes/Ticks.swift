/// Round places on an axis: multiples of 1, 2 or 5 times a power of ten.
public struct Ticks: Sendable, Hashable {
  /// The places, ascending; never more than about twice as many as asked for.
  public let values: [Double]
  /// The distance between two.
  public let step: Double
  /// How many decimals tell two apart.
  public let decimals: Int

  /// The ticks within a range, its ends included.
  ///
  /// - Parameters:
  ///   - low: the lower end.
  ///   - high: the upper end.
  ///   - count: about how many are wanted, at least 1.
  public init(from low: Double, to high: Double, count: Int) {
    self.init(from: low, to: high, count: count, covering: false)
  }

  /// The ticks around a range: the first not above `low`, the last not below `high`.
  public init(covering low: Double, _ high: Double, count: Int) {
    self.init(from: low, to: high, count: count, covering: true)
  }

  private init(from low: Double, to high: Double, count: Int, covering: Bool) {
    let (low, high) = Ticks.usable(low, high)
    let (mantissa, exponent) = Ticks.step(for: (high - low) / Double(max(1, count)))
    let step = Decade.scaled(mantissa, by: exponent)
    // A hair's breadth of a step, so that rounding does not lose the tick at an end.
    let hair = covering ? -1e-9 : 1e-9
    let first = covering ? (low / step - hair).rounded(.down) : (low / step - hair).rounded(.up)
    let last = covering ? (high / step + hair).rounded(.up) : (high / step + hair).rounded(.down)
    let steps = Int(max(-1, min(last - first, 1000)))
    values =
      steps < 0
      ? []
      : (0...steps).map { place in
        Decade.scaled((first + Double(place)) * mantissa, by: exponent) + 0
      }
    self.step = step
    decimals = max(0, -exponent)
  }

  /// A range that can be divided: finite, ascending, and wider than the rounding of its ends.
  static func usable(_ low: Double, _ high: Double) -> (Double, Double) {
    guard low.isFinite, high.isFinite else { return (0, 1) }
    let ends = [low, high].map { max(-1e290, min(1e290, $0)) }
    let (low, high) = (min(ends[0], ends[1]), max(ends[0], ends[1]))
    let size = max(low.magnitude, high.magnitude)
    guard high - low <= size * 1e-12 || high - low < 1e-290 else { return (low, high) }
    guard size > 1e-280 else { return (-1, 1) }
    return (low - size * 0.05, high + size * 0.05)
  }

  /// The smallest 1, 2 or 5 times a power of ten that is at least `width`, a positive number.
  private static func step(for width: Double) -> (mantissa: Double, exponent: Int) {
    let exponent = Decade.exponent(of: width)
    let share = width / Decade.scaled(1, by: exponent)
    for mantissa in [1.0, 2, 5] where share <= mantissa * (1 + 1e-9) { return (mantissa, exponent) }
    return (1, exponent + 1)
  }
}
