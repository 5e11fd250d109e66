import NumericalMethods

/// The pull of the Sun or the Moon on an orbit, averaged over a revolution and taken to the first
/// order in the distance.
///
/// Letters are those of the report: X and Z are made of the axes of the body's orbit seen along the
/// axes of the satellite's, S of the satellite's shape.
///
/// Source: Hujsak 1979; Hoots, Roehrich 1980, section 10; Vallado et al. 2006.
struct SGP4ThirdBody: Sendable {
  /// What the body's place on its orbit adds to the elements; perigee and node before the division
  /// by the sine of the inclination.
  struct Periodics {
    var eccentricity: Double
    var inclination: Double
    var longitude: Double
    var perigee: Double
    var node: Double

    static func + (a: Self, b: Self) -> Self {
      Self(
        eccentricity: a.eccentricity + b.eccentricity, inclination: a.inclination + b.inclination,
        longitude: a.longitude + b.longitude, perigee: a.perigee + b.perigee, node: a.node + b.node)
    }
  }

  /// The orbit of the body: mean anomaly at the epoch [rad], mean motion [rad/min], eccentricity,
  /// strength of its pull [rad²/min²], and the axes of the orbit, towards its perigee and across
  /// it, along the satellite's node and what completes it in the equator.
  private struct Path {
    var meanAnomaly: Double
    var meanMotion: Double
    var eccentricity: Double
    var strength: Double
    var towards: SIMD3<Double>
    var across: SIMD3<Double>
  }

  /// Rates [1/min, rad/min], perigee and node before the division by the sine of the inclination.
  let eccentricityRate: Double
  let inclinationRate: Double
  let longitudeRate: Double
  let perigeeRate: Double
  let nodeRate: Double
  private let path: (meanAnomaly: Double, meanMotion: Double, eccentricity: Double)
  /// Amplitudes of the functions of the body's true anomaly F2, F3 and sin f.
  private let eccentricity: SIMD3<Double>
  private let inclination: SIMD3<Double>
  private let longitude: SIMD3<Double>
  private let perigee: SIMD3<Double>
  private let node: SIMD3<Double>

  /// The Sun, `day` days after 1900 January 0.5.
  static func sun(day: Double, acting orbit: SGP4Orbit) -> Self {
    let node = Elementary.sinCos(orbit.node)
    let axes = Self.axes(
      perigee: (sin: -0.980_884_58, cos: 0.194_590_5),
      inclination: (sin: 0.397_854_16, cos: 0.917_448_67), nodeDifference: node)
    return Self(
      Path(
        meanAnomaly: (6.256_583_7 + 0.017_201_977 * day).truncatingRemainder(dividingBy: 2 * .pi),
        meanMotion: 1.194_59e-5, eccentricity: 0.016_75, strength: 2.986_479_7e-6,
        towards: axes.towards, across: axes.across),
      acting: orbit)
  }

  /// The Moon, `day` days after 1900 January 0.5, on an orbit whose node turns along the ecliptic.
  static func moon(day: Double, acting orbit: SGP4Orbit) -> Self {
    let turn = 2 * Double.pi
    let ascending = (4.523_602_0 - 9.242_202_9e-4 * day).truncatingRemainder(dividingBy: turn)
    let (sine, cosine) = Elementary.sinCos(ascending)
    let cosI = 0.913_751_64 - 0.035_680_96 * cosine
    let sinI = (1 - cosI * cosI).squareRoot()
    let sinH = 0.089_683_511 * sine / sinI
    let cosH = (1 - sinH * sinH).squareRoot()
    let longitude = 5.835_151_4 + 0.001_944_368_0 * day
    let along = Elementary.atan2(
      0.397_854_16 * sine / sinI, cosH * cosine + 0.917_448_67 * sinH * sine)
    let node = Elementary.sinCos(orbit.node)
    let axes = Self.axes(
      perigee: Elementary.sinCos(longitude + along - ascending), inclination: (sinI, cosI),
      nodeDifference: (
        sin: node.sin * cosH - node.cos * sinH, cos: cosH * node.cos + sinH * node.sin
      ))
    return Self(
      Path(
        meanAnomaly: (4.719_967_2 + 0.229_971_50 * day - longitude)
          .truncatingRemainder(dividingBy: turn),
        meanMotion: 1.583_521_8e-4, eccentricity: 0.054_90, strength: 4.796_806_5e-7,
        towards: axes.towards, across: axes.across),
      acting: orbit)
  }

  private typealias Angle = (sin: Double, cos: Double)

  /// The axes of the body's orbit along the satellite's node, across it in the equator, and north.
  private static func axes(
    perigee g: Angle, inclination i: Angle, nodeDifference h: Angle
  ) -> (towards: SIMD3<Double>, across: SIMD3<Double>) {
    let towards = SIMD3(
      g.cos * h.cos + g.sin * i.cos * h.sin, -g.cos * h.sin + g.sin * i.cos * h.cos, g.sin * i.sin)
    let across = SIMD3(
      -g.sin * h.cos + g.cos * i.cos * h.sin, g.sin * h.sin + g.cos * i.cos * h.cos, g.cos * i.sin)
    return (towards, across)
  }

  private init(_ path: Path, acting orbit: SGP4Orbit) {
    let e2 = orbit.eccentricity * orbit.eccentricity
    let beta2 = 1 - e2
    let beta = beta2.squareRoot()
    let n = path.meanMotion
    let axes = SGP4BodyAxes(path.towards, path.across, orbit)
    let (z1, z2, z3) = (axes.z1(e2), axes.z2(e2), axes.z3(e2))
    let s3 = path.strength / orbit.meanMotion
    let s2 = -0.5 * s3 / beta
    let s4 = s3 * beta
    let s1 = -15 * orbit.eccentricity * s4
    let shape = axes.shape
    eccentricity = SIMD3(2 * s1 * shape.y, 2 * s1 * shape.z, 0)
    inclination = SIMD3(2 * s2 * z1.y, 2 * s2 * (z1.z - z1.x), 0)
    let sum = z3.form * beta2 + 2 * z3.sum
    longitude = SIMD3(
      -2 * s3 * sum.y, -2 * s3 * (sum.z - sum.x), -2 * s3 * (-21 - 9 * e2) * path.eccentricity)
    perigee = SIMD3(
      2 * s4 * z3.form.y, 2 * s4 * (z3.form.z - z3.form.x), -18 * s4 * path.eccentricity)
    node = SIMD3(-2 * s2 * z2.y, -2 * s2 * (z2.z - z2.x), 0)
    eccentricityRate = s1 * n * shape.x
    inclinationRate = s2 * n * (z1.x + z1.z)
    longitudeRate = -n * s3 * (sum.x + sum.z - 14 - 6 * e2)
    perigeeRate = s4 * n * (z3.form.x + z3.form.z - 6)
    // Within 3 degrees of the equator the node is left where it is.
    let margin = 5.235_987_7e-2
    let isFlat = orbit.inclination < margin || orbit.inclination > .pi - margin
    nodeRate = isFlat ? 0 : -n * s2 * (z2.x + z2.z)
    self.path = (path.meanAnomaly, path.meanMotion, path.eccentricity)
  }

  /// The terms `t` [min] after the epoch of the elements.
  func periodics(at t: Double) -> Periodics {
    let anomaly = path.meanAnomaly + path.meanMotion * t
    let trueAnomaly = anomaly + 2 * path.eccentricity * Elementary.sin(anomaly)
    let f = Elementary.sinCos(trueAnomaly)
    let functions = SIMD3(0.5 * f.sin * f.sin - 0.25, -0.5 * f.sin * f.cos, f.sin)
    return Periodics(
      eccentricity: dot(eccentricity, functions), inclination: dot(inclination, functions),
      longitude: dot(longitude, functions), perigee: dot(perigee, functions),
      node: dot(node, functions))
  }
}

/// The axes of a body's orbit along those of the satellite's, and the products of them that the
/// averaged pull is made of.
struct SGP4BodyAxes {
  /// Towards the body's perigee (1) and across (2), along the satellite's perigee and across it.
  private let x1: Double
  private let x2: Double
  private let x3: Double
  private let x4: Double
  /// Along the node, across it in the orbital plane, along the normal.
  private let towards: SIMD3<Double>
  private let across: SIMD3<Double>
  private let omega: (sin: Double, cos: Double)

  /// - Parameters:
  ///   - towards: Towards the body's perigee, along the satellite's node, across it in the equator
  ///     and north.
  ///   - across: The same of the axis 90 degrees ahead.
  init(_ towards: SIMD3<Double>, _ across: SIMD3<Double>, _ orbit: SGP4Orbit) {
    let i = Elementary.sinCos(orbit.inclination)
    omega = Elementary.sinCos(orbit.perigee)
    func tilted(_ v: SIMD3<Double>) -> SIMD3<Double> {
      SIMD3(v.x, i.cos * v.y + i.sin * v.z, -i.sin * v.y + i.cos * v.z)
    }
    self.towards = tilted(towards)
    self.across = tilted(across)
    x1 = self.towards.x * omega.cos + self.towards.y * omega.sin
    x2 = self.across.x * omega.cos + self.across.y * omega.sin
    x3 = -self.towards.x * omega.sin + self.towards.y * omega.cos
    x4 = -self.across.x * omega.sin + self.across.y * omega.cos
  }

  /// S5, S6, S7.
  var shape: SIMD3<Double> { SIMD3(x1 * x3 + x2 * x4, x2 * x3 + x1 * x4, x2 * x4 - x1 * x3) }

  /// Z31, Z32, Z33 as `form`; Z1, Z2, Z3 before they are doubled as `sum`.
  func z3(_ e2: Double) -> (form: SIMD3<Double>, sum: SIMD3<Double>) {
    let form = SIMD3(
      12 * x1 * x1 - 3 * x3 * x3, 24 * x1 * x2 - 6 * x3 * x4, 12 * x2 * x2 - 3 * x4 * x4)
    let (p, q) = (towards, across)
    let plane = SIMD3(
      3 * (p.x * p.x + p.y * p.y), 6 * (p.x * q.x + p.y * q.y), 3 * (q.x * q.x + q.y * q.y))
    return (form, plane + form * e2)
  }

  /// Z11, Z12, Z13.
  func z1(_ e2: Double) -> SIMD3<Double> {
    let (x5, x6) = (towards.z * omega.sin, across.z * omega.sin)
    let (x7, x8) = (towards.z * omega.cos, across.z * omega.cos)
    let (p, q) = (towards, across)
    return SIMD3(
      -6 * p.x * p.z + e2 * (-24 * x1 * x7 - 6 * x3 * x5),
      -6 * (p.x * q.z + q.x * p.z)
        + e2 * (-24 * (x2 * x7 + x1 * x8) - 6 * (x3 * x6 + x4 * x5)),
      -6 * q.x * q.z + e2 * (-24 * x2 * x8 - 6 * x4 * x6))
  }

  /// Z21, Z22, Z23.
  func z2(_ e2: Double) -> SIMD3<Double> {
    let (x5, x6) = (towards.z * omega.sin, across.z * omega.sin)
    let (x7, x8) = (towards.z * omega.cos, across.z * omega.cos)
    let (p, q) = (towards, across)
    return SIMD3(
      6 * p.y * p.z + e2 * (24 * x1 * x5 - 6 * x3 * x7),
      6 * (q.y * p.z + p.y * q.z)
        + e2 * (24 * (x2 * x5 + x1 * x6) - 6 * (x4 * x7 + x3 * x8)),
      6 * q.y * q.z + e2 * (24 * x2 * x6 - 6 * x4 * x8))
  }
}
