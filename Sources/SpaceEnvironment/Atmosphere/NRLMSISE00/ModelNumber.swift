import NumericalMethods

/// A real number, or eight side by side: what the formulas of an atmosphere are written in once.
///
/// The two conformers differ in the last digits of the elementary functions, so that a batch
/// agrees with single calls to about 1e-14 relative.
protocol ModelNumber: Sendable {
  associatedtype Mask

  init(_ value: Double)
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static func * (a: Double, b: Self) -> Self
  /// `self · factor + term`.
  func multiplied(by factor: Self, adding term: Self) -> Self
  static func exponential(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  static func sineAndCosine(_ x: Self) -> (sin: Self, cos: Self)
  var root: Self { get }
  var absolute: Self { get }
  func least(_ other: Self) -> Self
  func greatest(_ other: Self) -> Self
  func isBelow(_ other: Self) -> Mask
  func isAtMost(_ other: Self) -> Mask
  /// This number, or `other` where the mask says so.
  func replaced(by other: Self, where mask: Mask) -> Self
  static func any(_ mask: Mask) -> Bool
  /// The sum of the numbers of a basis times as many coefficients.
  static func weighted(
    _ numbers: InlineArray<80, Self>, by factors: UnsafePointer<Double>
  ) -> Self
}

extension Double: ModelNumber {
  @inline(__always) func multiplied(by factor: Double, adding term: Double) -> Double {
    self * factor + term
  }
  @inline(__always) static func exponential(_ x: Double) -> Double { Elementary.exp(x) }
  @inline(__always) static func logarithm(_ x: Double) -> Double { Elementary.log(x) }
  @inline(__always) static func sineAndCosine(_ x: Double) -> (sin: Double, cos: Double) {
    Elementary.sinCos(x)
  }
  @inline(__always) var root: Double { squareRoot() }
  @inline(__always) var absolute: Double { abs(self) }
  @inline(__always) func least(_ other: Double) -> Double { self < other ? self : other }
  @inline(__always) func greatest(_ other: Double) -> Double { self > other ? self : other }
  @inline(__always) func isBelow(_ other: Double) -> Bool { self < other }
  @inline(__always) func isAtMost(_ other: Double) -> Bool { self <= other }
  @inline(__always) func replaced(by other: Double, where mask: Bool) -> Double {
    mask ? other : self
  }
  @inline(__always) static func any(_ mask: Bool) -> Bool { mask }
}

extension SIMD8<Double>: ModelNumber {
  typealias Mask = SIMDMask<SIMD8<Int64>>

  @inline(__always) init(_ value: Double) { self.init(repeating: value) }
  @inline(__always) static func exponential(_ x: Self) -> Self { LaneFunctions.exp(x) }
  @inline(__always) static func logarithm(_ x: Self) -> Self { LaneFunctions.log(x) }
  @inline(__always) static func sineAndCosine(_ x: Self) -> (sin: Self, cos: Self) {
    LaneFunctions.sinCos(x)
  }
  @inline(__always) func isBelow(_ other: Self) -> Mask { self .< other }
  @inline(__always) func isAtMost(_ other: Self) -> Mask { self .<= other }
  @inline(__always) func replaced(by other: Self, where mask: Mask) -> Self {
    replacing(with: other, where: mask)
  }
  @inline(__always) static func any(_ mask: Mask) -> Bool {
    Self(repeating: 0).replacing(with: Self(repeating: 1), where: mask)
      .anyAbove(Self(repeating: 0.5))
  }
}

extension Double {
  /// The sum of eighty numbers times their factors, in eight partial sums.
  @inline(__always)
  static func weighted(
    _ numbers: InlineArray<80, Double>, by factors: UnsafePointer<Double>
  ) -> Double {
    var sum = SIMD8<Double>.zero
    for block in 0..<10 {
      var a = SIMD8<Double>.zero
      var b = SIMD8<Double>.zero
      for lane in 0..<8 {
        a[lane] = numbers[8 * block + lane]
        b[lane] = factors[8 * block + lane]
      }
      sum += a * b
    }
    return sum.sum()
  }
}

extension SIMD8<Double> {
  /// The sum of eighty numbers times their factors.
  @inline(__always)
  static func weighted(
    _ numbers: InlineArray<80, Self>, by factors: UnsafePointer<Double>
  ) -> Self {
    var even = Self.zero
    var odd = Self.zero
    for pair in 0..<(Expansion.count + 1) / 2 {
      even = numbers[2 * pair].multiplied(by: Self(repeating: factors[2 * pair]), adding: even)
      odd = numbers[2 * pair + 1]
        .multiplied(by: Self(repeating: factors[2 * pair + 1]), adding: odd)
    }
    return even + odd
  }
}
