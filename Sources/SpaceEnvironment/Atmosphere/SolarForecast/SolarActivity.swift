import Kinematics

/// The activity of the Sun and of the Earth's magnetic field, month by month.
public struct SolarActivity: Sendable {
  /// Length of a month [s]: a twelfth of a Julian year.
  static let month = 365.25 / 12 * 86_400

  /// The middle of the first month.
  let first: Epoch
  /// Flux at 10.7 cm as observed [sfu] and Ap, at the middles of the months.
  let values: [SIMD2<Double>]

  /// Activity that stays the same.
  ///
  /// - Parameters:
  ///   - solarFlux: at 10.7 cm [sfu].
  ///   - ap: the mean Ap.
  public init(constantFlux solarFlux: Double, ap: Double) {
    first = .j2000
    values = [SIMD2(solarFlux, ap)]
  }

  init(first: Epoch, values: [SIMD2<Double>]) {
    self.first = first
    self.values = values
  }

  /// Flux at 10.7 cm [sfu] and Ap, linear between the middles of months; outside, those of the nearest
  /// month.
  public func values(at epoch: Epoch) -> (solarFlux: Double, ap: Double) {
    let place = max(0, min(Double(values.count - 1), (epoch - first) / Self.month))
    let index = min(values.count - 1, Int(place))
    let next = min(values.count - 1, index + 1)
    let part = place - Double(index)
    let value = values[index] + part * (values[next] - values[index])
    return (value.x, value.y)
  }
}
