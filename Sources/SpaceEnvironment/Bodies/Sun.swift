import CERFA
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
  /// Within 9 km (6e-8 of the distance) of DE421 between 2004 and 2030; no light time, no
  /// aberration. Source: Bretagnon, Francou, *Planetary theories in rectangular and spherical
  /// variables: VSOP87 solutions* (1988), as ERFA's `eraEpv00` fits it to DE405.
  ///
  /// Rounded to 1024 m, a ninth of that error: the series adds up some thousand sines of the C
  /// library, whose last digit (0.1 mm of the sum) then does not reach a result. One call takes
  /// 30 µs; a loop takes it from a table.
  public static func position(at epoch: Epoch) -> SIMD3<Double> {
    let date = JulianDate<TT>(epoch)
    var heliocentric = [Double](repeating: 0, count: 6)
    var barycentric = heliocentric
    heliocentric.withUnsafeMutableBytes { sun in
      barycentric.withUnsafeMutableBytes { origin in
        guard let a = sun.bindMemory(to: (Double, Double, Double).self).baseAddress,
          let b = origin.bindMemory(to: (Double, Double, Double).self).baseAddress
        else { return }
        _ = eraEpv00(date.day, date.fraction, a, b)
      }
    }
    let earth = SIMD3(heliocentric[0], heliocentric[1], heliocentric[2])
    return (-astronomicalUnit * earth).rounded(toMultipleOf: 1024)
  }

  /// The direction from the Earth's centre to the Sun in GCRF, of length 1, within 0.02 degrees between
  /// 1950 and 2050: enough for the local time of the air, at a hundredth of the cost of
  /// ``position(at:)``.
  ///
  /// Source: *The Astronomical Almanac*, section C, low-precision formulas for the Sun; its longitude
  /// is counted from the equinox of date, here from that of J2000 (general precession of 5028.8 arcseconds
  /// a century).
  public static func direction(at epoch: Epoch) -> SIMD3<Double> {
    let degree = Double.pi / 180
    let days = (epoch - .j2000) / 86_400
    let anomaly = Elementary.sinCos(degree * (357.528 + 0.985_600_3 * days))
    let centre = anomaly.sin * (1.915 + 0.040 * anomaly.cos)
    let longitude = Elementary.sinCos(
      degree * (280.460 + (0.985_647_4 - 3.824_4e-5) * days + centre))
    let obliquity = Elementary.sinCos(degree * 23.439)
    return SIMD3(
      longitude.cos, longitude.sin * obliquity.cos, longitude.sin * obliquity.sin)
  }
}

extension SIMD3<Double> {
  /// Each component at the nearest multiple of `grain`, a power of two.
  func rounded(toMultipleOf grain: Double) -> Self {
    grain * (self / grain).rounded(.toNearestOrAwayFromZero)
  }
}
