import Exchange
import Foundation
import Kinematics
import NumericalMethods
import SpaceEnvironment

/// The air that NRLMSISE-00 gives for a place and an instant, with what drove it, as an answer to
/// print.
public struct AirReport: Sendable {
  /// What is asked: the place, and of the drivers those that are given.
  public struct Question: Sendable {
    /// The instant.
    public var epoch: Epoch
    /// Geodetic latitude and longitude, east positive [degrees].
    public var latitude, longitude: Double
    /// Above the ellipsoid [km].
    public var altitude: Double
    /// In hours; nil: the mean one.
    public var localSolarTime: Double?
    /// F10.7 of the day before; nil: from the table.
    public var solarFlux: Double?
    /// Its mean over 81 days; nil: from the table.
    public var averageSolarFlux: Double?
    /// One daily Ap or the seven of the three-hourly mode; empty: from the table.
    public var indices: [Double]

    /// A question.
    public init(
      at epoch: Epoch, latitude: Double, longitude: Double, altitude: Double,
      localSolarTime: Double? = nil, solarFlux: Double? = nil, averageSolarFlux: Double? = nil,
      indices: [Double] = []
    ) {
      self.epoch = epoch
      self.latitude = latitude
      self.longitude = longitude
      self.altitude = altitude
      self.localSolarTime = localSolarTime
      self.solarFlux = solarFlux
      self.averageSolarFlux = averageSolarFlux
      self.indices = indices
    }

    /// Whether no table is needed.
    public var isComplete: Bool {
      solarFlux != nil && averageSolarFlux != nil && !indices.isEmpty
    }
  }

  /// What was asked.
  public let question: Question
  /// Where and at which time of the day.
  public let point: AtmospherePoint
  /// What drove the model.
  public let conditions: AtmosphereConditions
  /// The air.
  public let air: AirState
  /// The table and how its figures are known; nil where all was given.
  public let weather: (source: String, kind: SpaceWeather.Kind)?

  /// The answer to a question.
  ///
  /// - Parameters:
  ///   - question: the place and the drivers.
  ///   - model: the model.
  ///   - weather: the table for what is not given; nil where the question is complete.
  /// - Throws: `EnvironmentError` for what is out of range or outside the table.
  public init(
    _ question: Question, model: NRLMSISE00, weather: SpaceWeather?
  ) throws(EnvironmentError) {
    self.question = question
    point = try Self.point(of: question)
    let given: MagneticActivity? =
      switch question.indices.count {
      case 0: nil
      case 1: .daily(question.indices[0])
      default: .threeHourly(try ThreeHourlyIndices(question.indices))
      }
    let reading = question.isComplete ? nil : weather?.reading(at: question.epoch)
    if let weather, reading?.kind == .beyond {
      throw .outsideCoverage(
        what: "the table of space weather", epoch: question.epoch, span: weather.coverage)
    }
    conditions = try AtmosphereConditions(
      dayOfYear: Int(question.epoch.dayOfYearUTC),
      solarFlux: question.solarFlux ?? reading?.solarFlux ?? .nan,
      averageSolarFlux: question.averageSolarFlux ?? reading?.averageSolarFlux ?? .nan,
      activity: given ?? reading.map { .threeHourly($0.indices) } ?? .daily(.nan))
    air = model.state(at: point, under: conditions)
    self.weather = reading.flatMap { reading in weather.map { ($0.source, reading.kind) } }
  }

  private static func point(of question: Question) throws(EnvironmentError) -> AtmospherePoint {
    guard abs(question.latitude) <= 90 else {
      throw .outOfRange(
        what: "latitude", value: question.latitude, allowed: "-90 to 90 degrees")
    }
    guard abs(question.longitude) <= 360 else {
      throw .outOfRange(
        what: "longitude", value: question.longitude, allowed: "-360 to 360 degrees")
    }
    guard (0...10_000).contains(question.altitude) else {
      throw .outOfRange(what: "altitude", value: question.altitude, allowed: "0 to 10000 km")
    }
    let date = question.epoch.utc
    let degree = Double.pi / 180
    return try AtmospherePoint(
      latitude: max(-.pi / 2, min(.pi / 2, degree * question.latitude)),
      longitude: max(-2 * .pi, min(2 * .pi, degree * question.longitude)),
      altitude: 1000 * question.altitude,
      secondOfDay: Double(date.hour * 3600 + date.minute * 60) + date.second,
      localSolarTime: question.localSolarTime)
  }

  /// The magnetic indices: one daily Ap, or the seven of the three-hourly mode.
  private var indices: [Double] {
    switch conditions.activity {
    case .daily(let ap): [ap]
    case .threeHourly(let indices): [indices.daily] + indices.past
    }
  }

  /// What was taken from the table because it was not given, in words; nil where all was given.
  public var note: String? {
    guard let weather else { return nil }
    var taken: [String] = []
    if question.solarFlux == nil { taken.append("F10.7 \(conditions.solarFlux)") }
    if question.averageSolarFlux == nil {
      taken.append("mean F10.7 \(conditions.averageSolarFlux)")
    }
    if question.indices.isEmpty {
      taken.append("ap \(indices.map { "\($0)" }.joined(separator: ","))")
    }
    return "taken from the table of space weather (\(weather.kind)): "
      + taken.joined(separator: ", ")
  }

  /// The gases by their symbols, number densities [1/m³].
  private var gases: [(symbol: String, density: Double)] {
    [
      ("he", air.helium), ("o", air.atomicOxygen), ("n2", air.nitrogen), ("o2", air.oxygen),
      ("ar", air.argon), ("h", air.hydrogen), ("n", air.atomicNitrogen),
      ("anomalousO", air.anomalousOxygen),
    ]
  }

  /// The answer as JSON. `densityKgPerM3` is the mass density as the model's program gives it;
  /// `effectiveDensityKgPerM3`, which drag feels, counts anomalous oxygen too.
  public var document: JSONValue {
    .object([
      .init("model", "NRLMSISE-00"),
      .init("epochUtc", .string(question.epoch.iso8601())),
      .init("latitudeDeg", JSONValue(question.latitude)),
      .init("longitudeDeg", JSONValue(question.longitude)),
      .init("altitudeKm", JSONValue(question.altitude)),
      .init("localSolarTimeH", JSONValue(point.localSolarTime)),
      .init("f107", JSONValue(conditions.solarFlux)),
      .init("f107a", JSONValue(conditions.averageSolarFlux)),
      .init("ap", JSONValue(indices)),
      .init(
        "spaceWeather",
        weather.map { ["source": .string($0.source), "kind": .string("\($0.kind)")] } ?? .null),
      .init("densityKgPerM3", JSONValue(air.massDensity)),
      .init("effectiveDensityKgPerM3", JSONValue(air.effectiveMassDensity)),
      .init("temperatureK", JSONValue(air.temperature)),
      .init("exosphericTemperatureK", JSONValue(air.exosphericTemperature)),
      .init(
        "numberDensitiesPerM3", .object(gases.map { .init($0.symbol, JSONValue($0.density)) })),
    ])
  }

  /// The answer as a table for people.
  public var text: String {
    func row(_ name: String, _ value: Double, _ unit: String) -> String {
      let number = String(format: "%.6e", value)
      return name.padding(toLength: 26, withPad: " ", startingAt: 0) + "\(number) \(unit)\n"
    }
    var text =
      "NRLMSISE-00, \(question.epoch.iso8601(digits: 0)), latitude \(question.latitude), "
      + "longitude \(question.longitude), \(question.altitude) km\n"
    text += row("density", air.massDensity, "kg/m3")
    text += row("with anomalous oxygen", air.effectiveMassDensity, "kg/m3")
    text += row("temperature", air.temperature, "K")
    text += row("exospheric temperature", air.exosphericTemperature, "K")
    for gas in gases { text += row(gas.symbol, gas.density, "1/m3") }
    return text
  }
}
