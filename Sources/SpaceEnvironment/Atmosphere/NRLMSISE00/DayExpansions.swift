import NumericalMethods

/// What drives the atmosphere on a day, in the form that expansions take it.
struct DayConditions: Sendable {
  /// Cosine and sine of the year's angle, and of twice that.
  var annual, semiannual: SIMD2<Double>
  /// F10.7 of the day before less its mean over 81 days.
  var fluxDeviation: Double
  /// That mean less 150.
  var meanFluxDeviation: Double
  /// Whether three-hourly indices are given.
  var isHourly: Bool

  init(_ conditions: AtmosphereConditions) {
    let angle = Elementary.sinCos(Self.day * Double(conditions.dayOfYear))
    annual = SIMD2(angle.cos, angle.sin)
    semiannual = SIMD2(
      angle.cos * angle.cos - angle.sin * angle.sin, 2 * angle.sin * angle.cos)
    fluxDeviation = conditions.solarFlux - conditions.averageSolarFlux
    meanFluxDeviation = conditions.averageSolarFlux - 150
    if case .threeHourly = conditions.activity { isHourly = true } else { isHourly = false }
  }

  /// The program's own angle of a day of the year [rad].
  static let day = 1.721_42e-2
}

/// The expansions of the model with all put in that points of a day share.
struct DayExpansions: Sendable {
  let conditions: DayConditions
  /// How many quantities are ready, in the order of ``ModelQuantity``.
  let count: Int
  /// Coefficients of each quantity, ``ExpansionBasis/capacity`` apart.
  private let steady: [Double]
  /// The same per unit of magnetic activity, where that depends on latitude; else empty.
  private let perActivity: [Double]
  /// What the three-hourly indices do to each quantity of the thermosphere.
  private let answers: [InlineArray<6, Double>]
  private let responses: [MagneticResponse]

  private static var stride: Int { 80 }

  /// Prepares the first `count` quantities.
  init(_ variations: [Variation], count: Int, under conditions: AtmosphereConditions) {
    let c = DayConditions(conditions)
    self.conditions = c
    self.count = count
    var steady = [Double](repeating: 0, count: count * Self.stride)
    var perActivity = [Double](repeating: 0, count: c.isHourly ? count * Self.stride : 0)
    var answers: [InlineArray<6, Double>] = []
    for index in 0..<count {
      let quiet = variations[index].quiet(c)
      let magnetic = variations[index].magnetic(c)
      switch conditions.activity {
      case .daily(let ap):
        let host = ModelQuantity.host(of: index, isHourly: false)
        let activity = variations[host].response.activity(daily: ap)
        steady.withUnsafeMutableBufferPointer {
          guard let base = $0.baseAddress else { return }
          quiet.adding(activity, magnetic).pack(into: base + index * Self.stride)
        }
      case .threeHourly(let indices):
        steady.withUnsafeMutableBufferPointer {
          guard let base = $0.baseAddress else { return }
          quiet.pack(into: base + index * Self.stride)
        }
        perActivity.withUnsafeMutableBufferPointer {
          guard let base = $0.baseAddress else { return }
          magnetic.pack(into: base + index * Self.stride)
        }
        if index < ModelQuantity.thermosphere {
          answers.append(variations[index].response.answers(to: indices.past))
        }
      }
    }
    self.steady = steady
    self.perActivity = perActivity
    self.answers = answers
    responses = c.isHourly ? variations.prefix(count).map(\.response) : []
  }

  /// The variations of the first `count` quantities, at most those that are ready.
  @inline(__always)
  func variations<N: ModelNumber>(
    _ count: Int, at basis: ExpansionBasis<N>
  ) -> InlineArray<25, N> {
    var values = InlineArray<25, N>(repeating: N(0))
    steady.withUnsafeBufferPointer { steady in
      guard let base = steady.baseAddress else { return }
      for index in 0..<min(count, self.count) {
        values[index] = N.weighted(basis.values, by: base + index * Self.stride)
      }
    }
    guard conditions.isHourly else { return values }
    perActivity.withUnsafeBufferPointer { perActivity in
      guard let base = perActivity.baseAddress else { return }
      for index in 0..<min(count, self.count) {
        let host = ModelQuantity.host(of: index, isHourly: true)
        guard responses[host].decay != 0 else { continue }
        let activity = responses[host].activity(
          of: answers[host], absoluteLatitude: basis.absoluteLatitude)
        let shape = N.weighted(basis.values, by: base + index * Self.stride)
        values[index] = activity.multiplied(by: shape, adding: values[index])
      }
    }
    return values
  }
}

/// The quantities that vary, in the order in which they are kept.
enum ModelQuantity {
  static let names = [
    "exosphericTemperature", "gradient", "lowerTemperature", "helium", "atomicOxygen", "nitrogen",
    "oxygen", "argon", "hydrogen", "atomicNitrogen", "anomalousOxygen",
    "temperature110", "temperature100", "temperature90", "temperature72.5", "slope72.5",
    "temperature55", "temperature45", "temperature32.5", "slope32.5",
    "temperature20", "temperature15", "temperature10", "temperature0", "slope0",
  ]
  static let exosphericTemperature = 0
  static let gradient = 1
  static let lowerTemperature = 2
  static let species = 3
  /// Where the temperatures below 120 km start: so many quantities make the air above 300 km.
  static let thermosphere = 11
  /// Where the temperatures below 72.5 km start.
  static let middleAtmosphere = 16
  static let all = 25

  /// The quantity whose answer to magnetic activity another one takes: its own in the thermosphere;
  /// below, that of the quantity that the program has evaluated last.
  static func host(of index: Int, isHourly: Bool) -> Int {
    if index < thermosphere { return index }
    if index < middleAtmosphere { return lowerTemperature }
    return isHourly ? 9 : 10
  }
}
