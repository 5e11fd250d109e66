import Flight
import Foundation
import Kinematics
import NumericalMethods
import StationModel
import TestSupport
import Testing

/// Blows that take no time.
@Suite struct CollisionTests {
  private static func vector(_ size: Double, _ random: inout SplitMix64) -> SIMD3<Double> {
    SIMD3(
      Double.random(in: -size...size, using: &random),
      Double.random(in: -size...size, using: &random),
      Double.random(in: -size...size, using: &random))
  }

  private static func body(_ random: inout SplitMix64) -> RigidBody {
    let mass = Double.random(in: 100...400_000, using: &random)
    let size = Double.random(in: 1...300, using: &random)
    return RigidBody(
      properties: MassProperties(
        mass: mass, centre: vector(1, &random), inertia: .diagonal(size * mass * SIMD3(2, 3, 4))),
      position: Position(vector(20, &random)), velocity: Velocity(vector(0.1, &random)),
      attitude: Rotation(axis: vector(1, &random), angle: 0.7),
      angularVelocity: AngularVelocity(vector(0.005, &random)))
  }

  private static func energy(_ body: RigidBody) -> Double {
    0.5 * body.properties.mass * body.velocity.components.squaredMagnitude + body.spinEnergy
  }

  /// Two balls along the line of their centres: the speeds of Newton's law.
  @Test func ballsOnALine() throws {
    for e in [0.0, 0.4, 1] {
      let (a, b) = (ContactTests.ball(400, -1, 0.1), ContactTests.ball(70, 1, -0.2))
      let blow = try #require(
        Collision(
          a, b, at: .zero, normal: SIMD3(1, 0, 0), SurfacePair(restitution: e, friction: 0.3)))
      let (one, two) = blow.applied(to: a, b)
      #expect(abs(two.velocity.x - one.velocity.x - 0.3 * e) < 1e-15)
      #expect(abs(400 * one.velocity.x + 70 * two.velocity.x - 26) < 1e-12)
      #expect(abs(blow.closingSpeed - 0.3) < 1e-15)
      #expect(one.angularVelocity.magnitude < 1e-15)
    }
  }

  /// Whatever the bodies, the places and the figures: both momenta stay, energy never grows, the
  /// normal speed turns by the restitution, and friction stays in its cone.
  @Test func momentumStaysAndEnergyNeverGrows() throws {
    var random = SplitMix64(seed: 5)
    var blows = 0
    for _ in 0..<2000 {
      let (a, b) = (Self.body(&random), Self.body(&random))
      let normal = Self.vector(1, &random).normalized
      let place = Self.vector(25, &random)
      let surfaces = SurfacePair(
        restitution: Double.random(in: 0...1, using: &random),
        friction: Double.random(in: 0...2, using: &random), restingSpeed: 0)
      guard let blow = Collision(a, b, at: place, normal: normal, surfaces) else { continue }
      blows += 1
      let (one, two) = blow.applied(to: a, b)
      let change = MomentumBalance(of: [one, two], orbitalVelocity: .zero)
        .change(from: MomentumBalance(of: [a, b], orbitalVelocity: .zero))
      #expect(change.linear < 1e-13 && change.angular < 1e-12, "\(change)")
      let before = Self.energy(a) + Self.energy(b)
      #expect(Self.energy(one) + Self.energy(two) <= before * (1 + 1e-12))
      let apart = dot(two.velocity(at: place) - one.velocity(at: place), normal)
      #expect(
        abs(apart - surfaces.restitution * blow.closingSpeed) < 1e-9 * (1 + blow.closingSpeed))
      let along = dot(blow.impulse, normal)
      let across = (blow.impulse - along * normal).magnitude
      #expect(along > 0 && across <= surfaces.friction * along * (1 + 1e-9) + 1e-9)
    }
    #expect(blows > 500)
  }

  /// Points that part give no blow, and slow ones do not spring back.
  @Test func partingAndResting() throws {
    let (a, b) = (ContactTests.ball(400, -1, -0.1), ContactTests.ball(70, 1, 0.2))
    let surfaces = SurfacePair(restitution: 1, friction: 0, restingSpeed: 0.5)
    #expect(Collision(a, b, at: .zero, normal: SIMD3(1, 0, 0), surfaces) == nil)
    let blow = try #require(Collision(b, a, at: .zero, normal: SIMD3(1, 0, 0), surfaces))
    let (one, two) = blow.applied(to: b, a)
    #expect(abs(one.velocity.x - two.velocity.x) < 1e-15)
  }

  /// Hostile: a table with a figure out of its range or without one is refused.
  @Test func brokenTablesAreRefused() throws {
    for text in [
      "restitution,1.5,1,GK,low\n", "restitution,0.5,1,GK,low\n", "speed,1,m,GK,low\n", "a,b\n",
    ] {
      try withTemporaryFile(holding: text, ending: "csv") { file in
        #expect(throws: (any Error).self) { try SurfacePair(tableAt: file) }
      }
    }
    let carried = try SurfacePair(
      tableAt: repositoryRoot.appendingPathComponent("Data/contact.csv"))
    #expect((0...1).contains(carried.restitution) && carried.friction > 0)
  }
}

/// Joints that let go and take hold, as a group of bodies.
@Suite struct BodyGroupTests {
  /// A group flown in tenths of a second is the release flown in one, and keeps momentum to 1e-12.
  @Test func groupIsTheRelease() throws {
    let (a, b) = ReleaseTests.pair(offset: 4)
    let plan = try ReleaseTests.plan()
    let whole = plan.fly(a, b)
    var group = BodyGroup([a, b])
    var couplings = [
      Coupling(a: 0, b: 1, act: .release(plan), time: plan.opening, phase: .opening)
    ]
    var phases: [ReleasePlan.Phase] = []
    for _ in 0..<30 {
      let before = MomentumBalance(of: group.bodies, orbitalVelocity: SIMD3(7600, 0, 0))
      phases += group.follow(for: 0.1, &couplings).map(\.phase)
      let change = MomentumBalance(of: group.bodies, orbitalVelocity: SIMD3(7600, 0, 0))
        .change(from: before)
      #expect(change.linear < 1e-12 && change.angular < 1e-12)
    }
    #expect(phases == [.pushing, .free])
    let speed = (group.bodies[1].velocity - group.bodies[0].velocity).magnitude
    let expected = (whole.bodies.1.velocity - whole.bodies.0.velocity).magnitude
    #expect(abs(speed - expected) < 1e-9)
    #expect((group.bodies[1].angularVelocity - whole.bodies.1.angularVelocity).magnitude < 1e-12)
  }

  /// Added to a flight that does nothing else, the changes are the group's own motion.
  @Test func changesAreTheMotion() throws {
    let (a, b) = ReleaseTests.pair(offset: 4)
    let plan = try ReleaseTests.plan()
    var group = BodyGroup([a, b])
    var free = group
    var couplings = [
      Coupling(a: 0, b: 1, act: .release(plan), time: plan.opening, phase: .pushing)
    ]
    var none: [Coupling] = []
    _ = group.follow(for: 0.5, &couplings)
    _ = free.follow(for: 0.5, &none)
    for (change, body) in zip(group.changes(since: free), group.bodies) {
      #expect((change.velocity - body.velocity).magnitude < 1e-15)
      let inertia = body.properties.inertia * body.angularVelocity.components
      #expect((change.momentum - body.attitude.rotate(inertia)).magnitude < 1e-9)
    }
  }

  /// A soft capture draws ports that stand aside, askew and moving together, and loses energy on the way.
  @Test func captureSettles() throws {
    let whole = ReleaseTests.pair()
    var second = whole.1
    second.position += Position(0.06, -0.05, -0.1)
    second.attitude = Rotation(axis: SIMD3(1, 2, 1), angle: 0.05)
    second.velocity = Velocity(0.01, 0, 0.04)
    second.angularVelocity = AngularVelocity(0.001, 0.002, -0.001)
    let capture = SoftCapture(whole.0, second, at: .zero, settling: 300)
    #expect(!capture.hasSettled(whole.0, second))
    var group = BodyGroup([whole.0, second])
    func energy() -> Double {
      group.bodies.reduce(0) {
        $0 + 0.5 * $1.properties.mass * $1.velocity.components.squaredMagnitude + $1.spinEnergy
      } + capture.storedEnergy(group.bodies[0], group.bodies[1])
    }
    var couplings = [Coupling(a: 0, b: 1, act: .capture(capture), time: 0, phase: .held)]
    var last = energy()
    var time = 0.0
    while couplings[0].phase != .free, time < 600 {
      _ = group.follow(for: 1, &couplings, longest: 0.05)
      #expect(energy() <= last * (1 + 1e-9))
      last = energy()
      time += 1
    }
    #expect(time < 400, "\(time)")
    #expect(capture.hasSettled(group.bodies[0], group.bodies[1]))
  }
}
