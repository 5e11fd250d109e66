/// The systems of one piece at one instant, as they are recorded and held against limits.
public struct SystemsReading: Sendable, Hashable {
  /// Of the cabin air [Pa].
  public var pressure: Double
  /// Partial pressure [Pa].
  public var oxygenPressure: Double
  /// Partial pressure [Pa].
  public var carbonDioxidePressure: Double
  /// In the cabin air [kg].
  public var oxygen: Double
  /// In the cabin air [kg].
  public var carbonDioxide: Double
  /// In the cabin air [kg].
  public var nitrogen: Double
  /// In tanks [kg].
  public var water: Double
  /// In tanks and candles [kg].
  public var oxygenStore: Double
  /// What absorbent canisters can still take up [kg of carbon dioxide].
  public var absorbentStore: Double
  /// In batteries [J].
  public var batteryEnergy: Double
}

extension SystemsModel {
  /// The systems of `piece` as they are now.
  ///
  /// - Parameters:
  ///   - piece: whose systems.
  ///   - state: of the whole station.
  ///   - tankLoads: what each tank of the assembly holds [kg].
  public func reading(
    of piece: PieceInventory, _ state: SystemsState, tankLoads: [Double]
  ) -> SystemsReading {
    let air = piece.cabins.sum(of: state.cabins)
    let partial = air.pressures(volume: piece.airVolume, temperature: standard.temperature)
    return SystemsReading(
      pressure: partial.oxygen + partial.carbonDioxide + partial.nitrogen,
      oxygenPressure: partial.oxygen, carbonDioxidePressure: partial.carbonDioxide,
      oxygen: air.oxygen, carbonDioxide: air.carbonDioxide, nitrogen: air.nitrogen,
      water: piece.stock(.water, tankLoads), oxygenStore: piece.stock(.oxygen, tankLoads),
      absorbentStore: piece.stock(.carbonDioxideAbsorbent, tankLoads),
      batteryEnergy: piece.batteries.sum(of: state.batteries))
  }
}
