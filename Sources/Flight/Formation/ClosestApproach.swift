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

/// Watches the distance between the surfaces of two pieces along their flight.
///
/// The pieces part at distance zero, so the way apart does not count: the least distance is taken
/// from the first time at which the distance stops growing. Solids are those of the station file.
public struct ClearanceMonitor: Sendable {
  private let first: [PlacedSolid]
  private let second: [PlacedSolid]
  private var last = -1.0
  private var returned = false
  /// The closest approach so far; nil while the pieces have only drawn apart.
  public private(set) var closest: ClosestApproach?

  /// A monitor of two pieces by their solids, in the station frame.
  public init(_ first: [PlacedSolid], _ second: [PlacedSolid]) {
    self.first = first
    self.second = second
  }

  /// Looks at the pieces `time` [s] after the parting.
  public mutating func observe(_ a: RigidBody, _ b: RigidBody, time: Double) {
    // Far apart the least distance is out of reach, and the exact one is not needed.
    let gap = (a.position.components - b.position.components).magnitude
    let reach = Self.extent(first, about: a) + Self.extent(second, about: b)
    if let closest, gap - reach > closest.distance {
      last = gap - reach
      return
    }
    let found = Self.distance(first, a, second, b)
    if !returned, last >= 0, found.distance < last { returned = true }
    last = found.distance
    if returned, found.distance < closest?.distance ?? .infinity {
      closest = ClosestApproach(
        distance: found.distance, time: time, modules: [found.modules.0, found.modules.1])
    }
  }

  /// The distance between the surfaces now, and the modules that have it.
  public func distance(_ a: RigidBody, _ b: RigidBody) -> (distance: Double, modules: (Int, Int)) {
    Self.distance(first, a, second, b)
  }

  private static func extent(_ solids: [PlacedSolid], about body: RigidBody) -> Double {
    solids.reduce(0) { max($0, ($1.centre - body.properties.centre).magnitude + $1.radius) }
  }

  /// The least distance between the solids of two bodies, and the modules that have it.
  static func distance(
    _ first: [PlacedSolid], _ a: RigidBody, _ second: [PlacedSolid], _ b: RigidBody
  ) -> (distance: Double, modules: (Int, Int)) {
    func carried(_ solids: [PlacedSolid], _ body: RigidBody) -> [CarriedSolid] {
      let matrix = body.attitude.matrix
      let offset = body.position.components - matrix * body.properties.centre
      return solids.map { CarriedSolid($0, attitude: matrix, offset: offset) }
    }
    let left = carried(first, a)
    let right = carried(second, b)
    // The pair whose spheres are nearest bounds the answer; only pairs that could beat it are kept.
    var nearest = (bound: Double.infinity, i: 0, j: 0)
    for i in left.indices {
      for j in right.indices {
        let bound = left[i].sphereGap(to: right[j])
        if bound < nearest.bound { nearest = (bound, i, j) }
      }
    }
    var least = Double.infinity
    var modules = (0, 0)
    func measure(_ i: Int, _ j: Int) {
      let distance = ConvexDistance.between(left[i], right[j])
      guard distance < least else { return }
      least = distance
      modules = (first[i].module, second[j].module)
    }
    guard nearest.bound < .infinity else { return (least, modules) }
    measure(nearest.i, nearest.j)
    var candidates: [(bound: Double, i: Int, j: Int)] = []
    for i in left.indices {
      for j in right.indices {
        let bound = left[i].sphereGap(to: right[j])
        if bound < least { candidates.append((bound, i, j)) }
      }
    }
    candidates.sort { $0.bound != $1.bound ? $0.bound < $1.bound : ($0.i, $0.j) < ($1.i, $1.j) }
    for candidate in candidates {
      if candidate.bound >= least { break }
      measure(candidate.i, candidate.j)
    }
    return (least, modules)
  }
}
