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

  /// `self · factor - term`, fused where the CPU that is built for has it.
  @inlinable @inline(__always)
  public func multiplied(by factor: Self, subtracting term: Self) -> Self {
    lanes_product_less(self, factor, term)
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

/// Lanes that a loop with much at hand works on at once: all eight where a register of the CPU that is
/// built for holds them, or four. What is computed in a lane is the same in both.
public protocol LaneGroup: SIMD where Scalar == Double {
  /// `self · factor + term`, fused where the CPU that is built for has it.
  func multiplied(by factor: Self, adding term: Self) -> Self
  /// `self · factor - term`, fused where the CPU that is built for has it.
  func multiplied(by factor: Self, subtracting term: Self) -> Self
}

extension SIMD8<Double>: LaneGroup {
  /// Whether a register of the CPU that is built for holds all eight.
  @inlinable @inline(__always)
  public static var areWhole: Bool { lanes_are_whole() != 0 }
}

extension SIMD4<Double>: LaneGroup {
  @inlinable @inline(__always)
  public func multiplied(by factor: Self, adding term: Self) -> Self {
    half_lanes_multiply_add(self, factor, term)
  }

  @inlinable @inline(__always)
  public func multiplied(by factor: Self, subtracting term: Self) -> Self {
    half_lanes_product_less(self, factor, term)
  }
}
