import NumericalMethods
import StationModel

/// The convex solids of one piece in a tree of spheres, so that the distance to another piece asks a
/// few pairs of solids instead of all.
///
/// It is given along the axes of its station and does not change in flight: where the piece is comes
/// with each question, as a ``RelativePlace``. A piece in which something turns is a ``JointedShape``,
/// which has one of these for every pose.
public struct PieceShape: Sendable {
  /// A sphere about some solids; a leaf has one solid.
  struct Node: Sendable {
    /// [m]
    var centre: SIMD3<Double>
    /// [m]
    var radius: Double
    /// Indices of its two halves; below zero in a leaf.
    var left: Int32
    var right: Int32
    /// Index of the solid of a leaf.
    var part: Int32
    /// No solid of it moves faster by what turns in its piece [m/s].
    var swing = 0.0
  }

  let parts: [ConvexSolid]
  /// The root first.
  let nodes: [Node]
  /// The module of each solid, by index.
  public let modules: [Int]

  /// A piece from its solids, in the station frame; a piece without solids is nowhere near anything.
  public init(_ solids: [PlacedSolid]) {
    parts = solids.map(ConvexSolid.init)
    modules = solids.map(\.module)
    var nodes: [Node] = []
    if !solids.isEmpty { Self.build(&nodes, parts, Array(parts.indices)) }
    self.nodes = nodes
  }

  /// The same solids as they stand when parts of the piece have turned, in the tree that they were in.
  ///
  /// - Parameters:
  ///   - solids: the same ones in the same order, in the axes of the piece.
  ///   - swings: how fast the points of each move in those axes at most [m/s].
  func posed(_ solids: [PlacedSolid], swings: [Double]) -> PieceShape {
    PieceShape(posing: self, solids, swings)
  }

  private init(posing shape: PieceShape, _ solids: [PlacedSolid], _ swings: [Double]) {
    modules = shape.modules
    let parts = zip(solids, swings).map { solid, swing in
      var part = ConvexSolid(solid)
      part.swing = swing
      return part
    }
    var nodes = shape.nodes
    // The halves of a node stand behind it.
    for index in nodes.indices.reversed() {
      guard nodes[index].left >= 0 else {
        let part = parts[Int(nodes[index].part)]
        (nodes[index].centre, nodes[index].radius) = (part.centre, part.radius)
        nodes[index].swing = part.swing
        continue
      }
      let (a, b) = (nodes[Int(nodes[index].left)], nodes[Int(nodes[index].right)])
      (nodes[index].centre, nodes[index].radius) = Self.sphere(a, b)
      nodes[index].swing = max(a.swing, b.swing)
    }
    self.parts = parts
    self.nodes = nodes
  }

  /// The least sphere about two.
  private static func sphere(_ a: Node, _ b: Node) -> (SIMD3<Double>, Double) {
    let way = b.centre - a.centre
    let distance = way.magnitude
    if distance + b.radius <= a.radius { return (a.centre, a.radius) }
    if distance + a.radius <= b.radius { return (b.centre, b.radius) }
    let radius = 0.5 * (distance + a.radius + b.radius)
    return (a.centre + ((radius - a.radius) / distance) * way, radius)
  }

  /// Whether there is nothing to be near to.
  public var isEmpty: Bool { parts.isEmpty }

  /// The sphere that holds the piece: centre in the station frame and radius [m].
  public var sphere: (centre: SIMD3<Double>, radius: Double) {
    nodes.first.map { ($0.centre, $0.radius) } ?? (.zero, 0)
  }

  /// How far its solids reach from a point of the station frame [m].
  public func reach(from point: SIMD3<Double>) -> Double {
    parts.reduce(0) { max($0, ($1.centre - point).magnitude + $1.radius) }
  }

  /// Adds the node of some solids and all below it; returns its index.
  @discardableResult
  private static func build(_ nodes: inout [Node], _ parts: [ConvexSolid], _ members: [Int])
    -> Int
  {
    let index = nodes.count
    var low = SIMD3<Double>(repeating: .infinity)
    var high = -low
    for member in members {
      low = pointwiseMin(low, parts[member].centre - parts[member].radius)
      high = pointwiseMax(high, parts[member].centre + parts[member].radius)
    }
    let centre = members.count == 1 ? parts[members[0]].centre : 0.5 * (low + high)
    let radius = members.reduce(0.0) {
      max($0, (parts[$1].centre - centre).magnitude + parts[$1].radius)
    }
    nodes.append(
      Node(centre: centre, radius: radius, left: -1, right: -1, part: Int32(members[0])))
    guard members.count > 1 else { return index }
    let size = high - low
    let axis = size.x >= size.y && size.x >= size.z ? 0 : (size.y >= size.z ? 1 : 2)
    let sorted = members.sorted {
      (parts[$0].centre[axis], $0) < (parts[$1].centre[axis], $1)
    }
    let half = sorted.count / 2
    nodes[index].left = Int32(build(&nodes, parts, Array(sorted[..<half])))
    nodes[index].right = Int32(build(&nodes, parts, Array(sorted[half...])))
    return index
  }
}

/// The nearest solids of two pieces, with the nearest points, each along the axes of its own piece;
/// from one question to the next it is where the search begins.
public struct NearestParts: Sendable, Hashable {
  /// The solid of each piece, by index.
  public var parts: (Int, Int) { (Int(a), Int(b)) }
  var a: Int32
  var b: Int32
  /// On the first piece, along its axes [m].
  public var pointA: SIMD3<Double>
  /// On the second piece, along its axes [m].
  public var pointB: SIMD3<Double>

  init(a: Int32, b: Int32, pointA: SIMD3<Double>, pointB: SIMD3<Double>) {
    self.a = a
    self.b = b
    self.pointA = pointA
    self.pointB = pointB
  }

  /// A place to begin from: solids by index, points along the axes of their pieces [m].
  public init(parts: (Int, Int), pointA: SIMD3<Double>, pointB: SIMD3<Double>) {
    self.init(
      a: Int32(clamping: parts.0), b: Int32(clamping: parts.1), pointA: pointA, pointB: pointB)
  }
}

/// The distance between two pieces, between bounds.
public struct PieceGap: Sendable, Hashable {
  /// No more than this [m]; zero where they touch or are in each other.
  public var upper: Double
  /// No less than this [m]; where the search was not cut short, within 1e-9 m of the upper bound.
  public var lower: Double
  /// What is nearest; nil where spheres about the solids were answer enough and none was measured.
  public var nearest: NearestParts?

  /// Between pieces of which one has no solids.
  public static let unbounded = PieceGap(upper: .infinity, lower: .infinity, nearest: nil)
}
