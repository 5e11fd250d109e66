/// The least of c · x where A x = b and 0 ≤ x ≤ u.
///
/// For programmes of few rows and up to some hundred columns. Solved by the simplex method with
/// bounds (Dantzig; Chvátal, *Linear Programming*, 1983, ch. 8) in two phases on a dense tableau.
/// The same programme gives the same bits: of equal candidates the first is taken, and after a
/// number of pivots Bland's rule (1977) rules out a circle.
public struct LinearProgramme: Sendable, Hashable {
  /// The cost c of one of each unknown.
  public var cost: [Double]
  /// The rows of A.
  public var rows: [[Double]]
  /// The right side b, one a row.
  public var right: [Double]
  /// The greatest value u of each unknown, not below zero; may be infinite.
  public var upper: [Double]

  /// A programme from its parts.
  public init(cost: [Double], rows: [[Double]], right: [Double], upper: [Double]) {
    precondition(
      rows.count == right.count && upper.count == cost.count
        && rows.allSatisfy { $0.count == cost.count }, "rows and columns of one size")
    self.cost = cost
    self.rows = rows
    self.right = right
    self.upper = upper
  }

  /// The best point and the prices that prove it.
  public struct Solution: Sendable, Hashable {
    /// The unknowns.
    public var values: [Double]
    /// c · x.
    public var cost: Double
    /// What one more of a row's right side would cost. With the reduced costs d = c − Aᵀy the
    /// optimum is b · y + Σ uⱼ min(0, dⱼ), whatever the unknowns.
    public var prices: [Double]
  }

  /// What became of a programme.
  public enum Outcome: Sendable, Hashable {
    /// There is a best point.
    case optimal(Solution)
    /// No point fulfils all rows and bounds.
    case infeasible
    /// The cost falls without end.
    case unbounded
    /// A number is not finite where it has to be, or the pivots lost their digits.
    case failed
  }

  /// Solves it.
  public func solve() -> Outcome {
    let numbers = cost + right + rows.flatMap { $0 }
    guard numbers.allSatisfy(\.isFinite), upper.allSatisfy({ $0 >= 0 }) else { return .failed }
    var tableau = SimplexTableau(self)
    return tableau.solve()
  }

  /// The best point; nil where there is none.
  public var solution: Solution? {
    if case .optimal(let solution) = solve() { solution } else { nil }
  }
}
