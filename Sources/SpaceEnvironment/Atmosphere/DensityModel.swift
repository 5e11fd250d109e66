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

  /// The first instant after `epoch` at which the density steps because what drives it does; nil
  /// where it is smooth.
  func nextStep(after epoch: Epoch) -> Epoch?

  /// The mass densities [kg/m³] at several places, each at its instant; as
  /// ``density(latitude:longitude:altitude:epoch:sunDirectionEarthFixed:)`` gives them, to rounding.
  ///
  /// - Parameters:
  ///   - places: above the WGS 84 ellipsoid.
  ///   - epochs: one a place.
  ///   - suns: from the Earth's centre to the Sun, of length 1, along ITRF, one a place.
  func densities(
    at places: [GeodeticPosition], epochs: [Epoch], sunDirectionsEarthFixed suns: [SIMD3<Double>]
  ) -> [Double]

  /// The model and what drives it, in words, for the record of a run.
  var source: String { get }
}

extension DensityModel {
  /// None.
  public func nextStep(after epoch: Epoch) -> Epoch? { nil }

  /// One by one.
  public func densities(
    at places: [GeodeticPosition], epochs: [Epoch], sunDirectionsEarthFixed suns: [SIMD3<Double>]
  ) -> [Double] {
    places.indices.map { index in
      density(
        latitude: places[index].latitude, longitude: places[index].longitude,
        altitude: places[index].altitude, epoch: epochs[index],
        sunDirectionEarthFixed: suns[index])
    }
  }
}
