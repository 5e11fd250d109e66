import Kinematics
import NumericalMethods
import Shapes
import StationModel
import Testing

/// A piece whose joints turn: the arm and the wing of ``Stations``.
@Suite struct JointedShapeTests {
  let scene: Scene
  let other = PieceShape([
    PlacedSolid(
      form: .cylinder(axis: 2, length: 3, diameter: 1), centre: SIMD3(9, 4, 0.3), axes: .identity,
      tracking: .fixed, module: 0)
  ])
  let random = Philox4x32(seed: 31, stream: 0)

  init() throws { scene = try Stations.scene(Stations.text()) }

  private func angles(_ number: Int) -> JointAngles {
    JointAngles(
      scene.joints.indices.map {
        2 * .pi * random.uniform(at: UInt64(scene.joints.count * number + $0))
      })
  }

  /// A pose is the solids as they then stand.
  @Test func posesAreTheScenes() throws {
    let jointed = JointedShape(scene)
    for number in 0..<50 {
      let angles = angles(number)
      let posed = jointed.shape(at: angles, turning: [0, 0])
      let direct = PieceShape(scene.solids(at: angles))
      let one = try #require(posed.gap(to: other, at: .identity))
      let two = try #require(direct.gap(to: other, at: .identity))
      #expect(abs(one.upper - two.upper) < 1e-9)
      // A sphere for every pose holds this one.
      let (centre, radius) = jointed.sphere
      #expect(posed.reach(from: centre) <= radius + 1e-9)
    }
  }

  /// No corner moves faster than is told; with both joints turning some are not much slower.
  @Test func pointsAreNoFasterThanTold() {
    let jointed = JointedShape(scene)
    let rates = [0.02, -0.03]
    let told = jointed.greatestSwing(turning: rates)
    var fastest = 0.0
    for number in 0..<50 {
      let angles = angles(number)
      var later = angles
      for joint in rates.indices { later[joint] += 1e-4 * rates[joint] }
      for (a, b) in zip(scene.solids(at: angles), scene.solids(at: later)) {
        guard case .box(let size) = a.form else { continue }
        for corner in 0..<8 {
          let signs = SIMD3<Double>(
            corner & 4 == 0 ? -0.5 : 0.5, corner & 2 == 0 ? -0.5 : 0.5,
            corner & 1 == 0 ? -0.5 : 0.5)
          let way = b.centre + b.axes * (signs * size) - a.centre - a.axes * (signs * size)
          fastest = max(fastest, way.magnitude / 1e-4)
        }
      }
    }
    #expect(fastest <= told)
    #expect(fastest > 0.5 * told)
    #expect(jointed.greatestSwing(turning: [0, 0]) == 0)
  }

  /// For as long as the distance is said to stay above a level it does.
  @Test func advanceIsSafe() throws {
    let jointed = JointedShape(scene)
    let rates = [0.02, -0.03]
    let still = RelativeMotion(
      place: .identity, velocity: .zero, acceleration: 0,
      own: .init(pivot: .zero, rate: .zero, accelerationPerMetre: 0),
      other: .init(pivot: .zero, rate: .zero, accelerationPerMetre: 0))
    var moved = 0
    for number in 0..<40 {
      let piece = TurningPiece(jointed, at: angles(number), turning: rates)
      let start = piece.shape(at: 0)
      let gap = try #require(start.gap(to: other, at: .identity))
      guard gap.lower > 0.1 else { continue }
      let level = 0.5 * gap.lower
      let time = start.timeAbove(level, to: other, moving: still, horizon: 60)
      #expect(time > 0)
      if time < 60 { moved += 1 }
      for part in 1...20 {
        let later = piece.shape(at: time * Double(part) / 20)
        let now = try #require(later.gap(to: other, at: .identity))
        #expect(now.upper >= level - 1e-9)
      }
    }
    #expect(moved > 5)
  }
}
