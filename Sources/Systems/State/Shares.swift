/// Something that the modules of a piece have in common in proportion to a size: air by volume,
/// charge by the capacity of batteries.
struct Shares: Sendable {
  /// Modules of a size above zero, the largest last, which takes what rounding leaves: so what is
  /// spread adds up again to the same number, however often.
  private let members: [(module: Int, size: Double)]
  /// All sizes together.
  let total: Double

  /// - Parameter sizes: of each module, in rising order of modules.
  init(_ sizes: [(module: Int, size: Double)]) {
    total = sizes.reduce(0) { $0 + $1.size }
    members = sizes.filter { $0.size > 0 }.sorted {
      $0.size != $1.size ? $0.size < $1.size : $0.module < $1.module
    }
  }

  /// What the members hold together.
  func sum<Amount: AdditiveArithmetic>(of values: [Amount]) -> Amount {
    var sum = Amount.zero
    for member in members { sum += values[member.module] }
    return sum
  }

  /// Gives each member its part of `amount`.
  func spread<Amount: AdditiveArithmetic>(
    _ amount: Amount, over values: inout [Amount], scale: (Amount, Double) -> Amount
  ) {
    guard let largest = members.last else { return }
    var given = Amount.zero
    for member in members.dropLast() {
      let part = scale(amount, member.size / total)
      values[member.module] = part
      given += part
    }
    values[largest.module] = amount - given
  }
}
