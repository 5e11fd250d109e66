import Kinematics

/// How disturbed the Earth's magnetic field is, by the ap index.
public enum MagneticActivity: Sendable, Hashable {
  /// The mean of the day, Ap.
  case daily(Double)
  /// Indices of three hours up to now.
  case threeHourly(ThreeHourlyIndices)
}

/// The ap indices that the three-hourly mode of NRLMSISE-00 takes.
public struct ThreeHourlyIndices: Sendable, Hashable {
  /// The mean of the day, Ap; the mode does not use it.
  public var daily: Double
  /// The index of now and of 3, 6 and 9 hours ago; the means of the eight from 12 to 33 hours ago
  /// and from 36 to 57 hours ago.
  public var past: [Double]

  /// The seven indices in the order of the model's program.
  ///
  /// - Throws: ``EnvironmentError/outOfRange(what:value:allowed:)`` for another count.
  public init(_ values: [Double]) throws(EnvironmentError) {
    guard values.count == 7 else {
      throw .outOfRange(
        what: "number of ap indices", value: Double(values.count), allowed: "1 or 7")
    }
    daily = values[0]
    past = Array(values.dropFirst())
  }

  init(daily: Double, past: [Double]) {
    self.daily = daily
    self.past = past
  }
}

/// What drives the atmosphere: the day of the year, the Sun and the magnetic field.
public struct AtmosphereConditions: Sendable, Hashable {
  /// 1 to 366, in UTC.
  public let dayOfYear: Int
  /// F10.7 of the day before, as observed at the Earth's distance [1e-22 W/m²/Hz].
  public let solarFlux: Double
  /// The mean of F10.7 over the 81 days about the day.
  public let averageSolarFlux: Double
  /// The magnetic indices.
  public let activity: MagneticActivity

  /// The fluxes and the indices that are taken.
  public static let fluxRange = 40.0...1000.0
  /// The range of ap.
  public static let indexRange = 0.0...400.0

  /// Conditions of a day.
  ///
  /// - Throws: ``EnvironmentError/outOfRange(what:value:allowed:)`` for a day outside 1 to 366, a flux
  ///   outside ``fluxRange``, an index outside ``indexRange``, or a number that is none.
  public init(
    dayOfYear: Int, solarFlux: Double, averageSolarFlux: Double, activity: MagneticActivity
  ) throws(EnvironmentError) {
    guard (1...366).contains(dayOfYear) else {
      throw .outOfRange(
        what: "day of the year", value: Double(dayOfYear), allowed: "1 to 366")
    }
    for (what, value) in [("F10.7", solarFlux), ("mean F10.7", averageSolarFlux)]
    where !Self.fluxRange.contains(value) {
      throw .outOfRange(what: what, value: value, allowed: "40 to 1000")
    }
    let indices =
      switch activity {
      case .daily(let ap): [ap]
      case .threeHourly(let indices): [indices.daily] + indices.past
      }
    for value in indices where !Self.indexRange.contains(value) {
      throw .outOfRange(what: "ap", value: value, allowed: "0 to 400")
    }
    self.init(unchecked: dayOfYear, solarFlux, averageSolarFlux, activity)
  }

  /// Conditions whose figures are known to be in range.
  init(
    unchecked dayOfYear: Int, _ solarFlux: Double, _ averageSolarFlux: Double,
    _ activity: MagneticActivity
  ) {
    self.dayOfYear = dayOfYear
    self.solarFlux = solarFlux
    self.averageSolarFlux = averageSolarFlux
    self.activity = activity
  }
}

/// A place in the atmosphere at a time of the day.
public struct AtmospherePoint: Sendable, Hashable {
  /// Geodetic latitude [rad].
  public let latitude: Double
  /// Longitude [rad], east positive.
  public let longitude: Double
  /// Above the ellipsoid [m].
  public let altitude: Double
  /// Second of the day in universal time [s].
  public let secondOfDay: Double
  /// Local solar time [h].
  public let localSolarTime: Double

  /// The altitudes that are taken [m]; the model is made of data up to 1000 km or so.
  public static let altitudeRange = 0.0...10_000_000.0

  /// A place and a time.
  ///
  /// - Parameters:
  ///   - latitude: geodetic, -π/2 to π/2 [rad].
  ///   - longitude: east positive, -2π to 2π [rad].
  ///   - altitude: above the ellipsoid [m], within ``altitudeRange``.
  ///   - secondOfDay: in universal time [s], 0 to 86,401.
  ///   - localSolarTime: 0 to 24 [h]; nil: the mean one, universal time plus longitude.
  /// - Throws: ``EnvironmentError/outOfRange(what:value:allowed:)`` for anything else.
  public init(
    latitude: Double, longitude: Double, altitude: Double, secondOfDay: Double,
    localSolarTime: Double? = nil
  ) throws(EnvironmentError) {
    guard abs(latitude) <= .pi / 2 else {
      throw .outOfRange(what: "latitude", value: latitude, allowed: "-pi/2 to pi/2 rad")
    }
    guard abs(longitude) <= 2 * .pi else {
      throw .outOfRange(what: "longitude", value: longitude, allowed: "-2 pi to 2 pi rad")
    }
    guard Self.altitudeRange.contains(altitude) else {
      throw .outOfRange(what: "altitude", value: altitude, allowed: "0 to 10000000 m")
    }
    guard (0...86_401).contains(secondOfDay) else {
      throw .outOfRange(what: "second of the day", value: secondOfDay, allowed: "0 to 86401 s")
    }
    if let localSolarTime, !(0...24).contains(localSolarTime) {
      throw .outOfRange(
        what: "local solar time", value: localSolarTime, allowed: "0 to 24 h")
    }
    self.init(
      unchecked: latitude, longitude: longitude, altitude: altitude, secondOfDay: secondOfDay,
      localSolarTime: localSolarTime)
  }

  /// A place whose numbers are known to be in range or may have no result.
  init(
    unchecked latitude: Double, longitude: Double, altitude: Double, secondOfDay: Double,
    localSolarTime: Double? = nil
  ) {
    self.latitude = latitude
    self.longitude = longitude
    self.altitude = altitude
    self.secondOfDay = secondOfDay
    // Fifteen degrees are an hour.
    self.localSolarTime = localSolarTime ?? secondOfDay / 3600 + longitude * (12 / .pi)
  }
}
