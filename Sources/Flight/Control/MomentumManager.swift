import Kinematics
import NumericalMethods

/// A linear feedback that keeps a body near its torque equilibrium attitude and its gyroscopes near
/// empty: where they fill, it leans a little, so that gravity empties them.
///
/// The torque on the body is `−(K₁ δ + K₂ δ̇ + K₃ h + K₄ ∫h dt)` with δ the turn from the equilibrium
/// about the body's axes, δ̇ the rate with respect to the local orbital frame and h the gyroscopes'
/// momentum. The gains are those of a linear quadratic regulator of the twelve equations of small
/// motions, all three axes together; the integral makes the mean momentum zero. After Wie, Byun,
/// Warren, Geller, Long and Sunkel (*J. Guidance* 12, 1989, 714), who treat pitch apart from roll and
/// yaw; with products of inertia they belong together.
///
/// Limits: small motions; no filter for torques at the orbital rate.
public struct MomentumManager: Sendable, Hashable {
  /// The attitude about which it works.
  public let equilibrium: Rotation<LVLH, StationFrame>
  /// K₁ [N m/rad].
  public let attitudeGain: Matrix3
  /// K₂ [N m s/rad].
  public let rateGain: Matrix3
  /// K₃ [1/s].
  public let momentumGain: Matrix3
  /// K₄ [1/s²].
  public let integralGain: Matrix3
  /// The roots of the closed loop [1/s], the slowest first; all real parts are below zero.
  public let roots: [ComplexNumber]

  /// What the regulator weighs against each other: each deviation counts by the square of its share
  /// of these.
  public struct Weights: Sendable, Hashable {
    /// Turn from the equilibrium [rad].
    public var attitude: Double
    /// Momentum of the gyroscopes [N m s].
    public var momentum: Double
    /// Torque of the gyroscopes [N m].
    public var torque: Double

    /// Weights; 2 degrees, and what is given for momentum and torque.
    public init(attitude: Double = .pi / 90, momentum: Double, torque: Double) {
      self.attitude = attitude
      self.momentum = momentum
      self.torque = torque
    }
  }

  /// The manager for a body at an equilibrium.
  ///
  /// - Throws: ``FlightError/notStabilizable`` where gravity has no hold on an axis.
  public init(
    orbital: OrbitalTorque, equilibrium: TorqueEquilibrium, weights: Weights
  ) throws(FlightError) {
    for (what, value) in [
      ("weight of the attitude", weights.attitude), ("weight of the momentum", weights.momentum),
      ("weight of the torque", weights.torque),
    ] where !(value > 0 && value < 1e12) {
      throw .outOfRange(what: what, value: value, allowed: "above 0, below 1e12")
    }
    let n = orbital.meanMotion
    let motion = SmallMotion(
      orbital: orbital, attitude: equilibrium.attitude, stiffness: equilibrium.stiffness)
    // Momentum in units of n I₀ and torque in units of n² I₀ make the numbers of size one.
    let size = orbital.inertia.trace / 3
    var a = DenseMatrix(rows: 12, columns: 12)
    a[block: 0, 3] = .identity
    a[block: 3, 0] = motion.stiffness
    a[block: 3, 3] = motion.damping
    a[block: 6, 6] = -Matrix3.skew(motion.rate)
    a[block: 9, 6] = .identity
    var b = DenseMatrix(rows: 12, columns: 3)
    b[block: 3, 0] = size * motion.inverse
    b[block: 6, 0] = -Matrix3.identity
    func weight(_ value: Double) -> Matrix3 { .diagonal(SIMD3(repeating: 1 / (value * value))) }
    var stateCost = DenseMatrix(rows: 12, columns: 12)
    stateCost[block: 0, 0] = weight(weights.attitude)
    stateCost[block: 3, 3] = weight(weights.attitude)
    stateCost[block: 6, 6] = weight(weights.momentum / (n * size))
    stateCost[block: 9, 9] = weight(weights.momentum / (n * size))
    var controlCost = DenseMatrix(rows: 3, columns: 3)
    controlCost[block: 0, 0] = weight(weights.torque / (n * n * size))
    guard
      let gain = LinearQuadraticRegulator.gain(
        a, b, stateCost: stateCost, controlCost: controlCost),
      let roots = (a - b * gain).eigenvalues(), let slowest = roots.first, slowest.real < -1e-3
    else { throw .notStabilizable }
    self.equilibrium = equilibrium.attitude
    attitudeGain = (n * n * size) * gain[block: 0, 0]
    rateGain = (n * size) * gain[block: 0, 3]
    momentumGain = n * gain[block: 0, 6]
    integralGain = (n * n) * gain[block: 0, 9]
    self.roots = roots.map { ComplexNumber(n * $0.real, n * $0.imaginary) }
  }

  /// The torque on the body [N m along its axes].
  ///
  /// - Parameters:
  ///   - turn: from the equilibrium, about the body's axes [rad].
  ///   - rate: with respect to the local orbital frame, along the body's axes [rad/s].
  ///   - momentum: of the gyroscopes along the body's axes [N m s].
  ///   - integral: of the momentum over time [N m s²].
  public func torque(
    turn: SIMD3<Double>, rate: SIMD3<Double>, momentum: SIMD3<Double>, integral: SIMD3<Double>
  ) -> SIMD3<Double> {
    let attitudePart = attitudeGain * turn + rateGain * rate
    return -(attitudePart + momentumGain * momentum + integralGain * integral)
  }
}
