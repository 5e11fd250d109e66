/// Finds when a function of time and state first changes its sign within a step of an integrator.
public struct EventLocator: Sendable {
  /// Which changes of sign count.
  public enum Direction: Sendable {
    /// From below zero to zero or above.
    case rising
    /// From above zero to zero or below.
    case falling
    /// Both.
    case either
  }

  /// Which changes of sign count, seen in the direction of integration.
  public var direction: Direction

  /// How many times inside the step, evenly spread, the sign is looked at; two crossings between
  /// neighbouring times go unseen.
  public var samples: Int

  /// How narrowly the time of the event is found [s].
  public var tolerance: Double

  /// A locator; `tolerance` in [s].
  public init(direction: Direction = .either, samples: Int = 8, tolerance: Double = 1e-7) {
    self.direction = direction
    self.samples = max(samples, 0)
    self.tolerance = tolerance
  }

  /// The time [s] of the first event in a dense step, or nil.
  ///
  /// The time returned lies at the zero or within `tolerance` past it, so that the sign there is the
  /// new one, and an integration that restarts there does not meet the same event again. A zero at
  /// the very start of the step is no event. Where `g` is not a number nothing is found.
  public func firstRoot(
    in step: DenseStep, of g: (_ time: Double, _ state: [Double]) -> Double
  ) -> Double? {
    if step.start == step.end { return nil }
    var state = step.startState
    func value(_ t: Double) -> Double {
      step.evaluate(at: t, into: &state)
      return g(t, state)
    }
    var before = (x: step.start, y: value(step.start))
    for i in 1...(samples + 1) {
      let part = Double(i) / Double(samples + 1)
      let t = i > samples ? step.end : step.start + part * (step.end - step.start)
      let after = (x: t, y: value(t))
      if crosses(before.y, after.y) {
        guard let ends = RootFinding.bracket(value, before, after, tolerance) else { return nil }
        return ends.best == ends.other || crosses(before.y, value(ends.best))
          ? ends.best : ends.other
      }
      before = after
    }
    return nil
  }

  private func crosses(_ before: Double, _ after: Double) -> Bool {
    let rises = before < 0 && after >= 0
    let falls = before > 0 && after <= 0
    switch direction {
    case .rising: return rises
    case .falling: return falls
    case .either: return rises || falls
    }
  }
}
