import StationModel

/// How the air, water and power of a piece go on in time.
///
/// A piece is one well-mixed volume of constant temperature: its hatches are open, its ventilation
/// is ideal, and all its batteries feed all its loads. Crew and loads run at constant rates.
/// Generators and scrubbers are throttled so that oxygen and carbon dioxide hold their start values
/// as far as capacity goes; tanks, candles and canisters give what is short. A leak takes the
/// mixture as it is, in proportion to its pressure.
///
/// A step is implicit: units run at the constant rates that reach the start values at its end, and
/// the leak is solved exactly with them. So it is stable at any length, and nothing falls below
/// zero; a step in which a store runs dry counts it as a whole, as if the store had come first.
///
/// Limits: units start and stop at once and never fail; tanks and canisters give and take at any
/// rate; lost nitrogen is not replaced from tanks.
/// No load is shed: units that lack power run on, what they lack is booked as
/// ``SystemsFlows/energyUnserved``, and the limit `power` says from when on the rest no longer
/// holds. The same goes for people beyond the limits of their air and water.
public struct SystemsModel: Sendable {
  /// Water that electrolysis takes for one kilogram of oxygen [kg/kg]: 2 H₂O → 2 H₂ + O₂, molar
  /// masses 2 × 18.015 over 31.998 g/mol.
  public static let waterPerOxygen = 2 * 18.015 / 31.998

  /// What a crew member takes and gives.
  public let metabolism: CrewMetabolism
  /// The start values of the cabin air, and its limits.
  public let standard: CabinStandard

  /// A model with the figures that it rests on.
  public init(metabolism: CrewMetabolism, standard: CabinStandard) {
    self.metabolism = metabolism
    self.standard = standard
  }

  /// Takes the systems of `piece` forward by one step.
  ///
  /// A `duration` that is not above zero and finite changes nothing.
  ///
  /// - Parameters:
  ///   - piece: whose systems.
  ///   - state: of the whole station; what belongs to other pieces stays.
  ///   - tankLoads: what each tank of the assembly holds [kg].
  ///   - surroundings: the time and the light.
  ///   - duration: [s]
  /// - Returns: what went where in the step.
  public func advance(
    _ piece: PieceInventory, state: inout SystemsState, tankLoads: inout [Double],
    in surroundings: Surroundings, duration: Double
  ) -> SystemsFlows {
    var flows = SystemsFlows()
    guard duration > 0, duration.isFinite else { return flows }
    let before = piece.cabins.sum(of: state.cabins)
    let setPoint = CabinAir(volume: piece.airVolume, standard: standard)
    let leak = LeakStep(rate: piece.leakRate(at: setPoint), duration: duration)
    // Water before air: electrolysis makes oxygen of the water that it gets.
    let breath = Double(piece.crew) * metabolism.oxygen
    let needed = max(0, breath + leak.source(from: before.oxygen, to: setPoint.oxygen))
    let generated = piece.airVolume > 0 ? min(piece.oxygenGeneration, needed) : 0
    advanceWater(
      of: piece, &tankLoads, oxygenAsked: generated * duration, duration: duration, &flows)
    if piece.airVolume > 0 {
      var after = CabinAir.zero
      let share = advanceOxygen(
        of: piece, &tankLoads, before.oxygen, &after, needed: needed, leak, &flows)
      advanceCarbonDioxide(
        of: piece, &tankLoads, before.carbonDioxide, &after, setPoint: setPoint.carbonDioxide,
        breathing: share, leak, &flows)
      after.nitrogen = leak.end(from: before.nitrogen, source: 0)
      flows.nitrogenLeaked = leak.leaked(from: before.nitrogen, source: 0)
      piece.cabins.spread(after, over: &state.cabins, scale: *)
      let change = piece.cabins.sum(of: state.cabins) - before
      flows.bookRounding(change, crewAboard: piece.crew > 0, leaks: leak.rate > 0)
    }
    advancePower(
      of: piece, &state.batteries, in: surroundings, duration: duration, &flows)
    return flows
  }
}

extension PieceInventory {
  /// The share of the air that leaks in a second [1/s], from the leak's mass rate with the air as it
  /// is at the start.
  func leakRate(at start: CabinAir) -> Double {
    start.mass > 0 ? max(0, leak) / start.mass : 0
  }
}

extension SystemsFlows {
  /// Lets the last bits of a step go where they do no harm, so that what is booked is what the
  /// cabin's numbers really rose by: to the crew's breath, or without a crew to the leak.
  fileprivate mutating func bookRounding(_ change: CabinAir, crewAboard: Bool, leaks: Bool) {
    if crewAboard {
      oxygenBreathed = oxygenMade + oxygenFromStore - oxygenLeaked - change.oxygen
      carbonDioxideExhaled =
        change.carbonDioxide + carbonDioxideRemoved + carbonDioxideAbsorbed + carbonDioxideLeaked
    } else if leaks {
      oxygenLeaked = oxygenMade + oxygenFromStore - change.oxygen
      carbonDioxideLeaked = -carbonDioxideRemoved - carbonDioxideAbsorbed - change.carbonDioxide
    }
    if leaks { nitrogenLeaked = -change.nitrogen }
  }
}
