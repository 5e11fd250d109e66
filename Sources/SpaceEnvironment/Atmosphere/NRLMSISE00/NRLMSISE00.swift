import Foundation
import Kinematics
import NumericalMethods

/// The atmosphere of the Earth after NRLMSISE-00: temperature and the densities of eight gases from
/// the ground into space.
///
/// An empirical model of satellite drag, mass spectrometers and radar of 1965 to 1998; densities at
/// 400 km are good to about 15 %, less so in magnetic storms. All terms of the model count. Its day of
/// the year is a whole number, so that it steps a little at midnight UTC.
///
///     let model = try NRLMSISE00(tableAt: data.appendingPathComponent("nrlmsise00.csv"))
///     let day = try AtmosphereConditions(
///       dayOfYear: 172, solarFlux: 150, averageSolarFlux: 150, activity: .daily(4))
///     let place = try AtmospherePoint(
///       latitude: 1.05, longitude: -1.22, altitude: 400e3, secondOfDay: 29_000)
///     model.state(at: place, under: day).massDensity  // about 4e-12 kg/m³
///
/// Source: Picone, Hedin, Drob, Aikin (2002), *NRLMSISE-00 empirical model of the atmosphere*, Journal
/// of Geophysical Research 107(A12), 1468; Hedin (1987), same journal 92, 4649; program of the Naval
/// Research Laboratory (2001), a work of the US Government.
public struct NRLMSISE00: Sendable {
  /// Means of the quantities of ``ModelQuantity``, in the program's units.
  let means: [Double]
  let variations: [Variation]
  let gases: [ModelGas]
  /// Where Bates' temperature meets the spline, and where densities are given [km].
  let join, lowerBoundary: Double
  /// Where the thermosphere ends below [km].
  let bottom = 72.5
  /// Molar mass [g/mol] of mixed air and the length of the transition to it [km].
  let mixedMass, mixingLength: Double
  let turbopauseMean, turbopauseSeason: Double
  let turbopausePhase: Variation.Phase
  /// Temperature [K], reference height and scale height [km] of anomalous oxygen.
  let anomalousTemperature, anomalousHeight, anomalousLength: Double
  let correctionMeanFlux: Double
  /// The altitude above which no gas is mixed [km].
  let highestMixing: Double
  /// Where the coefficients come from.
  public let source: String

  /// Reads the table of coefficients, columns `name,index,value`.
  ///
  /// - Throws: ``EnvironmentError/fileUnreadable(path:)`` or
  ///   ``EnvironmentError/malformed(path:line:what:)``.
  public init(tableAt url: URL) throws(EnvironmentError) {
    var table = try NRLMSISE00Table(at: url)
    means = ModelQuantity.names.map { table.required("\($0).mean") }
    variations = ModelQuantity.names.map { table.variation($0) }
    gases = ModelQuantity.names[ModelQuantity.species..<ModelQuantity.thermosphere].map {
      table.gas($0)
    }
    join = table.positive("profile.join")
    lowerBoundary = table.positive("profile.lowerBoundary")
    mixedMass = table.positive("mixing.mass")
    mixingLength = table.positive("mixing.length")
    turbopauseMean = table.positive("turbopause.mean")
    turbopauseSeason = table.required("turbopause.season")
    turbopausePhase = Variation.Phase(
      table.required("turbopause.seasonPhase"), unit: DayConditions.day)
    anomalousTemperature = table.positive("anomalousOxygen.temperature")
    anomalousHeight = table.positive("anomalousOxygen.referenceHeight")
    anomalousLength = table.positive("anomalousOxygen.scaleHeight")
    correctionMeanFlux = table.required("correctionMeanFlux")
    highestMixing = gases.map(\.mixedBelow).max() ?? 0
    source = table.source
    try table.check()
  }

  /// The air at a place under the conditions of a day.
  public func state(
    at point: AtmospherePoint, under conditions: AtmosphereConditions
  ) -> AirState {
    let z = 1e-3 * point.altitude
    let count =
      z < bottom
      ? ModelQuantity.all
      : z < Self.lowVariationsBelow ? ModelQuantity.middleAtmosphere : ModelQuantity.thermosphere
    let day = DayExpansions(variations, count: count, under: conditions)
    return state(at: point, day)
  }

  /// The air at a place from expansions that reach down to it.
  func state(at point: AtmospherePoint, _ day: DayExpansions) -> AirState {
    let degrees = 180 / Double.pi
    let basis = ExpansionBasis(
      latitude: degrees * point.latitude, longitude: degrees * point.longitude,
      second: point.secondOfDay, localTime: point.localSolarTime)
    let z = 1e-3 * point.altitude
    guard z >= bottom else { return middleAtmosphere(at: z, basis, day) }
    let air = thermosphere(at: z, basis, day)
    var densities = InlineArray<8, Double>(repeating: 0)
    for index in 0..<8 { densities[index] = Elementary.exp(air.logDensities[index]) }
    return AirState(
      perCubicCentimetre: densities, temperature: air.temperature,
      exosphericTemperature: air.exosphericTemperature)
  }
}
