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
  /// gyroscopes alone and stays, after two orbits with next to nothing in them. On the way they take
  /// up less than three quarters of what they can.
  @Test func inTorqueEquilibriumTheGyroscopesStayEmpty() throws {
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
    #expect(fill.allSatisfy { $0 < 0.75 })
    #expect(track.times.indices.filter { track.times[$0] > 9000 }.allSatisfy { fill[$0] < 0.1 })
    #expect(track.series(.attitudeError).allSatisfy { $0 < 0.06 })
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
