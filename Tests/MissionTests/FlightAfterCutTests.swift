import Exchange
import Flight
import Foundation
import Kinematics
import Mission
import NumericalMethods
import StationModel
import Testing

@Suite struct FlightAfterCutTests {
  /// The Russian segment let go without springs: below and behind the American one, it overtakes
  /// and passes under it. The published arithmetic (Clohessy and Wiltshire, centres of mass only)
  /// says after about 26 minutes at about 25 m between centres; masses with stowage move both by a
  /// few minutes and metres.
  @Test func springlessCutPassesUnder() throws {
    var plan = try Fixtures.station("iss")
    for index in plan.joints.indices where plan.joints[index].id == "J01" {
      plan.joints[index].springEnergy = Figure(0)
    }
    let assembly = try Assembly(plan, at: Epoch(utc: "2022-03-11"))
    let flight = try Fixtures.flight(
      of: assembly, [TimedCommand(time: 0, .open(["J01"]))], duration: 3600, interval: 10)
    let pair = try #require(flight.recording.pairs.first)
    let ahead = pair.series(.inTrack)
    let distances = pair.series(.centreDistance)
    let abeam = pair.times.indices.first { ahead[$0] > 0 }.map {
      (time: pair.times[$0], distance: distances[$0])
    }
    let found = try #require(abeam)
    #expect((18 * 60...34 * 60).contains(found.time), "\(found.time) s")
    #expect((12...45).contains(found.distance), "\(found.distance) m")
  }

  /// The orbit of a date is a real state carried there, and its source says so.
  @Test func orbitIsCarriedToTheDate() throws {
    let assembly = try Fixtures.iss("2022-02-15")
    let environment = try Fixtures.environment()
    let orbit = try InitialOrbit.carried(for: assembly, environment: environment)
    #expect(orbit.state.epoch == assembly.epoch)
    #expect(orbit.source.contains("carried"))
    let altitude = orbit.state.position.magnitude - 6_371_000
    #expect((400_000...440_000).contains(altitude))
  }
}
