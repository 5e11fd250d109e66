import NumericalMethods

/// The molecules of a stream, their velocities in units of the most probable speed of the gas at rest.
struct DriftingMaxwellian: Sendable {
  /// The stream's speed in that unit.
  let speedRatio: Double

  /// Flux and momentum flux of the molecules that fly in one direction, a steradian, in units of the
  /// number density, and of the most probable speed and its square: π^(-3/2) ∫ tᵏ
  /// exp(−t² + 2tSμ − S²) dt for k = 3 and 4.
  ///
  /// - Parameter cosine: of the angle between the direction and the stream's, μ.
  func flux(cosine: Double) -> (number: Double, momentum: Double) {
    let b = speedRatio * cosine
    let squared = b * b
    let root = Double.pi.squareRoot()
    let spread = Elementary.exp(squared - speedRatio * speedRatio)
    let tail = Elementary.exp(-squared)
    let towards = root * Elementary.erfc(-b)
    let scale = 0.5 * spread / (.pi * root)
    return (
      scale * ((squared + 1) * tail + b * (squared + 1.5) * towards),
      scale * (b * (squared + 2.5) * tail + (squared * (squared + 3) + 0.75) * towards)
    )
  }

  /// The same over all directions.
  var flux: (number: Double, momentum: Double) {
    let s = speedRatio
    let spread = Elementary.exp(-s * s) / Double.pi.squareRoot()
    return (spread + (s + 0.5 / s) * Elementary.erf(s), s * s + 1.5)
  }

  /// The speed across a wall of the molecules that meet it, at a fraction of them sorted by it: the
  /// inverse of the distribution v exp(−(v − x)²).
  ///
  /// - Parameters:
  ///   - fraction: from 0 to 1.
  ///   - x: speed ratio of the stream across the wall.
  static func speedAcross(fraction: Double, towards x: Double) -> Double {
    let root = Double.pi.squareRoot()
    let start = Elementary.exp(-x * x)
    let below = root * x * Elementary.erfc(-x)
    let whole = start + below
    func distribution(_ v: Double) -> Double {
      let decay = Elementary.exp(-(v - x) * (v - x))
      // 1 + erf(x) less what is above v.
      return start - decay + below - root * x * Elementary.erfc(v - x)
    }
    var low = max(0, x - 6)
    var high = max(x, 0) + 6
    var v = max(x, 0.7)
    for _ in 0..<60 {
      let excess = distribution(v) - fraction * whole
      if excess > 0 { high = v } else { low = v }
      let slope = 2 * v * Elementary.exp(-(v - x) * (v - x))
      let next = v - excess / slope
      let safe = next > low && next < high ? next : 0.5 * (low + high)
      if abs(safe - v) < 1e-9 { return safe }
      v = safe
    }
    return v
  }
}
