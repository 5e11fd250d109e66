import Flight
import NumericalMethods
import StationModel

/// A joint that lets go or takes hold, until it is free or fast.
public struct JointMotion: Sendable, Hashable {
  /// Which joint, by index.
  public var joint: Int
  /// What acts between its sides.
  public var act: Coupling.Act
  /// When it was commanded, after the start of the world's flight [s].
  public var start: Double
  /// How far it has gone, after the command [s].
  public var time: Double
  /// Where it is: `held` for a capture.
  public var phase: ReleasePlan.Phase
  /// What the springs give at once, where no mechanics of the mechanism are known [J].
  public var impulse: Double
  /// How fast the sides slide past each other [m/s] and turn against each other [rad/s] from a blow and
  /// a couple at the opening.
  public var dispersion: (lateral: Double, tipOff: Double) {
    get { (lateral, tipOff) }
    set { (lateral, tipOff) = newValue }
  }
  private var lateral = 0.0
  private var tipOff = 0.0

  /// Whether its hooks have not opened yet.
  public var isOpening: Bool { phase == .opening }
  /// When its hooks open, after the start of the world's flight [s].
  public var opensAt: Double {
    if case .release(let plan) = act { return start + plan.opening }
    return start
  }

  init(
    joint: Int, act: Coupling.Act, start: Double, time: Double, phase: ReleasePlan.Phase,
    impulse: Double = 0
  ) {
    self.joint = joint
    self.act = act
    self.start = start
    self.time = time
    self.phase = phase
    self.impulse = impulse
  }
}

/// Two pieces that have touched and are still near each other.
public struct Touch: Sendable, Hashable {
  /// A module of one, by index, by which the piece is found.
  public var first: Int
  /// A module of the other.
  public var second: Int
  /// How often they have struck each other.
  public var blows: Int
  /// What they gave each other in all [N s].
  public var impulse: Double
  /// The last direction from the first to the second, along the first's axes.
  public var normal: SIMD3<Double>
  /// Whether they lie on each other: the last blow was slower than what springs back.
  public var isResting: Bool
}

/// The faces of a joint that has let go, until the pieces at it have been apart.
public struct SeamState: Sendable, Hashable {
  /// Which joint, by index.
  public var joint: Int
  /// How often the faces have struck each other.
  public var blows = 0
  /// What they gave each other in all [N s].
  public var impulse = 0.0
  /// Whether they lie on each other.
  public var isResting = false
  /// How fast they were pressed together between the last two looks [m/s²].
  public var push = 0.0

  init(joint: Int) { self.joint = joint }
}

/// A whole that came apart at this very instant, with what held its attitude: joined again before time
/// has passed it goes on as if nothing had been.
struct PartedWhole: Sendable {
  var modules: [Int]
  var mode: AttitudeMode
  var controller: AttitudeController?
  /// The engines that fired on it.
  var burns: [ActiveBurn] = []
  /// Whether units have failed since, or jets were told something.
  var hasChanged = false
}
