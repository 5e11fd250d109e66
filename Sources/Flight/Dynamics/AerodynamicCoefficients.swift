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
  private let table: AttitudeTable

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
    self.table = table
    self.reference = reference
  }

  init(_ table: AttitudeTable, reference: SIMD3<Double>) {
    self.table = table
    self.reference = reference
  }

  /// Force area [m²] and torque volume about ``reference`` [m³] of a direction of flight of length 1;
  /// nil where they were not asked for.
  public func coefficients(
    along direction: SIMD3<Double>
  ) -> (force: SIMD3<Double>, torque: SIMD3<Double>)? {
    let found = table.value(along: -direction, weights: [1, 0, 0, 0, 0, 0])
    return found.map { ($0.force, $0.torque) }
  }

  /// The sum of several over the same directions, each with its share, such as those of a mean; nil of
  /// none.
  public static func sum(
    of all: [AerodynamicCoefficients], shares: [Double]
  ) -> AerodynamicCoefficients? {
    guard let first = all.first, let share = shares.first else { return nil }
    return AerodynamicCoefficients(
      zip(all, shares).dropFirst().reduce(first.table.scaled(by: share)) {
        $0.adding($1.0.table, $1.1)
      }, reference: first.reference)
  }
}
