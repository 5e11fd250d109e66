/// One step of an integrator: the times and states of its ends, and, where it was asked for, a
/// polynomial of order 7 in between.
public struct DenseStep: Sendable {
  /// The time [s] where the step begins.
  public let start: Double

  /// The time [s] where the step ends; before `start` when time runs backwards.
  public let end: Double

  /// The state at the start.
  public let startState: [Double]

  /// The state at the end.
  public let endState: [Double]

  /// Seven coefficients a component, one component after the other; empty without dense output.
  let coefficients: [Double]

  /// Whether the states between the ends are known.
  public var isDense: Bool { !coefficients.isEmpty || start == end }

  /// The state at a time [s] between the ends, with an error of order 7 in the step.
  ///
  /// Without dense output only the ends may be asked for. A time outside the step extrapolates.
  /// Source: Hairer, Norsett, Wanner (1993), sec. II.6.
  public func state(at t: Double) -> [Double] {
    var result = startState
    evaluate(at: t, into: &result)
    return result
  }

  /// Writes the state at a time [s] over `result`, which has as many elements as the state.
  public func evaluate(at t: Double, into result: inout [Double]) {
    precondition(result.count == startState.count, "the buffer has not the size of the state")
    for i in result.indices { result[i] = component(i, at: t) }
  }

  /// One component of the state at a time [s] between the ends.
  public func component(_ i: Int, at t: Double) -> Double {
    if t == end { return endState[i] }
    if t == start { return startState[i] }
    precondition(!coefficients.isEmpty, "this step was made without dense output")
    let x = (t - start) / (end - start)
    let y = 1 - x
    let base = 7 * i
    var sum = coefficients[base + 6] * x
    sum = (sum + coefficients[base + 5]) * y
    sum = (sum + coefficients[base + 4]) * x
    sum = (sum + coefficients[base + 3]) * y
    sum = (sum + coefficients[base + 2]) * x
    sum = (sum + coefficients[base + 1]) * y
    sum = (sum + coefficients[base]) * x
    return startState[i] + sum
  }
}
