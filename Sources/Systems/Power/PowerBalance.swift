import Kinematics
import NumericalMethods
import StationModel

/// The electrical power of one piece as a mean over an orbit: now, at the worst angle of the Sun, and
/// when the Sun first stands so that it is not enough.
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
  /// What is left over [W] at the worst beta; below zero: what is short.
  public var margin: Double { generated - required }
  /// Now: the angle of the Sun from the orbit's plane [rad] and the mean power then [W].
  public var onDate: (beta: Double, generated: Double)
  /// When in the next year less is generated than drawn for the first time, from now [s], and the
  /// angle of the Sun then [rad]; nil: at no time.
  public var firstShortage: (after: Double, beta: Double)?

  /// The balance of a piece.
  ///
  /// - Parameters:
  ///   - arrays: power facing the Sun [W] and how each follows it.
  ///   - required: mean power of all loads [W].
  ///   - storage: energy in batteries [J].
  ///   - sun: the angle of the Sun from the orbit's plane, and the orbit's altitude.
  public init(
    arrays: [(power: Double, tracking: ArrayTracking)], required: Double, storage: Double,
    sun: BetaForecast
  ) {
    func power(_ beta: Double) -> Double {
      let lit = Self.sunlitFraction(beta: beta, altitude: sun.altitude)
      return arrays.reduce(0) { $0 + lit * $1.tracking.facing(beta: beta) * $1.power }
    }
    var least = Double.infinity
    var worst = 0.0
    let steps = 90
    for step in 0...steps {
      let beta = sun.greatest * Double(step) / Double(steps)
      let made = power(beta)
      if made < least {
        least = made
        worst = beta
      }
    }
    generated = least
    worstBeta = worst
    self.required = required
    self.storage = storage
    let now = sun.beta(after: 0)
    onDate = (now, power(now))
    guard least < required else { return }
    // Beta moves by at most some 5 degrees a day: six hours tell the day.
    let quarter = 21_600.0
    for index in 0...(366 * 4) {
      let beta = sun.beta(after: Double(index) * quarter)
      if power(beta) < required {
        firstShortage = (Double(index) * quarter, beta)
        return
      }
    }
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
