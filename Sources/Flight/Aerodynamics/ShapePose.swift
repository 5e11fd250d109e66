import NumericalMethods
import Shapes

/// What air and light do to a body in one pose, found for the directions that were asked for.
///
/// Each node of the grid of directions has what ``AerodynamicTable`` has: the momentum of molecules
/// that come and of those that leave, at three speed ratios. A silhouette serves all nodes that
/// molecules along it reach.
struct ShapePose: Sendable {
  /// SIMD4 of a node: force and torque of three speed ratios, arriving and then leaving.
  static let nodeSize = 12
  /// Place of each cell of the grid among the nodes that are known; -1: not yet.
  private var slots: [Int32]
  private var values: [SIMD4<Double>] = []
  /// Place of each direction of molecules among the moments that are known.
  private var momentSlots: [Int32]
  private var moments: [FlowMoments] = []
  /// As ``slots``, of light: force and torque.
  private var lightSlots: [Int32]
  private var light: [SIMD4<Double>] = []
  /// Whether the body in this pose was looked at and found closed.
  private var isClosed = false

  init(cells: Int, directions: Int) {
    slots = [Int32](repeating: -1, count: cells)
    lightSlots = slots
    momentSlots = [Int32](repeating: -1, count: directions)
  }

  /// Adds a share of what air does at some cells to a table of those cells.
  ///
  /// - Parameter weights: of the six pairs of a node.
  func addAir(
    at cells: [Int], weights: InlineArray<6, Double>, share: Double, to table: inout AttitudeTable
  ) {
    for (node, cell) in cells.enumerated() where slots[cell] >= 0 {
      let start = Self.nodeSize * Int(slots[cell])
      var force = SIMD4<Double>.zero
      var torque = SIMD4<Double>.zero
      for layer in 0..<6 {
        force += weights[layer] * values[start + 2 * layer]
        torque += weights[layer] * values[start + 2 * layer + 1]
      }
      table.add(share * force, share * torque, node: node)
    }
  }

  /// Adds a share of what light does at some cells to a table of those cells.
  func addLight(at cells: [Int], share: Double, to table: inout AttitudeTable) {
    for (node, cell) in cells.enumerated() where lightSlots[cell] >= 0 {
      let start = 2 * Int(lightSlots[cell])
      table.add(share * light[start], share * light[start + 1], node: node)
    }
  }

  /// Finds what air does at those of the cells that are not known yet.
  mutating func meetAir(
    at cells: [Int], _ directions: NodeShares, cell: Double, surface: GasSurface,
    mesh: () -> TriangleMesh
  ) throws(ShapeError) {
    let missing = cells.filter { slots[$0] < 0 }
    guard !missing.isEmpty else { return }
    let mesh = mesh()
    var finder = try silhouettes(of: mesh, cell: cell)
    var places = momentSlots
    var known = moments
    for cell in missing {
      slots[cell] = Int32(values.count / Self.nodeSize)
      var leaving: [StreamCoefficients] = []
      for layer in 0..<3 {
        let found = directions.shares(of: cell, layer: layer).sum { index in
          if places[index] >= 0 { return known[Int(places[index])] }
          let silhouette = finder.silhouette(along: directions.directions.all[index])
          let new = FlowMoments(silhouette, of: mesh, surface: surface)
          places[index] = Int32(known.count)
          known.append(new)
          return new
        }
        append(found.incident)
        leaving.append(found.reflected)
      }
      for pair in leaving { append(pair) }
    }
    momentSlots = places
    moments = known
  }

  /// Finds what light does at those of the cells that are not known yet.
  mutating func meetLight(
    at cells: [Int], of grid: AttitudeTable, cell: Double, optics: SurfaceOptics,
    mesh: () -> TriangleMesh
  ) throws(ShapeError) {
    let missing = cells.filter { lightSlots[$0] < 0 }
    guard !missing.isEmpty else { return }
    let mesh = mesh()
    var finder = try silhouettes(of: mesh, cell: cell)
    for cell in missing {
      let found = StreamCoefficients.sunlight(
        on: finder.silhouette(along: grid.directions[cell]), of: mesh
      ) { _ in optics }
      lightSlots[cell] = Int32(light.count / 2)
      light += [SIMD4(found.force, 0), SIMD4(found.torque, 0)]
    }
  }

  /// A finder; that the mesh is closed is checked once, for it is the same each time.
  private mutating func silhouettes(
    of mesh: TriangleMesh, cell: Double
  ) throws(ShapeError) -> SilhouetteFinder {
    if isClosed { return try SilhouetteFinder(closed: mesh, cell: cell) }
    let finder = try SilhouetteFinder(mesh, cell: cell)
    isClosed = true
    return finder
  }

  private mutating func append(_ pair: StreamCoefficients) {
    values.append(SIMD4(pair.force, 0))
    values.append(SIMD4(pair.torque, 0))
  }
}

/// The directions of molecules with their shares in the nodes of a grid, found once for all poses.
struct NodeShares: Sendable {
  let directions: MoleculeDirections
  /// By node and speed ratio; empty where not asked for yet.
  private var shares: [[DirectionShare]]

  init(_ directions: MoleculeDirections, nodes: Int) {
    self.directions = directions
    shares = [[DirectionShare]](repeating: [], count: 3 * nodes)
  }

  /// Those of a node that was met.
  func shares(of node: Int, layer: Int) -> [DirectionShare] { shares[3 * node + layer] }

  /// Finds those of some nodes of a grid.
  mutating func meet(_ nodes: [Int], of grid: AttitudeTable) {
    for node in nodes where shares[3 * node].isEmpty {
      for layer in 0..<3 {
        shares[3 * node + layer] = directions.shares(
          DriftingMaxwellian(speedRatio: AerodynamicTable.speedRatios[layer]),
          grid.directions[node])
      }
    }
  }
}
