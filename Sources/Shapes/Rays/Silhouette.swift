import NumericalMethods

/// What is seen of a mesh along one direction: of each flat face the part that nothing stands before.
public struct Silhouette: Sendable {
  /// The seen part of one face.
  public struct Patch: Sendable, Hashable {
    /// Index of a triangle of the face in the mesh: the first of those that lie in its plane beside each
    /// other.
    public var triangle: Int
    /// Its area across the direction [m²].
    public var area: Double
    /// Its centroid, in the frame of the mesh [m].
    public var centroid: SIMD3<Double>
  }
  /// Along which it is seen, away from the eye; a unit vector.
  public var direction: SIMD3<Double>
  /// In the order of the faces.
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
/// All rays being parallel, the faces are drawn into a buffer of depths, which finds the same as
/// following each ray, faster and in double precision: same bits on every processor. Those that
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

  private let faces: FlatFaces
  /// Of each face, as long as the area of one of its triangles.
  private let normals: [SIMD3<Double>]
  private let bounds: (least: SIMD3<Double>, greatest: SIMD3<Double>)?
  private var places: [SIMD3<Double>]
  /// Of the cells, infinite between two drawings.
  private var depths: [Double] = []
  private var seen: [Int32] = []
  private var lines: [Canvas.Line] = []
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
  /// - Parameters:
  ///   - mesh: closed.
  ///   - cell: edge of a cell of the lattice [m], greater than zero.
  ///   - known: of the mesh, or of one with the same triangles whose solids stand elsewhere; nil: they are
  ///     found.
  /// - Throws: ``ShapeError`` where a corner has no place.
  public init(
    closed mesh: TriangleMesh, cell: Double, faces known: FlatFaces? = nil
  ) throws(ShapeError) {
    try mesh.checkCorners()
    self.mesh = mesh
    self.cell = max(cell, 1e-3)
    let faces = known ?? FlatFaces(of: mesh)
    self.faces = faces
    bounds = mesh.bounds
    normals = faces.triangles.map { mesh.areaVector(of: Int($0)) }
    places = [SIMD3](repeating: .zero, count: mesh.vertices.count)
    sums = [SIMD3](repeating: .zero, count: faces.count)
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
    draw(along, right: right, up: up, lattice)
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

  /// Draws all faces that face the eye into the buffer of depths.
  private mutating func draw(
    _ along: SIMD3<Double>, right: SIMD3<Double>, up: SIMD3<Double>, _ lattice: Lattice
  ) {
    let size = lattice.columns * lattice.rows
    // The buffers are kept from one direction to the next: new memory costs as much as the drawing.
    if depths.count < size {
      depths = [Double](repeating: .infinity, count: size)
      seen = [Int32](repeating: -1, count: size)
    }
    lines = [Canvas.Line](repeating: Canvas.Line(columns: lattice.columns), count: lattice.rows)
    let scale = 1 / lattice.cell
    // In cells, so that the middle of the cell (column, row) is at (column, row).
    let corner = SIMD3(lattice.corner.x, lattice.corner.y, 0)
    let steps = SIMD3(scale, scale, 1)
    let half = SIMD3(0.5, 0.5, 0)
    for index in places.indices { places[index] = (places[index] - corner) * steps - half }
    let slopes = normals.map { normal -> SIMD2<Double>? in
      let facing = dot(normal, along)
      guard facing < 0 else { return nil }
      return -lattice.cell / facing * SIMD2(dot(normal, right), dot(normal, up))
    }
    depths.withUnsafeMutableBufferPointer { depths in
      seen.withUnsafeMutableBufferPointer { seen in
        lines.withUnsafeMutableBufferPointer { lines in
          places.withUnsafeBufferPointer { places in
            faces.corners.withUnsafeBufferPointer { corners in
              let canvas = Canvas(
                columns: lattice.columns, rows: lattice.rows, depths: depths, seen: seen,
                lines: lines, places: places, corners: corners)
              for (face, slope) in slopes.enumerated() {
                guard let slope else { continue }
                canvas.draw(
                  Int32(face), from: Int(faces.starts[face]), to: Int(faces.starts[face + 1]),
                  slope: slope)
              }
            }
          }
        }
      }
    }
  }

  /// Counts the cells of each face and adds up their columns and rows, run by run, and leaves the buffers
  /// as they were before the drawing.
  private mutating func count(_ lattice: Lattice) {
    seen.withUnsafeMutableBufferPointer { seen in
      sums.withUnsafeMutableBufferPointer { sums in
        sums.update(repeating: .zero)
        for (row, line) in lines.enumerated() where line.first <= line.last {
          let base = row * lattice.columns
          var column = line.first
          while column <= line.last {
            let face = seen[base + column]
            var end = column + 1
            while end <= line.last, seen[base + end] == face { end += 1 }
            if face >= 0 {
              let cells = end - column
              sums[Int(face)] &+= SIMD3(cells, cells * (column + end - 1) / 2, cells * row)
            }
            column = end
          }
          seen[(base + line.first)...(base + line.last)].update(repeating: -1)
        }
      }
    }
    depths.withUnsafeMutableBufferPointer { depths in
      for (row, line) in lines.enumerated() where line.first <= line.last {
        let base = row * lattice.columns
        depths[(base + line.first)...(base + line.last)].update(repeating: .infinity)
      }
    }
  }

  private func patches(
    _ along: SIMD3<Double>, right: SIMD3<Double>, up: SIMD3<Double>, middle: SIMD3<Double>,
    _ lattice: Lattice
  ) -> [Silhouette.Patch] {
    var patches: [Silhouette.Patch] = []
    for (face, sum) in sums.enumerated() where sum.x > 0 {
      let count = Double(sum.x)
      let x = lattice.corner.x + (Double(sum.y) / count + 0.5) * lattice.cell
      let y = lattice.corner.y + (Double(sum.z) / count + 0.5) * lattice.cell
      // The centroid of the cells lies in the face's plane, at the depth that it has there.
      let flat = middle + x * right + y * up
      let normal = normals[face]
      let corner = mesh.vertices[Int(faces.corners[Int(faces.starts[face])])]
      let depth = dot(normal, corner - flat) / dot(normal, along)
      patches.append(
        Silhouette.Patch(
          triangle: Int(faces.triangles[face]), area: count * lattice.cell * lattice.cell,
          centroid: flat + depth * along))
    }
    return patches
  }
}
