/// The cubic of Hermite through values and rates at both ends of an interval.
///
/// - Parameters:
///   - a: the value at the start.
///   - da: the rate there, per unit of the interval.
///   - b: the value at the end.
///   - db: the rate there.
///   - length: of the interval; at zero the answer is that of the start.
///   - time: since the start.
/// - Returns: The value and the rate at the time.
@inlinable
public func cubicHermite<V: SIMD>(
  from a: V, _ da: V, to b: V, _ db: V, over length: Double, at time: Double
) -> (value: V, rate: V) where V.Scalar == Double {
  guard length != 0 else { return (a, da) }
  let s = time / length
  let r = 1 - s
  let value =
    (1 + 2 * s) * r * r * a + s * s * (3 - 2 * s) * b + (s * r * length) * (r * da - s * db)
  let slope = (6 * s * r / length) * (b - a)
  return (value, slope + (r * (1 - 3 * s)) * da + (s * (3 * s - 2)) * db)
}
