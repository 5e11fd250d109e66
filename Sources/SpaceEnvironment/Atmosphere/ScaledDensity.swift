import Kinematics

/// A density model times a factor, as it is fitted on an ephemeris or given by an analyst who knows
/// how the model errs at that time.
public struct ScaledDensity: DensityModel {
  /// The model that is scaled.
  public let model: any DensityModel
  /// Above 0.
  public let scale: Double

  /// A model times a factor.
  public init(_ model: any DensityModel, scale: Double) {
    self.model = model
    self.scale = scale
  }

  public func density(
    latitude: Double, longitude: Double, altitude: Double, epoch: Epoch,
    sunDirectionEarthFixed sun: SIMD3<Double>
  ) -> Double {
    scale
      * model.density(
        latitude: latitude, longitude: longitude, altitude: altitude, epoch: epoch,
        sunDirectionEarthFixed: sun)
  }

  public var hasSteps: Bool { model.hasSteps }

  public var source: String { "\(model.source), times \(scale)" }
}
