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
