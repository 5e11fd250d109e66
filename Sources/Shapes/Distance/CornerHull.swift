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

/// One to four corners of the difference of two hulls, as ``Simplex`` without its points.
private struct CornerSimplex {
  var w0: SIMD3<Double>
  var w1 = SIMD3<Double>.zero
  var w2 = SIMD3<Double>.zero
  var w3 = SIMD3<Double>.zero
  var count = 1

  @inline(__always)
  mutating func append(_ w: SIMD3<Double>) {
    switch count {
    case 1: w1 = w
    case 2: w2 = w
    default: w3 = w
    }
    count += 1
  }

  /// As ``Simplex/reduce(knownOutside:)``.
  @inline(__always)
  mutating func reduce(knownOutside: Bool) -> SIMD3<Double>? {
    switch count {
    case 2: return edge()
    case 3: return triangle()
    default: return tetrahedron(knownOutside)
    }
  }

  @inline(__always)
  private mutating func edge() -> SIMD3<Double> {
    let way = w1 - w0
    let t = -dot(w0, way)
    count = 1
    if t <= 0 { return w0 }
    let square = way.squaredMagnitude
    if t >= square {
      w0 = w1
      return w0
    }
    count = 2
    return w0 + (t / square) * way
  }

  @inline(__always)
  private mutating func triangle() -> SIMD3<Double> {
    let ab = w1 - w0
    let ac = w2 - w0
    let normal = cross(ab, ac)
    let square = normal.squaredMagnitude
    let isLine = square <= 1e-24 * ab.squaredMagnitude * ac.squaredMagnitude
    let u = dot(normal, cross(w1, w2))
    let v = dot(normal, cross(w2, w0))
    let w = dot(normal, cross(w0, w1))
    if !isLine, u >= 0, v >= 0, w >= 0 {
      return (dot(normal, w0) / square) * normal
    }
    let (p, q, r) = (w0, w1, w2)
    var best = SIMD3<Double>(repeating: .infinity)
    var least = Double.infinity
    var kept = self
    for side in 0..<3 {
      guard isLine || (side == 0 ? u : (side == 1 ? v : w)) < 0 else { continue }
      var part = CornerSimplex(w0: side == 0 ? q : (side == 1 ? r : p))
      part.w1 = side == 0 ? r : (side == 1 ? p : q)
      let point = part.edge()
      let length = point.squaredMagnitude
      if length < least { (best, least, kept) = (point, length, part) }
    }
    self = kept
    return best
  }

  private mutating func tetrahedron(_ knownOutside: Bool) -> SIMD3<Double>? {
    let (p, q, r, s) = (w0, w1, w2, w3)
    var best = SIMD3<Double>.zero
    var least = Double.infinity
    var kept = self
    @inline(__always)
    func face(
      _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, _ opposite: SIMD3<Double>
    ) {
      let normal = cross(b - a, c - a)
      let away = opposite - a
      let inner = dot(normal, away)
      let flat = inner * inner <= 1e-20 * normal.squaredMagnitude * away.squaredMagnitude
      guard knownOutside || flat || -inner * dot(normal, a) <= 0 else { return }
      var part = CornerSimplex(w0: a)
      (part.w1, part.w2, part.count) = (b, c, 3)
      let point = part.triangle()
      let length = point.squaredMagnitude
      if length < least { (best, least, kept) = (point, length, part) }
    }
    // The last corner is new: the face without it was the best before, and is no better now.
    face(p, q, s, r)
    face(p, r, s, q)
    face(q, r, s, p)
    if least == .infinity || !knownOutside { face(p, q, r, s) }
    self = kept
    return least < .infinity ? best : nil
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
    var simplex = CornerSimplex(w0: v)
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
      simplex.append(w)
      guard let next = simplex.reduce(knownOutside: lower > 0) else { return 0 }
      let shorter = next.squaredMagnitude
      if shorter >= square { break }
      v = next
      square = shorter
    }
    return square.squareRoot()
  }
}
