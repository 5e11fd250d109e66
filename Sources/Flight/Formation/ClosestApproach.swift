import Kinematics
import NumericalMethods
import Shapes
import StationModel

/// How near two pieces come to each other again after they have parted.
public struct ClosestApproach: Sendable, Hashable {
  /// The least distance between their surfaces [m].
  public var distance: Double
  /// When, after the parting [s].
  public var time: Double
  /// The modules that come nearest, by index.
  public var modules: [Int]
}

/// Watches the distance between the surfaces of two pieces at the instants at which it is asked.
///
/// The pieces part at distance zero, so the way apart does not count: the least distance is taken
/// from the first time at which the distance stops growing. Solids are those of the station file.
///
/// Limits: what happens between two instants is not seen; ``FormationClearance`` sees it.
public struct ClearanceMonitor: Sendable {
  private let first: PieceShape
  private let second: PieceShape
  /// No less than this at the last instant [m], and no more.
  private var last = (lower: -1.0, upper: -1.0)
  private var returned = false
  private var hint: NearestParts?
  /// The closest approach so far; nil while the pieces have only drawn apart.
  public private(set) var closest: ClosestApproach?

  /// A monitor of two pieces by their solids, in the station frame.
  public init(_ first: [PlacedSolid], _ second: [PlacedSolid]) {
    self.init(PieceShape(first), PieceShape(second))
  }

  /// A monitor of two pieces by their shapes.
  public init(_ first: PieceShape, _ second: PieceShape) {
    self.first = first
    self.second = second
  }

  /// Looks at the pieces `time` [s] after the parting.
  public mutating func observe(_ a: RigidBody, _ b: RigidBody, time: Double) {
    let place = a.place.seeing(b.place)
    // Far apart the least distance is out of reach, and the exact one is not needed.
    let limit = closest?.distance ?? (last.upper > 0 ? last.upper : .infinity)
    guard let gap = first.gap(to: second, at: place, from: hint, until: limit) else { return }
    hint = gap.nearest
    if !returned, last.upper >= 0, gap.upper < last.lower { returned = true }
    last = (gap.lower, gap.upper)
    guard returned, gap.upper < closest?.distance ?? .infinity else { return }
    let (i, j) = gap.nearest.parts
    closest = ClosestApproach(
      distance: gap.upper, time: time, modules: [first.modules[i], second.modules[j]])
  }

  /// The distance between the surfaces now, and the modules that have it.
  public func distance(_ a: RigidBody, _ b: RigidBody) -> (distance: Double, modules: (Int, Int)) {
    guard let gap = first.gap(to: second, at: a.place.seeing(b.place), from: hint) else {
      return (.infinity, (0, 0))
    }
    let (i, j) = gap.nearest.parts
    return (gap.upper, (first.modules[i], second.modules[j]))
  }
}

extension RigidBody {
  /// Where the station frame of the body lies along GCRF, relative to the reference orbit.
  public var place: RelativePlace {
    let matrix = attitude.matrix
    return RelativePlace(
      rotation: matrix, offset: position.components - matrix * properties.centre)
  }
}
