import Kinematics
import SpaceEnvironment

/// Positions of a body at equidistant knots, interpolated by cubics (Lagrange).
///
/// With the spacings below the cubics are within 3 m of the positions that the knots are taken from.
struct BodyTable: Sendable {
  private var knots: [SIMD3<Double>]
  private let spacing: Double

  /// Between the knots of the Sun [s]; its cubic is off by up to 3 m, which the Moon's pull on
  /// the Earth makes.
  static let spacingOfSun = 21_600.0
  /// Between the knots of the Moon [s]; its cubic is off by up to 2 m.
  static let spacingOfMoon = 7200.0

  /// Knots `spacing` [s] apart from one before `start` to two after `start + span`.
  ///
  /// - Throws: what `position` throws.
  init(
    from start: Epoch, span: Double, spacing: Double,
    _ position: (Epoch) throws(EnvironmentError) -> SIMD3<Double>
  ) throws(EnvironmentError) {
    self.spacing = spacing
    let count = Int((span / spacing).rounded(.up)) + 4
    knots = []
    knots.reserveCapacity(count)
    for index in 0..<count { knots.append(try position(start + Double(index - 1) * spacing)) }
  }

  /// The position `time` [s] after the start.
  func position(at time: Double) -> SIMD3<Double> {
    let offset = time / spacing + 1
    let index = max(1, min(knots.count - 3, Int(offset.rounded(.down))))
    let t = offset - Double(index)
    let a = -t * (t - 1) * (t - 2) / 6
    let b = (t + 1) * (t - 1) * (t - 2) / 2
    let c = -(t + 1) * t * (t - 2) / 2
    let d = (t + 1) * t * (t - 1) / 6
    return a * knots[index - 1] + b * knots[index] + c * knots[index + 1] + d * knots[index + 2]
  }
}
