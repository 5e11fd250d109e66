import NumericalMethods

/// How a quantity makes one number of the magnetic indices (Hedin 1987, equation A24).
struct MagneticResponse: Sendable {
  /// Rate [1/ap] and slope of the answer to the daily index.
  var dailyRate, dailySlope: Double
  /// Rate [1/ap] and slope of the answer to a three-hourly index.
  var hourlyRate, hourlySlope: Double
  /// How fast the past is forgotten [1/s], and how that changes with latitude [1/degree]; no answer
  /// to the three-hourly indices where the first is zero.
  var decay, decayLatitude: Double

  /// The activity of the daily index.
  func activity(daily ap: Double) -> Double {
    // A negative rate stands for a straight line.
    Self.saturated(ap - 4, rate: dailyRate < 0 ? 1e-5 : dailyRate, slope: dailySlope)
  }

  /// The answers to the indices of now, 3, 6 and 9 hours ago, and the means of 12 to 33 and 36 to 57
  /// hours ago, before they are weighed.
  func answers(to indices: [Double]) -> InlineArray<6, Double> {
    var answers = InlineArray<6, Double>(repeating: 0)
    let rate = max(hourlyRate.magnitude, 1e-4)
    for index in 0..<min(6, indices.count) {
      answers[index] = Self.saturated(indices[index] - 4, rate: rate, slope: hourlySlope)
    }
    return answers
  }

  private static func saturated(_ excess: Double, rate: Double, slope: Double) -> Double {
    excess + (slope - 1) * (excess + (Elementary.exp(-rate * excess) - 1) / rate)
  }

  /// The activity at a latitude of so many degrees without sign, from `answers`.
  @inline(__always)
  func activity<N: ModelNumber>(
    of answers: InlineArray<6, Double>, absoluteLatitude: N
  ) -> N {
    let reach = N(1) + decayLatitude * (N(45) - absoluteLatitude)
    let memory = N.exponential(N(-10_800 * decay.magnitude) / reach).least(N(0.999_99))
    let m2 = memory * memory
    let m4 = m2 * m2
    let m8 = m4 * m4
    let eight = (N(1) - m8) / (N(1) - memory)
    let old = m4 * (N(answers[4]) + answers[5] * m8)
    let young = N(answers[0]) + memory * (N(answers[1]) + memory * N(answers[2]))
    let sum = young + answers[3] * (m2 * memory) + old * eight
    let m19 = m8 * m8 * m2 * memory
    return sum / (N(1) + (N(1) - m19) / (N(1) - memory) * memory.root)
  }
}
