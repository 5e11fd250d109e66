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
    var reduced = Elementary.atan2(p.z * a, equatorial * b)
    var geodetic = 0.0
    for _ in 0..<3 {
      let u = Elementary.sinCos(reduced)
      geodetic = Elementary.atan2(
        p.z + e2 / (1 - f) * a * u.sin * u.sin * u.sin,
        equatorial - e2 * a * u.cos * u.cos * u.cos)
      let g = Elementary.sinCos(geodetic)
      reduced = Elementary.atan2((1 - f) * g.sin, g.cos)
    }
    latitude = geodetic
    let g = Elementary.sinCos(geodetic)
    let n = a / (1 - e2 * g.sin * g.sin).squareRoot()
    altitude = equatorial * g.cos + p.z * g.sin - n * (1 - e2 * g.sin * g.sin)
  }
}
