import NumericalMethods

/// What a vector measures.
public protocol Quantity: Sendable {}
/// Length [m].
public enum Length: Quantity {}
/// Speed [m/s].
public enum Speed: Quantity {}
/// Acceleration [m/s²].
public enum AccelerationQuantity: Quantity {}
/// Angular rate [rad/s].
public enum AngularRate: Quantity {}
/// Force [N].
public enum ForceQuantity: Quantity {}
/// Torque [N m].
public enum TorqueQuantity: Quantity {}
/// Angular momentum [N m s].
public enum AngularMomentumQuantity: Quantity {}
/// A direction of length 1.
public enum Unit: Quantity {}

/// Three components of a quantity along the axes of a frame, in SI units.
@frozen public struct Vector<Q: Quantity, F: Frame>: Sendable, Hashable {
  /// The components along x, y and z.
  public var components: SIMD3<Double>

  @inlinable public init(_ components: SIMD3<Double>) { self.components = components }
  @inlinable public init(_ x: Double, _ y: Double, _ z: Double) {
    components = SIMD3(x, y, z)
  }

  @inlinable public static var zero: Self { Self(SIMD3(repeating: 0)) }
  @inlinable public static func + (a: Self, b: Self) -> Self { Self(a.components + b.components) }
  @inlinable public static func - (a: Self, b: Self) -> Self { Self(a.components - b.components) }
  @inlinable public static prefix func - (a: Self) -> Self { Self(-a.components) }
  @inlinable public static func * (scale: Double, a: Self) -> Self { Self(scale * a.components) }
  @inlinable public static func += (a: inout Self, b: Self) { a.components += b.components }

  @inlinable public var x: Double { components.x }
  @inlinable public var y: Double { components.y }
  @inlinable public var z: Double { components.z }
  /// The length of the vector, in its unit.
  @inlinable public var magnitude: Double { components.magnitude }
  /// The components as an array, x, y, z.
  public var array: [Double] { [components.x, components.y, components.z] }
}

public typealias Position<F: Frame> = Vector<Length, F>
public typealias Velocity<F: Frame> = Vector<Speed, F>
public typealias Acceleration<F: Frame> = Vector<AccelerationQuantity, F>
public typealias AngularVelocity<F: Frame> = Vector<AngularRate, F>
public typealias Force<F: Frame> = Vector<ForceQuantity, F>
public typealias Torque<F: Frame> = Vector<TorqueQuantity, F>
public typealias AngularMomentum<F: Frame> = Vector<AngularMomentumQuantity, F>
public typealias Direction<F: Frame> = Vector<Unit, F>

/// Position and velocity of a point at an instant, in an inertial frame.
public struct OrbitState<F: InertialFrame>: Sendable, Hashable {
  /// When.
  public var epoch: Epoch
  /// Position relative to the Earth's centre [m].
  public var position: Position<F>
  /// Velocity relative to the Earth's centre [m/s].
  public var velocity: Velocity<F>

  public init(epoch: Epoch, position: Position<F>, velocity: Velocity<F>) {
    self.epoch = epoch
    self.position = position
    self.velocity = velocity
  }
}
