import NumericalMethods

/// A rotation that takes the components of a vector along the axes of `From` to its components
/// along the axes of `To`.
///
/// The quaternion is scalar-last and of length 1. `q(v)` turns a vector, `a.then(b)` reads in the
/// order it happens, `q.inverse` goes back.
@frozen public struct Rotation<From: Frame, To: Frame>: Sendable, Hashable {
  /// x, y, z, w with w the scalar part.
  public var quaternion: SIMD4<Double>

  /// A rotation from a scalar-last quaternion, which is brought to length 1.
  @inlinable public init(quaternion: SIMD4<Double>) {
    let norm = (quaternion * quaternion).sum().squareRoot()
    self.quaternion = norm > 0 ? quaternion / norm : SIMD4(0, 0, 0, 1)
  }

  /// The rotation between frames whose axes agree.
  @inlinable public static var identity: Self { Self(quaternion: SIMD4(0, 0, 0, 1)) }

  /// The rotation that takes components from `From` to `To` when the axes of `From` are turned by
  /// `angle` [rad] about `axis` (a unit vector) to be those of the body whose vectors are taken.
  public init(axis: SIMD3<Double>, angle: Double) {
    let half = Elementary.sinCos(0.5 * angle)
    let unit = axis.normalized
    self.init(
      quaternion: SIMD4(half.sin * unit.x, half.sin * unit.y, half.sin * unit.z, half.cos))
  }

  /// The rotation whose matrix, applied to components along `From`, gives components along `To`.
  ///
  /// Shepperd (1978): the largest of the four candidates is used, so that no root loses digits.
  public init(matrix m: Matrix3) {
    let trace = m[0, 0] + m[1, 1] + m[2, 2]
    let candidates = SIMD4(m[0, 0], m[1, 1], m[2, 2], trace)
    var largest = 0
    for index in 1..<4 where candidates[index] > candidates[largest] { largest = index }
    let q: SIMD4<Double>
    switch largest {
    case 0:
      q = SIMD4(
        1 + 2 * m[0, 0] - trace, m[0, 1] + m[1, 0], m[0, 2] + m[2, 0], m[2, 1] - m[1, 2])
    case 1:
      q = SIMD4(
        m[0, 1] + m[1, 0], 1 + 2 * m[1, 1] - trace, m[1, 2] + m[2, 1], m[0, 2] - m[2, 0])
    case 2:
      q = SIMD4(
        m[0, 2] + m[2, 0], m[1, 2] + m[2, 1], 1 + 2 * m[2, 2] - trace, m[1, 0] - m[0, 1])
    default:
      q = SIMD4(m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1], 1 + trace)
    }
    self.init(quaternion: q.w < 0 ? -q : q)
  }

  /// The matrix that turns components along `From` into components along `To`.
  @inlinable public var matrix: Matrix3 {
    let q = quaternion
    let xx = q.x * q.x
    let yy = q.y * q.y
    let zz = q.z * q.z
    let xy = q.x * q.y
    let xz = q.x * q.z
    let yz = q.y * q.z
    let wx = q.w * q.x
    let wy = q.w * q.y
    let wz = q.w * q.z
    return Matrix3(
      rows: SIMD3(1 - 2 * (yy + zz), 2 * (xy - wz), 2 * (xz + wy)),
      SIMD3(2 * (xy + wz), 1 - 2 * (xx + zz), 2 * (yz - wx)),
      SIMD3(2 * (xz - wy), 2 * (yz + wx), 1 - 2 * (xx + yy)))
  }

  /// The components along `To` of a vector given along `From`.
  @inlinable public func callAsFunction<Q: Quantity>(_ v: Vector<Q, From>) -> Vector<Q, To> {
    Vector(rotate(v.components))
  }

  /// As ``callAsFunction(_:)``, on bare components.
  @inlinable public func rotate(_ v: SIMD3<Double>) -> SIMD3<Double> {
    let u = SIMD3(quaternion.x, quaternion.y, quaternion.z)
    let t = 2 * cross(u, v)
    return v + quaternion.w * t + cross(u, t)
  }

  /// First this rotation, then `next`.
  @inlinable public func then<Next: Frame>(_ next: Rotation<To, Next>) -> Rotation<From, Next> {
    Rotation<From, Next>(quaternion: hamiltonProduct(next.quaternion, quaternion))
  }

  /// The way back.
  @inlinable public var inverse: Rotation<To, From> {
    Rotation<To, From>(
      quaternion: SIMD4(-quaternion.x, -quaternion.y, -quaternion.z, quaternion.w))
  }

  /// The same numbers as a rotation between other frames, where two frames are known to agree.
  @inlinable public func reinterpreted<A: Frame, B: Frame>(
    from: A.Type = A.self, to: B.Type = B.self
  ) -> Rotation<A, B> { Rotation<A, B>(quaternion: quaternion) }

  /// The angle of the rotation [rad], 0 to pi.
  public var angle: Double {
    let s = SIMD3(quaternion.x, quaternion.y, quaternion.z).magnitude
    return 2 * Elementary.atan2(s, abs(quaternion.w))
  }

  /// The inertia tensor `tensor` given along `From`, along the axes of `To`: `R I Rᵀ`.
  public func tensor(_ tensor: Matrix3) -> Matrix3 {
    let m = matrix
    return m * tensor * m.transpose
  }
}

/// The quaternion product `a b` (Hamilton), scalar-last: first `b`, then `a`.
@inlinable public func hamiltonProduct(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> {
  SIMD4(
    a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
    a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
    a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w,
    a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z)
}
