import Flight
import Foundation
import Kinematics
import NumericalMethods
import StationModel
import Testing

/// Rotation at the production step against closed forms and sums over points.
@Suite struct RotationTests {
  /// Jacobi's sn, cn and dn by the descending scale of arithmetic and geometric means (Abramowitz and
  /// Stegun 16.4), and the quarter period.
  static func jacobi(_ u: Double, m: Double) -> (sn: Double, cn: Double, dn: Double) {
    var a = [1.0]
    var c = [m.squareRoot()]
    var b = (1 - m).squareRoot()
    // Each mean doubles the digits: after this one c is below 1e-16.
    while c[c.count - 1] > 1e-8 {
      let last = a[a.count - 1]
      a.append(0.5 * (last + b))
      c.append(0.5 * (last - b))
      b = (last * b).squareRoot()
    }
    let n = a.count - 1
    var phi = pow(2, Double(n)) * a[n] * u
    var before = phi
    for k in stride(from: n, to: 0, by: -1) {
      before = phi
      phi = 0.5 * (phi + asin(c[k] / a[k] * sin(phi)))
    }
    return (sin(phi), cos(phi), n > 0 ? cos(phi) / cos(before - phi) : 1)
  }

  /// The free motion of three different moments (Landau and Lifshitz, *Mechanics*, section 37): with
  /// `I₁ < I₂ < I₃` and `M² > 2 E I₂`, the rates are `cn`, `sn` and `dn` of `τ`. At the production step
  /// of 10 s over an orbit: the angle turned in a step is 0.03 rad, far more than a station's.
  @Test func freeMotionOfATriaxialBody() throws {
    let forces = try Fixtures.forces(for: 6000)
    let inertia = SIMD3(1.0e8, 1.3e8, 2.0e8)
    let (i1, i2, i3) = (inertia.x, inertia.y, inertia.z)
    let start = SIMD3(0.001, 0, 0.003)
    let energy = 0.5 * dot(start, inertia * start)
    let momentum = (inertia * start).squaredMagnitude
    let energy2 = 2 * energy
    let scale = ((i3 - i2) * (momentum - energy2 * i1) / (i1 * i2 * i3)).squareRoot()
    let m = (i2 - i1) * (energy2 * i3 - momentum) / ((i3 - i2) * (momentum - energy2 * i1))
    let amplitude = SIMD3(
      ((energy2 * i3 - momentum) / (i1 * (i3 - i1))).squareRoot(),
      ((energy2 * i3 - momentum) / (i2 * (i3 - i2))).squareRoot(),
      ((momentum - energy2 * i1) / (i3 * (i3 - i1))).squareRoot())
    #expect(m > 0 && m < 1)
    let properties = MassProperties(mass: 4e5, centre: .zero, inertia: .diagonal(inertia))
    var flight = try Fixtures.drift(
      [Fixtures.body(properties, rate: start)], along: Fixtures.far(forces), in: forces)
    let before = flight.bodies[0].spinMomentum
    var worst = 0.0
    for step in 1...550 {
      try flight.step(10)
      let (sn, cn, dn) = Self.jacobi(10 * Double(step) * scale, m: m)
      let expected = amplitude * SIMD3(cn, sn, dn)
      let off = flight.bodies[0].angularVelocity.components - expected
      worst = max(worst, off.magnitude / start.magnitude)
    }
    // The method's own error at 0.03 rad a step is 1e-13 a radian turned.
    #expect(worst < 1e-11, "\(worst)")
    #expect((flight.bodies[0].spinMomentum - before).magnitude / before.magnitude < 1e-14)
  }

  /// The torque of gravity on a cloud of points, each pulled by the point mass where it is. The formula
  /// is the first term of a series in size over radius, here 3e-6; what it leaves out is that small.
  @Test func gravityGradientOfAPointCloud() throws {
    let forces = try Fixtures.forces(for: 100)
    let reference = Fixtures.circular(forces)
    let points: [(mass: Double, place: SIMD3<Double>)] = [
      (40_000, SIMD3(20, 3, -1)), (30_000, SIMD3(-18, 2, 5)), (50_000, SIMD3(2, 21, 4)),
      (20_000, SIMD3(1, -17, -6)), (60_000, SIMD3(-4, 3, 9)), (10_000, SIMD3(5, -2, -12)),
    ]
    let properties = MassProperties.sum(points.map { .point(mass: $0.mass, at: $0.place) })
    let body = Fixtures.body(properties)
    var flight = try Fixtures.drift([body], along: reference, in: forces)
    let before = flight.angularMomentum(of: 0)
    try flight.step(0.5)
    let middle = (flight.bodies[0], flight.reference)
    try flight.step(0.5)
    let torque = flight.angularMomentum(of: 0) - before
    var sum = SIMD3<Double>.zero
    let centre = (middle.1.position + middle.0.position).components
    for point in points {
      let arm = middle.0.attitude.rotate(point.place - properties.centre)
      let place = centre + arm
      let distance = place.magnitude
      sum += cross(arm, -forces.mu * point.mass / (distance * distance * distance) * place)
    }
    #expect((torque - sum).magnitude / sum.magnitude < 2e-5)
    #expect(sum.magnitude > 1)
  }

  /// Roll and yaw about the local frame are coupled: for `k_R = (Iyy − Izz)/Ixx` and
  /// `k_Y = (Iyy − Ixx)/Izz` the frequencies in units of the orbital rate solve
  /// `λ⁴ − (1 + 3 k_R + k_R k_Y) λ² + 4 k_R k_Y = 0` (Hughes 1986, section 9.3). Followed at the
  /// production step, the roll angle of a mode of one frequency comes back after its period.
  @Test(arguments: [false, true]) func rollAndYawLibrate(slow: Bool) throws {
    let forces = try Fixtures.forces(for: 40_000)
    let reference = Fixtures.circular(forces)
    let n = reference.localOrbitalRate.magnitude
    let inertia = SIMD3(1.0e8, 1.2e8, 0.5e8)
    let kr = (inertia.y - inertia.z) / inertia.x
    let ky = (inertia.y - inertia.x) / inertia.z
    let half = 0.5 * (1 + 3 * kr + kr * ky)
    let root = (half * half - 4 * kr * ky).squareRoot()
    let frequency = n * (slow ? half - root : half + root).squareRoot()
    // Roll φ = ε cos, yaw ψ = η sin with (Hughes) φ'' + 4 n² kr φ = (1 - kr) n ψ'.
    let epsilon = 1e-4
    let lambda = frequency / n
    let eta = epsilon * (4 * kr - lambda * lambda) / ((1 - kr) * lambda)
    let frame = try reference.localOrbitalFrame()
    let toBody = Rotation<LVLH, StationFrame>(yaw: 0, pitch: 0, roll: epsilon)
    let orbital = SIMD3(0, -n, 0)
    let rate = toBody.rotate(orbital) + SIMD3(0, 0, eta * frequency)
    let body = RigidBody(
      properties: MassProperties(mass: 4e5, centre: .zero, inertia: .diagonal(inertia)),
      position: .zero, velocity: .zero, attitude: frame.then(toBody).inverse,
      angularVelocity: AngularVelocity(rate))
    var flight = try Fixtures.drift([body], along: reference, in: forces)
    func roll() throws -> Double {
      let local = try flight.reference.localOrbitalFrame()
      return local.inverse.then(flight.bodies[0].attitude.inverse).yawPitchRoll.roll
    }
    let quarter = 0.5 * Double.pi / frequency
    let steps = Int((quarter / 10).rounded(.up))
    for expected in [0, -1.0, 0, 1] {
      try flight.step(quarter / Double(steps), times: steps)
      // The equations are of first order in the angle: 1e-4 of it, and of the other mode.
      #expect(abs(try roll() / epsilon - expected) < 2e-3)
    }
  }

  /// A piece that is held off its equilibrium loads its gyroscopes with `3 n² (Izz − Ixx) sin θ cos θ`
  /// about the orbit's normal, without end (Hughes 1986, section 9.2).
  @Test func heldPieceLoadsItsGyroscopes() throws {
    let forces = try Fixtures.forces(for: 6000)
    let reference = Fixtures.circular(forces)
    let n = reference.localOrbitalRate.magnitude
    let inertia = SIMD3(1.0e8, 1.2e8, 1.7e8)
    let pitch = 0.1
    let frame = try reference.localOrbitalFrame()
    let toBody = Rotation<LVLH, StationFrame>(yaw: 0, pitch: pitch, roll: 0)
    let body = RigidBody(
      properties: MassProperties(mass: 4e5, centre: .zero, inertia: .diagonal(inertia)),
      position: .zero, velocity: .zero, attitude: frame.then(toBody).inverse,
      angularVelocity: .zero)
    var flight = try FormationFlight(
      reference: reference, bodies: [body], ballisticAreas: [0], modes: [.localHold],
      forces: forces,
      loads: [BodyLoads(storedMomentum: SIMD3(10, 20, 30))])
    #expect((flight.storedMomentum(of: 0) - SIMD3(10, 20, 30)).magnitude < 1e-6)
    try flight.step(10, times: 500)
    // What was in them stays where it points in space: across the orbit's normal it goes round.
    let expected = 20 + 3 * n * n * (inertia.z - inertia.x) * sin(pitch) * cos(pitch) * 5000
    let found = flight.storedMomentum(of: 0)
    #expect(abs(found.y - expected) < 1e-5 * abs(expected), "\(found.y) \(expected)")
    #expect(abs((found.x * found.x + found.z * found.z).squareRoot() - 1000.0.squareRoot()) < 1e-3)
  }
}
