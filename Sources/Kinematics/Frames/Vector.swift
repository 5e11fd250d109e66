import NumericalMethods

/// What a vector measures.
public protocol Quantity: Sendable {}
/// Length [m].
public enum Length: Quantity {}
/// Speed [m/s].
public enum Speed: Quantity {}
/// Angular rate [rad/s].
public enum AngularRate: Quantity {}
/// A direction of length 1.
public enum Unit: Quantity {}

/// Three components of a quantity along the axes of a frame, in SI units.
@frozen public struct Vector<Q: Quantity, F: Frame>: Sendable, Hashable {
  /// The components along x, y and z.
  public var components: SIMD3<Double>

  /// A vector from its components.
  @inlinable public init(_ components: SIMD3<Double>) { self.components = components }
  /// A vector from its components along x, y and z.
  @inlinable public init(_ x: Double, _ y: Double, _ z: Double) {
    components = SIMD3(x, y, z)
  }

  /// The vector of length 0.
  @inlinable public static var zero: Self { Self(SIMD3(repeating: 0)) }
  /// The sum.
  @inlinable public static func + (a: Self, b: Self) -> Self { Self(a.components + b.components) }
  /// The difference.
  @inlinable public static func - (a: Self, b: Self) -> Self { Self(a.components - b.components) }
  /// The vector turned round.
  @inlinable public static prefix func - (a: Self) -> Self { Self(-a.components) }
  /// The vector `scale` times as long.
  @inlinable public static func * (scale: Double, a: Self) -> Self { Self(scale * a.components) }
  /// Adds a vector to this one.
  @inlinable public static func += (a: inout Self, b: Self) { a.components += b.components }

  /// The component along x.
  @inlinable public var x: Double { components.x }
  /// The component along y.
  @inlinable public var y: Double { components.y }
  /// The component along z.
  @inlinable public var z: Double { components.z }
  /// The length of the vector, in its unit.
  @inlinable public var magnitude: Double { components.magnitude }
  /// The components as an array, x, y, z.
  public var array: [Double] { [components.x, components.y, components.z] }
}

/// A place relative to the origin of a frame, along its axes [m].
public typealias Position<F: Frame> = Vector<Length, F>
/// A velocity along the axes of a frame [m/s].
public typealias Velocity<F: Frame> = Vector<Speed, F>
/// An angular velocity along the axes of a frame [rad/s].
public typealias AngularVelocity<F: Frame> = Vector<AngularRate, F>
/// A direction along the axes of a frame, of length 1.
public typealias Direction<F: Frame> = Vector<Unit, F>

/// Position and velocity of a point at an instant, in an inertial frame.
public struct OrbitState<F: InertialFrame>: Sendable, Hashable {
  /// When.
  public var epoch: Epoch
  /// Position relative to the Earth's centre [m].
  public var position: Position<F>
  /// Velocity relative to the Earth's centre [m/s].
  public var velocity: Velocity<F>

  /// A state from its parts.
  public init(epoch: Epoch, position: Position<F>, velocity: Velocity<F>) {
    self.epoch = epoch
    self.position = position
    self.velocity = velocity
  }
}
