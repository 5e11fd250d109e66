import NumericalMethods

/// Force and torque of the air on one piece over the direction in which it flies through it, in one
/// pose and one state of the air.
///
/// The force is `q f(d)` and the torque about ``reference`` `q g(d)`, with the dynamic pressure
/// `q = ρ w²/2` [Pa] and `d` the direction of the piece's velocity with respect to the air, along the
/// station frame's axes. `f` [m²] is a drag coefficient times area against `d` where there is no lift,
/// `g` [m³] that times an arm. Between the nodes of a grid of latitude and longitude they are cubic.
///
/// ``TurningShape`` makes them anew as joints turn and as the air changes.
///
/// Limits: the turning of the piece does not count in the flow.
public struct AerodynamicCoefficients: Sendable, Hashable {
  /// The point that torques are given about, in the station frame [m].
  public let reference: SIMD3<Double>
  private let content: Content

  private enum Content: Sendable, Hashable {
    case table(AttitudeTable)
    case way(Way)
  }

  /// Between two directions of flight that a piece comes through.
  private struct Way: Sendable, Hashable {
    var from: SIMD3<Double>
    var to: SIMD3<Double>
    var first: StreamCoefficients
    var last: StreamCoefficients
  }

  /// A table of all directions by what is known of each.
  ///
  /// - Parameters:
  ///   - step: between nodes [rad].
  ///   - reference: that torques are given about, in the station frame [m].
  ///   - sample: force area [m²] and torque volume [m³] of a direction of flight of length 1.
  public init(
    step: Double, reference: SIMD3<Double>,
    sample: (SIMD3<Double>) -> (force: SIMD3<Double>, torque: SIMD3<Double>)
  ) {
    var table = AttitudeTable(step: step, range: .all, layers: 1)
    for (node, flow) in table.directions.enumerated() {
      let found = sample(-flow)
      table.set(
        StreamCoefficients(force: found.force, torque: found.torque), node: node,
        layer: 0)
    }
    content = .table(table)
    self.reference = reference
  }

  init(_ table: AttitudeTable, reference: SIMD3<Double>) {
    content = .table(table)
    self.reference = reference
  }

  /// What is known at two directions of flight that a turning piece comes through one after the other:
  /// on the line between them, and by half of the way beyond. All other directions are taken for the
  /// nearest on it.
  ///
  /// - Parameters:
  ///   - from: the first direction, of length 1.
  ///   - first: what the air does there, about the origin of the station frame.
  ///   - to: the second direction, of length 1.
  ///   - last: what the air does there.
  public init(
    from: SIMD3<Double>, _ first: StreamCoefficients, to: SIMD3<Double>,
    _ last: StreamCoefficients
  ) {
    content = .way(Way(from: from, to: to, first: first, last: last))
    reference = .zero
  }

  /// Force area [m²] and torque volume about ``reference`` [m³] of a direction of flight of length 1;
  /// nil where they were not asked for.
  public func coefficients(
    along direction: SIMD3<Double>
  ) -> (force: SIMD3<Double>, torque: SIMD3<Double>)? {
    switch content {
    case .table(let table):
      let found = table.value(along: -direction, weights: [1, 0, 0, 0, 0, 0])
      return found.map { ($0.force, $0.torque) }
    case .way(let way):
      let whole = way.to - way.from
      let length = whole.squaredMagnitude
      let part = length > 1e-12 ? dot(direction - way.from, whole) / length : 0.5
      let t = max(-0.5, min(1.5, part))
      return (
        (1 - t) * way.first.force + t * way.last.force,
        (1 - t) * way.first.torque + t * way.last.torque
      )
    }
  }

  /// The sum of several tables over the same directions, each with its share, such as those of a mean;
  /// nil of none.
  public static func sum(
    of all: [AerodynamicCoefficients], shares: [Double]
  ) -> AerodynamicCoefficients? {
    var sum: AttitudeTable?
    for (one, share) in zip(all, shares) {
      guard case .table(let table) = one.content else { return nil }
      sum = sum?.adding(table, share) ?? table.scaled(by: share)
    }
    return sum.map { AerodynamicCoefficients($0, reference: all[0].reference) }
  }
}
