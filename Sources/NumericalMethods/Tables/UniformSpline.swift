/// Cubic splines through equidistant samples of four functions at once.
public enum UniformSpline {
  /// One interval: the functions are `constant + x (linear + x (square + x cube))` for x from 0
  /// at its start to 1 at its end.
  @frozen public struct Piece: Sendable, Hashable {
    /// The coefficients by power of x, of each of the four functions.
    public var constant, linear, square, cube: SIMD4<Double>

    /// The four functions at `x`.
    @inlinable @inline(__always)
    public func values(at x: Double) -> SIMD4<Double> {
      constant + x * (linear + x * (square + x * cube))
    }
  }

  /// The pieces between samples, one less than these: twice continuously differentiable, with a
  /// continuous third derivative at the second and the last but one sample.
  ///
  /// Exact for cubics; the error is of the fourth order in the spacing. Empty for fewer than four
  /// samples. Source: de Boor, *A Practical Guide to Splines* (1978), chapter IV.
  public static func pieces(through samples: [SIMD4<Double>]) -> [Piece] {
    let last = samples.count - 1
    guard last >= 3 else { return [] }
    // Second derivatives m: m₋ + 4 m + m₊ = 6 (y₋ - 2 y + y₊). At both ends the condition makes the
    // neighbour of the end known at once.
    func bend(_ index: Int) -> SIMD4<Double> {
      6 * (samples[index - 1] - 2 * samples[index] + samples[index + 1])
    }
    var second = [SIMD4<Double>](repeating: .zero, count: last + 1)
    second[1] = bend(1) / 6
    second[last - 1] = bend(last - 1) / 6
    if last > 3 {
      var factors = [Double](repeating: 0, count: last + 1)
      for index in 2..<(last - 1) {
        factors[index] = 1 / (4 - factors[index - 1])
        let known = index == 2 ? second[1] : second[index - 1]
        second[index] = factors[index] * (bend(index) - known)
      }
      for index in (2..<(last - 1)).reversed() {
        second[index] -= factors[index] * second[index + 1]
      }
    }
    second[0] = 2 * second[1] - second[2]
    second[last] = 2 * second[last - 1] - second[last - 2]
    return (0..<last).map { index in
      let (a, b) = (second[index], second[index + 1])
      return Piece(
        constant: samples[index],
        linear: samples[index + 1] - samples[index] - (2 * a + b) / 6, square: a / 2,
        cube: (b - a) / 6)
    }
  }
}
