import Flight
import NumericalMethods
import Shapes
import StationModel

/// How the solids of pieces stand as their joints turn, for what is between them.
extension MissionFlight {
  /// Makes the shapes of all pieces known, so that none is taken as it is drawn.
  mutating func meetShapes() throws {
    guard !world.joints.isEmpty else { return }
    for piece in world.pieces.indices where world.entries[piece] == nil {
      _ = try shape(of: world.pieces[piece].modules, opened: world.opened)
    }
  }

  /// What is known of the joints of a piece; nil where nothing turns in it.
  private func jointed(_ piece: Int) -> PieceAerodynamics? {
    guard !world.joints.isEmpty else { return nil }
    let modules = world.pieces[piece].modules
    let inside = PieceAerodynamics.within(modules, world.opened, world.assembly)
    let known = shapes.first { $0.modules == modules && $0.opened == inside }
    return known.flatMap { $0.joints.places.isEmpty ? nil : $0 }
  }

  /// The solids of a piece as its joints stand now.
  func shapeNow(_ piece: Int) -> PieceShape {
    guard let known = jointed(piece) else { return crafts[piece].shape }
    return known.jointed.shape(
      at: known.joints.angles(in: world), turning: rates(of: known.joints))
  }

  /// How fast any point of a piece moves in its axes by what turns in it, at most [m/s].
  func swingNow(_ piece: Int) -> Double {
    jointed(piece).map { $0.jointed.greatestSwing(turning: rates(of: $0.joints)) } ?? 0
  }

  private func rates(of joints: PieceJoints) -> [Double] {
    joints.places.map { world.joints[$0].rate }
  }

  /// The pieces `elapsed` [s] after the start of a step from `before`, their joints turning as they did
  /// in it.
  func turningPieces(from before: World, after elapsed: Double) -> [TurningPiece?] {
    guard before.joints.count == world.joints.count else { return [] }
    return world.pieces.indices.map { piece in
      guard let known = jointed(piece) else { return nil }
      let rates = rates(of: known.joints)
      let angles = zip(known.joints.places, rates).map {
        before.joints[$0].angle + elapsed * $1
      }
      return TurningPiece(known.jointed, at: JointAngles(angles), turning: rates)
    }
  }
}
