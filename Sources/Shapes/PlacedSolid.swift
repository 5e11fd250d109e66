import NumericalMethods
import StationModel

/// A convex solid in its place.
public struct PlacedSolid: Sendable {
  /// Its form, along its own axes.
  public var form: Solid.Form
  /// Centre in the station frame [m].
  public var centre: SIMD3<Double>
  /// The matrix that turns the solid's axes into the station's.
  public var axes: Matrix3
  /// How it follows the Sun.
  public var tracking: ArrayTracking
  /// The module it belongs to, by index.
  public var module: Int

  /// A solid from its parts; centre in [m].
  public init(
    form: Solid.Form, centre: SIMD3<Double>, axes: Matrix3, tracking: ArrayTracking, module: Int
  ) {
    self.form = form
    self.centre = centre
    self.axes = axes
    self.tracking = tracking
    self.module = module
  }

  /// Corners whose convex hull is the solid; a cylinder's rims are polygons of 48 sides, whose area
  /// is 0.3 % below the circle's.
  public var corners: [SIMD3<Double>] {
    switch form {
    case .box(let size):
      var corners: [SIMD3<Double>] = []
      for sx in [-0.5, 0.5] {
        for sy in [-0.5, 0.5] {
          for sz in [-0.5, 0.5] { corners.append(place(SIMD3(sx, sy, sz) * size)) }
        }
      }
      return corners
    case .cylinder(let axis, let length, let diameter):
      let sides = 48
      return (0..<sides).flatMap { side in
        let angle = 2 * Double.pi * Double(side) / Double(sides)
        let (sine, cosine) = Elementary.sinCos(angle)
        return [-0.5, 0.5].map { end in
          var p = SIMD3<Double>.zero
          p[axis] = end * length
          p[(axis + 1) % 3] = 0.5 * diameter * cosine
          p[(axis + 2) % 3] = 0.5 * diameter * sine
          return place(p)
        }
      }
    }
  }

  private func place(_ p: SIMD3<Double>) -> SIMD3<Double> { centre + axes * p }
}

extension Assembly {
  /// The solids of some modules, in their places.
  public func solids(of indices: [Int]) -> [PlacedSolid] {
    indices.flatMap { index in
      let module = modules[index]
      return module.plan.solids.map { solid in
        PlacedSolid(
          form: solid.form, centre: module.placement.point(solid.centre),
          axes: module.placement.rotation.matrix, tracking: solid.tracking, module: index)
      }
    }
  }
}
