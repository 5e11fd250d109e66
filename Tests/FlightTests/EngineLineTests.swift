import Flight
import Foundation
import Kinematics
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// Lines of thrust, and streams of air: closed forms and printed values.
@Suite struct EngineLineTests {
  /// A force along the body's own axis beside its centre of mass: `θ = α t²/2`, so that the velocity is
  /// the integrals of Fresnel, here by Simpson's rule over a thousandth of a second.
  @Test func aForceBesideTheCentreDrawsAClothoid() throws {
    let forces = try Fixtures.forces(for: 1000)
    let properties = MassProperties(
      mass: 2e4, centre: SIMD3(1, 2, 3), inertia: .diagonal(SIMD3(1e5, 2e5, 3e5)))
    let engine = Outflow(force: SIMD3(1000, 0, 0), point: SIMD3(-4, 5, 3))
    var flight = try Fixtures.drift(
      [Fixtures.body(properties, rate: .zero)], along: Fixtures.far(forces), in: forces,
      loads: [BodyLoads(outflows: [engine])])
    // A second at a time is 4e-9 off: short steps are of order 5, and it turns at up to 0.2 rad/s.
    try flight.step(0.1, times: 200)
    let alpha = -3.0 * 1000 / 3e5
    #expect(abs(flight.bodies[0].angularVelocity.components.z - 20 * alpha) < 1e-14)
    let n = 20_000
    let h = 20.0 / Double(n)
    var sum = SIMD2<Double>.zero
    for i in 0...n {
      let angle = 0.5 * alpha * (Double(i) * h) * (Double(i) * h)
      let weight = i == 0 || i == n ? 1.0 : i % 2 == 1 ? 4 : 2
      sum += weight * SIMD2(cos(angle), sin(angle))
    }
    let expected = 1000 / 2e4 * h / 3 * sum
    let start = Fixtures.body(properties, rate: .zero).attitude
    let gained = start.inverse.rotate(flight.bodies[0].velocity.components)
    #expect(abs(gained.x - expected.x) < 1e-11 && abs(gained.y - expected.y) < 1e-11, "\(gained)")
    #expect(abs(gained.z) < 1e-13)
  }

  /// With propellant from a tank on the axis of turning: Tsiolkovsky's change of speed along a line
  /// that turns is the same when it is added up along the body's own axis.
  @Test func theRocketEquationHoldsBesideTheCentre() throws {
    let forces = try Fixtures.forces(for: 1000)
    let properties = MassProperties(
      mass: 5000, centre: .zero, inertia: .diagonal(SIMD3(4e4, 5e4, 6e4)))
    let engine = Outflow(
      force: SIMD3(2000, 0, 0), point: SIMD3(-3, 0.02, 0), massRate: 0.7, tank: .zero,
      remaining: 500)
    var flight = try Fixtures.drift(
      [Fixtures.body(properties, rate: .zero)], along: Fixtures.far(forces), in: forces,
      loads: [BodyLoads(outflows: [engine])])
    var along = 0.0
    for _ in 0..<6000 {
      let before = flight.bodies[0]
      try flight.step(0.1)
      let after = flight.bodies[0]
      let middle = (before.attitude.rotate(SIMD3(1, 0, 0)) + after.attitude.rotate(SIMD3(1, 0, 0)))
        .normalized
      along += dot((after.velocity - before.velocity).components, middle)
    }
    let expected = 2000 / 0.7 * log(5000 / (5000 - 0.7 * 600))
    // Over a tenth of a second the line turns by 0.04 rad at most, and the chord is shorter by θ²/24.
    #expect(abs(along / expected - 1) < 1e-4, "\(along) \(expected)")
  }

  /// The gimbal turns the line to the centre as far as it goes, and the shorter way.
  @Test func theGimbalTurnsToTheCentre() {
    let point = SIMD3(-10.0, 0, 0)
    let degree = Double.pi / 180
    let near = BurnBalance.aimed(
      SIMD3(2, 0, 0), at: point, towards: SIMD3(0, 0.5, 0), within: 5 * degree)
    #expect(cross(near, SIMD3(10, 0.5, 0).normalized).magnitude < 1e-15)
    let far = BurnBalance.aimed(
      SIMD3(1, 0, 0), at: point, towards: SIMD3(0, 0, 8), within: 5 * degree)
    #expect(abs(far.z - sin(5 * degree)) < 1e-15 && abs(far.y) < 1e-16)
    // One that draws away from the centre turns about the same line.
    let away = BurnBalance.aimed(
      SIMD3(-1, 0, 0), at: point, towards: SIMD3(0, 0.5, 0), within: 5 * degree)
    #expect(cross(away, SIMD3(10, 0.5, 0).normalized).magnitude < 1e-15 && away.x < 0)
    let fixed = BurnBalance.aimed(SIMD3(3, 0, 0), at: point, towards: SIMD3(0, 3, 0), within: 0)
    #expect(fixed == SIMD3(1, 0, 0))
  }

  /// What is left of the torque is what ``BurnBalance`` says.
  @Test func whatTheGimbalLeavesIsTheBalance() throws {
    let degree = Double.pi / 180
    let (point, centre) = (SIMD3(-35.7, 0, 4.1), SIMD3(-23.1, 0, 8.1))
    let balance = try BurnBalance(
      point: point, direction: SIMD3(1, 0, 0), thrust: 6240, gimbal: 5 * degree,
      others: JetSet([], about: centre))
    let line = BurnBalance.aimed(
      SIMD3(1, 0, 0), at: point, towards: centre, within: 5 * degree)
    let torque = cross(point - centre, 6240 * line)
    #expect(
      (torque + balance.torqueLeft).magnitude < 1e-8 * torque.magnitude
        || (torque - balance.torqueLeft).magnitude < 1e-8 * torque.magnitude)
  }
}
