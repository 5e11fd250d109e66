import NumericalMethods
import Systems

/// How the air of a piece goes down through its vents: some take a steady rate, some a share of what
/// is there, as a choked stream does: `dm/dt = -q - λ m`.
struct CabinFlow {
  /// [kg]
  let air: Double
  /// [Pa]
  let pressure: Double
  let hole: ChokedFlow
  /// Of each vent [kg/s] and [1/s].
  private(set) var vents: [(rate: Double, share: Double)] = []

  init(air: Double, pressure: Double, hole: ChokedFlow) {
    self.air = air
    self.pressure = pressure
    self.hole = hole
  }

  mutating func add(_ flow: Vent.Flow) {
    switch flow {
    case .rate(let rate): vents.append((rate, 0))
    case .area(let area):
      vents.append((0, air > 0 ? area * pressure * hole.massFlux / air : 0))
    }
  }

  private var rate: Double { vents.reduce(0) { $0 + $1.rate } }
  private var share: Double { vents.reduce(0) { $0 + $1.share } }

  /// When so much is left [s]; infinity where it never comes to that.
  func time(to left: Double) -> Double {
    guard left < air else { return 0 }
    guard share > 0 else { return rate > 0 ? (air - left) / rate : .infinity }
    // A stream that is choked for ever empties nothing.
    guard rate > 0 || left > 0 else { return .infinity }
    return Elementary.log((air + rate / share) / (left + rate / share)) / share
  }

  /// What each vent takes in a time [kg]: together never more than there is.
  func lost(in time: Double) -> [Double] {
    guard air > 0 else { return vents.map { _ in 0 } }
    let steady = rate * time
    let all =
      share > 0 ? (air + rate / share) * Self.gone(share * time) : steady
    let scale = all > air ? air / all : 1
    return vents.map { vent in
      let streams = share > 0 ? (vent.share / share) * max(0, all - steady) : 0
      return scale * (vent.rate * time + streams)
    }
  }

  /// `1 - e^-x`, whose difference loses digits where x is small.
  private static func gone(_ x: Double) -> Double {
    guard x < 0.01 else { return 1 - Elementary.exp(-x) }
    return x * (1 - x / 2 * (1 - x / 3 * (1 - x / 4 * (1 - x / 5 * (1 - x / 6)))))
  }
}
