import NumericalMethods

/// Where the mean longitudes before and after a burn meet, and how fast they part.
///
/// Longitude is a parabola in time, drag's, plus from the burn on a straight line; the burn is where
/// that line is zero, and the line's slope is the step of the mean motion.
struct LongitudeCrossing {
  let series: ElementSeries
  let search: StepSearch

  /// How far along the track both sides of a burn may be off together, one standard deviation [m].
  ///
  /// The scatter of the sets around a parabola does not know of it: what drag does within the time of
  /// settling, and what neighbouring sets have in common. Element sets are good to about 1 km (Vallado
  /// et al. 2006); with it the six burns of the ISS that were reported in 2020 lie 1.0 standard
  /// deviations, by root mean square, from the times that are told, and at most 2.
  static let alongTrack = 1_000.0

  private struct Answer {
    var day: Double
    var deviation: Double
    /// The step of the mean motion [rad/day].
    var motion: Double
    var motionDeviation: Double
  }

  /// The crossing near a day; nil where it cannot be told or lies elsewhere.
  private func answer(near day: Double, burns: [Double]) -> Answer? {
    let gap = search.settling
    guard let (before, after) = search.sides(of: day, gap: gap, burns: burns) else { return nil }
    let places = Array(before) + Array(after)
    let times = places.map { series.days[$0] - day }
    let base = series.longitude[before.lowerBound]
    let ones = [Double](repeating: 1, count: places.count)
    let isAfter = times.map { $0 > 0 ? 1.0 : 0 }
    guard
      let fit = RobustFit(
        places.map { series.longitude[$0] - base },
        [ones, times, times.map { $0 * $0 }, isAfter, zip(isAfter, times).map { $0 * $1 }])
    else { return nil }
    let (offset, slope) = (fit.coefficients[3], fit.coefficients[4])
    let away = -offset / slope
    guard abs(away) <= 2 * gap else { return nil }
    // The derivatives of the quotient.
    let (a, b) = (-1 / slope, offset / (slope * slope))
    let c = fit.covariance
    let common = Self.alongTrack / (RobustFit.median(series.axis) * slope)
    let variance =
      a * a * c[3][3] + 2 * a * b * c[3][4] + b * b * c[4][4] + common * common
    return Answer(
      day: day + away, deviation: variance.squareRoot(), motion: slope,
      motionDeviation: c[4][4].squareRoot())
  }

  /// The day of a burn found near another day.
  func refined(_ day: Double, burns: [Double]) -> Double {
    var refined = day
    for _ in 0..<2 { refined = answer(near: refined, burns: burns)?.day ?? refined }
    return abs(refined - day) <= 2 * search.settling ? refined : day
  }

  /// What is told of a burn: by the crossing, or, where that fails, by the step alone.
  func manoeuvre(
    _ step: StepSearch.Step, burns: [Double], noise: Double
  ) -> DetectedManoeuvre {
    let axis = RobustFit.median(series.axis)
    let rate = series.meanRate / 86_400
    var burn = DetectedManoeuvre(
      kind: .inTrack, epoch: series.epoch(step.day), timeUncertainty: 43_200 * search.settling,
      semiMajorAxisChange: step.size, semiMajorAxisUncertainty: noise, inclinationChange: nil,
      speedChange: 0, speedUncertainty: 0)
    if let answer = answer(near: step.day, burns: burns),
      answer.deviation < search.settling
    {
      // Kepler's third law: da = -2/3 a dn/n.
      let factor = -2.0 / 3 * axis / series.meanRate
      let size = factor * answer.motion
      burn.epoch = series.epoch(answer.day)
      burn.timeUncertainty = 86_400 * answer.deviation
      if abs(size - step.size) < StepSearch.significance * noise {
        let own = factor * answer.motionDeviation
        let apart = size - step.size
        burn.semiMajorAxisChange = size
        burn.semiMajorAxisUncertainty = (own * own + apart * apart).squareRoot()
      }
    }
    // On a circle v = n a, and a push along it changes the axis by 2 dv / n.
    burn.speedChange = 0.5 * rate * (burn.semiMajorAxisChange ?? 0)
    burn.speedUncertainty = 0.5 * rate * (burn.semiMajorAxisUncertainty ?? 0)
    return burn
  }
}
