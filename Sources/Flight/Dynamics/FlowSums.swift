import NumericalMethods

/// What the outflows of one piece do together, summed about its centre of mass at the start, so that
/// the integrator's stages do not look at each.
///
/// With `t` the tank, `p` the opening and `c` the centre of mass of what is inside the hull, the
/// balances of linear and angular momentum of a rigid hull from which a flow `μ` leaves by the
/// straight way from `t` to `p` are
///
///     dP/dt = F + T - μ [v + ω × (p - c)] - μ ω × (p - t)
///     dH/dt = M + (p - c) × T - μ (p - c) × [ω × (p - c)] - ω × μ (t - c) × (p - c)
///
/// where `P = m v` and `H = I ω + h` leave out the momentum of the flow on its way, whose change in
/// direction is the last term of each: the Coriolis force of the flow and its torque, which damp or
/// feed a spin (Thorpe, *J. Appl. Mech.* 29 (1962); Eke and Wang, *J. Appl. Mech.* 62 (1995)). The
/// centre moves in the hull at `dc/dt = -μ (t - c)/m`. Source of both: Thorpe's balance of a control
/// volume that is fixed to the hull, with steady flow.
///
/// Limits: `μ` is steady; with moving parts, the product of their rate and `μ` is left out.
struct FlowSums: Sendable {
  /// Σ μ [kg/s]
  private(set) var rate = 0.0
  /// Σ T, and Σ (p - c₀) × T.
  private(set) var push = SIMD3<Double>.zero
  private(set) var moment = SIMD3<Double>.zero
  /// Σ μ (t - c₀) and Σ μ (p - c₀).
  private(set) var drawn = SIMD3<Double>.zero
  private(set) var opened = SIMD3<Double>.zero
  /// The inertia rates of what is drawn and of what leaves, about c₀.
  private(set) var drawnInertia = Matrix3.zero
  private(set) var openedInertia = Matrix3.zero
  /// Σ μ (t - c₀) × (p - c₀).
  private(set) var crossed = SIMD3<Double>.zero

  /// The sums of those that are not dry, about `centre` [m].
  init(_ outflows: [Outflow], about centre: SIMD3<Double>) {
    for flow in outflows where flow.remaining > 0 {
      let tank = flow.tank - centre
      let opening = flow.point - centre
      rate += flow.massRate
      push += flow.force
      moment += cross(opening, flow.force)
      drawn += flow.massRate * tank
      opened += flow.massRate * opening
      drawnInertia += flow.massRate * Self.pointInertia(tank)
      openedInertia += flow.massRate * Self.pointInertia(opening)
      crossed += flow.massRate * cross(tank, opening)
    }
  }

  /// The inertia of one kilogram at an arm [m²].
  static func pointInertia(_ arm: SIMD3<Double>) -> Matrix3 {
    Matrix3.diagonal(SIMD3(repeating: arm.squaredMagnitude)) - Matrix3.outer(arm, arm)
  }

  /// The force on a piece that turns at `w` [rad/s] and whose centre has moved by `shift` [m], with
  /// what leaves taken off: `m dv/dt` [N].
  func force(turning w: SIMD3<Double>, shift: SIMD3<Double>) -> SIMD3<Double> {
    push - cross(w, 2 * opened - drawn - rate * shift)
  }

  /// The torque about the centre of mass, `dH/dt` [N m].
  func torque(turning w: SIMD3<Double>, shift b: SIMD3<Double>) -> SIMD3<Double> {
    var carried = openedInertia * w
    carried -= 2 * dot(opened, b) * w - dot(b, w) * opened - dot(opened, w) * b
    carried += rate * (b.squaredMagnitude * w - dot(b, w) * b)
    let onTheWay = crossed - cross(drawn, b) - cross(b, opened)
    return moment - cross(b, push) - carried - cross(w, onTheWay)
  }

  /// How fast the centre of mass moves in the hull [m/s].
  func centreVelocity(mass: Double, shift: SIMD3<Double>) -> SIMD3<Double> {
    (rate * shift - drawn) / mass
  }
}
