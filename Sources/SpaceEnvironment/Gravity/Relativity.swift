import NumericalMethods

/// What general relativity adds to the acceleration of an object near the Earth.
public enum Relativity {
  /// The speed of light [m/s] (exact).
  public static let speedOfLight = 299_792_458.0
  /// The Earth's angular momentum per unit of mass [m²/s] (IERS Conventions 2010, table 1.1 with
  /// equation 10.12).
  public static let earthSpin = 9.8e8

  /// The acceleration [m/s²] at `position` [m] with `velocity` [m/s], both along GCRF: the
  /// Schwarzschild term (2e-8 m/s² at 400 km) and that of the turning Earth (Lense and Thirring, some
  /// 1e-10 m/s²). The precession by the orbit about the Sun (4e-11 m/s²) is left out.
  ///
  /// The Earth's axis is taken along +Z of GCRF. Source: IERS Conventions (2010), equation 10.12, with
  /// β = γ = 1.
  public static func acceleration(
    at position: SIMD3<Double>, velocity: SIMD3<Double>
  ) -> SIMD3<Double> {
    let squared = position.squaredMagnitude
    let distance = squared.squareRoot()
    let scale = Earth.mu / (speedOfLight * speedOfLight * squared * distance)
    let still =
      (4 * Earth.mu / distance - velocity.squaredMagnitude) * position
      + (4 * dot(position, velocity)) * velocity
    let spin = SIMD3(0, 0, earthSpin)
    let turning =
      (3 / squared * dot(position, spin)) * cross(position, velocity) + cross(velocity, spin)
    return scale * (still + 2 * turning)
  }
}
