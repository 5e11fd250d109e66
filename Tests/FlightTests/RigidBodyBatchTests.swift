import Flight
import Foundation
import Kinematics
import NumericalMethods
import StationModel
import Testing

/// Rigid bodies in lanes.
@Suite struct RigidBodyBatchTests {
  static let field = OblateField(
    mu: 398_600_441_500_000, radius: 6_378_136.3, j2: 1.082_635_7e-3)

  /// The first or second piece of a cut, a little different in every case.
  static func piece(_ index: Int, case number: Int) -> StudyBody {
    let spread = Double(number)
    var body = Fixtures.body(
      SeamTests.parts[index], rate: SIMD3(0.001, -0.0011 + 1e-5 * spread, 0.0003),
      at: SIMD3(0, index == 0 ? 0 : 20 + 0.1 * spread, 0),
      moving: SIMD3(0, index == 0 ? 0 : 0.12, 0.001 * spread))
    body.attitude = Rotation(quaternion: SIMD4(0.1 + 0.01 * spread, 0.2, -0.3, 0.8))
    return StudyBody(
      body,
      relativeTo: OrbitState(
        epoch: Fixtures.epoch, position: Position(6_798_137, 0, 0),
        velocity: Velocity(0, 4759.3, 5997.4)), dragFactor: index == 0 ? 1e-14 : 3e-14)
  }

  /// Every lane is the one body flown alone, whatever flies beside it; 19 cases leave lanes over.
  @Test func lanesAreBodiesAlone() {
    var batch = RigidBodyBatch(cases: 19, field: Self.field) { Self.piece($1, case: $0) }
    batch.advance(steps: 200, of: 5)
    for number in [0, 7, 8, 18] {
      for index in 0..<2 {
        var alone = Self.piece(index, case: number)
        alone.advance(steps: 200, of: 5, in: Self.field)
        let found = batch[case: number, body: index]
        // Equal in the plain build; a build with fused operations rounds otherwise.
        #expect((found.position - alone.position).magnitude < 1e-7)
        #expect(found.attitude.inverse.then(alone.attitude).angle < 1e-13)
        #expect((found.angularVelocity - alone.angularVelocity).magnitude < 1e-16)
      }
    }
    // The same bits among fewer neighbours.
    var fewer = RigidBodyBatch(cases: 3, field: Self.field) { Self.piece($1, case: $0) }
    fewer.advance(steps: 200, of: 5)
    for number in 0..<3 {
      for index in 0..<2 {
        let (one, other) = (batch[case: number, body: index], fewer[case: number, body: index])
        #expect(one.position == other.position && one.velocity == other.velocity)
        #expect(one.attitude == other.attitude && one.angularVelocity == other.angularVelocity)
      }
    }
    let gap = batch.separations(block: 1)[0]
    let expected = batch[case: 8, body: 1].position - batch[case: 8, body: 0].position
    #expect(gap == expected.components)
  }

  /// About a point mass the lanes fly what a formation flies: the separation of two pieces to what
  /// inertial states can hold, 1e-5 m after an orbit, the attitude to 1e-7.
  @Test func lanesFollowAFormation() throws {
    let forces = try Fixtures.forces(for: 6000)
    let reference = OrbitState<GCRF>(
      epoch: forces.start, position: Position(6_798_137, 0, 0),
      velocity: Velocity(0, 4759.3, 5997.4))
    let pieces = [
      Fixtures.body(SeamTests.parts[0]),
      Fixtures.body(SeamTests.parts[1], at: SIMD3(0, 20, 0), moving: SIMD3(0, 0.12, 0)),
    ]
    let earth = OblateField(mu: forces.mu, radius: Self.field.radius, j2: 0)
    var batch = RigidBodyBatch(cases: 8, field: earth) {
      StudyBody(pieces[$1], relativeTo: reference)
    }
    batch.advance(steps: 2700, of: 2)
    var flight = try Fixtures.drift(pieces, along: reference, in: forces)
    try flight.step(10, times: 540)
    let apart = flight.bodies[1].position - flight.bodies[0].position
    #expect((batch.separations(block: 0)[3] - apart.components).magnitude < 1e-5)
    for index in 0..<2 {
      let turned = batch[case: 3, body: index].attitude.inverse
        .then(flight.bodies[index].attitude).angle
      #expect(turned < 1e-7, "\(turned)")
    }
  }

  /// About an oblate Earth energy and polar momentum stay, and the error goes with the fourth power of
  /// the step, within 0.2.
  @Test func oblateEarthAndFourthOrder() {
    var start = Self.piece(1, case: 3)
    start.dragFactor = 0
    func end(_ h: Double, _ duration: Double = 5000) -> StudyBody {
      var body = start
      body.advance(steps: Int((duration / h).rounded()), of: h, in: Self.field)
      return body
    }
    func constants(_ body: StudyBody) -> (energy: Double, polar: Double) {
      let (r, v) = (body.position.components, body.velocity.components)
      let ratio = Self.field.radius / r.magnitude
      let s = r.z / r.magnitude
      let flat = 1 - Self.field.j2 * ratio * ratio * 0.5 * (3 * s * s - 1)
      return (0.5 * v.squaredMagnitude - Self.field.mu / r.magnitude * flat, cross(r, v).z)
    }
    let (before, after) = (constants(start), constants(end(1)))
    #expect(abs(after.energy / before.energy - 1) < 1e-11)
    #expect(abs(after.polar / before.polar - 1) < 1e-11)
    let truth = end(1)
    let orbit = log2(
      (end(40).position - truth.position).magnitude / (end(20).position - truth.position).magnitude)
    #expect(abs(orbit - 4) < 0.2, "\(orbit)")
    func turned(_ h: Double) -> Double { end(h).attitude.inverse.then(truth.attitude).angle }
    let attitude = log2(turned(40) / turned(20))
    #expect(abs(attitude - 4) < 0.2, "\(attitude)")
  }

  /// Steps of 10 s over an orbit: 0.02 m of the place, 6e-6 m of what separates two pieces.
  @Test func stepsOfTenSeconds() {
    func ends(_ h: Double) -> [StudyBody] {
      (0..<2).map { index in
        var body = Self.piece(index, case: 0)
        body.advance(steps: Int((5560 / h).rounded()), of: h, in: Self.field)
        return body
      }
    }
    let (found, truth) = (ends(10), ends(1))
    let off = (found[0].position - truth[0].position).magnitude
    #expect(off > 0.01 && off < 0.03, "\(off)")
    let apart = found[1].position - found[0].position - (truth[1].position - truth[0].position)
    #expect(apart.magnitude < 2e-5, "\(apart.magnitude)")
  }

  /// Hostile: no cases, no steps, a body without inertia.
  @Test func nothingAndPoints() {
    var none = RigidBodyBatch(cases: 0, field: Self.field) { _, _ in Self.piece(0, case: 0) }
    none.advance(steps: 3, of: 1)
    var point = Self.piece(0, case: 0)
    point.inertia = .zero
    let before = point
    point.advance(steps: 0, of: 1, in: Self.field)
    #expect(point.position == before.position)
    point.advance(steps: 10, of: 1, in: Self.field)
    #expect(point.angularVelocity == before.angularVelocity)
    #expect(point.position.x.isFinite)
  }
}
