/// The classical Runge-Kutta method of order 4 with fixed steps, for comparisons.
///
/// Source: Kutta (1901); Hairer, Norsett, Wanner (1993), sec. II.1, table 1.2.
public struct RungeKutta4<System: DifferentialSystem> {
  /// The equations.
  public var system: System

  /// The time [s] reached.
  public private(set) var time: Double

  /// The state at `time`.
  public private(set) var state: [Double]

  /// The rate, the weighted sum of rates, and the trial state.
  private var work: [Double]

  /// An integrator at rest at a time [s] and state.
  public init(system: System, time: Double, state: [Double]) {
    precondition(state.count == system.dimension, "the state has not the system's dimension")
    self.system = system
    self.time = time
    self.state = state
    work = Array(repeating: 0, count: 3 * state.count)
  }

  /// One step of the length `h` [s], negative for backwards.
  public mutating func step(_ h: Double) {
    Self.advance(&system, &state, &work, time, h)
    time += h
  }

  private static func advance(
    _ system: inout System, _ state: inout [Double], _ work: inout [Double], _ time: Double,
    _ h: Double
  ) {
    let n = state.count
    work.withUnsafeMutableBufferPointer { all in
      let rate = UnsafeMutableBufferPointer(rebasing: all[..<n])
      let total = UnsafeMutableBufferPointer(rebasing: all[n..<(2 * n)])
      let trial = UnsafeMutableBufferPointer(rebasing: all[(2 * n)...])
      for i in 0..<n {
        total[i] = 0
        rate[i] = 0
      }
      for (node, weight) in [(0.0, 1.0), (0.5, 2.0), (0.5, 2.0), (1.0, 1.0)] {
        for i in 0..<n { trial[i] = state[i] + node * h * rate[i] }
        system.derivative(at: time + node * h, of: UnsafeBufferPointer(trial), into: rate)
        for i in 0..<n { total[i] += weight * rate[i] }
      }
      for i in 0..<n { state[i] += h / 6 * total[i] }
    }
  }
}

extension RungeKutta4: Sendable where System: Sendable {}
