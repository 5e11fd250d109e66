import NumericalMethods

/// The pressure of sunlight.
public enum RadiationPressure {
  /// The astronomical unit [m] (IAU 2012 Resolution B2, exact).
  public static let astronomicalUnit = 149_597_870_700.0
  /// The pressure on a black surface across the light at one astronomical unit [Pa]: 1361 W/m²
  /// (IAU 2015 Resolution B3, nominal) over the speed of light.
  public static let atOneUnit = 1361 / Relativity.speedOfLight

  /// The acceleration [m/s²] of an object at `position` [m] that the Sun at `sun` [m] shines on, both
  /// relative to the Earth's centre.
  ///
  /// As on a sphere: along the light, the same from every side. `area` is Cr · A / m [m²/kg] with Cr = 1
  /// for a black object and up to 2 for a mirror across the light. Earth's shadow has its penumbra
  /// (``Shadow``); light that the Earth reflects (up to a tenth) is left out.
  /// Source: Montenbruck, Gill, *Satellite Orbits* (2000), equation 3.75.
  public static func acceleration(
    at position: SIMD3<Double>, sun: SIMD3<Double>, area: Double
  ) -> SIMD3<Double> {
    let light = Shadow.illumination(of: position, sun: sun)
    guard light > 0 else { return .zero }
    let away = position - sun
    let squared = away.squaredMagnitude
    let pressure = light * atOneUnit * astronomicalUnit * astronomicalUnit / squared
    return (pressure * area / squared.squareRoot()) * away
  }
}
