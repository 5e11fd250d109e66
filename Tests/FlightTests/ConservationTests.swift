import Flight
import Foundation
import Kinematics
import NumericalMethods
import Orbits
import StationModel
import Testing

/// What sixteen orbits at the production step of 10 s keep, and how the error goes with the step.
@Suite struct ConservationTests {
  static let step = 10.0

  /// Energy and angular momentum of the reference and of a piece 300 m from it about a point mass; the
  /// piece's turning keeps `½ ω·I ω − n·I ω + ½ · 3 n² û·I û` on a circular orbit (Hughes 1986, section
  /// 9.1: the Hamiltonian in the orbital frame), all to 1e-11 of what they are made of.
  @Test func pointMassKeepsEnergyAndMomentum() throws {
    let forces = try Fixtures.forces(for: 90_000)
    let reference = Fixtures.circular(forces)
    let n = reference.localOrbitalRate.components
    let piece = Fixtures.body(at: SIMD3(200, -150, 170), moving: SIMD3(0.1, 0.2, -0.1))
    let centred = Fixtures.body()
    var flight = try Fixtures.drift([piece, centred], along: reference, in: forces)
    func constants(_ orbit: OrbitState<GCRF>) -> (energy: Double, momentum: SIMD3<Double>) {
      let (r, v) = (orbit.position.components, orbit.velocity.components)
      return (0.5 * v.squaredMagnitude - forces.mu / r.magnitude, cross(r, v))
    }
    func hamiltonian() -> (value: Double, scale: Double) {
      let body = flight.bodies[1]
      let w = body.angularVelocity.components
      let inertia = body.properties.inertia
      let orbital = body.attitude.inverse.rotate(n)
      let place = flight.reference.position.components.normalized
      let up = body.attitude.inverse.rotate(place)
      let spin = 0.5 * dot(w, inertia * w)
      return (
        spin - dot(orbital, inertia * w) + 1.5 * n.squaredMagnitude * dot(up, inertia * up), spin
      )
    }
    let before = [flight.reference, flight.bodies[0].orbit(relativeTo: flight.reference)].map(
      constants)
    let turning = hamiltonian()
    try flight.step(Self.step, times: 8925)
    let after = [flight.reference, flight.bodies[0].orbit(relativeTo: flight.reference)].map(
      constants)
    for (a, b) in zip(after, before) {
      #expect(abs(a.energy / b.energy - 1) < 1e-11, "\(a.energy / b.energy - 1)")
      #expect((a.momentum - b.momentum).magnitude / b.momentum.magnitude < 1e-11)
    }
    let drift = abs(hamiltonian().value - turning.value) / turning.scale
    #expect(drift < 1e-10, "\(drift)")
  }

  /// A zonal field of degree 4 keeps energy and the component of the momentum along the pole. The pole
  /// itself moves (0.14 arcsec a day by precession and nutation): what that does is added up along the
  /// flight and taken off; it is 1e-7, a thousand times what is tested for.
  @Test func zonalFieldKeepsEnergyAndPolarMomentum() throws {
    let forces = try Fixtures.forces(for: 90_000, degree: 4, order: 0)
    let zonal = try Self.zonals()
    let reference = Fixtures.circular(forces)
    var flight = try Fixtures.drift(
      [Fixtures.body(at: SIMD3(200, -150, 170))], along: reference, in: forces)
    func pole(_ time: Double) -> SIMD3<Double> {
      forces.instant(at: time).rotation.weightedRows(SIMD3(0, 0, 1))
    }
    func potential(_ r: SIMD3<Double>, _ pole: SIMD3<Double>) -> Double {
      let ratio = forces.geopotential.radius / r.magnitude
      let s = dot(r, pole) / r.magnitude
      let p2 = 0.5 * (3 * s * s - 1)
      let p3 = 0.5 * s * (5 * s * s - 3)
      let p4 = 0.125 * ((35 * s * s - 30) * s * s + 3)
      let square = ratio * ratio
      let sum = square * (zonal[0] * p2 + ratio * zonal[1] * p3 + square * zonal[2] * p4)
      return -forces.mu / r.magnitude * (1 + sum)
    }
    func orbit() -> (r: SIMD3<Double>, v: SIMD3<Double>) {
      let state = flight.bodies[0].orbit(relativeTo: flight.reference)
      return (state.position.components, state.velocity.components)
    }
    var (r, v) = orbit()
    var axis = pole(flight.time)
    let energy = 0.5 * v.squaredMagnitude + potential(r, axis)
    let momentum = dot(cross(r, v), axis)
    let size = cross(r, v).magnitude
    var (given, turned) = (0.0, 0.0)
    for _ in 0..<8925 {
      try flight.step(Self.step)
      let (next, speed) = orbit()
      let moved = pole(flight.time)
      given += 0.5 * (potential(r, moved) - potential(r, axis))
      given += 0.5 * (potential(next, moved) - potential(next, axis))
      turned += 0.5 * dot(cross(r, v) + cross(next, speed), moved - axis)
      (r, v, axis) = (next, speed, moved)
    }
    let energyOff = (0.5 * v.squaredMagnitude + potential(r, axis) - given) / energy - 1
    let momentumOff = (dot(cross(r, v), axis) - turned - momentum) / size
    #expect(abs(energyOff) < 1e-10, "\(energyOff)")
    #expect(abs(momentumOff) < 1e-10, "\(momentumOff)")
  }

  /// Zonal coefficients of degree 2 to 4, not normalised, from the table that the field is read from.
  static func zonals() throws -> [Double] {
    let table = try DataFolder.locate().appendingPathComponent("gravity-egm2008.csv")
    let lines = try String(contentsOf: table, encoding: .utf8).split(separator: "\n")
    return (2...4).map { degree in
      let row = lines.first { $0.hasPrefix("\(degree),0,") }?.split(separator: ",") ?? []
      return (row.count > 2 ? Double(row[2]) ?? .nan : .nan) * (2 * Double(degree) + 1).squareRoot()
    }
  }

  /// The error of attitude, angular velocity and orbit goes with the eighth power of the step, within
  /// 0.2: a spin of 0.02 rad/s that wobbles by the products of inertia, and an orbit in 28 steps and in
  /// 14. (Faster tumbling shows 8.3 to 8.5 at these steps: the term of order 10 is not small yet.)
  @Test func eighthOrder() throws {
    let forces = try Fixtures.forces(for: 9000)
    let reference = Fixtures.circular(forces)
    func end(_ h: Double, _ duration: Double, rate: SIMD3<Double>) throws -> FormationFlight {
      var flight = try Fixtures.drift(
        [Fixtures.body(rate: rate)], along: reference, in: forces)
      try flight.step(h, times: Int((duration / h).rounded()))
      return flight
    }
    let spin = SIMD3(0, 0, 0.02)
    let truth = try end(2, 3200, rate: spin).bodies[0]
    func off(_ h: Double) throws -> (angle: Double, rate: Double) {
      let found = try end(h, 3200, rate: spin).bodies[0]
      return (
        found.attitude.inverse.then(truth.attitude).angle,
        (found.angularVelocity - truth.angularVelocity).magnitude
      )
    }
    let (coarse, fine) = (try off(20), try off(10))
    let attitude = log2(coarse.angle / fine.angle)
    #expect(abs(attitude - 8) < 0.2, "\(attitude)")
    let turning = log2(coarse.rate / fine.rate)
    #expect(abs(turning - 8) < 0.2, "\(turning)")
    let slow = SIMD3(0.001, 0, 0)
    let flown = try end(20, 8000, rate: slow).reference.position
    func moved(_ h: Double) throws -> Double {
      (try end(h, 8000, rate: slow).reference.position - flown).magnitude
    }
    let orbit = log2(try moved(320) / moved(160))
    #expect(abs(orbit - 8) < 0.2, "\(orbit)")
  }

  /// Clohessy and Wiltshire (1960) as the limit of small separations: what is left goes with the square
  /// of the separation, `3 d²/(2 a)` and less, down to a micrometre. A push of 0.1 mm/s along the track
  /// comes back after an orbit `-6 π v/n` along it.
  @Test func clohessyWiltshireIsTheLimit() throws {
    let forces = try Fixtures.forces(for: 6000)
    let reference = Fixtures.circular(forces)
    let n = reference.localOrbitalRate.magnitude
    let along = reference.velocity.components.normalized
    for speed in [1e-4, 1e-2, 1] {
      var flight = try Fixtures.drift(
        [Fixtures.body(moving: speed * along)], along: reference, in: forces)
      let steps = 558
      try flight.step(2 * Double.pi / n / Double(steps), times: steps)
      let local = try flight.reference.localOrbitalFrame()
      let place = local(flight.bodies[0].position).components
      let expected = -6 * Double.pi * speed / n
      let left = (place - SIMD3(expected, 0, 0)).magnitude
      #expect(left < 3 * expected * expected / 6_798_137 + 1e-9, "\(speed): \(left)")
    }
  }
}
