/// When the air and the water of a piece cross their limits, if nobody does anything: its systems
/// taken through time until all that can run out has, or the horizon is reached.
///
/// It is the model of ``SystemsModel`` with long steps, which it allows. Power is left out: it hangs
/// on the orbit.
public struct SystemsForecast: Sendable {
  /// The first crossing of each limit, in order of time; times from now [s].
  public var crossings: [SystemsCrossing] = []

  /// How far it looks [s]: ten Julian years.
  public static let horizon = 10 * 365.25 * 86_400.0

  public init(
    of piece: PieceInventory, _ state: SystemsState, tankLoads: [Double], model: SystemsModel
  ) {
    guard piece.crew > 0 else { return }
    var state = state
    var loads = tankLoads
    var time = 0.0
    var reading = model.reading(of: piece, state, tankLoads: loads)
    while time < Self.horizon, crossings.count < 4 {
      // Hours at first, days when what is near has been seen.
      let step = time < 30 * 86_400 ? 3600.0 : 86_400.0
      let flows = model.advance(
        piece, state: &state, tankLoads: &loads, sunlit: 1, beta: 0, duration: step)
      let next = model.reading(of: piece, state, tankLoads: loads)
      for crossing in model.crossings(of: piece, from: reading, to: next, flows, duration: step)
      where crossing.limit != .power && !crossings.contains(where: { $0.limit == crossing.limit }) {
        crossings.append(SystemsCrossing(limit: crossing.limit, after: time + crossing.after))
      }
      reading = next
      time += step
    }
  }

  /// The first limit of the air.
  public var air: SystemsCrossing? { crossings.first { $0.limit != .water } }
  /// When water runs short.
  public var water: SystemsCrossing? { crossings.first { $0.limit == .water } }
}

extension PieceInventory {
  /// How many people its running units keep in air without stores: the smaller of what oxygen
  /// generation and carbon dioxide removal are made for.
  public func crewSupported(_ metabolism: CrewMetabolism) -> Int {
    let byOxygen = oxygenGeneration / metabolism.oxygen
    let byRemoval = carbonDioxideRemoval / metabolism.carbonDioxide
    // Capacities are published for whole crews and printed to three digits: 2.99 kg/day is three.
    return Int((min(byOxygen, byRemoval, 1e6) + 0.01).rounded(.down))
  }
}
