import NumericalMethods

extension SGP4Orbit {
  /// Position [m] and velocity [m/s] in TEME: long-period terms of J3, Kepler's equation,
  /// short-period terms of J2.
  ///
  /// - Parameters:
  ///   - semiMajorAxis: With drag [Earth radii].
  ///   - shape: The terms of the inclination.
  /// - Throws: ``SGP4Failure/semiLatusRectumNegative`` or ``SGP4Failure/decayed``.
  ///
  /// Source: Hoots, Roehrich 1980, section 6; Vallado et al. 2006.
  func state(
    semiMajorAxis a: Double, _ shape: SGP4Inclination
  ) throws(SGP4Failure) -> (SIMD3<Double>, SIMD3<Double>) {
    // The vector of eccentricity along the node and across it, with the long-period terms.
    let omega = Elementary.sinCos(perigee)
    let scale = 1 / (a * (1 - eccentricity * eccentricity))
    let axn = eccentricity * omega.cos
    let ayn = eccentricity * omega.sin + scale * shape.eccentricityVectorTerm
    let longitude = meanAnomaly + perigee + node + scale * shape.longitudeTerm * axn
    let u = (longitude - node).truncatingRemainder(dividingBy: 2 * .pi)
    let (sine, cosine) = Self.eccentricLongitude(u, axn, ayn)

    let eCosine = axn * cosine + ayn * sine
    let eSine = axn * sine - ayn * cosine
    let e2 = axn * axn + ayn * ayn
    let p = a * (1 - e2)
    guard p >= 0 else { throw .semiLatusRectumNegative }
    let distance = a * (1 - eCosine)
    let beta = (1 - e2).squareRoot()
    let share = eSine / (1 + beta)
    let sinU = a / distance * (sine - ayn - axn * share)
    let cosU = a / distance * (cosine - axn + ayn * share)
    let sin2U = 2 * cosU * sinU
    let cos2U = 1 - 2 * sinU * sinU

    // The short-period terms.
    let first = 0.5 * SGP4Earth.j2 / p
    let second = first / p
    let radius =
      distance * (1 - 1.5 * second * beta * shape.threeCosine2Minus1)
      + 0.5 * first * shape.sine2 * cos2U
    // Where the latus rectum vanishes the terms of J2 grow beyond all bounds.
    guard radius >= 1, radius < 1e120 else { throw .decayed }
    let latitude = Elementary.atan2(sinU, cosU) - 0.25 * second * shape.sevenCosine2Minus1 * sin2U
    let turned = node + 1.5 * second * shape.cosine * sin2U
    let tilt = inclination + 1.5 * second * shape.cosine * shape.sine * cos2U
    let rate = meanMotion * first / SGP4Earth.ke
    let radialSpeed = a.squareRoot() * eSine / distance - rate * shape.sine2 * sin2U
    let transverseSpeed =
      p.squareRoot() / distance
      + rate * (shape.sine2 * cos2U + 1.5 * shape.threeCosine2Minus1)
    guard abs(radialSpeed) < 1e120, abs(transverseSpeed) < 1e120 else { throw .decayed }
    let axes = Self.axes(latitude: latitude, node: turned, inclination: tilt)
    let speedUnit = 1000 * SGP4Earth.radius * SGP4Earth.ke / 60
    return (
      (1000 * SGP4Earth.radius * radius) * axes.radial,
      speedUnit * (radialSpeed * axes.radial + transverseSpeed * axes.transverse)
    )
  }

  /// Sine and cosine of the eccentric anomaly plus the perigee, from Kepler's equation in the
  /// components of the vector of eccentricity; Newton's steps of at most 0.95 rad.
  private static func eccentricLongitude(
    _ u: Double, _ axn: Double, _ ayn: Double
  ) -> (sin: Double, cos: Double) {
    var angle = u
    var (sine, cosine) = (0.0, 0.0)
    for _ in 0..<10 {
      (sine, cosine) = Elementary.sinCos(angle)
      let slope = 1 - cosine * axn - sine * ayn
      let step = (u - ayn * cosine + axn * sine - angle) / slope
      let bounded = abs(step) >= 0.95 ? (step > 0 ? 0.95 : -0.95) : step
      angle += bounded
      if abs(bounded) < 1e-12 { break }
    }
    return (sine, cosine)
  }

  /// The directions of the radius and of the motion across it.
  private static func axes(
    latitude: Double, node: Double, inclination: Double
  ) -> (radial: SIMD3<Double>, transverse: SIMD3<Double>) {
    let u = Elementary.sinCos(latitude)
    let n = Elementary.sinCos(node)
    let i = Elementary.sinCos(inclination)
    let ascending = SIMD3(n.cos, n.sin, 0)
    let across = SIMD3(-n.sin * i.cos, n.cos * i.cos, i.sin)
    return (u.cos * ascending + u.sin * across, u.cos * across - u.sin * ascending)
  }
}
