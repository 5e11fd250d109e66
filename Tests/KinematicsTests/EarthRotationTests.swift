import CERFA
import Foundation
import Kinematics
import NumericalMethods
import TestSupport
import Testing

@Suite struct EarthRotationTests {
  func orientation() throws -> EarthOrientation {
    try EarthOrientation(
      tableAt: DataFolder.locate().appendingPathComponent("earth-orientation.csv"))
  }

  /// The whole rotation by ERFA's own routines (`eraC2ixys`, `eraEra00`, `eraPom00`), with the same
  /// Earth orientation, over arcs that hold a leap second and last as long as an arc may. The
  /// polynomials and the roundings leave less than 1e-12 rad.
  @Test(arguments: [
    ("2022-02-14T12:00:00Z", 3.0), ("2016-12-31T06:00:00Z", 2), ("2016-07-01T23:59:59Z", 366),
    ("1998-01-01T00:00:00Z", 400), ("2030-05-05T05:05:05Z", 30), ("2019-12-31T23:59:59Z", 0),
  ])
  func agreesWithERFA(start: String, days: Double) throws {
    let orientation = try orientation()
    let start = try Epoch(utc: start)
    let rotation = EarthRotation(
      from: start, to: start + days * 86_400, orientation: orientation)
    var worst = 0.0
    for step in 0...200 {
      let epoch = start + (Double(step) / 200 * days * 86_400).rounded()
      let expected = byERFA(at: epoch, orientation.parameters(at: epoch))
      let ours = rotation.matrix(at: epoch)
      worst = max(worst, distance(ours, expected))
      #expect(distance(rotation.rotation(at: epoch).matrix, ours) < 1e-15)
    }
    #expect(worst < 1e-12, "off by \(worst) rad")
  }

  private func byERFA(at epoch: Epoch, _ parameters: EarthOrientation.Parameters) -> [Double] {
    let tt = JulianDate<TT>(epoch)
    let ut1 = JulianDate<TAI>(epoch + parameters.ut1MinusTAI)
    var x = 0.0
    var y = 0.0
    var s = 0.0
    eraXys06a(tt.day, tt.fraction, &x, &y, &s)
    let celestial = matrix {
      eraC2ixys(x + parameters.xOffset, y + parameters.yOffset, s, $0)
    }
    let polar = matrix {
      eraPom00(parameters.xPole, parameters.yPole, eraSp00(tt.day, tt.fraction), $0)
    }
    // The product of both with the Earth rotation angle between.
    let angle = eraEra00(ut1.day, ut1.fraction)
    let spin = [cos(angle), sin(angle), 0, -sin(angle), cos(angle), 0, 0, 0, 1]
    return product(polar, product(spin, celestial))
  }

  private func matrix(
    _ fill: (UnsafeMutablePointer<(Double, Double, Double)>) -> Void
  ) -> [Double] {
    var flat = [Double](repeating: 0, count: 9)
    flat.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress!.withMemoryRebound(to: (Double, Double, Double).self, capacity: 3, fill)
    }
    return flat
  }

  private func product(_ a: [Double], _ b: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: 9)
    for i in 0..<3 {
      for j in 0..<3 {
        for k in 0..<3 { sums[3 * i + j] += a[3 * i + k] * b[3 * k + j] }
      }
    }
    return sums
  }

  private func distance(_ a: Matrix3, _ b: [Double]) -> Double {
    var worst = 0.0
    for index in 0..<9 { worst = max(worst, abs(a[index / 3, index % 3] - b[index])) }
    return worst
  }

  private func distance(_ a: Matrix3, _ b: Matrix3) -> Double {
    distance(a, b.arrays.flatMap { $0 })
  }

  /// From second to second over the leap second at the end of 2016 the Earth turns alike.
  @Test func turnsEvenlyOverALeapSecond() throws {
    let start = try Epoch(utc: "2016-12-31T23:59:55Z")
    let rotation = EarthRotation(from: start, to: start + 10, orientation: try orientation())
    for second in 0..<10 {
      let a = rotation.rotation(at: start + Double(second))
      let b = rotation.rotation(at: start + Double(second + 1))
      // The rate of the Earth's rotation [rad/s] (IERS Conventions 2010, table 1.1) holds within
      // the length of day, 1e-8 of it; the quaternion keeps 1e-15.
      #expect(abs(a.inverse.then(b).angle - 7.292_115e-5) < 2e-12)
    }
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
    for text in [
      "", "date\n2022-01-01,0,0,0,measured\n", "x,y\n1,2\n",
      "2022-01-02,0,0,0,0,0,m\n2022-01-01,0,0,0,0,0,m\n2022-01-03,0,0,0,0,0,m\n",
      "2022-01-02,nan,0,0,0,0,m\n",
    ] {
      try withTemporaryFile(holding: text, ending: "csv") { file in
        #expect(throws: KinematicsError.self) { try EarthOrientation(tableAt: file) }
      }
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
