import NumericalMethods
import StationModel

/// The rocket equation (Tsiolkovsky 1903), in the forms that a burn asks for.
public enum RocketEquation {
  /// The change of velocity [m/s] of a body of `mass` [kg] that burns `propellant` [kg] at
  /// `specificImpulse` [s]: `g₀ Isp ln(m / (m - mₚ))`; zero where it would burn all of itself.
  public static func deltaV(propellant: Double, mass: Double, specificImpulse: Double) -> Double {
    guard propellant > 0, propellant < mass else { return 0 }
    return Engine.standardGravity * specificImpulse * Elementary.log(mass / (mass - propellant))
  }

  /// The propellant [kg] that a change of velocity of a body of `mass` [kg] takes at `specificImpulse`
  /// [s]: `m (1 - exp(-Δv / (g₀ Isp)))`.
  public static func propellant(deltaV: Double, mass: Double, specificImpulse: Double) -> Double {
    mass * (1 - Elementary.exp(-deltaV / (Engine.standardGravity * specificImpulse)))
  }

  /// How long a burn of constant thrust takes [s]: `m (1 - exp(-Δv ṁ/F)) / ṁ`.
  ///
  /// - Parameters:
  ///   - deltaV: wanted [m/s].
  ///   - mass: at ignition [kg].
  ///   - force: [N].
  ///   - massRate: propellant burnt [kg/s].
  public static func duration(
    deltaV: Double, mass: Double, force: Double, massRate: Double
  ) -> Double {
    mass * (1 - Elementary.exp(-deltaV * massRate / force)) / massRate
  }
}
