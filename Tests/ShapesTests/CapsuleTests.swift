import NumericalMethods
import Shapes
import StationModel
import TestSupport
import Testing

@Suite struct CapsuleTests {
  private static func capsules(_ draw: inout SplitMix64, _ count: Int) -> [Capsule] {
    (0..<count).map { index in
      let axis = index % 7 == 0 ? .zero : draw.vector(4)
      return Capsule(start: draw.vector(10), axis: axis, radius: draw.uniform(0.1...2))
    }
  }

  /// Against the distance to the segment, minimised over the other's length: it is convex in it.
  @Test func againstMinimization() {
    var draw = SplitMix64(seed: 21)
    let many = Self.capsules(&draw, 37)
    let set = CapsuleSet(many)
    for one in Self.capsules(&draw, 40) {
      let distances = set.distances(to: one)
      #expect(distances.count == 37)
      for (capsule, distance) in zip(many, distances) {
        func toSegment(_ p: SIMD3<Double>) -> Double {
          let square = capsule.axis.squaredMagnitude
          let t = square > 0 ? dot(p - capsule.start, capsule.axis) / square : 0
          return (p - capsule.start - max(0, min(1, t)) * capsule.axis).magnitude
        }
        let s = Minimization.goldenSection(
          { toSegment(one.start + $0 * one.axis) }, in: 0...1, tolerance: 1e-12)
        let least = [0, s, 1].map { toSegment(one.start + $0 * one.axis) }.min() ?? 0
        #expect(abs(distance + one.radius + capsule.radius - least) < 1e-9)
      }
      #expect(set.distance(to: [one]) == distances.min())
    }
    #expect(CapsuleSet([]).distance(to: many) == .infinity)
  }

  /// Parallel segments, where the equations are singular.
  @Test func parallel() {
    let one = Capsule(start: .zero, axis: SIMD3(4, 0, 0), radius: 0.5)
    let beside = Capsule(start: SIMD3(1, 3, 0), axis: SIMD3(-8, 0, 0), radius: 0.5)
    let beyond = Capsule(start: SIMD3(7, 4, 0), axis: SIMD3(2, 0, 0), radius: 1)
    #expect(CapsuleSet([beside, beyond]).distances(to: one) == [2, 3.5])
  }

  /// Hulls of boxes against the distance of the boxes.
  @Test func hullsOfBoxes() {
    var draw = SplitMix64(seed: 22)
    var direction = SIMD3(1.0, 0, 0)
    for _ in 0..<2000 {
      func box() -> PlacedSolid {
        PlacedSolid(
          form: .box(SIMD3(draw.uniform(0.2...4), draw.uniform(0.2...4), draw.uniform(0.2...4))),
          centre: draw.vector(4), axes: draw.rotation(), tracking: .fixed, module: 0)
      }
      let (a, b) = (box(), box())
      let exact = ConvexDistance.between(
        PieceDistanceTests.carried(a), PieceDistanceTests.carried(b))
      let found = ConvexDistance.between(
        CornerHull(a.corners), CornerHull(b.corners), along: &direction)
      #expect(abs(found - exact) <= 1e-10)
    }
  }
}
