/// A limit of the systems of a piece.
public enum SystemsLimit: String, Sendable, CaseIterable {
  /// The partial pressure of oxygen falls below its least value.
  case oxygen
  /// The partial pressure of carbon dioxide rises above its greatest value.
  case carbonDioxide
  /// The cabin pressure falls below its least value.
  case pressure
  /// Crew and generators ask for more water than there is.
  case water
  /// The loads ask for more power than arrays and batteries give.
  case power
}

/// When a limit was crossed.
public struct SystemsCrossing: Sendable, Hashable {
  /// Which.
  public var limit: SystemsLimit
  /// After the start of the step [s].
  public var after: Double

  /// A crossing so long after the start of the step [s].
  public init(limit: SystemsLimit, after: Double) {
    self.limit = limit
    self.after = after
  }
}

extension SystemsModel {
  /// The limits that a piece crossed in a step, in order of time, those of one instant in the order
  /// of ``SystemsLimit``.
  ///
  /// A limit that the step begins beyond counts as crossed at its start; who wants the first time
  /// keeps it. Air is followed along the curve of its leak, after what stores still gave; water and
  /// batteries run out at the even rate of the step. Without crew there are no limits of air and
  /// water. With crew and no free air the pressure is too low from the start.
  ///
  /// - Parameters:
  ///   - piece: whose limits.
  ///   - before: the reading at the start of the step.
  ///   - after: the reading at its end.
  ///   - flows: what ``advance(_:state:tankLoads:in:duration:)`` returned for it.
  ///   - duration: of the step [s].
  public func crossings(
    of piece: PieceInventory, from before: SystemsReading, to after: SystemsReading,
    _ flows: SystemsFlows, duration: Double
  ) -> [SystemsCrossing] {
    guard duration > 0, duration.isFinite else { return [] }
    var found: [SystemsCrossing] = []
    func add(_ limit: SystemsLimit, _ time: Double?) {
      if let time { found.append(SystemsCrossing(limit: limit, after: time)) }
    }
    if piece.crew > 0, piece.airVolume > 0 {
      let full = CabinAir(volume: piece.airVolume, standard: standard)
      let leak = LeakStep(rate: piece.leakRate(at: full), duration: duration)
      // Kilograms of what stores gave as pressure, by the cabin's own air.
      let one = CabinAir(oxygen: 1, carbonDioxide: 1, nitrogen: 1).pressures(
        volume: piece.airVolume, temperature: standard.temperature)
      add(
        .oxygen,
        leak.time(
          from: before.oxygenPressure, to: after.oxygenPressure, below: standard.leastOxygen,
          heldFor: flows.oxygenFromStore * one.oxygen))
      add(
        .carbonDioxide,
        leak.time(
          from: -before.carbonDioxidePressure, to: -after.carbonDioxidePressure,
          below: -standard.mostCarbonDioxide,
          heldFor: flows.carbonDioxideAbsorbed * one.carbonDioxide))
      add(
        .pressure,
        leak.time(from: before.pressure, to: after.pressure, below: standard.leastPressure))
    } else if piece.crew > 0 {
      add(.pressure, 0)
    }
    if piece.crew > 0, flows.waterUnserved > 0 {
      add(.water, duration * before.water / (before.water + flows.waterUnserved))
    }
    if flows.energyUnserved > 0 {
      let charge = before.batteryEnergy
      add(.power, duration * charge / (charge + flows.energyUnserved))
    }
    return found.sorted { $0.after != $1.after ? $0.after < $1.after : $0.limit < $1.limit }
  }
}

extension SystemsLimit: Comparable {
  public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
  private var rank: Int {
    switch self {
    case .oxygen: 0
    case .carbonDioxide: 1
    case .pressure: 2
    case .water: 3
    case .power: 4
    }
  }
}

extension LeakStep {
  /// When a level that goes from `start` to `end` falls below `limit` [s]; nil: it does not.
  ///
  /// - Parameter held: by how much more it would have fallen without a store that ran dry.
  fileprivate func time(
    from start: Double, to end: Double, below limit: Double, heldFor held: Double = 0
  ) -> Double? {
    if start < limit { return 0 }
    guard end < limit else { return nil }
    return time(ofShare: (start - limit + held) / (start - end + held))
  }
}
