import NumericalMethods

/// One to four points of the difference of two convex bodies, each with the point of the first body
/// that it came from.
///
/// The nearest point to the origin is found by what the origin is beyond: faces of the four corners,
/// edges of a face, ends of an edge (Ericson, *Real-Time Collision Detection*, 2005, sec. 5.1).
struct Simplex {
  /// The corners: points of A less points of B [m].
  var w0 = SIMD3<Double>.zero
  var w1 = SIMD3<Double>.zero
  var w2 = SIMD3<Double>.zero
  var w3 = SIMD3<Double>.zero
  /// The points of A [m].
  var a0 = SIMD3<Double>.zero
  var a1 = SIMD3<Double>.zero
  var a2 = SIMD3<Double>.zero
  var a3 = SIMD3<Double>.zero
  var count = 0
  /// What part each corner has in the nearest point.
  var weights = SIMD4<Double>(1, 0, 0, 0)

  @inline(__always)
  mutating func append(_ w: SIMD3<Double>, from a: SIMD3<Double>) {
    switch count {
    case 0: (w0, a0) = (w, a)
    case 1: (w1, a1) = (w, a)
    case 2: (w2, a2) = (w, a)
    default: (w3, a3) = (w, a)
    }
    count += 1
  }

  /// The point of the first body that belongs to the nearest point.
  var firstPoint: SIMD3<Double> {
    var p = weights.x * a0
    if count > 1 { p += weights.y * a1 }
    if count > 2 { p += weights.z * a2 }
    if count > 3 { p += weights.w * a3 }
    return p
  }

  /// Leaves only the corners that carry the nearest point to the origin, and returns it; nil where
  /// the origin is inside four corners, unless it is known to be outside. All but the last corner are
  /// what was left before.
  @inline(__always)
  mutating func reduce(knownOutside: Bool) -> SIMD3<Double>? {
    switch count {
    case 1:
      weights = SIMD4(1, 0, 0, 0)
      return w0
    case 2: return reduceSegment()
    case 3: return reduceTriangle()
    default: return reduceTetrahedron(knownOutside: knownOutside)
    }
  }

  @inline(__always)
  private mutating func keep0() -> SIMD3<Double> {
    count = 1
    weights = SIMD4(1, 0, 0, 0)
    return w0
  }

  @inline(__always)
  private mutating func reduceSegment() -> SIMD3<Double> {
    let edge = w1 - w0
    let t = -dot(w0, edge)
    if t <= 0 { return keep0() }
    let square = edge.squaredMagnitude
    if t >= square {
      (w0, a0) = (w1, a1)
      return keep0()
    }
    let s = t / square
    weights = SIMD4(1 - s, s, 0, 0)
    return w0 + s * edge
  }

  /// The foot of the plane where it is inside, or else the nearest point of the edges that it is
  /// beyond; a triangle that is nearly a line has edges only, so that no digits are lost in it.
  @inline(__always)
  private mutating func reduceTriangle() -> SIMD3<Double> {
    let ab = w1 - w0
    let ac = w2 - w0
    let normal = cross(ab, ac)
    let square = normal.squaredMagnitude
    let isLine = square <= 1e-24 * ab.squaredMagnitude * ac.squaredMagnitude
    let u = dot(normal, cross(w1, w2))
    let v = dot(normal, cross(w2, w0))
    let w = dot(normal, cross(w0, w1))
    if !isLine, u >= 0, v >= 0, w >= 0 {
      let total = u + v + w
      weights = SIMD4(u / total, v / total, w / total, 0)
      return weights.x * w0 + weights.y * w1 + weights.z * w2
    }
    var best = SIMD3<Double>(repeating: .infinity)
    var simplex = self
    func edge(_ p: SIMD3<Double>, _ a: SIMD3<Double>, _ q: SIMD3<Double>, _ b: SIMD3<Double>) {
      var part = Simplex()
      (part.w0, part.a0, part.w1, part.a1) = (p, a, q, b)
      part.count = 2
      let point = part.reduceSegment()
      if !(point.squaredMagnitude >= best.squaredMagnitude) {
        best = point
        simplex = part
      }
    }
    if isLine || u < 0 { edge(w1, a1, w2, a2) }
    if isLine || v < 0 { edge(w2, a2, w0, a0) }
    if isLine || w < 0 { edge(w0, a0, w1, a1) }
    self = simplex
    return best
  }

  private mutating func reduceTetrahedron(knownOutside: Bool) -> SIMD3<Double>? {
    var best: (point: SIMD3<Double>, simplex: Simplex)?
    var least = Double.infinity
    for turn in 1...4 {
      let face = turn & 3
      // The last corner is new: the face without it was the best before, and is no better now.
      if face == 0, knownOutside, best != nil { break }
      var part = self
      part.count = 3
      let opposite: SIMD3<Double>
      switch face {
      case 0: opposite = w3
      case 1:
        opposite = w2
        (part.w2, part.a2) = (w3, a3)
      case 2:
        opposite = w1
        (part.w1, part.a1) = (w2, a2)
        (part.w2, part.a2) = (w3, a3)
      default:
        opposite = w0
        (part.w0, part.a0) = (w3, a3)
      }
      let normal = cross(part.w1 - part.w0, part.w2 - part.w0)
      let inner = dot(normal, opposite - part.w0)
      let origin = -dot(normal, part.w0)
      // The origin is beyond this face, or the four lie in one plane to the last digits.
      let flat =
        inner * inner <= 1e-20 * normal.squaredMagnitude * (opposite - part.w0).squaredMagnitude
      guard knownOutside || flat || inner * origin <= 0 else { continue }
      let point = part.reduceTriangle()
      let square = point.squaredMagnitude
      if square < least {
        least = square
        best = (point, part)
      }
    }
    guard let best else { return nil }
    self = best.simplex
    return best.point
  }
}
