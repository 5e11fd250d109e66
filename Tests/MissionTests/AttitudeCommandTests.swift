import Exchange
import Flight
import Foundation
import Kinematics
import Mission
import NumericalMethods
import Orbits
import StationModel
import TestSupport
import Testing

/// Commands that say where a piece points, what holds it and what fails.
@Suite struct AttitudeCommandTests {
  static let degree = Double.pi / 180

  static func waystation() throws -> Assembly {
    try Assembly(Fixtures.station("your-own-station"), at: Epoch(utc: "2031-06-01"))
  }

  static func hub(
    _ goal: AttitudeCommand.Goal, yaw: Double = 0, pitch: Double = 0, roll: Double = 0,
    by side: ControlActuators? = nil, rate: Double? = nil
  ) -> Command {
    .attitude(
      AttitudeCommand(
        module: "hub", goal,
        attitude: goal == .torqueEquilibrium
          ? nil : Rotation(yaw: yaw * degree, pitch: pitch * degree, roll: roll * degree),
        by: side, rate: rate))
  }

  /// Body and gyroscopes together, along GCRF axes.
  static func momentum(_ world: World, _ piece: Int) -> SIMD3<Double> {
    let body = world.bodies[piece]
    let own = body.properties.inertia * body.angularVelocity.components
    return body.attitude.rotate(own + (world.controllers[piece].gyros?.momentum ?? .zero))
  }

  // MARK: As told

  /// At study fidelity the attitude is there at once, and the event says that it is taken to be.
  @Test func atStudyFidelityItIsThereAtOnce() throws {
    let flight = try Fixtures.airlessFlight(
      of: Self.waystation(),
      [
        TimedCommand(time: 60, Self.hub(.hold, yaw: 20, pitch: -5)),
        TimedCommand(time: 600, Self.hub(.inertial, pitch: 30)),
      ], duration: 3600, fidelity: .study)
    let track = flight.recording.tracks[0]
    let (yaw, pitch) = (track.series(.yaw), track.series(.pitch))
    for (row, time) in track.times.enumerated() where time > 60 && time < 600 {
      #expect(abs(yaw[row] - 20 * Self.degree) < 1e-9)
      #expect(abs(pitch[row] + 5 * Self.degree) < 1e-9)
    }
    let late = track.times.indices.filter { track.times[$0] > 600 }
    for quantity in [
      RecordedQuantity.quaternionX, .quaternionY, .quaternionZ, .quaternionW,
    ] {
      let series = track.series(quantity)
      #expect(late.allSatisfy { abs(series[$0] - series[late[0]]) < 1e-12 })
    }
    #expect(late.allSatisfy { track.series(.angularVelocityY)[$0] == 0 })
    let told = flight.recording.events.filter { $0.kind == .attitude }.map(\.what)
    #expect(told.count == 2 && told.allSatisfy { $0.hasSuffix("it is taken to be there at once") })
  }

  /// What the turning joints of a track do to the attitude at most, all at once [rad].
  private static func kick(of track: Recording.Track, on assembly: Assembly) throws -> Double {
    let linkage = assembly.linkage
    let modules = Array(assembly.modules.indices)
    let loads = assembly.initialTankLoads
    let masses = assembly.linkMasses(
      of: modules, tankLoads: loads, at: linkage.drawnAngles, of: linkage)
    let whole = assembly.massProperties(of: modules, tankLoads: loads)
    let inverse = try #require(whole.inertia.inverse)
    var kick = 0.0
    for (place, joint) in track.joints.enumerated() {
      let rates = track.times.indices.map { track.jointRates[$0 * track.joints.count + place] }
      let part = MassProperties.sum(
        linkage.links.indices.filter { linkage.chain(to: $0).contains(joint) }.map { masses[$0] })
      let (axis, point) = (linkage.joints[joint].axis, linkage.joints[joint].position)
      let arm = cross(axis, part.centre - point).magnitude
      let moment = dot(axis, part.inertia * axis) + part.mass * arm * arm
      let momentum = moment * ((rates.max() ?? 0) - (rates.min() ?? 0))
      kick += (inverse * (momentum * axis)).magnitude
    }
    return kick / (2.718_281_828 * AttitudeController.Settings().bandwidth)
  }

  /// By gyroscopes, at full fidelity: a turn of ten degrees that two events tell of, the attitude
  /// within a twentieth of a degree at the end, no propellant and no loss.
  @Test func gyroscopesTurnThePiece() throws {
    let flight = try Fixtures.airlessFlight(
      of: Self.waystation(), [TimedCommand(time: 60, Self.hub(.hold, yaw: 10))], duration: 3000)
    let track = flight.recording.tracks[0]
    #expect(abs((track.last(.yaw) ?? 0) - 10 * Self.degree) < 0.05 * Self.degree)
    // Its arrays turn meanwhile. With the Sun near the axis of the first joint, this turns round from one of
    // its greatest rates to the other: what hangs on it changes its momentum by H, and the hull gets a rate
    // of H/I at once, which the hold, critically damped, lets grow to H/I / (e ω) before it is back. A fifth
    // of a degree is left for gravity, which the hold does not foresee, and for the way into the turn.
    let kick = try Self.kick(of: track, on: flight.world.assembly)
    let worst = track.series(.attitudeError).max() ?? .infinity
    #expect((0.014...0.018).contains(kick), "\(kick)")
    #expect(worst < kick + Self.degree / 5, "\(worst), \(kick)")
    #expect(track.series(.gyroFill).allSatisfy { $0 < 1 })
    #expect(track.series(.attitudePropellantRate).allSatisfy { $0 == 0 })
    let rates = track.series(.angularVelocityZ)
    #expect((rates.map(abs).max() ?? 0) > 1e-4)
    let told = flight.recording.events.filter { $0.kind == .attitude }.map(\.what)
    #expect(told.count == 2, "\(told)")
    #expect(told.first?.hasPrefix("turns by 10.0") == true, "\(told)")
    #expect(told.last == "the turn is done")
    // The momentum axis by axis is the whole.
    let axes = [RecordedQuantity.gyroMomentumX, .gyroMomentumY, .gyroMomentumZ].map(track.series)
    for (row, whole) in track.series(.gyroMomentum).enumerated() {
      let sum = axes.reduce(0) { $0 + $1[row] * $1[row] }.squareRoot()
      #expect(abs(sum - whole) < 1e-9 * max(1, whole))
    }
  }

  /// Among the stars the quaternion is kept, by gyroscopes that take up the spin.
  @Test func inertialHoldByGyroscopes() throws {
    let flight = try Fixtures.airlessFlight(
      of: Self.waystation(),
      [TimedCommand(time: 60, .attitude(AttitudeCommand(module: "hub", .inertial)))],
      duration: 1500)
    let track = flight.recording.tracks[0]
    let late = track.times.indices.filter { track.times[$0] > 900 }
    let first = try #require(late.first)
    for quantity in [
      RecordedQuantity.quaternionX, .quaternionY, .quaternionZ, .quaternionW,
    ] {
      let series = track.series(quantity)
      #expect(late.allSatisfy { abs(series[$0] - series[first]) < 5e-3 })
    }
    #expect(late.allSatisfy { abs(track.series(.angularVelocityY)[$0]) < 2e-5 })
  }

  /// A command and its turn stand in the digest of the world; the same flight has the same.
  @Test func theTurnIsPartOfTheWorld() throws {
    func world(_ yaw: Double, rate: Double? = nil) throws -> String {
      try Fixtures.airlessFlight(
        of: Self.waystation(),
        [TimedCommand(time: 10, Self.hub(.hold, yaw: yaw, rate: rate))], duration: 10
      ).world.stateDigest
    }
    let digests = try [world(10), world(10.000001), world(10, rate: 1e-4), world(10)]
    #expect(digests[0] == digests[3] && Set(digests).count == 3)
  }

  /// As a scenario says it, read and flown.
  @Test func aScenarioFile() throws {
    let text = """
      scenario: {id: told, name: Told}
      station: \(repositoryRoot.path)/Stations/your-own-station.yaml
      start: 2031-06-01T00:00:00Z
      duration: 20 min
      environment: {drag: false}
      timeline:
        - {at: 10 s, attitude: {of: hub, mode: hold, yaw: 2 deg, by: gyros, rate: 0.02 deg/s}}
        - {at: 5 min, jets: {of: tug, mode: inhibit}}
        - {at: 6 min, fail: {gyros: [2], jets: [tug.jets/1, ferry-1]}}
        - {at: 7 min, attitude: {of: hub, mode: inertial}}
        - {at: 15 min, attitude: {of: hub, mode: drift}}
      record: {every: 10 s}
      """
    try withTemporaryFile(ending: "yaml") { url in
      try text.write(to: url, atomically: true, encoding: .utf8)
      let scenario = try Scenario(contentsOf: url, named: "told.yaml")
      let turn = AttitudeCommand(
        module: "hub", .hold, attitude: Rotation(yaw: 2 * Self.degree, pitch: 0, roll: 0),
        by: .gyros, rate: 0.02 * Self.degree)
      #expect(
        scenario.commands.map(\.command) == [
          .attitude(turn), .jets(module: "tug", .inhibit),
          .fail(UnitFailure(jets: ["tug.jets/1", "ferry-1"], gyros: ["2"])),
          .attitude(AttitudeCommand(module: "hub", .inertial)),
          .attitude(AttitudeCommand(module: "hub", .drift)),
        ])
      let run = try ScenarioRun(
        scenario, dataFolder: repositoryRoot.appendingPathComponent("Data"),
        standards: Fixtures.standards(), fidelity: .full)
      let events = try run.fly().recording.events.map(\.what)
      for words in [
        "turns by 2.00°", "the turn is done", "attitude jets are inhibited",
        "tug.jets/1, hub.wheels/2 fail", "attitude is held among the stars", "the piece drifts",
      ] {
        #expect(events.contains { $0.contains(words) }, "\(words): \(events)")
      }
    }
  }

  // MARK: Failures

  /// Gyroscopes that fail give their momentum to the piece; at two of three that are needed the
  /// verdict says that nothing holds it.
  @Test func failedGyroscopesKeepTheMomentum() throws {
    let flight = try Fixtures.airlessFlight(
      of: Self.waystation(), [TimedCommand(time: 60, Self.hub(.hold, yaw: 10))], duration: 700)
    var world = flight.world
    let before = Self.momentum(world, 0)
    let spin = world.bodies[0].angularVelocity
    _ = try world.perform(
      .fail(UnitFailure(gyros: ["hub.wheels/2"])), at: 700, standards: Fixtures.standards())
    #expect(world.controllers[0].gyros?.runningCount == 3)
    #expect(world.bodies[0].angularVelocity != spin)
    #expect((Self.momentum(world, 0) - before).magnitude < 1e-12 * before.magnitude)
    #expect(world.stateDigest != flight.world.stateDigest)
  }

  /// At study fidelity a piece whose gyroscopes have failed, and that has no jets, drifts.
  @Test func withoutGyroscopesItDrifts() throws {
    let flight = try Fixtures.airlessFlight(
      of: Self.waystation(),
      [
        TimedCommand(
          time: 60,
          .fail(UnitFailure(jets: ["tug", "ferry-1"], gyros: ["hub.wheels/1", "4"])))
      ], duration: 1200, fidelity: .study)
    #expect(flight.world.modes == [.freeDrift])
    #expect(flight.recording.events.contains { $0.kind == .failure })
    #expect(flight.recording.tracks[0].last(.controllable) == 0)
  }

  /// Failed jets do not fire: not by module, by set, by string, nor by manifold; the others do.
  @Test func failedJetsAreLeftOut() throws {
    let flight = try Fixtures.airlessFlight(of: Fixtures.iss("2022-03-11"), [], duration: 10)
    let all = flight.world.controllers[0].jets.jets.map(\.id)
    for (name, isFailed) in [
      ("zvezda", { (id: String) in id.hasPrefix("zvezda.") }),
      ("zvezda.rcs-up", { $0.hasPrefix("zvezda.rcs-up/") }),
      ("zvezda.rcs-up/2", { $0 == "zvezda.rcs-up/2" }),
      ("zvezda/1", { $0.hasPrefix("zvezda.") && $0.hasSuffix("/1") }),
    ] {
      var world = flight.world
      _ = try world.perform(
        .fail(UnitFailure(jets: [name])), at: 10, standards: Fixtures.standards())
      let left = world.controllers[0].jets.jets.map(\.id)
      #expect(left == all.filter { !isFailed($0) } && left.count < all.count, "\(name)")
    }
  }

  // MARK: Refusals

  private func refusal(
    _ world: World, _ command: Command
  ) throws -> String {
    var world = world
    let digest = world.stateDigest
    let error = try #require(throws: CommandRefusal.self) {
      _ = try world.perform(command, at: 10, standards: Fixtures.standards())
    }
    #expect(world.stateDigest == digest, "a refusal changes nothing")
    return error.description
  }

  /// What cannot be done is refused with the reason, and the world stays as it is.
  @Test func refusals() throws {
    let standards = try Fixtures.standards()
    let station = try Fixtures.airlessFlight(of: Fixtures.iss("2022-03-11"), [], duration: 10).world
    func destiny(
      _ goal: AttitudeCommand.Goal, by side: ControlActuators? = nil
    ) -> Command { .attitude(AttitudeCommand(module: "destiny", goal, by: side)) }
    // I n is some 120 000 N m s; by jets it can be done.
    #expect(try refusal(station, destiny(.inertial)).contains("would have to take up"))
    var byJets = station
    _ = try byJets.perform(destiny(.inertial, by: .jets), at: 10, standards: standards)
    #expect(byJets.controllers[0].actuators == .jets)

    var inhibited = station
    _ = try inhibited.perform(.jets(module: "destiny", .inhibit), at: 10, standards: standards)
    #expect(!inhibited.controllers[0].jetsMayFire)
    #expect(try refusal(inhibited, destiny(.hold, by: .jets)).contains("inhibited"))
    _ = try inhibited.perform(.jets(module: "zvezda", .enable), at: 10, standards: standards)
    _ = try inhibited.perform(destiny(.hold, by: .jets), at: 10, standards: standards)

    var few = station
    _ = try few.perform(
      .fail(UnitFailure(gyros: ["1", "2", "3"])), at: 10, standards: standards)
    // Jets have taken over by themselves.
    #expect(few.controllers[0].actuators == .jets)
    #expect(try refusal(few, destiny(.hold, by: .gyros)).contains("1 of its gyroscopes run"))

    var waystation = try Fixtures.airlessFlight(of: Self.waystation(), [], duration: 10).world
    _ = try waystation.perform(
      .fail(UnitFailure(jets: ["tug.jets-up", "ferry-1"])), at: 10, standards: standards)
    #expect(
      try refusal(waystation, Self.hub(.hold, by: .jets)).contains("both ways about every axis"))
    let study = try Fixtures.world(Self.waystation())
    for command in [
      Self.hub(.torqueEquilibrium), Self.hub(.hold, by: .gyros), Self.hub(.hold, rate: 1e-3),
      .jets(module: "hub", .inhibit),
    ] {
      #expect(try refusal(study, command).contains("at study fidelity"))
    }
  }

  /// A piece whose torque equilibrium lies too far away, or nowhere, is not sent there.
  @Test func withoutEquilibrium() throws {
    let world = try Fixtures.airlessFlight(of: Self.waystation(), [], duration: 10).world
    var copy = world
    do {
      _ = try copy.perform(
        Self.hub(.torqueEquilibrium), at: 10, standards: Fixtures.standards())
      guard case .torqueEquilibrium = copy.controllers[0].mode else {
        Issue.record("it has gyroscopes and no manager")
        return
      }
    } catch let error as CommandRefusal {
      #expect(error.description.contains("no torque equilibrium"))
    }
  }
}
