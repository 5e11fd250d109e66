/// The free air of a module or of a piece, by mass.
///
/// Argon and water vapour are counted as nitrogen.
public struct CabinAir: Sendable, Hashable, AdditiveArithmetic {
  /// [kg]
  public var oxygen: Double
  /// [kg]
  public var carbonDioxide: Double
  /// [kg]
  public var nitrogen: Double

  /// Molar mass of oxygen [kg/mol] (CIAAW 2021).
  public static let oxygenMolarMass = 0.031_998
  /// Molar mass of carbon dioxide [kg/mol] (CIAAW 2021).
  public static let carbonDioxideMolarMass = 0.044_009
  static let nitrogenMolarMass = 0.028_014

  /// Air from its masses [kg].
  public init(oxygen: Double, carbonDioxide: Double, nitrogen: Double) {
    self.oxygen = oxygen
    self.carbonDioxide = carbonDioxide
    self.nitrogen = nitrogen
  }

  /// The air that a cabin of `volume` [m³] holds at the start values of `standard`.
  public init(volume: Double, standard: CabinStandard) {
    let scale = volume / (gasConstant * standard.temperature)
    oxygen = standard.oxygen * scale * Self.oxygenMolarMass
    carbonDioxide = standard.carbonDioxide * scale * Self.carbonDioxideMolarMass
    let rest = max(0, standard.pressure - standard.oxygen - standard.carbonDioxide)
    nitrogen = rest * scale * Self.nitrogenMolarMass
  }

  /// [kg]
  public var mass: Double { oxygen + carbonDioxide + nitrogen }

  /// Partial pressures in `volume` [m³] at `temperature` [K], by the ideal-gas law
  /// `p = m R T / (M V)` [Pa]; zero without a volume.
  public func pressures(
    volume: Double, temperature: Double
  ) -> (oxygen: Double, carbonDioxide: Double, nitrogen: Double) {
    guard volume > 0 else { return (0, 0, 0) }
    let scale = gasConstant * temperature / volume
    return (
      oxygen * scale / Self.oxygenMolarMass, carbonDioxide * scale / Self.carbonDioxideMolarMass,
      nitrogen * scale / Self.nitrogenMolarMass
    )
  }

  public static let zero = CabinAir(oxygen: 0, carbonDioxide: 0, nitrogen: 0)

  public static func + (a: Self, b: Self) -> Self {
    CabinAir(
      oxygen: a.oxygen + b.oxygen, carbonDioxide: a.carbonDioxide + b.carbonDioxide,
      nitrogen: a.nitrogen + b.nitrogen)
  }

  public static func - (a: Self, b: Self) -> Self {
    CabinAir(
      oxygen: a.oxygen - b.oxygen, carbonDioxide: a.carbonDioxide - b.carbonDioxide,
      nitrogen: a.nitrogen - b.nitrogen)
  }

  /// Every gas times a number.
  public static func * (a: Self, factor: Double) -> Self {
    CabinAir(
      oxygen: a.oxygen * factor, carbonDioxide: a.carbonDioxide * factor,
      nitrogen: a.nitrogen * factor)
  }
}

/// The gas constant [J/(mol K)] (CODATA 2018, exact).
let gasConstant = 8.314_462_618_153_24
