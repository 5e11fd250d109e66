import Flight
import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import StationModel
import Testing

@Suite struct FormationFlightTests {
  /// A point-mass Earth without air, Sun and Moon.
  static func forces(_ epoch: Epoch, _ duration: Double) throws -> ForceModel {
    let folder = try DataFolder.locate()
    let field = try Geopotential(
      fileAt: folder.appendingPathComponent("gravity-egm2008.csv"), degree: 2, order: 0)
    return try ForceModel(
      settings: .init(degree: 0, order: 0, sun: false, moon: false, drag: false), from: epoch,
      to: epoch + duration,
      orientation: EarthOrientation(
        tableAt: folder.appendingPathComponent("earth-orientation.csv")),
      geopotential: field, density: nil)
  }

  static func circular(_ epoch: Epoch, _ mu: Double) -> OrbitState<GCRF> {
    KeplerianElements(
      semiMajorAxis: 6_798_137, eccentricity: 0, inclination: 0.9,
      rightAscensionOfAscendingNode: 1, argumentOfPerigee: 0, trueAnomaly: 0.5
    ).state(at: epoch, mu: mu)
  }

  static func body(_ inertia: SIMD3<Double>, _ state: OrbitState<GCRF>) throws -> RigidBody {
    let frame = try state.localOrbitalFrame()
    let attitude = frame.inverse.reinterpreted(from: StationFrame.self, to: GCRF.self)
    return RigidBody(
      properties: MassProperties(mass: 1000, centre: .zero, inertia: .diagonal(inertia)),
      position: .zero, velocity: .zero, attitude: attitude,
      angularVelocity: AngularVelocity(
        attitude.inverse.rotate(state.localOrbitalRate.components)))
  }

  /// Clohessy and Wiltshire (1960): a radial push of v comes back after one orbit, and lies 4 v/n
  /// along the track half an orbit after it. The equations are linear; what they leave out is
  /// 3 d²/(2 a), 4 cm at 426 m.
  @Test func radialPushComesBack() throws {
    let epoch = try Epoch(utc: "2022-03-01")
    let forces = try Self.forces(epoch, 6000)
    let state = Self.circular(epoch, forces.mu)
    let push = 0.12
    var body = try Self.body(SIMD3(repeating: 1e4), state)
    let down = -state.position.components.normalized
    body.velocity = Velocity(push * down)
    let n = state.localOrbitalRate.magnitude
    let period = 2 * Double.pi / n
    var flight = try FormationFlight(
      reference: state, bodies: [body], ballisticAreas: [0], modes: [.freeDrift], forces: forces)
    for _ in 0..<200 { try flight.step(period / 400) }
    let half = flight.reference
    let local = try half.localOrbitalFrame()
    let place = local(flight.bodies[0].position)
    #expect(abs(abs(place.x) - 4 * push / n) < 0.1, "\(place.x)")
    #expect(abs(place.z) < 0.1)
    for _ in 0..<200 { try flight.step(period / 400) }
    #expect(flight.bodies[0].position.magnitude < 0.1)
  }

  /// Pitch libration of a small angle: frequency `n √(3 (Ixx − Izz)/Iyy)` (Hughes 1986, section 9.3).
  @Test func pitchLibration() throws {
    let epoch = try Epoch(utc: "2022-03-01")
    let forces = try Self.forces(epoch, 20_000)
    let state = Self.circular(epoch, forces.mu)
    let inertia = SIMD3(10_000.0, 9_000, 3_000)
    var body = try Self.body(inertia, state)
    let small = 0.001
    body.attitude = Rotation<StationFrame, StationFrame>(axis: SIMD3(0, 1, 0), angle: small)
      .then(body.attitude)
    let n = state.localOrbitalRate.magnitude
    let frequency = n * (3 * (inertia.x - inertia.z) / inertia.y).squareRoot()
    var flight = try FormationFlight(
      reference: state, bodies: [body], ballisticAreas: [0], modes: [.freeDrift], forces: forces)
    let quarter = 0.5 * Double.pi / frequency
    func pitch() throws -> Double {
      let local = try flight.reference.localOrbitalFrame()
      return flight.bodies[0].attitude.then(local).yawPitchRoll.pitch
    }
    let start = try pitch()
    #expect(abs(abs(start) - small) < 1e-9)
    for _ in 0..<100 { try flight.step(quarter / 100) }
    #expect(abs(try pitch()) < 0.01 * small)
    for _ in 0..<100 { try flight.step(quarter / 100) }
    #expect(abs(try pitch() + start) < 0.01 * small)
  }

  /// Held, the body keeps its angles to the local frame; free, its energy and momentum of rotation
  /// stay as they are when no torque acts (a sphere of inertia).
  @Test func holdKeepsTheLocalAttitude() throws {
    let epoch = try Epoch(utc: "2022-03-01")
    let forces = try Self.forces(epoch, 6000)
    let state = Self.circular(epoch, forces.mu)
    let body = try Self.body(SIMD3(1e4, 2e4, 3e4), state)
    var flight = try FormationFlight(
      reference: state, bodies: [body], ballisticAreas: [0], modes: [.localHold], forces: forces)
    for _ in 0..<100 { try flight.step(30) }
    let local = try flight.reference.localOrbitalFrame()
    #expect(flight.bodies[0].attitude.then(local).angle < 1e-9)
  }
}
