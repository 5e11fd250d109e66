/// The terms of the Earth's shape that stand still over an orbit of one day.
///
/// Amplitudes and phases are those of the report: harmonics 2,2; 3,1 and 3,3.
///
/// Source: Hoots, Roehrich 1980, section 10.
struct SGP4OneDayTerms: Sendable {
  private let first: Double
  private let second: Double
  private let third: Double

  /// - Parameter inverseAxis: One over the semi-major axis [1/Earth radius].
  init(_ orbit: SGP4Orbit, _ shape: SGP4Inclination, inverseAxis: Double) {
    let e2 = orbit.eccentricity * orbit.eccentricity
    let g200 = 1 + e2 * (-2.5 + 0.8125 * e2)
    let g310 = 1 + 2 * e2
    let g300 = 1 + e2 * (-6 + 6.609_37 * e2)
    let c = 1 + shape.cosine
    let f220 = 0.75 * c * c
    let f311 = 0.9375 * shape.sine * shape.sine * (1 + 3 * shape.cosine) - 0.75 * c
    let f330 = 1.875 * c * c * c
    let scale = 3 * orbit.meanMotion * orbit.meanMotion * inverseAxis * inverseAxis
    first = scale * f311 * g310 * 2.146_074_8e-6 * inverseAxis
    second = 2 * scale * f220 * g200 * 1.789_167_9e-6
    third = 3 * scale * f330 * g300 * 2.212_301_5e-7 * inverseAxis
  }

  func pull(at longitude: Double) -> SGP4ResonantPull {
    var pull = SGP4ResonantPull()
    pull.add(first, longitude - 0.131_309_08)
    pull.add(second, 2 * (longitude - 2.884_319_8), order: 2)
    pull.add(third, 3 * (longitude - 0.374_480_87), order: 3)
    return pull
  }
}

/// The terms of the Earth's shape that stand still over an eccentric orbit of half a day.
///
/// `d3210` is the amplitude [rad/min²] of degree 3 and order 2 with Kaula's indices p = 1 and q = 0.
/// The fits of the functions of the eccentricity are made for Molniya orbits, 0.5 to about 0.8.
///
/// Source: Hoots, Roehrich 1980, section 10.
struct SGP4HalfDayTerms: Sendable {
  private let d2201: Double
  private let d2211: Double
  private let d3210: Double
  private let d3222: Double
  private let d4410: Double
  private let d4422: Double
  private let d5220: Double
  private let d5232: Double
  private let d5421: Double
  private let d5433: Double

  /// - Parameter inverseAxis: One over the semi-major axis [1/Earth radius].
  init(_ orbit: SGP4Orbit, _ shape: SGP4Inclination, inverseAxis: Double) {
    let f = InclinationFunctions(shape)
    let g = EccentricityFunctions(orbit.eccentricity)
    var scale = 3 * orbit.meanMotion * orbit.meanMotion * inverseAxis * inverseAxis
    d2201 = scale * 1.789_167_9e-6 * f.f220 * g.g201
    d2211 = scale * 1.789_167_9e-6 * f.f221 * g.g211
    scale *= inverseAxis
    d3210 = scale * 3.739_379_2e-7 * f.f321 * g.g310
    d3222 = scale * 3.739_379_2e-7 * f.f322 * g.g322
    scale *= inverseAxis
    d4410 = 2 * scale * 7.363_695_3e-9 * f.f441 * g.g410
    d4422 = 2 * scale * 7.363_695_3e-9 * f.f442 * g.g422
    scale *= inverseAxis
    d5220 = scale * 1.142_863_9e-7 * f.f522 * g.g520
    d5232 = scale * 1.142_863_9e-7 * f.f523 * g.g532
    d5421 = 2 * scale * 2.176_580_3e-9 * f.f542 * g.g521
    d5433 = 2 * scale * 2.176_580_3e-9 * f.f543 * g.g533
  }

  func pull(at longitude: Double, perigee: Double) -> SGP4ResonantPull {
    let twice = 2 * longitude
    var pull = SGP4ResonantPull()
    pull.add(d2201, 2 * perigee + longitude - 5.768_639_6)
    pull.add(d2211, longitude - 5.768_639_6)
    pull.add(d3210, perigee + longitude - 0.952_408_98)
    pull.add(d3222, -perigee + longitude - 0.952_408_98)
    pull.add(d4410, 2 * perigee + twice - 1.801_499_8, order: 2)
    pull.add(d4422, twice - 1.801_499_8, order: 2)
    pull.add(d5220, perigee + longitude - 1.050_833_0)
    pull.add(d5232, -perigee + longitude - 1.050_833_0)
    pull.add(d5421, perigee + twice - 4.410_889_8, order: 2)
    pull.add(d5433, -perigee + twice - 4.410_889_8, order: 2)
    return pull
  }

  /// Kaula's functions of the inclination, as far as they are needed.
  private struct InclinationFunctions {
    let f220, f221, f321, f322, f441, f442, f522, f523, f542, f543: Double

    init(_ shape: SGP4Inclination) {
      let (s, c) = (shape.sine, shape.cosine)
      let (s2, c2) = (s * s, c * c)
      f220 = 0.75 * (1 + 2 * c + c2)
      f221 = 1.5 * s2
      f321 = 1.875 * s * (1 - 2 * c - 3 * c2)
      f322 = -1.875 * s * (1 + 2 * c - 3 * c2)
      f441 = 35 * s2 * f220
      f442 = 39.375 * s2 * s2
      f522 =
        9.843_75 * s * (s2 * (1 - 2 * c - 5 * c2) + 0.333_333_33 * (-2 + 4 * c + 6 * c2))
      f523 =
        s * (4.921_875_12 * s2 * (-2 - 4 * c + 10 * c2) + 6.562_500_12 * (1 + 2 * c - 3 * c2))
      f542 = 29.531_25 * s * (2 - 8 * c + c2 * (-12 + 8 * c + 10 * c2))
      f543 = 29.531_25 * s * (-2 - 8 * c + c2 * (12 + 8 * c - 10 * c2))
    }
  }

  /// Fits of Kaula's functions of the eccentricity by cubics.
  private struct EccentricityFunctions {
    let g201, g211, g310, g322, g410, g422, g520, g521, g532, g533: Double

    init(_ e: Double) {
      func cubic(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
        a + b * e + c * (e * e) + d * (e * e * e)
      }
      g201 = -0.306 - (e - 0.64) * 0.440
      if e <= 0.65 {
        g211 = cubic(3.616, -13.2470, 16.2900, 0)
        g310 = cubic(-19.302, 117.3900, -228.4190, 156.5910)
        g322 = cubic(-18.9068, 109.7927, -214.6334, 146.5816)
        g410 = cubic(-41.122, 242.6940, -471.0940, 313.9530)
        g422 = cubic(-146.407, 841.8800, -1629.014, 1083.4350)
        g520 = cubic(-532.114, 3017.977, -5740.032, 3708.2760)
      } else {
        g211 = cubic(-72.099, 331.819, -508.738, 266.724)
        g310 = cubic(-346.844, 1582.851, -2415.925, 1246.113)
        g322 = cubic(-342.585, 1554.908, -2366.899, 1215.972)
        g410 = cubic(-1052.797, 4758.686, -7193.992, 3651.957)
        g422 = cubic(-3581.690, 16_178.110, -24_462.770, 12_422.520)
        g520 =
          e > 0.715
          ? cubic(-5149.66, 29_936.92, -54_087.36, 31_324.56)
          : cubic(1464.74, -4664.75, 3763.64, 0)
      }
      if e < 0.7 {
        g533 = cubic(-919.227_70, 4988.6100, -9064.7700, 5542.21)
        g521 = cubic(-822.710_72, 4568.6173, -8491.4146, 5337.524)
        g532 = cubic(-853.666_00, 4690.2500, -8624.7700, 5341.4)
      } else {
        g533 = cubic(-37_995.780, 161_616.52, -229_838.20, 109_377.94)
        g521 = cubic(-51_752.104, 218_913.95, -309_468.16, 146_349.42)
        g532 = cubic(-40_023.880, 170_470.89, -242_699.48, 115_605.82)
      }
    }
  }
}
