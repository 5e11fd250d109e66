/// The water of one piece: stock, use and recovery.
///
/// Crew drink and eat at the mean rate; electrolysis takes 1.126 kg of water for each kilogram of
/// oxygen (stoichiometry of 2 H₂O → 2 H₂ + O₂). Condensate and urine come back as far as the
/// running units go.
///
/// Limits: constant rates; what is carried by hand between pieces ends with the cut.
public struct WaterBalance: Sendable {
  /// Water in tanks [kg].
  public var stock: Double
  /// Use less recovery [kg/s]; negative where more comes back than is used.
  public var netUse: Double

  /// Water for one kilogram of oxygen [kg/kg]: molar masses 2 × 18.015 over 31.998 g/mol.
  static let waterPerOxygen = 2 * 18.015 / 31.998

  public init(
    stock: Double, crew: Int, oxygenGeneration: Double, condensateRecovery: Double,
    urineProcessing: Double, metabolism: CrewMetabolism
  ) {
    let people = Double(crew)
    let oxygen = min(oxygenGeneration, people * metabolism.oxygen)
    let use = people * metabolism.water + Self.waterPerOxygen * oxygen
    let back =
      min(condensateRecovery, people * metabolism.vapour)
      + min(urineProcessing, people * metabolism.urine)
    self.stock = stock
    netUse = use - back
  }
}
