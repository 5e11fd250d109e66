import Exchange
import Mission
import StationModel
import Testing

/// What `station show` says, and what is said of a joint that is not there.
@Suite struct StationShowTests {
  @Test func listsJointsEnginesAndCrew() throws {
    let station = try Fixtures.iss("2022-03-11")
    let lines = station.text.split(separator: "\n").map(String.init)
    let joint = try #require(lines.first { $0.hasPrefix("  J01 ") })
    #expect(joint.contains("zarya") && joint.contains("pma1") && joint.contains("apas"))
    let engine = try #require(lines.first { $0.hasPrefix("  zvezda.main ") })
    #expect(engine.contains(" N ") && engine.contains("orbit"))
    #expect(
      lines.contains { $0.hasPrefix("  columbus ") && $0.contains("Matthias Maurer (crew-3)") })
  }

  @Test func documentHasEveryEngine() throws {
    let station = try Fixtures.iss("2022-03-11")
    let modules = station.document["modules"]?.items ?? []
    let zvezda = try #require(modules.first { $0["id"]?.text == "zvezda" })
    let plan = station.modules[try #require(station.moduleIndex("zvezda"))].plan
    let engines = zvezda["engines"]?.items ?? []
    #expect(engines.count == plan.engines.count && !engines.isEmpty)
    for (engine, said) in zip(plan.engines, engines) {
      #expect(said["id"]?.text == engine.id)
      #expect(said["thrustN"]?.double == engine.thrust.value)
      #expect(said["specificImpulseS"]?.double == engine.specificImpulse.value)
      #expect(said["status"]?.text == engine.status.rawValue)
      #expect(said["uses"]?.items.count == engine.uses.count)
    }
  }

  @Test func aJointThatIsNotThereIsHelped() throws {
    let station = try Fixtures.iss("2022-03-11")
    let crew = CommandRefusal.unknownJoint("crew-3-joint", in: station).parts
    #expect(crew.what == "no joint 'crew-3-joint' on this date; the joint of crew-3 is 'J39'")
    #expect(crew.allowed.hasPrefix("J01 ("))
    let several = CommandRefusal.unknownJoint("zvezda.aft", in: station).parts
    #expect(several.what.contains("the joints of zvezda are 'J"))
    let slip = CommandRefusal.unknownJoint("JO1", in: station).parts
    #expect(slip.allowed.hasPrefix("did you mean 'J"))
  }
}
