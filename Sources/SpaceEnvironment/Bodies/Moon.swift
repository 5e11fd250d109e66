import Kinematics
import NumericalMethods

/// The Moon as it pulls.
public enum Moon {
  /// Gravitational parameter [m³/s²] (DE421: Folkner and others 2009).
  public static let mu = 4.902_800_076e12

  /// The position of the Moon relative to the Earth's centre in GCRF [m].
  ///
  /// Within 0.1 degrees and 500 km between 1980 and 2050; the frame bias (23 milliarcseconds) is
  /// left out. Source: Montenbruck, Gill, *Satellite Orbits* (2000), equations 3.47 to 3.50.
  public static func position(at epoch: Epoch) -> SIMD3<Double> {
    let t = epoch.julianCenturiesTT
    let degree = Double.pi / 180
    let arcsecond = Double.pi / 648_000
    let mean = (218.316_17 + 481_267.880_88 * t - 1.397_2 * t) * degree
    let l = (134.962_92 + 477_198.867_53 * t) * degree  // anomaly of the Moon
    let s = (357.525_43 + 35_999.049_44 * t) * degree  // anomaly of the Sun
    let f = (93.272_83 + 483_202.018_73 * t) * degree  // Moon from its node
    let d = (297.850_27 + 445_267.111_35 * t) * degree  // Moon from the Sun
    let sin = Elementary.sin
    let cos = Elementary.cos
    var east = 22_640 * sin(l) + 769 * sin(2 * l)
    east -= 4_586 * sin(l - 2 * d)
    east += 2_370 * sin(2 * d)
    east -= 668 * sin(s) + 412 * sin(2 * f)
    east -= 212 * sin(2 * l - 2 * d) + 206 * sin(l + s - 2 * d)
    east += 192 * sin(l + 2 * d) - 165 * sin(s - 2 * d)
    east += 148 * sin(l - s) - 125 * sin(d)
    east -= 110 * sin(l + s) + 55 * sin(2 * f - 2 * d)
    let argument = f + (east + 412 * sin(2 * f) + 541 * sin(s)) * arcsecond
    var north = 18_520 * sin(argument) - 526 * sin(f - 2 * d)
    north += 44 * sin(l + f - 2 * d) - 31 * sin(-l + f - 2 * d)
    north -= 25 * sin(-2 * l + f) + 23 * sin(s + f - 2 * d)
    north += 21 * sin(-l + f) + 11 * sin(-s + f - 2 * d)
    var distance = 385_000 - 20_905 * cos(l) - 3_699 * cos(2 * d - l)
    distance -= 2_956 * cos(2 * d) + 570 * cos(2 * l)
    distance += 246 * cos(2 * l - 2 * d) - 205 * cos(s - 2 * d)
    distance -= 171 * cos(l + 2 * d) + 152 * cos(l + s - 2 * d)
    return Ecliptic.equatorial(
      longitude: mean + east * arcsecond, latitude: north * arcsecond, distance: distance * 1e3)
  }
}
