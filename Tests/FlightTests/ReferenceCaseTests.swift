import Flight
import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import StationModel
import TestSupport
import Testing

/// The check cases of NASA's JEOD (SIM_dyncomp, the exo-atmospheric cases of NASA/TM-2015-218675) after
/// eight hours, as `jeod/dyncomp_cases.json` of the reference data has them.
@Suite(.enabled(if: ReferenceData.has("jeod/dyncomp_cases.json")))
struct JEODCaseTests {
  struct File: Decodable {
    struct State: Decodable {
      var position: [Double]
      var velocity: [Double]
      enum CodingKeys: String, CodingKey {
        case position = "position_m"
        case velocity = "velocity_m_s"
      }
    }
    struct Mass: Decodable {
      var mass: Double
      var inertia: [[Double]]
      enum CodingKeys: String, CodingKey {
        case mass = "mass_kg"
        case inertia = "inertia_kg_m2"
      }
    }
    struct Case: Decodable {
      struct End: Decodable {
        var position: [Double]
        var velocity: [Double]
        var rate: [Double]
        var toBody: [[Double]]
        enum CodingKeys: String, CodingKey {
          case position = "position_m"
          case velocity = "velocity_m_s"
          case rate = "body_rate_inertial_in_body_rad_s"
          case toBody = "T_inertial_to_body"
        }
      }
      var state: String
      var mass: String
      var expected: End
    }
    var epoch: String
    var states: [String: State]
    var masses: [String: Mass]
    var cases: [String: Case]
    enum CodingKeys: String, CodingKey {
      case epoch = "epoch_utc"
      case states = "initial_states_inertial_J2000"
      case masses = "mass_models"
      case cases
    }
  }

  static func vector(_ a: [Double]) -> SIMD3<Double> { SIMD3(a[0], a[1], a[2]) }
  static func matrix(_ m: [[Double]]) -> Matrix3 {
    Matrix3(rows: vector(m[0]), vector(m[1]), vector(m[2]))
  }

  /// A case at its start and its end.
  struct Run {
    var flight: FormationFlight
    let end: File.Case.End

    /// How far the flight is from NASA's end, in position [m], velocity [m/s], quaternion, rate [rad/s].
    func off() -> (position: Double, velocity: Double, quaternion: Double, rate: Double) {
      let body = flight.bodies[0]
      let orbit = body.orbit(relativeTo: flight.reference)
      let attitude = Rotation<GCRF, StationFrame>(matrix: matrix(end.toBody))
      return (
        (orbit.position.components - vector(end.position)).magnitude,
        (orbit.velocity.components - vector(end.velocity)).magnitude,
        0.5 * body.attitude.then(attitude).angle,
        (body.angularVelocity.components - vector(end.rate)).magnitude
      )
    }
  }

  /// Earth orientation as the cases override it: UT1 0.469 s behind UTC, no motion of the pole.
  static let orientation = """
    date,ut1_minus_utc_s,x_pole_arcsec,y_pole_arcsec,dx_mas,dy_mas,kind
    2007-11-16,-0.469,0,0,0,0,measured
    2007-11-17,-0.469,0,0,0,0,measured
    2007-11-18,-0.469,0,0,0,0,measured
    2007-11-19,-0.469,0,0,0,0,measured
    2007-11-20,-0.469,0,0,0,0,measured
    2007-11-21,-0.469,0,0,0,0,measured
    2007-11-22,-0.469,0,0,0,0,measured
    2007-11-23,-0.469,0,0,0,0,measured
    2007-11-24,-0.469,0,0,0,0,measured
    """

  static func run(
    _ name: String, attitude: Rotation<LVLH, StationFrame>, isTurning: Bool = true,
    settings: ForceModel.Settings = .init(
      degree: 0, order: 0, sun: false, moon: false, drag: false),
    air: (any DensityModel)? = nil, ballisticArea: Double = 0, gravityGradient: Bool = false,
    torque: SIMD3<Double> = .zero
  ) throws -> Run {
    let file = try JSONDecoder().decode(
      File.self, from: Data(ReferenceData.text("jeod/dyncomp_cases.json").utf8))
    let data = try #require(file.cases[name])
    let start = try #require(file.states[data.state])
    let mass = try #require(file.masses[data.mass])
    let epoch = try Epoch(utc: file.epoch + "Z")
    let folder = try DataFolder.locate()
    let forces = try ForceModel(
      settings: settings, from: epoch, to: epoch + 28_800,
      orientation: EarthOrientation(text: orientation, named: "orientation"),
      geopotential: Geopotential(
        fileAt: folder.appendingPathComponent("gravity-egm2008.csv"), degree: 8, order: 8),
      density: air)
    let reference = OrbitState<GCRF>(
      epoch: epoch, position: Position(vector(start.position)),
      velocity: Velocity(vector(start.velocity)))
    let toGCRF = try reference.localOrbitalFrame().then(attitude).inverse
    let rate = toGCRF.inverse.rotate(reference.localOrbitalRate.components)
    // The reference is put 30 m aside, so that the relative equations are tested and not it alone.
    let aside = SIMD3(20.0, -20, 10)
    let body = RigidBody(
      properties: MassProperties(
        mass: mass.mass, centre: .zero, inertia: matrix(mass.inertia)),
      position: Position(-aside), velocity: .zero, attitude: toGCRF,
      angularVelocity: isTurning ? AngularVelocity(rate) : .zero)
    let beside = OrbitState<GCRF>(
      epoch: epoch, position: reference.position + Position(aside), velocity: reference.velocity)
    var flight = try FormationFlight(
      reference: beside, bodies: [body], ballisticAreas: [ballisticArea], modes: [.freeDrift],
      forces: forces, gravityGradient: gravityGradient)
    try flight.step(10, times: 100)
    flight.set(BodyLoads(torque: torque), of: 0)
    try flight.step(10, times: 100)
    flight.set(.none, of: 0)
    try flight.step(10, times: 2680)
    return Run(flight: flight, end: data.expected)
  }

  static let attitude = Rotation<LVLH, StationFrame>(
    yaw: 0, pitch: -11.6 * .pi / 180, roll: 0)

  /// Torque-free, at rest in inertial space. JEOD's own RK4 leaves 1e-8 in its last digits.
  @Test func torqueFree8A() throws {
    let off = try Self.run("RUN_8A", attitude: Self.attitude, isTurning: false).off()
    #expect(off.position < 0.01, "\(off)")
    #expect(off.velocity < 1e-5)
    #expect(off.quaternion < 1e-7)
    #expect(off.rate < 1e-10)
  }

  /// 10 N m about the body's x axis from 1000 s to 2000 s.
  @Test func torque9B() throws {
    let off = try Self.run("RUN_9B", attitude: Self.attitude, torque: SIMD3(10, 0, 0)).off()
    #expect(off.position < 0.01, "\(off)")
    #expect(off.quaternion < 1e-7)
    #expect(off.rate < 1e-10)
  }

  /// A cylinder that librates under the gravity gradient, 85 degrees from the vertical.
  @Test func gravityGradient10A() throws {
    let first = Rotation<LVLH, StationFrame>(yaw: 0, pitch: 85 * .pi / 180, roll: 0)
    let second = Rotation<StationFrame, StationFrame>(yaw: .pi / 180, pitch: 0, roll: 0)
    let off = try Self.run("RUN_10A", attitude: first.then(second), gravityGradient: true).off()
    #expect(off.position < 0.01, "\(off)")
    #expect(off.quaternion < 1e-7)
    #expect(off.rate < 1e-10)
  }

  /// A field of degree and order 8. The field of the case is another (GGM05C or GEM-T1): 5 m.
  @Test func harmonics3B() throws {
    let off = try Self.run(
      "RUN_3B", attitude: Self.attitude,
      settings: .init(degree: 8, order: 8, sun: false, moon: false, drag: false)
    ).off()
    #expect(off.position < 5, "\(off)")
    #expect(off.velocity < 0.005)
  }

  /// A field of degree and order 4, Sun and Moon, an eccentric orbit; 5 m as before.
  @Test func thirdBodies7A() throws {
    let off = try Self.run(
      "RUN_7A", attitude: Self.attitude,
      settings: .init(degree: 4, order: 4, sun: true, moon: true, drag: false)
    ).off()
    #expect(off.position < 5, "\(off)")
    #expect(off.velocity < 0.005)
  }
}

/// Basilisk on the same rigid body and torques: `Benchmarks/peers/sixdof.py`, bsk 2.12, a point mass, the
/// gravity gradient, a constant torque, Runge-Kutta 4 with 0.1 s (1e-13 from its limit), after 600 s.
@Suite struct BasiliskStateTests {
  static let position = SIMD3(5303802.10451478, 2643103.5818790016, 3330689.265640147)
  static let velocity = SIMD3(-4790.180741359207, 3713.077743229115, 4679.010034509761)
  static let quaternion = SIMD4(
    0.2818149346673093, -0.11744768861158279, -0.582836646183426, 0.7530523400826219)
  static let rate = SIMD3(0.0012648465664481569, -0.0010419076444904485, 0.00020208699320685755)
  static let torque = SIMD3(3.0, -2, 5)

  /// The body of the script at its start; its mean rotation vector (0.1, 0.2, -0.3) is tan of a quarter
  /// of the angle.
  static var start: RigidBody {
    var body = Fixtures.body()
    let square = 0.14
    body.attitude = Rotation(
      quaternion: SIMD4(0.2, 0.4, -0.6, 1 - square) / (1 + square))
    body.properties.centre = .zero
    return body
  }

  static func reference(_ epoch: Epoch) -> OrbitState<GCRF> {
    OrbitState(
      epoch: epoch, position: Position(6_798_137, 0, 0), velocity: Velocity(0, 4759.3, 5997.4))
  }

  static func expect(_ body: StudyBody, within tolerance: Double) {
    #expect((body.position.components - position).magnitude / position.magnitude < tolerance)
    #expect((body.velocity.components - velocity).magnitude / velocity.magnitude < tolerance)
    let q = body.attitude.quaternion
    let sign = (q * quaternion).sum() < 0 ? -1.0 : 1
    let turned = sign * q - quaternion
    #expect((turned * turned).sum().squareRoot() < tolerance, "\(turned)")
    #expect((body.angularVelocity.components - rate).magnitude / rate.magnitude < tolerance)
  }

  @Test func productionFlightAgrees() throws {
    let forces = try Fixtures.forces(for: 600)
    let reference = Self.reference(forces.start)
    var flight = try Fixtures.drift(
      [Self.start], along: reference, in: forces, loads: [BodyLoads(torque: Self.torque)])
    try flight.step(10, times: 60)
    let end = StudyBody(flight.bodies[0], relativeTo: flight.reference)
    Self.expect(end, within: 1e-10)
  }

  @Test func studyAgrees() throws {
    let forces = try Fixtures.forces(for: 600)
    var body = StudyBody(
      Self.start, relativeTo: Self.reference(forces.start), torque: Self.torque)
    let earth = OblateField(mu: forces.mu, radius: forces.geopotential.radius, j2: 0)
    body.advance(steps: 6000, of: 0.1, in: earth)
    Self.expect(body, within: 1e-10)
  }
}
