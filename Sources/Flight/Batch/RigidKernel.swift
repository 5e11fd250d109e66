import NumericalMethods

/// The equations of a study, for one body or eight: a point mass with oblateness about the third axis
/// of GCRF, drag in air of constant density, the gravity gradient on the full inertia, Euler's
/// equations. Everything is inlined into one loop over steps.
struct RigidKernel<Real: LaneReal & Sendable> {
  typealias Vector = RigidVector<Real>
  typealias State = RigidState<Real>

  let mu: Real
  /// 3/2 J2 R² [m²]
  let oblateness: Real

  @inline(__always) init(_ field: OblateField) {
    mu = Real(repeating: field.mu)
    oblateness = Real(repeating: 1.5 * field.j2 * field.radius * field.radius)
  }

  /// The rates of everything but the position, whose rate is the velocity.
  struct Rates {
    var v: Vector
    var q: Vector
    var s: Real
    var w: Vector
  }

  @inline(__always) func rates(_ b: State, _ p: RigidConstants<Real>) -> Rates {
    let one = Real(repeating: 1)
    let inverseSquare = one / b.r.dot(b.r)
    let inverse = inverseSquare.root
    let pull = mu * inverseSquare * inverse
    // Vallado (2013), section 8.7.1.
    let k = oblateness * inverseSquare
    let height = Real(repeating: 5) * b.r.z * b.r.z * inverseSquare
    let flat = k.multiplied(by: one - height, adding: one)
    let polar = k.multiplied(by: Real(repeating: 3) - height, adding: one)
    let across = Real(repeating: -1) * pull * flat
    let along = Real(repeating: -1) * pull * polar
    let brake = b.v.dot(b.v).root * p.drag
    let acceleration = Vector(
      x: brake.multiplied(by: b.v.x, subtractedFrom: across * b.r.x),
      y: brake.multiplied(by: b.v.y, subtractedFrom: across * b.r.y),
      z: brake.multiplied(by: b.v.z, subtractedFrom: along * b.r.z))
    // The direction from the Earth's centre along the body's axes.
    let up = Vector(x: b.r.x * inverse, y: b.r.y * inverse, z: b.r.z * inverse)
    let half = up.cross(b.q)
    let twice = Vector(x: half.x + half.x, y: half.y + half.y, z: half.z + half.z)
    let turned = twice.cross(b.q)
    let n = Vector(x: up.x + turned.x, y: up.y + turned.y, z: up.z + turned.z)
      .adding(b.s, times: twice)
    let gradient = n.cross(p.inertia * n)
    let coupling = b.w.cross(p.inertia * b.w)
    let scale = Real(repeating: 3) * pull
    let torque = Vector(
      x: p.torque.x - coupling.x, y: p.torque.y - coupling.y, z: p.torque.z - coupling.z
    ).adding(scale, times: gradient)
    let h = Real(repeating: 0.5)
    let turn = Vector(x: h * b.w.x, y: h * b.w.y, z: h * b.w.z)
    return Rates(
      v: acceleration, q: b.q.cross(turn).adding(b.s, times: turn),
      s: Real(repeating: -1) * b.q.dot(turn), w: p.inverse * torque)
  }

  @inline(__always) private func moved(_ b: State, _ h: Real, _ v: Vector, _ d: Rates) -> State {
    State(
      r: b.r.adding(h, times: v), v: b.v.adding(h, times: d.v), q: b.q.adding(h, times: d.q),
      s: h.multiplied(by: d.s, adding: b.s), w: b.w.adding(h, times: d.w))
  }

  /// One step of the classical Runge-Kutta method.
  @inline(__always) func step(_ b: State, _ p: RigidConstants<Real>, _ h: Double) -> State {
    let half = Real(repeating: 0.5 * h)
    let k1 = rates(b, p)
    let b2 = moved(b, half, b.v, k1)
    let k2 = rates(b2, p)
    let b3 = moved(b, half, b2.v, k2)
    let k3 = rates(b3, p)
    let b4 = moved(b, Real(repeating: h), b3.v, k3)
    let k4 = rates(b4, p)
    let w1 = Real(repeating: h / 6)
    let w2 = Real(repeating: h / 3)
    @inline(__always) func sum(
      _ y: Vector, _ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector
    ) -> Vector {
      y.adding(w1, times: d).adding(w2, times: c).adding(w2, times: b).adding(w1, times: a)
    }
    var next = State(
      r: sum(b.r, b.v, b2.v, b3.v, b4.v), v: sum(b.v, k1.v, k2.v, k3.v, k4.v),
      q: sum(b.q, k1.q, k2.q, k3.q, k4.q), s: b.s, w: sum(b.w, k1.w, k2.w, k3.w, k4.w))
    let outer = w1.multiplied(by: k4.s, adding: w2.multiplied(by: k3.s, adding: b.s))
    next.s = w1.multiplied(by: k1.s, adding: w2.multiplied(by: k2.s, adding: outer))
    // The quaternion back to length 1: one step of Newton's, which is exact to the square of what
    // the step has left.
    let norm = next.q.dot(next.q) + next.s * next.s
    let scale = Real(repeating: 0.5).multiplied(
      by: norm, subtractedFrom: Real(repeating: 1.5))
    next.q = Vector(x: next.q.x * scale, y: next.q.y * scale, z: next.q.z * scale)
    next.s = next.s * scale
    return next
  }
}
