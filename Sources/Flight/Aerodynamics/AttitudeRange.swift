/// The directions of a stream, along a body's axes, that a table reaches.
public enum AttitudeRange: Sendable, Hashable {
  /// All.
  case all
  /// Those within an angle [rad] of a direction: a body that holds its attitude needs no others.
  case within(Double, of: SIMD3<Double>)
}
