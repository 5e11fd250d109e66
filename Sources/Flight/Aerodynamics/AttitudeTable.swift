import NumericalMethods

/// Forces and torques over the direction of a stream, with cubic interpolation.
///
/// Nodes lie in the middle of the cells of a grid of latitude and longitude, which goes on across its
/// poles; only those that the range needs are there.
struct AttitudeTable: Sendable, Hashable {
  /// The most pairs of force and torque that a node has.
  static let mostLayers = 6

  let rows: Int
  let columns: Int
  let layers: Int
  /// Place of each cell of the grid among the nodes; -1 where there is none.
  let slots: [Int32]
  /// Direction of each node.
  let directions: [SIMD3<Double>]
  /// By node and layer: force, torque.
  private(set) var values: [SIMD4<Double>]

  /// An empty table.
  ///
  /// - Parameters:
  ///   - step: between nodes [rad].
  ///   - range: the directions that it reaches.
  ///   - layers: pairs of force and torque of each node.
  init(step: Double, range: AttitudeRange, layers: Int) {
    let rows = max(8, Int((Double.pi / max(step, 1e-3)).rounded()))
    let columns = 2 * rows
    var slots = [Int32](repeating: -1, count: rows * columns)
    var directions: [SIMD3<Double>] = []
    for row in 0..<rows {
      let (sinPolar, cosPolar) = Elementary.sinCos((Double(row) + 0.5) * .pi / Double(rows))
      for column in 0..<columns {
        let (sine, cosine) = Elementary.sinCos(Double(column) * .pi / Double(rows))
        let direction = SIMD3(sinPolar * cosine, sinPolar * sine, cosPolar)
        if Self.needs(direction, range, margin: 3 * .pi / Double(rows)) {
          slots[row * columns + column] = Int32(directions.count)
          directions.append(direction)
        }
      }
    }
    self.rows = rows
    self.columns = columns
    self.layers = min(layers, Self.mostLayers)
    self.slots = slots
    self.directions = directions
    values = [SIMD4](repeating: .zero, count: 2 * self.layers * directions.count)
  }

  /// An empty table of one pair of force and torque over some cells of a whole grid.
  ///
  /// - Parameters:
  ///   - grid: the table that has all cells.
  ///   - cells: of it, rising.
  init(_ cells: [Int], of grid: AttitudeTable) {
    rows = grid.rows
    columns = grid.columns
    layers = 1
    var slots = [Int32](repeating: -1, count: grid.slots.count)
    for (place, cell) in cells.enumerated() { slots[cell] = Int32(place) }
    self.slots = slots
    directions = cells.map { grid.directions[$0] }
    values = [SIMD4](repeating: .zero, count: 2 * cells.count)
  }

  /// The cells of a whole grid between which directions within `angle` [rad] of one lie, rising.
  func cells(within angle: Double, of direction: SIMD3<Double>) -> [Int] {
    let perStep = Double(rows) / .pi
    let polar = Elementary.acos(max(-1, min(1, direction.z)))
    let sine = Elementary.sin(polar)
    // The circle about the direction touches meridians that are this far off; rounding aside.
    let reach = Elementary.sin(angle) + 1e-9
    guard angle < 0.25 * .pi else { return Array(directions.indices) }
    let y = polar * perStep - 0.5
    let x = Elementary.atan2(direction.y, direction.x) * perStep
    let high = (angle + 1e-9) * perStep
    // All meridians where the circle goes around a pole.
    let wide = reach < sine ? Elementary.asin(reach / sine) * perStep : Double(columns)
    let firstColumn = Int((x - wide).rounded(.down)) - 1
    let lastColumn = min(Int((x + wide).rounded(.down)) + 2, firstColumn + columns - 1)
    var cells: [Int] = []
    for row in (Int((y - high).rounded(.down)) - 1)...(Int((y + high).rounded(.down)) + 2) {
      for column in firstColumn...lastColumn { cells.append(cell(row, column)) }
    }
    cells.sort()
    return cells.indices.filter { $0 == 0 || cells[$0] != cells[$0 - 1] }.map { cells[$0] }
  }

  /// The table with `share` of its values.
  func scaled(by share: Double) -> AttitudeTable {
    var table = self
    for index in values.indices { table.values[index] = share * values[index] }
    return table
  }

  /// The table with `share` of the values of another one of the same nodes on top.
  func adding(_ other: AttitudeTable, _ share: Double) -> AttitudeTable {
    var table = self
    for index in values.indices { table.values[index] += share * other.values[index] }
    return table
  }

  /// Adds a force and a torque to what a node of a table of one layer has.
  mutating func add(_ force: SIMD4<Double>, _ torque: SIMD4<Double>, node: Int) {
    values[2 * node] += force
    values[2 * node + 1] += torque
  }

  /// Whether a node within `margin` of the range is wanted [rad].
  private static func needs(
    _ direction: SIMD3<Double>, _ range: AttitudeRange, margin: Double
  ) -> Bool {
    guard case .within(let angle, let centre) = range, angle + margin < .pi else { return true }
    return dot(direction, centre.normalized) >= Elementary.cos(angle + margin)
  }

  mutating func set(_ value: StreamCoefficients, node: Int, layer: Int) {
    let place = 2 * (layer + layers * node)
    values[place] = SIMD4(value.force, 0)
    values[place + 1] = SIMD4(value.torque, 0)
  }

  /// The sum of layers with the given weights, at a direction; nil where the table does not reach.
  func value(
    along direction: SIMD3<Double>, weights: InlineArray<6, Double>
  ) -> StreamCoefficients? {
    let polar = Elementary.acos(max(-1, min(1, direction.z)))
    let longitude = Elementary.atan2(direction.y, direction.x)
    let perStep = Double(rows) / .pi
    let y = polar * perStep - 0.5
    let x = longitude * perStep
    guard y.isFinite, x.isFinite else { return nil }
    let row = y.rounded(.down)
    let column = x.rounded(.down)
    let rowWeights = Self.cubic(y - row)
    let columnWeights = Self.cubic(x - column)
    var force = SIMD4<Double>.zero
    var torque = SIMD4<Double>.zero
    var reached = true
    values.withUnsafeBufferPointer { values in
      slots.withUnsafeBufferPointer { slots in
        for i in 0..<4 {
          for j in 0..<4 {
            let node = Int(slots[cell(Int(row) + i - 1, Int(column) + j - 1)])
            if node < 0 {
              reached = false
              continue
            }
            let weight = rowWeights[i] * columnWeights[j]
            let place = 2 * layers * node
            for layer in 0..<layers {
              let part = weight * weights[layer]
              force += part * values[place + 2 * layer]
              torque += part * values[place + 2 * layer + 1]
            }
          }
        }
      }
    }
    guard reached else { return nil }
    return StreamCoefficients(
      force: SIMD3(force.x, force.y, force.z), torque: SIMD3(torque.x, torque.y, torque.z))
  }

  /// The cell of a row and a column, which may lie across a pole or around.
  private func cell(_ row: Int, _ column: Int) -> Int {
    var row = row
    var column = column
    if row < 0 {
      row = -1 - row
      column += rows
    } else if row >= rows {
      row = 2 * rows - 1 - row
      column += rows
    }
    column %= columns
    return row * columns + (column < 0 ? column + columns : column)
  }

  /// Lagrange's weights of nodes at -1, 0, 1, 2 for a place from 0 to 1.
  static func cubic(_ t: Double) -> SIMD4<Double> {
    SIMD4(
      -t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2, -(t + 1) * t * (t - 2) / 2,
      (t + 1) * t * (t - 1) / 6)
  }
}
