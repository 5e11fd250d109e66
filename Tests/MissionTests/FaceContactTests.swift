import Exchange
import Flight
import Foundation
import Kinematics
import Mission
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// Pieces that are driven into each other before they have ever been apart.
@Suite struct FaceContactTests {
  private static func push(
    at time: Double, _ amount: Burn.Amount, _ module: String = "m1"
  ) -> TimedCommand {
    TimedCommand(
      time: time,
      .burn(Burn(module: module, engine: "main", direction: .prograde, amount: amount)))
  }

  private static func contacts(_ flight: MissionFlight) -> [MissionEvent] {
    flight.recording.events.filter { $0.kind == .contact }
  }

  private static func separation(_ flight: MissionFlight) -> JSONValue? {
    Verdict(of: flight, orbitSource: "test").document["separation"]?.items.first
  }

  /// A second after a joint has let go without springs the rear piece fires toward the other: they rest on
  /// each other and go as one, as the whole does with the same burn, and stay where they are when it ends.
  @Test func burnTowards() throws {
    let station = SeveralCutsTests.row([300, 300])
    let burn = Self.push(at: 1, .duration(20))
    let flight = try ReleaseFlightTests.fly(
      [ReleaseFlightTests.open(springs: .energy(0)), burn], duration: 30, station: station,
      interval: 1)
    let whole = try ReleaseFlightTests.fly([burn], duration: 30, station: station, interval: 1)
    let contacts = Self.contacts(flight)
    #expect(contacts.count == 1, "\(contacts)")
    let contact = try #require(contacts.first)
    #expect(contact.what.contains("at j1 rest on each other"), "\(contact.what)")
    #expect(contact.time >= 1 && contact.time < 1.01, "\(contact.time)")
    #expect(flight.recording.burns.first?.endedBy == "duration")
    // Never in each other by more than a tenth of a millimetre, never moved against each other faster than
    // what a look lets through: 9 mm/s at 0.4 m/s².
    let pair = try #require(flight.recording.pairs.first)
    let centres = pair.series(.centreDistance)
    let first = try #require(centres.first)
    for (time, centre) in zip(pair.times, centres) {
      // Tank and hull have their centres at one place: nothing moves in the piece.
      #expect(abs(centre - first) < 2e-4, "\(time) \(centre - first)")
    }
    #expect(pair.series(.closingSpeed).allSatisfy { abs($0) < 0.01 })
    // Half of the thrust for each: where both are together the whole is.
    let bodies = flight.world.bodies
    let masses = bodies.map(\.properties.mass)
    let sum = zip(bodies, masses).reduce(SIMD3<Double>.zero) {
      $0 + $1.1 * $1.0.position.components
    }
    let middle = sum / masses.reduce(0, +) + flight.world.reference.position.components
    let other =
      whole.world.bodies[0].position.components + whole.world.reference.position.components
    #expect((middle - other).magnitude < 0.01, "\(middle - other)")
    #expect(flight.world.seams.first?.isResting == true)
    let impulse = try #require(flight.world.seams.first?.impulse)
    // F t m₀ / (m₀ + m₁)
    #expect(abs(impulse - 4000) < 80, "\(impulse)")
    let verdict = try #require(Self.separation(flight))
    #expect(verdict["contact"] == .bool(true) && verdict["minimumDistanceM"]?.double == 0)
    #expect(verdict["note"]?.text?.contains("faces of the joint") == true)
  }

  /// Pushed back before they have been apart they strike with the speed that springs and burn give them,
  /// and spring back.
  @Test func blowBeforeTheyHaveParted() throws {
    let flight = try ReleaseFlightTests.fly(
      [
        ReleaseFlightTests.open(springs: .energy(0.05)), Self.push(at: 1, .deltaV(0.05)),
      ], duration: 60, station: SeveralCutsTests.row([300, 300]), interval: 1)
    let contacts = Self.contacts(flight)
    let contact = try #require(contacts.first)
    #expect(contact.what.contains("touch at 0.0"), "\(contact.what)")
    #expect(contact.time > 1 && contact.time < 2 && contacts.count < 10, "\(contacts)")
    #expect(flight.recording.pairs.first?.seam?.time == contact.time)
  }

  /// Air that brakes the piece in front more presses both together at once, by some 1e-6 m/s²: in a study
  /// that is told, at full fidelity it is flown.
  @Test(arguments: Fidelity.allCases) func airCloses(_ fidelity: Fidelity) throws {
    let flight = try ReleaseFlightTests.fly(
      [ReleaseFlightTests.open(springs: .energy(0))], duration: 900, fidelity: fidelity,
      station: SeveralCutsTests.row([0, 3000]), interval: 60)
    let contacts = Self.contacts(flight)
    #expect(contacts.count == 1, "\(contacts)")
    let contact = try #require(contacts.first)
    #expect(contact.time < 120)
    let ending = fidelity == .full ? "rest on each other" : "what follows is not flown"
    #expect(contact.what.hasSuffix(ending), "\(contact.what)")
    #expect(try #require(Self.separation(flight))["contact"] == .bool(true))
    guard fidelity == .full else { return }
    let centres = try #require(flight.recording.pairs.first?.series(.centreDistance))
    #expect(centres.allSatisfy { abs($0 - centres[0]) < 2e-4 }, "\(centres)")
  }

  /// A side that tips without being pushed away strikes with its edge.
  @Test func edgeStrikes() throws {
    let tip = ReleaseChoice(opening: 0, tipOff: 0.5 * .pi / 180)
    let flight = try ReleaseFlightTests.fly(
      [ReleaseFlightTests.open(tip, springs: .energy(0))], duration: 20)
    let contact = try #require(Self.contacts(flight).first)
    #expect(contact.time < 1 && contact.what.contains("touch at 0.005"), "\(contact)")
  }

  /// Springs that push the sides apart leave nothing of it: no contact, and no faces to look at once the
  /// pieces are clear.
  @Test(arguments: Fidelity.allCases) func springsPart(_ fidelity: Fidelity) throws {
    let flight = try ReleaseFlightTests.fly(
      [ReleaseFlightTests.open()], duration: 200, fidelity: fidelity)
    #expect(Self.contacts(flight).isEmpty && flight.world.seams.isEmpty)
    #expect(try #require(Self.separation(flight))["contact"] == .bool(false))
  }
}
