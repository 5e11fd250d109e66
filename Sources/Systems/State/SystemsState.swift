import StationModel

/// What changes with time in the systems of a station, besides the contents of its tanks.
///
/// It is kept module by module, so that opening a joint splits it with the graph and nothing else
/// has to be done.
public struct SystemsState: Sendable, Hashable {
  /// The free air of every module of the assembly, by its index; zero where not pressurised.
  public var cabins: [CabinAir]
  /// Energy in the batteries of every module, by its index [J].
  public var batteries: [Double]
  /// Every life-support unit, module by module in the order of its plan.
  public var units: [UnitState]

  /// Air at the start values of `standard`, batteries full.
  public init(_ assembly: Assembly, standard: CabinStandard) {
    cabins = assembly.modules.map {
      CabinAir(volume: $0.plan.airVolume?.value ?? 0, standard: standard)
    }
    batteries = assembly.modules.map { $0.plan.batteries.reduce(0) { $0 + $1.energy.value } }
    units = assembly.modules.flatMap(\.plan.lifeSupport).map { UnitState(status: $0.status) }
  }
}
