import NumericalMethods

/// Drag in an atmosphere whose density falls with the fourth power of the height above a level `s`
/// (Lane and Hoots 1979), scaled by B*.
///
/// Letters without words are those of the report.
///
/// Source: Hoots, Roehrich 1980, section 6; Vallado et al. 2006.
struct SGP4Drag: Sendable {
  /// What drag has done to an orbit, beyond its angles.
  struct Effect {
    /// The square root of the factor of the semi-major axis.
    var axisRoot: Double
    /// What the eccentricity has lost.
    var eccentricityLoss: Double
    /// What the mean longitude has gained, over the mean motion [min].
    var longitudeGain: Double
  }

  /// The terms that are left out for perigees below 220 km and in deep space.
  struct Fine: Sendable {
    var eta: Double
    /// Rate of the perigee [rad/min].
    var perigee: Double
    /// Amplitude on the mean anomaly.
    var anomaly: Double
    /// (1 + eta cos M)³ and sin M at the epoch.
    var cubeAtEpoch: Double
    var sineAtEpoch: Double
    var eccentricity: Double
    /// Polynomials in time from its second and third power on: axis, longitude.
    var axis: SIMD3<Double>
    var longitude: SIMD3<Double>
  }

  let c1: Double
  let eccentricityRate: Double
  let fine: Fine?

  init(
    _ orbit: SGP4Orbit, semiMajorAxis a: Double, shape: SGP4Inclination, dragTerm: Double
  ) {
    let e = orbit.eccentricity
    let n = orbit.meanMotion
    let perigee = a * (1 - e)
    let (s, power) = Self.profile(perigeeAltitude: (perigee - 1) * SGP4Earth.radius)
    let xi = 1 / (a - s)
    let eta = a * e * xi
    let eta2 = eta * eta
    let eEta = e * eta
    let psi2 = abs(1 - eta2)
    let coefficient = power * xi * xi * xi * xi
    let scaled = coefficient / Elementary.pow(psi2, 3.5)
    let j2 = SGP4Earth.j2
    let c2 =
      scaled * n
      * (a * (1 + 1.5 * eta2 + eEta * (4 + eta2))
        + 0.375 * j2 * xi / psi2 * shape.threeCosine2Minus1 * (8 + 3 * eta2 * (8 + eta2)))
    c1 = dragTerm * c2
    let beta2 = 1 - e * e
    let steady = -3 * shape.threeCosine2Minus1 * (1 - 2 * eEta + eta2 * (1.5 - 0.5 * eEta))
    let turning =
      0.75 * shape.sine2 * (2 * eta2 - eEta * (1 + eta2)) * Elementary.cos(2 * orbit.perigee)
    let c4 =
      2 * n * scaled * a * beta2
      * (eta * (2 + 0.5 * eta2) + e * (0.5 + 2 * eta2) - j2 * xi / (a * psi2) * (steady + turning))
    eccentricityRate = dragTerm * c4
    guard !orbit.isDeepSpace, perigee >= 220 / SGP4Earth.radius + 1 else {
      fine = nil
      return
    }
    let c5 = 2 * scaled * a * beta2 * (1 + 2.75 * (eta2 + eEta) + eEta * eta2)
    let series = Self.series(c1: c1, a: a, xi: xi, s: s)
    let m = Elementary.sinCos(orbit.meanAnomaly)
    let cube = 1 + eta * m.cos
    var terms = Fine(
      eta: eta, perigee: 0, anomaly: 0, cubeAtEpoch: cube * cube * cube, sineAtEpoch: m.sin,
      eccentricity: dragTerm * c5, axis: series.axis, longitude: series.longitude)
    if e > 1e-4 {
      let c3 = -2 * coefficient * xi * (SGP4Earth.j3 / j2) * n * shape.sine / e
      terms.perigee = dragTerm * c3 * Elementary.cos(orbit.perigee)
      terms.anomaly = -2.0 / 3 * coefficient * dragTerm / eEta
    }
    fine = terms
  }

  /// The level `s` [Earth radii] and (120 km − s)⁴ [Earth radii⁴], for a perigee's altitude [km].
  private static func profile(perigeeAltitude: Double) -> (s: Double, fourthPower: Double) {
    var level = 78.0
    if perigeeAltitude < 156 { level = perigeeAltitude < 98 ? 20 : perigeeAltitude - 78 }
    let depth = (120 - level) / SGP4Earth.radius
    return (level / SGP4Earth.radius + 1, depth * depth * depth * depth)
  }

  /// The polynomials of the semi-major axis (D2, D3, D4 from t²) and the longitude (from t³).
  private static func series(
    c1: Double, a: Double, xi: Double, s: Double
  ) -> (axis: SIMD3<Double>, longitude: SIMD3<Double>) {
    let square = c1 * c1
    let d2 = 4 * a * xi * square
    let step = d2 * xi * c1 / 3
    let d3 = (17 * a + s) * step
    let d4 = 0.5 * step * a * xi * (221 * a + 31 * s) * c1
    let third = d2 + 2 * square
    let fourth = 0.25 * (3 * d3 + c1 * (12 * d2 + 10 * square))
    let fifth = 0.2 * (3 * d4 + 12 * c1 * d3 + 6 * d2 * d2 + 15 * square * (2 * d2 + square))
    return (SIMD3(d2, d3, d4), SIMD3(third, fourth, fifth))
  }

  /// What drag has done by `t` [min] to the orbit that the rates alone give.
  func effect(_ t: Double, on orbit: inout SGP4Orbit) -> Effect {
    let t2 = t * t
    var effect = Effect(
      axisRoot: 1 - c1 * t, eccentricityLoss: eccentricityRate * t, longitudeGain: 1.5 * c1 * t2)
    guard let fine else { return effect }
    let cube = 1 + fine.eta * Elementary.cos(orbit.meanAnomaly)
    let shift = fine.perigee * t + fine.anomaly * (cube * cube * cube - fine.cubeAtEpoch)
    orbit.meanAnomaly += shift
    orbit.perigee -= shift
    let t3 = t2 * t
    let t4 = t3 * t
    effect.axisRoot -= fine.axis.x * t2 + fine.axis.y * t3 + fine.axis.z * t4
    effect.eccentricityLoss +=
      fine.eccentricity * (Elementary.sin(orbit.meanAnomaly) - fine.sineAtEpoch)
    effect.longitudeGain +=
      fine.longitude.x * t3 + t4 * (fine.longitude.y + t * fine.longitude.z)
    return effect
  }
}
