import CERFA
import Foundation
import Kinematics
import NumericalMethods
import Testing

@Suite struct EarthRotationTests {
  func orientation() throws -> EarthOrientation {
    try EarthOrientation(
      tableAt: DataFolder.locate().appendingPathComponent("earth-orientation.csv"))
  }

  /// The whole rotation by ERFA's own routine (`eraC2t06a`), with the same Earth orientation. It
  /// keeps s', which we leave out (50 µas: 2.4e-10 rad), and the knots are rounded to 1.4e-14 rad.
  @Test func agreesWithERFA() throws {
    let orientation = try orientation()
    let start = try Epoch(utc: "2022-02-14T12:00:00Z")
    let rotation = EarthRotation(from: start, to: start + 3 * 86_400, orientation: orientation)
    var worst = 0.0
    for hour in stride(from: 0.0, through: 72, by: 1.7) {
      let epoch = start + hour * 3600
      let parameters = orientation.parameters(at: epoch)
      let tt = epoch.julianDateTT
      let ut1 = (epoch + parameters.ut1MinusTAI).julianDateTAI
      var flat = [Double](repeating: 0, count: 9)
      flat.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress!.withMemoryRebound(to: (Double, Double, Double).self, capacity: 3) {
          eraC2t06a(tt.0, tt.1, ut1.0, ut1.1, parameters.xPole, parameters.yPole, $0)
        }
      }
      let ours = rotation.rotation(at: epoch).matrix
      for i in 0..<3 {
        for j in 0..<3 { worst = max(worst, abs(ours[i, j] - flat[3 * i + j])) }
      }
    }
    #expect(worst < 5e-10, "off by \(worst) rad")
  }

  /// The frame bias against ERFA's (`eraBp06`).
  @Test func frameBias() {
    // Bias, precession, and both, row by row.
    var flat = [Double](repeating: 0, count: 27)
    flat.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress!.withMemoryRebound(to: (Double, Double, Double).self, capacity: 9) {
        eraBp06(2_451_545, 0, $0, $0 + 3, $0 + 6)
      }
    }
    let ours = EarthRotation.biasFromEME2000.inverse.matrix
    for i in 0..<3 {
      for j in 0..<3 { #expect(abs(ours[i, j] - flat[3 * i + j]) < 1e-12) }
    }
  }

  @Test func refusesBrokenTables() throws {
    let folder = FileManager.default.temporaryDirectory
    for (number, text) in [
      "", "date\n2022-01-01,0,0,0,measured\n", "x,y\n1,2\n",
      "2022-01-02,0,0,0,m\n2022-01-01,0,0,0,m\n2022-01-03,0,0,0,m\n2022-01-04,0,0,0,m\n",
      "2022-01-02,nan,0,0,m\n",
    ].enumerated() {
      let file = folder.appendingPathComponent("outpost-eop-\(number).csv")
      try text.write(to: file, atomically: true, encoding: .utf8)
      #expect(throws: KinematicsError.self) { try EarthOrientation(tableAt: file) }
      try FileManager.default.removeItem(at: file)
    }
  }
}

@Suite struct FrameTests {
  let state = OrbitState<GCRF>(
    epoch: .j2000, position: Position(4_000_000, -5_000_000, 2_200_000),
    velocity: Velocity(5100, 4600, 3300))

  @Test func localFrameLooksForwardAndDown() throws {
    let frame = try state.localOrbitalFrame()
    let down = frame(Direction<GCRF>(-state.position.components.normalized))
    #expect((down.components - SIMD3(0, 0, 1)).magnitude < 1e-15)
    #expect(frame(state.velocity).x > 0)
    #expect(abs(frame(state.velocity).y) < 1e-9)
    let fallen = OrbitState<GCRF>(
      epoch: .j2000, position: Position(7e6, 0, 0), velocity: Velocity(1, 0, 0))
    #expect(throws: KinematicsError.self) { try fallen.localOrbitalFrame() }
  }

  @Test func rotationsComposeAndInvert() {
    let a = Rotation<LVLH, GCRF>(yaw: 0.3, pitch: -0.4, roll: 1.1)
    let angles = a.yawPitchRoll
    #expect(abs(angles.yaw - 0.3) < 1e-15 && abs(angles.pitch + 0.4) < 1e-15)
    #expect(abs(angles.roll - 1.1) < 1e-15)
    let v = Position<LVLH>(1, -2, 3)
    #expect((a.inverse(a(v)) - v).magnitude < 1e-14)
    let again = Rotation<LVLH, GCRF>(matrix: a.matrix)
    #expect((again(v) - a(v)).magnitude < 1e-14)
  }

  /// Vallado (2013), example 2-5: position (6524.834, 6862.875, 6448.296) km, velocity
  /// (4.901327, 5.533756, -1.976341) km/s; printed to 1 m, 1e-6 and 1e-3 deg.
  @Test func elementsOfValladoExample() throws {
    let mu = 3.986_004_418e14
    let orbit = OrbitState<GCRF>(
      epoch: .j2000, position: Position(6_524_834, 6_862_875, 6_448_296),
      velocity: Velocity(4901.327, 5533.756, -1976.341))
    let elements = try KeplerianElements(of: orbit, mu: mu)
    let degree = Double.pi / 180
    #expect(abs(elements.semiMajorAxis - 36_127_343) < 100)
    #expect(abs(elements.eccentricity - 0.832_853) < 1e-6)
    #expect(abs(elements.inclination / degree - 87.870) < 1e-3)
    #expect(abs(elements.rightAscensionOfAscendingNode / degree - 227.898) < 1e-3)
    #expect(abs(elements.argumentOfPerigee / degree - 53.38) < 1e-2)
    #expect(abs(elements.trueAnomaly / degree - 92.335) < 1e-3)
    let back: OrbitState<GCRF> = elements.state(at: .j2000, mu: mu)
    #expect((back.position - orbit.position).magnitude < 1e-6)
    #expect((back.velocity - orbit.velocity).magnitude < 1e-9)
  }

  @Test func geodeticHeightOverPoleAndEquator() {
    let pole = GeodeticPosition(Position(0, 0, 6_356_752.314_245 + 400_000))
    #expect(abs(pole.altitude - 400_000) < 1e-6)
    let equator = GeodeticPosition(Position(6_378_137 + 400_000, 0, 0))
    #expect(abs(equator.altitude - 400_000) < 1e-8)
  }
}
