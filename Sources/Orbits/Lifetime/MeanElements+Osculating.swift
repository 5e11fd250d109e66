import Kinematics
import NumericalMethods
import SpaceEnvironment

/// A position and velocity in the plane of the orbit and that plane: Hill's variables.
struct PolarNodal {
  /// Distance from the Earth's centre [m].
  var distance: Double
  /// Its rate [m/s].
  var radialSpeed: Double
  /// Speed across the radius, in the plane [m/s].
  var crossSpeed: Double
  /// Angle from the ascending node [rad].
  var argumentOfLatitude: Double
  /// [rad]
  var inclination: Double
  /// [rad]
  var node: Double
}

extension MeanElements {
  /// The mean elements of a state.
  ///
  /// What the second zonal harmonic does within a revolution is taken out to first order, with the
  /// terms that are free of the eccentricity. What is left swings by some `J2 · e · a` in the
  /// semi-major axis: 40 m either way at an eccentricity of 0.002.
  ///
  /// Sources: Brouwer (1959), *Astronomical Journal* 64, 378; in this form Hoots, Roehrich, *Spacetrack
  /// Report No. 3* (1980), section 6.
  ///
  /// - Throws: `KinematicsError.degenerateOrbit` for an open orbit or one without a plane.
  public init(of state: OrbitState<GCRF>) throws(KinematicsError) {
    let osculating = try KeplerianElements(of: state, mu: Earth.mu)
    let r = state.position.components
    let v = state.velocity.components
    let distance = r.magnitude
    let given = PolarNodal(
      distance: distance, radialSpeed: dot(r, v) / distance,
      crossSpeed: cross(r, v).magnitude / distance,
      argumentOfLatitude: osculating.argumentOfPerigee + osculating.trueAnomaly,
      inclination: osculating.inclination, node: osculating.rightAscensionOfAscendingNode)
    var mean = given
    self.init(kepler: mean)
    for _ in 0..<8 {
      let change = shortPeriod(atArgumentOfLatitude: mean.argumentOfLatitude)
      mean.distance = given.distance - change.distance
      mean.radialSpeed = given.radialSpeed - change.radialSpeed
      mean.crossSpeed = given.crossSpeed - change.crossSpeed
      mean.argumentOfLatitude = given.argumentOfLatitude - change.argumentOfLatitude
      mean.inclination = given.inclination - change.inclination
      mean.node = given.node - change.node
      self.init(kepler: mean)
    }
    guard semiMajorAxis.isFinite, semiMajorAxis > 0, eccentricity < 1 else {
      throw .degenerateOrbit("the orbit has no mean elements: it is open or nearly so")
    }
  }

  /// The state of these elements at an epoch: the inverse of ``init(of:)``.
  public func state(at epoch: Epoch) -> OrbitState<GCRF> {
    var place = keplerian
    let change = shortPeriod(atArgumentOfLatitude: place.argumentOfLatitude)
    place.distance += change.distance
    place.radialSpeed += change.radialSpeed
    place.crossSpeed += change.crossSpeed
    place.argumentOfLatitude += change.argumentOfLatitude
    place.inclination += change.inclination
    place.node += change.node
    let u = Elementary.sinCos(place.argumentOfLatitude)
    let n = Elementary.sinCos(place.node)
    let i = Elementary.sinCos(place.inclination)
    let radial = SIMD3(
      n.cos * u.cos - n.sin * u.sin * i.cos, n.sin * u.cos + n.cos * u.sin * i.cos, u.sin * i.sin)
    let across = SIMD3(
      -n.cos * u.sin - n.sin * u.cos * i.cos, -n.sin * u.sin + n.cos * u.cos * i.cos,
      u.cos * i.sin)
    return OrbitState(
      epoch: epoch, position: Position(place.distance * radial),
      velocity: Velocity(place.radialSpeed * radial + place.crossSpeed * across))
  }

  /// The elements whose ellipse touches a place in the plane.
  private init(kepler place: PolarNodal) {
    let momentum = place.distance * place.crossSpeed
    let p = momentum * momentum / Earth.mu
    let alongRadius = p / place.distance - 1  // e cos f
    let acrossRadius = place.radialSpeed * momentum / Earth.mu  // e sin f
    let u = Elementary.sinCos(place.argumentOfLatitude)
    let vector = SIMD2(
      alongRadius * u.cos + acrossRadius * u.sin, alongRadius * u.sin - acrossRadius * u.cos)
    let square = (vector * vector).sum()
    let root = max(0, 1 - square).squareRoot()
    // Mean minus true anomaly, by the half angles: tan((f - E) / 2) = β e sin f / (1 + β e cos f).
    let beta = 1 / (1 + root)
    let half = Elementary.atan2(beta * acrossRadius, 1 + beta * alongRadius)
    let eccentricSine = acrossRadius * root / (1 + alongRadius)  // e sin E
    self.init(
      semiMajorAxis: p / (1 - square), eccentricityVector: vector, inclination: place.inclination,
      rightAscensionOfAscendingNode: place.node,
      meanArgumentOfLatitude: place.argumentOfLatitude - 2 * half - eccentricSine)
  }

  /// The place on the mean ellipse.
  private var keplerian: PolarNodal {
    let (k, h) = (eccentricityVector.x, eccentricityVector.y)
    // Kepler's equation in the eccentric argument of latitude, by Newton's method.
    var angle = meanArgumentOfLatitude
    for _ in 0..<20 {
      let a = Elementary.sinCos(angle)
      let miss = angle - k * a.sin + h * a.cos - meanArgumentOfLatitude
      angle -= miss / (1 - k * a.cos - h * a.sin)
    }
    let a = Elementary.sinCos(angle)
    let root = (1 - k * k - h * h).squareRoot()
    let beta = 1 / (1 + root)
    let x = (1 - h * h * beta) * a.cos + h * k * beta * a.sin - k
    let y = (1 - k * k * beta) * a.sin + h * k * beta * a.cos - h
    let speed = (Earth.mu / semiMajorAxis).squareRoot() / root
    let ratio = (x * x + y * y).squareRoot()
    return PolarNodal(
      distance: semiMajorAxis * ratio, radialSpeed: speed * (k * y - h * x) / ratio,
      crossSpeed: speed * (1 + (k * x + h * y) / ratio),
      argumentOfLatitude: Elementary.atan2(y, x), inclination: inclination,
      node: rightAscensionOfAscendingNode)
  }

  /// What the second zonal harmonic adds within a revolution.
  private func shortPeriod(atArgumentOfLatitude u: Double) -> PolarNodal {
    let p = semiMajorAxis * (1 - eccentricity * eccentricity)
    let size = 0.5 * Zonal.j2 * Zonal.radius * Zonal.radius / p  // [m]
    let angle = size / p
    let i = Elementary.sinCos(inclination)
    let two = Elementary.sinCos(2 * u)
    let root = (1 - eccentricity * eccentricity).squareRoot()
    let s2 = i.sin * i.sin
    let even = 3 * i.cos * i.cos - 1
    let n = meanMotion
    return PolarNodal(
      distance: -1.5 * size * root * even + 0.5 * size * s2 * two.cos,
      radialSpeed: -n * size * s2 * two.sin,
      crossSpeed: n * size * (s2 * two.cos + 1.5 * even),
      argumentOfLatitude: -0.25 * angle * (7 * i.cos * i.cos - 1) * two.sin,
      inclination: 1.5 * angle * i.cos * i.sin * two.cos,
      node: 1.5 * angle * i.cos * two.sin)
  }

  /// What the second zonal harmonic adds to the distance [m] at an angle from the node whose doubled
  /// cosine is `twice`; see ``init(of:)``.
  func radiusChange(inclination i: (sin: Double, cos: Double), twice: Double) -> Double {
    let p = semiMajorAxis * (1 - eccentricity * eccentricity)
    let size = 0.5 * Zonal.j2 * Zonal.radius * Zonal.radius / p
    let root = (1 - eccentricity * eccentricity).squareRoot()
    return size * (-1.5 * root * (3 * i.cos * i.cos - 1) + 0.5 * i.sin * i.sin * twice)
  }
}
