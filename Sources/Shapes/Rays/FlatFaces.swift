import NumericalMethods

/// The surfaces of a mesh as flat convex polygons: neighbouring triangles of a solid that lie in one plane
/// are one, such as both halves of a side of a box, or all of a cylinder's end.
///
/// They are what is drawn of a mesh, in a third of the time that its triangles take. Which triangles belong
/// together does not change as solids are moved: what is found in one pose holds in all.
public struct FlatFaces: Sendable {
  /// The place in ``corners`` at which each face begins, and that at which the last ends.
  let starts: [Int32]
  /// Indices of vertices, counter-clockwise from outside.
  let corners: [Int32]
  /// One triangle of each face.
  let triangles: [Int32]

  /// Two normals of length 1 whose cross product is shorter than this are one [rad].
  private static let parallel = 1e-9
  /// Planes that are nearer are one [m].
  private static let near = 1e-7
  /// So many faces of a solid, the last found, are looked at for one that a triangle is part of: a
  /// cylinder of 48 sides has 50.
  private static let lookedAt = 64

  /// The faces of a mesh, in the order of their first triangles.
  public init(of mesh: TriangleMesh) {
    var groups: [Group] = []
    for (index, triangle) in mesh.triangles.enumerated() {
      let normal = mesh.areaVector(of: index).normalized
      let point = mesh.vertices[Int(triangle.corners.x)]
      let found = groups.indices.suffix(Self.lookedAt).last { place in
        let group = groups[place]
        return group.solid == triangle.solid && dot(normal, group.normal) > 0
          && cross(normal, group.normal).squaredMagnitude < Self.parallel * Self.parallel
          && abs(dot(group.normal, point - group.point)) < Self.near
      }
      if let found {
        groups[found].triangles.append(Int32(index))
      } else {
        groups.append(
          Group(solid: triangle.solid, normal: normal, point: point, triangles: [Int32(index)]))
      }
    }
    var starts: [Int32] = [0]
    var corners: [Int32] = []
    var triangles: [Int32] = []
    func add(_ outline: [Int32], _ triangle: Int32) {
      corners += outline
      starts.append(Int32(corners.count))
      triangles.append(triangle)
    }
    for group in groups {
      if let outline = group.outline(in: mesh) {
        add(outline, group.triangles[0])
      } else {
        for index in group.triangles {
          let own = mesh.triangles[Int(index)].corners
          add([own.x, own.y, own.z], index)
        }
      }
    }
    self.starts = starts
    self.corners = corners
    self.triangles = triangles
  }

  /// How many there are.
  public var count: Int { triangles.count }

  /// Triangles of one solid in one plane.
  private struct Group {
    var solid: Int32
    var normal: SIMD3<Double>
    var point: SIMD3<Double>
    var triangles: [Int32]

    /// The one convex polygon that they make; nil where they do not.
    func outline(in mesh: TriangleMesh) -> [Int32]? {
      let edges = triangles.flatMap { index -> [SIMD2<Int32>] in
        let c = mesh.triangles[Int(index)].corners
        return [SIMD2(c.x, c.y), SIMD2(c.y, c.z), SIMD2(c.z, c.x)]
      }
      let border = edges.filter { edge in
        !edges.contains { $0.x == edge.y && $0.y == edge.x }
      }
      guard let first = border.first else { return nil }
      var outline = [first.x]
      var here = first.y
      while here != first.x, outline.count < border.count {
        outline.append(here)
        let next = border.filter { $0.x == here }
        guard next.count == 1 else { return nil }
        here = next[0].y
      }
      guard here == first.x, outline.count == border.count, isConvex(outline, in: mesh) else {
        return nil
      }
      return outline
    }

    private func isConvex(_ outline: [Int32], in mesh: TriangleMesh) -> Bool {
      let points = outline.map { mesh.vertices[Int($0)] }
      return points.indices.allSatisfy { place in
        let (a, b) = (points[place], points[(place + 1) % points.count])
        let c = points[(place + 2) % points.count]
        let (one, next) = (b - a, c - b)
        return dot(cross(one, next), normal) > -1e-9 * one.magnitude * next.magnitude
      }
    }
  }
}
