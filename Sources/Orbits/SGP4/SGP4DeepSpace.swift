import Kinematics
import NumericalMethods

/// What Sun, Moon and resonance with the Earth's rotation add to orbits of 225 minutes and more
/// (SDP4).
///
/// Source: Hujsak 1979, *Spacetrack Report No. 1*; Hoots, Roehrich 1980, section 10; Vallado et al.
/// 2006.
struct SGP4DeepSpace: Sendable {
  private let sun: SGP4ThirdBody
  private let moon: SGP4ThirdBody
  /// Rates from both bodies [1/min, rad/min].
  private let eccentricityRate: Double
  private let inclinationRate: Double
  private let meanAnomalyRate: Double
  private let perigeeRate: Double
  private let nodeRate: Double
  private let resonance: SGP4Resonance?

  init(_ secular: SGP4SecularMotion, epoch: Epoch) {
    let orbit = secular.start
    let shape = secular.shape
    let parts = epoch.julianDateUTC
    // The reference takes the date as one number, good to 40 µs: followed, because on a resonant
    // orbit, or one that reaches as far as the Moon, that alone is millimetres.
    let date = parts.0 + parts.1
    // Days since 1900 January 0.5.
    let day = date - 2_415_020
    let sun = SGP4ThirdBody.sun(day: day, acting: orbit)
    let moon = SGP4ThirdBody.moon(day: day, acting: orbit)
    let node = shape.sine == 0 ? 0 : (sun.nodeRate + moon.nodeRate) / shape.sine
    eccentricityRate = sun.eccentricityRate + moon.eccentricityRate
    inclinationRate = sun.inclinationRate + moon.inclinationRate
    meanAnomalyRate = sun.longitudeRate + moon.longitudeRate
    nodeRate = node
    perigeeRate = sun.perigeeRate + moon.perigeeRate - shape.cosine * node
    resonance = SGP4Resonance(
      secular,
      thirdBodies: (meanAnomaly: meanAnomalyRate, perigee: perigeeRate, node: nodeRate),
      siderealTime: Self.siderealTime(date))
    (self.sun, self.moon) = (sun, moon)
  }

  /// Greenwich mean sidereal time [rad] of a Julian date, UT1 taken as UTC (Aoki et al. 1982).
  private static func siderealTime(_ date: Double) -> Double {
    let t = (date - 2_451_545) / 36_525
    let seconds =
      67_310.548_41 + t * (8_640_184.812_866 + t * (0.093_104 - t * 6.2e-6))
    let turns = (date - date.rounded(.down)) + seconds / 86_400
    return 2 * .pi * (turns - turns.rounded(.down))
  }

  /// The terms that grow with time, `t` [min] after the epoch; where there is resonance, mean
  /// motion and mean anomaly come from its integration.
  func addSecular(to orbit: inout SGP4Orbit, at t: Double) {
    orbit.eccentricity += eccentricityRate * t
    orbit.inclination += inclinationRate * t
    orbit.perigee += perigeeRate * t
    orbit.node += nodeRate * t
    orbit.meanAnomaly += meanAnomalyRate * t
    resonance?.apply(to: &orbit, at: t)
  }

  /// The terms that come and go with Sun and Moon.
  func addPeriodics(to orbit: inout SGP4Orbit, at t: Double) {
    let change = sun.periodics(at: t) + moon.periodics(at: t)
    orbit.inclination += change.inclination
    orbit.eccentricity += change.eccentricity
    let (sine, cosine) = Elementary.sinCos(orbit.inclination)
    if orbit.inclination >= 0.2 {
      let node = change.node / sine
      orbit.perigee += change.perigee - cosine * node
      orbit.node += node
      orbit.meanAnomaly += change.longitude
    } else {
      orbit.addByLyddane(change, sine: sine, cosine: cosine)
    }
    if orbit.inclination < 0 {
      orbit.inclination = -orbit.inclination
      orbit.node += .pi
      orbit.perigee -= .pi
    }
  }
}

extension SGP4Orbit {
  /// Adds periodic terms at low inclination, where node and perigee are ill-defined, through the
  /// components of the orbit's normal (Lyddane 1963).
  fileprivate mutating func addByLyddane(
    _ change: SGP4ThirdBody.Periodics, sine: Double, cosine: Double
  ) {
    let n = Elementary.sinCos(node)
    let alpha =
      sine * n.sin + (change.node * n.cos + change.inclination * cosine * n.sin)
    let beta =
      sine * n.cos + (-change.node * n.sin + change.inclination * cosine * n.cos)
    node = node.truncatingRemainder(dividingBy: 2 * .pi)
    let longitude =
      meanAnomaly + perigee + cosine * node
      + (change.longitude + change.perigee - change.inclination * node * sine)
    let before = node
    node = Elementary.atan2(alpha, beta)
    if abs(before - node) > .pi { node += node < before ? 2 * .pi : -2 * .pi }
    meanAnomaly += change.longitude
    perigee = longitude - meanAnomaly - cosine * node
  }
}
