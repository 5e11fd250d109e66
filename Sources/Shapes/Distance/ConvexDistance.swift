import Kinematics
import NumericalMethods
import StationModel

/// A convex solid carried by a body: its support function in the axes in which distances are asked.
public struct CarriedSolid: Sendable {
  let solid: ConvexSolid

  /// A placed solid on a body.
  ///
  /// - Parameters:
  ///   - solid: in the station frame.
  ///   - attitude: from the station frame to the axes of the query.
  ///   - offset: where the station frame's origin is in them [m].
  public init(_ solid: PlacedSolid, attitude: Matrix3, offset: SIMD3<Double>) {
    self.solid = ConvexSolid(solid).moved(by: RelativePlace(rotation: attitude, offset: offset))
  }
}

extension PlacedSolid {
  /// The radius of the sphere about its centre that holds it [m].
  public var radius: Double { form.radius }
}

/// How far two surfaces are apart, or how deep they are in each other.
public struct SurfaceGap: Sendable, Hashable {
  /// The distance [m]; below zero the depth by which the solids are in each other, which is the
  /// shortest way that takes them apart.
  public var distance: Double
  /// What ``distance`` is at least [m], by a plane between the solids; apart from it by the
  /// tolerance asked for, or by rounding where that is more.
  public var lowerBound: Double
  /// The nearest point of the first solid, or its deepest in the other [m].
  public var pointA: SIMD3<Double>
  /// The nearest point of the second solid, or its deepest in the other [m].
  public var pointB: SIMD3<Double>
  /// From the first to the second, of length 1: the way along which they part.
  public var normal: SIMD3<Double>
}

/// The distance between convex solids by the algorithm of Gilbert, Johnson and Keerthi (1988).
public enum ConvexDistance {
  /// What the bounds of a distance may be apart where nothing else is asked for [m].
  public static let tolerance = 1e-10

  /// The distance between two solids [m]; zero where they touch or overlap. Within 1e-9 m.
  public static func between(_ a: CarriedSolid, _ b: CarriedSolid) -> Double {
    max(0, search(a.solid, b.solid).upper)
  }

  /// The distance or the depth of two solids, with the points that have it.
  ///
  /// Depth is from the expanding polytope (van den Bergen 2001), which closes in from both sides:
  /// ``SurfaceGap/distance`` is minus the upper bound of the depth's, and the lower bound of the
  /// depth is within 1e-7 m of it.
  public static func gap(_ a: CarriedSolid, _ b: CarriedSolid) -> SurfaceGap {
    gap(a.solid, b.solid, search(a.solid, b.solid))
  }

  static func gap(_ a: ConvexSolid, _ b: ConvexSolid, _ found: Search) -> SurfaceGap {
    if found.upper > 0 {
      return SurfaceGap(
        distance: found.upper, lowerBound: found.lower, pointA: found.pointA,
        pointB: found.pointB, normal: found.normal)
    }
    return PenetrationDepth.of(a, b)
  }

  /// What a search has found: bounds of the distance [m] and the points that have the upper one.
  struct Search {
    /// Zero where the solids touch or overlap.
    var upper: Double
    /// Along ``normal``.
    var lower: Double
    var pointA: SIMD3<Double>
    var pointB: SIMD3<Double>
    /// From A to B, where they are apart.
    var normal: SIMD3<Double>
  }

  /// Closes in on the distance from above, by points of both solids, and from below, by planes
  /// between them.
  ///
  /// - Parameters:
  ///   - a: one solid.
  ///   - b: the other, in the same axes.
  ///   - hint: a point of each from which to begin, best the nearest of a moment ago.
  ///   - limit: the search ends as soon as the distance is known to be no less [m].
  ///   - tolerance: the search ends where the bounds are no farther apart [m].
  ///   - level: the search ends where the bounds are apart by a twentieth of what is above this [m].
  static func search(
    _ a: ConvexSolid, _ b: ConvexSolid, from hint: (SIMD3<Double>, SIMD3<Double>)? = nil,
    until limit: Double = .infinity, within tolerance: Double = tolerance,
    above level: Double = .infinity
  ) -> Search {
    var simplex = Simplex()
    let first = hint?.0 ?? a.centre
    var v = first - (hint?.1 ?? b.centre)
    simplex.append(v, from: first)
    simplex.count = 1
    var result = Search(
      upper: v.magnitude, lower: 0, pointA: first, pointB: first - v, normal: .zero)
    if result.upper > 0 { result.normal = -v / result.upper }
    for _ in 0..<96 {
      let length = result.upper
      // Below what the sums of coordinates can tell they touch.
      if length < 1e-12 * (1 + a.radius + b.radius) {
        result.upper = 0
        return result
      }
      let point = a.support(-v)
      let w = point - b.support(v)
      let bound = dot(v, w) / length
      if bound > result.lower {
        result.lower = bound
        result.normal = -v / length
      }
      let open = length - result.lower
      if open <= tolerance || result.lower >= limit || open <= 0.05 * (length - level) {
        return result
      }
      simplex.append(w, from: point)
      guard let next = simplex.reduce(knownOutside: result.lower > 0) else {
        result.upper = 0
        return result
      }
      let shorter = next.magnitude
      // No corner is nearer: rounding has the last word.
      if shorter >= length { return result }
      v = next
      result.upper = shorter
      result.pointA = simplex.firstPoint
      result.pointB = result.pointA - v
    }
    return result
  }
}
