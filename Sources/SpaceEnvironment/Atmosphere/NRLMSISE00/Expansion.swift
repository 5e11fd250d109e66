import NumericalMethods

/// A quantity's variation with everything put in that holds for a day: a sum of Legendre functions
/// of latitude times cosines and sines of local time, longitude and universal time.
struct Expansion: Sendable {
  var zonal = Degrees.zero
  /// Of one, two and three times local time, with Legendre functions of that order.
  var localTime = InlineArray<3, (cosine: Degrees, sine: Degrees)>(repeating: (.zero, .zero))
  /// Of longitude, with functions of order 1.
  var longitude: (cosine: Degrees, sine: Degrees) = (.zero, .zero)
  /// Of universal time, with functions of order 0.
  var universalTime: (cosine: Degrees, sine: Degrees) = (.zero, .zero)
  /// Of universal time plus twice longitude, with functions of order 2.
  var universalTimeLongitude: (cosine: Degrees, sine: Degrees) = (.zero, .zero)

  /// This sum plus `factor` times another.
  @inline(__always)
  func adding(_ factor: Double, _ other: Expansion) -> Expansion {
    var sum = self
    sum.zonal += factor * other.zonal
    for wave in 0..<3 {
      sum.localTime[wave].cosine += factor * other.localTime[wave].cosine
      sum.localTime[wave].sine += factor * other.localTime[wave].sine
    }
    sum.longitude.cosine += factor * other.longitude.cosine
    sum.longitude.sine += factor * other.longitude.sine
    sum.universalTime.cosine += factor * other.universalTime.cosine
    sum.universalTime.sine += factor * other.universalTime.sine
    sum.universalTimeLongitude.cosine += factor * other.universalTimeLongitude.cosine
    sum.universalTimeLongitude.sine += factor * other.universalTimeLongitude.sine
    return sum
  }

  /// Writes the coefficients one after the other, from a place on.
  @inline(__always)
  func pack(into target: UnsafeMutableBufferPointer<Double>, at start: Int) {
    var place = start
    func put(_ degrees: Degrees, _ which: ClosedRange<Int>) {
      for degree in which {
        target[place] = degrees[degree]
        place += 1
      }
    }
    put(zonal, Self.zonalDegrees)
    for wave in 0..<3 {
      put(localTime[wave].cosine, Self.localTimeDegrees(ofWave: wave + 1))
      put(localTime[wave].sine, Self.localTimeDegrees(ofWave: wave + 1))
    }
    put(longitude.cosine, Self.longitudeDegrees)
    put(longitude.sine, Self.longitudeDegrees)
    put(universalTime.cosine, Self.universalTimeDegrees)
    put(universalTime.sine, Self.universalTimeDegrees)
    put(universalTimeLongitude.cosine, Self.bothDegrees)
    put(universalTimeLongitude.sine, Self.bothDegrees)
  }

  // The degrees that occur in each block; computed, so that loops over them unroll.
  static var zonalDegrees: ClosedRange<Int> { 0...6 }
  static var longitudeDegrees: ClosedRange<Int> { 1...7 }
  static var universalTimeDegrees: ClosedRange<Int> { 0...7 }
  static var bothDegrees: ClosedRange<Int> { 3...7 }
  @inline(__always)
  static func localTimeDegrees(ofWave wave: Int) -> ClosedRange<Int> {
    wave...(wave == 3 ? 6 : 5)
  }
  /// How many coefficients ``pack(into:at:)`` writes.
  static var count: Int { 7 + 2 * (5 + 4 + 4 + 7 + 8 + 5) }
}
