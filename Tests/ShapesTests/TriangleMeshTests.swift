import NumericalMethods
import Shapes
import StationModel
import Testing

@Suite struct TriangleMeshTests {
  static let turn: Matrix3 = {
    let (s, c) = Elementary.sinCos(0.7)
    return Matrix3(rows: SIMD3(c, -s, 0), SIMD3(s, c, 0), SIMD3(0, 0, 1))
  }()

  func solid(_ form: Solid.Form, module: Int = 0) -> PlacedSolid {
    PlacedSolid(
      form: form, centre: SIMD3(3, -2, 8), axes: Self.turn, tracking: .fixed, module: module)
  }

  @Test func boxHasItsAreaAndVolume() {
    let mesh = TriangleMesh(of: [solid(.box(SIMD3(2, 3, 4)))])
    #expect(mesh.triangles.count == 12)
    #expect(mesh.isClosed)
    #expect(abs(mesh.area - 52) < 1e-12)
    #expect(abs(mesh.volume - 24) < 1e-12)
  }

  /// A prism whose corners lie on the circle: n sin(2π/n) / 2π of its area, n sin(π/n) / π of its
  /// circumference.
  @Test(arguments: [0, 1, 2], [3, 12, 48])
  func cylinderHasThatOfItsPrism(axis: Int, sides: Int) {
    let mesh = TriangleMesh(
      of: [solid(.cylinder(axis: axis, length: 5, diameter: 4))], sides: sides)
    let n = Double(sides)
    let end = 0.5 * n * 4 * Elementary.sin(2 * .pi / n)
    let around = n * 4 * Elementary.sin(.pi / n)
    #expect(mesh.isClosed)
    #expect(abs(mesh.area - 2 * end - 5 * around) < 1e-12 * mesh.area)
    #expect(abs(mesh.volume - 5 * end) < 1e-12 * mesh.volume)
  }

  /// Outward everywhere: the area vectors of a closed surface cancel, and each points away from the
  /// centre of a convex one.
  @Test func normalsPointOutwards() {
    for form in [Solid.Form.box(SIMD3(1, 2, 3)), .cylinder(axis: 1, length: 2, diameter: 3)] {
      let mesh = TriangleMesh(of: [solid(form)])
      var sum = SIMD3<Double>.zero
      for index in mesh.triangles.indices {
        sum += mesh.areaVector(of: index)
        let (a, _, _) = mesh.corners(of: index)
        #expect(dot(mesh.areaVector(of: index), a - SIMD3(3, -2, 8)) > 0)
      }
      #expect(sum.magnitude < 1e-12)
    }
  }

  @Test func trianglesKnowTheirSolidAndModule() {
    var mesh = TriangleMesh(of: [
      solid(.box(SIMD3(1, 1, 1)), module: 7), solid(.box(SIMD3(1, 1, 1)), module: 3),
    ])
    #expect(mesh.triangles.map(\.module) == (0..<24).map { $0 < 12 ? 7 : 3 })
    mesh.append(TriangleMesh(of: [solid(.box(SIMD3(1, 1, 1)), module: 5)]))
    #expect(mesh.triangles.last?.solid == 2)
    #expect(mesh.triangles.last?.module == 5)
    #expect(mesh.isClosed)
    #expect(abs(mesh.area - 18) < 1e-12)
  }

  @Test func holesAndTurnedTrianglesAreFound() {
    var hole = TriangleMesh(of: [solid(.box(SIMD3(1, 1, 1)))])
    let gone = hole.triangles.remove(at: 4)
    let open = hole.firstOpenEdge
    #expect(!hole.isClosed)
    // Its neighbours run along the lost triangle's edges the other way.
    let c = gone.corners
    #expect(
      [(c.y, c.x), (c.z, c.y), (c.x, c.z)].contains { $0 == open?.from && $1 == open?.to })

    var turned = TriangleMesh(of: [solid(.box(SIMD3(1, 1, 1)))])
    turned.triangles[0].corners = SIMD3(c: turned.triangles[0].corners)
    #expect(!turned.isClosed)
    #expect(TriangleMesh().isClosed)
    #expect(TriangleMesh().bounds == nil)
  }
}

extension SIMD3<Int32> {
  fileprivate init(c: SIMD3<Int32>) { self.init(c.x, c.z, c.y) }
}
