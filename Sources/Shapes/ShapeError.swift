import StationModel

/// What can be wrong with a shape.
public enum ShapeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A triangle names a corner that the mesh does not have.
  case noSuchCorner(triangle: Int, corner: Int, corners: Int)
  /// A corner whose place is not a number, or farther from the origin than rays can tell apart.
  case cornerOutOfReach(Int)
  /// A surface with a hole, or with a triangle that faces the other way.
  case openSurface(from: Int, to: Int)
  /// The library that follows rays refused.
  case raysRefused(code: Int)

  public var description: String {
    switch self {
    case .noSuchCorner(let triangle, let corner, let corners):
      "triangle \(triangle) names corner \(corner); allowed: 0 to \(corners - 1)"
    case .cornerOutOfReach(let corner):
      "corner \(corner) has no place within 10 km of the origin; allowed: finite coordinates"
    case .openSurface(let from, let to):
      "the mesh is not closed at the edge from corner \(from) to \(to); allowed: every edge shared "
        + "by two triangles that face the same side"
    case .raysRefused(let code):
      "Embree refused to make a scene (its error \(code)); allowed: a scene that memory holds"
    }
  }
}

extension TriangleMesh {
  /// The farthest that a corner may be from the origin along an axis [m].
  public static let reach = Assembly.reach

  /// Checks that every triangle has its corners and every corner a place.
  ///
  /// - Throws: ``ShapeError/noSuchCorner(triangle:corner:corners:)`` or
  ///   ``ShapeError/cornerOutOfReach(_:)``.
  public func checkCorners() throws(ShapeError) {
    for (index, v) in vertices.enumerated() {
      let inReach = abs(v.x) <= Self.reach && abs(v.y) <= Self.reach && abs(v.z) <= Self.reach
      guard inReach else { throw .cornerOutOfReach(index) }
    }
    for (index, triangle) in triangles.enumerated() {
      for place in 0..<3 {
        let corner = Int(triangle.corners[place])
        guard vertices.indices.contains(corner) else {
          throw .noSuchCorner(triangle: index, corner: corner, corners: vertices.count)
        }
      }
    }
  }

  /// Checks that the surface has an inside and an outside, and its corners places.
  ///
  /// - Throws: ``ShapeError``.
  public func checkClosed() throws(ShapeError) {
    try checkCorners()
    if let edge = firstOpenEdge { throw .openSurface(from: Int(edge.from), to: Int(edge.to)) }
  }
}
