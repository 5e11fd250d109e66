import Foundation
import NumericalMethods

/// What the Earth's rotation does beyond its model: UT1-UTC, the pole and the offsets of the
/// celestial pole, by date.
///
/// Built from a table that the International Earth Rotation and Reference Systems Service (IERS)
/// publishes, with a row a day. UT1-TAI is interpolated, which is smooth over leap seconds: by the
/// cubic through four rows (Lagrange) where they are evenly spaced, else by a straight line. Left
/// out of two days, a row of UT1 is met within 19 µs in the mean square (9 mm on the equator; a
/// straight line: 70 µs), the pole within 0.1 mas (3 mm); between rows a day apart it is less.
///
/// The tides of the ocean within a day (IERS Conventions 2010, chapter 8) are left out: about 3 cm
/// on the ground in the pole and 4 cm in UT1.
public struct EarthOrientation: Sendable {
  /// One row: an instant and what was measured or predicted for it.
  struct Row: Sendable {
    var epoch: Epoch
    /// UT1-TAI [s].
    var ut1MinusTAI: Double
    /// Polar motion [rad].
    var xPole: Double
    var yPole: Double
    /// Offsets of the celestial pole from IAU 2006/2000A [rad].
    var xOffset: Double
    var yOffset: Double
    var predicted: Bool

    fileprivate var values: SIMD8<Double> {
      SIMD8(ut1MinusTAI, xPole, yPole, xOffset, yOffset, 0, 0, 0)
    }
  }

  /// What holds at an instant.
  public struct Parameters: Sendable, Hashable {
    /// UT1-TAI [s].
    public var ut1MinusTAI: Double
    /// The pole along the meridian of Greenwich [rad].
    public var xPole: Double
    /// The pole along 90 degrees west [rad].
    public var yPole: Double
    /// The offset dX of the celestial pole from IAU 2006/2000A [rad]; about 1e-9, 6 mm on the
    /// ground, at most 2.3 cm between 1998 and 2026.
    public var xOffset: Double
    /// The offset dY of the celestial pole [rad].
    public var yOffset: Double
    /// What it rests on.
    public var coverage: Coverage
  }

  let rows: [Row]
  /// Where the figures come from, with its date.
  public let source: String
  /// From when to when they are measured and predicted.
  public let coverage: CoverageDates

  /// A table of rows, which rise in time; `isDated` where the source says its date already.
  init(rows: [Row], source: String, isDated: Bool) {
    self.rows = rows
    let measured = rows.firstIndex { $0.predicted } ?? rows.count
    let first = rows[0].epoch
    coverage = CoverageDates(
      first: first, measuredTo: measured > 0 ? rows[measured - 1].epoch : first - 1,
      predictedTo: rows[rows.count - 1].epoch)
    self.source = isDated || measured == 0 ? source : source + ", " + coverage.measuredInWords
  }

  /// The table in use, of the user's and the carried file (``DataFolder``).
  ///
  /// - Parameter folder: the folder `Data` that Outpost carries.
  /// - Throws: what ``init(tableAt:)`` throws for the carried table.
  public static func inUse(carriedIn folder: URL) throws(KinematicsError) -> EarthOrientation {
    try fileInUse(carriedIn: folder).table
  }

  /// The table in use with the file that it was read from.
  ///
  /// - Throws: as ``inUse(carriedIn:)``.
  public static func fileInUse(
    carriedIn folder: URL
  ) throws(KinematicsError) -> (table: EarthOrientation, file: URL) {
    try DataFolder.inUse(.earthOrientation, carriedIn: folder, coverage: \.coverage) {
      (file: URL) throws(KinematicsError) in try EarthOrientation(tableAt: file)
    }
  }

  /// What holds at an instant.
  ///
  /// Outside the table its nearest row is held and ``Coverage/beyond`` said; the error of UT1 then
  /// grows by about 1 ms a day, half a metre of ground track a day.
  public func parameters(at epoch: Epoch) -> Parameters {
    let values = values(at: epoch)
    return Parameters(
      ut1MinusTAI: values[0], xPole: values[1], yPole: values[2], xOffset: values[3],
      yOffset: values[4], coverage: coverage.coverage(at: epoch))
  }

  /// UT1-TAI [s], the pole and the offsets of the celestial pole [rad], and three zeros.
  func values(at epoch: Epoch) -> SIMD8<Double> {
    if epoch <= rows[0].epoch { return rows[0].values }
    if epoch >= rows[rows.count - 1].epoch { return rows[rows.count - 1].values }
    var low = 0
    var high = rows.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if rows[middle].epoch <= epoch { low = middle } else { high = middle }
    }
    let length = rows[high].epoch - rows[low].epoch
    let t = (epoch - rows[low].epoch) / length
    // A leap second makes a day longer by a part in 86,400, which the cubic does not feel.
    if low > 0, high < rows.count - 1,
      abs((rows[low].epoch - rows[low - 1].epoch) - length) < 1e-4 * length,
      abs((rows[high + 1].epoch - rows[high].epoch) - length) < 1e-4 * length
    {
      return Self.cubic(
        at: t, rows[low - 1].values, rows[low].values, rows[high].values, rows[high + 1].values)
    }
    return rows[low].values + t * (rows[high].values - rows[low].values)
  }

  /// The cubic through the values at -1, 0, 1 and 2 (Lagrange).
  @inline(__always)
  static func cubic<V: SIMD>(at t: Double, _ p0: V, _ p1: V, _ p2: V, _ p3: V) -> V
  where V.Scalar == Double {
    let a = t * (t - 1) * (t - 2) * (-1.0 / 6)
    let b = (t + 1) * (t - 1) * (t - 2) * 0.5
    let c = (t + 1) * t * (t - 2) * -0.5
    let d = (t + 1) * t * (t - 1) * (1.0 / 6)
    return a * p0 + b * p1 + (c * p2 + d * p3)
  }
}
