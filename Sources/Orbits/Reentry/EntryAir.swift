import NumericalMethods
import SpaceEnvironment

/// The air that an entry goes through: the density by altitude alone, from the ground to 200 km.
///
/// One profile stands for all places, which changes ranges by some tens of kilometres.
public struct EntryAir: Sendable {
  // Logarithms of the density, a kilometre apart.
  private let logarithms: [Double]

  /// The flux at 10.7 cm [sfu] and the Ap that stand for all days. Chosen: near the means of
  /// `Data/solar-cycles.csv` from 1957 on, which are 123 and 13, the flux above as more comes down when
  /// the Sun is active. Below 120 km the density hardly knows of it.
  public static let usual = (solarFlux: 140.0, ap: 12.0)

  /// The air of a day at noon at 30 degrees of latitude, by NRLMSISE-00, as it stands at usual
  /// activity.
  ///
  /// - Throws: `EnvironmentError.outOfRange` for an activity that the model does not take.
  public init(
    _ model: NRLMSISE00, solarFlux: Double = EntryAir.usual.solarFlux,
    ap: Double = EntryAir.usual.ap
  ) throws(EnvironmentError) {
    let day = try AtmosphereConditions(
      dayOfYear: 80, solarFlux: solarFlux, averageSolarFlux: solarFlux, activity: .daily(ap))
    var logarithms: [Double] = []
    for kilometre in 0...200 {
      let place = try AtmospherePoint(
        latitude: .pi / 6, longitude: 0, altitude: Double(kilometre) * 1e3, secondOfDay: 43_200)
      logarithms.append(Elementary.log(model.state(at: place, under: day).effectiveMassDensity))
    }
    self.logarithms = logarithms
  }

  /// The density [kg/m³] at an altitude [m]; above 200 km the last scale height goes on.
  public func density(altitude: Double) -> Double {
    let place = max(0, altitude / 1e3)
    let index = min(logarithms.count - 2, Int(place))
    let step = logarithms[index + 1] - logarithms[index]
    return Elementary.exp(logarithms[index] + step * (place - Double(index)))
  }
}
