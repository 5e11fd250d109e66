/// The rates of a step's stages and the arithmetic on them, free of the equations' type.
struct StageStorage: Sendable {
  private let dimension: Int
  /// Sixteen stages of `dimension` rates, then the trial state.
  private var values: [Double]
  /// The component with the largest error of the last trial, and whether that error was finite.
  private(set) var roughest = (component: 0, isFinite: true)

  init(dimension: Int) {
    self.dimension = dimension
    values = Array(repeating: 0, count: 17 * dimension)
  }

  /// The state at which the next derivative is taken.
  var trialState: [Double] { Array(values[(16 * dimension)...]) }

  /// Hands out the trial state and the place of a stage's rates.
  mutating func withBuffers(
    _ stage: Int, _ body: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    let n = dimension
    values.withUnsafeMutableBufferPointer { all in
      body(
        UnsafeBufferPointer(rebasing: all[(16 * n)...]),
        UnsafeMutableBufferPointer(rebasing: all[(stage * n)..<((stage + 1) * n)]))
    }
  }

  /// The trial state is a given one.
  mutating func beginTrial(at state: [Double]) {
    for i in 0..<dimension { values[16 * dimension + i] = state[i] }
  }

  /// The trial state is `state` plus `h` times a row's sum over the stages.
  mutating func combine(_ row: Int, from state: [Double], _ h: Double) {
    let n = dimension
    values.withUnsafeMutableBufferPointer { all in
      let trial = 16 * n
      for i in 0..<n { all[trial + i] = 0 }
      for (stage, weight) in DormandPrince853Coefficients.stages[row] {
        for i in 0..<n { all[trial + i] += weight * all[stage * n + i] }
      }
      for i in 0..<n { all[trial + i] = state[i] + h * all[trial + i] }
    }
  }

  /// The rate at the end is that at the start of the next step.
  mutating func reuseLastRate() {
    for i in 0..<dimension { values[i] = values[12 * dimension + i] }
  }

  /// The error of the trial in units of the tolerance (Hairer et al., sec. II.5): 1 is just right.
  mutating func error(
    _ state: [Double], _ h: Double, _ relative: Double, _ absolute: [Double]
  ) -> Double {
    let n = dimension
    var fifth = 0.0
    var third = 0.0
    var largest = -1.0
    for i in 0..<n {
      let magnitude = max(abs(state[i]), abs(values[16 * n + i]))
      let scale = absolute[i] + relative * magnitude
      let e5 = sum(DormandPrince853Coefficients.error5, i) / scale
      let e3 = sum(DormandPrince853Coefficients.error3, i) / scale
      fifth += e5 * e5
      third += e3 * e3
      guard (e5 + e3 + values[16 * n + i]).isFinite else {
        roughest = (i, false)
        return .infinity
      }
      if abs(e5) > largest {
        largest = abs(e5)
        roughest = (i, true)
      }
    }
    if fifth == 0 && third == 0 { return 0 }
    return abs(h) * fifth / ((fifth + 0.01 * third) * Double(n)).squareRoot()
  }

  /// Whether a state and the rates of a stage are finite; if not, the first component that is not
  /// becomes the roughest.
  mutating func isFinite(_ state: [Double], stage: Int) -> Bool {
    for i in 0..<dimension
    where !state[i].isFinite || !values[stage * dimension + i].isFinite {
      roughest = (i, false)
      return false
    }
    return true
  }

  /// Writes the trial state over `state`.
  func copyTrial(into state: inout [Double]) {
    for i in 0..<dimension { state[i] = values[16 * dimension + i] }
  }

  /// Seven coefficients a component (sec. II.6) for `DenseStep`.
  func denseCoefficients(from start: [Double], to end: [Double], _ h: Double) -> [Double] {
    let n = dimension
    return [Double](unsafeUninitializedCapacity: 7 * n) { result, count in
      for i in 0..<n {
        let change = end[i] - start[i]
        let first = h * values[i]
        let last = h * values[12 * n + i]
        result[7 * i] = change
        result[7 * i + 1] = first - change
        result[7 * i + 2] = 2 * change - (first + last)
        for k in 0..<4 {
          result[7 * i + 3 + k] = h * sum(DormandPrince853Coefficients.dense[k], i)
        }
      }
      count = 7 * n
    }
  }

  /// A weighted sum of one component over the stages.
  private func sum(_ row: DormandPrince853Coefficients.Row, _ i: Int) -> Double {
    var total = 0.0
    for (stage, weight) in row { total += weight * values[stage * dimension + i] }
    return total
  }

  // MARK: - The first step

  /// The trial state is one step of Euler's method along stage 0.
  mutating func euler(from state: [Double], _ h: Double) {
    for i in 0..<dimension { values[16 * dimension + i] = state[i] + h * values[i] }
  }

  /// Root mean squares of state and rate in units of the tolerance.
  func norms(
    _ state: [Double], _ relative: Double, _ absolute: [Double]
  ) -> (state: Double, rate: Double) {
    var y = 0.0
    var f = 0.0
    for i in 0..<dimension {
      let scale = absolute[i] + relative * abs(state[i])
      y += (state[i] / scale) * (state[i] / scale)
      f += (values[i] / scale) * (values[i] / scale)
    }
    let n = Double(max(dimension, 1))
    return ((y / n).squareRoot(), (f / n).squareRoot())
  }

  /// Root mean square of the difference of stages 1 and 0 in units of the tolerance.
  func rateChange(_ state: [Double], _ relative: Double, _ absolute: [Double]) -> Double {
    var total = 0.0
    for i in 0..<dimension {
      let scale = absolute[i] + relative * abs(state[i])
      let difference = (values[dimension + i] - values[i]) / scale
      total += difference * difference
    }
    return (total / Double(max(dimension, 1))).squareRoot()
  }
}
