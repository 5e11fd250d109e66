import NumericalMethods

/// The convex hull of up to eight corners, such as a box in its place, with the corners in lanes.
public struct CornerHull: Sendable {
  let corners: LaneVector

  /// The hull of some corners [m]; the last is repeated to fill the lanes, beyond the eighth they are
  /// left out.
  ///
  /// - Precondition: at least one corner.
  public init(_ points: [SIMD3<Double>]) {
    precondition(!points.isEmpty, "a hull has at least one corner")
    var corners = LaneVector.zero
    for lane in 0..<8 { corners[lane] = points[min(lane, points.count - 1)] }
    self.corners = corners
  }

  /// The corner farthest along `direction`.
  @inline(__always)
  func support(_ d: SIMD3<Double>) -> SIMD3<Double> {
    let along = corners.x.multiplied(
      by: Lanes(repeating: d.x),
      adding: corners.y.multiplied(
        by: Lanes(repeating: d.y), adding: corners.z * Lanes(repeating: d.z)))
    // Halved once in lanes, then one by one; of equal corners the first stays.
    let (low, high) = (along.lowHalf, along.highHalf)
    let first = SIMD4<Int64>(0, 1, 2, 3)
    let upper = high .> low
    let best = low.replacing(with: high, where: upper)
    let at = first.replacing(with: first &+ 4, where: upper)
    let one = best[1] > best[0] ? 1 : 0
    let two = best[3] > best[2] ? 3 : 2
    let lane = Int(at[best[two] > best[one] ? two : one])
    return SIMD3(corners.x[lane], corners.y[lane], corners.z[lane])
  }
}

extension ConvexDistance {
  /// The distance between two hulls [m]; zero where they touch or overlap. Within 1e-10 m.
  ///
  /// - Parameters:
  ///   - a: one hull.
  ///   - b: the other, in the same axes.
  ///   - direction: from which the search begins, and the separating direction after it: kept from
  ///     one question to the next it shortens the next.
  public static func between(
    _ a: CornerHull, _ b: CornerHull, along direction: inout SIMD3<Double>
  ) -> Double {
    var v = a.support(-direction) - b.support(direction)
    var simplex = Simplex()
    simplex.append(v, from: v)
    var square = v.squaredMagnitude
    var lower = 0.0
    for _ in 0..<64 {
      direction = v
      if square < 1e-24 { return 0 }
      let w = a.support(-v) - b.support(v)
      let bound = dot(v, w)
      // |v| − v·w/|v| <= 1e-10 m, without a root.
      let open = square - bound
      if open <= 0 || open * open <= 1e-20 * square { break }
      lower = max(lower, bound)
      // Nobody asks for the points of the first hull.
      simplex.append(w, from: w)
      guard let next = simplex.reduce(knownOutside: lower > 0) else { return 0 }
      let shorter = next.squaredMagnitude
      if shorter >= square { break }
      v = next
      square = shorter
    }
    return square.squareRoot()
  }
}
