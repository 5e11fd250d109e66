/// What went from where to where in the systems of a piece, over one step or, added up, over many.
///
/// Every number is one transfer: what leaves one store is booked as what the other takes up.
public struct SystemsFlows: Sendable, Hashable {
  /// By electrolysis, into the cabin [kg].
  public var oxygenMade = 0.0
  /// From tanks and candles into the cabin [kg].
  public var oxygenFromStore = 0.0
  /// Taken by the crew [kg].
  public var oxygenBreathed = 0.0
  /// Given by the crew [kg].
  public var carbonDioxideExhaled = 0.0
  /// Taken out of the cabin by running units [kg].
  public var carbonDioxideRemoved = 0.0
  /// Taken up by absorbent canisters [kg].
  public var carbonDioxideAbsorbed = 0.0
  /// Lost to space [kg].
  public var oxygenLeaked = 0.0
  /// Lost to space [kg].
  public var carbonDioxideLeaked = 0.0
  /// Lost to space [kg].
  public var nitrogenLeaked = 0.0
  /// Drunk and eaten by the crew [kg].
  public var waterUsed = 0.0
  /// Taken by oxygen generators [kg].
  public var waterElectrolysed = 0.0
  /// Condensate and urine that became water for use or for a tank [kg].
  public var waterRecovered = 0.0
  /// What crew and generators asked for and was not there [kg]; part of no balance.
  public var waterUnserved = 0.0
  /// By the arrays, whether it could be used or not [J].
  public var energyGenerated = 0.0
  /// What the loads asked for, served or not [J].
  public var energyUsed = 0.0
  /// Into batteries; negative out of them [J].
  public var energyStored = 0.0
  /// Of what the loads asked for, what neither arrays nor batteries gave [J].
  public var energyUnserved = 0.0
  /// Of what the arrays gave, what nothing could take [J].
  public var energySpilled = 0.0

  /// Nothing went anywhere.
  public init() {}

  /// What the cabin's oxygen rose by [kg].
  public var oxygenChange: Double {
    oxygenMade + oxygenFromStore - oxygenBreathed - oxygenLeaked
  }

  /// What the cabin's carbon dioxide rose by [kg].
  public var carbonDioxideChange: Double {
    carbonDioxideExhaled - carbonDioxideRemoved - carbonDioxideAbsorbed - carbonDioxideLeaked
  }

  /// What the cabin's nitrogen rose by [kg].
  public var nitrogenChange: Double { -nitrogenLeaked }

  /// What the water in tanks rose by [kg].
  public var waterChange: Double { waterRecovered - waterUsed - waterElectrolysed }

  /// What the energy in batteries rose by [J].
  public var energyChange: Double {
    energyGenerated + energyUnserved - energyUsed - energySpilled
  }

  /// Adds the flows of a further step.
  public static func += (sum: inout Self, step: Self) {
    sum.oxygenMade += step.oxygenMade
    sum.oxygenFromStore += step.oxygenFromStore
    sum.oxygenBreathed += step.oxygenBreathed
    sum.carbonDioxideExhaled += step.carbonDioxideExhaled
    sum.carbonDioxideRemoved += step.carbonDioxideRemoved
    sum.carbonDioxideAbsorbed += step.carbonDioxideAbsorbed
    sum.oxygenLeaked += step.oxygenLeaked
    sum.carbonDioxideLeaked += step.carbonDioxideLeaked
    sum.nitrogenLeaked += step.nitrogenLeaked
    sum.waterUsed += step.waterUsed
    sum.waterElectrolysed += step.waterElectrolysed
    sum.waterRecovered += step.waterRecovered
    sum.waterUnserved += step.waterUnserved
    sum.energyGenerated += step.energyGenerated
    sum.energyUsed += step.energyUsed
    sum.energyStored += step.energyStored
    sum.energyUnserved += step.energyUnserved
    sum.energySpilled += step.energySpilled
  }
}
