import Exchange
import Foundation
import Kinematics
import NumericalMethods
import Shapes
import StationModel
import TestSupport
import Testing

/// Stations whose parts turn.
enum Stations {
  static func mechanisms() throws -> MechanismCatalogue {
    try MechanismCatalogue(
      tableAt: DataFolder.locate().appendingPathComponent("docking-mechanisms.csv"))
  }

  static func plan(_ name: String) throws -> StationPlan {
    try StationPlan(
      contentsOf: repositoryRoot.appendingPathComponent("Stations/\(name).yaml"),
      mechanisms: mechanisms())
  }

  /// A core of a box, and an arm on a bracket at y = 1 that turns about z at [0, 2, 0] by the joint
  /// `elbow`, which carries the port `hand`; a wing module hangs there, turning about its own y.
  ///
  /// - Parameters:
  ///   - root: whose frame is the station's.
  ///   - elbow: more keys of the elbow.
  ///   - gimbal: more keys of the gimbal.
  ///   - more: more joints of the graph.
  static func text(
    root: String = "core", elbow: String = "drive: sun", gimbal: String = "drive: sun",
    more: String = ""
  ) -> String {
    """
    station: {id: test, name: Test}
    frame: {name: T, description: of the test}
    root: \(root)
    source: own
    confidence: high
    dragCoefficient: 2.2
    sources: {own: {title: made up}}
    owners: [{id: us, name: Us}]
    modules:
      - id: core
        name: Core
        owner: us
        from: 2030-01-01
        mass: 1000 kg
        solids: [{id: hull, shape: box, centre: [0, 0, 0], size: [2, 2, 2]}]
        ports: [{id: side, at: [0, 1, 0], axis: +y, mechanism: bracket},
          {id: loose, at: [-8, 3, 0], axis: +x, mechanism: bracket}]
      - id: arm
        name: Arm
        owner: us
        from: 2030-01-01
        mass: 100 kg
        solids: [{id: stub, shape: box, centre: [0, 1.4, 0], size: [0.2, 0.8, 0.2]}]
        ports: [{id: foot, at: [0, 1, 0], axis: -y, mechanism: bracket},
          {id: hand, at: [0, 3, 0], axis: +y, mechanism: bracket}]
        rotaryJoints:
          - {id: elbow, kind: sarj, at: [0, 2, 0], axis: +z, rate: 1 deg/s, ports: [hand], \(elbow)}
      - id: wing
        name: Wing
        owner: us
        from: 2030-01-01
        mass: 80 kg
        solids: [{id: post, shape: box, centre: [0, 3.3, 0], size: [0.2, 0.6, 0.2], mass: 20 kg},
          {id: blanket, shape: box, centre: [0, 8, 0], size: [2, 8, 0.1]}]
        ports: [{id: root, at: [0, 3, 0], axis: -y, mechanism: bracket},
          {id: tip, at: [-8, 3, 0], axis: -x, mechanism: bracket}]
        rotaryJoints:
          - {id: gimbal, kind: bga, at: [0, 4, 0], axis: +y, facing: -x, rate: 2 deg/s,
             solids: [blanket], \(gimbal)}
    joints:
      - {id: A, between: [core.side, arm.foot], from: 2030-01-01}
      - {id: B, between: [arm.hand, wing.root], from: 2030-01-01}
    \(more)
    """
  }

  static func scene(_ text: String, modules: [Int]? = nil) throws -> Scene {
    let plan = try StationPlan(YAMLNode.parse(text, file: "t.yaml"), mechanisms: mechanisms())
    return try Scene(of: Assembly(plan, at: Epoch(utc: "2030-06-01")), modules: modules)
  }
}

@Suite struct SceneTests {
  private static func direction(_ random: inout SplitMix64) -> SIMD3<Double> {
    while true {
      let p = SIMD3<Double>.random(in: -1...1, using: &random)
      if (0.01...1).contains(p.squaredMagnitude) { return p.normalized }
    }
  }

  private static func place(_ name: String, _ scene: Scene, _ angles: JointAngles) -> PlacedSolid? {
    scene.names.firstIndex(of: name).map { scene.solids(at: angles)[$0] }
  }

  /// A quarter turn of the elbow brings what lay at y = 8 to x = -6: the port that the joint carries
  /// takes the wing along.
  @Test func portsTakeModulesAlong() throws {
    let scene = try Stations.scene(Stations.text())
    #expect(scene.joints.map(\.id) == ["arm.elbow", "wing.gimbal"])
    let angles = JointAngles([0.5 * .pi, 0])
    let blanket = try #require(Self.place("wing.blanket", scene, angles))
    #expect((blanket.centre - SIMD3(-6, 2, 0)).magnitude < 1e-12)
    let stub = try #require(Self.place("arm.stub", scene, angles))
    #expect(stub.centre == SIMD3(0, 1.4, 0))
    let edge = blanket.axes * SIMD3(0, 1, 0)
    #expect((edge - SIMD3(-1, 0, 0)).magnitude < 1e-12)
  }

  /// What turns against what is the same seen from the other end: with the wing as root, all
  /// distances between solids are those with the core as root.
  @Test func rootOnTheFarSide() throws {
    let near = try Stations.scene(Stations.text())
    let far = try Stations.scene(Stations.text(root: "wing"))
    let angles = JointAngles([0.7, -1.1])
    let (a, b) = (near.solids(at: angles), far.solids(at: angles))
    #expect(near.names == far.names)
    for i in a.indices {
      for j in a.indices {
        let (x, y) = ((a[i].centre - a[j].centre), (b[i].centre - b[j].centre))
        #expect(abs(x.magnitude - y.magnitude) < 1e-12)
      }
    }
    let post = try #require(Self.place("wing.post", far, angles))
    #expect(post.centre == SIMD3(0, 3.3, 0))
  }

  @Test func aPieceIsAtRestAtItsEndNearTheRoot() throws {
    let scene = try Stations.scene(Stations.text(), modules: [2])
    #expect(scene.joints.map(\.id) == ["wing.gimbal"])
    #expect(scene.displacement(of: 2, at: JointAngles([1])) == Displacement.none)
    #expect(scene.displacement(of: 0, at: JointAngles([1])) == nil)
  }

  /// A ring of joints across a rotary joint holds it fast.
  @Test func ringsCannotTurn() throws {
    let ring = "  - {id: C, between: [core.loose, wing.tip], from: 2030-01-01}"
    let mechanisms = try Stations.mechanisms()
    do throws(InputErrors) {
      _ = try StationPlan(
        YAMLNode.parse(Stations.text(more: ring), file: "t.yaml"), mechanisms: mechanisms)
      Issue.record("taken")
    } catch {
      #expect(error.description.hasPrefix("t.yaml:27: rotary joint 'arm.elbow' cannot turn"))
    }
  }

  /// Two axes at right angles reach every direction; the angles are the closed form's.
  @Test func twoAxesReachTheSun() throws {
    let scene = try Stations.scene(Stations.text())
    var random = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let sun = Self.direction(&random)
      let facing = scene.facing(sun: sun)
      #expect(facing.largestError < 1e-9)
      // The face -x turned by the elbow about z looks along the Sun's shadow on the plane.
      let elbow = Elementary.atan2(-sun.y, -sun.x)
      #expect(abs(facing.angles[0] - elbow) < 1e-9)
      let height = Elementary.atan2(sun.z, (sun.x * sun.x + sun.y * sun.y).squareRoot())
      #expect(abs(facing.angles[1] - height) < 1e-9)
    }
    // Along the elbow's axis the elbow has nothing to turn to.
    #expect(scene.facing(sun: SIMD3(0, 0, 2)).angles[0] == 0)
    #expect(scene.facing(sun: SIMD3(0, 0, 2)).largestError < 1e-9)
  }

  /// At a limit the better end is taken and the error said.
  @Test func limitsAreKept() throws {
    let scene = try Stations.scene(
      Stations.text(
        elbow: "drive: fixed, hold: 90 deg", gimbal: "drive: sun, limits: [-30 deg, 50 deg]"))
    let angle = 70 * Double.pi / 180
    let (sine, cosine) = Elementary.sinCos(angle)
    // With the elbow at 90 degrees the face looks along -y, and grows towards +z.
    let facing = scene.facing(sun: SIMD3(0, -cosine, sine))
    #expect(abs(facing.angles[0] - 0.5 * .pi) < 1e-12)
    #expect(abs(facing.angles[1] - 50 * .pi / 180) < 1e-12)
    #expect(abs((facing.errors[1] ?? 0) - 20 * .pi / 180) < 1e-9)
    #expect(throws: Never.self) { try scene.check(facing.angles) }
    #expect {
      try scene.check(JointAngles([0, 1]))
    } throws: {
      "\($0)" == "rotary joint 'wing.gimbal' at 57.3 deg; allowed: -30 to 50 deg"
    }
  }

  /// A face that stands edge-on does so for every Sun, within a quarter turn of how it is drawn.
  @Test func edgeToTheSun() throws {
    let scene = try Stations.scene(
      Stations.text(elbow: "drive: fixed", gimbal: "drive: sunEdge, limits: [-95 deg, 95 deg]"))
    var random = SplitMix64(seed: 4)
    for _ in 0..<100 {
      let facing = scene.facing(sun: Self.direction(&random))
      #expect(facing.largestError < 1e-9 && abs(facing.angles[1]) <= 0.5 * .pi + 1e-9)
    }
  }

  @Test func ratesAreKept() throws {
    let scene = try Stations.scene(Stations.text())
    let degree = Double.pi / 180
    let start = JointAngles([170 * degree, 0])
    let goal = JointAngles([-170 * degree, 5 * degree])
    let after = scene.angles(from: start, towards: goal, after: 10)
    #expect(abs(after[0] - 180 * degree) < 1e-12 && abs(after[1] - 5 * degree) < 1e-12)
  }

  /// Mass stays, and its centre moves by what a point mass's would.
  @Test func massesTurnAlong() throws {
    let scene = try Stations.scene(Stations.text())
    let loads = scene.assembly.initialTankLoads
    let drawn = scene.massProperties(at: scene.linkage.drawnAngles, tankLoads: loads)
    let whole = scene.assembly.massProperties(of: scene.modules, tankLoads: loads)
    #expect(abs(drawn.mass - whole.mass) < 1e-9)
    #expect((drawn.centre - whole.centre).magnitude < 1e-12)
    let turned = scene.massProperties(at: JointAngles([0.5 * .pi, 0.3]), tankLoads: loads)
    #expect(abs(turned.mass - whole.mass) < 1e-9)
    // 20 kg at y = 3.3 and 60 kg at y = 8 turn about [0, 2, 0].
    let moment = 20 * 1.3 + 60 * 6.0
    let shift = SIMD3(-moment, -moment, 0) / whole.mass
    #expect((turned.centre - whole.centre - shift).magnitude < 1e-12)
    // A quarter turn of everything that turns swaps its moments; the trace of a rigid part stays.
    let gimballed = scene.massProperties(at: JointAngles([0, 1.2]), tankLoads: loads)
    #expect(abs(gimballed.inertia.trace - drawn.inertia.trace) < 1e-9 * drawn.inertia.trace)
  }
}

/// The International Space Station's own joints.
@Suite struct StationJointsTests {
  @Test func wingsFaceTheSunAndRadiatorsDoNot() throws {
    let plan = try Stations.plan("iss")
    let scene = try Scene(of: Assembly(plan, at: Epoch(utc: "2024-03-04")))
    let kinds = scene.joints.map(\.plan.kind)
    #expect(kinds.count { $0 == .sarj } == 2 && kinds.count { $0 == .bga } == 8)
    #expect(kinds.count { $0 == .trrj } == 2)
    // The orbit at a height of the Sun of 40 degrees over its plane.
    for step in 0..<24 {
      let (sine, cosine) = Elementary.sinCos(Double(step) * .pi / 12)
      let facing = scene.facing(sun: SIMD3(0.766 * sine, 0.643, 0.766 * cosine))
      for (index, joint) in scene.joints.enumerated() where joint.plan.kind != .other {
        #expect((facing.errors[index] ?? 0) < 1e-9, "\(joint.id)")
      }
      #expect(throws: Never.self) { try scene.check(facing.angles) }
    }
    // A roll-out array lies on its wing however that is turned.
    var angles = scene.linkage.drawnAngles
    for index in scene.joints.indices where kinds[index] == .bga || kinds[index] == .sarj {
      angles[index] = 0.3 * Double(index)
    }
    func gap(_ angles: JointAngles) throws -> Double {
      let solids = scene.solids(at: angles)
      let pair = try ["s4.saw-1a", "irosa-1a.blanket"].map {
        solids[try #require(scene.names.firstIndex(of: $0))]
      }
      return (pair[0].centre - pair[1].centre).magnitude
    }
    #expect(abs(try gap(angles) - gap(scene.linkage.drawnAngles)) < 1e-9)
  }

  /// P6 had one axis on Z1 and has two at its place.
  @Test func trackingFollowsFromTheJoints() throws {
    let plan = try Stations.plan("iss")
    func tracking(_ date: String) throws -> ArrayTracking? {
      let assembly = try Assembly(plan, at: Epoch(utc: date))
      let index = try #require(assembly.moduleIndex("p6"))
      return assembly.modules[index].plan.solids.first { $0.id == "saw-2b" }?.tracking
    }
    #expect(try tracking("2001-02-14") == .oneAxis)
    #expect(try tracking("2022-03-11") == .twoAxis)
  }

  /// Nothing of the stations that come with Outpost passes through anything, whatever its angles.
  @Test(arguments: ["iss", "your-own-station"])
  func nothingPassesThrough(_ name: String) throws {
    let plan = try Stations.plan(name)
    do throws(InputErrors) {
      try plan.checkMotion()
    } catch {
      Issue.record("\(error)")
    }
  }

  /// A wing that reaches the core when the elbow bends, and one that does not at the angles allowed.
  @Test func wingsThroughModules() throws {
    func problem(_ elbow: String) throws -> InputError? {
      let plan = try StationPlan(
        YAMLNode.parse(Stations.text(elbow: elbow), file: "t.yaml"),
        mechanisms: Stations.mechanisms())
      do throws(InputErrors) {
        try plan.checkMotion()
        return nil
      } catch {
        return error.errors.first
      }
    }
    let error = try #require(try problem("drive: sun"))
    #expect(error.line == 27)
    #expect(error.description.contains("passes through"), "\(error)")
    #expect(error.description.contains("'arm.elbow' at"), "\(error)")
    #expect(try problem("drive: sun, limits: [-60 deg, 60 deg]") == nil)
    #expect(try problem("drive: fixed, hold: 0 deg") == nil)
  }

  /// A wing that passes a drum 2 mm away at all its angles is not shown to be clear, and is not refused.
  @Test func wingsTooNearToTell() throws {
    let text = Stations.text()
      .replacing(
        "{id: hull, shape: box, centre: [0, 0, 0], size: [2, 2, 2]}",
        with:
          "{id: drum, shape: cylinder, axis: z, centre: [0, 2, 0], length: 1 m, diameter: 4.196 m}"
      )
      .replacing("centre: [0, 3.3, 0]", with: "centre: [0, 8, 0]")
    let plan = try StationPlan(
      YAMLNode.parse(text, file: "t.yaml"), mechanisms: Stations.mechanisms())
    let scene = try Scene(of: Assembly(plan, at: Epoch(utc: "2030-06-01")))
    #expect(scene.sweepContacts().map(\.isFound) == [false])
    #expect(
      try plan.checkMotion() == [
        "'wing.blanket' is not shown to stay clear of 'core.drum' when 'arm.elbow' turns, on "
          + "2030-01-01"
      ])
  }

  /// A plan that no reader has checked: its modules are no station, which is said.
  @Test func modulesThatAreNoStation() throws {
    var plan = try StationPlan(
      YAMLNode.parse(Stations.text(), file: "t.yaml"), mechanisms: Stations.mechanisms())
    plan.joints.removeAll { $0.between.b.module == "wing" || $0.between.a.module == "wing" }
    let errors = #expect(throws: InputErrors.self) { try plan.checkMotion() }
    #expect(errors?.description.contains("t.yaml:28: module 'wing' is attached to nothing") == true)
  }
}
