import StationModel

/// What the modules of one piece add up to; computed once, when the piece comes to be.
///
/// Units that do not run (standby, failed, or not known to run) count for nothing.
public struct PieceInventory: Sendable {
  /// A tank of the piece.
  public struct TankPlace: Sendable, Hashable {
    /// In the assembly's list of tanks.
    public let index: Int
    /// What it holds.
    public let contents: TankContents
    /// The most it holds [kg].
    public let capacity: Double
  }

  /// A life-support unit of the piece.
  public struct UnitPlace: Sendable, Hashable {
    /// In the states of units of the station, ``SystemsState/units``.
    public let index: Int
    /// Index of the module that it stands in.
    public let module: Int
    /// What it is.
    public let unit: LifeSupportUnit
  }

  /// Free air [m³].
  public let airVolume: Double
  /// Air lost to space at the starting pressure [kg/s].
  public let leak: Double
  /// Members aboard.
  public let crew: Int
  /// Seats for a way home.
  public let seats: Int
  /// Beds.
  public let sleepStations: Int
  /// Oxygen that running generators make at most [kg/s].
  public let oxygenGeneration: Double
  /// Carbon dioxide that running scrubbers take out at most [kg/s].
  public let carbonDioxideRemoval: Double
  /// Condensate that running processors make into water at most [kg/s].
  public let waterRecovery: Double
  /// Urine that running processors make into water at most [kg/s].
  public let urineProcessing: Double
  /// Power of each array facing the Sun [W], and how it follows it.
  public let arrays: [(power: Double, tracking: ArrayTracking)]
  /// Mean power of loads, gyroscopes and running life-support units [W].
  public let electricalLoad: Double
  /// Usable energy of all batteries, full [J].
  public let batteryCapacity: Double
  /// Heat that radiators reject at most [W]; nil: no figure for any loop.
  public let heatRejection: Double?
  /// Its tanks, in order of their index.
  public let tanks: [TankPlace]
  /// Its life-support units, in order of their index.
  public let units: [UnitPlace]

  /// How the cabins share the air.
  let cabins: Shares
  /// How the batteries share the charge.
  let batteries: Shares

  /// The sums over some modules.
  ///
  /// - Parameters:
  ///   - modules: indices of the piece's modules in `assembly`.
  ///   - assembly: the station.
  ///   - crew: the members that are aboard this piece.
  public init(of modules: [Int], in assembly: Assembly, crew: [CrewMember]) {
    let indices = modules.sorted()
    let plans = indices.map { assembly.modules[$0].plan }
    func running(_ function: LifeSupportFunction) -> Double {
      plans.reduce(0) { sum, plan in
        sum
          + plan.lifeSupport.filter { $0.function == function && $0.status == .running }
          .reduce(0) { $0 + $1.capacity.value }
      }
    }
    cabins = Shares(zip(indices, plans).map { ($0, $1.airVolume?.value ?? 0) })
    airVolume = cabins.total
    leak = plans.reduce(0) { $0 + ($1.leak?.value ?? 0) }
    self.crew = crew.count
    seats = plans.reduce(0) { $0 + $1.seats }
    sleepStations = plans.reduce(0) { $0 + $1.sleepStations }
    oxygenGeneration = running(.oxygenGeneration)
    carbonDioxideRemoval = running(.carbonDioxideRemoval)
    waterRecovery = running(.waterRecovery)
    urineProcessing = running(.urineProcessing)
    arrays = plans.flatMap { $0.arrays.map { ($0.power.value, $0.tracking) } }
    electricalLoad = plans.reduce(0) { $0 + $1.meanElectricalLoad }
    batteries = Shares(
      zip(indices, plans).map { ($0, $1.batteries.reduce(0) { $0 + $1.energy.value }) })
    batteryCapacity = batteries.total
    let loops = plans.flatMap(\.radiators)
    heatRejection = loops.isEmpty ? nil : loops.reduce(0) { $0 + $1.rejection.value }
    units = indices.flatMap { index in
      let module = assembly.modules[index]
      return module.plan.lifeSupport.enumerated().map {
        UnitPlace(index: module.firstUnit + $0.offset, module: index, unit: $0.element)
      }
    }
    tanks = indices.flatMap { index in
      let module = assembly.modules[index]
      return module.plan.tanks.enumerated().map {
        TankPlace(
          index: module.firstTank + $0.offset, contents: $0.element.contents,
          capacity: $0.element.capacity.value)
      }
    }
  }
}

// MARK: - Tanks

extension PieceInventory {
  /// What its tanks of one kind hold together [kg].
  ///
  /// - Parameters:
  ///   - contents: the kind.
  ///   - tankLoads: what each tank of the assembly holds [kg].
  public func stock(_ contents: TankContents, _ tankLoads: [Double]) -> Double {
    var sum = 0.0
    for tank in tanks where tank.contents == contents { sum += tankLoads[tank.index] }
    return sum
  }

  /// Takes up to `amount` [kg] out of tanks of one kind, the first tank first.
  ///
  /// - Returns: by how much the loads fell [kg].
  func draw(_ amount: Double, of contents: TankContents, from tankLoads: inout [Double]) -> Double {
    var drawn = 0.0
    for tank in tanks where tank.contents == contents {
      let load = tankLoads[tank.index]
      let left = amount - drawn
      guard left > 0 else { break }
      guard load > 0 else { continue }
      tankLoads[tank.index] = max(0, load - left)
      drawn += load - tankLoads[tank.index]
      if tankLoads[tank.index] > 0 { break }
    }
    return drawn
  }

  /// Puts up to `amount` [kg] into tanks of one kind, the first tank first.
  ///
  /// - Returns: by how much the loads rose [kg].
  func fill(_ amount: Double, of contents: TankContents, into tankLoads: inout [Double]) -> Double {
    var filled = 0.0
    for tank in tanks where tank.contents == contents {
      let load = tankLoads[tank.index]
      let left = amount - filled
      guard left > 0 else { break }
      guard load < tank.capacity else { continue }
      tankLoads[tank.index] = min(tank.capacity, load + left)
      filled += tankLoads[tank.index] - load
      if tankLoads[tank.index] < tank.capacity { break }
    }
    return filled
  }
}

extension ModulePlan {
  /// Mean power of its loads, gyroscopes and running life-support units [W].
  fileprivate var meanElectricalLoad: Double {
    let loads = loads.reduce(0) { $0 + $1.power.value }
    let gyros = gyros.reduce(0) { $0 + $1.power.value }
    let units = lifeSupport.filter { $0.status == .running }.reduce(0) { $0 + $1.power.value }
    return loads + gyros + units
  }
}
