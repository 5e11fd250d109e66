import NumericalMethods
import StationModel

/// The area that solids show along a direction, so that what stands behind something else does not
/// count twice: that of their ``Silhouette``.
///
/// A solid that turns with the Sun shows `2/π` of its largest face on the mean over its turn (one axis
/// across the flow) and is added without shadowing. Circles are polygons of 48 sides. How near it is
/// ``SilhouetteFinder`` says.
public struct ProjectedArea: Sendable {
  /// [m²]
  public var area: Double

  /// The area of solids seen along a direction, on a lattice of cells of `cell` [m].
  ///
  /// Where a solid lies beyond ``TriangleMesh/reach``, which none of an `Assembly` does, nothing is
  /// seen: each solid counts with its largest face, without shadowing.
  public init(of solids: [PlacedSolid], along direction: SIMD3<Double>, cell: Double = 0.2) {
    let turning = solids.reduce(0) { sum, solid in
      solid.tracking == .fixed ? sum : sum + 2 / .pi * Self.largestFace(solid.form)
    }
    let fixed = solids.filter { $0.tracking == .fixed }
    guard var finder = try? SilhouetteFinder(closed: TriangleMesh(of: fixed), cell: cell) else {
      area = fixed.reduce(turning) { $0 + Self.largestFace($1.form) }
      return
    }
    area = finder.silhouette(along: direction).area + turning
  }

  private static func largestFace(_ form: Solid.Form) -> Double {
    switch form {
    case .box(let s): max(s.x * s.y, max(s.y * s.z, s.x * s.z))
    case .cylinder(_, let length, let diameter): length * diameter
    }
  }
}
