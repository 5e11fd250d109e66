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
