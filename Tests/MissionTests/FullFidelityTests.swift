import Exchange
import Kinematics
import Mission
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// Flights in six degrees of freedom, with the air on shapes and attitude held by actuators.
@Suite struct FullFidelityTests {
  /// The station cut at the boundary of its segments, 70 minutes at full fidelity.
  private static let cut = Result {
    let flight = try Fixtures.flight(
      of: Fixtures.iss("2022-03-11"), [ReleaseFlightTests.open(joint: "J01")], duration: 4200,
      fidelity: .full)
    return Flown(
      recording: flight.recording, assembly: flight.world.assembly,
      verdict: Verdict(of: flight, orbitSource: "test"))
  }

  private struct Flown: Sendable {
    var recording: Recording
    var assembly: Assembly
    var verdict: Verdict
  }

  private func track(_ module: String) throws -> Recording.Track {
    let flown = try Self.cut.get()
    let index = try #require(flown.assembly.moduleIndex(module))
    return try #require(flown.recording.finals.first { $0.modules.contains(index) })
  }

  /// The American half holds +XVV by gyroscopes alone and does not stand in torque equilibrium: they
  /// fill, and then the attitude is lost. Until then it is held to a degree.
  @Test func gyroscopesFillAndTheAttitudeIsLost() throws {
    let track = try track("destiny")
    let momentum = track.series(.gyroMomentum)
    let error = track.series(.attitudeError)
    let capacity = 4 * 4880.0
    let full = try #require(momentum.firstIndex { $0 > 0.98 * capacity })
    #expect((1200...2400).contains(track.times[full]))
    #expect(momentum.allSatisfy { $0 <= capacity * (1 + 1e-9) })
    #expect(error[..<full].allSatisfy { $0 < 0.02 })
    #expect((error.last ?? 0) > 0.26)
    let events = try Self.cut.get().recording.events
    #expect(events.contains { $0.what == "the gyroscopes are full" })
    let lost = try #require(events.first { $0.what == "attitude is lost" })
    #expect((2700...4200).contains(lost.time))
    // No jets, no propellant.
    #expect(track.series(.attitudePropellant).allSatisfy { $0 == 0 })
  }

  /// In +XVV its gyroscopes fill; told to its torque equilibrium the American half turns there on
  /// gyroscopes alone and stays. The turn takes all that they can hold for a while. After two orbits what
  /// is left is what gravity and air do to the turning arrays in one orbit: the manager leans the piece so
  /// that nothing is carried over into the next, so that the peak of a first orbit from empty, without a
  /// manager, is the most.
  @Test func inTorqueEquilibriumTheGyroscopesHoldOut() throws {
    let flight = try Fixtures.flight(
      of: Fixtures.iss("2022-03-11"),
      [
        ReleaseFlightTests.open(joint: "J01"),
        TimedCommand(
          time: 10, .attitude(AttitudeCommand(module: "destiny", .torqueEquilibrium))),
      ], duration: 11_400, fidelity: .full)
    let destiny = try #require(flight.world.assembly.moduleIndex("destiny"))
    let track = try #require(flight.recording.finals.first { $0.modules.contains(destiny) })
    let fill = track.series(.gyroFill)
    let error = track.series(.attitudeError)
    #expect(error.allSatisfy { $0 < 0.15 })
    let pieces = Verdict(of: flight, orbitSource: "test").document["pieces"]?.items ?? []
    let attitude = try #require(pieces.first?["attitude"])
    let there = try #require(attitude["atTorqueEquilibrium"]?["momentumOverOrbitNMS"])
    let peak = try #require(there["peak"]?.double)
    let capacity = try #require(attitude["cmgMomentumNMS"]?.double)
    #expect((0.3...0.6).contains(peak / capacity), "\(peak / capacity)")
    for row in track.times.indices.filter({ track.times[$0] > 9000 }) {
      #expect(fill[row] < peak / capacity && error[row] < 0.08)
    }
    #expect(track.series(.attitudePropellant).allSatisfy { $0 == 0 })
    #expect(!flight.recording.events.contains { $0.what == "attitude is lost" })
  }

  /// The Russian half holds its attitude by jets; what they burn is what tanks and mass lose.
  @Test func jetsHoldAndTheLedgerCloses() throws {
    let track = try track("zvezda")
    let error = track.series(.attitudeError)
    #expect(error.allSatisfy { $0 < 0.06 })
    let burnt = track.series(.attitudePropellant)
    #expect((burnt.last ?? 0) > 0.01)
    let mass = track.series(.mass)
    let tanks = zip(track.series(.stationPropellant), track.series(.vehiclePropellant))
      .map { $0 + $1 }
    // Air leaks out of Zvezda: 0.9 kg a day.
    let vented = track.series(.vented)
    #expect(abs((vented.last ?? 0) / (0.9 * 4200 / 86_400) - 1) < 0.01)
    for row in track.times.indices {
      #expect(abs(mass[0] - mass[row] - burnt[row] - vented[row]) < 1e-9)
      #expect(abs(track.series(.massLedger)[row]) < 1e-9)
      #expect(abs(tanks[0] - tanks[row] - burnt[row]) < 1e-6)
    }
  }

  /// Twice the same, to the last bit.
  @Test func sameBits() throws {
    func digest() throws -> String {
      try Fixtures.flight(
        of: Fixtures.iss("2022-03-11"), [ReleaseFlightTests.open(joint: "J03", at: 60)],
        duration: 180,
        fidelity: .full
      ).world.stateDigest
    }
    #expect(try digest() == digest())
  }

  /// The attitude in which torques cancel, of the whole station: within what its flight rules name as
  /// the torque equilibrium in +XVV (yaw -7 to 0, pitch -10 to +2, roll to either side 1.5 degrees; SSP
  /// 51071). Shapes and masses are those of the station file, nothing is tuned to it.
  @Test func torqueEquilibriumOfTheStation() throws {
    let verdict = try Self.cut.get().verdict.document
    let attitude = try #require(verdict["before"]?["attitude"])
    let angles = try #require(attitude["torqueEquilibriumDeg"]).items.compactMap(\.double)
    #expect(angles.count == 3)
    #expect((-7.0...0).contains(angles[0]), "\(angles)")
    #expect((-10.0...2).contains(angles[1]), "\(angles)")
    #expect((-1.5...1.5).contains(angles[2]), "\(angles)")
    #expect(verdict["fidelity"]?.text == "full")
    // Held there an orbit adds a small part of what it adds in +XVV, and jets burn less.
    let there = try #require(attitude["atTorqueEquilibrium"])
    func momentum(_ place: JSONValue) throws -> Double {
      try #require(place["momentumOverOrbitNMS"]?["perOrbit"]?.double)
    }
    #expect(try momentum(there) < 0.2 * momentum(attitude))
    let jets = try [there, attitude].map { try #require($0["jetPropellantKgPerDay"]?.double) }
    #expect(jets[0] > 0 && jets[0] < 0.5 * jets[1], "\(jets)")
    // The Russian half, whose arrays stand still, gathers nothing there.
    let russian = try #require(verdict["pieces"]?.items.last?["attitude"])
    let still = try #require(russian["atTorqueEquilibrium"])
    #expect(try momentum(still) < 1e-3 * momentum(russian))
  }

  /// Held in +XVV, what an orbit adds to the gyroscopes of a station in which nothing turns is
  /// `6π n |I_xz|` from gravity alone, for the torque `3 n² I_xz` about the orbit's normal is the one that
  /// does not go round with the orbit; the others, `−4 n² I_yz` and `n² I_xy`, come back.
  @Test func momentumOfARigidStation() throws {
    let file = Fixtures.randomStation(count: 6, seed: 3)
    let plan = try StationPlan(
      YAMLNode.parse(file, file: "random.yaml"), mechanisms: Fixtures.standards().mechanisms)
    let flight = try Fixtures.airlessFlight(
      of: Assembly(plan, at: Epoch(utc: "2040-06-01")), [], duration: 10)
    let whole = try #require(
      Verdict(of: flight, orbitSource: "test").document["pieces"]?.items.first)
    let attitude = try #require(whole["attitude"])
    let told = try #require(attitude["momentumOverOrbitNMS"])
    func product(_ row: Int, _ column: Int) throws -> Double {
      try #require(whole["inertiaKgM2"]?.items[row].items[column].double)
    }
    let n = Fixtures.orbit(at: flight.first.epoch).localOrbitalRate.magnitude
    let wanted = try 6 * Double.pi * n * abs(product(0, 2))
    let perOrbit = try #require(told["perOrbit"]?.double)
    #expect(abs(perOrbit / wanted - 1) < 1e-9)
    let (along, down) = try (4 * product(1, 2), product(0, 1))
    let back = 2 * n * (along * along + down * down).squareRoot()
    let cyclic = try #require(told["cyclic"]?.double)
    #expect(abs(cyclic / back - 1) < 1e-6)
    let air = try #require(attitude["meanTorqueNM"]?["air"])
    #expect(air.items.allSatisfy { $0.double == 0 })
    // It has no jets: nothing to burn, and nothing that is missing.
    #expect(attitude["jetPropellantKgPerDay"] == .null)
    #expect(attitude["controlMargin"]?.double == 0)
  }

  /// A study does not follow the air on shapes: what needs it is null and says so.
  @Test func studiesTellNoMomentum() throws {
    let verdict = try Fixtures.verdict(of: Fixtures.iss("2022-03-11"), opening: ["J01"]).document
    let missing = (verdict["notYetModelled"]?.items ?? []).compactMap { $0["path"]?.text }
    for key in [
      "momentumOverOrbitNMS", "jetPropellantKgPerDay", "meanTorqueNM", "atTorqueEquilibrium",
    ] {
      #expect(verdict["before"]?["attitude"]?[key] == .null)
      #expect(missing.contains("before.attitude.\(key)"))
    }
    #expect((verdict["before"]?["attitude"]?["controlMargin"]?.double ?? 0) > 1)
  }

  /// Without springs the halves come back into each other; a burn of half a metre a second takes them
  /// far apart (Clohessy and Wiltshire: 25 m between centres, and some 665 m).
  @Test func otherWaysToPart() throws {
    let flight = try Fixtures.flight(
      of: Fixtures.iss("2022-03-11"), [TimedCommand(time: 0, .open(["J01"]))], duration: 7200)
    let study = try #require(try SeparationStudy(of: flight))
    #expect(study.ways.map(\.id) == ["springs", "noSprings", "burn"])
    let ways = try #require(
      Verdict(of: flight, orbitSource: "test", study: study).document["separation"]?.items.first?[
        "ways"]
    ).items
    #expect(ways[0]["contact"] == .bool(false))
    #expect(ways[1]["contact"] == .bool(true))
    #expect(ways[2]["contact"] == .bool(false))
    let abeam = try #require(ways[2]["passAbeam"]?["distanceM"]?.double)
    #expect((400...900).contains(abeam))
  }

  /// At full fidelity the burn is by engines that point away as they are: of the Russian half, behind,
  /// those of the Progress at its stern that push against the flight.
  @Test(arguments: ["J01", "J03"])
  func otherWaysToPartWhereEnginesPoint(_ joint: String) throws {
    let open = Command.open([joint], release: ReleaseChoice(opening: 0))
    let flight = try Fixtures.flight(
      of: Fixtures.iss("2022-03-11"), [TimedCommand(time: 0, open)], duration: 2400,
      fidelity: .full)
    let study = try #require(try SeparationStudy(of: flight))
    #expect(study.ways.map(\.id) == ["springs", "noSprings", "burn"])
    #expect(study.ways.allSatisfy { $0.why == nil }, "\(study.ways.map(\.why))")
    #expect(study.ways[2].engine?.hasSuffix(".dpo-back") == true)
    #expect(study.ways[2].direction == .retrograde)
    let ways = try #require(
      Verdict(of: flight, orbitSource: "test", study: study).document["separation"]?.items.first?[
        "ways"]
    ).items
    let abeam = try #require(ways[2]["passAbeam"]?["distanceM"]?.double)
    #expect((400...900).contains(abeam))
  }
}
