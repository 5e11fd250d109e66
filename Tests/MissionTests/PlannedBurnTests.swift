import Exchange
import Foundation
import Kinematics
import Mission
import NumericalMethods
import Orbits
import TestSupport
import Testing

/// Burns that an OPM announces, in the field of a point.
@Suite struct PlannedBurnTests {
  static let mu = 3.986_004_415e14

  /// A circular orbit in the plane of X and Y with burns, read as the message that it is.
  static func file(_ burns: String, mass: Double = 1000, frame: String = "GCRF") throws -> StateFile
  {
    let speed = (mu / 7e6).squareRoot() / 1000
    let text = """
      CCSDS_OPM_VERS = 2.0
      CREATION_DATE = 2022-02-14T12:00:00
      ORIGINATOR = TEST
      OBJECT_NAME = X
      OBJECT_ID = 2020-001A
      CENTER_NAME = EARTH
      REF_FRAME = \(frame)
      TIME_SYSTEM = UTC
      EPOCH = 2022-02-14T12:00:00
      X = 7000
      Y = 0
      Z = 0
      X_DOT = 0
      Y_DOT = \(speed)
      Z_DOT = 0
      MASS = \(mass)
      \(burns)
      """
    let orientation = try EarthOrientation(
      tableAt: repositoryRoot.appendingPathComponent("Data/earth-orientation.csv"))
    return try withTemporaryFile(holding: text, ending: "opm") { url in
      try StateFile(contentsOf: url, named: "a.opm", orientation: orientation)
    }
  }

  static func burn(
    _ deltaV: String, at time: String = "12:10:00", for seconds: Double = 0, mass: Double = 0,
    frame: String = "RTN"
  ) -> String {
    let parts = deltaV.split(separator: " ")
    return """
      MAN_EPOCH_IGNITION = 2022-02-14T\(time)
      MAN_DURATION = \(seconds)
      MAN_DELTA_MASS = \(mass)
      MAN_REF_FRAME = \(frame)
      MAN_DV_1 = \(parts[0])
      MAN_DV_2 = \(parts[1])
      MAN_DV_3 = \(parts[2])
      """
  }

  static func flight(_ file: StateFile, for duration: Double) throws -> Propagation {
    let environment = try Environment(
      dataFolder: repositoryRoot.appendingPathComponent("Data"),
      settings: .init(degree: 0, order: 0, sun: false, moon: false, drag: false))
    return try Propagation(
      file, .first, .none, mass: file.spacecraft.mass, environment: environment,
      duration: duration, step: 60)
  }

  private func energy(_ state: OrbitState<GCRF>) -> Double {
    0.5 * state.velocity.components.squaredMagnitude - Self.mu / state.position.magnitude
  }

  /// A push along the motion gives the energy `v dv + dv² / 2`, one across it `dv² / 2`, whichever
  /// axes say so.
  @Test(arguments: [
    ("0 0.05 0", "RTN", 50.0), ("0.05 0 0", "TNW", 50), ("0 0.05 0", "NTW", 50),
    ("0 0 0.05", "RTN", 0), ("0 -0.05 0", "RTN", -50), ("0 0 0.05", "EME2000", 0),
  ])
  func impulsesGiveTheirEnergy(_ deltaV: String, _ frame: String, _ along: Double) throws {
    let flight = try Self.flight(Self.file(Self.burn(deltaV, frame: frame)), for: 3600)
    let (first, last) = (flight.states[0], flight.states[flight.states.count - 1])
    let speed = (Self.mu / 7e6).squareRoot()
    // EME2000 is 1e-7 rad off.
    #expect(abs(energy(last) - energy(first) - (speed * along + 1250)) < 0.1)
    // The answer is parted at the burn, where the place is one and the velocity two.
    let segments = try #require(flight.message()).segments
    #expect(segments.count == 2)
    let (before, after) = (segments[0].states[10], segments[1].states[0])
    #expect(segments[0].states.count == 11 && before.epoch == after.epoch)
    #expect(before.position == after.position)
    #expect(abs((after.velocity - before.velocity).magnitude - 50) < 1e-6)
    #expect(flight.document["burns"]?.items.count == 1)
  }

  /// Against Runge and Kutta's method in steps of a tenth of a second, thrust even and mass falling:
  /// the parts of two seconds of a burn are good to 2e-7 of 20 m/s, four centimetres in an hour.
  @Test func aLongBurnIsThatOfEvenThrust() throws {
    let (length, mass, spent) = (300.0, 1000.0, 300.0)
    let file = try Self.file(Self.burn("0 0.02 0", for: length, mass: -spent), mass: mass)
    let flight = try Self.flight(file, for: 3600)
    let last = flight.states[flight.states.count - 1]
    // v = (thrust / flow) ln(m0 / m1)
    let flow = spent / length
    let thrust = 20 * flow / Elementary.log(mass / (mass - spent))
    func rate(_ time: Double, _ r: SIMD3<Double>, _ v: SIMD3<Double>) -> SIMD3<Double> {
      let distance = r.magnitude
      let pull = (-Self.mu / (distance * distance * distance)) * r
      guard time > 600, time < 600 + length else { return pull }
      let along = cross(cross(r, v), r).normalized
      return pull + (thrust / (mass - flow * (time - 600))) * along
    }
    var (r, v) = (SIMD3(7e6, 0, 0), SIMD3(0, (Self.mu / 7e6).squareRoot(), 0))
    let h = 0.1
    for step in 0..<36_000 {
      // Half a step more and less, so that no stage stands on the edge of the thrust.
      let t = h * Double(step) + 1e-9
      let end = h * Double(step + 1) - 1e-9
      let a1 = rate(t, r, v)
      let a2 = rate(t + h / 2, r + h / 2 * v, v + h / 2 * a1)
      let a3 = rate(t + h / 2, r + h / 2 * v + h * h / 4 * a1, v + h / 2 * a2)
      let a4 = rate(end, r + h * v + h * h / 2 * a2, v + h * a3)
      let sum: SIMD3<Double> = a1 + a2 + a3
      r += h * v + (h * h / 6) * sum
      v += (h / 6) * (a1 + 2 * a2 + 2 * a3 + a4)
    }
    #expect((last.position.components - r).magnitude < 0.1)
    #expect((last.velocity.components - v).magnitude < 5e-5)
    #expect(try #require(flight.message()).segments.count == 3)
  }

  /// What lies outside the arc changes nothing; what cannot be flown is refused, and so is every answer
  /// that would carry the state over a burn without it.
  @Test func burnsElsewhereAndBurnsThatCannotBe() throws {
    let plain = try Self.flight(Self.file(""), for: 3600).states
    for time in ["11:00:00", "14:00:00"] {
      let file = try Self.file(Self.burn("0 0.05 0", at: time))
      #expect(try Self.flight(file, for: 3600).states == plain)
    }
    for (burn, duration, word) in [
      (Self.burn("0 0.05 0", frame: "SC_BODY"), 3600.0, "SC_BODY"),
      (Self.burn("0 0.05 0", mass: -1000), 3600, "1000"),
      (Self.burn("0 0.05 0", at: "11:55:00"), -3600, "back in time"),
    ] {
      let error = #expect(throws: MissionError.self) {
        try Self.flight(Self.file(burn), for: duration)
      }
      #expect(error.map { "\($0)".contains(word) && "\($0)".contains("; allowed: ") } == true)
    }
    let file = try Self.file(Self.burn("0 0.05 0"))
    #expect(throws: MissionError.self) { try file.refuseBurns(from: file.states[0]) }
    let early = file.states[0].epoch + 599
    try file.refuseBurns(from: file.states[0], to: early)
    #expect(throws: MissionError.self) {
      try file.refuseBurns(from: file.states[0], to: early + 2)
    }
  }

  /// Elements that say another orbit than the state are told.
  @Test func elementsThatContradictTheStateAreTold() throws {
    let elements = """
      SEMI_MAJOR_AXIS = 7000
      ECCENTRICITY = 0
      INCLINATION = 0
      RA_OF_ASC_NODE = 0
      ARG_OF_PERICENTER = 0
      TRUE_ANOMALY = 0
      GM = 398600.4415
      """
    #expect(try Self.file(elements).notes.isEmpty)
    let other = elements.replacing("TRUE_ANOMALY = 0", with: "TRUE_ANOMALY = 90")
    #expect(try Self.file(other).notes.first?.contains("9899 km") == true)
  }
}
