extension TriangleMesh {
  /// An edge of a triangle, from one corner to the next.
  public struct Edge: Sendable, Hashable {
    /// Index of the corner where it begins.
    public var from: Int32
    /// Index of the corner where it ends.
    public var to: Int32

    /// An edge between two corners.
    public init(from: Int32, to: Int32) {
      self.from = from
      self.to = to
    }
  }

  /// Whether every edge is shared by two triangles that run along it in opposite directions, so that
  /// the surface has an inside and an outside.
  ///
  /// Corners count as the same by index, not by place.
  public var isClosed: Bool { firstOpenEdge == nil }

  /// The first edge, in the order of corners, that is not met by exactly one edge the other way or
  /// that two triangles run along in the same direction; nil on a closed surface.
  public var firstOpenEdge: Edge? {
    var edges: [UInt64] = []
    edges.reserveCapacity(3 * triangles.count)
    for triangle in triangles {
      let c = triangle.corners
      for (from, to) in [(c.x, c.y), (c.y, c.z), (c.z, c.x)] {
        edges.append(UInt64(UInt32(bitPattern: from)) << 32 | UInt64(UInt32(bitPattern: to)))
      }
    }
    edges.sort()
    for (place, edge) in edges.enumerated() {
      let repeated = place > 0 && edges[place - 1] == edge
      if repeated || !Self.contains(edges, edge << 32 | edge >> 32) {
        return Edge(
          from: Int32(bitPattern: UInt32(edge >> 32)),
          to: Int32(bitPattern: UInt32(truncatingIfNeeded: edge)))
      }
    }
    return nil
  }

  private static func contains(_ sorted: [UInt64], _ value: UInt64) -> Bool {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == value
  }
}
