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

  /// The coefficients one after the other.
  func pack(into target: UnsafeMutablePointer<Double>) {
    var place = 0
    func put(_ degrees: Degrees, _ which: ClosedRange<Int>) {
      for degree in which {
        target[place] = degrees[degree]
        place += 1
      }
    }
    put(zonal, Self.zonalDegrees)
    for wave in 0..<3 {
      put(localTime[wave].cosine, Self.localTimeDegrees[wave])
      put(localTime[wave].sine, Self.localTimeDegrees[wave])
    }
    put(longitude.cosine, Self.longitudeDegrees)
    put(longitude.sine, Self.longitudeDegrees)
    put(universalTime.cosine, Self.universalTimeDegrees)
    put(universalTime.sine, Self.universalTimeDegrees)
    put(universalTimeLongitude.cosine, Self.bothDegrees)
    put(universalTimeLongitude.sine, Self.bothDegrees)
  }

  // The degrees that occur in each block.
  static let zonalDegrees = 0...6
  static let localTimeDegrees: InlineArray<3, ClosedRange<Int>> = [1...5, 2...5, 3...6]
  static let longitudeDegrees = 1...7
  static let universalTimeDegrees = 0...7
  static let bothDegrees = 3...7
  /// How many coefficients ``pack(into:)`` writes.
  static let count = 7 + 2 * (5 + 4 + 4 + 7 + 8 + 5)
}
