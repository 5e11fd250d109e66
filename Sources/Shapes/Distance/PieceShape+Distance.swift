import NumericalMethods

extension PieceShape {
  /// The distance to another piece.
  ///
  /// - Parameters:
  ///   - other: the other piece.
  ///   - place: where its axes lie in these.
  ///   - hint: what was nearest a moment ago, or nil; one that names no solids of these is left aside.
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
      if let hint = known(hint, of: other) {
        walk.measure(hint.a, hint.b, from: (hint.pointA, hint.pointB))
      }
      walk.walk()
      return PieceGap(
        upper: walk.upper, lower: max(0, min(walk.upper, walk.lower)), nearest: walk.nearest)
    }
  }
}

/// The least distance between solids; the nearer halves come first.
private struct GapWalk: PairWalk {
  let trees: PieceTrees
  let place: RelativePlace
  let limit: Double
  let tolerance: Double
  var upper = Double.infinity
  /// The least lower bound of the pairs that were measured and of those that were left out.
  var lower = Double.infinity
  /// Nil until a pair is measured.
  var nearest: NearestParts?

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

  @inline(__always)
  mutating func measure(_ i: Int32, _ j: Int32) {
    if let nearest, nearest.a == i, nearest.b == j { return }
    measure(i, j, from: nil)
  }

  @inline(__always)
  func bound(
    _ i: PieceShape.Node, _ j: PieceShape.Node, _ centre: SIMD3<Double>
  ) -> Double {
    (centre - i.centre).magnitude - i.radius - j.radius
  }

  @inline(__always)
  mutating func leaveOut(_ bound: Double) { lower = min(lower, bound) }
}
