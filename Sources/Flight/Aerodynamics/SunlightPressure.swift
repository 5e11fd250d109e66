import NumericalMethods
import Shapes

/// What a surface does with sunlight; the three parts add up to 1.
public struct SurfaceOptics: Sendable, Hashable {
  /// The part that it mirrors.
  public var specular: Double
  /// The part that it scatters evenly (Lambert).
  public var diffuse: Double
  /// The part that it absorbs.
  public var absorbed: Double { 1 - specular - diffuse }

  /// A surface that mirrors and scatters the given parts of light, and absorbs the rest.
  public init(specular: Double, diffuse: Double) {
    self.specular = specular
    self.diffuse = diffuse
  }
}

extension StreamCoefficients {
  /// Of sunlight, over its pressure, on what is seen of a mesh along the light.
  ///
  /// Light that one surface throws on another is left out, and so is heat that surfaces send out.
  ///
  /// Source: Montenbruck, Gill, *Satellite Orbits* (2000), equation 3.73, with the diffuse part of
  /// Vallado, *Fundamentals of Astrodynamics*, 4th ed. (2013), section 8.6.4.
  ///
  /// - Parameters:
  ///   - silhouette: of the mesh, along the light.
  ///   - mesh: that the silhouette is of.
  ///   - optics: of the triangle of an index.
  public static func sunlight(
    on silhouette: Silhouette, of mesh: TriangleMesh, optics: (Int) -> SurfaceOptics
  ) -> StreamCoefficients {
    var sum = StreamCoefficients.zero
    for patch in silhouette.patches {
      let surface = optics(patch.triangle)
      let normal = mesh.areaVector(of: patch.triangle).normalized
      let cosine = -dot(normal, silhouette.direction)
      let along = (1 - surface.specular) * silhouette.direction
      let across = 2 * (surface.specular * cosine + surface.diffuse / 3) * normal
      sum.add(patch.area * (along - across), at: patch.centroid)
    }
    return sum
  }
}

/// Force and torque of sunlight on a body, its parts shadowing each other, over the direction of the
/// light and one angle of its joints.
///
/// Light has one direction, so that its force has edges over attitude that air's has not: the table
/// is within 2 % of the greatest force of ``StreamCoefficients/sunlight(on:of:optics:)``, and farthest
/// from it where large arrays are seen edge-on. The Earth's shadow is
/// `Shadow.illumination(of:sun:)`, the pressure `RadiationPressure.atOneUnit`.
public struct SunlightTable: Sendable {
  private var table: AttitudeTable

  /// The table of a body whose parts do not move.
  ///
  /// - Parameters:
  ///   - mesh: closed; its axes and origin are the table's.
  ///   - cell: edge of a silhouette's cell [m].
  ///   - step: between directions of the grid [rad].
  ///   - range: the directions of the light that it reaches.
  ///   - optics: of the triangle of an index.
  /// - Throws: `ShapeError` where the mesh is not closed.
  public init(
    of mesh: TriangleMesh, cell: Double = 0.3, step: Double = 4 * .pi / 180,
    range: AttitudeRange = .all, optics: (Int) -> SurfaceOptics
  ) throws(ShapeError) {
    table = AttitudeTable(step: step, range: range, layers: 1, joints: 1)
    try fill(joint: 0, mesh, cell, optics)
  }

  /// The table of a body whose parts follow one angle.
  ///
  /// - Parameters:
  ///   - sweep: how many values of the angle.
  ///   - cell: edge of a silhouette's cell [m].
  ///   - step: between directions of the grid [rad].
  ///   - range: the directions of the light that it reaches.
  ///   - optics: of the triangle of an index, the same at all angles.
  ///   - mesh: the body at an angle [rad], closed; the same axes, origin and triangles at all angles.
  /// - Throws: what `mesh` throws, and `ShapeError` where a mesh is not closed.
  public init(
    over sweep: JointSweep, cell: Double = 0.3, step: Double = 4 * .pi / 180,
    range: AttitudeRange = .all, optics: (Int) -> SurfaceOptics,
    mesh: (Double) throws(ShapeError) -> TriangleMesh
  ) throws(ShapeError) {
    table = AttitudeTable(step: step, range: range, layers: 1, joints: sweep.count)
    for index in 0..<sweep.count {
      try fill(joint: index, try mesh(sweep.angle(index)), cell, optics)
    }
  }

  /// Force and torque over the pressure of light, along the mesh's axes and about its origin; nil where
  /// the table does not reach.
  ///
  /// - Parameters:
  ///   - light: where the light goes, along the axes of the mesh; a unit vector.
  ///   - joint: the angle of the joints [rad].
  public func coefficients(light: SIMD3<Double>, joint: Double = 0) -> StreamCoefficients? {
    table.value(along: light, joint: joint, weights: [1, 0, 0, 0, 0, 0])
  }

  private mutating func fill(
    joint: Int, _ mesh: TriangleMesh, _ cell: Double, _ optics: (Int) -> SurfaceOptics
  ) throws(ShapeError) {
    var finder = try SilhouetteFinder(mesh, cell: cell)
    for (node, light) in table.directions.enumerated() {
      let silhouette = finder.silhouette(along: light)
      table.set(
        .sunlight(on: silhouette, of: mesh, optics: optics), joint: joint, node: node, layer: 0)
    }
  }
}
