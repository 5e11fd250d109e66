import Kinematics

/// When the air and the water of a piece cross their limits, if nobody does anything: its systems
/// taken through time until all that can run out has, or the horizon is reached.
///
/// It is the model of ``SystemsModel`` with long steps, which it allows. Power is left out: it hangs
/// on the orbit.
public struct SystemsForecast: Sendable {
  /// The first crossing of each limit, in order of time; times from now [s].
  public var crossings: [SystemsCrossing] = []

  /// Water that is asked for and does not come back, mean of the first hour [kg/s].
  public var netWaterUse = 0.0

  /// How far it looks [s]: ten Julian years.
  public static let horizon = 10 * 365.25 * 86_400.0

  /// Looks ahead from a state of the station; empty for a piece without crew.
  public init(
    of piece: PieceInventory, _ state: SystemsState, tankLoads: [Double], at epoch: Epoch,
    model: SystemsModel
  ) {
    guard piece.crew > 0 else { return }
    var course = Course(piece: piece, state: state, loads: tankLoads, model: model, start: epoch)
    var trial = course
    let flows = trial.advance(by: 3600)
    netWaterUse = (flows.waterUnserved - flows.waterChange) / 3600
    while course.time < Self.horizon, course.crossings.count < 4 {
      // Hours at first, days when what is near has been seen; minutes where a limit is crossed,
      // because a long step tells only roughly when.
      let step = course.time < 30 * 86_400 ? 3600.0 : 86_400.0
      var ahead = course
      ahead.advance(by: step)
      if ahead.crossings.count > course.crossings.count {
        for _ in 0..<Int(step / 60) { course.advance(by: 60) }
      } else {
        course = ahead
      }
    }
    crossings = course.crossings
  }

  /// The systems of the piece on their way.
  private struct Course {
    let piece: PieceInventory
    var state: SystemsState
    var loads: [Double]
    let model: SystemsModel
    let start: Epoch
    var time = 0.0
    var crossings: [SystemsCrossing] = []

    @discardableResult
    mutating func advance(by step: Double) -> SystemsFlows {
      let before = model.reading(of: piece, state, tankLoads: loads)
      let flows = model.advance(
        piece, state: &state, tankLoads: &loads,
        in: Surroundings(epoch: start + time, sunlit: 1, beta: 0), duration: step)
      let after = model.reading(of: piece, state, tankLoads: loads)
      for crossing in model.crossings(of: piece, from: before, to: after, flows, duration: step)
      where crossing.limit != .power && !crossings.contains(where: { $0.limit == crossing.limit }) {
        crossings.append(SystemsCrossing(limit: crossing.limit, after: time + crossing.after))
      }
      time += step
      return flows
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
