import Foundation
import Kinematics
import NumericalMethods
import SpaceEnvironment
import Testing

@Suite struct GeopotentialTests {
  static func field(_ degree: Int) throws -> Geopotential {
    try Geopotential(
      fileAt: DataFolder.locate().appendingPathComponent("gravity-egm2008.csv"), degree: degree,
      order: degree)
  }

  /// The acceleration is the gradient of the potential: central differences over 20 m, whose own
  /// error is `h²/6` of the third derivative and rounding of the potential.
  @Test func gradientOfThePotential() throws {
    let field = try Self.field(36)
    for place in [
      SIMD3(6_790_000.0, 100_000, 200_000), SIMD3(-3_000_000, 4_000_000, 4_500_000),
      SIMD3(0, 0, 6_780_000), SIMD3(1, 0, -6_780_000),
    ] {
      let acceleration = field.acceleration(atEarthFixed: place)
      for axis in 0..<3 {
        var step = SIMD3<Double>.zero
        step[axis] = 20
        let slope =
          (field.potential(atEarthFixed: place + step)
            - field.potential(atEarthFixed: place - step)) / 40
        #expect(abs(slope - acceleration[axis]) < 2e-8, "at \(place) along \(axis)")
      }
    }
  }

  /// J2 alone, in closed form (Vallado 2013, eq. 8-25).
  @Test func oblateness() throws {
    let field = try #require(Self.field(2).cut(degree: 2, order: 0))
    let place = SIMD3(4_000_000.0, -3_000_000, 4_600_000)
    let r = place.magnitude
    let j2 = 1.082_635e-3  // EGM2008, tide-free: -√5 C20
    let z2 = 5 * place.z * place.z / (r * r)
    let scale = -1.5 * j2 * field.mu * field.radius * field.radius / (r * r * r * r * r)
    let closed = scale * SIMD3(place.x * (1 - z2), place.y * (1 - z2), place.z * (3 - z2))
    let ours = field.perturbation(atEarthFixed: place)
    #expect((ours - closed).magnitude < 1e-5 * closed.magnitude)
  }

  @Test func refusesBrokenFiles() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("outpost-gravity.csv")
    for text in ["", "degree,order\n", "# mu 1\n2,0,x,y\n", "2,0,nan,0\n"] {
      try text.write(to: file, atomically: true, encoding: .utf8)
      #expect(throws: EnvironmentError.self) {
        try Geopotential(fileAt: file, degree: 2, order: 0)
      }
    }
    try FileManager.default.removeItem(at: file)
    #expect(throws: EnvironmentError.self) { try Self.field(500) }
  }
}

@Suite struct SunMoonTests {
  /// Positions of JPL's ephemeris DE421 (Folkner and others 2009) at 0 h TDB: Julian date, then Sun
  /// and Moon relative to the Earth's centre [km]. The Sun's series claims 0.01 degrees; the Moon's
  /// (Montenbruck and Gill 2000, eq. 3.47 to 3.50) a few arcminutes.
  static let ephemeris: [(day: Double, sun: SIMD3<Double>, moon: SIMD3<Double>)] = [
    (2_453_371.5, SIMD3(27_067_884, -132_657_421, -57_511_885), SIMD3(-372_779, 119_149, 80_844)),
    (
      2_455_562.5, SIMD3(25_670_302, -132_899_536, -57_615_069),
      SIMD3(-194_714, -290_467, -147_019)
    ),
    (2_457_754.5, SIMD3(26_869_820, -132_698_037, -57_525_658), SIMD3(259_629, -273_686, -103_945)),
    (2_461_041.5, SIMD3(26_072_138, -132_831_704, -57_579_899), SIMD3(144_326, 289_584, 160_159)),
    (
      2_462_502.5, SIMD3(26_008_478, -132_846_064, -57_585_428),
      SIMD3(-193_072, -277_242, -136_883)
    ),
  ]

  @Test(arguments: Self.ephemeris.indices)
  func sunAndMoonOfDE421(_ index: Int) {
    let row = Self.ephemeris[index]
    let epoch = Epoch.j2000 + (row.day - 2_451_545) * 86_400
    func degrees(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
      Elementary.atan2(cross(a, b).magnitude, dot(a, b)) * 180 / .pi
    }
    let sun = Sun.position(at: epoch)
    #expect(degrees(sun, row.sun) < 0.01)
    #expect(abs(sun.magnitude / (1000 * row.sun.magnitude) - 1) < 5e-4)
    let moon = Moon.position(at: epoch)
    #expect(degrees(moon, row.moon) < 0.15, "\(degrees(moon, row.moon))")
    #expect(abs(moon.magnitude / (1000 * row.moon.magnitude) - 1) < 0.005)
  }

  /// The Moon eclipsed the Sun on 2024-04-08 at 18:21 UTC (conjunction): as seen from the Earth's
  /// centre the two were within half a degree.
  @Test func eclipseOf2024() throws {
    let epoch = try Epoch(utc: "2024-04-08T18:21:00Z")
    let sun = Sun.position(at: epoch).normalized
    let moon = Moon.position(at: epoch)
    let angle = Elementary.acos(dot(sun, moon.normalized)) * 180 / .pi
    #expect(angle < 0.5)
    #expect((356_000_000...407_000_000).contains(moon.magnitude))
  }

  /// Behind the Earth it is dark, beside it light, on the edge in between.
  @Test func shadow() {
    let sun = SIMD3(1.496e11, 0, 0)
    #expect(Shadow.illumination(of: SIMD3(-7e6, 0, 0), sun: sun) == 0)
    #expect(Shadow.illumination(of: SIMD3(7e6, 0, 0), sun: sun) == 1)
    #expect(Shadow.illumination(of: SIMD3(-2e6, 6.6e6, 0), sun: sun) == 1)
    let edge = Shadow.illumination(of: SIMD3(-2_000_000, 6_378_137, 0), sun: sun)
    #expect(edge > 0 && edge < 1)
  }
}
