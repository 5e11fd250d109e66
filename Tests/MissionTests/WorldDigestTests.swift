import Exchange
import Kinematics
import Mission
import StationModel
import Testing

@Suite struct WorldDigestTests {
  private func world(_ change: (inout OrbitState<GCRF>) -> Void = { _ in }) throws -> World {
    let assembly = try Fixtures.iss("2022-03-11")
    var orbit = Fixtures.orbit(at: assembly.epoch)
    change(&orbit)
    return try World(assembly, on: orbit, standard: Fixtures.standards().cabin)
  }

  @Test func sameStateSameDigest() throws {
    #expect(try world().stateDigest == world().stateDigest)
    var copy = try world()
    copy.spin(AngularVelocity(0, 0.001, 0))
    copy.spin(try world().bodies[0].angularVelocity)
    #expect(try copy.stateDigest == world().stateDigest)
  }

  /// One bit of one number, the last, each in turn: all digests differ.
  @Test func everyBitCounts() throws {
    var digests = [try world().stateDigest]
    for index in 0..<3 {
      digests.append(try world { $0.position.components[index].flipLastBit() }.stateDigest)
      digests.append(try world { $0.velocity.components[index].flipLastBit() }.stateDigest)
      var turning = try world()
      var rate = turning.bodies[0].angularVelocity
      rate.components[index].flipLastBit()
      turning.spin(rate)
      digests.append(turning.stateDigest)
    }
    #expect(Set(digests).count == 10)
  }

  /// A zero and its negative are equal numbers and other bits.
  @Test func signOfZeroCounts() throws {
    var plus = try world()
    plus.spin(AngularVelocity(0, 0, 0))
    var minus = plus
    minus.spin(AngularVelocity(0, -0.0, 0))
    #expect(plus.stateDigest != minus.stateDigest)
  }

  /// Whatever a command changes is in the digest.
  @Test func everyCommandCounts() throws {
    let start = try world()
    let burn = Burn(
      module: "zvezda", engine: "main", direction: .prograde, amount: .duration(10))
    let member = try #require(start.assembly.crew.first { $0.location != "zvezda" }).id
    let commands: [Command] = [
      .open(["J01"]), .attitude(AttitudeCommand(module: "zvezda", .drift)), .burn(burn),
      .move(crew: [member], to: "zvezda"),
    ]
    var digests = [start.stateDigest]
    for command in commands {
      var world = start
      _ = try world.perform(command, at: 0, standards: Fixtures.standards())
      digests.append(world.stateDigest)
    }
    #expect(Set(digests).count == commands.count + 1)
  }
}

extension Double {
  fileprivate mutating func flipLastBit() { self = Double(bitPattern: bitPattern ^ 1) }
}
