import Flight
import Foundation
import Kinematics
import NumericalMethods
import StationModel
import Testing

/// Cut and mated at the same instant, a station flies on as if nothing had been.
@Suite struct SeamTests {
  static let parts = [
    MassProperties(
      mass: 280_000, centre: SIMD3(6, -2, 3),
      inertia: Matrix3(
        rows: SIMD3(9.0e7, 2.0e6, -1.0e6), SIMD3(2.0e6, 5.0e7, 1.0e6),
        SIMD3(-1.0e6, 1.0e6, 1.1e8))),
    MassProperties(
      mass: 140_000, centre: SIMD3(-21, -0.5, 6),
      inertia: Matrix3(
        rows: SIMD3(8.0e6, 3.0e5, -2.0e5), SIMD3(3.0e5, 1.9e7, 1.0e5),
        SIMD3(-2.0e5, 1.0e5, 1.8e7))),
  ]

  /// 1e-9 m for three orbits of free drift in the full gravity field: rounding at the seam is 1e-17 of
  /// the attitude, and the gravity gradient makes it grow by e^(√3 n t) where the attitude is unstable.
  @Test func seamIsNotSeen() throws {
    let forces = try Fixtures.forces(for: 20_000, degree: 8, order: 8, bodies: true)
    let reference = Fixtures.circular(forces)
    let whole = MassProperties.sum(Self.parts)
    let body = Fixtures.body(whole, at: SIMD3(3, -7, 2), moving: SIMD3(0.01, 0.02, -0.01))
    var uncut = try Fixtures.drift([body], along: reference, in: forces)
    try uncut.step(10, times: 30)
    let pieces = uncut.bodies[0].split(into: Self.parts)
    let mated = RigidBody.mated(pieces)
    #expect((mated.properties.centre - whole.centre).magnitude < 1e-14)
    let again = RigidBody.mated(pieces, as: whole)
    #expect(again.properties == whole)
    var seamed = try Fixtures.drift([again], along: uncut.reference, in: forces)
    for _ in 0..<1650 {
      try uncut.step(10)
      try seamed.step(10)
      let apart = seamed.bodies[0].position - uncut.bodies[0].position
      #expect(apart.magnitude < 1e-9)
    }
    let turned = uncut.bodies[0].attitude.inverse.then(seamed.bodies[0].attitude).angle
    #expect(turned < 1e-9, "\(turned)")
  }

  /// Two bodies that meet askew keep linear and angular momentum, and lose energy.
  @Test func matingKeepsMomentum() {
    let first = Fixtures.body(Self.parts[0], at: SIMD3(1, 2, 3), moving: SIMD3(0.1, 0, -0.02))
    var second = Fixtures.body(
      Self.parts[1], rate: SIMD3(-0.002, 0.001, 0.004), at: SIMD3(-20, 9, 4),
      moving: SIMD3(-0.05, 0.03, 0))
    second.attitude = Rotation(quaternion: SIMD4(-0.3, 0.5, 0.1, 0.8))
    let mated = RigidBody.mated([first, second])
    let orbital = SIMD3(7600.0, 0, 0)
    let change = MomentumBalance(of: [mated], orbitalVelocity: orbital).change(
      from: MomentumBalance(of: [first, second], orbitalVelocity: orbital))
    #expect(change.mass == 0)
    #expect(change.linear < 1e-15)
    #expect(change.angular < 1e-14)
    // Points of the first keep their place, those of the second that too.
    let point = SIMD3(4.0, 5, 6)
    #expect((mated.location(of: point) - first.location(of: point)).magnitude < 1e-12)
    #expect(RigidBody.energyOfMating([first, second]) > 0)
    // Halves that have not moved against each other lose none.
    let half = MassProperties(
      mass: 0.5 * mated.properties.mass, centre: mated.properties.centre,
      inertia: 0.5 * mated.properties.inertia)
    #expect(abs(RigidBody.energyOfMating(mated.split(into: [half, half]))) < 1e-6)
  }
}

/// Events in a step.
@Suite struct EventTests {
  /// Two pieces draw apart and turn; two points of them are 7 m further from each other at a time that
  /// a search by halves knows too, each trial flown.
  @Test func distanceIsLocatedToTheMicrosecond() throws {
    let forces = try Fixtures.forces(for: 1000)
    let reference = Fixtures.circular(forces)
    let pair = [
      Fixtures.body(SeamTests.parts[0], at: SIMD3(0, 0, 0)),
      Fixtures.body(SeamTests.parts[1], at: SIMD3(12, -9, 4), moving: SIMD3(0.1, -0.06, 0.03)),
    ]
    func distance(_ bodies: [RigidBody]) -> Double {
      (bodies[1].location(of: SIMD3(-19, 0, 6)) - bodies[0].location(of: SIMD3(-9, 0, 4)))
        .magnitude
    }
    let least = distance(pair) + 7
    func gap(_ bodies: [RigidBody]) -> Double { distance(bodies) - least }
    let start = try Fixtures.drift(pair, along: reference, in: forces)
    var flight = start
    var found: FlightEvent?
    var steps = 0
    while found == nil, steps < 50 {
      steps += 1
      found = try flight.step(10, watching: [{ _ in 1 }, gap])
    }
    let event = try #require(found)
    #expect(event.function == 1)
    #expect(event.time == flight.time)
    // By halving from the step's start, each trial flown.
    var saved = start
    try saved.step(10, times: steps - 1)
    let side = gap(saved.bodies) < 0
    var (low, high) = (0.0, 10.0)
    while high - low > 1e-9 {
      let middle = 0.5 * (low + high)
      var trial = saved
      try trial.step(middle)
      if (gap(trial.bodies) < 0) == side { low = middle } else { high = middle }
    }
    #expect(abs(saved.time + high - event.time) < 1e-6, "\(saved.time + high) \(event.time)")
    #expect((gap(flight.bodies) < 0) != side)
    // The same event is not found again.
    #expect(try flight.step(10, watching: [{ _ in 1 }, gap]) == nil)
  }

  /// Between the ends of a step the arc is within what it says of the flight.
  @Test func arcFollowsTheFlight() throws {
    let forces = try Fixtures.forces(for: 1000, degree: 8, order: 8)
    let vent = Outflow(
      force: SIMD3(0.5, 0, 2), point: SIMD3(-30, 4, 2), massRate: 0.01, remaining: 99)
    let start = try Fixtures.drift(
      [
        Fixtures.body(SeamTests.parts[0]),
        Fixtures.body(SeamTests.parts[1], at: SIMD3(300, 200, -100), moving: SIMD3(0.2, 0.1, 0)),
      ], along: Fixtures.circular(forces), in: forces,
      loads: [.none, BodyLoads(outflows: [vent])])
    var end = start
    try end.step(10)
    let arc = FormationArc(from: start, to: end)
    for time in [0.0, 2, 5, 9, 10] {
      var truth = start
      if time > 0 { try truth.step(time) }
      for piece in 0..<2 {
        let (found, flown) = (arc.body(piece, at: time), truth.bodies[piece])
        for point in [SIMD3<Double>.zero, SIMD3(30, -20, 10)] {
          #expect((found.location(of: point) - flown.location(of: point)).magnitude < 1.5e-7)
        }
        #expect(found.attitude.inverse.then(flown.attitude).angle < 1e-9)
        #expect((found.angularVelocity - flown.angularVelocity).magnitude < 1e-9)
      }
      #expect((arc.reference(at: time).position - truth.reference.position).magnitude < 5e-4)
    }
  }
}
