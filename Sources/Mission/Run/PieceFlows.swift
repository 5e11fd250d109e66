import Flight

/// What leaves one piece in one period of its flight.
struct PieceFlows {
  /// Where an outflow comes from.
  enum Origin {
    /// A tank of the assembly, for one of the world's burns.
    case tank(Int, burn: Int)
    /// The cabin of a module, for one of the world's vents.
    case cabin(Int, vent: Int)
  }

  /// As the flight is told.
  var outflows: [Outflow] = []
  /// Where each of them comes from.
  var origins: [Origin] = []

  mutating func add(_ outflow: Outflow, from origin: Origin) {
    outflows.append(outflow)
    origins.append(origin)
  }

  /// What leaves [kg/s].
  var massRate: Double { outflows.reduce(0) { $0 + ($1.remaining > 0 ? $1.massRate : 0) } }

  /// The push along a direction, with what acts besides [N].
  func push(along direction: SIMD3<Double>, besides force: SIMD3<Double>) -> Double {
    outflows.reduce((force * direction).sum()) {
      $0 + ($1.remaining > 0 ? ($1.force * direction).sum() : 0)
    }
  }
}
