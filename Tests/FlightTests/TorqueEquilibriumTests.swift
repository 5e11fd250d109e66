import Flight
import Foundation
import Kinematics
import NumericalMethods
import TestSupport
import Testing

@Suite struct TorqueEquilibriumTests {
  static let degree = Double.pi / 180
  static let meanMotion = 0.00113
  /// ISS of NASA's JEOD check cases.
  static let jeod = Matrix3(
    SIMD3(1.02e8, -6.96e6, -5.48e6), SIMD3(-6.96e6, 9.1e7, 5.9e5), SIMD3(-5.48e6, 5.9e5, 1.64e8))

  static func degrees(_ equilibrium: TorqueEquilibrium) -> SIMD3<Double> {
    let angles = equilibrium.angles
    return SIMD3(angles.yaw, angles.pitch, angles.roll) / degree
  }

  /// With a steady pitch torque T on a body of principal axes: `sin 2θ = T / (1.5 n² (Ixx − Izz))`.
  @Test func steadyPitchTorque() throws {
    for inertia in [SIMD3(1.2e8, 0.84e8, 1.9e8), SIMD3(2e8, 2.2e8, 0.5e8)] {
      let orbital = try OrbitalTorque(inertia: .diagonal(inertia), meanMotion: Self.meanMotion)
      let n = Self.meanMotion
      for torque in [-40.0, -10, 0, 5, 60] {
        let wanted = 0.5 * Elementary.asin(torque / (1.5 * n * n * (inertia.x - inertia.z)))
        let found = try #require(
          TorqueEquilibrium.nearest(to: orbital) { _ in SIMD3(0, torque, 0) })
        #expect(abs(found.angles.pitch - wanted) < 1e-9)
        #expect(abs(found.angles.yaw) < 1e-9 && abs(found.angles.roll) < 1e-9)
        #expect(found.residual.magnitude < 1e-6)
      }
    }
  }

  /// Gravity alone: the principal axes lie along the local orbital frame, on a circle or not. JEOD's
  /// ISS has its own 26 degrees away in yaw, for Ixx and Iyy are nearly alike and Ixy is not small:
  /// none lies within 20 degrees. SciPy's fsolve gives the angles with steady torques.
  @Test func inertiaOfJEOD() throws {
    for eccentricity in [0, 0.01] {
      let orbital = try OrbitalTorque(
        inertia: Self.jeod, meanMotion: Self.meanMotion, eccentricity: eccentricity)
      #expect(TorqueEquilibrium.nearest(to: orbital) == nil)
      let free = try #require(TorqueEquilibrium.nearest(to: orbital, within: 0.6))
      let along = free.attitude.inverse.tensor(Self.jeod)
      for (i, j) in [(0, 1), (0, 2), (1, 2)] { #expect(abs(along[i, j]) < 1e-6 * along[i, i]) }
      let angles = Self.degrees(free)
      #expect((angles - SIMD3(26.360_416_66, 5.114_644_90, 0.945_517_98)).magnitude < 1e-6)
    }
    let orbital = try OrbitalTorque(inertia: Self.jeod, meanMotion: Self.meanMotion)
    let cases = [
      (SIMD3(1.0, -3, 0.5), SIMD3(25.436_461_926, 5.766_572_110, 0.897_265_910)),
      (SIMD3(-2.0, 5, 1), SIMD3(23.142_668_214, 4.031_337_485, 1.060_608_954)),
    ]
    for (torque, wanted) in cases {
      let found = try #require(
        TorqueEquilibrium.nearest(to: orbital, within: 0.6) { _ in torque })
      #expect((Self.degrees(found) - wanted).magnitude < 1e-6, "\(Self.degrees(found))")
    }
  }

  /// JEOD's inertia with a steady torque: in any attitude, `n² b × I b − 3 n² c × I c` along the body's
  /// axes keeps it there, with c nadir and b the normal of the orbit (both turned by hand, from yaw,
  /// pitch and roll). The search finds the attitude for which the torque was made.
  @Test func steadyTorqueOfJEOD() throws {
    let orbital = try OrbitalTorque(inertia: Self.jeod, meanMotion: Self.meanMotion)
    var generator = SplitMix64(seed: 17)
    func angle() -> Double { Double.random(in: -19...19, using: &generator) * Self.degree }
    for _ in 0..<200 {
      let (yaw, pitch, roll) = (angle(), angle(), angle())
      let (cy, sy) = (Elementary.cos(yaw), Elementary.sin(yaw))
      let (cp, sp) = (Elementary.cos(pitch), Elementary.sin(pitch))
      let (cr, sr) = (Elementary.cos(roll), Elementary.sin(roll))
      let nadir = SIMD3(-sp, sr * cp, cr * cp)
      let normal = SIMD3(sy * cp, cr * cy + sr * sp * sy, cr * sp * sy - sr * cy)
      let square = Self.meanMotion * Self.meanMotion
      let torque =
        square * (cross(normal, Self.jeod * normal) - 3 * cross(nadir, Self.jeod * nadir))
      let all = TorqueEquilibrium.all(of: orbital) { _ in torque }
      let wanted = SIMD3(yaw, pitch, roll) / Self.degree
      let off = all.map { (Self.degrees($0) - wanted).magnitude }.min()
      #expect(try #require(off) < 1e-6, "\(wanted)")
      #expect(all.allSatisfy { $0.residual.magnitude < 1e-6 })
    }
  }

  /// The free motion against DeBra and Delp (1961; Hughes 1986, sec. 9.3): with kR = (Iy − Iz)/Ix and
  /// kY = (Iy − Ix)/Iz, pitch goes with λ² = −3 n² (Ix − Iz)/Iy and roll with yaw with
  /// λ⁴ + (1 + 3 kR + kR kY) n² λ² + 4 kR kY n⁴ = 0.
  @Test func smallMotionsOfPrincipalAxes() throws {
    var generator = SplitMix64(seed: 9)
    var kinds = [0, 0, 0]
    for _ in 0..<300 {
      func part() -> Double { 0.05 + Double(generator.next() >> 11) * 0x1p-53 }
      // Any three masses on the axes make a body.
      let (a, b, c) = (part(), part(), part())
      let i = SIMD3(b + c, a + c, a + b)
      let orbital = try OrbitalTorque(inertia: .diagonal(1e8 * i), meanMotion: Self.meanMotion)
      let found = try #require(TorqueEquilibrium.nearest(to: orbital, within: 0.01))
      let (kR, kY) = ((i.y - i.z) / i.x, (i.y - i.x) / i.z)
      let linear = 1 + 3 * kR + kR * kY
      // Near the edge of a region the roots are double and rounding decides.
      let discriminant = linear * linear - 16 * kR * kY
      guard abs(discriminant) > 1e-3, abs(kR * kY) > 1e-3, abs(i.x - i.z) > 1e-3 else { continue }
      let isStable = i.x > i.z && kR * kY > 0 && linear > 0 && discriminant > 0
      #expect(found.isStable == isStable, "\(i)")
      let isStiff = i.y > i.x && i.x > i.z
      #expect(found.isStiff == isStiff, "\(i)")
      kinds[isStiff ? 2 : isStable ? 1 : 0] += 1
      for root in found.roots {
        let (x, y) = (root.real / Self.meanMotion, root.imaginary / Self.meanMotion)
        let (s, t) = (x * x - y * y, 2 * x * y)  // λ² = s + i t
        let pitch = max(abs(s + 3 * (i.x - i.z) / i.y), abs(t))
        let real = s * s - t * t + linear * s + 4 * kR * kY
        let imaginary = 2 * s * t + linear * t
        #expect(min(pitch, max(abs(real), abs(imaginary))) < 1e-5)
      }
    }
    // All regions were met: unstable, held by the spin, and stiff.
    #expect(kinds.allSatisfy { $0 > 5 }, "\(kinds)")
  }

  /// Air that turns the nose back holds a body that gravity tips over, and the other way round.
  @Test func airChangesTheStability() throws {
    let orbital = try OrbitalTorque(
      inertia: .diagonal(SIMD3(1.2e8, 2.2e8, 1.3e8)), meanMotion: Self.meanMotion)
    let bare = try #require(TorqueEquilibrium.nearest(to: orbital))
    #expect(!bare.isStable)
    // The nose at +x, the centre of pressure behind the centre of mass: a feathered arrow.
    func weathervane(_ strength: Double) -> (Rotation<LVLH, StationFrame>) -> SIMD3<Double> {
      return { attitude in
        strength * cross(SIMD3(1, 0, 0), attitude.rotate(SIMD3(1, 0, 0)))
      }
    }
    #expect(try #require(TorqueEquilibrium.nearest(to: orbital, torque: weathervane(100))).isStable)
    let tipping = try #require(
      TorqueEquilibrium.nearest(to: orbital, torque: weathervane(-100)))
    #expect(tipping.growthRate > bare.growthRate)
  }

  /// No equilibrium within 20 degrees, no body, no orbit.
  @Test func refusesAndSaysNone() throws {
    let orbital = try OrbitalTorque(
      inertia: .diagonal(SIMD3(1.2e8, 0.8e8, 1.9e8)), meanMotion: Self.meanMotion)
    #expect(TorqueEquilibrium.nearest(to: orbital) { _ in SIMD3(0, 1000, 0) } == nil)
    #expect(TorqueEquilibrium.nearest(to: orbital) { _ in SIMD3(.nan, 0, 0) } == nil)
    let ball = try OrbitalTorque(
      inertia: .diagonal(SIMD3(repeating: 1e8)), meanMotion: Self.meanMotion)
    #expect(TorqueEquilibrium.nearest(to: ball)?.attitude.angle == 0)
    #expect(throws: FlightError.self) {
      try OrbitalTorque(inertia: .diagonal(SIMD3(1, 1, 3)), meanMotion: 0.001)
    }
    #expect(throws: FlightError.self) { try OrbitalTorque(inertia: .zero, meanMotion: 0.001) }
    #expect(throws: FlightError.self) {
      try OrbitalTorque(inertia: .diagonal(SIMD3(.nan, 1, 1)), meanMotion: 0.001)
    }
    #expect(throws: FlightError.self) { try OrbitalTorque(inertia: .identity, meanMotion: 0) }
    #expect(throws: FlightError.self) {
      try OrbitalTorque(inertia: .identity, meanMotion: 0.001, eccentricity: 1)
    }
  }
}
