import Foundation
import Kinematics
import Orbits
import SpaceEnvironment

/// Which model of the air is flown in.
public enum AtmosphereChoice: String, Sendable, Hashable, CaseIterable {
  /// NRLMSISE-00, driven by the Sun and the magnetic field of the date.
  case nrlmsise00 = "nrlmsise-00"
  /// Harris and Priester's, for a mean Sun.
  case harrisPriester = "harris-priester"
}

/// The world outside the station: the Earth's field and rotation and its air, as carried in `Data`,
/// and as the user has fetched it since.
public struct Environment: Sendable {
  /// The Earth's orientation.
  public var orientation: EarthOrientation
  /// The file that it is read from: the user's or the carried one, whichever is newer.
  public let orientationFile: URL
  /// The gravity field, as far as the settings ask for it.
  public var geopotential: Geopotential
  /// The air.
  public var density: any DensityModel
  /// Sun and Moon.
  public var bodies: CelestialBodies
  /// Which terms of the forces count.
  public var settings: ForceModel.Settings

  /// The longest arc that can be flown [s], with the margins of `forces`.
  public static let longestArc = ForceModel.longestArc - 7200

  /// The tables that it is read from, in the folder `Data`.
  static let tables = ["earth-orientation.csv", "gravity-egm2008.csv", "harris-priester.csv"]

  /// Reads the tables from the folder `Data`.
  ///
  /// - Parameters:
  ///   - dataFolder: the folder `Data`.
  ///   - settings: which terms of the forces count.
  ///   - densityScale: a factor on the density of the air.
  ///   - atmosphere: which model of the air.
  ///   - gravityField: an ICGEM file instead of the carried field.
  ///   - ephemeris: a JPL kernel instead of the series of Sun and Moon.
  public init(
    dataFolder: URL, settings: ForceModel.Settings = .init(), densityScale: Double = 1,
    atmosphere: AtmosphereChoice = .harrisPriester, gravityField: URL? = nil,
    ephemeris: URL? = nil
  ) throws {
    let files = Self.tables.map { dataFolder.appendingPathComponent($0) }
    (orientation, orientationFile) = try DataFolder.inUse(
      .earthOrientation, carriedIn: dataFolder, coverage: \.coverage
    ) { try EarthOrientation(tableAt: $0) }
    geopotential = try Geopotential(
      fileAt: gravityField ?? files[1], degree: settings.degree, order: settings.order)
    let air = try HarrisPriester(tableAt: files[2])
    density = densityScale == 1 ? air : ScaledDensity(air, scale: densityScale)
    bodies = try ephemeris.map { try CelestialBodies(kernelAt: $0) } ?? .analytic
    self.settings = settings
  }

  /// The forces of an arc, with a margin of an hour at both ends.
  public func forces(from start: Epoch, to end: Epoch) throws(OrbitError) -> ForceModel {
    try ForceModel(
      settings: settings, from: start - 3600, to: end + 3600, orientation: orientation,
      geopotential: geopotential, density: density, bodies: bodies)
  }

  /// The forces in words, for the record of a result.
  public var description: String {
    let parts: [String?] = [
      "\(geopotential.source.split(separator: ",").first ?? "gravity") "
        + "\(settings.degree)x\(settings.order)",
      settings.tides ? "solid tides" : nil,
      settings.sun ? "Sun" : nil, settings.moon ? "Moon" : nil,
      settings.drag ? "drag with \(density.source)" : nil,
      settings.radiationPressure ? "radiation pressure" : nil,
      settings.relativity ? "relativity" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// How well the figures of the date are known, a line each.
  public func coverage(over span: ClosedRange<Epoch>) -> [String] {
    let (start, end) = (span.lowerBound, span.upperBound)
    return [
      "Earth orientation (\(orientation.source)): "
        + orientation.coverage.sentence(from: start, to: end),
      "leap seconds (\(LeapSeconds.inUse.source)): "
        + LeapSeconds.inUse.coverage.sentence(from: start, to: end),
    ]
  }
}
