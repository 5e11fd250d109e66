/// The tableau of a linear programme with bounds: first the unknowns, then one artificial unknown a
/// row.
struct SimplexTableau {
  private let programme: LinearProgramme
  private let m: Int
  private let n: Int
  /// What each row was multiplied by, so that its largest element is 1 and its right side ≥ 0.
  private var scale: [Double]
  private var table: [Double]
  private var upper: [Double]
  /// The unknown of each row, and its value.
  private var basis: [Int]
  private var values: [Double]
  private var atUpper: [Bool]
  private var isBasic: [Bool]
  private var reduced: [Double]
  private let tolerance = 1e-10

  init(_ programme: LinearProgramme) {
    self.programme = programme
    m = programme.rows.count
    n = programme.cost.count
    let width = n + m
    scale = []
    table = [Double](repeating: 0, count: m * width)
    upper = programme.upper + [Double](repeating: .infinity, count: m)
    basis = (0..<m).map { programme.cost.count + $0 }
    values = []
    atUpper = [Bool](repeating: false, count: width)
    isBasic = (0..<width).map { $0 >= programme.cost.count }
    reduced = [Double](repeating: 0, count: width)
    for (i, row) in programme.rows.enumerated() {
      let largest = row.reduce(0) { max($0, abs($1)) }
      let factor = (programme.right[i] < 0 ? -1 : 1) / (largest > 0 ? largest : 1)
      scale.append(factor)
      for (j, element) in row.enumerated() { table[i * width + j] = factor * element }
      table[i * width + n + i] = 1
      values.append(factor * programme.right[i])
    }
  }

  mutating func solve() -> LinearProgramme.Outcome {
    let size = max(1, values.reduce(0) { max($0, $1) })
    price([Double](repeating: 0, count: n) + [Double](repeating: 1, count: m))
    guard iterate() == .done else { return .failed }
    var missing = 0.0
    for i in 0..<m where basis[i] >= n { missing += values[i] }
    guard missing <= 1e-9 * size else { return .infeasible }
    for j in n..<(n + m) { upper[j] = 0 }
    price(programme.cost + [Double](repeating: 0, count: m))
    switch iterate() {
    case .done: break
    case .endless: return .unbounded
    case .lost: return .failed
    }
    var x = (0..<n).map { atUpper[$0] ? upper[$0] : 0 }
    for i in 0..<m where basis[i] < n { x[basis[i]] = min(max(0, values[i]), upper[basis[i]]) }
    let cost = zip(x, programme.cost).reduce(0) { $0 + $1.0 * $1.1 }
    let prices = (0..<m).map { -reduced[n + $0] * scale[$0] }
    guard cost.isFinite else { return .failed }
    return .optimal(.init(values: x, cost: cost, prices: prices))
  }

  /// Reduced costs of a cost vector in the present basis.
  private mutating func price(_ cost: [Double]) {
    let width = n + m
    for j in 0..<width {
      var sum = cost[j]
      for i in 0..<m { sum -= cost[basis[i]] * table[i * width + j] }
      reduced[j] = isBasic[j] ? 0 : sum
    }
  }

  private enum Ending { case done, endless, lost }

  private mutating func iterate() -> Ending {
    let largest = reduced.reduce(0) { max($0, abs($1)) }
    let least = tolerance * max(largest, .leastNormalMagnitude)
    for pivot in 0..<(2000 + 50 * (n + m)) {
      guard let entering = candidate(least, first: pivot > 20 * (n + m)) else { return .done }
      let sign = atUpper[entering] ? -1.0 : 1.0
      let (row, step) = ratio(entering, sign)
      guard step < .infinity else { return .endless }
      move(entering, sign, row, step)
    }
    return .lost
  }

  /// The unknown whose change saves most, or the first that saves at all.
  private func candidate(_ least: Double, first: Bool) -> Int? {
    var best: Int?
    var gain = least
    // An artificial unknown never comes back.
    for j in 0..<n where !isBasic[j] && upper[j] > 0 {
      let saving = atUpper[j] ? reduced[j] : -reduced[j]
      if saving > gain {
        best = j
        if first { return j }
        gain = saving
      }
    }
    return best
  }

  /// How far the entering unknown can go, and the row that stops it; no row where its own bound
  /// does.
  private func ratio(_ entering: Int, _ sign: Double) -> (row: Int?, step: Double) {
    let width = n + m
    var row: Int?
    var step = upper[entering]
    for i in 0..<m {
      let slope = sign * table[i * width + entering]
      let limit: Double
      if slope > tolerance {
        limit = max(0, values[i]) / slope
      } else if slope < -tolerance {
        limit = max(0, upper[basis[i]] - values[i]) / -slope
      } else {
        continue
      }
      // Of equal rows the one with the first unknown (Bland).
      let isFirst = row.map { basis[i] < basis[$0] } ?? false
      if limit < step || (limit == step && isFirst) {
        step = limit
        row = i
      }
    }
    return (row, step)
  }

  private mutating func move(_ entering: Int, _ sign: Double, _ row: Int?, _ step: Double) {
    let width = n + m
    for i in 0..<m { values[i] -= sign * step * table[i * width + entering] }
    guard let row else {
      atUpper[entering].toggle()
      return
    }
    let leaving = basis[row]
    atUpper[leaving] = sign * table[row * width + entering] < 0
    values[row] = (atUpper[entering] ? upper[entering] : 0) + sign * step
    isBasic[leaving] = false
    isBasic[entering] = true
    atUpper[entering] = false
    basis[row] = entering
    let pivot = 1 / table[row * width + entering]
    for j in 0..<width { table[row * width + j] *= pivot }
    for i in 0..<m where i != row {
      let factor = table[i * width + entering]
      if factor == 0 { continue }
      for j in 0..<width { table[i * width + j] -= factor * table[row * width + j] }
    }
    let factor = reduced[entering]
    for j in 0..<width { reduced[j] -= factor * table[row * width + j] }
    reduced[entering] = 0
  }
}
