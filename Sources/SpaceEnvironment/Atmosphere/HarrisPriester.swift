import Foundation
import Kinematics
import NumericalMethods

/// The density of the upper atmosphere after Harris and Priester, with the bulge of the day.
///
/// Made for 100 to 1000 km and mean solar activity (F10.7 about 150): away from it the density is
/// wrong by a factor of two and more (at 400 km a third at solar minimum). Below 100 km the lowest
/// layer goes on, above 1000 km there is nothing.
///
/// Source: Montenbruck, Gill, *Satellite Orbits* (2000), section 3.5.2, equations 3.100 to 3.104
/// and table 3.8.
public struct HarrisPriester: DensityModel {
  /// One layer boundary.
  struct Level: Sendable {
    /// Altitude [m].
    var altitude: Double
    /// Density opposite to the bulge and at its top [kg/m³].
    var minimum: Double
    var maximum: Double
    /// Scale heights up to the next level [m].
    var minimumScale = 0.0
    var maximumScale = 0.0
  }

  let levels: [Level]
  /// The exponent of the cosine of half the angle to the bulge's top, 2 to 6.
  public let bulgeExponent: Int
  public let source: String

  /// Reads the table with columns `altitude_km,minimum_g_km3,maximum_g_km3`.
  ///
  /// - Parameters:
  ///   - url: the table.
  ///   - bulgeExponent: 2 for orbits of low inclination, 6 for polar ones, 4 for the inclination of
  ///     the ISS.
  /// - Throws: `EnvironmentError` for a file that is not such a table or another exponent.
  public init(tableAt url: URL, bulgeExponent: Int = 4) throws(EnvironmentError) {
    guard (2...6).contains(bulgeExponent) else {
      throw .outOfRange(
        what: "bulge exponent", value: Double(bulgeExponent), allowed: "2 to 6")
    }
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw .fileUnreadable(path: url.path)
    }
    var levels: [Level] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("altitude") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 3, let altitude = Double(fields[0]), let low = Double(fields[1]),
        let high = Double(fields[2]), altitude.isFinite, low > 0, high >= low, high.isFinite
      else {
        throw .malformed(
          path: url.path, line: index + 1, what: "not a row of altitude and two densities")
      }
      // 1 g/km³ is 1e-12 kg/m³.
      let level = Level(altitude: altitude * 1e3, minimum: low * 1e-12, maximum: high * 1e-12)
      if let last = levels.last {
        guard level.altitude > last.altitude, level.minimum < last.minimum,
          level.maximum < last.maximum
        else {
          throw .malformed(
            path: url.path, line: index + 1, what: "altitudes must rise and densities fall")
        }
        let thickness = level.altitude - last.altitude
        levels[levels.count - 1].minimumScale =
          thickness / Elementary.log(last.minimum / level.minimum)
        levels[levels.count - 1].maximumScale =
          thickness / Elementary.log(last.maximum / level.maximum)
      }
      levels.append(level)
    }
    guard levels.count >= 2 else {
      throw .malformed(path: url.path, line: 0, what: "fewer than two levels")
    }
    self.levels = levels
    self.bulgeExponent = bulgeExponent
    source = "Harris-Priester, mean solar activity (Montenbruck, Gill 2000, table 3.8)"
  }

  public func density(
    latitude: Double, longitude: Double, altitude: Double, epoch: Epoch,
    sunDirectionEarthFixed sun: SIMD3<Double>
  ) -> Double {
    guard altitude <= levels[levels.count - 1].altitude else { return 0 }
    var low = 0
    var high = levels.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if levels[middle].altitude <= altitude { low = middle } else { high = middle }
    }
    let level = levels[low]
    let depth = level.altitude - altitude
    let night = level.minimum * Elementary.exp(depth / level.minimumScale)
    let day = level.maximum * Elementary.exp(depth / level.maximumScale)
    return night + (day - night) * bulge(latitude, longitude, sun)
  }

  /// The weight of the day, 0 to 1: its bulge follows the Sun by 30 degrees (Montenbruck, Gill
  /// 2000, equation 3.104).
  private func bulge(_ latitude: Double, _ longitude: Double, _ sun: SIMD3<Double>) -> Double {
    let half = 3.0.squareRoot() / 2  // cos 30°; its sine is 1/2
    let top = SIMD3(half * sun.x - 0.5 * sun.y, 0.5 * sun.x + half * sun.y, sun.z)
    let b = Elementary.sinCos(latitude)
    let l = Elementary.sinCos(longitude)
    let cosine = dot(SIMD3(b.cos * l.cos, b.cos * l.sin, b.sin), top)
    let root = max(0, 0.5 + 0.5 * cosine).squareRoot()
    var power = 1.0
    for _ in 0..<bulgeExponent { power *= root }
    return min(1, power)
  }
}
