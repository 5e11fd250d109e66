import NumericalMethods

extension NRLMSISE00 {
  /// The thermosphere at heights [km] of 72.5 km and more.
  ///
  /// Picone and others (2002), appendix A. Densities are carried as logarithms, so that diffusion,
  /// mixing and the corrections are sums.
  @inline(__always)
  func thermosphere<N: ModelNumber>(
    at z: N, _ basis: ExpansionBasis<N>, _ day: DayExpansions
  ) -> Thermosphere<N> {
    let isLow = N.any(z.isBelow(N(Self.lowVariationsBelow)))
    let v = day.variations(
      isLow ? ModelQuantity.middleAtmosphere : ModelQuantity.thermosphere, at: basis)
    let gravity = ModelGravity(sine: basis.sine)
    let zero = N(0)
    // What is above 120 km says nothing of what is below, and the program leaves it out there.
    let outer = v[ModelQuantity.exosphericTemperature]
      .replaced(by: zero, where: z.isAtMost(N(join)))
    let steep = v[ModelQuantity.gradient].replaced(by: zero, where: z.isAtMost(N(bottom)))
    let exospheric = means[ModelQuantity.exosphericTemperature] * (N(1) + outer)
    let gradient = means[ModelQuantity.gradient] * (N(1) + steep)
    let lower =
      means[ModelQuantity.lowerTemperature] * (N(1) + v[ModelQuantity.lowerTemperature])
    let (temperatures, slope) = lowTemperatures(z, v)
    let profile = ThermosphericProfile(
      exospheric: exospheric, lower: lower, shape: gradient / (exospheric - lower),
      lowerBoundary: lowerBoundary, heights: Self.heights(joinedAt: join),
      temperatures: temperatures, bottomSlope: slope, gravity: gravity)
    let level = profile.level(z)
    var state = Thermosphere<N>(
      logDensities: InlineArray(repeating: zero), logMixedNitrogen: zero,
      temperature: level.temperature, exosphericTemperature: exospheric,
      bottomTemperature: temperatures[4], bottomSlope: slope)
    for index in 0..<7 {
      let gas = gases[index]
      state.logDensities[index] =
        N(gas.logMean) + v[ModelQuantity.species + index]
        + (1 + gas.thermalDiffusion) * level.logRatio - gas.mass * level.weight
    }
    correct(&state, z, v, level, profile, day.conditions, sine: basis.sine)
    state.logDensities[7] =
      N(gases[7].logMean) + v[ModelQuantity.species + 7]
      + anomalousOxygen(z, gravity, temperatures, slope)
    return state
  }

  /// The heights of the temperatures of the thermosphere's spline [km].
  static func heights(joinedAt join: Double) -> InlineArray<5, Double> {
    [join, 110, 100, 90, 72.5]
  }

  /// Below this altitude [km] the temperatures under 120 km vary with place and time.
  static var lowVariationsBelow: Double { 300 }

  /// The temperatures [K] at the heights of the spline but the first, and the slope at the last.
  @inline(__always)
  private func lowTemperatures<N: ModelNumber>(
    _ z: N, _ v: InlineArray<25, N>
  ) -> (InlineArray<5, N>, N) {
    let isLow = z.isBelow(N(Self.lowVariationsBelow))
    var temperatures = InlineArray<5, N>(repeating: N(0))
    for index in 0..<4 {
      let quantity = ModelQuantity.thermosphere + index
      let variation = N(0).replaced(by: v[quantity], where: isLow)
      temperatures[index + 1] = N(means[quantity]) / (N(1) - variation)
    }
    let variation = N(0).replaced(by: v[ModelQuantity.middleAtmosphere - 1], where: isLow)
    let ratio = temperatures[4] / N(means[ModelQuantity.middleAtmosphere - 2])
    let slope =
      means[ModelQuantity.middleAtmosphere - 1] * ((N(1) + variation) * ratio * ratio)
    return (temperatures, slope)
  }

  /// Puts mixing, the ratios at the ground and chemistry into the densities of diffusion.
  @inline(__always)
  private func correct<N: ModelNumber>(
    _ state: inout Thermosphere<N>, _ z: N, _ v: InlineArray<25, N>,
    _ level: ThermosphericProfile<N>.Level, _ profile: ThermosphericProfile<N>,
    _ conditions: DayConditions, sine: N
  ) {
    let flux = N(1 + correctionMeanFlux * conditions.meanFluxDeviation)
    if N.any(z.isAtMost(N(highestMixing))) {
      let season = turbopauseSeason * turbopausePhase.cosine(conditions.annual)
      let factor = N(turbopauseMean) * (N(1) + season * sine)
      let nitrogen = gases[2]
      let atTurbopause = profile.lowLevel(nitrogen.turbopause * factor)
      let boundary = N(nitrogen.logMean) + v[ModelQuantity.species + 2]
      // Its thermal diffusion is nil, so that the ratio of temperatures does not enter.
      let logNitrogen = boundary - (nitrogen.mass - mixedMass) * atTurbopause.weight
      state.logMixedNitrogen = logNitrogen + level.logRatio - mixedMass * level.weight
      let net = logNetDensity(
        diffusive: state.logDensities[2], mixed: state.logMixedNitrogen,
        sharpness: mixingLength / (mixedMass - nitrogen.mass))
      state.logDensities[2] = state.logDensities[2]
        .replaced(by: net, where: z.isAtMost(N(nitrogen.mixedBelow)))
      for index in 0..<7 where index != 2 {
        mix(&state, index, z, v, level, profile, logNitrogen: logNitrogen, flux: flux)
      }
    }
    if let general = gases[3].chemistry {
      state.logDensities[3] =
        state.logDensities[3] + general.change(z, strength: general.strength * flux)
    }
  }

  /// Puts mixing and its corrections into the density of one gas but nitrogen.
  @inline(__always)
  private func mix<N: ModelNumber>(
    _ state: inout Thermosphere<N>, _ index: Int, _ z: N, _ v: InlineArray<25, N>,
    _ level: ThermosphericProfile<N>.Level, _ profile: ThermosphericProfile<N>,
    logNitrogen: N, flux: N
  ) {
    let gas = gases[index]
    let limit = N(gas.mixedBelow)
    // Helium's mixing ends below its limit, that of the others with it.
    let isMixed = index == 0 ? z.isBelow(limit) : z.isAtMost(limit)
    guard N.any(isMixed) else { return }
    let base = profile.lowLevel(N(gas.turbopause))
    let boundary = N(gas.logMean) + v[ModelQuantity.species + index]
    let logBase =
      boundary + gas.thermalDiffusion * base.logRatio - (gas.mass - mixedMass) * base.weight
    let mixed = logBase + level.logRatio - mixedMass * level.weight
    var net = logNetDensity(
      diffusive: state.logDensities[index], mixed: mixed,
      sharpness: mixingLength / (mixedMass - gas.mass))
    if let ground = gas.ground {
      let strength =
        gas.groundLogRatio.map { logNitrogen + N($0) - logBase } ?? ground.strength * flux
      net = net + ground.change(z, strength: strength)
    }
    if index != 3, let chemistry = gas.chemistry {
      net = net + chemistry.change(z, strength: N(chemistry.strength))
    }
    state.logDensities[index] = state.logDensities[index].replaced(by: net, where: isMixed)
  }

  /// The logarithm of the density of oxygen that is hotter than the air around it, over that at
  /// 120 km (Picone and others 2002, section 3.3).
  @inline(__always)
  private func anomalousOxygen<N: ModelNumber>(
    _ z: N, _ gravity: ModelGravity<N>, _ temperatures: InlineArray<5, N>, _ slope: N
  ) -> N {
    let hot = N(anomalousTemperature)
    let base = N(lowerBoundary)
    let scale = gravity.at(base) / (ModelGravity<N>.gasConstant * hot)
    let isLow = z.isBelow(N(join))
    var weight = scale * gravity.height(of: z.greatest(N(join)), over: base)
    var logRatio = N(0)
    if N.any(isLow) {
      var temperatures = temperatures
      temperatures[0] = hot
      let spline = TemperatureSpline(
        heights: Self.heights(joinedAt: join), count: 5, temperatures: temperatures,
        slopes: (N(0), slope), gravity: gravity)
      let low = spline.at(z.least(N(join)))
      logRatio = logRatio.replaced(by: N.logarithm(hot / low.temperature), where: isLow)
      weight = weight + N(0).replaced(by: low.weight, where: isLow)
    }
    let mass = gases[7].mass
    let reference = gravity.at(N(anomalousHeight))
    // The scale height at the reference height, and how the density falls off below it.
    let fall = anomalousLength * mass * reference / (ModelGravity<N>.gasConstant * hot)
    let rise = N.exponential((-1 / anomalousLength) * (z - N(anomalousHeight))) - N(1)
    return logRatio - mass * weight - fall * rise
  }
}
