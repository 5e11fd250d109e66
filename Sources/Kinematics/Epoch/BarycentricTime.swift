import NumericalMethods

extension Epoch {
  /// TDB-TT [s] at the Earth's centre: how far the time of the ephemerides is ahead.
  ///
  /// Within 10 µs between 1600 and 2200, in which the Moon moves 1 cm and the Sun 0.3 m.
  /// Source: Kaplan, *The IAU Resolutions on Astronomical Reference Systems, Time Scales, and
  /// Earth Rotation Models*, USNO Circular 179 (2005), equation 2.6.
  public var tdbMinusTT: Double {
    let t = julianCenturiesTT
    let sin = Elementary.sin
    var sum = 0.001_657 * sin(628.307_6 * t + 6.240_1)
    sum += 0.000_022 * sin(575.338_5 * t + 4.297_0)
    sum += 0.000_014 * sin(1_256.615_2 * t + 6.196_9)
    sum += 0.000_005 * sin(606.977_7 * t + 4.021_2)
    sum += 0.000_005 * sin(52.969_1 * t + 0.444_4)
    sum += 0.000_002 * sin(21.329_9 * t + 5.543_1)
    return sum + 0.000_010 * t * sin(628.307_6 * t + 4.249_0)
  }

  /// Seconds of Barycentric Dynamical Time (TDB) since J2000.0, the argument of JPL's ephemerides.
  public var secondsTDB: Double { (self - .j2000) + tdbMinusTT }
}
