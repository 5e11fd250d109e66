import Flight
import Foundation
import Kinematics
import NumericalMethods
import TestSupport
import Testing

@Suite struct AttitudeControllerTests {
  static let n = 0.00113
  static let inertia = TorqueEquilibriumTests.jeod

  /// Jets as Zvezda's: 33 m behind the centre, eight lines on two manifolds.
  static func jets() throws -> JetSet {
    let ring = try JetSetTests.ring()
    return JetSet(
      try ring.jets.map { jet in
        try Jet(
          id: jet.id, position: jet.position + SIMD3(-23, 0, 0), direction: jet.direction,
          thrust: 390, specificImpulse: 270, minimumPulse: 0.03, manifold: jet.manifold)
      }, about: .zero)
  }

  static func station(
    gyros: Bool = true, jets: Bool = true, at attitude: Rotation<LVLH, StationFrame> = .identity
  ) throws -> TurningStation {
    let control = AttitudeController(
      gyros: gyros ? try ControlMomentGyros(ControlMomentGyrosTests.design) : nil,
      jets: jets ? try Self.jets() : JetSet([], about: .zero))
    return TurningStation(inertia: inertia, meanMotion: n, control: control, attitude: attitude)
  }

  /// Held by gyroscopes in the local frame far from equilibrium, they fill, jets empty them, and the
  /// attitude stays within half a degree; without jets they fill and the attitude goes.
  @Test func holdsDesaturatesAndLoses() throws {
    var held = try Self.station()
    held.control.mode = .localHold(.identity)
    var statuses: Set<ControlStatus> = []
    for _ in 0..<20_000 {
      held.second(SIMD3(0, -3, 0))
      statuses.insert(held.control.status)
      #expect(held.localAttitude.angle < 0.0087, "at \(held.time)")
    }
    #expect(statuses == [.holding, .desaturating])
    #expect(held.control.propellant > 1 && held.control.propellant < 60)
    #expect(held.control.gyros?.fill ?? 1 < 0.85)

    var alone = try Self.station(jets: false)
    alone.control.mode = .localHold(.identity)
    var course: [ControlStatus] = []
    for _ in 0..<20_000 {
      alone.second(SIMD3(0, -3, 0))
      if course.last != alone.control.status { course.append(alone.control.status) }
    }
    #expect(course == [.holding, .saturated, .lost], "\(course)")
    #expect(alone.control.propellant == 0)

    // Told anew to hold, as it stands, with gyroscopes that have room again, it holds.
    alone.control.gyros = try Self.station().control.gyros
    alone.control.mode = .localHold(alone.localAttitude)
    alone.second()
    #expect(alone.control.status == .holding)
  }

  /// As on 2021-07-29: for 40 minutes a thruster of a module turns the station, faster than the
  /// gyroscopes can follow, while the jets are off; then they come on, stop it, bring it back, empty
  /// the gyroscopes and hand the attitude over.
  @Test func recoversFromAMisfiringModule() throws {
    var station = try Self.station()
    station.control.mode = .localHold(.identity)
    for _ in 0..<600 { station.second() }
    #expect(station.control.status == .holding)
    station.control.jetsMayFire = false
    for _ in 0..<2400 { station.second(SIMD3(0, 60, 20)) }
    #expect(station.control.status == .lost)
    #expect(station.localAttitude.angle > 0.5)
    station.control.jetsMayFire = true
    var course: [ControlStatus] = []
    for _ in 0..<20_000 {
      station.second()
      if course.last != station.control.status { course.append(station.control.status) }
    }
    #expect(course.first == .recovering && course.contains(.holding), "\(course)")
    #expect(station.control.actuators == .gyros)
    #expect(station.localAttitude.angle < 0.0175)
    #expect(station.control.propellant > 20)
  }

  /// Jets alone keep to their deadband, and what they burn is what `JetHold` says or up to four times
  /// that: kicks of several jets are rounded one by one, and what that does to other axes costs again.
  @Test func jetsKeepTheDeadband() throws {
    var station = try Self.station(gyros: false)
    let orbital = try OrbitalTorque(inertia: Self.inertia, meanMotion: Self.n)
    let attitude = try #require(TorqueEquilibrium.nearest(to: orbital, within: 0.6)).attitude
    station = try Self.station(gyros: false, at: attitude)
    station.control.mode = .localHold(attitude)
    let torque = SIMD3(2.0, -12, 5)
    let day = 20_000
    for _ in 0..<day {
      station.second(torque)
      let off = attitude.inverse.then(station.localAttitude).angle
      #expect(off < 2 * station.control.settings.deadband, "at \(station.time)")
    }
    let cost = try #require(
      try JetHold(
        jets: station.control.jets, inertia: Self.inertia, torques: [torque],
        deadband: station.control.settings.deadband))
    let burnt = station.control.propellant / Double(day)
    #expect(burnt > 0.8 * cost.torqueRate, "\(burnt) \(cost)")
    #expect(burnt < 4 * (cost.torqueRate + cost.cycleRate), "\(burnt) \(cost)")
  }

  /// To stand still among the stars the station has to give up the momentum of turning with the orbit,
  /// five times what the gyroscopes hold: jets stop it and hand over, then gyroscopes hold it and jets
  /// empty them. In free drift nothing acts, and body and gyroscopes keep their momentum.
  @Test func inertialHoldAndDrift() throws {
    var station = try Self.station()
    let stars = station.attitude
    station.control.mode = .inertialHold(stars)
    let jetsTook = station.control.handOver(to: .jets)
    #expect(jetsTook)
    for _ in 0..<4000 { station.second() }
    #expect(stars.inverse.then(station.attitude).angle < 0.02)
    let gyrosTook = station.control.handOver(to: .gyros)
    #expect(gyrosTook)
    for _ in 0..<6000 { station.second() }
    #expect(station.control.actuators == .gyros)
    #expect(stars.inverse.then(station.attitude).angle < 0.0087)

    var drifting = TurningStation(
      inertia: .diagonal(SIMD3(repeating: 1e8)), meanMotion: Self.n, control: station.control)
    drifting.control.mode = .freeDrift
    let before = drifting.momentum
    for _ in 0..<1000 { drifting.second() }
    #expect(drifting.control.status == .drifting && drifting.last?.firing == nil)
    #expect((drifting.momentum - before).magnitude < 1e-3 * before.magnitude)
  }

  /// The momentum manager about the torque equilibrium: with a steady torque and one that swings with
  /// the orbit, gyroscopes that start a third full empty themselves without propellant, and the
  /// attitude comes to the equilibrium. The body alone would tip over.
  @Test func momentumManagement() throws {
    let inertia = Matrix3(
      SIMD3(1.28e8, -2e6, 4e6), SIMD3(-2e6, 1.07e8, 1e6), SIMD3(4e6, 1e6, 2.01e8))
    let orbital = try OrbitalTorque(inertia: inertia, meanMotion: Self.n)
    let torque = SIMD3(0.5, -3, 0.3)
    let equilibrium = try #require(TorqueEquilibrium.nearest(to: orbital) { _ in torque })
    #expect(!equilibrium.isStable)
    let manager = try MomentumManager(
      orbital: orbital, equilibrium: equilibrium, weights: .init(momentum: 5000, torque: 20))
    #expect(manager.roots.allSatisfy { $0.real < 0 })
    var control = AttitudeController(
      gyros: try ControlMomentGyros(
        ControlMomentGyrosTests.design, momentum: SIMD3(2000, 4000, -3000)),
      jets: JetSet([], about: .zero))
    control.mode = .torqueEquilibrium(manager)
    let tilt = Rotation<LVLH, LVLH>(yaw: 0.02, pitch: -0.01, roll: 0.01)
    var station = TurningStation(
      inertia: inertia, meanMotion: Self.n, control: control,
      attitude: tilt.then(equilibrium.attitude))
    var peak = 0.0
    for second in 0..<100_000 {
      let swing = Elementary.cos(Self.n * station.time)
      station.second(torque + SIMD3(0.2, 1.0, 0.2) * swing)
      if second > 80_000 { peak = max(peak, station.control.gyros?.momentum.magnitude ?? 0) }
      #expect(station.control.status == .holding)
    }
    let off = equilibrium.attitude.inverse.then(station.localAttitude).angle
    #expect(off < 0.03, "\(off)")
    // The swing alone would fill 1.0/n = 885 N m s up and down.
    #expect(peak < 3000, "\(peak)")
    #expect(station.control.propellant == 0)
  }

  /// Hand-over is refused to a side that is not ready; a ball of inertia cannot be managed.
  @Test func refusals() throws {
    var bare = try Self.station(gyros: false).control
    #expect(bare.actuators == .jets)
    let toGyros = bare.handOver(to: .gyros)
    #expect(!toGyros && bare.actuators == .jets)
    var whole = try Self.station().control
    let toJets = whole.handOver(to: .jets)
    #expect(toJets && whole.actuators == .jets)
    let back = whole.handOver(to: .gyros)
    #expect(back)
    whole.jetsMayFire = false
    let without = whole.handOver(to: .jets)
    #expect(!without)
    let ball = try OrbitalTorque(inertia: .diagonal(SIMD3(repeating: 1e8)), meanMotion: Self.n)
    let anywhere = try #require(TorqueEquilibrium.nearest(to: ball))
    #expect(throws: FlightError.notStabilizable) {
      try MomentumManager(
        orbital: ball, equilibrium: anywhere, weights: .init(momentum: 5000, torque: 20))
    }
    #expect(throws: FlightError.self) {
      try MomentumManager(
        orbital: ball, equilibrium: anywhere, weights: .init(momentum: 0, torque: 20))
    }
  }
}
