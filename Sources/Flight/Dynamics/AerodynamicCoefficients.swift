import NumericalMethods

/// Force and torque of the air on one piece over the direction in which it flies through it.
///
/// The force is `q f(d)` and the torque about ``reference`` `q g(d)`, with the dynamic pressure
/// `q = ρ w²/2` [Pa] and `d` the direction of the piece's velocity with respect to the air, along the
/// station frame's axes. The functions are tabulated on a grid of equal angles: `f` [m²] is a drag
/// coefficient times area against `d` where there is no lift, `g` [m³] that times an arm. Between
/// grid points they are interpolated linearly in both angles.
///
/// Limits: one speed ratio (the table is made for the speed and temperature of one altitude); the
/// turning of the piece does not count in the flow.
public struct AerodynamicCoefficients: Sendable, Hashable {
  /// The point that torques are given about, in the station frame [m].
  public let reference: SIMD3<Double>
  /// Grid points a turn of azimuth.
  public let columns: Int
  /// Grid points from pole to pole of the station frame's z axis, both included.
  public let rows: Int
  /// Force area and torque volume of each point, by rows from -z to +z.
  private let force: [SIMD3<Double>]
  private let torque: [SIMD3<Double>]

  /// A table of `columns` azimuths, from +x towards +y, and `rows` elevations from -90 to +90 degrees,
  /// each point by `sample` of the direction of flight.
  ///
  /// - Parameters:
  ///   - columns: at least 4.
  ///   - rows: at least 3.
  ///   - reference: that torques are given about, in the station frame [m].
  ///   - sample: force area [m²] and torque volume [m³] of a direction of flight of length 1.
  public init(
    columns: Int, rows: Int, reference: SIMD3<Double>,
    sample: (SIMD3<Double>) -> (force: SIMD3<Double>, torque: SIMD3<Double>)
  ) {
    precondition(columns >= 4 && rows >= 3, "a grid of at least 4 by 3")
    self.columns = columns
    self.rows = rows
    self.reference = reference
    var force: [SIMD3<Double>] = []
    var torque: [SIMD3<Double>] = []
    for row in 0..<rows {
      let elevation = Elementary.sinCos(Double.pi * (Double(row) / Double(rows - 1) - 0.5))
      // A pole is one direction, whatever the azimuth.
      let across = row == 0 || row == rows - 1 ? 0 : elevation.cos
      for column in 0..<columns {
        let azimuth = Elementary.sinCos(2 * Double.pi * Double(column) / Double(columns))
        let found = sample(
          SIMD3(across * azimuth.cos, across * azimuth.sin, elevation.sin).normalized)
        force.append(found.force)
        torque.append(found.torque)
      }
    }
    self.force = force
    self.torque = torque
  }

  /// Force area [m²] and torque volume about ``reference`` [m³] of a direction of flight of length 1.
  public func coefficients(
    along direction: SIMD3<Double>
  ) -> (force: SIMD3<Double>, torque: SIMD3<Double>) {
    let level = max(-1, min(1, direction.z))
    let y = (Elementary.asin(level) / Double.pi + 0.5) * Double(rows - 1)
    var x = Elementary.atan2(direction.y, direction.x) / (2 * Double.pi) * Double(columns)
    if x < 0 { x += Double(columns) }
    let row = min(rows - 2, Int(y))
    let left = Int(x) % columns
    let right = (left + 1) % columns
    let across = x - x.rounded(.down)
    let up = y - Double(row)
    func mean(_ values: [SIMD3<Double>]) -> SIMD3<Double> {
      let first = row * columns
      let second = first + columns
      let low = values[first + left] + across * (values[first + right] - values[first + left])
      let high = values[second + left] + across * (values[second + right] - values[second + left])
      return low + up * (high - low)
    }
    return (mean(force), mean(torque))
  }
}
