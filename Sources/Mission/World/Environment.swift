import Foundation
import Kinematics
import Orbits
import SpaceEnvironment

/// The world outside the station: the Earth's field and rotation and its air, as carried in `Data`.
public struct Environment: Sendable {
  /// The Earth's orientation.
  public var orientation: EarthOrientation
  /// The gravity field, as far as the settings ask for it.
  public var geopotential: Geopotential
  /// The air.
  public var density: any DensityModel
  /// Which terms of the forces count.
  public var settings: ForceModel.Settings

  /// The tables that it is read from, in the folder `Data`.
  static let tables = ["earth-orientation.csv", "gravity-egm2008.csv", "harris-priester.csv"]

  /// Reads the tables from the folder `Data`.
  ///
  /// - Parameters:
  ///   - dataFolder: the folder `Data`.
  ///   - settings: which terms of the forces count.
  ///   - densityScale: a factor on the density of the air.
  public init(
    dataFolder: URL, settings: ForceModel.Settings = .init(), densityScale: Double = 1
  ) throws {
    let files = Self.tables.map { dataFolder.appendingPathComponent($0) }
    orientation = try EarthOrientation(tableAt: files[0])
    geopotential = try Geopotential(
      fileAt: files[1], degree: settings.degree, order: settings.order)
    let atmosphere = try HarrisPriester(tableAt: files[2])
    density = densityScale == 1 ? atmosphere : ScaledDensity(atmosphere, scale: densityScale)
    self.settings = settings
  }

  /// The forces of an arc, with a margin of an hour at both ends.
  public func forces(from start: Epoch, to end: Epoch) throws(OrbitError) -> ForceModel {
    try ForceModel(
      settings: settings, from: start - 3600, to: end + 3600, orientation: orientation,
      geopotential: geopotential, density: density)
  }

  /// The forces in words, for the record of a result.
  public var description: String {
    "EGM2008 \(settings.degree)x\(settings.order)"
      + (settings.sun ? ", Sun" : "") + (settings.moon ? ", Moon" : "")
      + (settings.drag ? ", drag with \(density.source)" : "")
  }
}
