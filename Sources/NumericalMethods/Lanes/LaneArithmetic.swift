public import CLanes

/// Eight real numbers side by side, worked on at once.
///
/// Hot loops carry eight objects, eight times or eight coefficients in the lanes. The plain build
/// has the same bits on any x86-64 machine; a build for a CPU with fused multiplication and
/// addition (`-Xcc -march=native`) differs in the last digits.
public typealias Lanes = SIMD8<Double>

/// The bit patterns of ``Lanes``.
public typealias LaneBits = SIMD8<Int64>

extension SIMD8<Double> {
  /// `self · factor + term`, fused where the CPU that is built for has it.
  @inlinable @inline(__always)
  public func multiplied(by factor: Self, adding term: Self) -> Self {
    lanes_multiply_add(self, factor, term)
  }

  /// `term - self · factor`, fused where the CPU that is built for has it.
  @inlinable @inline(__always)
  public func multiplied(by factor: Self, subtractedFrom term: Self) -> Self {
    lanes_subtract_product(self, factor, term)
  }

  /// The square root of every lane.
  @inlinable @inline(__always)
  public var root: Self { lanes_square_root(self) }

  /// The absolute value of every lane.
  @inlinable @inline(__always)
  public var absolute: Self { lanes_absolute(self) }

  /// The lesser of both in every lane.
  @inlinable @inline(__always)
  public func least(_ other: Self) -> Self { lanes_minimum(self, other) }

  /// The greater of both in every lane.
  @inlinable @inline(__always)
  public func greatest(_ other: Self) -> Self { lanes_maximum(self, other) }

  /// Whether any lane is above that of `other`.
  @inlinable @inline(__always)
  public func anyAbove(_ other: Self) -> Bool { lanes_any_above(self, other) != 0 }
}
