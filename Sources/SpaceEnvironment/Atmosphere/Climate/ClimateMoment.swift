import NumericalMethods

/// The climate of the air at a moment: made ready for a range of altitudes, then asked for densities.
public struct ClimateMoment: Sendable {
  /// The climate.
  public let climate: DensityClimate

  /// The levels made ready: the first of them, and their coefficients.
  private var first = 0
  private var slice: [DensityClimate.Coefficients] = []
  private var sun = SIMD2<Double>(1, 0)

  /// No moment yet.
  public init(_ climate: DensityClimate) {
    self.climate = climate
    slice = Array(repeating: .zero, count: DensityClimate.levels * DensityClimate.latitudes)
  }

  /// Makes ready.
  ///
  /// - Parameters:
  ///   - altitudes: that will be asked for [m].
  ///   - dayOfYear: from 1; it may go on beyond the year's end.
  ///   - solarFlux: at 10.7 cm, the mean of about a month [sfu].
  ///   - ap: the mean Ap of about a month.
  ///   - direction: from the Earth's centre to the Sun, in any inertial frame along the Earth's axis.
  public mutating func prepare(
    altitudes: ClosedRange<Double>, dayOfYear: Double, solarFlux: Double, ap: Double,
    sun direction: SIMD3<Double>
  ) {
    let length = (direction.x * direction.x + direction.y * direction.y).squareRoot()
    sun = SIMD2(direction.x, direction.y) / length
    let year = (dayOfYear - 1) / 365.25
    let low = Int(DensityClimate.level(altitude: altitudes.lowerBound)) - 1
    let high = Int(DensityClimate.level(altitude: altitudes.upperBound)) + 2
    first = max(0, min(DensityClimate.levels - 4, low))
    let last = max(first + 3, min(DensityClimate.levels - 1, high))
    let weights = Weights(flux: solarFlux, ap: ap, year: year)
    climate.coefficients.withUnsafeBufferPointer { table in
      slice.withUnsafeMutableBufferPointer { slice in
        for level in first...last { weights.contract(table, level: level, into: slice) }
      }
    }
  }

  /// The density [kg/m³] at an altitude [m] that was made ready.
  ///
  /// - Parameters:
  ///   - altitude: above the ellipsoid [m]; above ``DensityClimate/ceiling`` there is no air.
  ///   - x: sine of the latitude.
  ///   - equatorial: cosine of the latitude times cosine and sine of the right ascension, in the frame
  ///     of the Sun.
  public func density(
    altitude: Double, sineOfLatitude x: Double, equatorial: SIMD2<Double>
  ) -> Double {
    guard altitude < DensityClimate.ceiling else { return 0 }
    let s = DensityClimate.level(altitude: altitude)
    let base = max(first, min(DensityClimate.levels - 4, Int(s) - 1))
    let t = s - Double(base)  // 1 to 2 inside the table
    // The cubic through four levels (Lagrange).
    let w0 = (t - 1) * (t - 2) * (t - 3) / -6
    let w1 = t * (t - 2) * (t - 3) / 2
    let w2 = t * (t - 1) * (t - 3) / -2
    let w3 = t * (t - 1) * (t - 2) / 6
    let sum = slice.withUnsafeBufferPointer { slice -> DensityClimate.Coefficients in
      var sum = DensityClimate.Coefficients.zero
      var before = 1.0  // Chebyshev polynomials of the sine of the latitude
      var current = x
      var index = base * DensityClimate.latitudes
      let stride = DensityClimate.latitudes
      for degree in 0..<DensityClimate.latitudes {
        let polynomial = degree == 0 ? 1 : current
        let joined = Self.join(
          SIMD4(w0, w1, w2, w3), slice[index], slice[index + stride], slice[index + 2 * stride],
          slice[index + 3 * stride])
        sum += polynomial * joined
        if degree > 0 { (before, current) = (current, 2 * x * current - before) }
        index += 1
      }
      return sum
    }
    // The harmonics of local time, each with its power of the cosine of the latitude.
    let one = SIMD2(
      equatorial.x * sun.x + equatorial.y * sun.y,
      equatorial.y * sun.x - equatorial.x * sun.y)
    let two = SIMD2(one.x * one.x - one.y * one.y, 2 * one.x * one.y)
    let three = SIMD2(one.x * two.x - one.y * two.y, one.x * two.y + one.y * two.x)
    let harmonics = SIMD8(1, one.x, one.y, two.x, two.y, three.x, three.y, 0)
    return Elementary.exp((sum * harmonics).sum())
  }

  @inline(__always)
  private static func join(
    _ weights: SIMD4<Double>, _ a: DensityClimate.Coefficients, _ b: DensityClimate.Coefficients,
    _ c: DensityClimate.Coefficients, _ d: DensityClimate.Coefficients
  ) -> DensityClimate.Coefficients {
    var sum: DensityClimate.Coefficients = weights[0] * a
    sum += weights[1] * b
    sum += weights[2] * c
    sum += weights[3] * d
    return sum
  }

  /// How much each block of a level counts at an activity and a time of the year.
  private struct Weights {
    /// The first block of four and what the four weigh: two fluxes by two values of Ap.
    var firstFlux: Int
    var activity: SIMD4<Double>
    var seasons: SIMD8<Double>

    init(flux: Double, ap: Double, year: Double) {
      let fluxes = DensityClimate.fluxes
      let aps = DensityClimate.aps
      let spacing = fluxes[1] - fluxes[0]
      let place = (Elementary.log(max(5, flux - 30)) - fluxes[0]) / spacing
      firstFlux = max(0, min(fluxes.count - 2, Int(place.rounded(.down))))
      let f = max(-0.5, min(1.5, place - Double(firstFlux)))
      let quiet = DensityClimate.activity(ap: aps[0])
      let disturbed = DensityClimate.activity(ap: aps[1])
      let a = min(2, (DensityClimate.activity(ap: ap) - quiet) / (disturbed - quiet))
      activity = SIMD4((1 - f) * (1 - a), (1 - f) * a, f * (1 - a), f * a)
      seasons = DensityClimate.seasons(ofYear: year)
    }

    func contract(
      _ table: UnsafeBufferPointer<DensityClimate.Coefficients>, level: Int,
      into slice: UnsafeMutableBufferPointer<DensityClimate.Coefficients>
    ) {
      let block = DensityClimate.block
      let latitudes = DensityClimate.latitudes
      let start =
        (level * DensityClimate.fluxes.count + firstFlux) * DensityClimate.aps.count * block
      for latitude in 0..<latitudes {
        var sum = DensityClimate.Coefficients.zero
        for season in 0..<DensityClimate.seasons {
          let index = start + season * latitudes + latitude
          let joined = ClimateMoment.join(
            activity, table[index], table[index + block], table[index + 2 * block],
            table[index + 3 * block])
          sum += seasons[season] * joined
        }
        slice[level * latitudes + latitude] = sum
      }
    }
  }
}
