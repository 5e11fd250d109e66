import Flight
import Kinematics
import NumericalMethods
import Timing

// Rigid bodies by the classical Runge-Kutta method with gravity gradient and full inertia: pairs in
// lanes with oblateness, 0.5 s a step; one body about a point mass, 0.1 s a step, as the script of the
// peer has it. The figures stand in `peers/sixdof.py` too.

let pointMass = OblateField(mu: 398_600_441_500_000, radius: 6_378_136.3, j2: 0)
let oblate = OblateField(mu: 398_600_441_500_000, radius: 6_378_136.3, j2: 1.082_635_7e-3)
let inertias = [
  Matrix3(
    rows: SIMD3(1.28e8, 3.0e6, -2.0e6), SIMD3(3.0e6, 1.07e8, 1.5e6),
    SIMD3(-2.0e6, 1.5e6, 2.01e8)),
  Matrix3(
    rows: SIMD3(6.2e7, -1.0e6, 2.0e6), SIMD3(-1.0e6, 4.1e7, -1.5e6),
    SIMD3(2.0e6, -1.5e6, 8.3e7)),
]
let apart = [(0.0, 0.0), (20.0, 0.1)]

/// One half of the station; `spread` moves it a little, so that no two cases are alike.
func half(_ index: Int, spread: Double = 0, torque: SIMD3<Double> = .zero) -> StudyBody {
  let mrp = SIMD3(0.1, 0.2, -0.3)
  let square = dot(mrp, mrp)
  let vector = 2 * mrp / (1 + square)
  return StudyBody(
    position: Position(6_798_137, apart[index].0 + spread, 0),
    velocity: Velocity(0, 4759.3 + apart[index].1, 5997.4),
    attitude: Rotation(
      quaternion: SIMD4(vector.x, vector.y, vector.z, (1 - square) / (1 + square))),
    angularVelocity: AngularVelocity(0.001, -0.0011, 0.0003 + 1e-6 * spread),
    inertia: inertias[index], torque: torque)
}

let cases = 256
let steps = 1200
var batch = RigidBodyBatch(cases: cases, field: oblate) { half($1, spread: 0.01 * Double($0)) }
Timing.report("sixdof-pairs", per: "pair-step", pieces: cases * steps) {
  batch.advance(steps: steps, of: 0.5)
}
var body = half(0)
Timing.report("sixdof-one", per: "step", pieces: 60_000) {
  body.advance(steps: 60_000, of: 0.1, in: pointMass)
}
// What was computed is kept, and the one body with a torque is what the peer is compared with.
var pushed = half(0, torque: SIMD3(3, -2, 5))
pushed.advance(steps: 6000, of: 0.1, in: pointMass)
let q = pushed.attitude.quaternion
try Timing.keep(
  pushed.position.array + pushed.velocity.array + [q.x, q.y, q.z, q.w]
    + pushed.angularVelocity.array, as: "state")
try Timing.keep(
  batch[case: 0, body: 1].position.array + body.position.array, as: "kept")
