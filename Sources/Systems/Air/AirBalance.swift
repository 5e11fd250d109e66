/// The gas constant [J/(mol K)] (CODATA 2018, exact).
let gasConstant = 8.314_462_618_153_24

/// The air of one piece: what its crew and units do to it, and when the first limit is crossed.
///
/// The piece's free air is one well-mixed volume of constant temperature: hatches inside the piece
/// are open and ventilation is ideal. Crew and units run at constant rates; oxygen from tanks and
/// candles fills what generators leave short. A leak takes the mixture as it is.
///
/// Limits: no gradients between modules, no start-up, no failure of a unit; the networks that
/// resolve them replace this model behind the same answer.
public struct AirBalance: Sendable {
  /// What the air of a piece is made of and acted on by.
  public struct Input: Sendable {
    /// Free air [m³].
    public var volume: Double
    /// Crew members aboard.
    public var crew: Int
    /// Oxygen made [kg/s].
    public var oxygenGeneration: Double
    /// Carbon dioxide taken out [kg/s].
    public var carbonDioxideRemoval: Double
    /// Oxygen in tanks and candles [kg].
    public var oxygenStore: Double
    /// What absorbent canisters can still take up [kg of carbon dioxide].
    public var absorbentStore: Double
    /// Air lost to space at the starting pressure [kg/s].
    public var leak: Double

    public init(
      volume: Double, crew: Int, oxygenGeneration: Double, carbonDioxideRemoval: Double,
      oxygenStore: Double, absorbentStore: Double, leak: Double
    ) {
      self.volume = volume
      self.crew = crew
      self.oxygenGeneration = oxygenGeneration
      self.carbonDioxideRemoval = carbonDioxideRemoval
      self.oxygenStore = oxygenStore
      self.absorbentStore = absorbentStore
      self.leak = leak
    }
  }

  /// A limit of the cabin.
  public enum Limit: String, Sendable { case oxygen, carbonDioxide, pressure }

  /// Crew that the running units support without stores.
  public var crewSupported: Int
  /// The first limit to be crossed, if one is.
  public var firstLimit: Limit?
  /// When, after the start [s].
  public var timeToLimit: Double?
  /// Rise of the partial pressure of carbon dioxide at the start [Pa/s].
  public var carbonDioxideRate: Double
  /// Rise of the partial pressure of oxygen at the start, stores not used [Pa/s].
  public var oxygenRate: Double

  /// Molar mass of dry air [kg/mol] (US Standard Atmosphere 1976).
  static let airMolarMass = 0.028_964_4

  public init(_ input: Input, metabolism: CrewMetabolism, standard: CabinStandard) {
    let crew = Double(input.crew)
    let byOxygen = input.oxygenGeneration / metabolism.oxygen
    let byRemoval = input.carbonDioxideRemoval / metabolism.carbonDioxide
    // Capacities are published for whole crews and printed to three digits: 2.99 kg/day is three.
    crewSupported = Int((min(byOxygen, byRemoval, 1e6) + 0.01).rounded(.down))
    guard input.volume > 0 else {
      firstLimit = input.crew > 0 ? .pressure : nil
      timeToLimit = input.crew > 0 ? 0 : nil
      carbonDioxideRate = 0
      oxygenRate = 0
      return
    }
    // Partial pressure of one kilogram: p = m R T / (M V), the ideal-gas law.
    let scale = gasConstant * standard.temperature / input.volume
    let oxygenPerKilogram = scale / CabinAir.oxygenMolarMass
    let carbonPerKilogram = scale / CabinAir.carbonDioxideMolarMass
    let airPerKilogram = scale / Self.airMolarMass

    let oxygenNet = input.oxygenGeneration - crew * metabolism.oxygen
    // Generators are throttled to what the crew takes: oxygen is never in excess.
    let oxygenLeak = input.leak * airPerKilogram / standard.pressure * standard.oxygen
    oxygenRate = min(0, oxygenNet) * oxygenPerKilogram - oxygenLeak
    let carbonNet = max(
      crew * metabolism.carbonDioxide - input.carbonDioxideRemoval,
      0)
    carbonDioxideRate = carbonNet * carbonPerKilogram
    var crossings: [(Limit, Double)] = []
    if input.crew > 0, carbonDioxideRate > 0 {
      let stored = input.absorbentStore / carbonNet
      let rise = (standard.mostCarbonDioxide - standard.carbonDioxide) / carbonDioxideRate
      crossings.append((.carbonDioxide, stored + rise))
    }
    if input.crew > 0, oxygenRate < 0 {
      let draw = -oxygenRate / oxygenPerKilogram
      let fall = (standard.oxygen - standard.leastOxygen) / -oxygenRate
      crossings.append((.oxygen, input.oxygenStore / draw + fall))
    }
    if input.crew > 0, input.leak > 0 {
      let rate = input.leak * airPerKilogram
      crossings.append((.pressure, (standard.pressure - standard.leastPressure) / rate))
    }
    // The earliest; of equal ones the first in this fixed order.
    var earliest: (Limit, Double)?
    for crossing in crossings where crossing.1 < earliest?.1 ?? .infinity { earliest = crossing }
    firstLimit = earliest?.0
    timeToLimit = earliest?.1
  }
}
