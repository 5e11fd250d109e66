/// Fewer points that draw the same line.
public enum Decimation {
  /// The points of a line that can be seen when it is drawn in columns of one pixel.
  ///
  /// Of each run of points within one column stay the lowest and the highest, in the order in which
  /// they come, and of the whole line the first and the last; no peak is lost, however short. Points
  /// keep their places: none is a mean.
  ///
  /// - Parameter points: In pixels, finite, in the order of the line.
  public static func columns(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
    guard points.count > 2 else { return points }
    var kept: [SIMD2<Double>] = []
    var start = 0
    while start < points.count {
      let column = points[start].x.rounded(.down)
      var (end, lowest, highest) = (start + 1, start, start)
      while end < points.count, points[end].x.rounded(.down) == column {
        if points[end].y < points[lowest].y { lowest = end }
        if points[end].y > points[highest].y { highest = end }
        end += 1
      }
      var places = [lowest, highest]
      if start == 0 { places.append(0) }
      if end == points.count { places.append(end - 1) }
      places.sort()
      for (index, place) in places.enumerated() where index == 0 || places[index - 1] != place {
        kept.append(points[place])
      }
      start = end
    }
    return kept
  }

  /// The points of a curve that lie at least `distance` pixels from the one kept before, with both
  /// ends.
  static func spaced(_ points: [SIMD2<Double>], by distance: Double) -> [SIMD2<Double>] {
    guard let first = points.first, let last = points.last, points.count > 2 else { return points }
    var kept = [first]
    var previous = first
    for point in points.dropFirst().dropLast() where (point - previous).length >= distance {
      kept.append(point)
      previous = point
    }
    return kept + [last]
  }
}
