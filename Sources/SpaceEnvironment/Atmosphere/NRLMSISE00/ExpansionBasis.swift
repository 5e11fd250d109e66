import NumericalMethods

/// The functions of place and time of day that expansions add up, in the order of
/// ``Expansion/pack(into:at:)``, at one place or at eight.
///
/// The numbers lie in storage that the caller lends for the while.
struct ExpansionBasis<N: ModelNumber> {
  /// ``Expansion/count`` numbers, filled up with zeros to ``capacity``.
  let values: UnsafePointer<N>
  /// Sine of latitude.
  let sine: N
  /// Latitude [degrees] without its sign.
  let absoluteLatitude: N

  /// How many numbers there are: a multiple of eight.
  static var capacity: Int { 80 }

  // The program's own units of angle [rad]: a degree, a second of the day, an hour.
  static var degree: Double { 1.745_33e-2 }
  static var second: Double { 7.272_2e-5 }
  static var hour: Double { 0.2618 }

  /// Calls `body` with the functions at a latitude and longitude [degrees], a second of the day in
  /// universal time [s] and a local solar time [h].
  @inline(__always)
  static func with<Result>(
    latitude: N, longitude: N, second: N, localTime: N,
    _ body: (ExpansionBasis<N>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: N.self, capacity: capacity + Legendre.count) { storage in
      storage.initialize(repeating: N(0))
      guard let values = storage.baseAddress else { preconditionFailure("storage is not empty") }
      let (sine, cosine) = N.sineAndCosine(Self.degree * latitude)
      Legendre.fill(values + capacity, sin: sine, cos: cosine)
      fill(values, longitude: longitude, second: second, localTime: localTime)
      return body(
        ExpansionBasis(values: values, sine: sine, absoluteLatitude: latitude.absolute))
    }
  }

  @inline(__always)
  private static func fill(
    _ values: UnsafeMutablePointer<N>, longitude: N, second: N, localTime: N
  ) {
    let legendre = values + capacity
    var place = 0
    func add(_ order: Int, _ degrees: ClosedRange<Int>, _ factor: N) {
      for degree in degrees {
        values[place] = factor * legendre[8 * order + degree]
        place += 1
      }
    }
    add(0, Expansion.zonalDegrees, N(1))
    let hour = N.sineAndCosine(Self.hour * localTime)
    var wave = hour
    for order in 1...3 {
      let degrees = Expansion.localTimeDegrees(ofWave: order)
      add(order, degrees, wave.cos)
      add(order, degrees, wave.sin)
      wave = sum(wave, hour)
    }
    let east = N.sineAndCosine(Self.degree * longitude)
    add(1, Expansion.longitudeDegrees, east.cos)
    add(1, Expansion.longitudeDegrees, east.sin)
    let clock = N.sineAndCosine(Self.second * second)
    add(0, Expansion.universalTimeDegrees, clock.cos)
    add(0, Expansion.universalTimeDegrees, clock.sin)
    let both = sum(clock, sum(east, east))
    add(2, Expansion.bothDegrees, both.cos)
    add(2, Expansion.bothDegrees, both.sin)
  }

  /// Sine and cosine of the sum of two angles.
  @inline(__always)
  private static func sum(_ a: (sin: N, cos: N), _ b: (sin: N, cos: N)) -> (sin: N, cos: N) {
    (a.sin * b.cos + a.cos * b.sin, a.cos * b.cos - a.sin * b.sin)
  }
}
