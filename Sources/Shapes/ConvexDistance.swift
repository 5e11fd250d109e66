import Kinematics
import NumericalMethods
import StationModel

/// A convex solid carried by a body: its support function in the axes in which distances are asked.
public struct CarriedSolid: Sendable {
  let solid: PlacedSolid
  /// From the station's axes to those of the query.
  let attitude: Matrix3
  /// Where the solid's centre is [m].
  let centre: SIMD3<Double>
  /// From the query's axes to the solid's.
  let inward: Matrix3
  let outward: Matrix3

  /// A placed solid on a body.
  ///
  /// - Parameters:
  ///   - solid: in the station frame.
  ///   - attitude: from the station frame to the axes of the query.
  ///   - offset: where the station frame's origin is in them [m].
  public init(_ solid: PlacedSolid, attitude: Matrix3, offset: SIMD3<Double>) {
    self.solid = solid
    self.attitude = attitude
    centre = offset + attitude * solid.centre
    outward = attitude * solid.axes
    inward = outward.transpose
  }

  /// The radius of the sphere about its centre that holds it [m].
  var radius: Double { solid.radius }

  /// A lower bound of the distance to another solid: between the spheres that hold them [m].
  public func sphereGap(to other: CarriedSolid) -> Double {
    (centre - other.centre).magnitude - radius - other.radius
  }

  /// The point farthest along `direction`.
  func support(_ direction: SIMD3<Double>) -> SIMD3<Double> {
    let d = inward * direction
    var p = SIMD3<Double>.zero
    switch solid.form {
    case .box(let size):
      p =
        0.5
        * SIMD3(
          d.x < 0 ? -size.x : size.x, d.y < 0 ? -size.y : size.y,
          d.z < 0 ? -size.z : size.z)
    case .cylinder(let axis, let length, let diameter):
      var across = d
      across[axis] = 0
      let m = across.magnitude
      if m > 0 { p = (0.5 * diameter / m) * across }
      p[axis] = d[axis] < 0 ? -0.5 * length : 0.5 * length
    }
    return centre + outward * p
  }
}

extension PlacedSolid {
  /// The radius of the sphere about its centre that holds it [m].
  public var radius: Double {
    switch form {
    case .box(let size): 0.5 * size.magnitude
    case .cylinder(_, let length, let diameter):
      0.5 * (length * length + diameter * diameter).squareRoot()
    }
  }
}

/// The distance between convex solids by the algorithm of Gilbert, Johnson and Keerthi (1988).
public enum ConvexDistance {
  /// The distance between two solids [m]; zero where they touch or overlap.
  ///
  /// The closest point of the current simplex is taken as the least of all its faces whose
  /// barycentric coordinates are not negative, which needs no case distinctions. Ends when no
  /// support point is nearer by more than a micrometre, or after 64 rounds.
  public static func between(_ a: CarriedSolid, _ b: CarriedSolid) -> Double {
    var closest = a.centre - b.centre
    if closest == .zero { return 0 }
    var simplex: [SIMD3<Double>] = []
    simplex.reserveCapacity(4)
    var best = Double.infinity
    for _ in 0..<64 {
      let point = a.support(-closest) - b.support(closest)
      let length = closest.magnitude
      if !simplex.isEmpty, length * length - dot(closest, point) <= 1e-6 * length { break }
      simplex.append(point)
      closest = reduce(&simplex)
      let next = closest.magnitude
      if next < 1e-9 { return 0 }
      if next >= best - 1e-12 { break }
      best = next
    }
    return closest.magnitude
  }

  /// The point of the simplex nearest to the origin; leaves only the corners that carry it.
  static func reduce(_ simplex: inout [SIMD3<Double>]) -> SIMD3<Double> {
    var nearest = SIMD3<Double>(repeating: .infinity)
    var least = Double.infinity
    var keep = 0
    for subset in 1..<(1 << simplex.count) {
      let corners = simplex.indices.filter { subset >> $0 & 1 == 1 }.map { simplex[$0] }
      guard let point = interior(corners) else { continue }
      let square = point.squaredMagnitude
      if square < least {
        least = square
        nearest = point
        keep = subset
      }
    }
    simplex = simplex.indices.filter { keep >> $0 & 1 == 1 }.map { simplex[$0] }
    return nearest
  }

  /// The point of the affine hull of 1 to 4 corners nearest to the origin, if it lies inside them.
  private static func interior(_ c: [SIMD3<Double>]) -> SIMD3<Double>? {
    let o = c[0]
    switch c.count {
    case 1: return o
    case 2:
      let e = c[1] - o
      let square = e.squaredMagnitude
      guard square > 0 else { return nil }
      let t = -dot(o, e) / square
      return t >= 0 && t <= 1 ? o + t * e : nil
    case 3:
      let e = c[1] - o
      let f = c[2] - o
      let ee = e.squaredMagnitude
      let ff = f.squaredMagnitude
      let ef = dot(e, f)
      let determinant = ee * ff - ef * ef
      guard determinant > 1e-14 * ee * ff else { return nil }
      let s = (-dot(o, e) * ff + dot(o, f) * ef) / determinant
      let t = (-dot(o, f) * ee + dot(o, e) * ef) / determinant
      return s >= 0 && t >= 0 && s + t <= 1 ? o + s * e + t * f : nil
    default:
      let m = Matrix3(rows: c[1] - o, c[2] - o, c[3] - o).transpose
      guard let inverse = m.inverse else { return nil }
      let l = inverse * (-o)
      return l.x >= 0 && l.y >= 0 && l.z >= 0 && l.x + l.y + l.z <= 1 ? .zero : nil
    }
  }
}
