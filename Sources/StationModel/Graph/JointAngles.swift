import Kinematics
import NumericalMethods

/// The angles of rotary joints [rad], in the order of ``Linkage/joints``.
public struct JointAngles: Sendable, Hashable {
  /// [rad]
  public var values: [Double]

  /// Angles from their values [rad].
  public init(_ values: [Double]) { self.values = values }

  /// The angle of a joint by its place in the order [rad].
  public subscript(joint: Int) -> Double {
    get { values[joint] }
    set { values[joint] = newValue }
  }
}

/// How a body was moved from where the station file draws it: a turn about the station frame's origin,
/// then a shift.
public struct Displacement: Sendable, Hashable {
  /// The turn.
  public var rotation: Rotation<StationFrame, StationFrame>
  /// The shift [m].
  public var offset: SIMD3<Double>

  /// Where it was drawn.
  public static let none = Displacement(rotation: .identity, offset: .zero)

  /// A turn by `angle` [rad] about the line through `position` [m] along the unit vector `axis`.
  public static func turn(
    by angle: Double, about axis: SIMD3<Double>, through position: SIMD3<Double>
  ) -> Self {
    guard angle != 0 else { return .none }
    let rotation = Rotation<StationFrame, StationFrame>(axis: axis, angle: angle)
    return Self(rotation: rotation, offset: position - rotation.rotate(position))
  }

  /// From a turn and a shift [m].
  public init(rotation: Rotation<StationFrame, StationFrame>, offset: SIMD3<Double>) {
    self.rotation = rotation
    self.offset = offset
  }

  /// Where a point came to [m].
  public func point(_ p: SIMD3<Double>) -> SIMD3<Double> { rotation.rotate(p) + offset }
  /// Which way a direction looks now.
  public func direction(_ d: SIMD3<Double>) -> SIMD3<Double> { rotation.rotate(d) }
  /// First this one, then `next`.
  public func then(_ next: Self) -> Self {
    Self(rotation: rotation.then(next.rotation), offset: next.point(offset))
  }
  /// A body that was moved.
  public func body(_ body: MassProperties) -> MassProperties {
    MassProperties(
      mass: body.mass, centre: point(body.centre), inertia: rotation.tensor(body.inertia))
  }
  /// A place that was moved.
  public func placement(_ place: Placement) -> Placement {
    Placement(rotation: place.rotation.then(rotation), origin: point(place.origin))
  }
}
