import NumericalMethods

/// What the Earth's shape and drag do to the mean elements in the long run.
///
/// Letters without words (`c1`, `d2`, `eta`) are those of the report.
///
/// Source: Hoots, Roehrich 1980, section 6; Vallado et al. 2006.
struct SGP4SecularMotion: Sendable {
  /// The elements at the epoch, with the mean motion in Brouwer's sense.
  let start: SGP4Orbit
  /// Semi-major axis at the epoch [Earth radii].
  let semiMajorAxis: Double
  /// The terms of the inclination at the epoch.
  let shape: SGP4Inclination
  /// Rates from J2 and J4 [rad/min].
  let meanAnomalyRate: Double
  let perigeeRate: Double
  let nodeRate: Double
  /// What drag adds to the node [rad/min²].
  let nodeDrag: Double
  let coefficients: SGP4Drag

  init(_ elements: SGP4Elements) {
    let shape = SGP4Inclination(elements.inclination)
    let motion = Self.brouwerMeanMotion(
      kozai: elements.meanMotion * 60, eccentricity: elements.eccentricity, shape)
    let start = SGP4Orbit(
      meanMotion: motion, eccentricity: elements.eccentricity, inclination: elements.inclination,
      node: elements.rightAscensionOfAscendingNode, perigee: elements.argumentOfPerigee,
      meanAnomaly: elements.meanAnomaly)
    let axis = Elementary.pow(SGP4Earth.ke / motion, 2 / 3)
    let beta2 = 1 - start.eccentricity * start.eccentricity
    let beta = beta2.squareRoot()
    let inverse = 1 / ((axis * beta2) * (axis * beta2))
    let theta2 = shape.cosine * shape.cosine
    let theta4 = theta2 * theta2
    let j2 = SGP4Earth.j2
    let first = 1.5 * j2 * inverse * motion
    let second = 0.5 * first * j2 * inverse
    let fourth = -0.46875 * SGP4Earth.j4 * inverse * inverse * motion
    meanAnomalyRate =
      motion + 0.5 * first * beta * shape.threeCosine2Minus1
      + 0.0625 * second * beta * (13 - 78 * theta2 + 137 * theta4)
    perigeeRate =
      -0.5 * first * (1 - 5 * theta2) + 0.0625 * second * (7 - 114 * theta2 + 395 * theta4)
      + fourth * (3 - 36 * theta2 + 49 * theta4)
    let nodeFirst = -first * shape.cosine
    nodeRate =
      nodeFirst
      + (0.5 * second * (4 - 19 * theta2) + 2 * fourth * (3 - 7 * theta2)) * shape.cosine
    coefficients = SGP4Drag(
      start, semiMajorAxis: axis, shape: shape, dragTerm: elements.dragTerm)
    nodeDrag = 3.5 * beta2 * nodeFirst * coefficients.c1
    self.start = start
    semiMajorAxis = axis
    self.shape = shape
  }

  /// Brouwer's mean motion [rad/min] from Kozai's, which element sets carry.
  private static func brouwerMeanMotion(
    kozai: Double, eccentricity: Double, _ shape: SGP4Inclination
  ) -> Double {
    let axis = Elementary.pow(SGP4Earth.ke / kozai, 2 / 3)
    let beta2 = 1 - eccentricity * eccentricity
    let factor = 0.75 * SGP4Earth.j2 * shape.threeCosine2Minus1 / (beta2.squareRoot() * beta2)
    let delta = factor / (axis * axis)
    let corrected = axis * (1 - delta * delta - delta * (1.0 / 3 + 134 * delta * delta / 81))
    return kozai / (1 + factor / (corrected * corrected))
  }

  /// The elements `t` [min] after the epoch by the rates alone.
  func withoutDrag(_ t: Double) -> SGP4Orbit {
    var orbit = start
    orbit.meanAnomaly += meanAnomalyRate * t
    orbit.perigee += perigeeRate * t
    orbit.node += nodeRate * t
    return orbit
  }

  /// What drag has done by `t` [min]: the angles are changed at once, the rest waits for the terms
  /// of deep space.
  func drag(_ t: Double, on orbit: inout SGP4Orbit) -> SGP4Drag.Effect {
    orbit.node += nodeDrag * (t * t)
    return coefficients.effect(t, on: &orbit)
  }
}

/// The terms of the theory that hang on the inclination alone.
struct SGP4Inclination: Sendable {
  let sine: Double
  let cosine: Double
  let threeCosine2Minus1: Double
  let sevenCosine2Minus1: Double
  /// 1 − cos² i.
  let sine2: Double
  /// Long-period terms of J3: on the vector of eccentricity and on the longitude.
  let eccentricityVectorTerm: Double
  let longitudeTerm: Double

  init(_ inclination: Double) {
    let (sine, cosine) = Elementary.sinCos(inclination)
    (self.sine, self.cosine) = (sine, cosine)
    let theta2 = cosine * cosine
    threeCosine2Minus1 = 3 * theta2 - 1
    sevenCosine2Minus1 = 7 * theta2 - 1
    sine2 = 1 - theta2
    let ratio = SGP4Earth.j3 / SGP4Earth.j2
    eccentricityVectorTerm = -0.5 * ratio * sine
    // An inclination of 180 degrees must not divide by zero.
    let divisor = abs(cosine + 1) > 1.5e-12 ? 1 + cosine : 1.5e-12
    longitudeTerm = -0.25 * ratio * sine * (3 + 5 * cosine) / divisor
  }
}
