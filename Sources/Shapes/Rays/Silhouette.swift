import NumericalMethods

/// What is seen of a mesh along one direction: of each triangle the part that nothing stands before.
public struct Silhouette: Sendable {
  /// The seen part of one triangle.
  public struct Patch: Sendable, Hashable {
    /// Index of the triangle in the mesh.
    public var triangle: Int
    /// Its area across the direction [m²].
    public var area: Double
    /// Its centroid, in the frame of the mesh [m].
    public var centroid: SIMD3<Double>
  }
  /// Along which it is seen, away from the eye; a unit vector.
  public var direction: SIMD3<Double>
  /// In the order of their triangles.
  public var patches: [Patch]

  /// The area across the direction, what is hidden left out [m²].
  public var area: Double { patches.reduce(0) { $0 + $1.area } }

  /// The centre of pressure of an even stream along the direction [m]; nil where nothing is seen.
  public var centroid: SIMD3<Double>? {
    let area = area
    guard area > 0 else { return nil }
    return (1 / area) * patches.reduce(SIMD3<Double>.zero) { $0 + $1.area * $1.centroid }
  }
}

/// Finds silhouettes of a mesh: a parallel ray in the middle of each cell of a square lattice across
/// the direction, and for each the triangle that it meets first.
///
/// All rays being parallel, the triangles are drawn into a buffer of depths, which finds the same as
/// following each ray, faster and in double precision: same bits on every processor. Triangles that
/// face away from the eye are left out, so surfaces must be closed. The lattice is turned by an angle
/// that no edge of a station has to the frame: lattices along the edges of boxes err by up to half a
/// cell along each, this one by chance. The error of the area falls faster than the cell; seen were at
/// most 0.25 % over 64 directions of the International Space Station at 0.3 m, and the tests hold it to
/// 0.6 %.
///
///     var finder = try SilhouetteFinder(mesh)
///     let silhouette = finder.silhouette(along: SIMD3(-1, 0, 0))
///     silhouette.area  // [m²]
public struct SilhouetteFinder: Sendable {
  /// What is looked at.
  public let mesh: TriangleMesh
  /// Edge of a cell [m].
  public let cell: Double

  private let normals: [SIMD3<Double>]
  private let bounds: (least: SIMD3<Double>, greatest: SIMD3<Double>)?
  private var places: [SIMD3<Double>]
  private var depths: [Double] = []
  private var seen: [Int32] = []
  private var sums: [SIMD3<Int>]

  /// The most cells of a lattice; a mesh that needs more gets larger cells.
  static let mostCells = 4_000_000

  /// A finder for a mesh.
  ///
  /// - Parameters:
  ///   - mesh: closed.
  ///   - cell: edge of a cell of the lattice [m], greater than zero.
  /// - Throws: ``ShapeError`` where the mesh is not closed or a corner has no place.
  public init(_ mesh: TriangleMesh, cell: Double = 0.25) throws(ShapeError) {
    try mesh.checkClosed()
    try self.init(closed: mesh, cell: cell)
  }

  /// A finder for a mesh that is known to be closed: what is seen of one that is not is wrong.
  ///
  /// - Throws: ``ShapeError`` where a corner has no place.
  public init(closed mesh: TriangleMesh, cell: Double) throws(ShapeError) {
    try mesh.checkCorners()
    self.mesh = mesh
    self.cell = max(cell, 1e-3)
    bounds = mesh.bounds
    normals = mesh.triangles.indices.map { mesh.areaVector(of: $0) }
    places = [SIMD3](repeating: .zero, count: mesh.vertices.count)
    sums = [SIMD3](repeating: .zero, count: mesh.triangles.count)
  }

  /// What is seen along a direction, away from the eye; nothing along one that is none: of length 0 or
  /// not finite.
  public mutating func silhouette(along direction: SIMD3<Double>) -> Silhouette {
    let along = direction.normalized
    // That of an infinite one is not a number, and no comparison holds for it.
    guard let bounds, along.squaredMagnitude > 0.5 else {
      return Silhouette(direction: .zero, patches: [])
    }
    let middle = 0.5 * (bounds.least + bounds.greatest)
    let (right, up) = Self.across(along)
    var least = SIMD3<Double>(repeating: .infinity)
    var greatest = -least
    places.withUnsafeMutableBufferPointer { places in
      mesh.vertices.withUnsafeBufferPointer { vertices in
        for index in places.indices {
          let p = vertices[index] - middle
          let place = SIMD3(dot(p, right), dot(p, up), dot(p, along))
          places[index] = place
          least = pointwiseMin(least, place)
          greatest = pointwiseMax(greatest, place)
        }
      }
    }
    let extent = greatest - least
    let finest = (extent.x * extent.y / Double(Self.mostCells)).squareRoot()
    let lattice = Lattice(
      corner: SIMD2(least.x, least.y), cell: max(cell, finest),
      columns: Int(extent.x / max(cell, finest)) + 1,
      rows: Int(extent.y / max(cell, finest)) + 1)
    draw(along, lattice)
    count(lattice)
    return Silhouette(
      direction: along, patches: patches(along, right: right, up: up, middle: middle, lattice))
  }

  /// Two unit vectors across a direction, turned off the axes.
  private static func across(_ along: SIMD3<Double>) -> (SIMD3<Double>, SIMD3<Double>) {
    // The least component's axis, turned by an angle whose tangent is the golden ratio's inverse.
    let size = SIMD3(abs(along.x), abs(along.y), abs(along.z))
    let helper: SIMD3<Double> =
      size.x <= size.y && size.x <= size.z
      ? SIMD3(1, 0, 0) : (size.y <= size.z ? SIMD3(0, 1, 0) : SIMD3(0, 0, 1))
    let first = cross(helper, along).normalized
    let second = cross(along, first)
    let right = (first + 0.618_033_988_749_894_9 * second).normalized
    return (right, cross(along, right))
  }

  private struct Lattice {
    var corner: SIMD2<Double>
    var cell: Double
    var columns: Int
    var rows: Int
  }

  /// Draws all triangles that face the eye into the buffer of depths.
  private mutating func draw(_ along: SIMD3<Double>, _ lattice: Lattice) {
    let size = lattice.columns * lattice.rows
    // The buffers are kept from one direction to the next: new memory costs as much as the drawing.
    if depths.count < size {
      depths = [Double](repeating: .infinity, count: size)
      seen = [Int32](repeating: -1, count: size)
    }
    let scale = 1 / lattice.cell
    // In cells, so that the middle of the cell (column, row) is at (column, row).
    let corner = SIMD3(lattice.corner.x, lattice.corner.y, 0)
    let steps = SIMD3(scale, scale, 1)
    let half = SIMD3(0.5, 0.5, 0)
    depths.withUnsafeMutableBufferPointer { depths in
      seen.withUnsafeMutableBufferPointer { seen in
        depths[..<size].update(repeating: .infinity)
        seen[..<size].update(repeating: -1)
        places.withUnsafeMutableBufferPointer { places in
          for index in places.indices { places[index] = (places[index] - corner) * steps - half }
          for (index, triangle) in mesh.triangles.enumerated()
          where dot(normals[index], along) < 0 {
            let corners = triangle.corners
            Self.draw(
              places[Int(corners.x)], places[Int(corners.y)], places[Int(corners.z)],
              Int32(index), lattice.columns, lattice.rows, depths, seen)
          }
        }
      }
    }
  }

  /// Draws one triangle: in each row the cells between its edges, which are told from their lower end,
  /// so that two triangles have the same edge between them.
  private static func draw(
    _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, _ index: Int32, _ columns: Int,
    _ rows: Int, _ depths: UnsafeMutableBufferPointer<Double>,
    _ seen: UnsafeMutableBufferPointer<Int32>
  ) {
    var (low, middle, high) = (a, b, c)
    if middle.y < low.y { swap(&low, &middle) }
    if high.y < middle.y {
      swap(&middle, &high)
      if middle.y < low.y { swap(&low, &middle) }
    }
    let bottom = max(0, roundedUp(low.y))
    let top = min(rows - 1, roundedDown(high.y))
    guard bottom <= top else { return }
    let determinant = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
    guard determinant != 0 else { return }
    let slopeX = ((b.z - a.z) * (c.y - a.y) - (c.z - a.z) * (b.y - a.y)) / determinant
    let slopeY = ((c.z - a.z) * (b.x - a.x) - (b.z - a.z) * (c.x - a.x)) / determinant
    let long = (high.x - low.x) / (high.y - low.y)
    let lower = middle.y > low.y ? (middle.x - low.x) / (middle.y - low.y) : 0
    let upper = high.y > middle.y ? (high.x - middle.x) / (high.y - middle.y) : 0
    for row in bottom...top {
      let y = Double(row)
      let one = low.x + (y - low.y) * long
      let other =
        y < middle.y ? low.x + (y - low.y) * lower : middle.x + (y - middle.y) * upper
      let first = max(0, roundedUp(min(one, other)))
      let last = min(columns - 1, roundedDown(max(one, other)))
      guard first <= last else { continue }
      let start = a.z + (y - a.y) * slopeY - a.x * slopeX
      let base = row * columns
      for column in first...last {
        let depth = start + Double(column) * slopeX
        if depth < depths[base + column] {
          depths[base + column] = depth
          seen[base + column] = index
        }
      }
    }
  }

  /// The least whole number that is no less; processors without SSE4.1 call a library for it otherwise.
  @inline(__always)
  private static func roundedUp(_ x: Double) -> Int {
    let whole = Int(x)
    return Double(whole) < x ? whole + 1 : whole
  }

  /// The greatest whole number that is no more.
  @inline(__always)
  private static func roundedDown(_ x: Double) -> Int {
    let whole = Int(x)
    return Double(whole) > x ? whole - 1 : whole
  }

  /// Counts the cells of each triangle and adds up their columns and rows, run by run.
  private mutating func count(_ lattice: Lattice) {
    seen.withUnsafeBufferPointer { seen in
      sums.withUnsafeMutableBufferPointer { sums in
        sums.update(repeating: .zero)
        for row in 0..<lattice.rows {
          let base = row * lattice.columns
          var column = 0
          while column < lattice.columns {
            let triangle = seen[base + column]
            var end = column + 1
            while end < lattice.columns, seen[base + end] == triangle { end += 1 }
            if triangle >= 0 {
              let cells = end - column
              sums[Int(triangle)] &+= SIMD3(
                cells, cells * (column + end - 1) / 2, cells * row)
            }
            column = end
          }
        }
      }
    }
  }

  private func patches(
    _ along: SIMD3<Double>, right: SIMD3<Double>, up: SIMD3<Double>, middle: SIMD3<Double>,
    _ lattice: Lattice
  ) -> [Silhouette.Patch] {
    var patches: [Silhouette.Patch] = []
    for (triangle, sum) in sums.enumerated() where sum.x > 0 {
      let count = Double(sum.x)
      let x = lattice.corner.x + (Double(sum.y) / count + 0.5) * lattice.cell
      let y = lattice.corner.y + (Double(sum.z) / count + 0.5) * lattice.cell
      // The centroid of the cells lies in the triangle's plane, at the depth that it has there.
      let flat = middle + x * right + y * up
      let normal = normals[triangle]
      let corner = mesh.vertices[Int(mesh.triangles[triangle].corners.x)]
      let depth = dot(normal, corner - flat) / dot(normal, along)
      patches.append(
        Silhouette.Patch(
          triangle: triangle, area: count * lattice.cell * lattice.cell,
          centroid: flat + depth * along))
    }
    return patches
  }
}
