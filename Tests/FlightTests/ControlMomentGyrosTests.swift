import Flight
import Foundation
import Kinematics
import NumericalMethods
import TestSupport
import Testing

@Suite struct ControlMomentGyrosTests {
  /// Four gyroscopes as the ISS has them: 4880 N m s and 258 N m each.
  static let design = ControlMomentGyros.Design(
    count: 4, wheelMomentum: 4880, gimbalRate: 258.0 / 4880)

  static func direction(_ generator: inout SplitMix64) -> SIMD3<Double> {
    func part() -> Double { 2 * Double(generator.next() >> 11) * 0x1p-53 - 1 }
    while true {
      let v = SIMD3(part(), part(), part())
      if v.magnitude > 0.1, v.magnitude < 1 { return v.normalized }
    }
  }

  /// The envelope is the sphere of radius 4 h: a steady torque in any direction is given until the
  /// momentum is there, and none after.
  @Test func envelopeIsASphere() throws {
    var generator = SplitMix64(seed: 1)
    for trial in 0..<60 {
      let axis =
        trial < 3
        ? [SIMD3(1.0, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)][trial]
        : Self.direction(&generator)
      var gyros = try ControlMomentGyros(Self.design)
      let torque = 20.0
      var time = 0.0
      while time < 2000 {
        let step = gyros.step(torque: torque * axis, angularVelocity: .zero, duration: 1)
        if step.isSaturated { break }
        // At the surface itself the gimbals would have to turn without limit.
        if gyros.fill < 0.98 {
          #expect(step.shortfall.magnitude < 1e-3 * torque, "\(axis) at \(time)")
        }
        time += 1
      }
      #expect(abs(torque * time - 4 * 4880) < 0.02 * 4 * 4880, "\(axis): \(torque * time)")
      for _ in 0..<100 {
        _ = gyros.step(torque: torque * axis, angularVelocity: .zero, duration: 1)
      }
      #expect(abs(gyros.fill - 1) < 1e-3 && dot(gyros.momentum.normalized, axis) < -0.995)
    }
  }

  /// Whatever is asked: the torque given is minus what the momentum does among the stars, gimbals
  /// keep to their rate, and inside nine tenths of the envelope all that is asked is given, through
  /// zero momentum too.
  @Test func givesWhatIsAskedInside() throws {
    var generator = SplitMix64(seed: 2)
    for _ in 0..<20 {
      var gyros = try ControlMomentGyros(Self.design)
      let rate = SIMD3(0, -0.0011, 0) + 1e-4 * Self.direction(&generator)
      var torque = SIMD3<Double>.zero
      for second in 0..<3000 {
        if second % 150 == 0 {
          // Random, and back towards empty when it fills.
          let random = 60 * Self.direction(&generator)
          torque = gyros.fill > 0.7 ? 60 * gyros.momentum.normalized : random
        }
        let before = gyros.momentum
        let step = gyros.step(torque: torque, angularVelocity: rate, duration: 1)
        let change = gyros.momentum - before
        #expect((step.torque + change + cross(rate, before)).magnitude < 1e-9 * 4880)
        #expect((step.torque + step.shortfall - torque).magnitude < 1e-9)
        #expect(step.gimbalRate <= Self.design.gimbalRate * (1 + 1e-12))
        if gyros.fill < 0.9 {
          #expect(step.shortfall.magnitude < 0.02 * torque.magnitude, "at \(second)")
        }
      }
    }
  }

  /// Gimbals that are asked for more than their rate give what the rate allows, on the right side;
  /// a limit of the inner gimbals cuts the envelope along their axis.
  @Test func keepsToItsLimits() throws {
    var gyros = try ControlMomentGyros(Self.design)
    let step = gyros.step(torque: SIMD3(0, 5000, 0), angularVelocity: .zero, duration: 1)
    #expect(abs(step.gimbalRate - Self.design.gimbalRate) < 1e-12)
    #expect(step.torque.y > 250 && step.torque.y < 4 * 258 && step.shortfall.y > 0)
    var design = Self.design
    design.innerLimit = .pi / 6
    var short = try ControlMomentGyros(design)
    for _ in 0..<3000 {
      _ = short.step(torque: SIMD3(-10, 0, 0), angularVelocity: .zero, duration: 1)
    }
    #expect(abs(short.momentum.x - 0.5 * 4 * 4880) < 1)
  }

  /// With wheels stopped the envelope shrinks, and the rest gives what is asked in it.
  @Test func worksOnWithFewer() throws {
    for left in [3, 2] {
      var gyros = try ControlMomentGyros(Self.design)
      for wheel in left..<4 { gyros.setRunning(false, wheel: wheel) }
      gyros.setRunning(false, wheel: 99)
      #expect(gyros.capacity == Double(left) * 4880)
      // Two wheels at zero momentum lie in line and give no torque along it: three are brought to
      // rest, for they do not cancel as they are; two are not.
      for _ in 0..<400 where left == 3 {
        _ = gyros.step(
          torque: 40 * gyros.momentum.normalized, angularVelocity: .zero, duration: 1)
      }
      #expect((gyros.momentum.magnitude < 1) == (left == 3))
      for _ in 0..<100 {
        let torque = SIMD3(20, 5, -10) + 20 * gyros.momentum.normalized
        let step = gyros.step(torque: torque, angularVelocity: .zero, duration: 1)
        #expect(step.shortfall.magnitude < 0.02 * torque.magnitude)
      }
    }
    let held = try ControlMomentGyros(Self.design, momentum: SIMD3(-9000, 4000, 1000))
    #expect((held.momentum - SIMD3(-9000, 4000, 1000)).magnitude < 1e-3)
  }

  /// Nonsense in, nothing out, and designs that cannot be built are refused.
  @Test func refusesNonsense() throws {
    var gyros = try ControlMomentGyros(Self.design)
    let before = gyros
    for bad in [SIMD3(.nan, 0, 0), SIMD3(0, .infinity, 0)] as [SIMD3<Double>] {
      #expect(gyros.step(torque: bad, angularVelocity: .zero, duration: 1).torque == .zero)
      #expect(gyros.step(torque: .zero, angularVelocity: bad, duration: 1).torque == .zero)
    }
    #expect(gyros.step(torque: SIMD3(1, 0, 0), angularVelocity: .zero, duration: 0).torque == .zero)
    #expect(gyros == before)
    for change in [
      { $0.count = 0 }, { $0.wheelMomentum = -1 }, { $0.gimbalRate = .nan }, { $0.axis = .zero },
      { $0.innerLimit = 2 },
    ] as [(inout ControlMomentGyros.Design) -> Void] {
      var design = Self.design
      change(&design)
      #expect(throws: FlightError.self) { try ControlMomentGyros(design) }
    }
    for wheel in 0..<4 { gyros.setRunning(false, wheel: wheel) }
    #expect(gyros.step(torque: SIMD3(1, 0, 0), angularVelocity: .zero, duration: 1).isSaturated)
  }
}
