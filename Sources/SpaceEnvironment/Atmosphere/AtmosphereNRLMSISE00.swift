import Foundation
import Kinematics
import NumericalMethods

/// NRLMSISE-00 with what drives it: the density that drag asks for.
///
///     let data = try DataFolder.locate()
///     let air = try AtmosphereNRLMSISE00(
///       model: NRLMSISE00(tableAt: data.appendingPathComponent("nrlmsise00.csv")),
///       weather: SpaceWeather(tableAt: data.appendingPathComponent("space-weather.csv")))
public struct AtmosphereNRLMSISE00: DensityModel {
  /// Which magnetic indices of a table are taken.
  public enum IndexMode: Sendable, Hashable {
    /// The mean of each day.
    case daily
    /// Those of three hours with their past, which follow a storm; of a monthly forecast its mean.
    case threeHourly
  }

  /// The model.
  public let model: NRLMSISE00
  /// The table of figures that are not given; nil where all are.
  public let weather: SpaceWeather?
  /// F10.7 [1e-22 W/m²/Hz] where it is given instead of taken from the table.
  public let solarFlux: Double?
  /// Its mean over 81 days where that is given.
  public let averageSolarFlux: Double?
  /// The magnetic indices where they are given.
  public let activity: MagneticActivity?
  /// Which indices of the table are taken.
  public let mode: IndexMode

  /// An atmosphere driven by a table, by given figures, or both.
  ///
  /// Three-hourly indices are the default for a table because the air answers to a storm within
  /// hours: in the storm of May 2024 the daily mode is off by a factor of more than 1.5 at times. A
  /// single given ap is a daily one.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - weather: the table; may be nil where all figures are given.
  ///   - solarFlux: F10.7 instead of the table's.
  ///   - averageSolarFlux: its mean over 81 days; nil: `solarFlux` where that is given.
  ///   - activity: magnetic indices instead of the table's.
  ///   - mode: which indices of the table are taken.
  /// - Throws: ``EnvironmentError/outOfRange(what:value:allowed:)`` for figures outside the ranges
  ///   of ``AtmosphereConditions``, or that are neither given nor in a table.
  public init(
    model: NRLMSISE00, weather: SpaceWeather? = nil, solarFlux: Double? = nil,
    averageSolarFlux: Double? = nil, activity: MagneticActivity? = nil,
    mode: IndexMode = .threeHourly
  ) throws(EnvironmentError) {
    guard weather != nil || (solarFlux != nil && activity != nil) else {
      throw .outOfRange(
        what: "number of tables of space weather without given F10.7 and ap", value: 0,
        allowed: "1")
    }
    _ = try AtmosphereConditions(
      dayOfYear: 1, solarFlux: solarFlux ?? 150,
      averageSolarFlux: averageSolarFlux ?? solarFlux ?? 150, activity: activity ?? .daily(4))
    self.model = model
    self.weather = weather
    self.solarFlux = solarFlux
    self.averageSolarFlux = averageSolarFlux ?? solarFlux
    self.activity = activity
    self.mode = mode
  }

  /// The model as all programs of its kind are compared: one F10.7, which is its own mean, and one
  /// daily Ap.
  public init(
    model: NRLMSISE00, constantFlux: Double, dailyIndex: Double
  ) throws(EnvironmentError) {
    try self.init(model: model, solarFlux: constantFlux, activity: .daily(dailyIndex))
  }

  /// What drives the air at an instant.
  public func conditions(at epoch: Epoch) -> AtmosphereConditions {
    let day = CivilDay(epoch).dayOfYear
    guard let weather, solarFlux == nil || averageSolarFlux == nil || activity == nil else {
      return AtmosphereConditions(
        unchecked: day, solarFlux ?? 150, averageSolarFlux ?? 150, activity ?? .daily(4))
    }
    let reading = weather.reading(at: epoch)
    let table: MagneticActivity =
      mode == .daily ? .daily(reading.dailyIndex) : .threeHourly(reading.indices)
    return AtmosphereConditions(
      unchecked: day, solarFlux ?? reading.solarFlux,
      averageSolarFlux ?? reading.averageSolarFlux, activity ?? table)
  }

  /// How the figures at an instant are known; measured where all are given.
  public func kind(at epoch: Epoch) -> SpaceWeather.Kind {
    guard let weather, solarFlux == nil || averageSolarFlux == nil || activity == nil else {
      return .measured
    }
    return weather.reading(at: epoch).kind
  }

  /// The first instant after `epoch` at which ``conditions(at:)`` change: three hours or a day of
  /// UTC begin.
  public func nextChange(after epoch: Epoch) -> Epoch {
    let day = CivilDay(epoch)
    let tomorrow = CivilDay(number: day.number + 1).start
    guard weather != nil, activity == nil, mode == .threeHourly else { return tomorrow }
    let spans = ((epoch - day.start) / 10_800).rounded(.down)
    let next = day.start + 10_800 * (spans + 1)
    return spans >= 7 ? tomorrow : next
  }

  public func nextStep(after epoch: Epoch) -> Epoch? { nextChange(after: epoch) }

  /// Eight at a time where one set of conditions holds for all; the density is not a number where an
  /// argument is none.
  public func densities(
    at places: [GeodeticPosition], epochs: [Epoch], sunDirectionsEarthFixed suns: [SIMD3<Double>]
  ) -> [Double] {
    let first = epochs.min() ?? .j2000
    let last = epochs.max() ?? .j2000
    guard nextChange(after: first) >= last,
      places.allSatisfy({
        $0.latitude.isFinite && $0.longitude.isFinite && $0.altitude.isFinite
      })
    else {
      return places.indices.map { index in
        density(
          latitude: places[index].latitude, longitude: places[index].longitude,
          altitude: places[index].altitude, epoch: epochs[index],
          sunDirectionEarthFixed: suns[index])
      }
    }
    let midnight = CivilDay(first).start
    let range = AtmospherePoint.altitudeRange
    let points = places.indices.map { index in
      AtmospherePoint(
        unchecked: places[index].latitude, longitude: places[index].longitude,
        altitude: min(max(places[index].altitude, range.lowerBound), range.upperBound),
        secondOfDay: min(86_400, epochs[index] - midnight))
    }
    return model.effectiveMassDensities(at: points, under: conditions(at: first))
  }

  /// The place in the form that the model takes; altitudes outside its range are held at its ends.
  func point(
    latitude: Double, longitude: Double, altitude: Double, epoch: Epoch
  ) -> AtmospherePoint {
    let range = AtmospherePoint.altitudeRange
    return AtmospherePoint(
      unchecked: latitude, longitude: longitude,
      altitude: altitude < range.lowerBound
        ? range.lowerBound : altitude > range.upperBound ? range.upperBound : altitude,
      secondOfDay: min(86_400, epoch - CivilDay(epoch).start))
  }

  /// The air at a place: geodetic latitude and longitude [rad], altitude [m].
  public func state(
    latitude: Double, longitude: Double, altitude: Double, epoch: Epoch
  ) -> AirState {
    model.state(
      at: point(latitude: latitude, longitude: longitude, altitude: altitude, epoch: epoch),
      under: conditions(at: epoch))
  }

  /// The mass density with anomalous oxygen [kg/m³]; not a number where an argument is none. The
  /// direction of the Sun is not used: the model knows the local time.
  public func density(
    latitude: Double, longitude: Double, altitude: Double, epoch: Epoch,
    sunDirectionEarthFixed sun: SIMD3<Double>
  ) -> Double {
    guard latitude.isFinite, longitude.isFinite, altitude.isFinite else { return .nan }
    return state(latitude: latitude, longitude: longitude, altitude: altitude, epoch: epoch)
      .effectiveMassDensity
  }

  public var source: String {
    var given: [String] = []
    if let solarFlux { given.append("F10.7 \(solarFlux)") }
    if let averageSolarFlux { given.append("mean F10.7 \(averageSolarFlux)") }
    switch activity {
    case .daily(let ap): given.append("daily Ap \(ap)")
    case .threeHourly(let indices): given.append("three-hourly ap \(indices.past)")
    case nil: break
    }
    let drivers = given.isEmpty ? "" : ", \(given.joined(separator: ", "))"
    guard weather != nil, solarFlux == nil || averageSolarFlux == nil || activity == nil else {
      return "NRLMSISE-00\(drivers)"
    }
    let indices = activity != nil ? "" : mode == .daily ? " (daily Ap)" : " (three-hourly ap)"
    return "NRLMSISE-00\(drivers), space weather of the date\(indices)"
  }
}
