/// A stretch of motion whose acceleration is a series of Legendre polynomials in time.
public struct CollocationSegment: Sendable {
  /// When it starts [s].
  public let start: Double
  /// How long it is [s]; negative back in time.
  public let length: Double
  /// The position at the start [m].
  public let position: SIMD3<Double>
  /// The velocity at the start [m/s].
  public let velocity: SIMD3<Double>
  /// The coefficients of the acceleration [m/s²].
  let series: [SIMD3<Double>]

  /// When it ends [s].
  public var end: Double { start + length }

  /// Position and velocity at the end: all but the first terms of the series vanish there.
  var last: (position: SIMD3<Double>, velocity: SIMD3<Double>) {
    let curve = 0.5 * series[0] - (1.0 / 6) * series[1]
    return (
      position + length * velocity + (length * length) * curve, velocity + length * series[0]
    )
  }

  /// Position [m] and velocity [m/s] at a time [s] of the segment; outside it the series goes on,
  /// and soon goes astray.
  public func state(at time: Double) -> (position: SIMD3<Double>, velocity: SIMD3<Double>) {
    let x = 2 * (time - start) / length - 1
    // The integrals of each polynomial need the two above it; they are made on the way.
    var below = 1.0
    var current = x
    var onceBelow = x + 1
    var speed = onceBelow * series[0]
    var place = 0.5 * (x + 1) * (x + 1) * series[0]
    var above = 0.5 * (3 * x * x - 1)
    var once = (above - below) / 3
    for k in 1..<series.count {
      let n = Double(k + 1)
      let next = ((2 * n + 1) * x * above - n * current) / (n + 1)
      let onceAbove = (next - current) / (2 * n + 1)
      speed += once * series[k]
      place += ((onceAbove - onceBelow) / Double(2 * k + 1)) * series[k]
      below = current
      current = above
      above = next
      onceBelow = once
      once = onceAbove
    }
    let half = 0.5 * length
    return (
      position + (half * (x + 1)) * velocity + (half * half) * place, velocity + half * speed
    )
  }
}
