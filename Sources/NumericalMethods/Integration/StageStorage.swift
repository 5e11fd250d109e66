/// The rates of a step's stages and the arithmetic on them, free of the equations' type.
struct StageStorage: Sendable {
  private let dimension: Int
  /// Twelve stages of `dimension` rates, then the trial state.
  private var values: [Double]

  init(dimension: Int) {
    self.dimension = dimension
    values = Array(repeating: 0, count: 13 * dimension)
  }

  /// Hands out the trial state and the place of a stage's rates.
  mutating func withBuffers(
    _ stage: Int, _ body: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    let n = dimension
    values.withUnsafeMutableBufferPointer { all in
      body(
        UnsafeBufferPointer(rebasing: all[(12 * n)...]),
        UnsafeMutableBufferPointer(rebasing: all[(stage * n)..<((stage + 1) * n)]))
    }
  }

  /// The trial state is a given one.
  mutating func beginTrial(at state: [Double]) {
    for i in 0..<dimension { values[12 * dimension + i] = state[i] }
  }

  /// The trial state is `state` plus `h` times a row's sum over the stages.
  mutating func combine(
    _ row: DormandPrince853Coefficients.Row, from state: [Double], _ h: Double
  ) {
    let n = dimension
    values.withUnsafeMutableBufferPointer { all in
      let trial = 12 * n
      for i in 0..<n { all[trial + i] = 0 }
      for (stage, weight) in row {
        for i in 0..<n { all[trial + i] += weight * all[stage * n + i] }
      }
      for i in 0..<n { all[trial + i] = state[i] + h * all[trial + i] }
    }
  }

  /// Writes the trial state over `state`.
  func copyTrial(into state: inout [Double]) {
    for i in 0..<dimension { state[i] = values[12 * dimension + i] }
  }
}
