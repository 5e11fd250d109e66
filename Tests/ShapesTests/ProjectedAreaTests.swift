import NumericalMethods
import Shapes
import StationModel
import Testing

@Suite struct ProjectedAreaTests {
  func box(_ size: SIMD3<Double>, at centre: SIMD3<Double> = .zero) -> PlacedSolid {
    PlacedSolid(form: .box(size), centre: centre, axes: .identity, tracking: .fixed, module: 0)
  }

  @Test func faceOfABox() {
    let area = ProjectedArea(of: [box(SIMD3(2, 3, 4))], along: SIMD3(1, 0, 0), cell: 0.02).area
    #expect(abs(area - 12) < 0.01)
  }

  /// Seen along its diagonal a unit cube shows √3 (Cauchy's formula: half the summed faces).
  @Test func diagonalOfACube() {
    let area = ProjectedArea(of: [box(SIMD3(repeating: 5))], along: SIMD3(1, 1, 1), cell: 0.02).area
    #expect(abs(area / 25 - 3.0.squareRoot()) < 0.005)
  }

  /// What stands behind does not count twice; what stands beside does.
  @Test func shadowing() {
    let boxes = [
      box(SIMD3(1, 2, 2)), box(SIMD3(1, 1, 1), at: SIMD3(5, 0, 0)),
      box(SIMD3(1, 1, 1), at: SIMD3(0, 4, 0)),
    ]
    #expect(abs(ProjectedArea(of: boxes, along: SIMD3(1, 0, 0), cell: 0.02).area - 5) < 0.01)
  }

  @Test func cylinderAlongAndAcross() {
    let form = Solid.Form.cylinder(axis: 0, length: 10, diameter: 4)
    let solid = PlacedSolid(
      form: form, centre: .zero, axes: .identity, tracking: .fixed, module: 0)
    let end = ProjectedArea(of: [solid], along: SIMD3(1, 0, 0), cell: 0.02).area
    let side = ProjectedArea(of: [solid], along: SIMD3(0, 0, 1), cell: 0.02).area
    #expect(abs(end / (4 * Double.pi) - 1) < 0.01)
    #expect(abs(side / 40 - 1) < 0.01)
  }

  /// A box seen along x: its y to the right and its −z upwards, counter-clockwise.
  @Test func outlineOfABox() {
    let outline = box(SIMD3(9, 2, 4), at: SIMD3(1, 10, -20))
      .outline(right: SIMD3(0, 1, 0), up: SIMD3(0, 0, -1))
    #expect(outline == [SIMD2(9, 18), SIMD2(11, 18), SIMD2(11, 22), SIMD2(9, 22)])
  }

  /// An array that turns with the Sun shows 2/π of its largest face on the mean.
  @Test func arraysCountWithTheirMean() {
    var array = box(SIMD3(10, 3, 0.1), at: SIMD3(0, 20, 0))
    array.tracking = ArrayTracking.oneAxis
    let area = ProjectedArea(of: [box(SIMD3(2, 3, 4)), array], along: SIMD3(1, 0, 0), cell: 0.02)
    #expect(abs(area.area - 12 - 60 / .pi) < 0.01)
  }

  @Test(arguments: [Double.nan, .infinity, 2e4])
  func whatLiesOutOfReachCountsWithItsLargestFace(_ place: Double) {
    let boxes = [box(SIMD3(1, 2, 3), at: SIMD3(place, 0, 0)), box(SIMD3(1, 1, 1))]
    #expect(ProjectedArea(of: boxes, along: SIMD3(1, 0, 0)).area == 7)
  }

  @Test func nothingHasNoArea() {
    #expect(ProjectedArea(of: [], along: SIMD3(1, 0, 0)).area == 0)
  }
}
