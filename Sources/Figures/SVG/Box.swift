/// A rectangle with its sides along the axes, y downwards [px].
public struct Box: Sendable, Hashable {
  /// The left side [px].
  public var x: Double
  /// The upper side [px].
  public var y: Double
  /// From left to right [px].
  public var width: Double
  /// From top to bottom [px].
  public var height: Double

  /// A rectangle from its upper left corner and its size [px].
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The x of the right side.
  public var right: Double { x + width }
  /// The y of the lower side.
  public var bottom: Double { y + height }
  /// The middle.
  public var centre: SIMD2<Double> { SIMD2(x + width / 2, y + height / 2) }

  /// Whether the two share more than an edge.
  public func overlaps(_ other: Box) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }

  /// Whether a point is inside or on an edge.
  func contains(_ point: SIMD2<Double>) -> Bool {
    point.x >= x && point.x <= right && point.y >= y && point.y <= bottom
  }

  /// The box with its sides moved outwards, or inwards by a negative distance.
  func grown(by distance: Double) -> Box {
    Box(
      x: x - distance, y: y - distance, width: width + 2 * distance, height: height + 2 * distance)
  }

  func moved(by offset: SIMD2<Double>) -> Box {
    Box(x: x + offset.x, y: y + offset.y, width: width, height: height)
  }

  /// The smallest box around points; nil without a finite one.
  static func around(_ points: some Sequence<SIMD2<Double>>) -> Box? {
    var (low, high) = (SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))
    for point in points where point.isFinite {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    guard low.x <= high.x else { return nil }
    return Box(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
  }
}

extension SIMD2 where Scalar == Double {
  /// Whether both parts are numbers that figures draw: finite, and small enough to be subtracted.
  var isFinite: Bool { x.magnitude < 1e150 && y.magnitude < 1e150 }

  /// The distance from the origin.
  var length: Double { (x * x + y * y).squareRoot() }

  /// The direction, of length 1; `fallback` for the null vector.
  func direction(or fallback: SIMD2<Double> = SIMD2(1, 0)) -> SIMD2<Double> {
    let length = length
    return length > 0 && length.isFinite ? self / length : fallback
  }

  func dot(_ other: SIMD2<Double>) -> Double { x * other.x + y * other.y }

  /// A quarter turn.
  var turned: SIMD2<Double> { SIMD2(-y, x) }
}
