import Kinematics
import NumericalMethods
import StationModel

/// The electrical power of one piece as a mean over an orbit, at the worst angle of the Sun.
///
/// The sunlit part of a circular orbit at the angle beta between the Sun and the orbit's plane is
/// `1 - acos(√(h² + 2 R h) / ((R + h) cos β)) / π` (Wertz and Larson, *Space Mission Analysis and
/// Design*, 3rd ed. 1999, section 5.1: cylindrical shadow). How an array meets the Sun while it is
/// lit follows from how it tracks it.
///
/// Limits: no shadow of one part on another, no loss in batteries, today's array power; flown in
/// the attitude +XVV.
public struct PowerBalance: Sendable {
  /// Mean power at the worst beta [W].
  public var generated: Double
  /// Mean power drawn [W].
  public var required: Double
  /// The beta angle at which least is generated [rad].
  public var worstBeta: Double
  /// Energy in batteries [J].
  public var storage: Double
  /// What is left over [W]; below zero: what is short.
  public var margin: Double { generated - required }

  /// - Parameters:
  ///   - arrays: power facing the Sun [W] and how each follows it.
  ///   - required: mean power of all loads [W].
  ///   - storage: energy in batteries [J].
  ///   - altitude: of the circular orbit above the equatorial radius [m].
  ///   - inclination: of the orbit [rad].
  public init(
    arrays: [(power: Double, tracking: ArrayTracking)], required: Double, storage: Double,
    altitude: Double, inclination: Double
  ) {
    // The Sun's greatest declination is the obliquity of the ecliptic (IAU 2006: 23.4393 deg).
    let obliquity = 0.409_092_600_6
    let most = min(.pi / 2, inclination + obliquity)
    var least = Double.infinity
    var worst = 0.0
    let steps = 90
    for step in 0...steps {
      let beta = most * Double(step) / Double(steps)
      let lit = Self.sunlitFraction(beta: beta, altitude: altitude)
      var power = 0.0
      for array in arrays { power += lit * array.tracking.facing(beta: beta) * array.power }
      if power < least {
        least = power
        worst = beta
      }
    }
    generated = least
    worstBeta = worst
    self.required = required
    self.storage = storage
  }

  /// The part of a circular orbit in sunlight, 0 to 1.
  public static func sunlitFraction(beta: Double, altitude: Double) -> Double {
    let radius = GeodeticPosition.equatorialRadius
    let cosine = Elementary.cos(beta)
    guard cosine > 1e-9 else { return 1 }
    let ratio =
      (altitude * altitude + 2 * radius * altitude).squareRoot() / ((radius + altitude) * cosine)
    return ratio >= 1 ? 1 : 1 - Elementary.acos(ratio) / .pi
  }
}
