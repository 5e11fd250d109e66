import NumericalMethods

/// The density of the upper atmosphere as smooth functions of altitude, latitude, local time, season
/// and activity, made once from a model that is costly to ask.
///
/// At each level of altitude, flux and Ap the logarithm of the density is a polynomial of degree 6 in
/// the sine of the latitude, with three harmonics of the local time and two of the year. Altitudes are
/// joined by cubics, activity by straight lines (on logarithmic axes). Longitude and
/// universal time, which a satellite crosses within a day, are averaged out. Between 110 and 1000 km
/// the drag of a day along an orbit is within 5 % of that in NRLMSISE-00 and 0.1 % of it on average, see `DensityClimateTests`.
public struct DensityClimate: Sendable {
  /// A day that a model is asked for.
  public struct Day: Sendable, Hashable {
    /// Day of the year, from 1.
    public var dayOfYear: Double
    /// Solar flux at 10.7 cm, of the day and of 81 days [sfu].
    public var solarFlux: Double
    /// Ap, the mean of the day.
    public var ap: Double
  }

  /// A place and a time of that day.
  public struct Place: Sendable, Hashable {
    /// Above the ellipsoid [m].
    public var altitude: Double
    /// Geodetic latitude [rad].
    public var latitude: Double
    /// Longitude [rad], east positive.
    public var longitude: Double
    /// Local solar time [h], 0 to 24; universal time follows from it and the longitude.
    public var localSolarTime: Double
  }

  /// Seven coefficients of latitude of eight harmonics of local time (the last is not used).
  typealias Coefficients = SIMD8<Double>

  static let latitudes = 7
  static let seasons = 5
  /// Vectors of a level at one flux and Ap.
  static let block = latitudes * seasons

  /// By level, flux, Ap, season and latitude.
  let coefficients: [Coefficients]
  /// Where the figures come from.
  public let source: String

  // Levels lie at 90 km + 8 km s + 0.5 km s² for whole s: 10 km apart at 120 km, 26 km at 400 km.
  static let levels = 44
  /// Logarithms of the flux less 30 sfu, in which the logarithm of the density is nearly straight.
  static let fluxes = (0..<7).map { 3.45 + 0.36 * Double($0) }
  static let aps = [4.0, 25.0]
  /// The axis of Ap, on which the logarithm of the density is nearly straight.
  static func activity(ap: Double) -> Double { Elementary.log(1 + max(0, ap) / 10) }

  /// Altitude of a level [m].
  static func altitude(level s: Double) -> Double { 90e3 + s * (8e3 + s * 0.5e3) }

  /// The level, with its fraction, at an altitude [m].
  static func level(altitude: Double) -> Double {
    ((64e6 + 2e3 * max(0, altitude - 90e3)).squareRoot() - 8e3) / 1e3
  }

  /// The altitude [m] above which there is no air.
  public static var ceiling: Double { altitude(level: Double(levels - 1)) }

  /// Makes the functions of a model.
  ///
  /// - Parameters:
  ///   - source: the model in words.
  ///   - model: what gives the densities [kg/m³], above 0, at places of a day.
  public init(source: String, model: (Day, [Place]) -> [Double]) {
    self.source = source
    coefficients = Self.coefficients(of: model)
  }
}
