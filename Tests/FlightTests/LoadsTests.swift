import Flight
import Foundation
import Kinematics
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// Loads in body axes: what they do, against closed forms and balances of momentum.
@Suite struct LoadsTests {
  static let engine = Outflow(
    force: SIMD3(2000, 30, -50), point: SIMD3(-25, 1, 2), massRate: 0.7, tank: SIMD3(-12, 0.5, -3),
    remaining: 900)

  /// Tsiolkovsky (1903): a push through the centre of mass, tank and opening on its line. The tank is
  /// dry in the middle of a step; what follows is free flight.
  @Test func rocketThatRunsDry() throws {
    let forces = try Fixtures.forces(for: 1000)
    let properties = MassProperties(
      mass: 1000, centre: .zero, inertia: .diagonal(SIMD3(2000, 5000, 6000)))
    let body = Fixtures.body(properties, rate: .zero)
    let flow = Outflow(
      force: SIMD3(1500, 0, 0), point: SIMD3(-4, 0, 0), massRate: 0.5, tank: .zero, remaining: 101.3
    )
    var flight = try Fixtures.drift(
      [body], along: Fixtures.far(forces), in: forces, loads: [BodyLoads(outflows: [flow])])
    try flight.step(10, times: 30)
    let end = flight.bodies[0]
    let gained = end.velocity.components
    let expected = 1500 / 0.5 * log(1000 / (1000 - 101.3))
    #expect(abs(gained.magnitude - expected) < 1e-11 * expected)
    #expect(cross(gained, body.attitude.rotate(SIMD3(1, 0, 0))).magnitude < 1e-10)
    #expect(abs(end.properties.mass - 898.7) < 1e-12)
    #expect(flight.loads(of: 0).outflows[0].remaining == 0)
    // s = u [t - (m₀/μ - t) ln(m₀/m)] to the end of the burn, then on at the speed gained.
    let burn = 101.3 / 0.5
    let u = 1500 / 0.5
    let way = u * (burn - (1000 / 0.5 - burn) * log(1000 / 898.7)) + expected * (300 - burn)
    #expect(abs(end.position.magnitude - way) < 1e-9 * way, "\(end.position.magnitude) \(way)")
  }

  /// Centre of mass and inertia follow the tanks as the sum over points has it.
  @Test func massPropertiesFollowTheTank() throws {
    let forces = try Fixtures.forces(for: 1000)
    let tank = SIMD3(-12, 0.5, -3)
    let dry = Fixtures.station
    let wet = MassProperties.sum([dry, .point(mass: 900, at: tank)])
    var flight = try Fixtures.drift(
      [Fixtures.body(wet)], along: Fixtures.far(forces), in: forces,
      loads: [BodyLoads(outflows: [Self.engine])])
    try flight.step(10, times: 50)
    let expected = MassProperties.sum([dry, .point(mass: 900 - 350, at: tank)])
    let found = flight.bodies[0].properties
    #expect(abs(found.mass - expected.mass) < 1e-9)
    #expect((found.centre - expected.centre).magnitude < 1e-12)
    let off = found.inertia - expected.inertia
    #expect(abs(off.r0.x) + abs(off.r1.y) + abs(off.r2.z) + abs(off.r0.y) < 1e-6)
  }

  /// Body and exhaust together keep linear and angular momentum: what the flow carries off is added up
  /// along the flight (Simpson over each step), what is on its way from tank to opening is counted.
  @Test func exhaustCarriesMomentumOff() throws {
    let forces = try Fixtures.forces(for: 1000)
    let flow = Self.engine
    let properties = MassProperties.sum([
      MassProperties(
        mass: 9000, centre: SIMD3(-3, 1, 2),
        inertia: Matrix3(
          rows: SIMD3(2e5, 1e4, -2e4), SIMD3(1e4, 6e5, 3e4), SIMD3(-2e4, 3e4, 7e5))),
      .point(mass: 900, at: flow.tank),
    ])
    let body = Fixtures.body(properties, rate: SIMD3(0.02, -0.03, 0.05))
    var flight = try Fixtures.drift(
      [body], along: Fixtures.far(forces), in: forces, loads: [BodyLoads(outflows: [flow])])
    // Far from the Earth the reference moves straight on, so positions relative to it are inertial.
    func balance() -> (linear: SIMD3<Double>, angular: SIMD3<Double>) {
      let b = flight.bodies[0]
      let way = flow.massRate * b.attitude.rotate(flow.point - flow.tank)
      let inside =
        flow.massRate
        * cross(b.location(of: flow.tank), b.attitude.rotate(flow.point - flow.tank))
      let linear = b.properties.mass * b.velocity.components
      return (linear + way, b.spinMomentum + cross(b.position.components, linear) + inside)
    }
    func carried() -> (linear: SIMD3<Double>, angular: SIMD3<Double>) {
      let b = flight.bodies[0]
      let place = b.location(of: flow.point)
      let turning = cross(
        b.attitude.rotate(b.angularVelocity.components), place - b.position.components)
      let rate =
        flow.massRate * (b.velocity.components + turning) - b.attitude.rotate(flow.force)
      return (rate, cross(place, rate))
    }
    let before = balance()
    var gone = (linear: SIMD3<Double>.zero, angular: SIMD3<Double>.zero)
    for _ in 0..<2000 {
      let a = carried()
      try flight.step(0.05)
      let b = carried()
      try flight.step(0.05)
      let c = carried()
      gone.linear += 0.1 / 6 * (a.linear + 4 * b.linear + c.linear)
      gone.angular += 0.1 / 6 * (a.angular + 4 * b.angular + c.angular)
    }
    let after = balance()
    let linear = after.linear + gone.linear - before.linear
    let angular = after.angular + gone.angular - before.angular
    // Simpson's rule over 0.1 s at 0.06 rad/s is good to 1e-11; a wrong damping term would be 1e-3.
    #expect(linear.magnitude / (200 * 2000) < 1e-10, "\(linear)")
    #expect(angular.magnitude / before.angular.magnitude < 1e-8, "\(angular) \(before.angular)")
    #expect(gone.angular.magnitude > 0.1 * before.angular.magnitude)
  }

  /// A vent off the centre turns the piece: `F d t / I` about a principal axis, and its impulse is in the
  /// motion.
  @Test func pushOffTheCentreTurns() throws {
    let forces = try Fixtures.forces(for: 1000)
    let properties = MassProperties(
      mass: 1e5, centre: SIMD3(1, 2, 3), inertia: .diagonal(SIMD3(1e6, 2e6, 3e6)))
    let vent = Outflow(force: SIMD3(0, 10, 0), point: SIMD3(5, 2, 3))
    var flight = try Fixtures.drift(
      [Fixtures.body(properties, rate: .zero)], along: Fixtures.far(forces), in: forces,
      loads: [BodyLoads(outflows: [vent])])
    try flight.step(10, times: 6)
    let rate = flight.bodies[0].angularVelocity.components
    #expect((rate - SIMD3(0, 0, 10 * 4 * 60 / 3e6)).magnitude < 1e-16)
    // The direction turns by 0.024 rad in the minute, of which a third of the square is lost.
    #expect(abs(flight.bodies[0].velocity.magnitude - 600 / 1e5) < 5e-5 * 600 / 1e5)
  }

  /// Gyroscopes and arrays exchange momentum with the piece and none with the world: `I ω + h` stays,
  /// along the axes of space, while gyroscopes are driven and an array turns and stops.
  @Test func whatTurnsInsideKeepsMomentum() throws {
    let forces = try Fixtures.forces(for: 6000)
    let array = MovingPart(
      properties: MassProperties(
        mass: 8000, centre: SIMD3(2, 30, 1), inertia: .diagonal(SIMD3(8e5, 2e4, 8.1e5))),
      hinge: SIMD3(0, 12, 0), axis: SIMD3(0, 1, 0.02), rate: 0.05)
    let whole = MassProperties.sum([Fixtures.station, array.properties])
    var flight = try Fixtures.drift(
      [Fixtures.body(whole)], along: Fixtures.far(forces), in: forces,
      loads: [
        BodyLoads(
          storedMomentum: SIMD3(3000, -2000, 1000), storedMomentumRate: SIMD3(5, 2, -3),
          movingParts: [array])
      ])
    /// Summed from what the flight shows, not from what it carries.
    func momentum() -> SIMD3<Double> {
      let body = flight.bodies[0]
      let loads = flight.loads(of: 0)
      let part = loads.movingParts[0]
      let spin = part.rate * (part.properties.inertia * part.axis)
      let velocity = part.rate * cross(part.axis, part.properties.centre - part.hinge)
      let arm = part.properties.centre - body.properties.centre
      let inner = loads.storedMomentum + spin + part.properties.mass * cross(arm, velocity)
      return body.spinMomentum + body.attitude.rotate(inner)
    }
    let before = momentum()
    let rate = flight.bodies[0].angularVelocity
    try flight.step(10, times: 100)
    #expect((momentum() - before).magnitude / before.magnitude < 1e-13)
    #expect((flight.bodies[0].angularVelocity - rate).magnitude > 1e-4)
    // The centre of the whole has not moved in space; that of the hull's frame has.
    #expect(flight.bodies[0].position.magnitude < 1e-12)
    #expect((flight.bodies[0].properties.centre - whole.centre).magnitude > 0.005)
    var loads = flight.loads(of: 0)
    loads.movingParts[0].rate = 0
    flight.set(loads, of: 0)
    try flight.step(10, times: 100)
    #expect((momentum() - before).magnitude / before.magnitude < 1e-13)
    let rest = flight.loads(of: 0).movingParts[0].properties
    let part = MassProperties.sum([Fixtures.station, rest])
    let off = flight.bodies[0].properties.inertia - part.inertia
    #expect(abs(off.r0.x) + abs(off.r1.y) + abs(off.r2.z) + abs(off.r1.z) < 1e-5)
  }

  /// An array turns a piece at rest the other way: `ω = -I_a θ̇ / I` where both turn about one principal
  /// axis through both centres.
  @Test func arrayTurnsThePieceBack() throws {
    let forces = try Fixtures.forces(for: 6000)
    let hull = MassProperties(
      mass: 9e4, centre: .zero, inertia: .diagonal(SIMD3(1e6, 2e6, 2e6)))
    let array = MovingPart(
      properties: MassProperties(
        mass: 1e4, centre: .zero, inertia: .diagonal(SIMD3(5e5, 2e5, 4e5))),
      hinge: .zero, axis: SIMD3(1, 0, 0), rate: 0.01)
    var body = Fixtures.body(MassProperties.sum([hull, array.properties]), rate: .zero)
    // At rest as a whole: the hull turns back from the start.
    body.angularVelocity = AngularVelocity(-5e5 * 0.01 / 1.5e6, 0, 0)
    var flight = try Fixtures.drift(
      [body], along: Fixtures.far(forces), in: forces, loads: [BodyLoads(movingParts: [array])])
    try flight.step(10, times: 60)
    let turned = body.attitude.inverse.then(flight.bodies[0].attitude).angle
    #expect(abs(turned - 5e5 * 0.01 / 1.5e6 * 600) < 1e-9, "\(turned)")
    #expect(flight.angularMomentum(of: 0).magnitude < 1e-9)
  }

  /// A piece with a table of a sphere is braked as one with its area; where the table is about a point
  /// off the centre, the same force turns it by its arm.
  @Test func airBrakesAndTurns() throws {
    let forces = try Fixtures.forces(for: 1000, air: Fixtures.EvenAir(density: 1e-11))
    let (area, mass) = (12.0, 1000.0)
    let properties = MassProperties(
      mass: mass, centre: SIMD3(1, 2, 3), inertia: .diagonal(SIMD3(2e5, 5e5, 6e5)))
    func air(_ reference: SIMD3<Double>) -> BodyLoads {
      BodyLoads(
        aerodynamics: AerodynamicCoefficients(step: .pi / 90, reference: reference) {
          (-area * $0, .zero)
        })
    }
    let arm = SIMD3(0.0, -4, 1)
    let body = Fixtures.body(properties, rate: .zero)
    var flight = try FormationFlight(
      reference: Fixtures.circular(forces), bodies: [body, body, body, body],
      ballisticAreas: [area / mass, 0, 0, 0],
      modes: [.freeDrift, .freeDrift, .freeDrift, .freeDrift],
      forces: forces, loads: [.none, air(properties.centre), air(properties.centre + arm), .none],
      gravityGradient: false)
    try flight.step(10, times: 10)
    let ends = flight.bodies
    func braked(_ piece: Int) -> SIMD3<Double> {
      ends[piece].velocity.components - ends[3].velocity.components
    }
    // ½ ρ w² C_D A/m for 100 s; the air turns with the Earth.
    let expected = 0.5 * 1e-11 * 7350 * 7350 * area / mass * 100
    #expect(abs(braked(0).magnitude / expected - 1) < 0.05)
    // Cubic between points two degrees apart.
    for piece in [1, 2] {
      #expect((braked(piece) - braked(0)).magnitude < 1e-6 * braked(0).magnitude, "\(piece)")
    }
    #expect(ends[1].spinMomentum.magnitude < 1e-12)
    let turned = cross(body.attitude.rotate(arm), mass * braked(0))
    #expect((ends[2].spinMomentum - turned).magnitude < 2e-3 * turned.magnitude)
  }

  /// A table of a sphere gives the sphere's area along any direction.
  @Test func airByTable() throws {
    let area = 12.0
    let table = AerodynamicCoefficients(step: .pi / 18, reference: SIMD3(1, 0, 0)) {
      (-area * $0, .zero)
    }
    for direction in [SIMD3(1.0, 0, 0), SIMD3(0, 0, -1), SIMD3(0.5, -0.6, 0.62).normalized] {
      let found = try #require(table.coefficients(along: direction))
      // Cubic between points 10 degrees apart: 3/128 of the fourth power of the step in each angle.
      #expect((found.force + area * direction).magnitude < 1e-4 * area)
      #expect(found.torque == .zero)
    }
    #expect(table.coefficients(along: SIMD3(.nan, 0, 0)) == nil)
  }

  /// Months into a flight the clock's digits are longer than what rounding leaves in a tank: it is dry
  /// all the same, and the step ends.
  @Test func tanksRunDryLate() throws {
    let late = 2.5e7
    let forces = try Fixtures.forces(for: late + 1000)
    var reference = Fixtures.far(forces)
    reference.epoch = forces.start + late
    var random = SplitMix64(seed: 5)
    let outflows = (0..<60).map { _ in
      Outflow(
        force: .zero, point: .zero, massRate: 0.1 + Double.random(in: 0...1, using: &random),
        remaining: Double.random(in: 0.5...1, using: &random))
    }
    var flight = try Fixtures.drift(
      [Fixtures.body()], along: reference, in: forces, loads: [BodyLoads(outflows: outflows)])
    try flight.step(10, times: 2)
    #expect(flight.loads(of: 0).outflows.allSatisfy { $0.remaining == 0 })
    let burnt = outflows.reduce(0) { $0 + $1.remaining }
    let left = Fixtures.station.mass - flight.bodies[0].properties.mass
    // Sixty ends, each to the clock's 4e-9 s.
    #expect(abs(left - burnt) < 60 * 4e-9)
  }

  /// Hostile: a tank that is empty from the start, one that is never so, a body without inertia.
  @Test func emptyTanksAndPoints() throws {
    let forces = try Fixtures.forces(for: 100)
    var dry = Self.engine
    dry.remaining = 0
    var flight = try Fixtures.drift(
      [Fixtures.body(), Fixtures.body(.point(mass: 5, at: .zero))], along: Fixtures.far(forces),
      in: forces, loads: [BodyLoads(outflows: [dry]), .none])
    let rate = flight.bodies[0].spinMomentum
    try flight.step(10, times: 3)
    #expect(flight.bodies[0].velocity == .zero)
    #expect((flight.bodies[0].spinMomentum - rate).magnitude / rate.magnitude < 1e-14)
    #expect(flight.bodies[1].position == .zero)
    #expect(flight.bodies[1].attitude.quaternion.x.isFinite)
  }
}
