import NumericalMethods
import Shapes
import StationModel

/// A station of three cylinders, a truss and two pairs of arrays, 20 m across, whose parts shadow each
/// other; the arrays turn about y.
enum SmallStation {
  static func mesh(arrays angle: Double = 0.4) -> TriangleMesh {
    let (s, c) = Elementary.sinCos(angle)
    let turned = Matrix3(rows: SIMD3(c, 0, s), SIMD3(0, 1, 0), SIMD3(-s, 0, c))
    func solid(
      _ form: Solid.Form, _ centre: SIMD3<Double>, _ axes: Matrix3 = .identity
    ) -> PlacedSolid {
      PlacedSolid(form: form, centre: centre, axes: axes, tracking: .fixed, module: 0)
    }
    let array = Solid.Form.box(SIMD3(3, 6, 0.1))
    return TriangleMesh(
      of: [
        solid(.cylinder(axis: 0, length: 8, diameter: 4), SIMD3(0, 0, 0)),
        solid(.cylinder(axis: 0, length: 6, diameter: 3), SIMD3(7, 0, 0)),
        solid(.cylinder(axis: 2, length: 5, diameter: 3), SIMD3(-2, 0, 4.5)),
        solid(.box(SIMD3(1, 10, 1)), SIMD3(1, 0, -2.5)),
        solid(array, SIMD3(1, 8, -2.5), turned), solid(array, SIMD3(1, -8, -2.5), turned),
        solid(array, SIMD3(5, 6, -1), turned), solid(array, SIMD3(5, -6, -1), turned),
      ], sides: 32)
  }

  /// Directions that cover the sphere, off all axes.
  static func directions(_ count: Int) -> [SIMD3<Double>] {
    (0..<count).map { index in
      let z = 1 - (2 * Double(index) + 0.87) / Double(count)
      let (s, c) = Elementary.sinCos(2.4 * Double(index) + 0.3)
      let r = (1 - z * z).squareRoot()
      return SIMD3(r * c, r * s, z)
    }
  }
}
