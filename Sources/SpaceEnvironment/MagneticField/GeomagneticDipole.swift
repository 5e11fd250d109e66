import Foundation
import Kinematics
import NumericalMethods

/// The magnetic field of the Earth as that of a tilted dipole at its centre: degree 1 of the
/// International Geomagnetic Reference Field.
///
///     B = (a/r)³ [3 (m · r̂) r̂ - m],  m = (g₁¹, h₁¹, g₁⁰),  a = 6371.2 km
///
/// Limits: what is left out, the shift of the dipole off the centre among it, is 26 % of the field
/// (root mean square; 22 % at half of the places, 76 % at the worst, over the South Atlantic) at 420 km
/// between 51.6 degrees north and south, against the whole of IGRF-14 in 2024; the direction is off by
/// 9 degrees in the mean. Beyond its table the nearest year counts.
///
/// Source: Alken et al. (2021), *International Geomagnetic Reference Field: the thirteenth
/// generation*, Earth, Planets and Space 73, equation 1, with n = 1; the figures are those of
/// generation 14.
public struct GeomagneticDipole: Sendable, Hashable {
  /// The radius that the coefficients are for [m].
  public static let radius = 6_371_200.0

  private struct Row: Sendable, Hashable {
    var year: Double
    /// Along the axes of ITRF [T].
    var moment: SIMD3<Double>
  }
  private let rows: [Row]

  /// Reads the table with columns `year,g10_nt,g11_nt,h11_nt`.
  ///
  /// - Throws: ``EnvironmentError`` for a file that is not such a table.
  public init(tableAt url: URL) throws(EnvironmentError) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw .fileUnreadable(path: url.path)
    }
    var rows: [Row] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("year") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        .compactMap { Double($0) }
      guard fields.count == 4, fields.allSatisfy({ abs($0) < 1e5 }) else {
        throw .malformed(
          path: url.path, line: index + 1, what: "not a row of a year and three coefficients")
      }
      guard fields[0] > rows.last?.year ?? -.infinity else {
        throw .malformed(path: url.path, line: index + 1, what: "years must rise")
      }
      rows.append(
        Row(year: fields[0], moment: 1e-9 * SIMD3(fields[2], fields[3], fields[1])))
    }
    guard !rows.isEmpty else {
      throw .malformed(path: url.path, line: 0, what: "no row")
    }
    self.rows = rows
  }

  /// The field at a place other than the Earth's centre, along ITRF [T].
  ///
  /// - Parameters:
  ///   - position: from the Earth's centre, along ITRF [m].
  ///   - epoch: when; Julian years from 2000 stand for those of the table.
  public func field(atEarthFixed position: SIMD3<Double>, epoch: Epoch) -> SIMD3<Double> {
    let distance = position.magnitude
    let up = position / distance
    let moment = moment(at: 2000 + (epoch - .j2000) / (365.25 * 86_400))
    let ratio = Self.radius / distance
    return ratio * ratio * ratio * (3 * dot(moment, up) * up - moment)
  }

  private func moment(at year: Double) -> SIMD3<Double> {
    guard let next = rows.firstIndex(where: { $0.year > year }) else {
      return rows[rows.count - 1].moment
    }
    guard next > 0 else { return rows[0].moment }
    let (a, b) = (rows[next - 1], rows[next])
    let part = (year - a.year) / (b.year - a.year)
    return a.moment + part * (b.moment - a.moment)
  }
}
