import Exchange
import Kinematics
import NumericalMethods
import Orbits

/// A burn that an OPM announces, as changes of speed at instants.
///
/// An impulse is one of them; a burn of some length is flown as many, each in the middle of its part
/// of at most two seconds (a thousandth of the burn, if that is longer), along axes that turn with
/// the orbit. The middle keeps speed and place: what is left is `(n h)² / 24` of the change, 2e-7 for
/// two seconds in a low orbit, where `n` is the mean motion and `h` the length of a part. Thrust is
/// even, so that what is pushed gets lighter and each part changes the speed by more than the last
/// (Tsiolkovsky 1903).
struct PlannedBurn: Sendable {
  /// A change of speed at an instant.
  struct Impulse: Sendable {
    var epoch: Epoch
    /// Along the axes of the burn [m/s].
    var deltaV: SIMD3<Double>
    /// The mass after it over the mass before it.
    var massRatio: Double
  }

  /// The axes along which a message gives a change of velocity.
  private enum Axes: Sendable {
    /// Radial, along the motion on a circle, along the momentum.
    case radial
    /// Along the velocity, in the plane towards the centre, along the momentum.
    case tangential
    /// In the plane away from the centre, along the velocity, along the momentum.
    case normal
    /// Those of a frame that does not go with the orbit.
    case frame(MessageFrame)
  }

  /// When the engine lights and when it is off again.
  let ignition, end: Epoch
  /// What is flown, in the order of time.
  let impulses: [Impulse]
  private let axes: Axes

  /// A burn of a message.
  ///
  /// - Parameters:
  ///   - burn: the burn.
  ///   - object: whose burn, for the epoch of its frame.
  ///   - mass: when the engine lights [kg]; nil: not known, and it does not change.
  ///   - orientation: the Earth's orientation, for frames that turn.
  /// - Throws: ``MissionError/burn(_:)`` for axes that are not understood, and for a burn that takes
  ///   more mass than there is.
  init(
    _ burn: OrbitParameterMessage.Maneuver, of object: CCSDSObject, mass: Double?,
    orientation: EarthOrientation
  ) throws(MissionError) {
    axes = try Self.axes(burn, of: object, orientation: orientation)
    ignition = burn.ignition
    end = burn.ignition + burn.duration
    let count = max(1, min(1000, Int((min(burn.duration, 1e6) / 2).rounded(.up))))
    var masses = [Double](repeating: 1, count: count + 1)
    if let mass, mass > 0 {
      for index in masses.indices {
        masses[index] = 1 + burn.massChange / mass * Double(index) / Double(count)
      }
    }
    guard let last = masses.last, last > 0 else {
      throw .burn(
        "the burn at \(ignition.iso8601(digits: 0)) takes \(-burn.massChange) kg; allowed: less "
          + "than the mass, \(mass ?? 0) kg")
    }
    let whole = Elementary.log(last)
    impulses = (0..<count).map { index in
      let ratio = masses[index + 1] / masses[index]
      let part = whole == 0 ? 1 / Double(count) : Elementary.log(ratio) / whole
      let middle = (Double(index) + 0.5) / Double(count) * burn.duration
      return Impulse(
        epoch: burn.ignition + middle, deltaV: part * burn.deltaV, massRatio: ratio)
    }
  }

  private static func axes(
    _ burn: OrbitParameterMessage.Maneuver, of object: CCSDSObject, orientation: EarthOrientation
  ) throws(MissionError) -> Axes {
    switch burn.frame.name.uppercased() {
    case "RTN", "RSW", "QSW", "RIC", "RTN_ROTATING", "RSW_ROTATING", "QSW_ROTATING": return .radial
    case "TNW", "TNW_ROTATING": return .tangential
    case "NTW", "NTW_ROTATING": return .normal
    default: break
    }
    var own = object
    own.frame = burn.frame
    let span = burn.ignition...(burn.ignition + max(0, min(burn.duration, 30 * 86_400)))
    if let frame = MessageFrame(of: own, over: span, orientation: orientation) {
      return .frame(frame)
    }
    throw .burn(
      "the burn at \(burn.ignition.iso8601(digits: 0)) is given along '\(burn.frame.name)'; "
        + "allowed: RTN, TNW, NTW, \(MessageFrame.allowed)")
  }

  /// The change of velocity along GCRF that an impulse makes in a state.
  func change(_ impulse: Impulse, in state: OrbitState<GCRF>) -> Velocity<GCRF> {
    let d = impulse.deltaV
    let (r, v) = (state.position.components, state.velocity.components)
    let w = cross(r, v).normalized
    switch axes {
    case .radial: return Velocity(d.x * r.normalized + d.y * cross(w, r.normalized) + d.z * w)
    case .tangential: return Velocity(d.x * v.normalized + d.y * cross(w, v.normalized) + d.z * w)
    case .normal: return Velocity(d.x * cross(v.normalized, w) + d.y * v.normalized + d.z * w)
    case .frame(let frame):
      return frame.state(CCSDSState(epoch: impulse.epoch, position: .zero, velocity: d)).velocity
    }
  }
}

extension StateFile {
  /// Refuses to carry a state over a burn that the file announces, where burns are not flown.
  ///
  /// - Throws: ``MissionError/burn(_:)`` for a burn between `state` and `end`, and for any after `state`
  ///   where no end is given.
  public func refuseBurns(
    from state: OrbitState<GCRF>, to end: Epoch? = nil
  ) throws(MissionError) {
    let first = min(state.epoch, end ?? state.epoch)
    let last = end.map { max(state.epoch, $0) }
    let found = burns.first { burn in
      burn.ignition + burn.duration >= first && last.map { burn.ignition < $0 } ?? true
    }
    guard let burn = found else { return }
    throw .burn(
      "the file announces a burn at \(burn.ignition.iso8601(digits: 0)), which is not flown here; "
        + "allowed: a state after it ('outpost propagate' flies it)")
  }

  /// The burns that the file announces, as they are flown; the mass is that at `epoch` [kg].
  func plannedBurns(
    mass: Double?, at epoch: Epoch, orientation: EarthOrientation
  ) throws(MissionError) -> [PlannedBurn] {
    var left = mass
    var planned: [PlannedBurn] = []
    for burn in burns.sorted(by: { $0.ignition < $1.ignition }) {
      planned.append(
        try PlannedBurn(burn, of: object, mass: left, orientation: orientation))
      // What was burnt before is not in the mass any more.
      if burn.ignition >= epoch { left = left.map { $0 + burn.massChange } }
    }
    return planned
  }
}
