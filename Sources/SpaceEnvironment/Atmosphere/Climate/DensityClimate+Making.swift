import NumericalMethods

extension DensityClimate {
  /// Nodes of the fit in the sine of the latitude: those of Chebyshev, where interpolation hardly
  /// swings.
  private static let sines = (0..<latitudes).map { index in
    Elementary.cos(.pi * (Double(index) + 0.5) / Double(latitudes))
  }
  private static let hours = 7
  private static let days = 6

  /// The coefficients, level by level.
  static func coefficients(
    of model: (Day, [Place]) -> [Double]
  ) -> [Coefficients] {
    let perLevel = fluxes.count * aps.count * block
    var all = [Coefficients](repeating: .zero, count: levels * perLevel)
    for (f, flux) in fluxes.enumerated() {
      for (a, ap) in aps.enumerated() {
        for day in 0..<days {
          let year = Double(day) / Double(days)
          let asked = Day(
            dayOfYear: 1 + 365.25 * year, solarFlux: 30 + Elementary.exp(flux), ap: ap)
          for row in sines.indices {
            let sums = harmonics(row: row, day: day) { model(asked, $0) }
            for level in 0..<levels {
              add(
                sums[level], row: row, year: year, to: &all,
                from: level * perLevel + (f * aps.count + a) * block)
            }
          }
        }
      }
    }
    return all
  }

  /// The harmonics of local time at one latitude of a day, by level.
  private static func harmonics(
    row: Int, day: Int, _ densities: ([Place]) -> [Double]
  ) -> [Coefficients] {
    let sine = sines[row]
    let cosine = (1 - sine * sine).squareRoot()
    // Two longitudes half a turn apart: what goes once around is averaged out.
    let longitude = Double((row * 5 + day * 3) % 12) * .pi / 6
    var places: [Place] = []
    for level in 0..<levels {
      for hour in 0..<hours {
        for east in [longitude, longitude - .pi] {
          places.append(
            Place(
              altitude: altitude(level: Double(level)), latitude: Elementary.asin(sine),
              longitude: east, localSolarTime: 24 * Double(hour) / Double(hours)))
        }
      }
    }
    let found = densities(places)
    var sums = [Coefficients](repeating: .zero, count: levels)
    let bases = (0..<hours).map {
      basis(ofHour: 24 * Double($0) / Double(hours), cosine) / Double(hours)
    }
    for index in 0..<(levels * hours) {
      let mean = 0.5 * (found[2 * index] + found[2 * index + 1])
      sums[index / hours] += Elementary.log(mean) * bases[index % hours]
    }
    return sums
  }

  /// Adds what one latitude of a day says of a level.
  private static func add(
    _ harmonics: Coefficients, row: Int, year: Double, to all: inout [Coefficients],
    from start: Int
  ) {
    let seasonal = seasons(ofYear: year) * SIMD8(1, 2, 2, 2, 2, 0, 0, 0) / Double(days)
    for season in 0..<seasons {
      let part = seasonal[season] * harmonics
      for degree in 0..<latitudes {
        all[start + season * latitudes + degree] += transform[row * latitudes + degree] * part
      }
    }
  }

  /// The discrete Chebyshev transform, by row and degree.
  private static let transform = (0..<latitudes * latitudes).map { index in
    let (row, degree) = (index / latitudes, index % latitudes)
    let phase = Double(degree) * .pi * (Double(row) + 0.5) / Double(latitudes)
    return (degree == 0 ? 1 : 2) / Double(latitudes) * Elementary.cos(phase)
  }

  /// The functions of local time that the samples of a circle are projected on, less the powers of the
  /// cosine of the latitude that evaluation puts back.
  private static func basis(ofHour time: Double, _ cosine: Double) -> Coefficients {
    // From noon.
    let angle = 2 * .pi * (time / 24 - 0.5)
    var basis = Coefficients.zero
    basis[0] = 1
    var power = cosine
    for m in 1...3 {
      let turned = Elementary.sinCos(Double(m) * angle)
      basis[2 * m - 1] = 2 * turned.cos / power
      basis[2 * m] = 2 * turned.sin / power
      power *= cosine
    }
    return basis
  }

  /// One, and the harmonics of the year whose fraction is `year`.
  static func seasons(ofYear year: Double) -> SIMD8<Double> {
    let one = Elementary.sinCos(2 * .pi * year)
    return SIMD8(
      1, one.cos, one.sin, one.cos * one.cos - one.sin * one.sin, 2 * one.sin * one.cos, 0, 0, 0)
  }
}
