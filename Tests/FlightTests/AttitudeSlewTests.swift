import Flight
import Kinematics
import NumericalMethods
import StationModel
import Testing

/// Turns to another attitude that are told, hand-over and what is left of a set of gyroscopes.
@Suite struct AttitudeSlewTests {
  static let n = AttitudeControllerTests.n
  /// A ball: gravity does not turn it, so that only actuators do.
  static let ball = Matrix3.diagonal(SIMD3(repeating: 1e8))
  static let degree = Double.pi / 180

  static func station(
    _ inertia: Matrix3 = ball, gyros: SIMD3<Double>? = .zero, jets: Bool = false
  ) throws -> TurningStation {
    let control = AttitudeController(
      gyros: try gyros.map { try ControlMomentGyros(ControlMomentGyrosTests.design, momentum: $0) },
      jets: jets ? try AttitudeControllerTests.jets() : JetSet([], about: .zero))
    var station = TurningStation(inertia: inertia, meanMotion: n, control: control)
    station.control.mode = .localHold(.identity)
    return station
  }

  /// A turn by gyroscopes alone: body and gyroscopes together keep their angular momentum among the
  /// stars (to 1e-4: here their torque stands still along the body's axes for a second), the body follows the way to a hundredth of a degree, never faster than it may, and comes
  /// to stand. The time is that of a turn at the greatest rate, with one time constant of starting and
  /// some of ending.
  @Test func gyroscopesTurnAndKeepTheMomentum() throws {
    var station = try Self.station()
    for _ in 0..<100 { station.second() }
    let before = station.momentum
    let target = Rotation<LVLH, StationFrame>(yaw: 0.1, pitch: -0.05, roll: 0.08)
    station.control.turn(to: .localHold(target), from: station.measurement)
    let slew = try #require(station.control.slew)
    #expect(abs(slew.angle - target.angle) < 1e-6)
    #expect(abs(slew.rateLimit - 0.4 * 19_520 / 1e8) < 1e-7)
    var seconds = 0
    while station.control.slew != nil, seconds < 10_000 {
      station.second()
      seconds += 1
      #expect(station.control.status == .holding)
      #expect((station.last?.error.magnitude ?? 1) < 2e-4)
      let local = station.rate - station.attitude.rotate(SIMD3(0, 0, Self.n))
      #expect(local.magnitude < 1.02 * slew.rateLimit)
    }
    let least = target.angle / slew.rateLimit
    #expect((least...(least + 500)).contains(Double(seconds)), "\(seconds) s, \(least) s")
    for _ in 0..<1000 { station.second() }
    #expect(target.inverse.then(station.localAttitude).angle < 1e-4)
    #expect((station.momentum - before).magnitude < 1e-4 * before.magnitude)
    #expect(station.control.propellant == 0)
  }

  /// Turned round by jets at a tenth of a degree a second, half an hour, without a moment at which the
  /// attitude would count as lost; the propellant is that of starting and stopping at the lever of the
  /// jets, some times over for axes that disturb each other.
  @Test func jetsTurnTheStationRound() throws {
    var station = try Self.station(AttitudeControllerTests.inertia, gyros: nil, jets: true)
    let target = Rotation<LVLH, StationFrame>(yaw: .pi * 0.999, pitch: 0, roll: 0)
    station.control.turn(to: .localHold(target), from: station.measurement)
    var turning = 0
    for second in 0..<4000 {
      station.second()
      #expect(station.control.status == .holding)
      #expect((station.last?.error.magnitude ?? 1) < 0.1, "at \(second)")
      if station.control.slew != nil { turning += 1 }
    }
    #expect((1790...2300).contains(turning), "\(turning) s")
    let deadband = station.control.settings.deadband
    #expect(target.inverse.then(station.localAttitude).angle < 2 * deadband)
    let impulse = 2 * AttitudeControllerTests.inertia[2, 2] * 0.1 * Self.degree
    let least = impulse / (33 * 270 * 9.80665)
    let burnt = station.control.propellant
    #expect((least...(20 * least)).contains(burnt), "\(burnt) kg, at least \(least) kg")
  }

  /// A body that turns with the orbit is stopped among the stars and then keeps its quaternion; by
  /// gyroscopes its spin goes into them: I n, which a station of 4000 t m² has room for and one of
  /// 100 000 t m² does not.
  @Test func inertialHoldKeepsTheQuaternion() throws {
    var station = try Self.station(0.04 * Self.ball)
    for _ in 0..<10 { station.second() }
    let target = station.attitude
    let mode = ControlMode.inertialHold(target)
    let needed = station.control.momentumNeeded(for: mode, from: station.measurement)
    #expect(abs(needed - 4e6 * Self.n) < 0.01 * needed)
    let before = station.momentum
    station.control.turn(to: mode, from: station.measurement)
    for _ in 0..<1500 { station.second() }
    #expect(station.control.slew == nil && station.control.status == .holding)
    for _ in 0..<2000 {
      station.second()
      #expect(target.inverse.then(station.attitude).angle < 1e-5)
    }
    #expect((station.momentum - before).magnitude < 1e-6 * before.magnitude)
    #expect(abs((station.control.gyros?.momentum.magnitude ?? 0) - needed) < 0.01 * needed)
    let large = try Self.station()
    let more = large.control.momentumNeeded(for: mode, from: large.measurement)
    #expect(more > (large.control.gyros?.capacity ?? 0))
  }

  /// Jets stop a station of the size of the ISS among the stars within their deadband.
  @Test func jetsHoldAmongTheStars() throws {
    var station = try Self.station(gyros: nil, jets: true)
    let target = station.attitude
    station.control.turn(to: .inertialHold(target), from: station.measurement)
    for second in 0..<4000 {
      station.second()
      if second > 2500 {
        #expect(target.inverse.then(station.attitude).angle < 0.02)
      }
    }
    #expect(station.control.status == .holding)
  }

  /// From gyroscopes to jets: whatever the gyroscopes give up, body and jets account for. Jets act over
  /// a second in which the body turns by a thousandth: so closely.
  @Test func handOverKeepsTheMomentum() throws {
    var station = try Self.station(gyros: SIMD3(4000, -6000, 2000), jets: true)
    for _ in 0..<10 { station.second() }
    let before = station.momentum
    let handed = station.control.handOver(to: .jets)
    #expect(handed && station.momentum == before)
    var pushed = SIMD3<Double>.zero
    var kicks = 0.0
    for _ in 0..<3000 {
      let toSky = station.attitude.inverse
      station.second()
      let kick = station.last?.firing?.angularImpulse ?? .zero
      pushed += toSky.rotate(kick)
      kicks += kick.magnitude
    }
    #expect((station.momentum - before - pushed).magnitude < 2e-3 * kicks)
    #expect((station.control.gyros?.fill ?? 1) < 0.3)
    let back = station.control.handOver(to: .gyros)
    #expect(back)
  }

  /// Gyroscopes that are too full, or too few, do not take over.
  @Test func handOverIsRefused() throws {
    var full = try Self.station(gyros: SIMD3(0, 17_000, 0), jets: true)
    let toJets = full.control.handOver(to: .jets)
    let back = full.control.handOver(to: .gyros)
    #expect(toJets && !back && full.control.actuators == .jets)
    var few = try Self.station(jets: true)
    let away = few.control.handOver(to: .jets)
    for wheel in 0..<3 { few.control.gyros?.setRunning(false, wheel: wheel) }
    let one = few.control.handOver(to: .gyros)
    #expect(away && !one)
    // One wheel cannot be emptied: under jets its gimbals stand still.
    let parked = few.control.gyros
    for _ in 0..<100 { few.second() }
    #expect(few.control.gyros == parked && few.control.status == .holding)
  }

  /// Numbers that are none make no turn, and none traps.
  @Test(arguments: [0, -1, Double.nan, .infinity])
  func hostile(_ value: Double) throws {
    let turn = Rotation<StationFrame, StationFrame>(axis: SIMD3(0, 0, 1), angle: 0.1)
    #expect(AttitudeSlew(from: turn, rate: .zero, rateLimit: value, acceleration: 1) == nil)
    #expect(AttitudeSlew(from: turn, rate: .zero, rateLimit: 1, acceleration: value) == nil)
    let rate = SIMD3(0, value.isFinite ? .nan : value, 0)
    #expect(AttitudeSlew(from: turn, rate: rate, rateLimit: 1, acceleration: 1) == nil)
    var station = try Self.station()
    station.control.turn(
      to: .localHold(Rotation(yaw: 1, pitch: 0, roll: 0)), from: station.measurement,
      rateLimit: value)
    #expect(station.control.slew.map { $0.rateLimit.isFinite } ?? true)
    station.second()
    #expect(station.rate.squaredMagnitude.isFinite)
  }
}
