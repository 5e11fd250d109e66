import Kinematics
import NumericalMethods
import SpaceEnvironment
import Testing

@Suite struct BodiesTests {
  /// Geometric positions [km] of DE421 (Folkner and others 2009) along GCRF.
  static let almanac: [(String, SIMD3<Double>, SIMD3<Double>)] = [
    (
      "2006-04-02T00:00:00Z", SIMD3(146_233_228, 28_597_693, 12_398_187),
      SIMD3(187_600.7, 286_893.9, 155_685.4)
    ),
    (
      "2022-02-14T12:00:00Z", SIMD3(121_694_565, -76_839_986, -33_309_990),
      SIMD3(-199_355.4, 303_710.6, 165_474.2)
    ),
    (
      "2026-03-11T06:00:00Z", SIMD3(146_479_101, -22_958_396, -9_953_417),
      SIMD3(-79_218.0, -347_466.6, -190_459.0)
    ),
  ]

  @Test(arguments: almanac)
  func sunAndMoonAreWhereTheEphemerisHasThem(
    _ row: (String, SIMD3<Double>, SIMD3<Double>)
  ) throws {
    let epoch = try Epoch(utc: row.0)
    let sun = 1e3 * row.1
    let moon = 1e3 * row.2
    // The series differ from DE421 by up to 9 km and 24 km; the almanac is printed to 1 and 0.1 km.
    #expect((Sun.position(at: epoch) - sun).magnitude < 10e3)
    #expect((Moon.position(at: epoch) - moon).magnitude < 25e3)
    let off = (Sun.direction(at: epoch) - sun.normalized).magnitude
    #expect(off < 0.02 * .pi / 180)
  }

  @Test func theThirdBodyIsTheDifferenceOfTwoPulls() {
    let r = SIMD3(4.1e6, -3.2e6, 4.4e6)
    let s = SIMD3(-1.9e8, 2.9e8, 1.5e8)
    let d = s - r
    let pull = Moon.mu * (d / (d.squaredMagnitude * d.magnitude))
    let earth = Moon.mu * (s / (s.squaredMagnitude * s.magnitude))
    // The plain difference itself loses two digits of 3e-5 m/s².
    let a = ThirdBody.acceleration(at: r, body: s, mu: Moon.mu)
    #expect((a - (pull - earth)).magnitude < 1e-19)
    #expect(ThirdBody.acceleration(at: .zero, body: s, mu: Moon.mu) == .zero)
  }

  @Test func theShadowHasAnUmbraAPenumbraAndAnEdge() {
    let sun = SIMD3(Sun.astronomicalUnit, 0, 0)
    func light(_ x: Double, _ y: Double) -> Double {
      Shadow.illumination(of: SIMD3(x, y, 0), sun: sun)
    }
    #expect(light(7e6, 0) == 1)
    #expect(light(-7e6, 0) == 0)
    #expect(light(0, 7e6) == 1)
    // Behind the Earth's rim the penumbra is 2 · 0.00465 rad · 7000 km wide, around the rim.
    let rim = Shadow.occultingRadius
    #expect(light(-7e6, rim - 40e3) == 0)
    #expect(light(-7e6, rim + 40e3) == 1)
    #expect(abs(light(-7e6, rim) - 0.5) < 0.02)
    var last = 0.0
    for step in -40...40 {
      let next = light(-7e6, rim + Double(step) * 1e3)
      #expect(next >= last)
      last = next
    }
    // Beyond the tip of the umbra (1.38e9 m) the eclipse is annular.
    let annular = light(-3e9, 0)
    #expect(annular > 0 && annular < 1)
    #expect(light(1e6, 0) == 0)
    #expect(Shadow.illumination(of: sun, sun: sun) == 1)
  }
}
