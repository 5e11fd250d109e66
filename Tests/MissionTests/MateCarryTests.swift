import Exchange
import Flight
import Foundation
import Kinematics
import Mission
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// What goes on over a mate: engines, gyroscopes, failures, vents.
@Suite struct MateCarryTests {
  /// Cut and mated at one instant, with something between.
  private static func seam(
    _ joint: String, at time: Double, between: [TimedCommand] = []
  ) -> [TimedCommand] {
    [ReleaseFlightTests.open(joint: joint, at: time, springs: .energy(0))] + between
      + [TimedCommand(time: time, .mate([joint]))]
  }

  /// Every later state is that of the uncut run to 1e-9 m, and what is aboard exactly.
  private static func expectNoSeam(
    _ flown: MissionFlight, _ whole: MissionFlight, at time: Double
  ) throws {
    #expect(flown.world.opened.isEmpty && flown.world.pieces.count == 1)
    #expect(flown.world.tankLoads == whole.world.tankLoads)
    #expect(flown.world.systems == whole.world.systems)
    #expect(flown.world.airLost == whole.world.airLost)
    let track = try #require(flown.recording.tracks.last)
    let other = whole.recording.tracks[0]
    #expect(track.times.first == time)
    for (row, time) in track.times.enumerated() {
      let match = try #require(other.times.firstIndex(of: time))
      for quantity in [RecordedQuantity.positionX, .positionY, .positionZ] {
        let off = abs(track.series(quantity)[row] - other.series(quantity)[match])
        // Positions of 6.8e6 m are told to 9e-10 m.
        #expect(off <= 1.9e-9, "\(quantity) \(time) \(off)")
      }
      #expect(track.series(.mass)[row] == other.series(.mass)[match])
    }
    let way = flown.world.bodies[0].position - whole.world.bodies[0].position
    let reference = flown.world.reference.position - whole.world.reference.position
    #expect((way + reference).magnitude < 1e-9)
    let turn = flown.world.bodies[0].attitude.inverse.then(whole.world.bodies[0].attitude).angle
    #expect(turn < 1e-9)
  }

  // MARK: The seam

  /// An engine fires over the seam: it burns the same, and stands in the list of burns once.
  @Test(arguments: Fidelity.allCases) func burnOverTheSeam(_ fidelity: Fidelity) throws {
    let station = SeveralCutsTests.row([300, 200], line: 1)
    let burn = TimedCommand(
      time: 590,
      .burn(Burn(module: "m1", engine: "main", direction: .prograde, amount: .deltaV(5))))
    func fly(_ commands: [TimedCommand]) throws -> MissionFlight {
      try ReleaseFlightTests.fly(
        [burn] + commands, duration: 1200, fidelity: fidelity, station: station)
    }
    let (flown, whole) = try (fly(Self.seam("j1", at: 600)), fly([]))
    try Self.expectNoSeam(flown, whole, at: 600)
    let (burns, others) = (flown.recording.burns, whole.recording.burns)
    #expect(burns.count == 1 && others.count == 1, "\(burns)")
    #expect(burns[0].start == 590 && burns[0].endedBy == "deltaV")
    #expect(abs(burns[0].end - others[0].end) < 1e-9)
    #expect(abs(burns[0].propellant - others[0].propellant) < 1e-9)
  }

  /// Gyroscopes that turn the station and its arrays that turn with the Sun go on, and so does a vent;
  /// what has failed before has failed after.
  @Test func gyrosArraysVentAndFailure() throws {
    let commands = [
      TimedCommand(
        time: 5,
        .vent(
          Vent(
            module: "hub",
            opening: .place(SIMD3(0, 1, 0), direction: SIMD3(0, 1, 0)), flow: .rate(1e-4)))),
      TimedCommand(time: 10, AttitudeCommandTests.hub(.hold, yaw: 10)),
      TimedCommand(time: 60, .fail(UnitFailure(gyros: ["hub.wheels/2"]))),
    ]
    func fly(_ more: [TimedCommand]) throws -> MissionFlight {
      try Fixtures.airlessFlight(
        of: AttitudeCommandTests.waystation(), commands + more, duration: 600)
    }
    let (flown, whole) = try (fly(Self.seam("waist", at: 120)), fly([]))
    try Self.expectNoSeam(flown, whole, at: 120)
    let (gyros, others) = (
      try #require(flown.world.controllers[0].gyros),
      try #require(whole.world.controllers[0].gyros)
    )
    #expect(gyros.runningCount == 3 && gyros.momentum.magnitude > 10)
    #expect((gyros.momentum - others.momentum).magnitude < 1e-6)
    #expect(flown.world.vents.count == 1)
  }

  /// What fails at the very instant between the cut and the mate has failed on the whole.
  @Test func failureWithinTheSeam() throws {
    let failure = TimedCommand(time: 120, .fail(UnitFailure(jets: ["tug.jets/1"])))
    func fly(_ commands: [TimedCommand]) throws -> MissionFlight {
      try Fixtures.airlessFlight(
        of: AttitudeCommandTests.waystation(), commands, duration: 300)
    }
    let (flown, whole) = try (
      fly(Self.seam("waist", at: 120, between: [failure])), fly([failure])
    )
    try Self.expectNoSeam(flown, whole, at: 120)
    #expect(flown.world.failedJets == ["tug.jets/1"])
    let jets = flown.world.controllers[0].jets.jets.map(\.id)
    #expect(jets == whole.world.controllers[0].jets.jets.map(\.id))
    #expect(jets != whole.first.controllers.first?.jets.jets.map(\.id))
  }

  // MARK: Later

  /// Two pieces that each have gyroscopes keep the angular momentum of bodies, wheels and arrays in the
  /// mate, and the joined set has that of both.
  @Test func twoSetsOfGyroscopes() throws {
    let text = try String(
      contentsOf: repositoryRoot.appendingPathComponent("Stations/your-own-station.yaml"),
      encoding: .utf8
    ).replacingOccurrences(
      of: "  - id: tug\n",
      with: """
          - id: tug
            gyros:
              - {id: spin, count: 4, minimum: 3, momentum: 1000 N m s, power: 240 W}

        """)
    let assembly = try OutflowTests.assembly(text)
    let flight = try Fixtures.airlessFlight(
      of: assembly,
      [
        ReleaseFlightTests.open(joint: "waist", at: 10, springs: .energy(0)),
        TimedCommand(
          time: 11,
          .attitude(
            AttitudeCommand(module: "tug", .hold, attitude: Rotation(yaw: 0.002, pitch: 0, roll: 0))
          )),
        TimedCommand(time: 60, .mate(["waist"])),
      ], duration: 600)
    let mate = try #require(flight.cuts.last { !$0.record.closed.isEmpty })
    let change = mate.record.after.change(from: mate.record.before)
    #expect(change.mass == 0 && change.linear < 1e-12 && change.angular < 1e-12, "\(change)")
    let before = mate.before
    let sum = (0..<2).reduce(SIMD3<Double>.zero) {
      $0
        + before.bodies[$1].attitude.rotate(before.controllers[$1].gyros?.momentum ?? .zero)
    }
    #expect(sum.magnitude > 1, "\(sum)")
    let gyros = try #require(mate.after.controllers[0].gyros)
    #expect(gyros.design.count == 8)
    let joined = mate.after.bodies[0].attitude.rotate(gyros.momentum)
    #expect((joined - sum).magnitude < 1e-3 * sum.magnitude + 1e-6, "\(joined) \(sum)")
  }

  /// An engine that would run dry on its piece goes on on the whole with the propellant that reaches it
  /// there, to the time that was asked for.
  @Test func burnFindsPropellant() throws {
    let flight = try ReleaseFlightTests.fly(
      [
        ReleaseFlightTests.open(springs: .energy(0)),
        TimedCommand(
          time: 1,
          .burn(Burn(module: "m1", engine: "main", direction: .prograde, amount: .duration(30)))),
        TimedCommand(time: 6, .mate(["j1"])),
      ], duration: 60, station: SeveralCutsTests.row([500, 2], line: 1))
    #expect(flight.world.pieces.count == 1)
    let burns = flight.recording.burns
    #expect(burns.map(\.endedBy) == ["mate", "duration"], "\(burns)")
    #expect(burns.first?.start == 1 && burns.last?.start == 6)
    #expect(abs((burns.last?.end ?? 0) - 31) < 1e-6)
    let rate = 400 / (9.806_65 * 300)
    #expect(abs(burns.reduce(0) { $0 + $1.propellant } - 30 * rate) < 1e-6)
    OutflowTests.expectClosedLedgers(flight.recording)
  }

  /// A vent through a port ends where the port is joined, and says so.
  @Test func ventIsShut() throws {
    let station = SeveralCutsTests.row([0, 0])
      .replacingOccurrences(
        of: "    mass: 1000 kg", with: "    mass: 1000 kg\n    airVolume: 30 m3")
    let flight = try ReleaseFlightTests.fly(
      [
        ReleaseFlightTests.open(springs: .energy(0)),
        TimedCommand(
          time: 2, .vent(Vent(module: "m0", opening: .port("aft"), flow: .rate(1e-6)))),
        TimedCommand(time: 12, .mate(["j1"])),
      ], duration: 30, station: station)
    #expect(flight.world.vents.isEmpty && flight.world.pieces.count == 1)
    let end = try #require(flight.recording.events.first { $0.kind == .ventEnd })
    #expect(end.what.contains("m0.aft closes after"), "\(end.what)")
    #expect(end.what.hasSuffix("its port is closed by a joint"), "\(end.what)")
    let fast = try #require(flight.recording.events.first { $0.kind == .mated })
    #expect(end.time == fast.time)
    OutflowTests.expectClosedLedgers(flight.recording)
  }

  /// What would open a joint on a piece that has come down does not.
  @Test func motionsEndWithTheFlight() throws {
    let flight = try ReleaseFlightTests.fly(
      [
        ReleaseFlightTests.open(joint: "j2", at: 0),
        SeveralCutsTests.burn("m3", at: 60, .deltaV(500)),
        ReleaseFlightTests.open(ReleaseChoice(opening: 6000), joint: "j3", at: 70),
      ], duration: 6500,
      station: SeveralCutsTests.row([0, 0, 0, 900])
        .replacingOccurrences(of: "direction: +x", with: "direction: -x"), interval: 60)
    let entry = try #require(flight.recording.events.first { $0.kind == .entry })
    #expect(entry.time < 6000, "\(entry)")
    #expect(flight.world.motions.isEmpty)
    #expect(flight.recording.events.count { $0.kind == .hooksOpen } == 1)
  }
}
