import Exchange
import Foundation
import StationModel
import Systems

/// The figures of the world that a verdict rests on besides the station's own.
public struct Standards: Sendable {
  public var metabolism: CrewMetabolism
  public var cabin: CabinStandard
  public var mechanisms: MechanismCatalogue

  /// Reads them from the folder `Data`.
  public init(dataFolder: URL) throws(InputErrors) {
    metabolism = try CrewMetabolism(
      tableAt: dataFolder.appendingPathComponent("crew-metabolic.csv"))
    cabin = try CabinStandard(tableAt: dataFolder.appendingPathComponent("cabin-limits.csv"))
    mechanisms = try MechanismCatalogue(
      tableAt: dataFolder.appendingPathComponent("docking-mechanisms.csv"))
  }
}
