import NumericalMethods

/// The slow pull of the Earth's shape on orbits whose period is near one day, or near half a day
/// with an eccentricity of 0.5 and more.
///
/// A longitude relative to the turning Earth and the mean motion are integrated from the epoch in
/// steps of half a day (a Taylor step of the second order). Each answer integrates anew, so that it
/// hangs on its own time alone.
///
/// Source: Hujsak 1979; Hoots, Roehrich 1980, section 10; Vallado et al. 2006.
struct SGP4Resonance: Sendable {
  private enum Kind: Sendable {
    /// Amplitudes of the terms of degree and order 2,2; 3,1 and 3,3 [rad/min²].
    case oneDay(SGP4OneDayTerms)
    /// Amplitudes of ten terms to degree 5 [rad/min²].
    case halfDay(SGP4HalfDayTerms)
  }

  /// The Earth's rotation [rad/min].
  private static let earthRate = 4.375_269_088_011_299_66e-3
  /// One step [min].
  private static let step = 720.0

  private let kind: Kind
  private let meanMotion: Double
  /// The longitude at the epoch [rad], and its rate beyond the mean motion [rad/min].
  private let longitude: Double
  private let longitudeRate: Double
  /// Argument of perigee at the epoch [rad] and its rate without Sun and Moon [rad/min].
  private let perigee: Double
  private let perigeeRate: Double
  /// Sidereal time at the epoch [rad].
  private let siderealTime: Double

  /// Nil where the orbit is not near a resonance.
  init?(
    _ secular: SGP4SecularMotion,
    thirdBodies rates: (meanAnomaly: Double, perigee: Double, node: Double), siderealTime: Double
  ) {
    let orbit = secular.start
    let n = orbit.meanMotion
    let axis = Elementary.pow(n / SGP4Earth.ke, 2 / 3)
    let turn = 2 * Double.pi
    if n > 0.003_490_658_5, n < 0.005_235_987_7 {
      kind = .oneDay(SGP4OneDayTerms(orbit, secular.shape, inverseAxis: axis))
      longitude = (orbit.meanAnomaly + orbit.node + orbit.perigee - siderealTime)
        .truncatingRemainder(dividingBy: turn)
      longitudeRate =
        secular.meanAnomalyRate + (secular.perigeeRate + secular.nodeRate) - Self.earthRate
        + rates.meanAnomaly + rates.perigee + rates.node - n
    } else if n >= 8.26e-3, n <= 9.24e-3, orbit.eccentricity >= 0.5 {
      kind = .halfDay(SGP4HalfDayTerms(orbit, secular.shape, inverseAxis: axis))
      longitude = (orbit.meanAnomaly + 2 * orbit.node - 2 * siderealTime)
        .truncatingRemainder(dividingBy: turn)
      longitudeRate =
        secular.meanAnomalyRate + rates.meanAnomaly
        + 2 * (secular.nodeRate + rates.node - Self.earthRate) - n
    } else {
      return nil
    }
    meanMotion = n
    perigee = orbit.perigee
    perigeeRate = secular.perigeeRate
    self.siderealTime = siderealTime
  }

  /// Puts mean motion and mean anomaly `t` [min] after the epoch into `orbit`, whose node and
  /// perigee are those of that time.
  func apply(to orbit: inout SGP4Orbit, at t: Double) {
    let (angle, motion) = integrate(to: t)
    let sidereal = (siderealTime + t * Self.earthRate).truncatingRemainder(dividingBy: 2 * .pi)
    switch kind {
    case .oneDay: orbit.meanAnomaly = angle - orbit.node - orbit.perigee + sidereal
    case .halfDay: orbit.meanAnomaly = angle - 2 * orbit.node + 2 * sidereal
    }
    orbit.meanMotion = motion
  }

  /// The longitude [rad] and the mean motion [rad/min] at `t` [min].
  private func integrate(to t: Double) -> (longitude: Double, meanMotion: Double) {
    var angle = longitude
    var motion = meanMotion
    var time = 0.0
    let step = t < 0 ? -Self.step : Self.step
    while true {
      let pull: SGP4ResonantPull =
        switch kind {
        case .oneDay(let terms): terms.pull(at: angle)
        case .halfDay(let terms): terms.pull(at: angle, perigee: perigee + perigeeRate * time)
        }
      let rate = motion + longitudeRate
      let second = pull.slope * rate
      let isLast = !(abs(t - time) >= Self.step)
      let span = isLast ? t - time : step
      angle += rate * span + pull.acceleration * (0.5 * span * span)
      motion += pull.acceleration * span + second * (0.5 * span * span)
      if isLast { return (angle, motion) }
      time += step
    }
  }
}

/// The acceleration of the longitude, and its derivative with the longitude, summed term by term.
struct SGP4ResonantPull {
  /// [rad/min²]
  private(set) var acceleration = 0.0
  /// [1/min²]
  private(set) var slope = 0.0

  /// Adds `amplitude` [rad/min²] · sin `angle` [rad], whose angle turns `order` times as fast as
  /// the longitude.
  mutating func add(_ amplitude: Double, _ angle: Double, order: Double = 1) {
    let (sine, cosine) = Elementary.sinCos(angle)
    acceleration += amplitude * sine
    slope += order * amplitude * cosine
  }
}
