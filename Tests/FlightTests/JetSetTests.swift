import Flight
import Foundation
import Kinematics
import NumericalMethods
import TestSupport
import Testing

@Suite struct JetSetTests {
  /// Twelve jets of 130 N on two manifolds, six lines round a body: ±y and ±z at either end, ±z at the
  /// sides.
  static func ring(minimumPulse: Double = 0.03) throws -> JetSet {
    let lines: [(SIMD3<Double>, SIMD3<Double>)] = [
      (SIMD3(-10, 0, 0), SIMD3(0, 1, 0)), (SIMD3(-10, 0, 0), SIMD3(0, -1, 0)),
      (SIMD3(-10, 0, 0), SIMD3(0, 0, 1)), (SIMD3(-10, 0, 0), SIMD3(0, 0, -1)),
      (SIMD3(-10, 2, 0), SIMD3(0, 0, 1)), (SIMD3(-10, -2, 0), SIMD3(0, 0, 1)),
      (SIMD3(-10, 2, 0), SIMD3(0, 0, -1)), (SIMD3(-10, -2, 0), SIMD3(0, 0, -1)),
    ]
    var jets: [Jet] = []
    for (index, line) in lines.enumerated() {
      for manifold in 1...2 {
        jets.append(
          try Jet(
            id: "\(index)/\(manifold)", position: line.0, direction: line.1, thrust: 130,
            specificImpulse: 285, minimumPulse: minimumPulse, manifold: "m\(manifold)"))
      }
    }
    return JetSet(jets, about: .zero)
  }

  /// The cheapest way to an angular impulse is proven by its price in `LinearTests`; here the answer
  /// is the one that can be seen: yaw by one pair of lines, J/(F r) seconds in all, and roll by a
  /// couple whose pitch cancels.
  @Test func cheapestFiring() throws {
    let ring = try Self.ring()
    let yaw = try #require(ring.fire(angularImpulse: SIMD3(0, 0, 1300), within: 5))
    #expect((yaw.angularImpulse - SIMD3(0, 0, 1300)).magnitude < 1e-6)
    #expect(abs(yaw.onTimes.reduce(0, +) - 1) < 1e-9)
    #expect(abs(yaw.propellant - 130 / (285 * 9.80665)) < 1e-9)
    let roll = try #require(ring.fire(angularImpulse: SIMD3(520, 0, 0), within: 5))
    #expect((roll.angularImpulse - SIMD3(520, 0, 0)).magnitude < 1e-6)
    #expect(roll.impulse.magnitude < 1e-6)
    #expect(abs(roll.onTimes.reduce(0, +) - 2) < 1e-9)
    #expect(try #require(ring.propellantRate(torque: .zero)) == 0)
  }

  /// SciPy 1.16 `linprog` (HiGHS) on the same jets: least propellant of general commands.
  @Test func agreesWithSciPy() throws {
    let ring = try Self.ring(minimumPulse: 0)
    for (command, kilograms) in Self.fromSciPy {
      let firing = try #require(ring.fire(angularImpulse: command, within: 5))
      #expect((firing.angularImpulse - command).magnitude < 1e-6)
      #expect(abs(firing.propellant - kilograms) < 1e-9 * max(1, kilograms), "\(command)")
    }
  }
  static let fromSciPy: [(SIMD3<Double>, Double)] = [
    (SIMD3(100, 200, 300), 0.0286236129958717),
    (SIMD3(-500, 2500, -900), 0.121650355232455),
    (SIMD3(900, -4000, 7000), 0.411464436815655),
    (SIMD3(1500, 50, -20), 0.269061962161194),
  ]

  /// Force and torque together, and what is too weak gives the share that it can.
  @Test func forcesAndShares() throws {
    let ring = try Self.ring(minimumPulse: 0)
    let push = try #require(
      ring.fire(angularImpulse: SIMD3(0, 0, -2600), impulse: SIMD3(0, 260, 0), within: 5))
    #expect((push.impulse - SIMD3(0, 260, 0)).magnitude < 1e-6)
    // No jet pushes along x, and none pushes along y without yaw.
    #expect(ring.fire(angularImpulse: .zero, impulse: SIMD3(1, 0, 0), within: 5) == nil)
    let weak = try #require(ring.fire(angularImpulse: SIMD3(0, 0, 13_000), within: 2.5))
    #expect(abs(weak.share - 0.5) < 1e-6)
    #expect((weak.angularImpulse - SIMD3(0, 0, 6500)).magnitude < 1e-2)
    #expect(abs(ring.greatestMultiple(of: SIMD3(0, 0, 1300)) - 2) < 1e-9)
    #expect(ring.without(["m1"]).greatestMultiple(of: SIMD3(0, 0, 1300)) > 0.999)
    #expect(ring.without(["m1", "m2"]).fire(angularImpulse: SIMD3(1, 0, 0), within: 1) == nil)
  }

  /// A command below half a pulse fires nothing, above it one pulse, and the answer says what came.
  @Test func shortestPulse() throws {
    let ring = try Self.ring(minimumPulse: 0.1)
    let half = 0.5 * 0.1 * 1300
    let none = try #require(ring.fire(angularImpulse: SIMD3(0, 0, 0.9 * half), within: 1))
    #expect(none.propellant == 0 && none.angularImpulse == .zero)
    let one = try #require(ring.fire(angularImpulse: SIMD3(0, 0, 1.1 * half), within: 1))
    #expect((one.angularImpulse - SIMD3(0, 0, 2 * half)).magnitude < 1e-6)
    for on in one.onTimes { #expect(on == 0 || on >= 0.1) }
  }

  /// Jets that no one can build.
  @Test func refusesNonsense() throws {
    func jet(
      direction: SIMD3<Double> = SIMD3(1, 0, 0), thrust: Double = 1, impulse: Double = 300,
      pulse: Double = 0, at position: SIMD3<Double> = .zero
    ) throws {
      _ = try Jet(
        id: "j", position: position, direction: direction, thrust: thrust, specificImpulse: impulse,
        minimumPulse: pulse, manifold: "m")
    }
    #expect(throws: FlightError.jetPointsNowhere("j")) { try jet(direction: .zero) }
    #expect(throws: FlightError.self) { try jet(direction: SIMD3(.nan, 0, 0)) }
    #expect(throws: FlightError.self) { try jet(thrust: 0) }
    #expect(throws: FlightError.self) { try jet(impulse: .nan) }
    #expect(throws: FlightError.self) { try jet(pulse: -1) }
    #expect(throws: FlightError.self) { try jet(at: SIMD3(.infinity, 0, 0)) }
    let none = JetSet([], about: .zero)
    #expect(none.fire(angularImpulse: SIMD3(1, 0, 0), within: 1) == nil)
    #expect(none.fire(angularImpulse: .zero, within: 1)?.propellant == 0)
    #expect(try Self.ring().fire(angularImpulse: SIMD3(.nan, 0, 0), within: 1) == nil)
    #expect(none.greatestMultiple(of: SIMD3(1, 0, 0)) == 0)
  }
}
