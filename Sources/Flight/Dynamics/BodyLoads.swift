import NumericalMethods

/// What acts on one piece besides gravity, sunlight and the drag of a mean area, and what turns inside
/// it, from now until it is told otherwise.
///
/// All vectors are along the station frame's axes, which turn with the piece. Forces and torques that
/// are given as numbers stay as they are along these axes; those of the air follow from the flow at
/// each stage of the integration. Controllers set them anew at every step of theirs.
public struct BodyLoads: Sendable, Hashable {
  /// A force at the centre of mass [N].
  public var force: SIMD3<Double>
  /// A torque from outside about the centre of mass: jets that push in pairs, magnets [N m].
  public var torque: SIMD3<Double>
  /// The angular momentum of gyroscopes with respect to the piece [N m s].
  public var storedMomentum: SIMD3<Double>
  /// How it changes along the piece's axes [N m]. What the gyroscopes do to the piece is the
  /// opposite, `-dh/dt - ω × h`.
  public var storedMomentumRate: SIMD3<Double>
  /// Engines, jets, vents and leaks.
  public var outflows: [Outflow]
  /// Arrays and radiators that turn.
  public var movingParts: [MovingPart]
  /// What the air does to it over the direction of the flow. Where it is there, it takes the place
  /// of the piece's ballistic area.
  public var aerodynamics: AerodynamicCoefficients?

  /// Loads from their parts; force [N], torque [N m], momentum [N m s] and its rate [N m].
  public init(
    force: SIMD3<Double> = .zero, torque: SIMD3<Double> = .zero,
    storedMomentum: SIMD3<Double> = .zero, storedMomentumRate: SIMD3<Double> = .zero,
    outflows: [Outflow] = [], movingParts: [MovingPart] = [],
    aerodynamics: AerodynamicCoefficients? = nil
  ) {
    self.force = force
    self.torque = torque
    self.storedMomentum = storedMomentum
    self.storedMomentumRate = storedMomentumRate
    self.outflows = outflows
    self.movingParts = movingParts
    self.aerodynamics = aerodynamics
  }

  /// Nothing acts.
  public static let none = BodyLoads()

  /// When the first outflow runs dry, from now [s]; those that are dry do not count.
  public var timeUntilDry: Double {
    outflows.reduce(.infinity) { $1.remaining > 0 ? min($0, $1.timeUntilDry) : $0 }
  }

  /// The loads after a time [s]: tanks emptier, parts turned, gyroscopes faster.
  public func after(_ time: Double) -> BodyLoads {
    var loads = self
    loads.storedMomentum += time * storedMomentumRate
    for index in outflows.indices where outflows[index].massRate > 0 {
      let flow = outflows[index]
      // Whatever rounding leaves of a tank that is dry is nothing.
      let left = flow.timeUntilDry - time > 1e-9 ? flow.remaining - flow.massRate * time : 0
      loads.outflows[index].remaining = left
    }
    loads.movingParts = movingParts.map { $0.turned(for: time) }
    return loads
  }
}
