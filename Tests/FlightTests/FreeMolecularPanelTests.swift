import Flight
import NumericalMethods
import Testing

@Suite struct FreeMolecularPanelTests {
  static let ratios = [0.5, 2, 5, 8, 15]
  let diffuse = GasSurface(wallTemperature: 300)
  let root = Double.pi.squareRoot()

  func drag(cosine: Double, _ s: Double, _ r: Double, _ surface: GasSurface) -> Double {
    let sine = max(0, 1 - cosine * cosine).squareRoot()
    let flow = SIMD3<Double>(0, 0, 1)
    let normal = SIMD3(sine, 0, -cosine)
    return dot(
      FreeMolecularPanel.force(
        normal: normal, flow: flow, speedRatio: s, reflectedSpeed: r, surface: surface), flow)
  }

  /// A sphere, with a part e of the molecules mirrored (Bird 1994, *Molecular gas dynamics*, equation
  /// 7.71; Schaaf and Chambre 1958): (2s²+1) e^(−s²) / (√π s³) + (4s⁴+4s²−1) erf(s) / (2s⁴) +
  /// (1−e) (2√π/3) r.
  @Test(arguments: ratios, [0, 0.3, 1])
  func sphere(s: Double, mirrored: Double) {
    let surface = GasSurface(
      wallTemperature: 300, normalAccommodation: 1 - mirrored,
      tangentialAccommodation: 1 - mirrored)
    let r = 0.13
    var sum = 0.0
    let count = 4000
    for index in 0..<count {
      // Rings of equal area; the mean over them is a quarter of the sum over the whole sphere.
      let cosine = 1 - (2 * Double(index) + 1) / Double(count)
      sum += 4 * drag(cosine: cosine, s, r, surface) / Double(count)
    }
    let s2 = s * s
    let closed =
      (2 * s2 + 1) / (root * s2 * s) * Elementary.exp(-s2)
      + (4 * s2 * s2 + 4 * s2 - 1) / (2 * s2 * s2) * Elementary.erf(s)
      + (1 - mirrored) * 2 * root / 3 * r
    #expect(abs(sum / closed - 1) < 1e-6)
  }

  /// Both sides of a plate at the angle a to the stream (Schaaf and Chambre 1958; Bird 1994, equation
  /// 7.70): (2/√π s) (e^(−(s sin a)²) + √π s sin a (1 + 1/2s²) erf(s sin a)) + √π r sin²a.
  @Test(arguments: ratios, [0, 0.1, 0.7, 1.5])
  func plate(s: Double, angle: Double) {
    let r = 0.21
    let sine = Elementary.sin(angle)
    let x = s * sine
    let both = drag(cosine: sine, s, r, diffuse) + drag(cosine: -sine, s, r, diffuse)
    let closed =
      2 / (root * s)
      * (Elementary.exp(-x * x) + root * x * (1 + 0.5 / (s * s)) * Elementary.erf(x))
      + root * r * sine * sine
    #expect(abs(both / closed - 1) < 1e-12)
  }

  /// A cylinder across the stream, its drag over its length and diameter (Schaaf and Chambre 1958):
  /// √π e^(−s²/2) / s ((s² + 3/2) I₀(s²/2) + (s² + 1/2) I₁(s²/2)) + (π^(3/2) / 4) r.
  @Test(arguments: ratios) func cylinder(s: Double) {
    let r = 0.09
    let count = 720
    var sum = 0.0
    var bessel = (zero: 0.0, one: 0.0)
    for index in 0..<count {
      let angle = 2 * Double.pi * (Double(index) + 0.5) / Double(count)
      sum += .pi / Double(count) * drag(cosine: Elementary.cos(angle), s, r, diffuse)
      // Iₙ(z) e^(−z) as the mean of e^(z (cos t − 1)) cos(nt).
      let weight = Elementary.exp(0.5 * s * s * (Elementary.cos(angle) - 1)) / Double(count)
      bessel.zero += weight
      bessel.one += weight * Elementary.cos(angle)
    }
    let closed =
      root / s * ((s * s + 1.5) * bessel.zero + (s * s + 0.5) * bessel.one)
      + .pi * root / 4 * r
    #expect(abs(sum / closed - 1) < 1e-6)
  }

  /// Face-on at high speed: momentum of what comes, twice ½ρV², and √π r of what leaves; twice as much
  /// from a mirror; nothing on the back.
  @Test func hypersonicLimits() {
    let s = 1e3
    #expect(abs(drag(cosine: 1, s, 0.1, diffuse) - 2 - root * 0.1) < 1e-5)
    let mirror = GasSurface(
      wallTemperature: 300, normalAccommodation: 0, tangentialAccommodation: 0)
    #expect(abs(drag(cosine: 1, s, 0.1, mirror) - 4) < 1e-5)
    #expect(drag(cosine: -1, s, 0.1, diffuse) == 0)
    #expect(abs(drag(cosine: 0, 8, 0.1, diffuse) - 1 / (root * 8)) < 1e-12)
  }

  /// A gas at rest at the wall's temperature presses nkT evenly on all sides, whatever the
  /// accommodation: pressure over ½ρV² is 1/S².
  @Test(arguments: [1, 0.7, 0.2]) func restAtTheWallsTemperature(accommodation: Double) {
    let stream = GasStream(
      density: 1e-12, temperature: 900, molecularMass: 2.7e-26, speed: 1e-3)
    let surface = GasSurface(wallTemperature: 900, energyAccommodation: accommodation)
    let s = stream.speedRatio
    for cosine in [-1.0, -0.3, 0, 0.8, 1] {
      let normal = SIMD3((1 - cosine * cosine).squareRoot(), 0, -cosine)
      let force = FreeMolecularPanel.force(
        normal: normal, flow: SIMD3(0, 0, 1), speedRatio: s,
        reflectedSpeed: stream.reflectedSpeed(from: surface), surface: surface)
      #expect(((s * s) * force + normal).magnitude < 1e-5)
    }
  }

  /// Oxygen atoms at 1000 K and 7.4 km/s.
  @Test func streamOfOxygen() {
    let stream = GasStream(
      density: 2e-12, temperature: 1000, molecularMass: 2.6567e-26, speed: 7400)
    #expect(abs(stream.thermalSpeed - 1019.5) < 0.1)
    #expect(abs(stream.speedRatio - 7.2585) < 1e-3)
    let full = stream.reflectedSpeed(from: GasSurface(wallTemperature: 300))
    #expect(abs(full - (0.3).squareRoot() / stream.speedRatio) < 1e-12)
    let none = stream.reflectedSpeed(
      from: GasSurface(wallTemperature: 300, energyAccommodation: 0))
    #expect(abs(none - 0.5.squareRoot()) < 0.02)
  }

  /// Turned far away from a fast stream nothing is left, and nothing is not a number.
  @Test func farAwayFromTheStream() {
    for s in [1e-8, 30, 1e6] {
      for cosine in [-1.0, -0.5, 0, 1] {
        let panel = FreeMolecularPanel(cosine: cosine, speedRatio: s)
        #expect(panel.pressure >= 0 && panel.shear >= 0 && panel.reflected >= 0)
        #expect(panel.pressure.isFinite && panel.shear.isFinite)
      }
    }
  }
}
