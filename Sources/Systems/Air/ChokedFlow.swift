import NumericalMethods

/// Air that leaves a cabin for space through an opening at the speed of sound: how much, and how hard
/// it pushes back.
///
/// With `p` and `T` of the cabin, `R` of its air, `A` of the stream where it is narrowest, and `γ` the
/// ratio of specific heats, what flows and what pushes is
///
///     ṁ = A p Γ / √(R T),   Γ = √γ (2/(γ+1))^((γ+1)/(2(γ-1)))
///     F = ṁ v + p* A = A p (γ+1) (2/(γ+1))^(γ/(γ-1))
///
/// with sound speed `v` and pressure `p*` in the opening. Source: Sutton and Biblarz, *Rocket
/// Propulsion Elements*, 8th ed. (2010), eq. 3-20 and 3-24 (flow), 2-14 (thrust of speed and
/// pressure).
///
///     let hole = ChokedFlow(gasConstant: 287, temperature: 295)
///     let flow = 1e-4 * 101_325 * hole.massFlux   // 0.0238 kg/s through 1 cm²
///
/// Limits: steady flow of an ideal gas out of a cabin that is large beside the opening, with no way
/// beyond it in which the gas could expand (a nozzle pushes up to 1.4 times as hard). `A` is the
/// stream's: of a hole with sharp edges 0.6 to 0.85 of its own.
public struct ChokedFlow: Sendable, Hashable {
  /// Of air and of its parts but for carbon dioxide [1].
  public static let specificHeatRatio = 1.4
  /// Of the gas, by mass [J/(kg K)].
  public var gasConstant: Double
  /// Of the cabin [K].
  public var temperature: Double

  /// The flow of a gas [J/(kg K)] from a cabin at a temperature [K], both above zero.
  public init(gasConstant: Double, temperature: Double) {
    self.gasConstant = gasConstant
    self.temperature = temperature
  }

  /// The push of a square metre of stream at a pascal in the cabin [1].
  public static var thrustCoefficient: Double {
    let k = specificHeatRatio
    return (k + 1) * Elementary.pow(2 / (k + 1), k / (k - 1))
  }

  /// What a square metre of stream carries at a pascal in the cabin [s/m].
  public var massFlux: Double {
    let k = Self.specificHeatRatio
    let flow = k.squareRoot() * Elementary.pow(2 / (k + 1), (k + 1) / (2 * (k - 1)))
    return flow / (gasConstant * temperature).squareRoot()
  }

  /// The push for what leaves in a second [N s/kg].
  public var effectiveSpeed: Double { Self.thrustCoefficient / massFlux }
}
