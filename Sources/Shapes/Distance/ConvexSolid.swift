import NumericalMethods
import StationModel

/// A box or a circular cylinder by the vectors that span it, in the axes of a query: its support
/// function needs no change of axes.
struct ConvexSolid: Sendable {
  /// [m]
  var centre: SIMD3<Double>
  /// Half the edges of a box [m]; of a cylinder the first is its axis, of length 1.
  var a: SIMD3<Double>
  var b: SIMD3<Double>
  var c: SIMD3<Double>
  /// Of a cylinder [m].
  let halfLength: Double
  /// Of a cylinder [m].
  let rimRadius: Double
  let isCylinder: Bool
  /// Of the sphere about its centre that holds it [m].
  let radius: Double
  /// No point of it moves faster by what turns in its piece [m/s].
  var swing = 0.0

  init(_ solid: PlacedSolid) {
    centre = solid.centre
    let columns = solid.axes.transpose
    switch solid.form {
    case .box(let size):
      isCylinder = false
      (a, b, c) = (
        0.5 * size.x * columns.r0, 0.5 * size.y * columns.r1, 0.5 * size.z * columns.r2
      )
      (halfLength, rimRadius) = (0, 0)
    case .cylinder(let axis, let length, let diameter):
      isCylinder = true
      a = axis == 0 ? columns.r0 : (axis == 1 ? columns.r1 : columns.r2)
      (b, c) = (.zero, .zero)
      (halfLength, rimRadius) = (0.5 * length, 0.5 * diameter)
    }
    radius = solid.radius
  }

  /// The same solid on a body that has moved.
  @inline(__always)
  func moved(by place: RelativePlace) -> ConvexSolid {
    var moved = self
    moved.centre = place.point(centre)
    moved.a = place.rotation * a
    if !isCylinder {
      moved.b = place.rotation * b
      moved.c = place.rotation * c
    }
    return moved
  }

  /// The point farthest along `direction`, of any length.
  @inline(__always)
  func support(_ direction: SIMD3<Double>) -> SIMD3<Double> {
    let along = dot(a, direction)
    if isCylinder {
      var across = direction - along * a
      // Nearly along the axis what is left is rounding: without a second pass the point would lie
      // beside the rim.
      across -= dot(across, a) * a
      let square = across.squaredMagnitude
      let end = centre + (along < 0 ? -halfLength : halfLength) * a
      return square > 1e-28 * along * along ? end + (rimRadius / square.squareRoot()) * across : end
    }
    let p = along < 0 ? centre - a : centre + a
    let q = dot(b, direction) < 0 ? p - b : p + b
    return dot(c, direction) < 0 ? q - c : q + c
  }
}

/// Where one set of axes lies in another: `p ↦ R p + o`.
public struct RelativePlace: Sendable, Hashable {
  /// Turns components along the moved axes into those along the fixed ones.
  public var rotation: Matrix3
  /// Where the moved origin is, along the fixed axes [m].
  public var offset: SIMD3<Double>

  /// A place from its parts; offset in [m].
  public init(rotation: Matrix3, offset: SIMD3<Double>) {
    self.rotation = rotation
    self.offset = offset
  }

  /// Where axes lie in themselves.
  public static let identity = RelativePlace(rotation: .identity, offset: .zero)

  /// A point of the moved axes, in the fixed ones [m].
  @inlinable @inline(__always)
  public func point(_ p: SIMD3<Double>) -> SIMD3<Double> { rotation * p + offset }

  /// Where `other`'s axes lie in these, both given in the same fixed axes.
  @inlinable @inline(__always)
  public func seeing(_ other: RelativePlace) -> RelativePlace {
    let back = rotation.transpose
    return RelativePlace(
      rotation: back * other.rotation, offset: back * (other.offset - offset))
  }
}
