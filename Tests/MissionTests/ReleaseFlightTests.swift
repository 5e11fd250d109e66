import Exchange
import Flight
import Foundation
import Kinematics
import Mission
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// Joints that let go and take hold in flight.
@Suite struct ReleaseFlightTests {
  static func fly(
    _ commands: [TimedCommand], duration: Double, fidelity: Fidelity = .full,
    station: String = SeveralCutsTests.row([0, 0]), interval: Double = 10
  ) throws -> MissionFlight {
    let plan = try StationPlan(
      YAMLNode.parse(station, file: "row.yaml"), mechanisms: Fixtures.standards().mechanisms)
    return try Fixtures.flight(
      of: Assembly(plan, at: Epoch(utc: "2040-02-01")), commands, duration: duration,
      interval: interval, fidelity: fidelity)
  }

  static func open(
    _ release: ReleaseChoice = ReleaseChoice(opening: 0), joint: String = "j1",
    at time: Double = 0, springs: SpringChoice = .asBuilt
  ) -> TimedCommand {
    TimedCommand(time: time, .open([joint], springs: springs, release: release))
  }

  private func event(_ kind: MissionEvent.Kind, _ flight: MissionFlight) throws -> MissionEvent {
    try #require(flight.recording.events.first { $0.kind == kind })
  }

  // MARK: Letting go

  /// Hooks open over the time of the mechanism, the springs give their energy, and then nothing acts: two
  /// halves of 1 t part at √(2 E / μ), 25 J at 500 kg.
  @Test func hooksOpenAndSpringsPush() throws {
    let flight = try Self.fly([Self.open(ReleaseChoice())], duration: 200)
    #expect(try event(.opening, flight).time == 0)
    #expect(abs(try event(.hooksOpen, flight).time - 153) < 1e-9)
    let done = try event(.springsDone, flight).time
    let free = try event(.free, flight).time
    #expect(done > 153 && done < 155 && free == done)
    // A quarter of the period of 20 kN/m on 500 kg over 5 cm: π/2 √(m/k).
    let quarter = 0.5 * Double.pi * (500 / 20_000.0).squareRoot()
    #expect(abs(done - 153 - quarter) < 0.003)
    let cut = try #require(flight.cuts.first)
    #expect(abs(cut.time - 153) < 1e-9)
    let speed = try #require(cut.record.springs.first).partingSpeed
    #expect(abs(speed - (2 * 25 / 500.0).squareRoot()) < 1e-3, "\(speed)")
    #expect(cut.record.pushed.linear < 1e-12 && cut.record.pushed.angular < 1e-12)
    let verdict = Verdict(of: flight, orbitSource: "test").document
    for key in ["mass", "linearMomentum", "angularMomentum"] {
      #expect((verdict["conservation"]?[key]?.double ?? 1) < 1e-12)
    }
  }

  /// The release in flight is the impulsive one of the study, to what the springs' time makes.
  @Test func flightAgreesWithTheImpulse() throws {
    func apart(_ fidelity: Fidelity) throws -> Double {
      let flight = try Self.fly([Self.open()], duration: 60, fidelity: fidelity)
      return try #require(flight.recording.pairs.first?.series(.centreDistance).last)
    }
    // 0.316 m/s for 60 s; the push over 5 cm lasts 0.25 s and costs 0.03 m.
    let (full, study) = (try apart(.full), try apart(.study))
    #expect(abs(full - study) < 0.1, "\(full) \(study)")
    #expect(full > 20)
  }

  /// A stuck hook holds until it opens late, and fails the release where it never does: the joint is
  /// then made fast, with what momentum there was.
  @Test func stuckHooks() throws {
    let late = try Self.fly(
      [Self.open(ReleaseChoice(opening: 0, stuckHooks: [3], stuckFor: 5))], duration: 60)
    #expect(abs(try event(.free, late).time - 5) < 1)
    #expect(try event(.held, late).what.contains("hook"))
    #expect(late.world.pieces.count == 2)
    let never = try Self.fly(
      [Self.open(ReleaseChoice(opening: 0, stuckHooks: [1, 2]))], duration: 400)
    #expect(never.world.pieces.count == 1 && never.world.opened.isEmpty)
    #expect(never.recording.events.contains { $0.kind == .mated })
    #expect(Verdict(of: never, orbitSource: "test").document["separates"] == .bool(false))
  }

  /// An umbilical takes 50 N over 10 cm, 5 J of the 25.
  @Test func umbilical() throws {
    let flight = try Self.fly(
      [Self.open(ReleaseChoice(opening: 0, umbilical: true))], duration: 30)
    let speed = try #require(flight.cuts.first?.record.springs.first).partingSpeed
    #expect(abs(speed - (2 * 20 / 500.0).squareRoot()) < 2e-3, "\(speed)")
  }

  /// What is told of slipping and tipping is what they do, and drawn pushers differ by their seed.
  @Test func dispersion() throws {
    func text(_ release: ReleaseChoice) throws -> String {
      try event(.free, Self.fly([Self.open(release)], duration: 10)).what
    }
    let straight = try text(ReleaseChoice(opening: 0))
    #expect(straight.contains("0.0") && straight.hasSuffix("deg/s"), "\(straight)")
    // Pushers press a tilted ring straight again: the couple is told as it is without them.
    let command = Self.open(
      ReleaseChoice(opening: 0, tipOff: 0.5 * .pi / 180), springs: .energy(0))
    let tipping = try event(.free, Self.fly([command], duration: 10)).what
    #expect(tipping.contains(" 0.5000 deg/s"), "\(tipping)")
    let one = try text(ReleaseChoice(opening: 0, dispersion: 1))
    #expect(try one != text(ReleaseChoice(opening: 0, dispersion: 2)))
    #expect(try one == text(ReleaseChoice(opening: 0, dispersion: 1)))
  }

  /// What a mechanism does not have is refused.
  @Test func refusals() throws {
    let station = SeveralCutsTests.row([0, 0])
      .replacingOccurrences(of: "mechanism: ssvp-hybrid", with: "mechanism: rtas")
    for (release, words) in [
      (ReleaseChoice(stuckHooks: [5]), "no hook 5"), (ReleaseChoice(lateral: 0.1), "no pushers"),
      (ReleaseChoice(tipOff: 0.01), "no pushers"), (ReleaseChoice(dispersion: 3), "no pushers"),
    ] {
      for fidelity in Fidelity.allCases {
        let failure = try #require(throws: CommandFailure.self) {
          try Self.fly([Self.open(release)], duration: 10, fidelity: fidelity, station: station)
        }
        #expect("\(failure.refusal)".contains(words), "\(failure.refusal)")
      }
    }
  }

  /// Hooks that would be open only after the end of the flight are told then, and the joint is closed.
  @Test func opensAfterTheEnd() throws {
    let flight = try Self.fly([Self.open(ReleaseChoice())], duration: 100)
    #expect(flight.world.pieces.count == 1 && flight.cuts.isEmpty)
    let told = flight.recording.events.filter { $0.kind == .opening }
    #expect(told.map(\.time) == [0, 100])
    #expect(told.last?.what.contains("open only 53.0 s after the end of the flight") == true)
  }

  /// Stiff springs against a hook that has stuck: momentum is kept to the limit of the contract.
  @Test func stiffReleaseKeepsMomentum() throws {
    let flight = try Self.fly(
      [Self.open(ReleaseChoice(opening: 0, stuckHooks: [3], stuckFor: 5), springs: .energy(1e5))],
      duration: 20)
    let pushed = try #require(flight.cuts.first?.record.pushed)
    #expect(pushed.linear < 1e-12 && pushed.angular < 1e-12, "\(pushed)")
  }

  // MARK: The seam

  /// Cut and mated at one instant, a station flies on as if nothing had been: every recorded state to
  /// 1e-9 m, what it holds exactly.
  @Test(arguments: Fidelity.allCases) func seam(_ fidelity: Fidelity) throws {
    let station = SeveralCutsTests.row([300, 200], line: 1)
    let seam = [
      Self.open(at: 600, springs: .energy(0)), TimedCommand(time: 600, .mate(["j1"])),
    ]
    let flown = try Self.fly(seam, duration: 6000, fidelity: fidelity, station: station)
    let whole = try Self.fly([], duration: 6000, fidelity: fidelity, station: station)
    #expect(flown.cuts.count == 2 && flown.world.opened.isEmpty)
    #expect(flown.world.tankLoads == whole.world.tankLoads)
    let track = try #require(flown.recording.tracks.last)
    let other = whole.recording.tracks[0]
    #expect(track.times.first == 600 && track.times.count > 500)
    for (row, time) in track.times.enumerated() {
      let match = try #require(other.times.firstIndex(of: time))
      for quantity in [
        RecordedQuantity.positionX, .positionY, .positionZ,
      ] {
        let off = abs(track.series(quantity)[row] - other.series(quantity)[match])
        // Positions of 6.8e6 m are told to 9e-10 m.
        #expect(off <= 1.9e-9, "\(quantity) \(time) \(off)")
      }
    }
    for quantity in [RecordedQuantity.mass, .stationPropellant, .crewAboard, .oxygen, .water] {
      #expect(track.series(quantity).last == other.series(quantity).last, "\(quantity)")
    }
    let relative = flown.world.bodies[0].position - whole.world.bodies[0].position
    let reference = flown.world.reference.position - whole.world.reference.position
    #expect((relative + reference).magnitude < 1e-9)
    let turn = flown.world.bodies[0].attitude.inverse.then(whole.world.bodies[0].attitude).angle
    #expect(turn < 1e-9)
  }

  /// Hooks that are told to close before they are open close again: the very same flight.
  @Test func recalled() throws {
    let recalled = try Self.fly(
      [
        Self.open(ReleaseChoice(), at: 30), TimedCommand(time: 60, .mate(["j1"])),
      ], duration: 400)
    let whole = try Self.fly([], duration: 400)
    #expect(recalled.cuts.isEmpty && recalled.world.pieces.count == 1)
    let off = recalled.world.bodies[0].position - whole.world.bodies[0].position
    #expect(off.magnitude < 1e-9)
  }

  // MARK: Taking hold

  /// Sides that slip apart slowly are taken hold of again, drawn together and made fast; momentum stays.
  @Test func drawnTogether() throws {
    let flight = try Self.fly(
      [
        Self.open(ReleaseChoice(opening: 0, lateral: 0.002), springs: .energy(0.05)),
        TimedCommand(time: 20, .mate(["j1"])),
      ], duration: 900)
    let hold = try event(.captured, flight)
    let fast = try event(.mated, flight)
    #expect(hold.time == 20 && fast.time > 60 && fast.time < 500, "\(fast)")
    #expect(flight.world.pieces.count == 1 && flight.world.opened.isEmpty)
    let mate = try #require(flight.cuts.last?.record)
    #expect(mate.closed == [0])
    let change = mate.after.change(from: mate.before)
    #expect(change.mass == 0 && change.linear < 1e-12 && change.angular < 1e-12)
    let document = Verdict(of: flight, orbitSource: "test").document
    #expect(document["pieces"]?.items.count == 1)
  }

  /// Too far, too fast, never opened: refused with the figures that miss.
  @Test func outOfReach() throws {
    for (time, fidelity) in [(60.0, Fidelity.full), (60, .study)] {
      let failure = try #require(throws: CommandFailure.self) {
        try Self.fly(
          [Self.open(), TimedCommand(time: time, .mate(["j1"]))], duration: 120, fidelity: fidelity)
      }
      let words = "\(failure.refusal)"
      #expect(words.contains("m apart (at most 0.500 m)"), "\(words)")
    }
    let closed = try #require(throws: CommandFailure.self) {
      try Self.fly([TimedCommand(time: 5, .mate(["j1"]))], duration: 10)
    }
    #expect("\(closed.refusal)".contains("is closed"))
  }
}
