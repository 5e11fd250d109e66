import Flight
import Foundation
import Kinematics
import NumericalMethods
import TestSupport
import Testing

@Suite struct MomentumOverOrbitTests {
  static let n = 0.00113

  /// A steady torque about the orbit's normal grows without end; one along the track turns with the
  /// frame, momentum at most `2 T/n`; one along the track that swings with the orbit stays in one
  /// direction among the stars and grows by half.
  @Test func closedForms() throws {
    let pitch = try MomentumOverOrbit(torques: [SIMD3(0, 2, 0)], meanMotion: Self.n)
    #expect(abs(pitch.gain.y - 2 * pitch.period) < 1e-8)
    #expect(abs(pitch.timeToSaturation(capacity: 19_520) - 9760) < 1e-6)
    #expect(
      abs(pitch.timeToSaturation(capacity: 19_520, from: SIMD3(0, -480, 0)) - 10_000) < 1e-6)
    #expect(pitch.cyclicPeak < 1e-8)

    let roll = try MomentumOverOrbit(torques: [SIMD3(3, 0, 0)], meanMotion: Self.n)
    #expect(roll.gain.magnitude < 1e-7)
    #expect(abs(roll.peak - 6 / Self.n) < 1e-6)
    #expect(roll.timeToSaturation(capacity: 6 / Self.n + 1) == .infinity)
    #expect(abs(roll.timeToSaturation(capacity: 3 / Self.n) - roll.period / 6) < 0.1)

    let swinging = (0..<720).map { SIMD3(4 * Elementary.cos(2 * .pi * Double($0) / 720), 0, 0) }
    let growing = try MomentumOverOrbit(torques: swinging, meanMotion: Self.n)
    #expect((growing.gain - SIMD3(2 * growing.period, 0, 0)).magnitude < 1e-4 * growing.gain.x)
  }

  /// In the local orbital frame the momentum obeys `dh/dt + ω × h = T`: differences of the course
  /// against it, for a random history.
  @Test func obeysTheTransportTheorem() throws {
    var generator = SplitMix64(seed: 3)
    func random() -> Double { 10 * (Double(generator.next() >> 11) * 0x1p-53 - 0.5) }
    let torques = (0..<12).map { _ in SIMD3(random(), random(), random()) }
    let history = try MomentumOverOrbit(torques: torques, meanMotion: Self.n)
    let course = history.localCourse
    let steps = course.count - 1
    let step = history.period / Double(steps)
    for index in stride(from: 1, to: steps, by: 1) where index % (steps / 12) != 0 {
      let rate = (course[index + 1] - course[index - 1]) / (2 * step)
      let place = 12 * Double(index) / Double(steps)
      let part = place - place.rounded(.down)
      let whole = Int(place)
      let torque = (1 - part) * torques[whole] + part * torques[(whole + 1) % 12]
      let balance = rate + cross(SIMD3(0, -Self.n, 0), course[index]) - torque
      #expect(balance.magnitude < 2e-2, "\(index)")
    }
  }

  /// A body held among the stars: the mean torque of gravity is `−1.5 n² o × I o` with o the orbit's
  /// normal, for the mean of r̂r̂ᵀ is (1 − ooᵀ)/2.
  @Test func heldAmongTheStars() throws {
    let orbital = try OrbitalTorque(inertia: TorqueEquilibriumTests.jeod, meanMotion: Self.n)
    let attitude = Rotation<LVLH, StationFrame>(yaw: 0.4, pitch: 0.3, roll: -0.2)
    let absorbed = orbital.absorbed(
      holdingInertially: attitude, torques: [SIMD3<Double>](repeating: .zero, count: 360))
    let history = try MomentumOverOrbit(torques: absorbed, meanMotion: Self.n)
    let normal = attitude.rotate(SIMD3(0, 1, 0))
    let mean = -1.5 * Self.n * Self.n * cross(normal, orbital.inertia * normal)
    let wanted = history.period * attitude.inverse.rotate(mean)
    #expect((history.gain - wanted).magnitude < 1e-3 * wanted.magnitude)
  }

  /// The mean over several histories is that of their mean; wrong histories are refused.
  @Test func meanOverHistories() throws {
    let mean = try MomentumOverOrbit(
      mean: [[SIMD3(0, 1, 0)], [SIMD3(0, 3, 0)]], meanMotion: Self.n)
    #expect(abs(mean.timeToSaturation(capacity: 2000) - 1000) < 1e-6)
    #expect(throws: FlightError.self) { try MomentumOverOrbit(torques: [], meanMotion: Self.n) }
    #expect(throws: FlightError.self) { try MomentumOverOrbit(mean: [], meanMotion: Self.n) }
    #expect(throws: FlightError.self) {
      try MomentumOverOrbit(mean: [[.zero], [.zero, .zero]], meanMotion: Self.n)
    }
    #expect(throws: FlightError.self) {
      try MomentumOverOrbit(torques: [SIMD3(.infinity, 0, 0)], meanMotion: Self.n)
    }
    #expect(throws: FlightError.self) { try MomentumOverOrbit(torques: [.zero], meanMotion: -1) }
  }
}
