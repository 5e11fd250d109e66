/// The directions of a stream, along a body's axes, that a table reaches.
public enum AttitudeRange: Sendable, Hashable {
  /// All.
  case all
  /// Those within an angle [rad] of a direction: a body that holds its attitude needs no others.
  case within(Double, of: SIMD3<Double>)
}

/// What moves a body's parts while its table is made: one angle that they all follow, such as the
/// place of the Sun around the station.
public struct JointSweep: Sendable {
  /// How many values of the angle the table has, evenly over a turn: at least 4.
  public let count: Int

  /// A sweep of `count` values of the angle, at least 4; their meshes are asked for in order.
  public init(count: Int) { self.count = max(4, count) }

  /// The angle of a value [rad].
  public func angle(_ index: Int) -> Double { 2 * .pi * Double(index) / Double(count) }
}
