import Kinematics
import NumericalMethods
import StationModel

/// A named ellipsoid about a station, in its local orbital frame, that traffic enters and leaves.
public struct ProximityRegion: Sendable, Hashable {
  /// Where a path goes through the surface.
  public struct Crossing: Sendable, Hashable {
    /// After the start of the step [s].
    public var time: Double
    /// Whether it goes in.
    public var enters: Bool
  }

  /// By which it is named.
  public var id: String
  /// For people.
  public var name: String
  /// Along the velocity, across the orbit and towards the Earth [m].
  public var semiAxes: SIMD3<Double>
  /// Where the figures are from.
  public var sources: [String]
  /// How sure they are.
  public var confidence: Confidence

  /// Whether a point is inside or on the surface.
  public func contains(_ position: Position<LVLH>) -> Bool {
    (position.components / semiAxes).squaredMagnitude <= 1
  }

  /// Where the path between two states goes in and out, to a microsecond, in order of time.
  ///
  /// The path is the cubic of Hermite. Squared distances along it are polynomials of the sixth degree
  /// in the form of Bernstein, whose coefficients bound them: stretches with coefficients of one sign
  /// have no crossing, others are halved (Farouki 2012). No crossing is missed.
  public func crossings(
    from start: LocalState, to end: LocalState, duration h: Double
  ) -> [Crossing] {
    guard h > 0, h.isFinite else { return [] }
    let p = [
      start.position.components, start.position.components + h / 3 * start.velocity.components,
      end.position.components - h / 3 * end.velocity.components, end.position.components,
    ].map { $0 / semiAxes }
    let binomial = [1.0, 3, 3, 1]
    var coefficients = [Double](repeating: 0, count: 7)
    for i in 0...3 {
      for j in 0...3 {
        let weight = binomial[i] * binomial[j] / [1.0, 6, 15, 20, 15, 6, 1][i + j]
        coefficients[i + j] += weight * dot(p[i], p[j])
      }
    }
    guard coefficients.allSatisfy(\.isFinite) else { return [] }
    var found: [Crossing] = []
    Self.halve(coefficients.map { $0 - 1 }, 0, h, &found)
    return found
  }

  private static func halve(
    _ c: [Double], _ low: Double, _ high: Double, _ found: inout [Crossing]
  ) {
    // A path that starts or ends on the surface is inside there, as a point on it is.
    if c.allSatisfy({ $0 > 0 }) || c.allSatisfy({ $0 <= 0 }) { return }
    if high - low < 1e-6 {
      let (from, to) = (c[0] <= 0, c[6] <= 0)
      if from != to { found.append(Crossing(time: high, enters: to)) }
      return
    }
    var left = [c[0]]
    var right = [c[6]]
    var row = c
    while row.count > 1 {
      row = zip(row, row.dropFirst()).map { 0.5 * ($0 + $1) }
      left.append(row[0])
      right.append(row[row.count - 1])
    }
    let middle = 0.5 * (low + high)
    halve(left, low, middle, &found)
    halve(right.reversed(), middle, high, &found)
  }
}
