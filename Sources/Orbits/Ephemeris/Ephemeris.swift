import Kinematics
import NumericalMethods

/// The states of one object in order of time, and what lies between them.
public struct Ephemeris: Sendable {
  /// In order of time, no two at the same instant; at least one.
  public let states: [OrbitState<GCRF>]

  /// The states of one object in any order; of several at one instant the last is kept, as a message
  /// whose segments meet has it. Nil where there is none.
  public init?(_ states: [OrbitState<GCRF>]) {
    var kept: [OrbitState<GCRF>] = []
    kept.reserveCapacity(states.count)
    // Sorting keeps the order of equal instants by their place.
    let order = states.indices.sorted {
      states[$0].epoch != states[$1].epoch ? states[$0].epoch < states[$1].epoch : $0 < $1
    }
    for index in order {
      if kept.last?.epoch == states[index].epoch { kept.removeLast() }
      kept.append(states[index])
    }
    guard !kept.isEmpty else { return nil }
    self.states = kept
  }

  /// From the first state to the last.
  public var span: ClosedRange<Epoch> { states[0].epoch...states[states.count - 1].epoch }

  /// How many states a place between them is taken from.
  static let width = 6

  /// The state at an instant of the span; nil outside it.
  ///
  /// Hermite's polynomial through position and velocity of the three states before and after: within a few
  /// centimetres of a low orbit for states four minutes apart, a decimetre between the first two and
  /// the last two. Over a burn, whose acceleration it
  /// cannot know, it is as good as the states are near each other.
  public func state(at epoch: Epoch) -> OrbitState<GCRF>? {
    guard span.contains(epoch) else { return nil }
    var low = 0
    var high = states.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if states[middle].epoch <= epoch { low = middle } else { high = middle }
    }
    if states[low].epoch == epoch { return states[low] }
    let first = max(0, min(states.count - Self.width, low - Self.width / 2 + 1))
    let window = states[first..<min(states.count, first + Self.width)]
    return Self.hermite(Array(window), at: epoch)
  }

  /// Newton's form with every node twice (Stoer, Bulirsch 2002, section 2.1.5).
  private static func hermite(_ window: [OrbitState<GCRF>], at epoch: Epoch) -> OrbitState<GCRF> {
    let origin = window[0].epoch
    let nodes = window.flatMap { [$0.epoch - origin, $0.epoch - origin] }
    var column = window.flatMap { [$0.position.components, $0.position.components] }
    var coefficients = [column[0]]
    for order in stride(from: 1, to: nodes.count, by: 1) {
      for index in 0..<(nodes.count - order) {
        let width = nodes[index + order] - nodes[index]
        // The first difference over a doubled node is the derivative there.
        column[index] =
          width == 0
          ? window[index / 2].velocity.components
          : (1 / width) * (column[index + 1] - column[index])
      }
      coefficients.append(column[0])
    }
    let t = epoch - origin
    var position = coefficients[nodes.count - 1]
    var velocity = SIMD3<Double>.zero
    for index in (0..<(nodes.count - 1)).reversed() {
      velocity = position + (t - nodes[index]) * velocity
      position = coefficients[index] + (t - nodes[index]) * position
    }
    return OrbitState(epoch: epoch, position: Position(position), velocity: Velocity(velocity))
  }
}
