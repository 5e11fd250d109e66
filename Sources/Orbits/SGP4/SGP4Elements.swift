import Kinematics

/// Mean elements made for SGP4, along the axes of TEME.
///
/// They are no state: only SGP4 with the constants of WGS-72 turns them into one, because the
/// periodic terms that it adds are the ones that were taken off when the elements were fitted.
public struct SGP4Elements: Sendable, Hashable {
  /// The instant of the elements.
  public var epoch: Epoch
  /// Mean motion in Kozai's sense, as element sets carry it [rad/s].
  public var meanMotion: Double
  /// Mean eccentricity.
  public var eccentricity: Double
  /// Mean inclination to the true equator [rad].
  public var inclination: Double
  /// Mean right ascension of the ascending node, from the mean equinox [rad].
  public var rightAscensionOfAscendingNode: Double
  /// Mean argument of perigee [rad].
  public var argumentOfPerigee: Double
  /// Mean anomaly [rad].
  public var meanAnomaly: Double
  /// The drag term B* [1/Earth radius].
  public var dragTerm: Double

  /// Elements from their values; mean motion [rad/s], angles [rad].
  public init(
    epoch: Epoch, meanMotion: Double, eccentricity: Double, inclination: Double,
    rightAscensionOfAscendingNode: Double, argumentOfPerigee: Double, meanAnomaly: Double,
    dragTerm: Double
  ) {
    self.epoch = epoch
    self.meanMotion = meanMotion
    self.eccentricity = eccentricity
    self.inclination = inclination
    self.rightAscensionOfAscendingNode = rightAscensionOfAscendingNode
    self.argumentOfPerigee = argumentOfPerigee
    self.meanAnomaly = meanAnomaly
    self.dragTerm = dragTerm
  }
}

/// Elements on their way through the theory, in its units: angles [rad], mean motion [rad/min].
struct SGP4Orbit: Sendable {
  var meanMotion: Double
  var eccentricity: Double
  var inclination: Double
  var node: Double
  var perigee: Double
  var meanAnomaly: Double

  /// Whether Sun, Moon and resonance count: a period of 225 minutes or more.
  var isDeepSpace: Bool { 2 * .pi / meanMotion >= 225 }
}

/// The Earth of the theory: WGS-72 (Hoots and Roehrich 1980, section 12; Vallado et al. 2006,
/// section II.B). Other constants would not undo what the fit of the elements did.
enum SGP4Earth {
  /// Equatorial radius [km].
  static let radius = 6378.135
  /// Gravitational parameter [km³/s²].
  static let mu = 398_600.8
  /// Zonal harmonics, not normalised.
  static let j2 = 0.001_082_616
  static let j3 = -0.000_002_538_81
  static let j4 = -0.000_001_655_97
  /// The square root of the gravitational parameter [Earth radii^1.5/min].
  static let ke = 60 / (radius * radius * radius / mu).squareRoot()
}
