import NumericalMethods

/// The arithmetic that the study's equations are written in: one number, or eight side by side.
protocol LaneReal {
  init(repeating value: Double)
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  /// `self · factor + term`, fused where the CPU that is built for has it.
  func multiplied(by factor: Self, adding term: Self) -> Self
  /// `term - self · factor`, fused where the CPU that is built for has it.
  func multiplied(by factor: Self, subtractedFrom term: Self) -> Self
  /// The square root.
  var root: Self { get }
}

extension SIMD8<Double>: LaneReal {}

extension Double: LaneReal {
  @inline(__always) init(repeating value: Double) { self = value }
  @inline(__always) func multiplied(by factor: Double, adding term: Double) -> Double {
    self * factor + term
  }
  @inline(__always) func multiplied(by factor: Double, subtractedFrom term: Double) -> Double {
    term - self * factor
  }
  @inline(__always) var root: Double { squareRoot() }
}

/// Vectors whose components are numbers or lanes.
struct RigidVector<Real: LaneReal & Sendable>: Sendable {
  var x: Real
  var y: Real
  var z: Real

  @inline(__always) init(x: Real, y: Real, z: Real) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// `factor` times another vector added.
  @inline(__always) func adding(_ factor: Real, times v: Self) -> Self {
    Self(
      x: factor.multiplied(by: v.x, adding: x), y: factor.multiplied(by: v.y, adding: y),
      z: factor.multiplied(by: v.z, adding: z))
  }

  @inline(__always) func dot(_ v: Self) -> Real {
    x.multiplied(by: v.x, adding: y.multiplied(by: v.y, adding: z * v.z))
  }

  @inline(__always) func cross(_ v: Self) -> Self {
    Self(
      x: z.multiplied(by: v.y, subtractedFrom: y * v.z),
      y: x.multiplied(by: v.z, subtractedFrom: z * v.x),
      z: y.multiplied(by: v.x, subtractedFrom: x * v.y))
  }
}

/// A symmetric tensor whose elements are numbers or lanes.
struct RigidTensor<Real: LaneReal & Sendable>: Sendable {
  var xx: Real
  var yy: Real
  var zz: Real
  var xy: Real
  var xz: Real
  var yz: Real

  @inline(__always) static func * (a: Self, v: RigidVector<Real>) -> RigidVector<Real> {
    RigidVector(
      x: a.xx.multiplied(by: v.x, adding: a.xy.multiplied(by: v.y, adding: a.xz * v.z)),
      y: a.xy.multiplied(by: v.x, adding: a.yy.multiplied(by: v.y, adding: a.yz * v.z)),
      z: a.xz.multiplied(by: v.x, adding: a.yz.multiplied(by: v.y, adding: a.zz * v.z)))
  }
}

/// Position, velocity, attitude quaternion (vector and scalar part) and angular velocity.
struct RigidState<Real: LaneReal & Sendable>: Sendable {
  var r: RigidVector<Real>
  var v: RigidVector<Real>
  var q: RigidVector<Real>
  var s: Real
  var w: RigidVector<Real>
}

/// What does not change in flight: inertia, its inverse, drag factor, and torque along the body's axes.
struct RigidConstants<Real: LaneReal & Sendable>: Sendable {
  var inertia: RigidTensor<Real>
  var inverse: RigidTensor<Real>
  /// Density times drag coefficient times area over twice the mass [1/m].
  var drag: Real
  var torque: RigidVector<Real>
}
