import Exchange
import Flight
import Kinematics
import Mission
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// Arrays and radiators that move in flight.
@Suite struct JointTests {
  private static func flight(
    _ commands: [TimedCommand] = [], duration: Double = 600, date: String = "2022-03-11"
  ) throws -> MissionFlight {
    try Fixtures.flight(
      of: Fixtures.iss(date), commands, duration: duration, interval: 30, fidelity: .full)
  }

  /// The SARJs go round with the orbit: once in it, at the rate of the orbit.
  @Test func sarjFollowsTheSun() throws {
    let track = try #require(Self.flight().recording.tracks.first)
    let angles = track.series(.sarjAngle)
    let way = abs(
      (angles[angles.count - 1] - angles[1]).remainder(dividingBy: 2 * .pi))
    let time = track.times[track.times.count - 1] - track.times[1]
    // 420 km: 1.126e-3 rad/s. The Sun stands out of the plane, so that the angle is not even.
    #expect(abs(way / time / 1.126e-3 - 1) < 0.25, "\(way / time)")
  }

  /// A cut keeps linear and angular momentum with all that turns.
  @Test func cutKeepsMomentum() throws {
    let flight = try Self.flight([ReleaseFlightTests.open(joint: "J01", at: 60)], duration: 70)
    let cut = try #require(flight.cuts.first)
    #expect(cut.before.joints.contains { $0.rate != 0 })
    let change = cut.record.after.change(from: cut.record.before)
    #expect(change.mass < 1e-12)
    #expect(change.linear < 1e-12)
    #expect(change.angular < 1e-12)
    // Springs push for a second, and joints turn on meanwhile.
    for (after, before) in zip(cut.after.joints, cut.before.joints) {
      #expect(abs(after.angle - before.angle) < 0.01)
    }
  }

  /// Joints that are told to stand do so, the others go on.
  @Test func lockedJointsStand() throws {
    let flight = try Self.flight([
      TimedCommand(time: 60, .joints(of: "s3.sarj", .lock)),
      TimedCommand(time: 60, .joints(of: "p3.sarj", .lock)),
    ])
    let track = try #require(flight.recording.tracks.first)
    let angles = zip(track.times, track.series(.sarjAngle)).filter { $0.0 >= 60 }.map(\.1)
    #expect(angles.allSatisfy { $0 == angles[0] })
    #expect(flight.recording.events.filter { $0.kind == .joints }.count == 2)
  }

  /// A study does not turn them, and its event does not say that it does.
  @Test func studySaysThatJointsStay() throws {
    let flight = try Fixtures.flight(
      of: Fixtures.iss("2022-03-11"),
      [TimedCommand(time: 2, .joints(of: "s3.sarj", .angle(0.5)))], duration: 10)
    let told = try #require(flight.recording.events.first { $0.kind == .joints }).what
    #expect(
      told == "s3.sarj are told to go to 28.6 deg, not flown in a study: they count as drawn")
  }

  /// One bit of one angle counts in the digest; a flight of a study has no joints and its old digest.
  @Test func jointsAreState() throws {
    let study = try Fixtures.flight(of: Fixtures.iss("2022-03-11"), [], duration: 10)
    #expect(study.world.joints.isEmpty)
    let first = try Self.flight(duration: 20)
    let other = try Self.flight(
      [TimedCommand(time: 10, .joints(of: "s3.sarj", .lock))], duration: 20)
    #expect(!first.world.joints.isEmpty)
    #expect(first.world.stateDigest != other.world.stateDigest)
    #expect(try first.world.stateDigest == Self.flight(duration: 20).world.stateDigest)
  }

  /// A hinge outside its limits, one that is not there.
  @Test func refusals() throws {
    var world = try Fixtures.world(Fixtures.iss("2022-03-11"))
    let standards = try Fixtures.standards()
    #expect(throws: CommandRefusal.self) {
      try world.perform(.joints(of: "s1.trrj", .angle(2.5)), at: 0, standards: standards)
    }
    #expect(throws: CommandRefusal.self) {
      try world.perform(.joints(of: "s1.wheel", .lock), at: 0, standards: standards)
    }
    do {
      _ = try world.perform(.joints(of: "s1.trrj", .angle(2.5)), at: 0, standards: standards)
    } catch {
      #expect("\(error)".contains("outside its limits"))
      #expect("\(error)".contains("-115 to 115 deg"))
    }
  }
}
