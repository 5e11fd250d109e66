import Kinematics
import NumericalMethods
import StationModel

/// How one joint lets go: hooks that open, pushers that push over their stroke, and what may go
/// wrong; as forces on both bodies, for an integrator.
///
/// All forces are pairs, equal and opposite along one line, so that momentum is kept whatever the
/// figures. They are functions of where the two bodies are and of the time since the command.
///
/// Limits: pushers are linear springs without friction; they push along the joint's axis as it
/// stands on the first body, tilted by their dispersion; guide pins are not modelled.
public struct ReleasePlan: Sendable, Hashable {
  /// A spring that pushes until its stroke is over.
  public struct Pusher: Sendable, Hashable {
    /// Where it stands on the mating plane, in the station frame [m].
    public var point: SIMD3<Double>
    /// Along which it pushes the second body, of length 1, along the station's axes.
    public var direction: SIMD3<Double>
    /// Force per compression [N/m].
    public var stiffness: Double
    /// [m]
    public var stroke: Double

    /// What it gives to the motion [J].
    public var energy: Double { 0.5 * stiffness * stroke * stroke }
  }

  /// A hook that does not open with the others: it holds its point until it lets go.
  public struct StuckHook: Sendable, Hashable {
    /// On the mating plane, in the station frame [m].
    public var point: SIMD3<Double>
    /// The force at which it gives way [N]; it has then been drawn out by 2 mm, which is chosen.
    public var holds: Double
    /// When it opens after all, after the command [s]; infinite: never.
    public var opens: Double

    /// A hook from its parts; point [m], force [N], time [s].
    public init(point: SIMD3<Double>, holds: Double, opens: Double = .infinity) {
      self.point = point
      self.holds = holds
      self.opens = opens
    }

    /// The way over which it is drawn out [m]; chosen, as no stiffness of a hook is published.
    static let reach = 0.002
  }

  /// A cable or hose that is still plugged: it pulls back until it is out, or holds.
  public struct Umbilical: Sendable, Hashable {
    /// On the mating plane, in the station frame [m].
    public var point: SIMD3<Double>
    /// While it is pulled out [N].
    public var tension: Double
    /// Over which it comes out [m].
    public var length: Double
    /// Beyond its length: the stiffness of one that does not come out [N/m]; 0: it is out.
    public var stiffness: Double

    /// An umbilical from its parts; point [m], tension [N], length [m], stiffness [N/m].
    public init(
      point: SIMD3<Double>, tension: Double, length: Double, stiffness: Double = 0
    ) {
      self.point = point
      self.tension = tension
      self.length = length
      self.stiffness = stiffness
    }
  }

  /// Where a release is.
  public enum Phase: String, Sendable, CaseIterable {
    /// The hooks are opening; the joint is still one body.
    case opening
    /// The pushers push.
    case pushing
    /// A hook has stuck: the bodies can only turn about it.
    case held
    /// An umbilical is still plugged.
    case tethered
    /// Nothing acts between the bodies any more.
    case free
  }

  /// The centre of the mating plane, in the station frame [m].
  public var point: SIMD3<Double>
  /// From the first body to the second, of length 1, along the station's axes.
  public var axis: SIMD3<Double>
  /// From the command to the opening of the hooks [s].
  public var opening: Double
  /// The springs.
  public var pushers: [Pusher]
  /// The hooks that stick and still hold.
  public var stuckHooks: [StuckHook] = []
  /// An umbilical that was left, if one was.
  public var umbilical: Umbilical?

  /// The release of a joint.
  ///
  /// - Parameters:
  ///   - point: the centre of the mating plane, in the station frame [m].
  ///   - axis: from the first body to the second, along the station's axes.
  ///   - energy: of all springs together [J].
  ///   - opening: from the command to the opening of the hooks [s].
  ///   - mechanics: of the mechanism.
  ///   - dispersion: draws energies and directions of the pushers; nil: as they should be.
  public init(
    at point: SIMD3<Double>, axis: SIMD3<Double>, energy: Double, opening: Double,
    mechanics: ReleaseMechanics, dispersion: Philox4x32? = nil
  ) {
    self.point = point
    self.axis = axis.normalized
    self.opening = opening
    pushers = []
    guard mechanics.pushers > 0, energy > 0 else { return }
    let ring = ReleasePlan.ring(
      mechanics.pushers, radius: mechanics.radius, about: point, axis: self.axis)
    let share = energy / Double(mechanics.pushers)
    for (index, place) in ring.enumerated() {
      let draw = UInt64(3 * index)
      func normal(_ offset: UInt64) -> Double { dispersion?.normal(at: draw + offset) ?? 0 }
      let own = share * max(0, 1 + mechanics.energySpread * normal(0))
      let across = (place - point).normalized
      let other = cross(self.axis, across)
      let tilt = mechanics.tiltSpread * (normal(1) * across + normal(2) * other)
      pushers.append(
        Pusher(
          point: place, direction: (self.axis + tilt).normalized,
          stiffness: 2 * own / (mechanics.stroke * mechanics.stroke), stroke: mechanics.stroke))
    }
  }

  /// Places on the circle on which hooks and pushers stand, in the station frame [m].
  public static func ring(
    _ count: Int, radius: Double, about point: SIMD3<Double>, axis: SIMD3<Double>
  ) -> [SIMD3<Double>] {
    let (u, v) = across(axis)
    return (0..<max(0, count)).map { index in
      let (sine, cosine) = Elementary.sinCos(2 * .pi * Double(index) / Double(count))
      return point + radius * (cosine * u + sine * v)
    }
  }

  /// The hook of a mechanism that sticks at one of the places on the circle of hooks.
  ///
  /// - Parameters:
  ///   - index: which of its hooks, from 0.
  ///   - mechanics: of the mechanism.
  ///   - opens: when it opens after all, after the command [s].
  /// - Returns: nil where the mechanism has no such hook.
  public func hook(
    _ index: Int, of mechanics: ReleaseMechanics, opens: Double = .infinity
  ) -> StuckHook? {
    guard index >= 0, index < mechanics.hooks else { return nil }
    let ring = Self.ring(mechanics.hooks, radius: mechanics.radius, about: point, axis: axis)
    return StuckHook(point: ring[index], holds: mechanics.hookHold, opens: opens)
  }

  /// The umbilical of a mechanism, left plugged at the centre of the joint: it comes out.
  public func umbilical(of mechanics: ReleaseMechanics) -> Umbilical {
    Umbilical(
      point: point, tension: mechanics.umbilicalTension, length: mechanics.umbilicalLength)
  }

  /// What the springs give together [J].
  public var energy: Double { pushers.reduce(0) { $0 + $1.energy } }

  /// The push of the springs as one that takes no time and goes along the joint's axis, between two
  /// bodies by index: without the pushers' tilt, the hook and the umbilical.
  public func impulse(_ a: Int, _ b: Int) -> SpringRelease {
    SpringRelease(a: a, b: b, point: point, axis: axis, energy: energy)
  }
}
