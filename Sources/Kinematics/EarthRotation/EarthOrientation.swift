import Foundation
import NumericalMethods

/// What the Earth's rotation does beyond its model: UT1-UTC and the pole, by date.
///
/// Built from a table of figures that the International Earth Rotation and Reference Systems
/// Service (IERS) publishes. UT1-TAI is interpolated, which is smooth over leap seconds.
public struct EarthOrientation: Sendable {
  /// One row: an instant and what was measured or predicted for it.
  struct Row: Sendable {
    var epoch: Epoch
    /// UT1-TAI [s].
    var ut1MinusTAI: Double
    /// Polar motion [rad].
    var xPole: Double
    var yPole: Double
    var predicted: Bool
  }

  let rows: [Row]
  /// Where the figures come from, with its date.
  public let source: String

  /// The carried table: columns `date,ut1_minus_utc_s,x_pole_arcsec,y_pole_arcsec,kind`, comment
  /// lines from `#`, the first of which names the source.
  ///
  /// - Throws: ``KinematicsError/fileUnreadable(path:)`` or
  ///   ``KinematicsError/malformed(path:line:what:)``.
  public init(tableAt url: URL) throws(KinematicsError) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw .fileUnreadable(path: url.path)
    }
    var rows: [Row] = []
    var source = url.lastPathComponent
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("#") {
        if index == 0 { source = line.dropFirst().trimmingCharacters(in: .whitespaces) }
        continue
      }
      if line.isEmpty || line.hasPrefix("date") { continue }
      let row = try Self.row(line, path: url.path, line: index + 1)
      if let last = rows.last, last.epoch >= row.epoch {
        throw .malformed(path: url.path, line: index + 1, what: "dates do not rise")
      }
      rows.append(row)
    }
    guard rows.count >= 4 else {
      throw .malformed(path: url.path, line: 1, what: "fewer than four rows")
    }
    self.rows = rows
    self.source = source
  }

  private static func row(
    _ line: Substring, path: String, line number: Int
  ) throws(KinematicsError) -> Row {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 5, let ut1 = Double(fields[1]), let x = Double(fields[2]),
      let y = Double(fields[3]), abs(ut1) <= 1, abs(x) <= 2, abs(y) <= 2
    else { throw .malformed(path: path, line: number, what: "not a row of Earth orientation") }
    let epoch = try Epoch(utc: String(fields[0]))
    let date = epoch.utc
    let offset = Double(Epoch.leapSeconds(date.year, date.month, date.day))
    let arcsecond = Double.pi / 648_000
    return Row(
      epoch: epoch, ut1MinusTAI: ut1 - offset, xPole: x * arcsecond, yPole: y * arcsecond,
      predicted: fields[4].hasPrefix("predicted"))
  }

  /// The span of the table.
  public var coverage: ClosedRange<Epoch> { rows[0].epoch...rows[rows.count - 1].epoch }

  /// UT1-TAI [s], the pole [rad], and whether they rest on a prediction.
  ///
  /// Outside the table its nearest row is held, and `predicted` is true; the error of UT1 then
  /// grows by about 1 ms a day, half a metre of ground track a day.
  public func parameters(
    at epoch: Epoch
  ) -> (ut1MinusTAI: Double, xPole: Double, yPole: Double, predicted: Bool) {
    if epoch <= rows[0].epoch {
      return (rows[0].ut1MinusTAI, rows[0].xPole, rows[0].yPole, true)
    }
    let last = rows[rows.count - 1]
    if epoch >= last.epoch { return (last.ut1MinusTAI, last.xPole, last.yPole, true) }
    var low = 0
    var high = rows.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if rows[middle].epoch <= epoch { low = middle } else { high = middle }
    }
    let a = rows[low]
    let b = rows[high]
    let t = (epoch - a.epoch) / (b.epoch - a.epoch)
    return (
      a.ut1MinusTAI + t * (b.ut1MinusTAI - a.ut1MinusTAI), a.xPole + t * (b.xPole - a.xPole),
      a.yPole + t * (b.yPole - a.yPole), a.predicted || b.predicted
    )
  }
}
