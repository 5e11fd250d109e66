/// The scalar product of two vectors; products added in the order x, y, z.
@inlinable
public func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
  a.x * b.x + a.y * b.y + a.z * b.z
}

/// The vector product a × b of a right-handed frame.
@inlinable
public func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// Two unit vectors at right angles to a unit vector and to each other; the three are right-handed in
/// the order axis, first, second.
@inlinable
public func across(_ axis: SIMD3<Double>) -> (first: SIMD3<Double>, second: SIMD3<Double>) {
  let helper: SIMD3<Double> = abs(axis.z) < 0.9 ? SIMD3(0, 0, 1) : SIMD3(1, 0, 0)
  let first = cross(helper, axis).normalized
  return (first, cross(axis, first))
}

extension SIMD3 where Scalar == Double {
  /// The square of the length, in the vector's unit squared.
  @inlinable
  public var squaredMagnitude: Double { dot(self, self) }

  /// The length, in the vector's unit.
  @inlinable
  public var magnitude: Double { squaredMagnitude.squareRoot() }

  /// The vector of length one in the same direction; the zero vector stays zero.
  @inlinable
  public var normalized: SIMD3<Double> {
    let length = magnitude
    return length > 0 ? self / length : .zero
  }
}
