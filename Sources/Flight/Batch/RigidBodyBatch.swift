import Kinematics
import NumericalMethods
import StationModel

/// Many rigid bodies that fly side by side, eight to a set of lanes: what campaigns step thousands of
/// cases with.
///
/// A case has one body or several, such as the two halves of a cut, which do not act on each other; in
/// the lanes lie eight cases. Every lane has the bits that it would have among other neighbours.
///
/// States are inertial, so that what separates two bodies is known to the rounding of the orbit's
/// radius, some micrometres over an orbit; a ``FormationFlight`` keeps it better. By the classical
/// Runge-Kutta method with 10 s a body is 0.02 m from its limit after an orbit, and what separates two
/// that have parted at 0.12 m/s 6e-6 m, as their errors are nearly the same.
///
/// Limits: a point mass with oblateness about the third axis of GCRF (the pole's precession, 0.1 deg
/// since 2000, is left out), air of constant density at rest, no other forces, attitude free.
public struct RigidBodyBatch: Sendable {
  /// How many cases.
  public let cases: Int
  /// How many bodies in each.
  public let bodiesPerCase: Int
  /// The Earth.
  public let field: OblateField
  private var states: [RigidState<Lanes>]
  private var constants: [RigidConstants<Lanes>]

  /// A batch of `cases`, each with the same number of bodies, made by `body` of case and body.
  public init(
    cases: Int, bodiesPerCase: Int = 2, field: OblateField,
    body: (_ case: Int, _ body: Int) -> StudyBody
  ) {
    precondition(cases >= 0 && bodiesPerCase >= 1, "cases and bodies are counts")
    self.cases = cases
    self.bodiesPerCase = bodiesPerCase
    self.field = field
    let blocks = (cases + 7) / 8 * bodiesPerCase
    states = []
    constants = []
    states.reserveCapacity(blocks)
    constants.reserveCapacity(blocks)
    for block in 0..<blocks {
      // The last lanes fly the last case once more, so that no lane flies nonsense.
      let eight = (0..<8).map { lane in
        body(min(cases - 1, block / bodiesPerCase * 8 + lane), block % bodiesPerCase)
      }
      states.append(Self.state(of: eight))
      constants.append(Self.constants(of: eight))
    }
  }

  /// One body of one case, as it is now.
  public subscript(case index: Int, body body: Int) -> StudyBody {
    let block = index / 8 * bodiesPerCase + body
    let lane = index % 8
    let s = states[block]
    let p = constants[block]
    func tensor(_ t: RigidTensor<Lanes>) -> Matrix3 {
      Matrix3(
        rows: SIMD3(t.xx[lane], t.xy[lane], t.xz[lane]),
        SIMD3(t.xy[lane], t.yy[lane], t.yz[lane]), SIMD3(t.xz[lane], t.yz[lane], t.zz[lane]))
    }
    func vector(_ v: RigidVector<Lanes>) -> SIMD3<Double> {
      SIMD3(v.x[lane], v.y[lane], v.z[lane])
    }
    let q = vector(s.q)
    return StudyBody(
      position: Position(vector(s.r)), velocity: Velocity(vector(s.v)),
      attitude: Rotation(quaternion: SIMD4(q.x, q.y, q.z, s.s[lane])),
      angularVelocity: AngularVelocity(vector(s.w)), inertia: tensor(p.inertia),
      torque: vector(p.torque), dragFactor: p.drag[lane])
  }

  /// The distance vectors from the first body of a case to another, of eight cases from `8 · block` on
  /// [m].
  public func separations(block: Int, from first: Int = 0, to second: Int = 1) -> LaneVector {
    let a = states[block * bodiesPerCase + first].r
    let b = states[block * bodiesPerCase + second].r
    return LaneVector(x: b.x - a.x, y: b.y - a.y, z: b.z - a.z)
  }

  /// Lets all fly on by `count` steps of `h` [s].
  public mutating func advance(steps count: Int, of h: Double) {
    let kernel = RigidKernel<Lanes>(field)
    states.withUnsafeMutableBufferPointer { states in
      constants.withUnsafeBufferPointer { constants in
        for block in states.indices {
          Self.fly(&states[block], constants[block], kernel, steps: count, of: h)
        }
      }
    }
  }

  @inline(never)
  private static func fly(
    _ state: inout RigidState<Lanes>, _ constants: RigidConstants<Lanes>,
    _ kernel: RigidKernel<Lanes>, steps count: Int, of h: Double
  ) {
    for _ in 0..<max(0, count) { state = kernel.step(state, constants, h) }
  }

  // MARK: In and out of the lanes

  private static func lanes(_ bodies: [StudyBody], _ value: (StudyBody) -> Double) -> Lanes {
    var lanes = Lanes()
    for (lane, body) in bodies.enumerated() { lanes[lane] = value(body) }
    return lanes
  }

  private static func vector(
    _ bodies: [StudyBody], _ value: (StudyBody) -> SIMD3<Double>
  ) -> RigidVector<Lanes> {
    RigidVector(
      x: lanes(bodies) { value($0).x }, y: lanes(bodies) { value($0).y },
      z: lanes(bodies) { value($0).z })
  }

  private static func tensor(
    _ bodies: [StudyBody], _ value: (StudyBody) -> Matrix3
  ) -> RigidTensor<Lanes> {
    RigidTensor(
      xx: lanes(bodies) { value($0).r0.x }, yy: lanes(bodies) { value($0).r1.y },
      zz: lanes(bodies) { value($0).r2.z }, xy: lanes(bodies) { value($0).r0.y },
      xz: lanes(bodies) { value($0).r0.z }, yz: lanes(bodies) { value($0).r1.z })
  }

  private static func state(of bodies: [StudyBody]) -> RigidState<Lanes> {
    RigidState(
      r: vector(bodies, \.position.components), v: vector(bodies, \.velocity.components),
      q: vector(bodies) {
        SIMD3($0.attitude.quaternion.x, $0.attitude.quaternion.y, $0.attitude.quaternion.z)
      },
      s: lanes(bodies, \.attitude.quaternion.w),
      w: vector(bodies, \.angularVelocity.components))
  }

  private static func constants(of bodies: [StudyBody]) -> RigidConstants<Lanes> {
    RigidConstants(
      inertia: tensor(bodies, \.inertia),
      inverse: tensor(bodies) { $0.inertia.inverse ?? .zero },
      drag: lanes(bodies, \.dragFactor), torque: vector(bodies, \.torque))
  }
}
