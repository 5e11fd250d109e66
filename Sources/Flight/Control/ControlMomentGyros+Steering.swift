import NumericalMethods

// The plane problem of the outer gimbals: wheels of lengths c at angles a whose sum is a vector.
extension ControlMomentGyros {
  /// The turns of the outer gimbals [rad] that bring the sum of the wheels' parts across the axis to
  /// `goal`, in wheels; a wheel of cosine zero stays.
  ///
  /// Newton's method with the least turn (the pseudo-inverse, damped where the wheels lie in line),
  /// after a turn along the slope of `Σ sin²(aᵢ − aⱼ)` within the motions that leave the sum as it is.
  func outerTurns(to goal: SIMD2<Double>, cosines: [Double], most: Double) -> [Double] {
    var angles = outer
    spread(&angles, cosines, most: 0.2 * most)
    for _ in 0..<6 {
      let plane = PlaneWheels(angles, cosines)
      let miss = goal - plane.sum
      if (miss * miss).sum() < 1e-24 { break }
      let turns = plane.leastTurns(for: miss)
      for index in angles.indices { angles[index] += min(0.5, max(-0.5, turns[index])) }
    }
    return zip(angles, outer).map { $0 - $1 }
  }

  /// Moves the wheels apart by at most `most` [rad] without changing their sum to first order.
  private func spread(_ angles: inout [Double], _ cosines: [Double], most: Double) {
    let plane = PlaneWheels(angles, cosines)
    var slope = [Double](repeating: 0, count: angles.count)
    for i in angles.indices where cosines[i] > 0 {
      for j in angles.indices where j != i && cosines[j] > 0 {
        slope[i] += Elementary.sin(2 * (angles[i] - angles[j]))
      }
      // A push of its own for each wheel, always the same: wheels in line, or one against all others,
      // have no slope, and without it they would stay there.
      slope[i] += 0.01 * Double(i + 1) * (i % 2 == 0 ? 1 : -1)
    }
    let change = plane.change(by: slope)
    let back = plane.leastTurns(for: change)
    let free = zip(slope, back).map { $0 - $1 }
    let largest = free.reduce(0) { max($0, abs($1)) }
    guard largest > 1e-12 else { return }
    // Slower near the best spread, so that the gimbals come to rest there.
    let share = min(most, 0.05 * largest) / largest
    for i in angles.indices { angles[i] += share * free[i] }
  }
}

/// Wheels in a plane and how their sum changes with their angles.
private struct PlaneWheels {
  /// The sum of the wheels.
  var sum = SIMD2<Double>.zero
  private var slopes: [SIMD2<Double>] = []
  private var inverse = (xx: 0.0, xy: 0.0, yy: 0.0)

  init(_ angles: [Double], _ cosines: [Double]) {
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for (angle, cosine) in zip(angles, cosines) {
      let a = Elementary.sinCos(angle)
      sum += cosine * SIMD2(a.cos, a.sin)
      let slope = cosine * SIMD2(-a.sin, a.cos)
      slopes.append(slope)
      xx += slope.x * slope.x
      xy += slope.x * slope.y
      yy += slope.y * slope.y
    }
    // Damped only where the wheels lie nearly in line (Nakamura and Hanafusa 1986).
    let scale = xx + yy
    let volume = xx * yy - xy * xy
    let near = scale > 0 ? max(0, 1 - volume / (1e-4 * scale * scale)) : 1
    let damping = 1e-3 * near * near * scale + 1e-14
    let (a, b) = (xx + damping, yy + damping)
    let determinant = a * b - xy * xy
    inverse = (b / determinant, -xy / determinant, a / determinant)
  }

  /// How the sum changes with turns, to first order.
  func change(by turns: [Double]) -> SIMD2<Double> {
    var change = SIMD2<Double>.zero
    for (slope, turn) in zip(slopes, turns) { change += turn * slope }
    return change
  }

  /// The smallest turns that change the sum by `change`.
  func leastTurns(for change: SIMD2<Double>) -> [Double] {
    let x = inverse.xx * change.x + inverse.xy * change.y
    let y = inverse.xy * change.x + inverse.yy * change.y
    return slopes.map { $0.x * x + $0.y * y }
  }
}
