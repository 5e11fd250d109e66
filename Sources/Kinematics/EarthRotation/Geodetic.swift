import NumericalMethods

/// A place above the reference ellipsoid WGS 84.
public struct GeodeticPosition: Sendable, Hashable {
  /// Geodetic latitude [rad], north positive.
  public var latitude: Double
  /// Longitude [rad], east positive, -pi to pi.
  public var longitude: Double
  /// Height above the ellipsoid [m].
  public var altitude: Double

  /// A place by its angles [rad] and its altitude [m].
  public init(latitude: Double, longitude: Double, altitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
    self.altitude = altitude
  }

  /// Equatorial radius of WGS 84 [m] (NIMA TR8350.2).
  public static let equatorialRadius = 6_378_137.0
  /// Flattening of WGS 84 (NIMA TR8350.2).
  public static let flattening = 1 / 298.257_223_563

  /// The geodetic coordinates of an Earth-fixed position.
  ///
  /// Bowring's iteration on the reduced latitude (Bowring 1976), three rounds: below 1e-9 m in
  /// height for orbits, and defined at the poles.
  public init(_ position: Position<ITRF>) {
    let p = position.components
    let a = Self.equatorialRadius
    let f = Self.flattening
    let e2 = f * (2 - f)
    let b = a * (1 - f)
    let equatorial = (p.x * p.x + p.y * p.y).squareRoot()
    longitude = Elementary.atan2(p.y, p.x)
    // Angles go by sine and cosine: what a round needs of an angle is its direction.
    func direction(_ y: Double, _ x: Double) -> (sin: Double, cos: Double) {
      let length = (x * x + y * y).squareRoot()
      return length == 0 ? (0, 1) : (y / length, x / length)
    }
    var reduced = direction(p.z * a, equatorial * b)
    var geodetic = reduced
    for _ in 0..<3 {
      let (sin, cos) = reduced
      geodetic = direction(
        p.z + e2 / (1 - f) * a * sin * sin * sin, equatorial - e2 * a * cos * cos * cos)
      reduced = direction((1 - f) * geodetic.sin, geodetic.cos)
    }
    latitude = Elementary.atan2(geodetic.sin, geodetic.cos)
    let bulge = 1 - e2 * geodetic.sin * geodetic.sin
    altitude = equatorial * geodetic.cos + p.z * geodetic.sin - a * bulge.squareRoot()
  }
}
