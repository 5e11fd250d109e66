import NumericalMethods

extension NRLMSISE00 {
  /// The air below 72.5 km: mixed, but for some dissociation above 62.5 km.
  ///
  /// Picone and others (2002), appendix A: temperatures at fixed heights, densities by hydrostatic
  /// equilibrium from the mixed nitrogen at 72.5 km.
  func middleAtmosphere(
    at z: Double, _ basis: ExpansionBasis<Double>, _ day: DayExpansions
  ) -> AirState {
    let above = thermosphere(at: bottom, basis, day)
    let v = day.variations(ModelQuantity.all, at: basis)
    let gravity = ModelGravity(sine: basis.sine)
    func temperature(_ quantity: Int) -> Double { means[quantity] / (1 - v[quantity]) }
    func slope(_ quantity: Int, _ temperature: Double, over mean: Int) -> Double {
      let ratio = temperature / means[mean]
      return means[quantity] * (1 + v[quantity]) * ratio * ratio
    }
    let upper: InlineArray<5, Double> = [
      above.bottomTemperature, temperature(16), temperature(17), temperature(18), 0,
    ]
    let middleSlope = slope(19, upper[3], over: 18)
    let stratosphere = TemperatureSpline(
      heights: [72.5, 55, 45, 32.5, 0], count: 4, temperatures: upper,
      slopes: (above.bottomSlope, middleSlope), gravity: gravity)
    var here = stratosphere.at(max(z, 32.5))
    if z <= 32.5 {
      let lower: InlineArray<5, Double> = [
        upper[3], temperature(20), temperature(21), temperature(22), temperature(23),
      ]
      let troposphere = TemperatureSpline(
        heights: [32.5, 20, 15, 10, 0], count: 5, temperatures: lower,
        slopes: (middleSlope, slope(24, lower[4], over: 23)), gravity: gravity)
      let low = troposphere.at(z)
      here = (low.temperature, here.weight + low.weight)
    }
    let logNitrogen =
      above.logMixedNitrogen + Elementary.log(above.bottomTemperature / here.temperature)
      - mixedMass * here.weight
    // The share of what is not mixed fades out towards 62.5 km.
    let share = z > 62.5 ? 1 - (bottom - z) / (bottom - 62.5) : 0
    func departure(_ index: Int, _ mixed: Double) -> Double {
      1 + share * (Elementary.exp(above.logDensities[index] - mixed) - 1)
    }
    let nitrogen = Elementary.exp(logNitrogen) * departure(2, above.logMixedNitrogen)
    func mixed(_ index: Int) -> Double {
      guard let logRatio = gases[index].groundLogRatio else { return 0 }
      return nitrogen * Elementary.exp(logRatio)
        * departure(index, above.logDensities[2] + logRatio)
    }
    let densities: InlineArray<8, Double> = [
      mixed(0), 0, nitrogen, mixed(3), mixed(4), 0, 0, 0,
    ]
    return AirState(
      perCubicCentimetre: densities, temperature: here.temperature,
      exosphericTemperature: above.exosphericTemperature)
  }
}
