import NumericalMethods

/// How one quantity of NRLMSISE-00 varies about its mean: the coefficients of its expansion.
///
/// Picone and others (2002), appendix A, after Hedin (1987), equations A22 to A24. A term by degree
/// of the Legendre function of latitude is a vector of eight. Terms that a quantity does not have
/// are zero; the temperatures below 120 km have fewer than the others.
struct Variation: Sendable {
  /// A cosine of a period, with its phase.
  struct Phase: Sendable {
    /// Cosine and sine of the phase.
    var phase: SIMD2<Double>

    /// A phase of `value`, of which one is `unit` radians.
    init(_ value: Double, unit: Double) {
      let angle = Elementary.sinCos(value * unit)
      phase = SIMD2(angle.cos, angle.sin)
    }

    /// cos(x - phase) for an x of which cosine and sine are given.
    func cosine(_ x: SIMD2<Double>) -> Double { (phase * x).sum() }
  }

  /// The answer to magnetic activity, per unit of it.
  struct Magnetic: Sendable {
    var zonal, season, diurnal, longitude, longitudeSeason, universalTime: Degrees
    var diurnalPhase, longitudePhase, longitudeSeasonPhase, universalTimePhase: Phase
    var longitudeTilt: Double
  }

  var constant, flux, fluxSquare, meanFlux, meanFluxSquare, fluxMeanFlux: Double
  var seasonMeanFlux, localTimeMeanFlux: Double
  var zonal, zonalMeanFlux, annual, semiannual, season, halfSeason: Degrees
  var annualPhase, semiannualPhase, seasonPhase, halfSeasonPhase: Phase
  /// Cosine and sine of one, two and three times local time, and what the season adds to each.
  var localTime: InlineArray<3, (cosine: Degrees, sine: Degrees)>
  var localTimeSeason: InlineArray<3, (cosine: Degrees, sine: Degrees)>
  var longitude, longitudeSeason: (cosine: Degrees, sine: Degrees)
  var longitudeMeanFlux, longitudeAnnual, longitudeSemiannual: Double
  var longitudeSeasonTilt, longitudeHalfSeasonTilt: Double
  var longitudeAnnualPhase, longitudeSemiannualPhase: Phase
  var longitudeSeasonTiltPhase, longitudeHalfSeasonTiltPhase: Phase
  var universalTime, universalTimeLongitude: Degrees
  var universalTimePhase, universalTimeLongitudePhase: Phase
  var universalTimeTilt, universalTimeSeasonTilt: Double
  var universalTimeMeanFlux, universalTimeLongitudeMeanFlux: Double
  /// The answers to the daily and to the three-hourly index.
  var daily, hourly: Magnetic
  var response: MagneticResponse

  /// The expansion under conditions, as far as it does not wait for magnetic activity.
  func quiet(_ c: DayConditions) -> Expansion {
    var sum = Expansion()
    let deviation = c.fluxDeviation
    let mean = c.meanFluxDeviation
    let ofFlux = flux * deviation + fluxSquare * deviation * deviation
    let seasonCosine = seasonPhase.cosine(c.annual)
    sum.zonal = zonal + mean * zonalMeanFlux
    sum.zonal += annualPhase.cosine(c.annual) * annual
    sum.zonal += semiannualPhase.cosine(c.semiannual) * semiannual
    sum.zonal += (1 + seasonMeanFlux * mean + ofFlux) * seasonCosine * season
    sum.zonal += halfSeasonPhase.cosine(c.semiannual) * halfSeason
    sum.zonal[0] += constant + flux * deviation * (1 + fluxMeanFlux * mean)
    sum.zonal[0] +=
      fluxSquare * deviation * deviation + meanFlux * mean + meanFluxSquare * mean * mean
    let tide = 1 + localTimeMeanFlux * mean + ofFlux
    for wave in 0..<3 {
      let (cosine, sine) = localTime[wave]
      let (seasonalCosine, seasonalSine) = localTimeSeason[wave]
      sum.localTime[wave].cosine = tide * (cosine + seasonCosine * seasonalCosine)
      sum.localTime[wave].sine = tide * (sine + seasonCosine * seasonalSine)
    }
    addLongitude(c, seasonCosine, &sum)
    addUniversalTime(c, seasonCosine, &sum)
    return sum
  }

  private func addLongitude(
    _ c: DayConditions, _ seasonCosine: Double, _ sum: inout Expansion
  ) {
    let factor =
      1 + longitudeMeanFlux * c.meanFluxDeviation
      + longitudeAnnual * longitudeAnnualPhase.cosine(c.annual)
      + longitudeSemiannual * longitudeSemiannualPhase.cosine(c.semiannual)
    let tilt =
      longitudeSeasonTilt * longitudeSeasonTiltPhase.cosine(c.annual)
      + longitudeHalfSeasonTilt * longitudeHalfSeasonTiltPhase.cosine(c.semiannual)
    func modulated(_ degrees: Degrees) -> Degrees {
      factor * degrees + (tilt == 0 ? .zero : tilt * degrees.timesSine(order: 1))
    }
    sum.longitude.cosine = modulated(
      longitude.cosine + seasonCosine * longitudeSeason.cosine)
    sum.longitude.sine = modulated(longitude.sine + seasonCosine * longitudeSeason.sine)
  }

  private func addUniversalTime(
    _ c: DayConditions, _ seasonCosine: Double, _ sum: inout Expansion
  ) {
    var zonal = (1 + universalTimeMeanFlux * c.meanFluxDeviation) * universalTime
    if universalTimeTilt != 0 { zonal += universalTimeTilt * zonal.timesSine(order: 0) }
    let seasonTilt = universalTimeSeasonTilt * seasonCosine
    if seasonTilt != 0 { zonal += seasonTilt * zonal.timesSine(order: 0) }
    sum.universalTime.cosine = universalTimePhase.phase.x * zonal
    sum.universalTime.sine = universalTimePhase.phase.y * zonal
    let both =
      (1 + universalTimeLongitudeMeanFlux * c.meanFluxDeviation) * universalTimeLongitude
    sum.universalTimeLongitude.cosine = universalTimeLongitudePhase.phase.x * both
    sum.universalTimeLongitude.sine = universalTimeLongitudePhase.phase.y * both
  }

  /// The answer to magnetic activity under conditions, per unit of it.
  func magnetic(_ c: DayConditions) -> Expansion {
    let terms = c.isHourly ? hourly : daily
    let seasonCosine = seasonPhase.cosine(c.annual)
    var sum = Expansion()
    sum.zonal = terms.zonal + seasonCosine * terms.season
    sum.localTime[0].cosine = terms.diurnalPhase.phase.x * terms.diurnal
    sum.localTime[0].sine = terms.diurnalPhase.phase.y * terms.diurnal
    var wave = terms.longitude
    if terms.longitudeTilt != 0 { wave += terms.longitudeTilt * wave.timesSine(order: 1) }
    let seasonal = seasonCosine * terms.longitudeSeason
    sum.longitude.cosine =
      terms.longitudePhase.phase.x * wave + terms.longitudeSeasonPhase.phase.x * seasonal
    sum.longitude.sine =
      terms.longitudePhase.phase.y * wave + terms.longitudeSeasonPhase.phase.y * seasonal
    sum.universalTime.cosine = terms.universalTimePhase.phase.x * terms.universalTime
    sum.universalTime.sine = terms.universalTimePhase.phase.y * terms.universalTime
    return sum
  }
}
