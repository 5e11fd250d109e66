/// Stores of one conserved quantity and the ways by which it goes from one to the other: cabins and the
/// gas in them, walls and their heat, tanks and their water.
///
/// What goes along a way is in proportion to what its store holds, `rate × amount`, with the rate in
/// [1/s]: a fan that moves Q [m³/s] out of a cabin of V [m³] has the rate Q/V for every gas in it, a
/// wall between heat capacities C the rate G/C. Beside it each store has a feed, positive or negative,
/// that does not hang on what is there.
///
/// The network has no names and no units: who builds it knows what its stores are.
public struct StoreNetwork: Sendable, Hashable {
  /// A one-way path out of a store.
  public struct Way: Sendable, Hashable {
    /// The store that it leads out of.
    public let source: Int
    /// The store that it leads to; nil: out of the network, to space or into a unit.
    public let target: Int?
    /// The share of the source that leaves in a second [1/s], not negative.
    public let rate: Double
  }

  /// How many stores there are.
  public let stores: Int
  /// The ways, in the order in which they were added; transfers come in the same order.
  public private(set) var ways: [Way] = []

  /// Stores with no ways between them.
  public init(stores: Int) {
    self.stores = max(0, stores)
  }

  /// Adds a way; its index.
  ///
  /// A rate that is negative or not finite, and a store that is not there, would make amounts out of
  /// nothing: nothing is added then, and the answer is nil.
  @discardableResult
  public mutating func connect(_ source: Int, to target: Int?, rate: Double) -> Int? {
    let known = 0..<stores
    guard known.contains(source), target.map(known.contains) ?? true, target != source,
      rate >= 0, rate.isFinite
    else { return nil }
    ways.append(Way(source: source, target: target, rate: rate))
    return ways.count - 1
  }
}

/// What went where in one step of a network.
public struct NetworkTransfers: Sendable, Hashable {
  /// What went along each way, in the network's order, not negative; in the unit of the amounts.
  public var alongWays: [Double]
  /// What feeds gave to each store; negative: took.
  public var feeds: [Double]
}
