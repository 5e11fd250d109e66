import Kinematics
import NumericalMethods
import StationModel

/// Something that happens in flight where a function of the pieces changes its sign.
public struct FlightEvent: Sendable, Hashable {
  /// Which of the functions.
  public var function: Int
  /// When, after the start of the forces [s].
  public var time: Double
}

extension FormationFlight {
  /// One step of `h` [s], or as far as the first event in it: a release that waits for a distance, a
  /// contact, an edge of whatever kind.
  ///
  /// Signs are looked at at the start, at the end and at even times between; a function that changes
  /// its sign twice from one to the next is missed. A change is located on the step's ``FormationArc``
  /// (Brent 1973), and the step is then made anew to there, so that the flight ends within a
  /// microsecond after it. Where a function only grazes zero, nearer than the arc is to the flight, the
  /// step ends a millisecond after the arc's zero, or where it would have ended, and the function may
  /// have its old sign. A function that is zero at the start is taken to come from its other side.
  /// What happens at a known time (a burn, a cut) is not an event: the caller's steps end there.
  ///
  /// - Parameters:
  ///   - h: length of the step [s].
  ///   - samples: into how many parts the step is looked at.
  ///   - functions: of the pieces as hulls, any unit; the first event of them counts.
  /// - Returns: what happened, nil where the step went through.
  public mutating func step(
    _ h: Double, samples: Int = 4, watching functions: [([RigidBody]) -> Double]
  ) throws(KinematicsError) -> FlightEvent? {
    let saved = self
    try step(h)
    let arc = FormationArc(from: saved, to: self)
    var before = functions.map { $0(arc.bodies(at: 0)) }
    for sample in 1...max(1, samples) {
      let left = arc.length * Double(sample - 1) / Double(max(1, samples))
      let right = arc.length * Double(sample) / Double(max(1, samples))
      let bodies = arc.bodies(at: right)
      let after = functions.map { $0(bodies) }
      var first: (function: Int, time: Double)?
      for index in functions.indices
      where before[index] != 0 && (before[index] < 0) != (after[index] < 0) {
        let zero =
          RootFinding.brent(
            { functions[index](arc.bodies(at: $0)) }, in: left...right, tolerance: 1e-9) ?? right
        if zero < first?.time ?? .infinity { first = (index, zero) }
      }
      if let first {
        let wasNegative = before[first.function] < 0
        try settle(from: saved, at: first.time, within: arc.length) {
          (functions[first.function]($0) < 0) != wasNegative
        }
        return FlightEvent(function: first.function, time: time)
      }
      before = after
    }
    return nil
  }

  /// Steps from `saved` to just after the change that `isPast` tells, which is near `guess` [s].
  private mutating func settle(
    from saved: FormationFlight, at guess: Double, within length: Double,
    isPast: ([RigidBody]) -> Bool
  ) throws(KinematicsError) {
    // The arc's zero is off the flight's by its own error over the function's rate.
    var late = 1e-9
    while true {
      let trial = min(length, guess + late)
      self = saved
      try step(trial)
      if isPast(hulls) || trial == length || late > 1e-3 { return }
      late *= 4
    }
  }
}
