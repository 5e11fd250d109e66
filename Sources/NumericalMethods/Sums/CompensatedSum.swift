/// A running sum that carries what rounding loses.
///
/// Source: Neumaier, *Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen*
/// (1974). The order of the terms decides the bits, so the order is the caller's to fix.
public struct CompensatedSum: Sendable {
  @usableFromInline var sum = 0.0
  @usableFromInline var lost = 0.0

  /// The sum of nothing.
  @inlinable public init() {}

  /// Adds a term.
  @inlinable public mutating func add(_ term: Double) {
    let next = sum + term
    lost += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }

  /// The sum of all terms so far.
  @inlinable public var value: Double { sum + lost }
}
