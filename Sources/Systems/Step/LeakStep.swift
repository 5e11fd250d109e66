import NumericalMethods

/// One step of a gas that is fed at a constant rate `q` and leaks in proportion to what is there,
/// `dm/dt = q - λ m`, solved exactly: `m(h) = m e^(-λh) + q φ` with `φ = (1 - e^(-λh)) / λ`.
struct LeakStep {
  /// Share that leaks in a second, λ [1/s].
  let rate: Double
  /// Length of the step, h [s].
  let duration: Double
  /// Share that the step leaves, e^(-λh).
  let kept: Double
  /// How long, so to speak, what is fed stays: φ, between 0 and h [s].
  let stay: Double
  /// h - φ [s].
  private let lag: Double

  init(rate: Double, duration: Double) {
    self.rate = rate
    self.duration = duration
    let x = rate * duration
    if x < 0.01 {
      // 1 - (1 - e^-x) / x by its series: the closed form loses its digits. The first term left out
      // is x⁷/40320.
      let part =
        x * (1 / 2 - x * (1 / 6 - x * (1 / 24 - x * (1 / 120 - x * (1 / 720 - x / 5040)))))
      lag = duration * part
      stay = duration * (1 - part)
      kept = 1 - rate * stay
    } else {
      kept = Elementary.exp(-x)
      stay = (1 - kept) / rate
      lag = duration - stay
    }
  }

  /// What is there at the end [kg].
  func end(from start: Double, source: Double) -> Double { start * kept + source * stay }

  /// What leaks in the step [kg].
  func leaked(from start: Double, source: Double) -> Double {
    rate * start * stay + source * lag
  }

  /// The rate that leads from `start` to `end` [kg/s].
  func source(from start: Double, to end: Double) -> Double { (end - start * kept) / stay }

  /// When a level that follows the law has gone the part `share` of its way through the step [s].
  func time(ofShare share: Double) -> Double {
    let part = min(1, max(0, share))
    // Below, what the curve differs from a line by is less than the logarithm can tell.
    guard rate * duration > 1e-6 else { return part * duration }
    return min(duration, -Elementary.log(1 - part * rate * stay) / rate)
  }
}
