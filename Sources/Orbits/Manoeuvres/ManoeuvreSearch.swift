import Kinematics
import NumericalMethods

/// Burns found in a history of one object's element sets.
///
///     let search = try ManoeuvreSearch(sets)
///     search.manoeuvres.map(\.semiMajorAxisChange)
///
/// **Method.** A burn along the orbit is a step of the mean semi-major axis between a line fitted to
/// the sets of some days before and one of the same slope after. A step counts when it is above five
/// times the noise, which is estimated from the series itself: 1.4826 times the median deviation of
/// such steps where no burn is. The time is where the mean longitudes before and after meet: a burn
/// changes the speed at once and the place only from then on, so that the two cross at the burn; the
/// rate at which they part gives the size once more, and better than the elements' own mean motion.
/// Steps of the inclination are looked for in the same way.
///
/// **Limits.** Burns nearer to each other than about one and a half days are told as one, at the
/// time that suits their sum. The first and last days of a history, and gaps, hide burns. A long
/// burn by small thrust is no step. Speeds along hold for nearly circular orbits. Where the Sun or
/// the Moon changes the inclination quickly (high orbits) a burn across is seen late or not at all.
/// The ISS's sets of 2020 have a noise of some 15 m, so that burns of 0.05 m/s are found.
///
/// Source: the idea of comparing fits on both sides, Kelecy, Hall, Hamada, Stocker 2007, *Satellite
/// Maneuver Detection Using Two-line Element (TLE) Data*; noise from the series and thresholds by
/// it, Lemmens, Krag 2014, *Two-Line-Elements-Based Maneuver Detection Methods for Satellites in Low
/// Earth Orbit*.
public struct ManoeuvreSearch: Sendable {
  /// The burns in the order of time.
  public let manoeuvres: [DetectedManoeuvre]
  /// The times between them that are long enough for a rate.
  public let quietSpans: [QuietSpan]
  /// Standard deviation of a step of the semi-major axis where no burn is [m].
  public let semiMajorAxisNoise: Double
  /// The smallest step of the semi-major axis that counts [m].
  public let semiMajorAxisThreshold: Double
  /// The smallest step of the inclination that counts [rad].
  public let inclinationThreshold: Double
  /// How many sets of different epochs the history has.
  public let count: Int
  /// Whether there is a time with sets enough on both sides, so that a burn could show: without one,
  /// that none is found says nothing.
  public let canTell: Bool

  /// Steps of the semi-major axis below this are not told, whatever the noise [m]; 0.01 m/s for a
  /// low orbit.
  public static let semiMajorAxisFloor = 20.0
  /// Steps of the inclination below this are not told [rad]: 0.005 degrees, 0.7 m/s for a low orbit.
  ///
  /// The fits behind element sets wander by more than their scatter says: those of the dead Cosmos
  /// 1818 step by up to 0.003 degrees in 2020.
  public static let inclinationFloor = 5e-3 * .pi / 180

  /// Searches the sets of one object, in any order.
  ///
  /// - Throws: ``OrbitError/outOfRange(what:value:allowed:)`` for elements that SGP4 refuses.
  public init(_ sets: [SGP4Elements]) throws(OrbitError) {
    let series = try ElementSeries(sets)
    let axis = StepSearch(
      days: series.days, values: series.axis, spacing: series.spacing,
      floor: Self.semiMajorAxisFloor)
    let crossing = LongitudeCrossing(series: series, search: axis)
    let found = axis.steps { crossing.refined($0, burns: $1) }
    let (steps, noise) = axis.confirmed(found)
    let burns = steps.map(\.day)
    var manoeuvres = steps.map { step in
      crossing.manoeuvre(step, burns: burns.filter { $0 != step.day }, noise: noise)
    }
    let tilt = StepSearch(
      days: series.days, values: series.inclination, spacing: series.spacing,
      floor: Self.inclinationFloor)
    let (tilts, tiltNoise) = tilt.confirmed(tilt.steps { day, _ in day })
    manoeuvres += tilts.map { Self.tilting($0, series, noise: tiltNoise, tilt.settling) }
    self.manoeuvres = manoeuvres.sorted { $0.epoch < $1.epoch }
    quietSpans = axis.quietSpans(series, burns)
    semiMajorAxisNoise = noise
    semiMajorAxisThreshold = max(Self.semiMajorAxisFloor, StepSearch.significance * noise)
    inclinationThreshold = max(Self.inclinationFloor, StepSearch.significance * tiltNoise)
    count = series.days.count
    canTell = axis.candidates.contains { axis.sides(of: $0, gap: axis.settling, burns: []) != nil }
  }

  /// A burn across the orbit, of the least speed that turns it so far: at a node.
  private static func tilting(
    _ step: StepSearch.Step, _ series: ElementSeries, noise: Double, _ settling: Double
  ) -> DetectedManoeuvre {
    let axis = RobustFit.median(series.axis)
    let speed = (1e9 * SGP4Earth.mu / axis).squareRoot()
    return DetectedManoeuvre(
      kind: .crossTrack, epoch: series.epoch(step.day), timeUncertainty: 43_200 * settling,
      semiMajorAxisChange: nil, semiMajorAxisUncertainty: nil, inclinationChange: step.size,
      speedChange: 2 * speed * Elementary.sin(0.5 * abs(step.size)),
      speedUncertainty: speed * noise)
  }
}

extension StepSearch {
  /// The trends between burns, where there are days enough.
  fileprivate func quietSpans(_ series: ElementSeries, _ burns: [Double]) -> [QuietSpan] {
    let edges = [-Double.infinity] + burns + [.infinity]
    return zip(edges, edges.dropFirst()).compactMap { last, next -> QuietSpan? in
      let places = days.indices.filter {
        days[$0] > last + settling && days[$0] < next - settling
      }
      guard let first = places.first, let end = places.last, places.count >= 2 * Self.minimum,
        days[end] - days[first] >= span
      else { return nil }
      let times = places.map { days[$0] - days[first] }
      let ones = [Double](repeating: 1, count: places.count)
      guard let fit = RobustFit(places.map { values[$0] - values[first] }, [ones, times])
      else { return nil }
      return QuietSpan(
        from: series.epoch(days[first]), to: series.epoch(days[end]),
        decayRate: -fit.coefficients[1], decayUncertainty: fit.covariance[1][1].squareRoot())
    }
  }
}
