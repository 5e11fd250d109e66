import NumericalMethods

/// The functions of place and time of day that expansions add up, in the order of
/// ``Expansion/pack(into:)``, at one place or at eight.
struct ExpansionBasis<N: ModelNumber>: Sendable {
  /// Filled up with zeros to a multiple of eight.
  static var capacity: Int { 80 }

  var values: InlineArray<80, N>
  /// Sine of latitude.
  var sine: N
  /// Latitude [degrees] without its sign.
  var absoluteLatitude: N

  // The program's own units of angle [rad]: a degree, a second of the day, an hour.
  static var degree: Double { 1.745_33e-2 }
  static var second: Double { 7.272_2e-5 }
  static var hour: Double { 0.2618 }

  /// The functions at a latitude and longitude [degrees], a second of the day in universal time
  /// [s] and a local solar time [h].
  @inline(__always)
  init(latitude: N, longitude: N, second: N, localTime: N) {
    let (sine, cosine) = N.sineAndCosine(Self.degree * latitude)
    self.sine = sine
    absoluteLatitude = latitude.absolute
    values = InlineArray(repeating: N(0))
    let legendre = Legendre(sin: sine, cos: cosine)
    var place = 0
    func add(_ order: Int, _ degrees: ClosedRange<Int>, _ factor: N) {
      for degree in degrees {
        values[place] = factor * legendre[degree, order]
        place += 1
      }
    }
    add(0, Expansion.zonalDegrees, N(1))
    let hour = N.sineAndCosine(Self.hour * localTime)
    var wave = hour
    for order in 1...3 {
      let degrees = Expansion.localTimeDegrees[order - 1]
      add(order, degrees, wave.cos)
      add(order, degrees, wave.sin)
      wave = Self.sum(wave, hour)
    }
    let east = N.sineAndCosine(Self.degree * longitude)
    add(1, Expansion.longitudeDegrees, east.cos)
    add(1, Expansion.longitudeDegrees, east.sin)
    let clock = N.sineAndCosine(Self.second * second)
    add(0, Expansion.universalTimeDegrees, clock.cos)
    add(0, Expansion.universalTimeDegrees, clock.sin)
    let both = Self.sum(clock, Self.sum(east, east))
    add(2, Expansion.bothDegrees, both.cos)
    add(2, Expansion.bothDegrees, both.sin)
  }

  /// Sine and cosine of the sum of two angles.
  @inline(__always)
  private static func sum(_ a: (sin: N, cos: N), _ b: (sin: N, cos: N)) -> (sin: N, cos: N) {
    (a.sin * b.cos + a.cos * b.sin, a.cos * b.cos - a.sin * b.sin)
  }
}
