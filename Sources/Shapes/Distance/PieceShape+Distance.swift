import NumericalMethods

extension PieceShape {
  /// The distance to another piece.
  ///
  /// - Parameters:
  ///   - other: the other piece.
  ///   - place: where its axes lie in these.
  ///   - hint: what was nearest a moment ago, or nil.
  ///   - limit: the search may end as soon as the distance is known to be no less [m].
  ///   - tolerance: the bounds may be this far apart [m].
  /// - Returns: nil where a piece has no solids.
  public func gap(
    to other: PieceShape, at place: RelativePlace, from hint: NearestParts? = nil,
    until limit: Double = .infinity, within tolerance: Double = ConvexDistance.tolerance
  ) -> PieceGap? {
    guard !isEmpty, !other.isEmpty else { return nil }
    return withTrees(other) { trees in
      var walk = GapWalk(trees: trees, place: place, limit: limit, tolerance: tolerance)
      if let hint { walk.measure(hint.a, hint.b, from: (hint.pointA, hint.pointB)) }
      let (i, j) = (trees.nodesA[0], trees.nodesB[0])
      let centre = place.point(j.centre)
      walk.visit(i, j, centre, (centre - i.centre).magnitude - i.radius - j.radius)
      return PieceGap(
        upper: walk.upper, lower: max(0, min(walk.upper, walk.lower)), nearest: walk.nearest)
    }
  }

  /// The signed distance between the two pieces: where they are in each other, minus the depth of
  /// the pair of solids that is deepest. Nil where a piece has no solids.
  ///
  /// The depth of a pair is what takes that pair apart; a piece of many solids may need more.
  public func signedGap(to other: PieceShape, at place: RelativePlace) -> (
    gap: SurfaceGap, modules: (Int, Int)
  )? {
    guard let found = gap(to: other, at: place) else { return nil }
    let (i, j) = found.nearest.parts
    if found.upper > 0 {
      let b = other.parts[j].moved(by: place)
      let points = (found.nearest.pointA, place.point(found.nearest.pointB))
      let search = ConvexDistance.search(parts[i], b, from: points)
      return (ConvexDistance.gap(parts[i], b, search), (modules[i], other.modules[j]))
    }
    var deepest: (gap: SurfaceGap, modules: (Int, Int))?
    for (index, second) in other.parts.enumerated() {
      let b = second.moved(by: place)
      for (own, first) in parts.enumerated()
      where (first.centre - b.centre).magnitude < first.radius + b.radius {
        let search = ConvexDistance.search(first, b)
        guard search.upper == 0 else { continue }
        let gap = ConvexDistance.gap(first, b, search)
        if gap.distance < deepest?.gap.distance ?? .infinity {
          deepest = (gap, (modules[own], other.modules[index]))
        }
      }
    }
    return deepest
  }
}

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
}

/// A walk down two trees at once, the nearer halves first.
private struct GapWalk {
  let trees: PieceTrees
  let place: RelativePlace
  let limit: Double
  let tolerance: Double
  var upper = Double.infinity
  /// The least lower bound of the pairs that were measured and of those that were left out.
  var lower = Double.infinity
  var nearest = NearestParts(a: -1, b: -1, pointA: .zero, pointB: .zero)

  /// Below this a pair of solids matters.
  @inline(__always)
  var reach: Double { min(upper, limit) }

  mutating func measure(_ i: Int32, _ j: Int32, from hint: (SIMD3<Double>, SIMD3<Double>)?) {
    let second = trees.partsB[Int(j)].moved(by: place)
    let found = ConvexDistance.search(
      trees.partsA[Int(i)], second, from: hint.map { ($0.0, place.point($0.1)) }, until: reach,
      within: tolerance)
    lower = min(lower, found.lower)
    if found.upper < upper {
      upper = found.upper
      let back = place.rotation.transpose
      nearest = NearestParts(
        a: i, b: j, pointA: found.pointA, pointB: back * (found.pointB - place.offset))
    }
  }

  mutating func visit(
    _ i: PieceShape.Node, _ j: PieceShape.Node, _ centre: SIMD3<Double>, _ bound: Double
  ) {
    if bound >= reach {
      lower = min(lower, bound)
      return
    }
    if i.left < 0 && j.left < 0 {
      if (i.part, j.part) != (nearest.a, nearest.b) { measure(i.part, j.part, from: nil) }
      return
    }
    if j.left < 0 || (i.left >= 0 && i.radius >= j.radius) {
      let (p, q) = (trees.nodesA[Int(i.left)], trees.nodesA[Int(i.right)])
      let one = (centre - p.centre).magnitude - p.radius - j.radius
      let two = (centre - q.centre).magnitude - q.radius - j.radius
      if one <= two {
        visit(p, j, centre, one)
        visit(q, j, centre, two)
      } else {
        visit(q, j, centre, two)
        visit(p, j, centre, one)
      }
      return
    }
    let (p, q) = (trees.nodesB[Int(j.left)], trees.nodesB[Int(j.right)])
    let (at, other) = (place.point(p.centre), place.point(q.centre))
    let one = (at - i.centre).magnitude - i.radius - p.radius
    let two = (other - i.centre).magnitude - i.radius - q.radius
    if one <= two {
      visit(i, p, at, one)
      visit(i, q, other, two)
    } else {
      visit(i, q, other, two)
      visit(i, p, at, one)
    }
  }
}
