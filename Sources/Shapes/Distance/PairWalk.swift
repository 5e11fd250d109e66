import NumericalMethods

/// The nodes and the solids of two pieces, as loops see them.
struct PieceTrees {
  let nodesA: UnsafeBufferPointer<PieceShape.Node>
  let nodesB: UnsafeBufferPointer<PieceShape.Node>
  let partsA: UnsafeBufferPointer<ConvexSolid>
  let partsB: UnsafeBufferPointer<ConvexSolid>
}

extension PieceShape {
  func withTrees<Answer>(_ other: PieceShape, _ body: (PieceTrees) -> Answer) -> Answer {
    nodes.withUnsafeBufferPointer { nodesA in
      other.nodes.withUnsafeBufferPointer { nodesB in
        parts.withUnsafeBufferPointer { partsA in
          other.parts.withUnsafeBufferPointer { partsB in
            body(PieceTrees(nodesA: nodesA, nodesB: nodesB, partsA: partsA, partsB: partsB))
          }
        }
      }
    }
  }

  /// A hint that names solids of both pieces, or nil.
  func known(_ hint: NearestParts?, of other: PieceShape) -> NearestParts? {
    guard let hint, parts.indices.contains(Int(hint.a)),
      other.parts.indices.contains(Int(hint.b))
    else { return nil }
    return hint
  }
}

/// A walk down the trees of two pieces at once, the halves with the lesser bound first.
protocol PairWalk {
  var trees: PieceTrees { get }
  /// Where the axes of the second piece lie in those of the first.
  var place: RelativePlace { get }
  /// Two nodes whose bound is not below this are left out.
  var reach: Double { get }
  /// What no two solids of two nodes have less of; the second's centre is along the first's axes.
  func bound(
    _ i: PieceShape.Node, _ j: PieceShape.Node, _ centre: SIMD3<Double>
  ) -> Double
  /// Two nodes with this bound were left out.
  mutating func leaveOut(_ bound: Double)
  /// Two solids, by index, are to be looked at.
  mutating func measure(_ i: Int32, _ j: Int32)
}

extension PairWalk {
  /// Walks from the roots of both trees.
  mutating func walk() {
    let (i, j) = (trees.nodesA[0], trees.nodesB[0])
    let centre = place.point(j.centre)
    visit(i, j, centre, bound(i, j, centre))
  }

  private mutating func visit(
    _ i: PieceShape.Node, _ j: PieceShape.Node, _ centre: SIMD3<Double>, _ bound: Double
  ) {
    if bound >= reach { return leaveOut(bound) }
    if i.left < 0 && j.left < 0 { return measure(i.part, j.part) }
    // The larger node is halved.
    if j.left < 0 || (i.left >= 0 && i.radius >= j.radius) {
      let (p, q) = (trees.nodesA[Int(i.left)], trees.nodesA[Int(i.right)])
      visit((p, j, centre), (q, j, centre))
    } else {
      let (p, q) = (trees.nodesB[Int(j.left)], trees.nodesB[Int(j.right)])
      visit((i, p, place.point(p.centre)), (i, q, place.point(q.centre)))
    }
  }

  @inline(__always)
  private mutating func visit(
    _ one: (PieceShape.Node, PieceShape.Node, SIMD3<Double>),
    _ other: (PieceShape.Node, PieceShape.Node, SIMD3<Double>)
  ) {
    let first = bound(one.0, one.1, one.2)
    let second = bound(other.0, other.1, other.2)
    if first <= second {
      visit(one.0, one.1, one.2, first)
      visit(other.0, other.1, other.2, second)
    } else {
      visit(other.0, other.1, other.2, second)
      visit(one.0, one.1, one.2, first)
    }
  }
}
