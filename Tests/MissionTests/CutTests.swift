import Exchange
import Flight
import Foundation
import Kinematics
import Mission
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// Conservation over the cut, on random stations, cuts and spins.
@Suite struct CutTests {
  @Test(arguments: 0..<40)
  func conservesMassAndMomentum(_ seed: Int) throws {
    let standards = try Fixtures.standards()
    let text = Fixtures.randomStation(count: 3 + seed % 12, seed: UInt64(seed))
    let plan = try StationPlan(
      YAMLNode.parse(text, file: "random.yaml"), mechanisms: standards.mechanisms)
    let assembly = try Assembly(plan, at: Epoch(utc: "2040-06-01"))
    var random = SplitMix64(seed: UInt64(1000 + seed))
    for rate in [0, 0.001_13, 5 * Double.pi / 180] {
      var world = try Fixtures.world(assembly)
      let axis = SIMD3(0.3, -0.8, 0.52).normalized
      world.spin(AngularVelocity(rate * axis))
      let whole = world.bodies[0].properties
      let joints = assembly.joints.indices.filter { _ in random.next() % 3 == 0 }
      let cut = world.open(joints)
      let change = cut.after.change(from: cut.before)
      #expect(change.mass <= 1e-12)
      #expect(change.linear <= 1e-12)
      #expect(change.angular <= 1e-12)
      #expect(world.pieces.count == joints.count + 1, "a tree falls into one more than its cuts")
      // The pieces' inertias add up to the whole's by the parallel-axis theorem.
      var sum = Matrix3.zero
      for body in world.bodies { sum = sum + body.properties.inertia(about: whole.centre) }
      let scale = whole.inertia[0, 0] + whole.inertia[1, 1] + whole.inertia[2, 2]
      for i in 0..<3 {
        for j in 0..<3 { #expect(abs(sum[i, j] - whole.inertia[i, j]) <= 1e-12 * scale) }
      }
    }
  }

  /// The springs give their energy to the motion, no more and no less.
  @Test func springsGiveTheirEnergy() throws {
    let assembly = try Fixtures.iss("2022-03-11")
    var world = try Fixtures.world(assembly)
    world.spin(.zero)
    let index = try #require(assembly.jointIndex("J01"))
    let cut = world.open([index])
    let energy = world.bodies.reduce(0) { sum, body in
      let w = body.angularVelocity.components
      return sum + 0.5 * body.properties.mass * body.velocity.components.squaredMagnitude
        + 0.5 * dot(w, body.properties.inertia * w)
    }
    #expect(cut.springs.count == 1)
    #expect(abs(energy - cut.springs[0].release.energy) < 1e-9 * cut.springs[0].release.energy)
  }

  /// Two points of 1 and 3 kg on springs of 6 J: v = J/m with J²/(2μ) = 6, μ = 3/4 kg, J = 3 N s.
  @Test func springsOfTwoPointMasses() {
    let ball = Matrix3.diagonal(SIMD3(repeating: 1e9))
    func body(_ mass: Double, _ x: Double) -> RigidBody {
      RigidBody(
        properties: MassProperties(mass: mass, centre: SIMD3(x, 0, 0), inertia: ball),
        position: Position(x, 0, 0), velocity: .zero, attitude: .identity, angularVelocity: .zero)
    }
    var bodies = [body(1, -1), body(3, 1)]
    release(
      [SpringRelease(a: 0, b: 1, point: .zero, axis: SIMD3(1, 0, 0), energy: 6)], bodies: &bodies)
    #expect(abs(bodies[0].velocity.x + 3) < 1e-12)
    #expect(abs(bodies[1].velocity.x - 1) < 1e-12)
  }

  /// A ring of modules: one joint of it holds nothing, two take it apart.
  @Test func openingALoopDoesNotSeparate() throws {
    let standards = try Fixtures.standards()
    let plan = try StationPlan(
      YAMLNode.parse(Fixtures.ring, file: "ring.yaml"), mechanisms: standards.mechanisms)
    let assembly = try Assembly(plan, at: Epoch(utc: "2040-06-01"))
    let (document, _) = try Fixtures.verdict(of: assembly, opening: ["east"])
    #expect(document["separates"] == .bool(false))
    #expect(document["note"]?.text?.contains("does not take") == true)
    #expect(document["pieces"]?.items.count == 1)
    let (both, _) = try Fixtures.verdict(of: assembly, opening: ["east", "west"])
    #expect(both["pieces"]?.items.count == 2)
  }

  /// What is done to a copy is not done to the original, and the same cut gives the same bits.
  @Test func worldIsAValue() throws {
    let assembly = try Fixtures.iss("2022-03-11")
    let world = try Fixtures.world(assembly)
    var fork = world
    _ = fork.open([try #require(assembly.jointIndex("J01"))])
    #expect(world.pieces.count == 1 && fork.pieces.count == 2)
    let first = try Fixtures.verdict(of: assembly, opening: ["J01"]).document.resultDigest
    let second = try Fixtures.verdict(of: assembly, opening: ["J01"]).document.resultDigest
    #expect(first == second)
  }
}
