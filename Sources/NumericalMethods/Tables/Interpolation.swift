/// Values between given points.
public enum Interpolation {
  /// The cubic through two points with given slopes there, at `x`; exact for cubics.
  ///
  /// Valid between `x0` and `x1`, which differ; outside it extrapolates. A slope has the unit of y
  /// over that of x.
  @inlinable
  public static func cubicHermite(
    at x: Double, x0: Double, y0: Double, slope0: Double, x1: Double, y1: Double, slope1: Double
  ) -> Double {
    let width = x1 - x0
    let t = (x - x0) / width
    let u = 1 - t
    let ends = y0 * (u * u * (1 + 2 * t)) + y1 * (t * t * (1 + 2 * u))
    return ends + width * t * u * (slope0 * u - slope1 * t)
  }
}

/// A function given at rising places, linear in between and unknown outside.
public struct MonotoneTable: Sendable, Hashable {
  /// The places, strictly rising.
  public let x: [Double]

  /// The values there.
  public let y: [Double]

  /// A table; nil where it is empty, the counts differ, a number is not finite, or the places do
  /// not rise strictly.
  public init?(x: [Double], y: [Double]) {
    guard !x.isEmpty, x.count == y.count else { return nil }
    guard x.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite) else { return nil }
    guard zip(x, x.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    self.x = x
    self.y = y
  }

  /// The first and the last place.
  public var domain: ClosedRange<Double> { x[0]...x[x.count - 1] }

  /// Whether the table knows the value at `x`.
  public func contains(_ x: Double) -> Bool { domain.contains(x) }

  /// The value at `x`; nil outside the table.
  public func value(at x: Double) -> Double? {
    guard contains(x) else { return nil }
    // The last place at or below x.
    var low = 0
    var high = self.x.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if self.x[middle] <= x { low = middle } else { high = middle }
    }
    guard low + 1 < self.x.count, self.x[low] < x else { return y[low] }
    let part = (x - self.x[low]) / (self.x[low + 1] - self.x[low])
    return y[low] * (1 - part) + y[low + 1] * part
  }
}
