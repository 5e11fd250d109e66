import Flight
import Kinematics
import StationModel

extension MissionFlight {
  /// Notes where pieces come into the named regions about the station and go out of them, in the step
  /// from `before` at `start` [s], to a microsecond. At full fidelity only.
  ///
  /// The station is the piece that holds the root of the station file. What counts is the centre of mass
  /// of the other piece beside that of the station, in the local orbital frame; pieces that part inside
  /// a region are in it from the start.
  mutating func watchRegions(from before: World, start: Double) {
    guard plan.fidelity == .full, crafts.count > 1, time > start,
      let owner = world.piece(holding: world.assembly.root), world.entries[owner] == nil
    else { return }
    for piece in flying where piece != owner {
      guard
        let from = try? LocalState(
          of: before.bodies[piece], beside: before.bodies[owner], reference: before.reference),
        let to = try? LocalState(
          of: world.bodies[piece], beside: world.bodies[owner], reference: world.reference)
      else { continue }
      for region in standards.regions {
        for crossing in region.crossings(from: from, to: to, duration: time - start) {
          let name = region.name.lowercased()
          note(
            crossing.enters ? .regionEntry : .regionExit,
            [crafts[piece].track, crafts[owner].track],
            crossing.enters ? "comes into the \(name)" : "leaves the \(name)",
            at: start + crossing.time)
        }
      }
    }
  }
}
