import Foundation
import NumericalMethods
import Shapes
import StationModel
import TestSupport
import Testing

/// Random boxes and cylinders in random attitudes.
extension SplitMix64 {
  mutating func rotation() -> Matrix3 {
    let x = vector(1).normalized
    let y = cross(x, vector(1)).normalized
    return Matrix3(rows: x, y, cross(x, y))
  }

  mutating func solid(spread: Double, module: Int = 0) -> PlacedSolid {
    let form: Solid.Form =
      next() % 2 == 0
      ? .box(SIMD3(uniform(0.2...4), uniform(0.2...6), uniform(0.1...2)))
      : .cylinder(
        axis: Int(next() % 3), length: uniform(0.5...8), diameter: uniform(0.5...4))
    return PlacedSolid(
      form: form, centre: vector(spread), axes: rotation(), tracking: .fixed, module: module)
  }

  mutating func solids(_ count: Int, spread: Double) -> [PlacedSolid] {
    (0..<count).map { solid(spread: spread, module: $0) }
  }
}

@Suite struct PieceDistanceTests {
  static func carried(_ solid: PlacedSolid, _ place: RelativePlace = .identity) -> CarriedSolid {
    CarriedSolid(solid, attitude: place.rotation, offset: place.offset)
  }

  /// Bounds close in on the distance, and the points are on the surfaces and that far apart.
  @Test func boundsMeet() {
    var draw = SplitMix64(seed: 4)
    for _ in 0..<2000 {
      let gap = ConvexDistance.gap(
        Self.carried(draw.solid(spread: 6)), Self.carried(draw.solid(spread: 6)))
      guard gap.distance > 0 else { continue }
      #expect(gap.distance - gap.lowerBound < 1e-7, "\(gap)")
      #expect(abs((gap.pointA - gap.pointB).magnitude - gap.distance) < 1e-12)
      #expect(
        ((gap.pointB - gap.pointA).normalized - gap.normal).magnitude < 1e-3 + 1e-8 / gap.distance)
    }
  }

  /// Two boxes along the same axes: the depth is the least overlap of the three axes.
  @Test func depthOfBoxes() {
    var draw = SplitMix64(seed: 5)
    for _ in 0..<300 {
      let sizes = (draw.vector(2), draw.vector(2))
      let (p, q) = (abs(sizes.0), abs(sizes.1))
      let centre = draw.vector(1)
      func box(_ size: SIMD3<Double>, _ at: SIMD3<Double>) -> PlacedSolid {
        PlacedSolid(
          form: .box(size + 0.5), centre: at, axes: .identity, tracking: .fixed, module: 0)
      }
      let overlap = 0.5 * (p + q) + 0.5 - abs(centre)
      guard overlap.min() > 0 else { continue }
      let gap = ConvexDistance.gap(Self.carried(box(p, .zero)), Self.carried(box(q, centre)))
      #expect(abs(gap.distance + overlap.min()) < 1e-6, "\(gap.distance) \(overlap)")
    }
  }

  private func abs(_ v: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(Swift.abs(v.x), Swift.abs(v.y), Swift.abs(v.z))
  }
  private func abs(_ x: Double) -> Double { Swift.abs(x) }

  /// Taken apart by their depth along the normal, two solids touch and no more; by less they do not
  /// part.
  @Test func depthTakesThemApart() {
    var draw = SplitMix64(seed: 6)
    var count = 0
    for _ in 0..<1500 {
      let a = draw.solid(spread: 1)
      let b = draw.solid(spread: 1)
      let gap = ConvexDistance.gap(Self.carried(a), Self.carried(b))
      guard gap.distance < -1e-3 else { continue }
      count += 1
      func moved(_ way: Double) -> Double {
        let place = RelativePlace(rotation: .identity, offset: way * gap.normal)
        return ConvexDistance.between(Self.carried(a), Self.carried(b, place))
      }
      #expect(moved(-gap.distance + 1e-5) > 0)
      #expect(moved(-gap.distance - 1e-5) == 0)
      // No other way is shorter.
      for _ in 0..<5 {
        let place = RelativePlace(
          rotation: .identity, offset: -(gap.distance + 1e-6) * draw.vector(1).normalized)
        #expect(ConvexDistance.between(Self.carried(a), Self.carried(b, place)) < 1e-5)
      }
    }
    #expect(count > 500)
  }

  /// A tree of spheres gives the least distance of all pairs, from a hint and from none.
  @Test func treeFindsTheLeast() throws {
    var draw = SplitMix64(seed: 7)
    for round in 0..<200 {
      let a = draw.solids(1 + round % 17, spread: 10)
      let b = draw.solids(1 + round % 13, spread: 10)
      let place = RelativePlace(rotation: draw.rotation(), offset: draw.vector(25))
      var least = Double.infinity
      for one in a {
        for other in b {
          least = min(
            least, ConvexDistance.between(Self.carried(one), Self.carried(other, place)))
        }
      }
      let shapes = (PieceShape(a), PieceShape(b))
      let gap = try #require(shapes.0.gap(to: shapes.1, at: place))
      #expect(abs(gap.upper - least) < 1e-8)
      #expect(gap.lower <= gap.upper && gap.upper - gap.lower < 1e-9)
      let turned = RelativePlace(
        rotation: draw.rotation() * place.rotation, offset: place.offset + draw.vector(1))
      let hinted = try #require(shapes.0.gap(to: shapes.1, at: turned, from: gap.nearest))
      let fresh = try #require(shapes.0.gap(to: shapes.1, at: turned))
      #expect(abs(hinted.upper - fresh.upper) < 1e-8)
      if least > 0.1 {
        let early = try #require(shapes.0.gap(to: shapes.1, at: place, until: 0.5 * least))
        #expect(early.lower >= 0.5 * least && early.lower <= least + 1e-9)
        #expect(early.upper >= least - 1e-9)
      }
    }
  }

  @Test func pieceWithoutSolids() {
    let shape = PieceShape([])
    var draw = SplitMix64(seed: 8)
    #expect(shape.gap(to: PieceShape(draw.solids(2, spread: 1)), at: .identity) == nil)
    #expect(shape.isEmpty && shape.gap(to: shape, at: .identity) == nil)
  }

  /// Where spheres are answer enough no solids are nearest, and the next question needs no hint; a hint
  /// of solids that are not there is none.
  @Test func nothingMeasuredAndHintsOfNothing() throws {
    var draw = SplitMix64(seed: 9)
    let shapes = (PieceShape(draw.solids(5, spread: 3)), PieceShape(draw.solids(4, spread: 3)))
    let place = RelativePlace(rotation: .identity, offset: SIMD3(100, 0, 0))
    let far = try #require(shapes.0.gap(to: shapes.1, at: place, until: 10))
    #expect(far.nearest == nil && far.lower >= 10)
    let whole = try #require(shapes.0.gap(to: shapes.1, at: place, from: far.nearest))
    #expect(whole.nearest != nil)
    let turning = RelativeMotion.Turning(pivot: .zero, rate: .zero, accelerationPerMetre: 0)
    let motion = RelativeMotion(
      place: place, velocity: SIMD3(-1, 0, 0), acceleration: 0, own: turning, other: turning)
    let free = shapes.0.timeAbove(0, to: shapes.1, moving: motion, horizon: 1000)
    #expect(free > 70 && free < 100)
    for parts in [(-1, -1), (5, 0), (0, 4), (Int.max, Int.min)] {
      let hint = NearestParts(parts: parts, pointA: .zero, pointB: .zero)
      let found = try #require(shapes.0.gap(to: shapes.1, at: place, from: hint))
      #expect(found == whole)
      let time = shapes.0.timeAbove(0, to: shapes.1, moving: motion, horizon: 1000, from: hint)
      #expect(time == free)
    }
  }
}
