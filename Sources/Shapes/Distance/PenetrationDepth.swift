import NumericalMethods

/// How deep two convex solids are in each other, by the expanding polytope (van den Bergen, *Proximity
/// queries and penetration depth computation*, 2001).
///
/// A polytope of corners of the difference A − B grows toward its face nearest to the origin. That
/// face is at most as far as the difference's surface, and the difference's support along the face's
/// normal at least as far: the depth is between the two. The growth ends when they are 1e-7 m apart,
/// or after 200 corners; the answer is the upper bound.
struct PenetrationDepth {
  private struct Face {
    var i: Int
    var j: Int
    var k: Int
    /// Outward, of length 1.
    var normal: SIMD3<Double>
    /// From the origin along the normal [m]; below zero where the origin is beyond the face.
    var distance: Double
  }

  /// The corners: points of A less points of B [m].
  private var w: [SIMD3<Double>] = []
  /// The points of A [m].
  private var a: [SIMD3<Double>] = []
  private var faces: [Face] = []
  private let inside: SIMD3<Double>

  /// The gap of two solids that are in each other; its distance is zero or below.
  static func of(_ a: ConvexSolid, _ b: ConvexSolid) -> SurfaceGap {
    var polytope = PenetrationDepth(a, b)
    var answer = SurfaceGap(
      distance: 0, lowerBound: 0, pointA: a.centre, pointB: a.centre, normal: SIMD3(1, 0, 0))
    var least = Double.infinity
    for _ in 0..<200 {
      guard let face = polytope.nearest else { break }
      let point = a.support(face.normal)
      let corner = point - b.support(-face.normal)
      let reach = dot(face.normal, corner)
      if reach < least {
        least = reach
        answer = polytope.gap(at: face, depth: reach)
      }
      if reach - face.distance <= 1e-7 || polytope.w.contains(corner) { break }
      polytope.grow(to: corner, from: point)
    }
    return answer
  }

  /// An octahedron about the middle of the difference, which boxes and cylinders have: every corner
  /// has another across from it.
  private init(_ first: ConvexSolid, _ second: ConvexSolid) {
    inside = first.centre - second.centre
    func corner(_ direction: SIMD3<Double>) -> (w: SIMD3<Double>, a: SIMD3<Double>) {
      let point = first.support(direction)
      return (point - second.support(-direction), point)
    }
    let one = corner(SIMD3(1, 0, 0))
    let s = one.w - inside
    let aside: SIMD3<Double> = abs(s.z) < abs(s.y) ? SIMD3(0, 0, 1) : SIMD3(0, 1, 0)
    let two = corner(cross(s, aside))
    let three = corner(cross(s, two.w - inside))
    for found in [one, two, three] {
      w += [found.w, 2 * inside - found.w]
      a += [found.a, 2 * first.centre - found.a]
    }
    for i in 0...1 {
      for j in 2...3 {
        for k in 4...5 { add(i, j, k) }
      }
    }
  }

  private var nearest: Face? {
    guard var best = faces.first else { return nil }
    for face in faces where face.distance < best.distance { best = face }
    return best
  }

  /// Adds a face; nothing where its corners lie on a line.
  private mutating func add(_ i: Int, _ j: Int, _ k: Int) {
    var normal = cross(w[j] - w[i], w[k] - w[i])
    let area = normal.magnitude
    guard area > 0 else { return }
    normal /= area
    if dot(normal, w[i] - inside) < 0 { normal = -normal }
    faces.append(Face(i: i, j: j, k: k, normal: normal, distance: dot(normal, w[i])))
  }

  /// Takes a corner in: the faces that it sees go, and their rim is joined to it.
  private mutating func grow(to corner: SIMD3<Double>, from point: SIMD3<Double>) {
    w.append(corner)
    a.append(point)
    let new = w.count - 1
    var rim: [(Int, Int)] = []
    func cross(_ i: Int, _ j: Int) {
      let edge = (min(i, j), max(i, j))
      if let known = rim.firstIndex(where: { $0 == edge }) {
        rim.remove(at: known)
      } else {
        rim.append(edge)
      }
    }
    var left: [Face] = []
    for face in faces {
      // Faces in whose plane the corner lies go too: joined to it they would be without area.
      guard dot(face.normal, corner) > face.distance - 1e-9 else {
        left.append(face)
        continue
      }
      cross(face.i, face.j)
      cross(face.j, face.k)
      cross(face.k, face.i)
    }
    faces = left
    for (i, j) in rim { add(i, j, new) }
  }

  /// What one face says: the plane through the support, and the points that its corners come from.
  private func gap(at face: Face, depth: Double) -> SurfaceGap {
    let (p, q, r) = (w[face.i], w[face.j], w[face.k])
    let foot = face.distance * face.normal
    let total = dot(cross(q - p, r - p), face.normal)
    let u = dot(cross(q - foot, r - foot), face.normal) / total
    let v = dot(cross(r - foot, p - foot), face.normal) / total
    let point = u * a[face.i] + v * a[face.j] + (1 - u - v) * a[face.k]
    return SurfaceGap(
      distance: -depth, lowerBound: -depth, pointA: point, pointB: point - foot,
      normal: face.normal)
  }
}
