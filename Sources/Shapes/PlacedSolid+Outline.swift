import NumericalMethods

extension PlacedSolid {
  /// The outline of the solid as it is drawn on paper: `x` along `right`, `y` along `up`, from the
  /// origin of the station frame [m]; counter-clockwise.
  ///
  /// - Parameters:
  ///   - right: a unit vector along the station's axes.
  ///   - up: another, at a right angle to it.
  public func outline(right: SIMD3<Double>, up: SIMD3<Double>) -> [SIMD2<Double>] {
    Self.hull(corners.map { SIMD2(dot($0, right), dot($0, up)) })
  }

  /// The convex hull, counter-clockwise (Andrew 1979).
  private static func hull(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
    let sorted = points.sorted { $0.x != $1.x ? $0.x < $1.x : $0.y < $1.y }
    func half(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
      var chain: [SIMD2<Double>] = []
      for p in points {
        while chain.count >= 2 {
          let a = chain[chain.count - 2]
          let b = chain[chain.count - 1]
          let turn = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
          if turn > 0 { break }
          chain.removeLast()
        }
        chain.append(p)
      }
      return chain
    }
    let lower = half(sorted)
    let upper = half(sorted.reversed())
    return Array(lower.dropLast() + upper.dropLast())
  }
}
