import Foundation
import NumericalMethods
import SpaceEnvironment

/// How many people live at which latitude.
public struct PopulationByLatitude: Sendable {
  /// Edges of a band as sines of its latitudes, and its people.
  private struct Band: Sendable {
    var south: Double
    var north: Double
    var people: Double
  }

  private let bands: [Band]
  /// Where the figures come from.
  public let source: String

  /// Reads the table with columns `south_deg,north_deg,people_millions`, from pole to pole.
  ///
  /// - Throws: `EnvironmentError` for a file that cannot be read or is not such a table.
  public init(tableAt url: URL) throws(EnvironmentError) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw .fileUnreadable(path: url.path)
    }
    var bands: [Band] = []
    var edge = -90.0
    var source = url.lastPathComponent
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if index == 0, line.hasPrefix("#") {
        source = line.dropFirst().trimmingCharacters(in: .whitespaces)
      }
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("south") { continue }
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      guard fields.count == 3, let south = fields[0], let north = fields[1],
        let millions = fields[2], south == edge, north > south, north <= 90, millions >= 0,
        millions < 1e5
      else {
        throw .malformed(
          path: url.path, line: index + 1, what: "not a band that goes on from the one before")
      }
      edge = north
      let degree = Double.pi / 180
      bands.append(
        Band(
          south: Elementary.sin(south * degree), north: Elementary.sin(north * degree),
          people: millions * 1e6))
    }
    guard edge == 90 else {
      throw .malformed(path: url.path, line: 0, what: "the bands do not reach from pole to pole")
    }
    self.bands = bands
    self.source = source
  }

  /// All people.
  public var total: Double { bands.reduce(0) { $0 + $1.people } }

  /// The people per area [1/m²] under an orbit of an inclination [rad], on average over its time.
  ///
  /// The latitudes of a circular orbit are visited in proportion to the time between them, the
  /// longitudes evenly.
  public func density(underInclination inclination: Double) -> Double {
    let sine = max(1e-6, abs(Elementary.sin(inclination)))
    let sphere = 2 * Double.pi * EntryPath.earthRadius * EntryPath.earthRadius
    return bands.reduce(0) { sum, band in
      let (low, high) = (max(-1, min(1, band.south / sine)), max(-1, min(1, band.north / sine)))
      let share = (Elementary.asin(high) - Elementary.asin(low)) / .pi
      return sum + share * band.people / (sphere * (band.north - band.south))
    }
  }
}
