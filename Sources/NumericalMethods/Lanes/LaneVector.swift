/// Eight vectors side by side: the components of all along one axis in one set of lanes.
@frozen public struct LaneVector: Sendable, Hashable {
  /// The first components.
  public var x: Lanes
  /// The second components.
  public var y: Lanes
  /// The third components.
  public var z: Lanes

  /// Eight vectors from their components.
  @inlinable @inline(__always)
  public init(x: Lanes, y: Lanes, z: Lanes) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The same vector in all lanes.
  @inlinable @inline(__always)
  public init(repeating vector: SIMD3<Double>) {
    x = Lanes(repeating: vector.x)
    y = Lanes(repeating: vector.y)
    z = Lanes(repeating: vector.z)
  }

  /// Eight vectors of length 0.
  public static let zero = LaneVector(repeating: .zero)

  /// The vector in one lane, 0 to 7.
  @inlinable
  public subscript(lane: Int) -> SIMD3<Double> {
    get { SIMD3(x[lane], y[lane], z[lane]) }
    set {
      x[lane] = newValue.x
      y[lane] = newValue.y
      z[lane] = newValue.z
    }
  }

  /// The sum, lane by lane.
  @inlinable @inline(__always)
  public static func + (a: Self, b: Self) -> Self {
    Self(x: a.x + b.x, y: a.y + b.y, z: a.z + b.z)
  }

  /// The difference, lane by lane.
  @inlinable @inline(__always)
  public static func - (a: Self, b: Self) -> Self {
    Self(x: a.x - b.x, y: a.y - b.y, z: a.z - b.z)
  }

  /// Every vector times the factor of its lane.
  @inlinable @inline(__always)
  public static func * (factor: Lanes, a: Self) -> Self {
    Self(x: factor * a.x, y: factor * a.y, z: factor * a.z)
  }

  /// `factor` · `vector` added, with one vector for all lanes.
  @inlinable @inline(__always)
  public func adding(_ factor: Lanes, times vector: SIMD3<Double>) -> Self {
    Self(
      x: factor.multiplied(by: Lanes(repeating: vector.x), adding: x),
      y: factor.multiplied(by: Lanes(repeating: vector.y), adding: y),
      z: factor.multiplied(by: Lanes(repeating: vector.z), adding: z))
  }

  /// The squares of the lengths.
  @inlinable @inline(__always)
  public var squaredMagnitude: Lanes {
    x.multiplied(by: x, adding: y.multiplied(by: y, adding: z * z))
  }
}
