import Exchange
import Flight
import Foundation
import Kinematics
import Mission
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// Pieces that come back into each other, and regions about a station.
@Suite struct ContactFlightTests {
  /// The springs part two halves at 0.32 m/s; half a minute later the one behind fires and comes back at
  /// 0.18 m/s.
  private static let collision: Result<Recording, any Error> = Result {
    try ReleaseFlightTests.fly(
      [
        ReleaseFlightTests.open(),
        TimedCommand(
          time: 30,
          .burn(
            Burn(
              module: "m1", engine: "main", direction: .prograde, amount: .deltaV(0.5)))),
      ], duration: 1800, station: SeveralCutsTests.row([300, 300]), interval: 1
    ).recording
  }

  /// They touch, and spring back by the restitution at most: nothing passes through, and the energy of
  /// their motion against each other does not grow.
  @Test func blowIsFlown() throws {
    let recording = try Self.collision.get()
    let contact = try #require(recording.events.first { $0.kind == .contact })
    #expect(contact.what.contains("m1 and m0") || contact.what.contains("m0 and m1"))
    #expect(contact.what.contains("damage is not modelled"))
    let pair = try #require(recording.pairs.first)
    let before = try #require(pair.times.lastIndex { $0 < contact.time - 1 })
    let after = try #require(pair.times.firstIndex { $0 > contact.time + 1 })
    let closing = pair.series(.closingSpeed)
    #expect(closing[before] > 0.15)
    #expect(closing[after] < 0.5 * closing[before])
    // Nobody gains by it: they part no faster than they came, and are never in each other by more than
    // what they move between two looks.
    // Within a minute; later the orbit has its say.
    let minute = zip(pair.times, closing).filter { (0...60).contains($0.0 - contact.time) }
    #expect(minute.count == 60 && minute.allSatisfy { $0.1 > -closing[before] })
    #expect(pair.series(.centreDistance).dropFirst(5).allSatisfy { $0 > 3.5 })
    #expect((pair.series(.distance).last ?? 0) > 50)
    let closest = try #require(pair.closest)
    #expect(closest.isContact && abs(closest.time - contact.time) < 1e-3)
    #expect(abs(closest.distance - 0.01) < 1e-5)
  }

  /// The momentum of both together goes on as it was: by what the orbit does to it in two seconds.
  @Test func blowKeepsMomentum() throws {
    let recording = try Self.collision.get()
    let contact = try #require(recording.events.first { $0.kind == .contact })
    let tracks = recording.finals
    func momentum(_ row: Int) -> SIMD3<Double> {
      tracks.reduce(.zero) { sum, track in
        let v = SIMD3(
          track.series(.velocityX)[row], track.series(.velocityY)[row],
          track.series(.velocityZ)[row])
        return sum + track.series(.mass)[row] * v
      }
    }
    let row = try #require(tracks[0].times.lastIndex { $0 < contact.time })
    #expect(tracks[0].times == tracks[1].times)
    // Second differences of a smooth motion: n² v m h², 2600 kg at 7.7 km/s.
    let bend = momentum(row + 1) - 2 * momentum(row) + momentum(row - 1)
    #expect(bend.magnitude < 2 * 1.3e-6 * 7700 * 2600, "\(bend)")
  }

  /// However long they stay near each other, the list of what happened stays short.
  @Test func eventsAreBounded() throws {
    let events = try Self.collision.get().events
    #expect(events.count { $0.kind == .contact } < 30)
  }

  /// Going away at 0.3 m/s a half leaves the sphere of 200 m, at the distance told, and the expectation of
  /// a scenario can count it.
  @Test func regionsAreLeft() throws {
    let flight = try ReleaseFlightTests.fly([ReleaseFlightTests.open()], duration: 3000)
    let out = try #require(flight.recording.events.first { $0.kind == .regionExit })
    #expect(out.what == "leaves the keep-out sphere")
    let pair = try #require(flight.recording.pairs.first)
    let next = try #require(pair.times.firstIndex { $0 >= out.time })
    let distances = pair.series(.centreDistance)
    let share = (out.time - pair.times[next - 1]) / (pair.times[next] - pair.times[next - 1])
    let there = distances[next - 1] + share * (distances[next] - distances[next - 1])
    #expect(abs(there - 200) < 0.01, "\(there)")
    let study = try ReleaseFlightTests.fly(
      [ReleaseFlightTests.open()], duration: 3000, fidelity: .study)
    #expect(!study.recording.events.contains { $0.kind == .regionExit })
  }

  /// How near they come within an orbit, two, sixteen and a day, and which of these was flown.
  @Test func windowsAreTold() throws {
    let flight = try ReleaseFlightTests.fly(
      [ReleaseFlightTests.open()], duration: 12_000, fidelity: .study, interval: 60)
    let pair = try #require(
      Verdict(of: flight, orbitSource: "test").document["separation"]?.items.first)
    let windows = try #require(pair["windows"]).items
    #expect(
      windows.map { $0["id"]?.text } == ["1 orbit", "2 orbits", "24 h", "16 orbits"]
        || windows.map { $0["id"]?.text } == ["1 orbit", "2 orbits", "16 orbits", "24 h"])
    #expect(windows.map { $0["complete"] } == [true, true, false, false])
    let last = windows.compactMap { $0["minimumDistanceM"]?.double }
    #expect(zip(last, last.dropFirst()).allSatisfy { $0 >= $1 }, "a longer time finds no less")
  }
}
