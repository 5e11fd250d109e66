import Kinematics

/// A model of the density of the upper atmosphere.
public protocol DensityModel: Sendable {
  /// The mass density [kg/m³].
  ///
  /// - Parameters:
  ///   - latitude: geodetic [rad].
  ///   - longitude: east positive [rad].
  ///   - altitude: above the WGS 84 ellipsoid [m].
  ///   - epoch: when.
  ///   - sun: from the Earth's centre to the Sun, of length 1, along ITRF.
  func density(
    latitude: Double, longitude: Double, altitude: Double, epoch: Epoch,
    sunDirectionEarthFixed sun: SIMD3<Double>
  ) -> Double

  /// Whether the density steps every three hours of UTC, as the indices that drive it do.
  var hasSteps: Bool { get }

  /// The model and what drives it, in words, for the record of a run.
  var source: String { get }
}

extension DensityModel {
  /// None.
  public var hasSteps: Bool { false }
}
