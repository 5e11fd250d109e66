import Shapes
import StationModel

/// What thin air and sunlight do to pieces of a station, as far as flights have asked: values that are
/// made from shape alone.
///
/// They are found where they are asked for and kept. When and by which flight they were found changes
/// no bit of what a flight does, so that one hands them to the next, and a campaign to all its cases:
///
/// ```swift
/// var tables = ShapeTables()
/// let first = try run.fly(with: &tables)
/// let again = try run.fly(with: &tables)  // the same result without the making
/// ```
public struct ShapeTables: Sendable {
  var pieces: [PieceAerodynamics] = []

  /// Nothing is known of any piece.
  public init() {}

  /// How many pieces are known.
  public var count: Int { pieces.count }

  /// What is known of a piece, by its modules, its open joints and its form; a piece of which nothing
  /// is known as it is.
  func known(_ new: PieceAerodynamics) -> PieceAerodynamics {
    pieces.first { $0.isOfTheSameShape(as: new) } ?? new
  }
}

extension PieceAerodynamics {
  /// Whether two are of the same modules and look alike as drawn and with their faces to a Sun that
  /// stands aslant, so that all their joints have turned.
  func isOfTheSameShape(as other: PieceAerodynamics) -> Bool {
    guard modules == other.modules, opened == other.opened, reflectivity == other.reflectivity
    else { return false }
    return looks == other.looks
  }

  /// Corners of the triangles in two poses.
  private var looks: [[SIMD3<Double>]] {
    let scene = joints.scene
    let aslant = scene.facing(sun: SIMD3(0.3, 0.5, -0.8)).angles
    return [scene.linkage.drawnAngles, aslant].map { angles in
      scene.triangles(at: angles, sides: 8).vertices
    }
  }
}
