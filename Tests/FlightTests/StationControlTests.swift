import Flight
import Foundation
import Kinematics
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// The ISS of its station file: what control says of the whole and of the Russian piece of a cut at
/// PMA-1.
@Suite struct StationControlTests {
  static let n = 0.00113
  static let degree = Double.pi / 180

  static func station(_ date: String = "2022-03-11") throws -> Assembly {
    let plan = try StationPlan(
      contentsOf: repositoryRoot.appendingPathComponent("Stations/iss.yaml"),
      mechanisms: MechanismCatalogue(
        tableAt: DataFolder.locate().appendingPathComponent("docking-mechanisms.csv")))
    return try Assembly(plan, at: Epoch(utc: date))
  }

  static func jets(_ station: Assembly, _ modules: [Int], _ centre: SIMD3<Double>) throws -> JetSet
  {
    try JetSet(
      of: modules.flatMap { index in
        let module = station.modules[index]
        return module.plan.engines
          .filter { $0.uses.contains(.attitude) && $0.status == .usable }
          .map { (module, $0) }
      }, about: centre)
  }

  /// Gravity alone turns the whole station to its principal axes. The file's own products of inertia
  /// decide how far: without them the equilibrium is the local orbital frame itself.
  @Test func equilibriumOfTheWhole() throws {
    let station = try Self.station()
    let body = station.massProperties(
      of: Array(station.modules.indices), tankLoads: station.initialTankLoads)
    let orbital = try OrbitalTorque(inertia: body.inertia, meanMotion: Self.n)
    let found = try #require(TorqueEquilibrium.nearest(to: orbital, within: 0.7))
    let along = found.attitude.inverse.tensor(body.inertia)
    for (i, j) in [(0, 1), (0, 2), (1, 2)] { #expect(abs(along[i, j]) < 1e-6 * along[i, i]) }
    let d = SIMD3(body.inertia[0, 0], body.inertia[1, 1], body.inertia[2, 2])
    let plain = try OrbitalTorque(inertia: .diagonal(d), meanMotion: Self.n)
    #expect(try #require(TorqueEquilibrium.nearest(to: plain)).attitude.angle < 1e-9)
    // Published: yaw -4.1 to -2.9, pitch -4.0 to 2.5, roll 0.6 to 0.8 degrees, with the air's torque,
    // which this one is without (SSP 51071); a body that tips over in some ten minutes.
    let angles = found.angles
    #expect((-8.0...0).contains(angles.yaw / Self.degree), "\(angles)")
    #expect((-7.0...4).contains(angles.pitch / Self.degree), "\(angles)")
    #expect((-1.5...2).contains(angles.roll / Self.degree), "\(angles)")
    #expect(!found.isStable && (300.0...1200).contains(1 / found.growthRate))
  }

  /// The jets of the file turn the whole and the Russian piece both ways about every axis, and the
  /// American piece has none.
  @Test func jetsOfThePieces() throws {
    let station = try Self.station()
    let joint = try #require(station.jointIndex("J01"))
    let pieces = station.pieces(opening: [joint], tankLoads: station.initialTankLoads)
    #expect(pieces.count == 2)
    for piece in pieces {
      let body = station.massProperties(of: piece.modules, tankLoads: station.initialTankLoads)
      let jets = try Self.jets(station, piece.modules, body.centre)
      let isRussian = piece.modules.contains { station.modules[$0].id == "zvezda" }
      #expect(jets.turnsEveryWay == isRussian)
      guard isRussian else { continue }
      let authority = ControlAuthority(jets: jets, gyros: nil)
      let disturbances = DisturbanceTorque.box(half: SIMD3(1, 1, 1), for: 1400)
      let failures = authority.failuresToLoss(against: disturbances)
      let hold = try JetHold(
        jets: jets, inertia: body.inertia, torques: [SIMD3(0, 5, 0)], deadband: 0.02)
      let zvezda = try #require(station.modules.first { $0.id == "zvezda" })
      let main = try #require(zvezda.plan.engines.first { $0.id == "main" })
      let burn = try BurnBalance(
        point: zvezda.placement.point(main.position),
        direction: zvezda.placement.direction(main.direction), thrust: 2 * main.thrust.value,
        gimbal: main.gimbal, others: jets)
      #expect(burn.offCentre > 2 && !burn.isHeldByGimbal)
      #expect(burn.jetMargin > 1)
      #expect(failures == nil && authority.margin(against: disturbances) > 100)
      let perDay = try #require(hold).propellantPerDay
      // No figure is published of such a piece: a range that a wrong lever or torque would leave.
      #expect((8.0...60).contains(perDay), "\(perDay) kg a day")
    }
  }

  /// A Progress alone turns both ways about every axis, its own line of flight too, and its jets move
  /// it without turning it.
  @Test func progressAlone() throws {
    let station = try Self.station()
    let index = try #require(station.moduleIndex("progress-ms-18"))
    let body = station.massProperties(of: [index], tankLoads: station.initialTankLoads)
    let jets = try Self.jets(station, [index], body.centre)
    #expect(jets.turnsEveryWay)
    let roll = try #require(jets.fire(angularImpulse: SIMD3(100, 0, 0), within: 5))
    #expect((roll.angularImpulse - SIMD3(100, 0, 0)).magnitude < 1 && roll.impulse.magnitude < 1)
  }
}
