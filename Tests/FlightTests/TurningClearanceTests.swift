import Exchange
import Flight
import Kinematics
import NumericalMethods
import Shapes
import StationModel
import TestSupport
import Testing

/// What is between pieces of which one has an arm that turns.
@Suite struct TurningClearanceTests {
  /// An arm of 8 m whose thickness is 0.2 m turns about z, from a box of 1 m.
  static let text = """
    station: {id: test, name: Test}
    frame: {name: T, description: of the test}
    root: core
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
        solids: [{id: hull, shape: box, centre: [0, 0, 0], size: [1, 1, 1], mass: 900 kg},
          {id: arm, shape: box, centre: [0, 4, 0], size: [0.2, 8, 0.2]}]
        rotaryJoints:
          - {id: hinge, kind: sarj, at: [0, 0, 0], axis: +z, facing: +x, rate: 2 deg/s, drive: sun,
             solids: [arm]}
    """

  let jointed: JointedShape
  let drawn: PieceShape
  /// A pillar along z, 6 m from the hinge.
  let pillar = PieceShape([
    PlacedSolid(
      form: .cylinder(axis: 2, length: 2, diameter: 0.4), centre: .zero, axes: .identity,
      tracking: .fixed, module: 0)
  ])

  init() throws {
    let mechanisms = try MechanismCatalogue(
      tableAt: repositoryRoot.appendingPathComponent("Data/docking-mechanisms.csv"))
    let plan = try StationPlan(
      YAMLNode.parse(Self.text, file: "t.yaml"), mechanisms: mechanisms)
    let scene = try Scene(of: Assembly(plan, at: Epoch(utc: "2030-06-01")))
    jointed = JointedShape(scene)
    drawn = PieceShape(scene.solids(at: scene.linkage.drawnAngles))
  }

  private func body(at place: SIMD3<Double>, moving velocity: SIMD3<Double> = .zero) -> RigidBody {
    RigidBody(
      properties: .point(mass: 1, at: .zero), position: Position(place),
      velocity: Velocity(velocity), attitude: .identity, angularVelocity: .zero)
  }

  /// A body at rest, or one that drifts along a line.
  private func later(_ body: RigidBody, _ time: Double) -> RigidBody {
    var later = body
    later.position += Position(time * body.velocity.components)
    return later
  }

  /// Both bodies at rest: the arm comes to the pillar when it is by its own and the pillar's half
  /// thickness off the line to the pillar's axis.
  @Test func armMeetsPillar() throws {
    let rate = 0.01
    let off = 0.4
    var watch = FormationClearance(
      [drawn, pillar], search: ClearanceSearch(tolerance: 1e-3, contact: 1e-6))
    let bodies = [
      body(at: .zero),
      // Left of the arm, which lies along y and turns to the left.
      body(at: 6 * SIMD3(-Elementary.sin(off), Elementary.cos(off), 0)),
    ]
    var touched: [Int] = []
    var steps = 0
    while touched.isEmpty, steps < 10 {
      let angle = rate * 10 * Double(steps)
      touched = try watch.follow(
        from: bodies, to: bodies, duration: 10,
        turning: [TurningPiece(jointed, at: JointAngles([angle]), turning: [rate]), nil])
      steps += 1
    }
    let contact = try #require(watch.pairs[0].contact)
    let expected = (off - Elementary.asin((0.1 + 0.2) / 6)) / rate
    // 1e-6 m and a bit at 0.06 m/s.
    #expect(abs(contact.time - expected) < 1e-4)
    #expect(touched == [0])
  }

  /// A pillar that drifts by a turning arm: no distance on a grid of times is below the one that is
  /// told, and one is that near.
  @Test(arguments: [0.02, -0.02, 0.035])
  func leastDistance(_ rate: Double) throws {
    var watch = FormationClearance([drawn, pillar], search: ClearanceSearch(tolerance: 1e-4))
    let first = body(at: .zero)
    let start = body(at: SIMD3(-14, 11, 0.3), moving: SIMD3(0.35, -0.12, 0))
    var least = Double.infinity
    for step in 0..<8 {
      let (from, to) = (later(start, 10 * Double(step)), later(start, 10 * Double(step + 1)))
      let piece = TurningPiece(
        jointed, at: JointAngles([0.3 + 10 * rate * Double(step)]), turning: [rate])
      _ = try watch.follow(
        from: [first, from], to: [first, to], duration: 10, turning: [piece, nil])
      for sample in 0...500 {
        let time = 10 * Double(sample) / 500
        let place = first.place.seeing(later(from, time).place)
        least = min(
          least, piece.shape(at: time).gap(to: pillar, at: place)?.upper ?? .infinity)
      }
    }
    let pair = watch.pairs[0]
    let found = try #require(pair.closest ?? pair.closestInParting)
    #expect(found.distance <= least + 1e-4)
    #expect(found.distance > least - 0.01)
  }

  /// Without the joints the arm is where it is drawn.
  @Test func drawnWhereNothingTurns() throws {
    var watch = FormationClearance([drawn, pillar])
    let bodies = [body(at: .zero), body(at: SIMD3(-3, 4, 0))]
    #expect(try watch.follow(from: bodies, to: bodies, duration: 10).isEmpty)
    var again = FormationClearance([drawn, pillar])
    let piece = TurningPiece(jointed, at: JointAngles([0]), turning: [0])
    #expect(
      try again.follow(from: bodies, to: bodies, duration: 10, turning: [piece, nil]).isEmpty)
    #expect(watch.pairs[0].contact == nil && again.pairs[0].contact == nil)
  }
}
