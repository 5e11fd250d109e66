import Exchange
import Flight
import Foundation
import StationModel
import Systems

/// The figures of the world that a verdict rests on besides the station's own.
public struct Standards: Sendable {
  /// What a member of the crew takes and gives.
  public var metabolism: CrewMetabolism
  /// The air that cabins start with, and its limits.
  public var cabin: CabinStandard
  /// The mechanisms that ports may name.
  public var mechanisms: MechanismCatalogue
  /// How mechanisms let go.
  public var releases: ReleaseMechanicsTable
  /// Within which they take hold.
  public var captures: CaptureEnvelopeTable
  /// The regions about a station that traffic rules name.
  public var regions: [ProximityRegion]
  /// What surfaces do that meet.
  public var surfaces: SurfacePair

  /// The tables that they are read from, in the folder `Data`.
  static let tables = [
    "crew-metabolic.csv", "cabin-limits.csv", "docking-mechanisms.csv", "release-mechanics.csv",
    "capture-envelopes.csv", "regions.csv", "contact.csv",
  ]

  /// Reads them from the folder `Data`.
  public init(dataFolder: URL) throws(InputErrors) {
    let files = Self.tables.map { dataFolder.appendingPathComponent($0) }
    metabolism = try CrewMetabolism(tableAt: files[0])
    cabin = try CabinStandard(tableAt: files[1])
    mechanisms = try MechanismCatalogue(tableAt: files[2])
    releases = try ReleaseMechanicsTable(tableAt: files[3])
    captures = try CaptureEnvelopeTable(tableAt: files[4])
    regions = try ProximityRegion.table(at: files[5])
    surfaces = try SurfacePair(tableAt: files[6])
  }
}
