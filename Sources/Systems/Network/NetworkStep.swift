/// One step of a network, ready for any quantity that takes its ways: all gases of the same cabins share
/// the factors of one step.
///
/// Method: the linearly implicit Euler step, once over the whole step and twice over its halves,
/// extrapolated (Deuflhard, *SIAM Review* 27, 1985, 505; Hairer and Wanner, *Solving Ordinary
/// Differential Equations II*, sec. IV.9): second order, and exact at rest whatever the step. Where the
/// extrapolation would leave a store below zero the two half steps count by themselves, which cannot:
/// the matrix `1 - h A` of a network is an M-matrix, its inverse has no negative element.
///
/// What is found is the mean of each store over the step; what goes along a way is its rate times that
/// mean, and stores change by these transfers and by nothing else. So each transfer leaves one store
/// and enters another as the same number.
public struct NetworkStep: Sendable {
  /// [s]
  public let duration: Double
  private let network: StoreNetwork
  private let whole: NetworkFactors
  private let half: NetworkFactors

  /// A step of a network; duration [s], above zero and finite, or nothing moves.
  public init(_ network: StoreNetwork, duration: Double) {
    let length = duration > 0 && duration.isFinite ? duration : 0
    self.network = network
    self.duration = length
    whole = NetworkFactors(network, duration: length)
    half = NetworkFactors(network, duration: 0.5 * length)
  }

  /// Takes one quantity through the step.
  ///
  /// - Parameters:
  ///   - amounts: what each store holds, not negative; after the step what it then holds.
  ///   - feeds: into each store in a second, constant over the step; negative: out of it. A feed that
  ///     takes more than there is leaves a negative amount: what can run short is better taken along
  ///     a way, whose rate is what is asked over what is there.
  /// - Returns: what went where.
  @discardableResult
  public func advance(_ amounts: inout [Double], feeds: [Double]) -> NetworkTransfers {
    let fed = feeds.map { duration * $0 }
    let mean = means(of: amounts, fed: fed)
    var along = [Double](repeating: 0, count: network.ways.count)
    for (index, way) in network.ways.enumerated() {
      along[index] = duration * way.rate * mean[way.source]
    }
    for (store, amount) in fed.enumerated() { amounts[store] += amount }
    for (index, way) in network.ways.enumerated() {
      amounts[way.source] -= along[index]
      if let target = way.target { amounts[target] += along[index] }
    }
    return NetworkTransfers(alongWays: along, feeds: fed)
  }

  /// The mean of each store over the step.
  private func means(of amounts: [Double], fed: [Double]) -> [Double] {
    let end = whole.solve(amounts, fed)
    let halves = fed.map { 0.5 * $0 }
    let middle = half.solve(amounts, halves)
    let last = half.solve(middle, halves)
    var extrapolated = amounts
    for store in amounts.indices {
      let mean = middle[store] + last[store] - end[store]
      let after = 2 * last[store] - end[store]
      guard mean >= 0, after >= 0 else {
        return zip(middle, last).map { 0.5 * ($0 + $1) }
      }
      extrapolated[store] = mean
    }
    return extrapolated
  }
}

/// The matrix `1 - h A` of a network in its two triangles.
///
/// Its columns are dominated by their diagonals, so that elimination needs no exchange of rows and
/// adds only numbers of one sign to what it keeps (Golub and Van Loan, *Matrix Computations*, sec.
/// 3.4.10).
struct NetworkFactors: Sendable {
  private let size: Int
  /// By rows: below the diagonal the multipliers, on it the inverse pivots, above it the upper triangle.
  private var elements: [Double]

  init(_ network: StoreNetwork, duration h: Double) {
    let n = network.stores
    size = n
    elements = [Double](repeating: 0, count: n * n)
    for i in 0..<n { elements[i * n + i] = 1 }
    for way in network.ways {
      elements[way.source * n + way.source] += h * way.rate
      if let target = way.target { elements[target * n + way.source] -= h * way.rate }
    }
    for k in 0..<n {
      let pivot = 1 / elements[k * n + k]
      elements[k * n + k] = pivot
      for i in (k + 1)..<max(n, k + 1) where elements[i * n + k] != 0 {
        let factor = elements[i * n + k] * pivot
        elements[i * n + k] = factor
        for j in (k + 1)..<n { elements[i * n + j] -= factor * elements[k * n + j] }
      }
    }
  }

  /// `(1 - h A)⁻¹ (a + b)`.
  func solve(_ a: [Double], _ b: [Double]) -> [Double] {
    var x = a
    for i in 0..<size {
      var sum = a[i] + b[i]
      for j in 0..<i { sum -= elements[i * size + j] * x[j] }
      x[i] = sum
    }
    for i in stride(from: size - 1, through: 0, by: -1) {
      var sum = x[i]
      for j in (i + 1)..<max(size, i + 1) { sum -= elements[i * size + j] * x[j] }
      x[i] = sum * elements[i * size + i]
    }
    return x
  }
}
