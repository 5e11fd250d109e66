import NumericalMethods
import Shapes
import StationModel
import Testing

@Suite struct ConvexDistanceTests {
  func solid(_ form: Solid.Form, at centre: SIMD3<Double>, axes: Matrix3 = .identity)
    -> CarriedSolid
  {
    CarriedSolid(
      PlacedSolid(form: form, centre: centre, axes: axes, tracking: .fixed, module: 0),
      attitude: .identity, offset: .zero)
  }

  @Test func boxesFaceEdgeAndCorner() {
    let cube = Solid.Form.box(SIMD3(repeating: 2))
    let a = solid(cube, at: .zero)
    #expect(abs(ConvexDistance.between(a, solid(cube, at: SIMD3(5, 0.3, 0))) - 3) < 1e-6)
    let edge = ConvexDistance.between(a, solid(cube, at: SIMD3(5, 6, 0)))
    #expect(abs(edge - 5) < 1e-6)
    let corner = ConvexDistance.between(a, solid(cube, at: SIMD3(3, 4, 4)))
    #expect(abs(corner - (1.0 + 4 + 4).squareRoot()) < 1e-6)
  }

  @Test func cylinders() {
    let form = Solid.Form.cylinder(axis: 2, length: 10, diameter: 4)
    let a = solid(form, at: .zero)
    // Side by side, end on, and crossed at a right angle.
    #expect(abs(ConvexDistance.between(a, solid(form, at: SIMD3(6, 8, 0))) - 6) < 1e-5)
    #expect(abs(ConvexDistance.between(a, solid(form, at: SIMD3(0, 0, 25))) - 15) < 1e-6)
    let lying = Solid.Form.cylinder(axis: 0, length: 10, diameter: 4)
    #expect(abs(ConvexDistance.between(a, solid(lying, at: SIMD3(0, 9, 0))) - 5) < 1e-5)
  }

  @Test func touchingAndOverlapping() {
    let cube = Solid.Form.box(SIMD3(repeating: 2))
    let a = solid(cube, at: .zero)
    #expect(ConvexDistance.between(a, solid(cube, at: SIMD3(1, 1, 0))) == 0)
    #expect(ConvexDistance.between(a, a) == 0)
    #expect(ConvexDistance.between(a, solid(cube, at: SIMD3(2, 0, 0))) < 1e-6)
  }

  /// The distance is the same from both sides and does not change under a common motion.
  @Test func symmetricAndInvariant() {
    let turn = Matrix3(rows: SIMD3(0, -1, 0), SIMD3(1, 0, 0), SIMD3(0, 0, 1))
    let box = PlacedSolid(
      form: .box(SIMD3(1, 2, 3)), centre: SIMD3(1, 2, 3), axes: turn, tracking: .fixed, module: 0)
    let tube = PlacedSolid(
      form: .cylinder(axis: 1, length: 7, diameter: 2), centre: SIMD3(9, -4, 1), axes: .identity,
      tracking: .fixed, module: 1)
    func distance(_ attitude: Matrix3, _ offset: SIMD3<Double>) -> (Double, Double) {
      let a = CarriedSolid(box, attitude: attitude, offset: offset)
      let b = CarriedSolid(tube, attitude: attitude, offset: offset)
      return (ConvexDistance.between(a, b), ConvexDistance.between(b, a))
    }
    let (one, other) = distance(.identity, .zero)
    let (moved, _) = distance(turn, SIMD3(100, -50, 7))
    #expect(abs(one - other) < 1e-5 && abs(one - moved) < 1e-5)
  }
}
