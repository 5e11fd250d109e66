import Flight
import Kinematics
import NumericalMethods
import StationModel
import Testing

@Suite struct RigidBodyTests {
  /// A rod of 10 m and 100 kg, cut in halves while it spins: each half's centre keeps `ω × r`.
  @Test func spinningRodInHalves() {
    let half = MassProperties.uniform(
      .box(SIMD3(5, 0.1, 0.1)), mass: 50, at: SIMD3(2.5, 0, 0))
    let other = MassProperties.uniform(
      .box(SIMD3(5, 0.1, 0.1)), mass: 50, at: SIMD3(-2.5, 0, 0))
    let whole = MassProperties.sum([half, other])
    #expect(abs(whole.inertia[1, 1] - 100 * (100 + 0.01) / 12) < 1e-9)
    let body = RigidBody(
      properties: whole, position: .zero, velocity: .zero, attitude: .identity,
      angularVelocity: AngularVelocity(0, 0, 2))
    let parts = body.split(into: [half, other])
    #expect((parts[0].velocity.components - SIMD3(0, 5, 0)).magnitude < 1e-12)
    #expect((parts[1].velocity.components - SIMD3(0, -5, 0)).magnitude < 1e-12)
    let before = MomentumBalance(of: [body], orbitalVelocity: SIMD3(7600, 0, 0))
    let after = MomentumBalance(of: parts, orbitalVelocity: SIMD3(7600, 0, 0))
    let change = after.change(from: before)
    #expect(change.mass == 0 && change.linear < 1e-15 && change.angular < 1e-14)
  }

  @Test func pointsOfABodyTurnWithIt() {
    let body = RigidBody(
      properties: .point(mass: 1, at: SIMD3(1, 0, 0)), position: Position(10, 0, 0),
      velocity: .zero, attitude: Rotation(axis: SIMD3(0, 0, 1), angle: .pi / 2),
      angularVelocity: .zero)
    #expect((body.location(of: SIMD3(2, 0, 0)) - SIMD3(10, 1, 0)).magnitude < 1e-15)
  }
}
