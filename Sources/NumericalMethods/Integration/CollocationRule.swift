/// Sixteen vectors, one a node of a segment.
struct NodeVectors: Sendable {
  var first: LaneVector
  var second: LaneVector

  static let zero = NodeVectors(first: .zero, second: .zero)

  subscript(index: Int) -> SIMD3<Double> {
    get { index < 8 ? first[index] : second[index - 8] }
    set {
      if index < 8 { first[index] = newValue } else { second[index - 8] = newValue }
    }
  }

  /// The greatest distance between the vectors of one node.
  func farthest(from other: NodeVectors) -> Double {
    let a = (first - other.first).squaredMagnitude
    let b = (second - other.second).squaredMagnitude
    return a.greatest(b).max().squareRoot()
  }
}

/// The weights of collocation at the sixteen nodes of Gauss's quadrature.
struct CollocationRule: Sendable {
  /// Where the nodes stand in the segment, 0 to 1.
  let fractions: [Double]
  /// Column j: what an acceleration at node j adds to the velocity at all nodes, in units of the
  /// length.
  private let speed: [NodeWeights]
  /// The same for the position, in units of the square of the length.
  private let place: [NodeWeights]
  /// Column j: what it adds to the coefficients of the series.
  private let project: [NodeWeights]
  private let nodes: NodeWeights

  /// One weight a node.
  private struct NodeWeights: Sendable {
    var first = Lanes.zero
    var second = Lanes.zero

    init(_ weights: [Double]) {
      for index in 0..<8 {
        first[index] = weights[index]
        second[index] = weights[index + 8]
      }
    }
  }

  static let shared = CollocationRule()

  private init() {
    let count = CollocationNodes.count
    let (x, weights) = LegendrePolynomials.gaussNodes(count)
    // Column j of `series`: the polynomial that is 1 at node j and 0 at the others.
    var series: [[Double]] = []
    var once: [[Double]] = []
    var twice: [[Double]] = []
    for j in 0..<count {
      let values = LegendrePolynomials.values(upTo: count - 1, at: x[j])
      var column: [Double] = []
      for k in 0..<count {
        let half = Double(k) + 0.5
        column.append(half * weights[j] * values[k])
      }
      series.append(column)
      let integrals = LegendrePolynomials.integrals(upTo: count - 1, at: x[j])
      once.append(integrals.once)
      twice.append(integrals.twice)
    }
    /// Column j of the values that functions have at the nodes.
    func columns(_ functions: [[Double]], _ scale: Double) -> [NodeWeights] {
      series.map { terms in
        NodeWeights(
          functions.map { values in
            var sum = 0.0
            for k in 0..<count { sum += terms[k] * values[k] }
            return scale * sum
          })
      }
    }
    fractions = x.map { 0.5 * ($0 + 1) }
    speed = columns(once, 0.5)
    place = columns(twice, 0.25)
    project = series.map { NodeWeights($0) }
    nodes = NodeWeights(fractions)
  }

  /// Σ column · acceleration over the nodes, with the acceleration of the guide at `placed` and what
  /// is held beyond it.
  @inline(__always)
  private func sum<Motion: GuidedMotion>(
    _ columns: [NodeWeights], _ placed: NodeVectors, _ held: NodeVectors, _ motion: Motion
  ) -> NodeVectors {
    var accelerations = NodeVectors(
      first: motion.guide(placed.first) + held.first,
      second: motion.guide(placed.second) + held.second)
    var total = NodeVectors.zero
    columns.withUnsafeBufferPointer { columns in
      withUnsafeBytes(of: &accelerations) { bytes in
        let numbers = bytes.assumingMemoryBound(to: Double.self)
        for node in 0..<CollocationNodes.count {
          // The lanes of x, y, z of the first eight nodes stand before those of the second.
          let at = node < 8 ? node : node + 16
          let acceleration = SIMD3(numbers[at], numbers[at + 8], numbers[at + 16])
          total.first = total.first.adding(columns[node].first, times: acceleration)
          total.second = total.second.adding(columns[node].second, times: acceleration)
        }
      }
    }
    return total
  }

  func positions<Motion: GuidedMotion>(
    _ placed: NodeVectors, _ held: NodeVectors, from position: SIMD3<Double>,
    _ velocity: SIMD3<Double>, length: Double, motion: Motion
  ) -> NodeVectors {
    let bend = sum(place, placed, held, motion)
    let square = Lanes(repeating: length * length)
    let start = LaneVector(repeating: position)
    let way = length * velocity
    return NodeVectors(
      first: start.adding(nodes.first, times: way) + square * bend.first,
      second: start.adding(nodes.second, times: way) + square * bend.second)
  }

  func velocities<Motion: GuidedMotion>(
    _ placed: NodeVectors, _ held: NodeVectors, from velocity: SIMD3<Double>, length: Double,
    motion: Motion
  ) -> NodeVectors {
    let change = sum(speed, placed, held, motion)
    let start = LaneVector(repeating: velocity)
    let length = Lanes(repeating: length)
    return NodeVectors(
      first: start + length * change.first, second: start + length * change.second)
  }

  func series<Motion: GuidedMotion>(
    _ placed: NodeVectors, _ held: NodeVectors, _ motion: Motion
  ) -> [SIMD3<Double>] {
    let terms = sum(project, placed, held, motion)
    return (0..<CollocationNodes.count).map { terms[$0] }
  }
}
