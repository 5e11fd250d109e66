import Foundation
import Kinematics
import Orbits
import SpaceEnvironment
import StationModel

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
  /// The gravity field, as far as the settings ask for it.
  public var geopotential: Geopotential
  /// The air.
  public var density: any DensityModel
  /// The table that drives the air; nil where none does.
  public var weather: SpaceWeather?
  /// The magnetic field.
  public var magneticField: GeomagneticDipole
  /// Sun and Moon.
  public var bodies: CelestialBodies
  /// The coefficient Cr of the pressure of sunlight on the area along the flight; 0 where it is not
  /// known.
  public var radiationCoefficient: Double
  /// Which terms of the forces count.
  public var settings: ForceModel.Settings

  /// The greatest degree and order of the carried field.
  public static let largestField = 120

  /// Degree and order of a gravity field as they are written, `36x36`; nil for what is none, or more
  /// than ``largestField``.
  public static func fieldSize(_ text: String) -> (degree: Int, order: Int)? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let degree = Int(parts[0]), let order = Int(parts[1]),
      degree == 0 || (2...largestField).contains(degree), (0...degree).contains(order)
    else { return nil }
    return (degree, order)
  }

  /// What ``fieldSize(_:)`` takes, in words.
  public static let allowedFields = "0x0, or 2x0 to \(largestField)x\(largestField)"

  /// The longest arc that can be flown [s], with the margins of `forces`.
  public static let longestArc = ForceModel.longestArc - 7200

  /// The tables that were read, by the names that they are carried under: the user's or the carried
  /// one, whichever is newer.
  public private(set) var files: [(name: String, url: URL)] = []

  /// Indices of the Sun and the magnetic field that hold for a whole flight.
  public struct Activity: Sendable, Hashable {
    /// F10.7 and its mean [1e-22 W/m²/Hz].
    public var solarFlux: Double
    /// The daily index Ap.
    public var dailyIndex: Double

    /// Indices that hold throughout.
    public init(solarFlux: Double, dailyIndex: Double) {
      self.solarFlux = solarFlux
      self.dailyIndex = dailyIndex
    }
  }

  /// Reads the tables from the folder `Data`.
  ///
  /// - Parameters:
  ///   - dataFolder: the folder `Data`.
  ///   - settings: which terms of the forces count.
  ///   - densityScale: a factor on the density of the air.
  ///   - atmosphere: which model of the air.
  ///   - activity: what drives the air instead of the table by date.
  ///   - radiationCoefficient: Cr of the pressure of sunlight.
  ///   - gravityField: an ICGEM file instead of the carried field.
  ///   - ephemeris: a JPL kernel instead of the series of Sun and Moon.
  public init(
    dataFolder: URL, settings: ForceModel.Settings = .init(), densityScale: Double = 1,
    atmosphere: AtmosphereChoice = .nrlmsise00, activity: Activity? = nil,
    radiationCoefficient: Double = 0, gravityField: URL? = nil,
    ephemeris: URL? = nil
  ) throws {
    var files: [(name: String, url: URL)] = []
    func carried(_ name: String) -> URL {
      let url = dataFolder.appendingPathComponent(name)
      files.append((name, url))
      return url
    }
    let orientation = try EarthOrientation.fileInUse(carriedIn: dataFolder)
    self.orientation = orientation.table
    files.append((DataFolder.Table.earthOrientation.carriedName, orientation.file))
    geopotential = try Geopotential(
      fileAt: gravityField ?? carried("gravity-egm2008.csv"), degree: settings.degree,
      order: settings.order)
    var weather: SpaceWeather?
    let air: any DensityModel
    switch atmosphere {
    case .harrisPriester: air = try HarrisPriester(tableAt: carried("harris-priester.csv"))
    case .nrlmsise00:
      let model = try NRLMSISE00(tableAt: carried("nrlmsise00.csv"))
      if let activity {
        air = try AtmosphereNRLMSISE00(
          model: model, constantFlux: activity.solarFlux, dailyIndex: activity.dailyIndex)
      } else {
        let inUse = try SpaceWeather.fileInUse(carriedIn: dataFolder)
        files.append((DataFolder.Table.spaceWeather.carriedName, inUse.file))
        weather = inUse.table
        air = try AtmosphereNRLMSISE00(model: model, weather: inUse.table)
      }
    }
    magneticField = try GeomagneticDipole(tableAt: carried("igrf14-dipole.csv"))
    density = densityScale == 1 ? air : ScaledDensity(air, scale: densityScale)
    self.weather = weather
    bodies = try ephemeris.map { try CelestialBodies(kernelAt: $0) } ?? .analytic
    self.settings = settings
    self.files = files
    self.radiationCoefficient = radiationCoefficient
  }

  /// What light presses on in units of what the air brakes: Cr over Cd, with the same area.
  func radiationRatio(_ assembly: Assembly) -> Double {
    let drag = assembly.dragCoefficient.value
    return drag > 0 ? radiationCoefficient / drag : 0
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

  /// What of the date lies beyond the tables of the Earth's orientation and of space weather, whose
  /// first or last values are held there, a line each.
  public func cautions(over span: ClosedRange<Epoch>) -> [String] {
    let (start, end) = (span.lowerBound, span.upperBound)
    let tables: [(name: String, dates: CoverageDates?)] = [
      ("Earth orientation", orientation.coverage),
      ("space weather", settings.drag ? weather?.dates : nil),
    ]
    return tables.compactMap { table in
      guard let dates = table.dates, dates.coverage(from: start, to: end) == .beyond else {
        return nil
      }
      return "\(table.name): \(dates.sentence(from: start, to: end))"
    }
  }

  /// How well the figures of the date are known, a line each.
  public func coverage(over span: ClosedRange<Epoch>) -> [String] {
    let (start, end) = (span.lowerBound, span.upperBound)
    return [
      "Earth orientation (\(orientation.source)): "
        + orientation.coverage.sentence(from: start, to: end),
      "leap seconds (\(LeapSeconds.inUse.source)): "
        + LeapSeconds.inUse.coverage.sentence(from: start, to: end),
      settings.drag
        ? weather.map {
          "space weather (\($0.source)): " + $0.dates.sentence(from: start, to: end)
        } : nil,
    ].compactMap { $0 }
  }
}
