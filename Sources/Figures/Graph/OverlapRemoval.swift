/// Boxes moved apart until none lies on another.
enum OverlapRemoval {
  /// Moves `centres` until the `cells` around them, given relative to them, are `gap` apart.
  ///
  /// Pairs that overlap are pushed apart along the shorter way, for a fixed number of rounds. What
  /// still overlaps then, which crowded pictures may, is taken from above to below and moved down
  /// until it is free: so it always ends without overlaps.
  static func separate(_ centres: inout [SIMD2<Double>], _ cells: [Box], gap: Double = 3) {
    for _ in 0..<400 {
      guard push(&centres, cells, gap: gap) else { return }
    }
    drop(&centres, cells, gap: gap)
  }

  /// One round; false when nothing overlapped.
  private static func push(_ centres: inout [SIMD2<Double>], _ cells: [Box], gap: Double) -> Bool {
    var moved = false
    for first in centres.indices {
      for second in centres.indices where second > first {
        let (a, b) = (place(cells[first], centres[first]), place(cells[second], centres[second]))
        let x = min(a.right, b.right) - max(a.x, b.x) + gap
        let y = min(a.bottom, b.bottom) - max(a.y, b.y) + gap
        guard x > 1e-6, y > 1e-6 else { continue }
        moved = true
        var step = SIMD2(0.0, 0.0)
        if x < y {
          step.x = (a.centre.x <= b.centre.x ? 0.5 : -0.5) * x
        } else {
          step.y = (a.centre.y <= b.centre.y ? 0.5 : -0.5) * y
        }
        centres[first] -= step * 1.02
        centres[second] += step * 1.02
      }
    }
    return moved
  }

  private static func drop(_ centres: inout [SIMD2<Double>], _ cells: [Box], gap: Double) {
    let order = centres.indices.sorted {
      (centres[$0].y + cells[$0].y, $0) < (centres[$1].y + cells[$1].y, $1)
    }
    var settled: [Box] = []
    for index in order {
      var box = place(cells[index], centres[index])
      while let other = settled.first(where: { $0.grown(by: gap * 0.99).overlaps(box) }) {
        let down = other.bottom + gap - box.y
        centres[index].y += down
        box.y += down
      }
      settled.append(box)
    }
  }

  /// Moves nodes off the edges of others, which would seem to run through them; labels are left to
  /// `separate`, which has to follow.
  ///
  /// - Parameter ways: The ends of the edges, as indices of `centres`.
  static func clear(_ centres: inout [SIMD2<Double>], radii: [Double], ways: [(Int, Int)]) {
    let rounds = max(1, min(10, 2_000_000 / max(1, centres.count * ways.count)))
    for _ in 0..<rounds {
      for (from, to) in ways {
        for node in centres.indices where node != from && node != to {
          let (start, end) = (centres[from], centres[to])
          let way = end - start
          let length = max(way.length, 1e-9)
          let along = (centres[node] - start).dot(way) / (length * length)
          guard along > 0, along < 1 else { continue }
          let away = centres[node] - (start + along * way)
          let missing = radii[node] + 10 - away.length
          guard missing > 0 else { continue }
          let step = away.direction(or: way.direction().turned) * (missing * 0.3)
          centres[node] += step
          centres[from] -= step * (1 - along) * 0.5
          centres[to] -= step * along * 0.5
        }
      }
    }
  }

  private static func place(_ cell: Box, _ centre: SIMD2<Double>) -> Box {
    cell.moved(by: centre)
  }
}
