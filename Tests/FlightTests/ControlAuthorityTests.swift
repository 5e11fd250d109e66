import Flight
import Foundation
import Kinematics
import NumericalMethods
import TestSupport
import Testing

@Suite struct ControlAuthorityTests {
  static let gyros = ControlMomentGyros.Design(
    count: 4, wheelMomentum: 4880, gimbalRate: 258.0 / 4880)
  static let none = JetSet([], about: .zero)

  /// Gyroscopes alone: their torque for a moment, their momentum over time; the third failure leaves
  /// one, which is too few.
  @Test func gyroscopesAlone() throws {
    let authority = ControlAuthority(jets: Self.none, gyros: Self.gyros)
    let moment = DisturbanceTorque(SIMD3(100, 100, 50), for: 1)
    #expect(abs(authority.margin(against: [moment]) - 4 * 258 / 150) < 1e-9)
    let long = DisturbanceTorque(SIMD3(0, 3, 4), for: 3904)
    #expect(abs(authority.margin(against: [moment, long]) - 1) < 1e-9)
    let small = DisturbanceTorque(SIMD3(0, 0.5, 0), for: 3904)
    #expect(authority.failuresToLoss(against: [small]) == 3)
    #expect(authority.failuresToLoss(against: [long]) == 1)
    #expect(
      authority.failuresToLoss(against: [long, DisturbanceTorque(SIMD3(9, 9, 9), for: 1e4)]) == 0)
    #expect(authority.margin(against: []) == .infinity)
    #expect(authority.failuresToLoss(against: []) == nil)
    let nothing = ControlAuthority(jets: Self.none, gyros: nil)
    #expect(nothing.failuresToLoss(against: [small]) == 0 && nothing.margin(against: [small]) == 0)
  }

  /// The search against all failure sets, one by one, on random jets with random manifolds.
  @Test func searchFindsTheSmallestSet() throws {
    var generator = SplitMix64(seed: 77)
    var met: Set<Int> = []
    for _ in 0..<40 {
      var jets: [Jet] = []
      for index in 0..<14 {
        jets.append(
          try Jet(
            id: "\(index)", position: 5 * ControlMomentGyrosTests.direction(&generator),
            direction: ControlMomentGyrosTests.direction(&generator), thrust: 100,
            specificImpulse: 280, manifold: "m\(generator.next() % 6)"))
      }
      let set = JetSet(jets, about: .zero)
      let disturbances = DisturbanceTorque.box(half: SIMD3(60, 40, 50), for: 1e5)
      let authority = ControlAuthority(jets: set, gyros: nil)
      let names = set.manifolds
      var smallest: Int?
      for mask in 0..<(1 << names.count) {
        let failed = Set(names.indices.filter { mask >> $0 & 1 == 1 }.map { names[$0] })
        guard failed.count <= 4 else { continue }
        let margin = authority.margin(against: disturbances, failed: .init(manifolds: failed))
        if margin < 1 { smallest = min(smallest ?? 9, failed.count) }
      }
      #expect(authority.failuresToLoss(against: disturbances) == smallest)
      met.insert(smallest ?? -1)
    }
    #expect(met.count >= 3, "\(met)")
  }

  /// Jets that hang on two manifolds: either may fail, not both; gyroscopes beside them add up.
  @Test func jetsAndGyroscopes() throws {
    let ring = try JetSetTests.ring()
    let jets = ControlAuthority(jets: ring, gyros: nil)
    let disturbances = DisturbanceTorque.box(half: SIMD3(50, 100, 100), for: 1e5)
    #expect(jets.failuresToLoss(against: disturbances) == 2)
    #expect(jets.margin(against: disturbances) > 2)
    let both = ControlAuthority(jets: ring, gyros: Self.gyros)
    let short = [DisturbanceTorque(SIMD3(0, 0, 100), for: 10)]
    let sum =
      jets.margin(against: short)
      + ControlAuthority(jets: Self.none, gyros: Self.gyros)
      .margin(against: short)
    #expect(abs(both.margin(against: short) - sum) < 1e-6)
    #expect(both.failuresToLoss(against: short, limit: 4) == nil)
    #expect(both.failuresToLoss(against: short, limit: 5) == 5)
  }

  /// What a hold by jets costs: a torque above the limit cycle's costs its own impulse; with none the
  /// cycle's kicks follow each other by `4 θ I / J`.
  @Test func propellantOfAHold() throws {
    // The sides nearer to the centre than the ends: pitch is then cheapest by one jet.
    let ring = JetSet(
      try JetSetTests.ring(minimumPulse: 0.05).jets.map { jet in
        var jet = jet
        if jet.position.y != 0 { jet.position.x = -8 }
        return jet
      }, about: .zero)
    let inertia = Matrix3.diagonal(SIMD3(2e6, 6e6, 6e6))
    let flow = 130 / (285 * 9.80665)
    let strong = [SIMD3<Double>](repeating: SIMD3(0, 0, 13), count: 8)
    let hold = try #require(
      try JetHold(jets: ring, inertia: inertia, torques: strong, deadband: 0.02))
    #expect(abs(hold.torqueRate - 0.01 * flow) < 1e-9)
    let still = try #require(
      try JetHold(jets: ring, inertia: inertia, torques: [.zero], deadband: 0.02))
    #expect(still.torqueRate == 0)
    // Roll: two jets at 2 m for 0.05 s; pitch and yaw: one at 10 m.
    let wanted = [(26.0, 2e6, 2.0), (65, 6e6, 1), (65, 6e6, 1)].reduce(0.0) { sum, axis in
      sum + axis.2 * 0.05 * flow * (axis.0 / axis.1) / (4 * 0.02)
    }
    #expect(abs(still.cycleRate - wanted) < 1e-6 * wanted, "\(still.cycleRate) \(wanted)")
    #expect(abs(still.propellantPerDay - 86_400 * wanted) < 1e-6 * still.propellantPerDay)
    // Yaw is carried by the torque: its part of the cycle falls away.
    let yawPart = 0.05 * flow * (65.0 / 6e6) / (4 * 0.02)
    #expect(abs(still.cycleRate - hold.cycleRate - yawPart) < 1e-6 * wanted)
    let lone = JetSet(Array(ring.jets.prefix(4)), about: .zero)
    #expect(try JetHold(jets: lone, inertia: inertia, torques: strong, deadband: 0.02) == nil)
    #expect(throws: FlightError.self) {
      try JetHold(jets: ring, inertia: inertia, torques: [], deadband: 0.02)
    }
    #expect(throws: FlightError.self) {
      try JetHold(jets: ring, inertia: inertia, torques: strong, deadband: 0)
    }
  }

  /// Arithmetic done by hand for the Russian segment after a cut at PMA-1: line of thrust at z 4.142,
  /// centre of mass at (−23.1, 0, 8.1): 3.96 m off at a lever of 12.6 m, 17.4 degrees.
  @Test func russianSegmentThrustsBesideItsCentre() throws {
    let centre = SIMD3(-23.1, 0, 8.1)
    let nozzle = SIMD3(-35.69, 0, 4.142)
    let fixed = try BurnBalance(
      point: nozzle, direction: SIMD3(2, 0, 0), thrust: 6240, gimbal: 5 * .pi / 180,
      others: JetSet([], about: centre))
    #expect(abs(fixed.offCentre - 3.958) < 1e-9)
    #expect(abs(fixed.gimbalNeeded * 180 / .pi - 17.452) < 1e-3)
    #expect(abs(fixed.torque.y + 6240 * 3.958) < 1e-6)
    #expect(!fixed.isHeldByGimbal && !fixed.isHeld && fixed.jetPropellantRate == nil)
    // What is left at the gimbal's stop, from the turned line itself.
    let turned = SIMD3(Elementary.cos(5 * .pi / 180), 0, Elementary.sin(5 * .pi / 180))
    let left = 6240 * cross(nozzle - centre, turned)
    #expect((fixed.torqueLeft - left).magnitude < 1e-6 * left.magnitude)
    // A jet at the same end that pushes down can hold it if it is strong enough.
    for (thrust, holds) in [(1000.0, false), (2000, true)] {
      let jet = try Jet(
        id: "j", position: nozzle, direction: SIMD3(0, 0, 1), thrust: thrust,
        specificImpulse: 280, manifold: "m")
      let balance = try BurnBalance(
        point: nozzle, direction: SIMD3(1, 0, 0), thrust: 6240, gimbal: 5 * .pi / 180,
        others: JetSet([jet], about: centre))
      #expect(balance.isHeld == holds)
      #expect(abs(balance.jetMargin - thrust * 12.59 / left.magnitude) < 1e-9)
    }
    let through = try BurnBalance(
      point: nozzle, direction: centre - nozzle, thrust: 130, gimbal: 0,
      others: JetSet([], about: centre))
    #expect(through.isHeldByGimbal && through.torqueLeft == .zero)
    #expect(throws: FlightError.self) {
      try BurnBalance(
        point: nozzle, direction: .zero, thrust: 1, gimbal: 0, others: JetSet([], about: centre))
    }
    #expect(throws: FlightError.self) {
      try BurnBalance(
        point: nozzle, direction: SIMD3(1, 0, 0), thrust: .nan, gimbal: 0,
        others: JetSet([], about: centre))
    }
  }
}
