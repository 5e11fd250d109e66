import Kinematics
import NumericalMethods

/// The element sets of one object in the order of time, as series of numbers.
struct ElementSeries {
  /// The first epoch, from which days count.
  let start: Epoch
  /// Epochs [days after the first].
  let days: [Double]
  /// Mean semi-major axis in Brouwer's sense [m].
  let axis: [Double]
  /// Mean inclination [rad].
  let inclination: [Double]
  /// Mean argument of latitude plus the node's part along the orbit, unwrapped, less what
  /// `meanRate` makes of the time [rad].
  let longitude: [Double]
  /// The rate of it [rad/day], the mean of all sets.
  let meanRate: Double
  /// The middle distance of two sets [days].
  let spacing: Double

  /// Sets in any order; of several with one epoch the last is taken.
  init(_ sets: [SGP4Elements]) throws(OrbitError) {
    var latest: [Epoch: SGP4Elements] = [:]
    for set in sets { latest[set.epoch] = set }
    let ordered = latest.values.sorted { $0.epoch < $1.epoch }
    let start = ordered.first?.epoch ?? .j2000
    var motions: [SGP4SecularMotion] = []
    for set in ordered { motions.append(try SGP4Propagator(set).secular) }
    let days = ordered.map { ($0.epoch - start) / 86_400 }
    let cosine = Elementary.cos(RobustFit.median(ordered.map(\.inclination)))
    let rates = motions.map {
      1440 * ($0.meanAnomalyRate + $0.perigeeRate + cosine * $0.nodeRate)
    }
    let nodeRates = motions.map { 1440 * $0.nodeRate }
    let nodes = Self.unwrapped(ordered.map(\.rightAscensionOfAscendingNode), nodeRates, days)
    let latitudes = Self.unwrapped(
      ordered.map { $0.argumentOfPerigee + $0.meanAnomaly },
      zip(rates, nodeRates).map { $0 - cosine * $1 }, days)
    let mean = rates.reduce(0, +) / Double(max(rates.count, 1))
    self.start = start
    self.days = days
    axis = motions.map { 1000 * SGP4Earth.radius * $0.semiMajorAxis }
    inclination = ordered.map(\.inclination)
    longitude = days.indices.map { latitudes[$0] + cosine * nodes[$0] - mean * days[$0] }
    meanRate = mean
    spacing = RobustFit.median(zip(days.dropFirst(), days).map { $0 - $1 })
  }

  /// Angles [rad] with the turns that their rates [rad/day] say.
  private static func unwrapped(
    _ angles: [Double], _ rates: [Double], _ days: [Double]
  ) -> [Double] {
    let turn = 2 * Double.pi
    var result: [Double] = []
    for index in angles.indices {
      guard let last = result.last else {
        result.append(angles[index])
        continue
      }
      let rate = 0.5 * (rates[index - 1] + rates[index])
      let expected = last + rate * (days[index] - days[index - 1])
      let away = angles[index] - expected
      result.append(expected + away - turn * (away / turn).rounded())
    }
    return result
  }

  /// The instant of a day of the series.
  func epoch(_ day: Double) -> Epoch { start + 86_400 * day }
}
