import Exchange
import Foundation

/// What a crew member takes and gives, as a mean over a day of ordinary work.
///
/// Source: NASA, *Advanced Life Support Baseline Values and Assumptions Document* (2004), and
/// RP-1324; the figures stand in `Data/crew-metabolic.csv`. Exercise, sleep and body size are not
/// told apart.
public struct CrewMetabolism: Sendable {
  /// Oxygen taken [kg/s].
  public var oxygen: Double
  /// Carbon dioxide given [kg/s].
  public var carbonDioxide: Double
  /// Water drunk and eaten [kg/s].
  public var water: Double
  /// Water vapour given off [kg/s].
  public var vapour: Double
  /// Water in urine [kg/s].
  public var urine: Double
  /// Heat [W].
  public var heat: Double

  /// Reads the figures.
  public init(tableAt url: URL) throws(InputErrors) {
    let table = try FigureTable(at: url)
    let day = 86_400.0
    oxygen = try table.value("oxygen_consumption") / day
    carbonDioxide = try table.value("carbon_dioxide_production") / day
    water = try table.value("water_drink_and_food") / day
    vapour = try table.value("water_vapour") / day
    urine = try table.value("urine_water") / day
    heat = try table.value("metabolic_heat")
  }
}

/// The air of a cabin at the start, and the limits it has to keep; `Data/cabin-limits.csv`.
public struct CabinStandard: Sendable {
  /// Pressure at the start [Pa].
  public var pressure: Double
  /// Partial pressure of oxygen at the start [Pa].
  public var oxygen: Double
  /// Partial pressure of carbon dioxide at the start [Pa].
  public var carbonDioxide: Double
  /// Temperature [K].
  public var temperature: Double
  /// The least pressure [Pa].
  public var leastPressure: Double
  /// The least partial pressure of oxygen [Pa].
  public var leastOxygen: Double
  /// The greatest partial pressure of carbon dioxide, mean of a day [Pa].
  public var mostCarbonDioxide: Double

  /// Reads the figures.
  public init(tableAt url: URL) throws(InputErrors) {
    let table = try FigureTable(at: url)
    pressure = try table.value("start_pressure")
    oxygen = try table.value("start_oxygen")
    carbonDioxide = try table.value("start_carbon_dioxide")
    temperature = try table.value("temperature")
    leastPressure = try table.value("least_pressure")
    leastOxygen = try table.value("least_oxygen")
    mostCarbonDioxide = try table.value("most_carbon_dioxide")
  }
}
