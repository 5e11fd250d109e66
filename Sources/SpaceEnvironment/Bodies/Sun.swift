import Kinematics
import NumericalMethods

/// The Sun as it pulls and shines.
public enum Sun {
  /// Gravitational parameter [m³/s²] (IAU 2015 nominal value is 1.3271244e20; DE421: Folkner and
  /// others 2009).
  public static let mu = 1.327_124_400_40e20
  /// Radius of the photosphere [m] (IAU 2015 Resolution B3).
  public static let radius = 6.957e8
  /// The astronomical unit [m] (IAU 2012 Resolution B2).
  public static let astronomicalUnit = 1.495_978_707e11

  /// The position of the Sun relative to the Earth's centre in GCRF [m].
  ///
  /// Within 0.02 degrees and 0.05 % between 1980 and 2050; the frame bias (23 milliarcseconds) is
  /// left out. Source: Montenbruck, Gill, *Satellite Orbits* (2000), equations 3.43 to 3.45.
  public static func position(at epoch: Epoch) -> SIMD3<Double> {
    let t = epoch.julianCenturiesTT
    let degree = Double.pi / 180
    let arcsecond = Double.pi / 648_000
    let anomaly = (357.525_6 + 35_999.049 * t) * degree
    let one = Elementary.sinCos(anomaly)
    let two = Elementary.sinCos(2 * anomaly)
    let longitude =
      282.940_0 * degree + anomaly + (6_892 * one.sin + 72 * two.sin) * arcsecond
    let distance = (149.619 - 2.499 * one.cos - 0.021 * two.cos) * 1e9
    return Ecliptic.equatorial(longitude: longitude, latitude: 0, distance: distance)
  }
}

/// The mean ecliptic of J2000.0.
enum Ecliptic {
  /// Equatorial components of a point given along the ecliptic; angles in radians.
  static func equatorial(
    longitude: Double, latitude: Double, distance: Double
  ) -> SIMD3<Double> {
    // Obliquity of J2000.0: Montenbruck, Gill (2000), section 3.3.2.
    let obliquity = Elementary.sinCos(23.439_291_11 * .pi / 180)
    let l = Elementary.sinCos(longitude)
    let b = Elementary.sinCos(latitude)
    let x = distance * l.cos * b.cos
    let y = distance * l.sin * b.cos
    let z = distance * b.sin
    return SIMD3(x, obliquity.cos * y - obliquity.sin * z, obliquity.sin * y + obliquity.cos * z)
  }
}
