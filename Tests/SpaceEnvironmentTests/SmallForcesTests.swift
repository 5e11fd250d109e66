import Kinematics
import NumericalMethods
import SpaceEnvironment
import Testing

@Suite struct SmallForcesTests {
  let sun = SIMD3(1.2e11, 0.8e11, 0.35e11)
  let moon = SIMD3(-2.4e8, 2.8e8, 1.1e8)

  /// With one Love number of degree 2 the tide has a closed form: the potential of the tide times k
  /// (R/r)⁵ (Montenbruck, Gill 2000, equation 3.107, in vectors).
  @Test func tidesAreNearTheirClosedForm() {
    let r = SIMD3(4.1e6, -3.2e6, 4.4e6)
    func closed(_ body: SIMD3<Double>, _ mu: Double) -> SIMD3<Double> {
      let (distance, radius) = (body.magnitude, 6_378_136.6)
      let (u, s) = (r.normalized, body.normalized)
      let c = dot(u, s)
      let scale =
        0.30 * mu * (radius * radius * radius * radius * radius)
        / (distance * distance * distance * r.squaredMagnitude * r.squaredMagnitude)
      return (1.5 * scale) * ((1 - 5 * c * c) * u + (2 * c) * s)
    }
    let expected = closed(sun, Sun.mu) + closed(moon, Moon.mu)
    let tides = SolidTides.acceleration(at: r, sun: sun, moon: moon)
    // The Love numbers of the three orders differ by 1 %, degrees 3 and 4 add a percent or two.
    #expect((tides - expected).magnitude < 0.04 * expected.magnitude)
    #expect(expected.magnitude > 1e-8)
  }

  /// The gradient of the potential whose coefficients are equations 6.6 and 6.7 of the conventions,
  /// with normalised associated Legendre functions by their definition, in arithmetic of 40 digits.
  @Test(arguments: [
    (
      SIMD3(4.1e6, -3.2e6, 4.4e6),
      SIMD3(1.4767076255756442e-7, -8.3227382859697514e-8, -7.8384544998549724e-8)
    ),
    (
      SIMD3(-2.1e6, 5.9e6, 2.5e6),
      SIMD3(7.2286496548964889e-9, -2.4396037798083057e-7, -1.1293044190671713e-7)
    ),
    (
      SIMD3(1.5e6, -2.2e6, 6.3e6),
      SIMD3(1.0958087985601906e-7, -8.6920863295330305e-8, 2.2002068086919618e-7)
    ),
  ])
  func tidesAgreeWithTheirDefinition(_ place: SIMD3<Double>, _ expected: SIMD3<Double>) {
    let tides = SolidTides.acceleration(at: place, sun: sun, moon: moon)
    // Rounding of some hundred operations.
    #expect((tides - expected).magnitude < 1e-13 * expected.magnitude)
  }

  /// What the tides add has no sources in empty space and is regular at the pole.
  @Test func tidesAreAField() {
    func a(_ r: SIMD3<Double>) -> SIMD3<Double> {
      SolidTides.acceleration(at: r, sun: sun, moon: moon)
    }
    for r in [SIMD3(-2.1e6, 5.9e6, 2.5e6), SIMD3(0, 0, 6.8e6), SIMD3(7.1e6, 1, -1)] {
      let h = 1000.0
      let (x, y, z) = (SIMD3(h, 0, 0), SIMD3(0, h, 0), SIMD3(0, 0, h))
      let dx = (a(r + x) - a(r - x)) / (2 * h)
      let dy = (a(r + y) - a(r - y)) / (2 * h)
      let dz = (a(r + z) - a(r - z)) / (2 * h)
      // Differences of 1e-7 m/s² over a kilometre: 1e-18 1/s² of 1e-13.
      #expect(abs(dx.x + dy.y + dz.z) < 1e-17)
      #expect(abs(dx.y - dy.x) < 1e-17)
      #expect(abs(dx.z - dz.x) < 1e-17)
      #expect(abs(dy.z - dz.y) < 1e-17)
    }
  }

  /// A circular orbit: 3 (μ/r)² / (c² r) outwards (the Schwarzschild term of equation 10.12).
  @Test func relativityOfACircle() {
    let r = SIMD3(6.8e6, 0, 0)
    let v = SIMD3(0, (Earth.mu / 6.8e6).squareRoot(), 0)
    let c2 = Relativity.speedOfLight * Relativity.speedOfLight
    let expected = 3 * Earth.mu * Earth.mu / (c2 * 6.8e6 * 6.8e6 * 6.8e6)
    let a = Relativity.acceleration(at: r, velocity: v)
    // The turning Earth adds a hundredth in the plane of the equator.
    #expect(abs(a.x - expected) < 0.02 * expected)
    #expect(abs(a.y) < 1e-15 && abs(a.z) < 1e-15)
    // Lense and Thirring: 2 G J (v × z) / (c² r³) less what lies along r.
    let spin = 2 * Earth.mu * Relativity.earthSpin * v.y / (c2 * 6.8e6 * 6.8e6 * 6.8e6)
    #expect(abs(a.x - expected - spin) < 1e-14)
  }

  /// 4.54 µPa at one astronomical unit, along the light, none in the umbra.
  @Test func lightPresses() {
    let unit = RadiationPressure.astronomicalUnit
    let a = RadiationPressure.acceleration(
      at: SIMD3(7e6, 0, 0), sun: SIMD3(unit + 7e6, 0, 0), area: 0.01)
    #expect(abs(a.x + 4.54e-8) < 1e-11)
    #expect(a.y == 0 && a.z == 0)
    let dark = RadiationPressure.acceleration(
      at: SIMD3(-7e6, 0, 0), sun: SIMD3(unit, 0, 0), area: 0.01)
    #expect(dark == .zero)
    let half = RadiationPressure.acceleration(
      at: SIMD3(-7e6, 6_378_137, 0), sun: SIMD3(unit, 0, 0), area: 0.01)
    #expect(half.magnitude > 0.3 * a.magnitude && half.magnitude < 0.7 * a.magnitude)
  }

  /// Where light begins to fade and where it is gone, the borders change their sign.
  @Test func bordersOfTheShadow() {
    let sun = SIMD3(1.496e11, 0, 0)
    var before: (light: Double, penumbra: Double, umbra: Double)?
    for step in 0...4000 {
      let position = SIMD3(-6.8e6, 6.2e6 + Double(step) * 100, 0)
      let now = (
        light: Shadow.illumination(of: position, sun: sun),
        penumbra: Shadow.outside(.penumbra, of: position, sun: sun),
        umbra: Shadow.outside(.umbra, of: position, sun: sun)
      )
      #expect((now.light == 1) == (now.penumbra >= 0))
      #expect((now.light == 0) == (now.umbra <= 0))
      if let before { #expect(before.light <= now.light) }
      before = now
    }
  }
}
