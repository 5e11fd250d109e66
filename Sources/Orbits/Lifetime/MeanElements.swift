import Kinematics
import NumericalMethods
import SpaceEnvironment

/// The mean elements of an orbit about the Earth: what is left when the periodic changes within a
/// revolution that the Earth's flattening makes are taken out.
///
/// The eccentricity stands as a vector from the ascending node, so that nothing is singular in a
/// circular orbit. The slow swing of the eccentricity that the odd zonal harmonics force is part of
/// the elements (Brouwer's single-primed ones). The equator is that of GCRF: until 2050 it is within
/// 0.3 degrees of the true one.
public struct MeanElements: Sendable, Hashable {
  /// Semi-major axis [m].
  public var semiMajorAxis: Double
  /// Eccentricity times the cosine and the sine of the argument of perigee.
  public var eccentricityVector: SIMD2<Double>
  /// Inclination [rad], 0 to pi.
  public var inclination: Double
  /// Right ascension of the ascending node [rad].
  public var rightAscensionOfAscendingNode: Double
  /// Mean argument of latitude, mean anomaly plus argument of perigee [rad].
  public var meanArgumentOfLatitude: Double

  /// Elements from their values; semi-major axis [m], angles [rad].
  public init(
    semiMajorAxis: Double, eccentricityVector: SIMD2<Double>, inclination: Double,
    rightAscensionOfAscendingNode: Double, meanArgumentOfLatitude: Double
  ) {
    self.semiMajorAxis = semiMajorAxis
    self.eccentricityVector = eccentricityVector
    self.inclination = inclination
    self.rightAscensionOfAscendingNode = rightAscensionOfAscendingNode
    self.meanArgumentOfLatitude = meanArgumentOfLatitude
  }

  /// Eccentricity.
  public var eccentricity: Double { (eccentricityVector * eccentricityVector).sum().squareRoot() }

  /// Altitude of the perigee above the equatorial radius [m].
  public var perigeeAltitude: Double {
    semiMajorAxis * (1 - eccentricity) - GeodeticPosition.equatorialRadius
  }

  /// Altitude of the apogee above the equatorial radius [m].
  public var apogeeAltitude: Double {
    semiMajorAxis * (1 + eccentricity) - GeodeticPosition.equatorialRadius
  }

  /// Mean motion of the elements, `√(μ / a³)` [rad/s].
  public var meanMotion: Double {
    (Earth.mu / semiMajorAxis).squareRoot() / semiMajorAxis
  }

  /// How fast the flattening turns the node, the perigee and, beyond the mean motion, the mean anomaly
  /// [rad/s], and the eccentricity about which the third zonal harmonic lets a nearly circular orbit
  /// swing.
  ///
  /// Sources: Vallado, *Fundamentals of Astrodynamics and Applications*, 4th ed. (2013), equations
  /// 9-37 to 9-41; Cook (1966), *Planetary and Space Science* 14, 433 for the third harmonic, which
  /// is exact for small eccentricities and does not matter for others.
  var zonalRates: (node: Double, perigee: Double, anomaly: Double, frozen: Double) {
    let p = semiMajorAxis * (1 - eccentricity * eccentricity)
    let ratio = Zonal.radius / p
    let rate = 0.75 * meanMotion * Zonal.j2 * ratio * ratio
    let i = Elementary.sinCos(inclination)
    return (
      node: -2 * rate * i.cos, perigee: rate * (4 - 5 * i.sin * i.sin),
      anomaly: rate * (p / semiMajorAxis).squareRoot() * (2 - 3 * i.sin * i.sin),
      frozen: -0.5 * Zonal.j3 / Zonal.j2 * (Zonal.radius / semiMajorAxis) * i.sin
    )
  }
}

/// The zonal harmonics that mean elements know, not normalised, with the radius they refer to.
enum Zonal {
  static let j2 = Earth.oblateness
  /// EGM2008 (Pavlis and others 2012, *Journal of Geophysical Research* 117, B04406).
  static let j3 = -2.532_41e-6
  /// [m]
  static let radius = 6_378_136.3
}
