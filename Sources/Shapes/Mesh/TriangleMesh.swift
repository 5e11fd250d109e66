import NumericalMethods
import StationModel

/// The surfaces of solids as triangles, in one frame: what rays meet, what the flow and the Sun press
/// on, what is drawn.
///
/// Corners run counter-clockwise when seen from outside. Corners of one solid are shared by its
/// triangles, those of two solids are not, so that every solid's surface is closed by itself; solids
/// may touch or reach into each other.
///
///     let mesh = TriangleMesh(of: assembly.solids(of: piece.modules))
///     mesh.area  // of all surfaces, hidden ones too [m²]
public struct TriangleMesh: Sendable {
  /// One triangle, by the indices of its corners, and where it belongs.
  public struct Triangle: Sendable, Hashable {
    /// Indices of its three corners, counter-clockwise from outside.
    public var corners: SIMD3<Int32>
    /// The solid whose surface it is part of: an index of the list that the mesh was made from.
    public var solid: Int32
    /// The module it belongs to: an index of the assembly.
    public var module: Int32

    /// A triangle from its parts.
    public init(corners: SIMD3<Int32>, solid: Int32 = 0, module: Int32 = 0) {
      self.corners = corners
      self.solid = solid
      self.module = module
    }
  }

  /// Corners [m].
  public var vertices: [SIMD3<Double>]
  /// In the order of their solids.
  public var triangles: [Triangle]

  /// A mesh of triangles that are known to be sound.
  ///
  /// - Parameters:
  ///   - vertices: the corners [m].
  ///   - triangles: each with indices of `vertices`.
  public init(vertices: [SIMD3<Double>] = [], triangles: [Triangle] = []) {
    self.vertices = vertices
    self.triangles = triangles
  }

  /// The surfaces of placed solids, in the frame that they are placed in.
  ///
  /// - Parameters:
  ///   - solids: in their order.
  ///   - sides: of the polygon that stands for a circle, at least 3; its corners lie on the circle. At
  ///     48 sides its area is 0.29 % below the circle's, its circumference 0.07 %.
  public init(of solids: [PlacedSolid], sides: Int = 48) {
    self.init()
    for (index, solid) in solids.enumerated() {
      append(solid, index: Int32(index), sides: max(3, sides))
    }
  }

  /// The three corners of a triangle [m].
  @inlinable
  public func corners(
    of triangle: Int
  ) -> (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
    let c = triangles[triangle].corners
    return (vertices[Int(c.x)], vertices[Int(c.y)], vertices[Int(c.z)])
  }

  /// The outward normal of a triangle, its length the triangle's area [m²].
  @inlinable
  public func areaVector(of triangle: Int) -> SIMD3<Double> {
    let (a, b, c) = corners(of: triangle)
    return 0.5 * cross(b - a, c - a)
  }

  /// The area of all triangles [m²].
  public var area: Double {
    triangles.indices.reduce(0) { $0 + areaVector(of: $1).magnitude }
  }

  /// The volume that closed surfaces enclose, overlaps counted twice [m³].
  public var volume: Double {
    triangles.indices.reduce(0) {
      let (a, b, c) = corners(of: $1)
      return $0 + dot(a, cross(b, c)) / 6
    }
  }

  /// The smallest box along the axes that holds all corners [m]; nil without corners.
  public var bounds: (least: SIMD3<Double>, greatest: SIMD3<Double>)? {
    guard let first = vertices.first else { return nil }
    return vertices.reduce((least: first, greatest: first)) {
      (pointwiseMin($0.least, $1), pointwiseMax($0.greatest, $1))
    }
  }

  /// Adds the triangles of another mesh, whose solids follow this one's.
  public mutating func append(_ other: TriangleMesh) {
    let firstVertex = Int32(vertices.count)
    let firstSolid = (triangles.map(\.solid).max() ?? -1) + 1
    vertices += other.vertices
    triangles += other.triangles.map { triangle in
      Triangle(
        corners: triangle.corners &+ firstVertex, solid: triangle.solid + firstSolid,
        module: triangle.module)
    }
  }
}

extension TriangleMesh {
  /// The sides of a box, whose corners are numbered in binary: bit 2 is set at the greater x, bit 1 at
  /// the greater y, bit 0 at the greater z.
  private static let boxFaces: [SIMD4<Int32>] = [
    SIMD4(0, 1, 3, 2), SIMD4(4, 6, 7, 5), SIMD4(0, 4, 5, 1), SIMD4(2, 3, 7, 6),
    SIMD4(0, 2, 6, 4), SIMD4(1, 5, 7, 3),
  ]

  private mutating func append(_ solid: PlacedSolid, index: Int32, sides: Int) {
    let first = Int32(vertices.count)
    func add(_ a: Int32, _ b: Int32, _ c: Int32) {
      triangles.append(
        Triangle(
          corners: SIMD3(first + a, first + b, first + c), solid: index,
          module: Int32(solid.module)))
    }
    func place(_ p: SIMD3<Double>) { vertices.append(solid.centre + solid.axes * p) }
    switch solid.form {
    case .box(let size):
      for number in 0..<8 {
        let signs = SIMD3<Double>(
          number & 4 == 0 ? -0.5 : 0.5, number & 2 == 0 ? -0.5 : 0.5, number & 1 == 0 ? -0.5 : 0.5)
        place(signs * size)
      }
      for face in Self.boxFaces {
        add(face.x, face.y, face.z)
        add(face.x, face.z, face.w)
      }
    case .cylinder(let axis, let length, let diameter):
      // Two corners a side (low end, high end), then the two centres of the ends.
      for side in 0..<sides {
        let (sine, cosine) = Elementary.sinCos(2 * Double.pi * Double(side) / Double(sides))
        var p = SIMD3<Double>.zero
        p[(axis + 1) % 3] = 0.5 * diameter * cosine
        p[(axis + 2) % 3] = 0.5 * diameter * sine
        for end in [-0.5, 0.5] {
          p[axis] = end * length
          place(p)
        }
      }
      for end in [-0.5, 0.5] {
        var p = SIMD3<Double>.zero
        p[axis] = end * length
        place(p)
      }
      let count = Int32(sides)
      for side in 0..<count {
        let here = 2 * side
        let next = 2 * ((side + 1) % count)
        add(here, next, next + 1)
        add(here, next + 1, here + 1)
        add(2 * count, next, here)
        add(2 * count + 1, here + 1, next + 1)
      }
    }
  }
}
