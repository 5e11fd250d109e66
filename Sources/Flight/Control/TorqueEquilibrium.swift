import Kinematics
import NumericalMethods

/// An attitude in the local orbital frame in which the mean torque over an orbit is zero.
///
/// The angles are the field's: yaw, pitch and roll in this order from LVLH (+X forward, +Y against
/// the orbital momentum, +Z to nadir) to the body, each right-handed about the axis where it then
/// lies; nose up is positive pitch. The station's own axes must point as LVLH does in its ordinary
/// attitude, as those of SSACS do.
///
///     let torque = try OrbitalTorque(inertia: body.inertia, meanMotion: 0.00113)
///     let equilibrium = TorqueEquilibrium.nearest(to: torque) { _ in aerodynamicTorque }
///
/// Its stability is that of small motions without control, `I δ̈ + G δ̇ = K δ` (Hughes, *Spacecraft
/// Attitude Dynamics*, 1986, sec. 9.2; DeBra and Delp 1961 for the gravity gradient alone).
public struct TorqueEquilibrium: Sendable, Hashable {
  /// From the local orbital frame to the body's axes.
  public let attitude: Rotation<LVLH, StationFrame>
  /// What is left of the mean torque [N m]: rounding.
  public let residual: SIMD3<Double>
  /// The change of the mean torque with a turn about the body's axes, K [N m/rad].
  public let stiffness: Matrix3
  /// The six roots λ of small motions exp(λt) without control [1/s], the fastest growing first.
  public let roots: [ComplexNumber]
  /// Mean motion of the orbit [rad/s].
  public let meanMotion: Double

  /// Yaw, pitch and roll from LVLH [rad].
  public var angles: (yaw: Double, pitch: Double, roll: Double) { attitude.yawPitchRoll }

  /// Rate at which the fastest growing motion grows [1/s]; below rounding on a stable equilibrium.
  public var growthRate: Double { roots.first?.real ?? .infinity }

  /// Whether no small motion grows. A motion that takes more than a million radians of the orbit to
  /// grow e-fold counts as steady.
  public var isStable: Bool { growthRate <= 1e-6 * meanMotion }

  /// Whether it would stay so with friction: every turn is pushed back (K negative definite). A
  /// stable equilibrium without this is held by its spin with the orbit alone, and friction ends it.
  public var isStiff: Bool {
    (0.5 * (stiffness + stiffness.transpose)).symmetricEigen().values.z < 0
  }

  /// The equilibrium nearest to the local orbital frame; nil where none has all three angles within
  /// `limit` [rad].
  ///
  /// - Parameters:
  ///   - orbital: gravity gradient and inertia.
  ///   - limit: greatest angle; 20 degrees unless given.
  ///   - torque: the mean of all other torques over an orbit in an attitude, along the body's axes
  ///     [N m].
  public static func nearest(
    to orbital: OrbitalTorque, within limit: Double = .pi / 9,
    torque: (Rotation<LVLH, StationFrame>) -> SIMD3<Double> = { _ in .zero }
  ) -> TorqueEquilibrium? {
    all(of: orbital, within: limit, torque: torque).first
  }

  /// Every equilibrium found within `limit` [rad], the nearest to the local orbital frame first.
  ///
  /// Newton's method with a damped step from 125 starts on a grid of the three angles: the same
  /// input gives the same list. Where equilibria form a line (a body of revolution), single points
  /// of it are found.
  public static func all(
    of orbital: OrbitalTorque, within limit: Double = .pi / 9,
    torque: (Rotation<LVLH, StationFrame>) -> SIMD3<Double> = { _ in .zero }
  ) -> [TorqueEquilibrium] {
    let search = EquilibriumSearch(orbital: orbital, limit: limit)
    var found: [Rotation<LVLH, StationFrame>] = []
    let steps = [0, 0.5, -0.5, 1, -1]
    for yaw in steps {
      for pitch in steps {
        for roll in steps {
          let start = Rotation<LVLH, StationFrame>(
            yaw: limit * yaw, pitch: limit * pitch, roll: limit * roll)
          guard let root = search.root(from: start, torque) else { continue }
          let isNew = !found.contains { $0.inverse.then(root).angle < 1e-5 }
          if isNew { found.append(root) }
        }
      }
    }
    // A stable order: of equal ones the one found first.
    let order = found.indices.sorted { (found[$0].angle, $0) < (found[$1].angle, $1) }
    return order.map { search.equilibrium(at: found[$0], torque) }
  }
}

/// Newton's method for the attitude without torque.
struct EquilibriumSearch {
  let orbital: OrbitalTorque
  let limit: Double

  typealias Torque = (Rotation<LVLH, StationFrame>) -> SIMD3<Double>

  private func residual(
    _ attitude: Rotation<LVLH, StationFrame>, _ torque: Torque
  ) -> SIMD3<Double> { orbital.net(at: attitude) + torque(attitude) }

  /// The change of torque with small turns about the body's axes, by central differences.
  private func stiffness(
    at attitude: Rotation<LVLH, StationFrame>, _ torque: Torque
  ) -> Matrix3 {
    let step = 1e-4
    var columns: [SIMD3<Double>] = []
    for axis in 0..<3 {
      var turn = SIMD3<Double>.zero
      turn[axis] = step
      let after = residual(attitude.turned(by: turn), torque)
      let before = residual(attitude.turned(by: -turn), torque)
      columns.append((after - before) / (2 * step))
    }
    return Matrix3(columns[0], columns[1], columns[2]).transpose
  }

  func root(
    from start: Rotation<LVLH, StationFrame>, _ torque: Torque
  ) -> Rotation<LVLH, StationFrame>? {
    let moments = orbital.inertia.symmetricEigen().values
    // What gravity can do to this body, and the rounding of its torque.
    let strength = orbital.gradient * (moments.z - moments.x + 1e-9 * moments.z)
    var attitude = start
    var left = residual(attitude, torque)
    var damping = 1e-6
    for _ in 0..<60 where left.magnitude > 1e-13 * strength {
      let k = stiffness(at: attitude, torque)
      let normal = k.transpose * k
      let ridge = damping * (normal.trace + 1e-12 * strength * strength)
      guard let inverse = (normal + .diagonal(SIMD3(repeating: ridge))).inverse else { return nil }
      var turn = -(inverse * (k.transpose * left))
      let size = turn.magnitude
      if size > 0.2 { turn = (0.2 / size) * turn }
      let next = attitude.turned(by: turn)
      let then = residual(next, torque)
      guard then.magnitude < left.magnitude else {
        damping *= 10
        if damping > 1e6 || size < 1e-14 { break }
        continue
      }
      attitude = next
      left = then
      damping = max(1e-14, 0.1 * damping)
    }
    let scale = strength + torque(attitude).magnitude
    guard left.magnitude <= 1e-7 * scale else { return nil }
    let angles = attitude.yawPitchRoll
    let most = max(abs(angles.yaw), abs(angles.pitch), abs(angles.roll))
    return most <= limit * (1 + 1e-9) ? attitude : nil
  }

  func equilibrium(
    at attitude: Rotation<LVLH, StationFrame>, _ torque: Torque
  ) -> TorqueEquilibrium {
    let k = stiffness(at: attitude, torque)
    let motion = SmallMotion(orbital: orbital, attitude: attitude, stiffness: k)
    let roots = motion.free.eigenvalues() ?? []
    let n = orbital.meanMotion
    return TorqueEquilibrium(
      attitude: attitude, residual: residual(attitude, torque), stiffness: k,
      roots: roots.map { ComplexNumber(n * $0.real, n * $0.imaginary) }, meanMotion: n)
  }
}

/// Small motions about an attitude in the local orbital frame, in time counted by the mean motion.
///
/// With the frame's rate `ω = −n b` along the body's axes, `G = I ω× + ω× I − (I ω)×`.
struct SmallMotion {
  /// I⁻¹ K / n².
  let stiffness: Matrix3
  /// −I⁻¹ G / n.
  let damping: Matrix3
  /// ω / n.
  let rate: SIMD3<Double>
  /// I⁻¹ [1/(kg m²)].
  let inverse: Matrix3

  init(
    orbital: OrbitalTorque, attitude: Rotation<LVLH, StationFrame>, stiffness k: Matrix3
  ) {
    let n = orbital.meanMotion
    let i = orbital.inertia
    rate = -attitude.rotate(SIMD3(0, 1, 0))
    // The inertia was checked when the torque was made.
    inverse = i.inverse ?? .zero
    stiffness = (1 / (n * n)) * (inverse * k)
    let turn = Matrix3.skew(rate)
    damping = -(inverse * (i * turn + turn * i - Matrix3.skew(i * rate)))
  }

  /// The six equations of angles and rates.
  var free: DenseMatrix {
    var a = DenseMatrix(rows: 6, columns: 6)
    a[block: 0, 3] = .identity
    a[block: 3, 0] = stiffness
    a[block: 3, 3] = damping
    return a
  }
}
