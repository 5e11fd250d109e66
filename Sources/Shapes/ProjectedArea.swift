import NumericalMethods
import StationModel

/// A convex solid in its place.
public struct PlacedSolid: Sendable {
  /// Its form, along its own axes.
  public var form: Solid.Form
  /// Centre in the station frame [m].
  public var centre: SIMD3<Double>
  /// The matrix that turns the solid's axes into the station's.
  public var axes: Matrix3
  /// How it follows the Sun.
  public var tracking: ArrayTracking
  /// The module it belongs to, by index.
  public var module: Int

  /// A solid from its parts; centre in [m].
  public init(
    form: Solid.Form, centre: SIMD3<Double>, axes: Matrix3, tracking: ArrayTracking, module: Int
  ) {
    self.form = form
    self.centre = centre
    self.axes = axes
    self.tracking = tracking
    self.module = module
  }

  /// Corners whose convex hull is the solid; a cylinder's rims are polygons of 48 sides, whose area
  /// is 0.3 % below the circle's.
  public var corners: [SIMD3<Double>] {
    switch form {
    case .box(let size):
      var corners: [SIMD3<Double>] = []
      for sx in [-0.5, 0.5] {
        for sy in [-0.5, 0.5] {
          for sz in [-0.5, 0.5] { corners.append(place(SIMD3(sx, sy, sz) * size)) }
        }
      }
      return corners
    case .cylinder(let axis, let length, let diameter):
      let sides = 48
      return (0..<sides).flatMap { side in
        let angle = 2 * Double.pi * Double(side) / Double(sides)
        let (sine, cosine) = Elementary.sinCos(angle)
        return [-0.5, 0.5].map { end in
          var p = SIMD3<Double>.zero
          p[axis] = end * length
          p[(axis + 1) % 3] = 0.5 * diameter * cosine
          p[(axis + 2) % 3] = 0.5 * diameter * sine
          return place(p)
        }
      }
    }
  }

  private func place(_ p: SIMD3<Double>) -> SIMD3<Double> { centre + axes * p }
}

extension Assembly {
  /// The solids of some modules, in their places.
  public func solids(of indices: [Int]) -> [PlacedSolid] {
    indices.flatMap { index in
      let module = modules[index]
      return module.plan.solids.map { solid in
        PlacedSolid(
          form: solid.form, centre: module.placement.point(solid.centre),
          axes: module.placement.rotation.matrix, tracking: solid.tracking, module: index)
      }
    }
  }
}

/// The area that solids show along a direction: their common silhouette, so that what stands behind
/// something else does not count twice.
///
/// The silhouettes are filled row by row into a grid of `cell` metres, which errs by about half a
/// cell along every outline: 1 to 2 % of a station at 0.1 m. A solid that turns with the Sun shows
/// `2/π` of its largest face on the mean over its turn (one axis across the flow) and is added
/// without shadowing.
public struct ProjectedArea: Sendable {
  /// [m²]
  public var area: Double

  /// The area of solids seen along a direction, on a grid of cells of `cell` [m].
  public init(of solids: [PlacedSolid], along direction: SIMD3<Double>, cell: Double = 0.1) {
    let normal = direction.normalized
    let helper: SIMD3<Double> = abs(normal.z) < 0.9 ? SIMD3(0, 0, 1) : SIMD3(1, 0, 0)
    let u = cross(helper, normal).normalized
    let v = cross(normal, u)
    var turning = 0.0
    var spans: [Int: [ClosedRange<Int>]] = [:]
    for solid in solids {
      if solid.tracking != .fixed {
        turning += 2 / .pi * Self.largestFace(solid.form)
        continue
      }
      let hull = Self.hull(solid.corners.map { SIMD2(dot($0, u), dot($0, v)) / cell })
      Self.fill(hull, into: &spans)
    }
    var cells = 0
    for row in spans.keys.sorted() {
      var reach = Int.min
      for span in (spans[row] ?? []).sorted(by: { $0.lowerBound < $1.lowerBound }) {
        let from = max(span.lowerBound, reach)
        if span.upperBound >= from {
          cells += span.upperBound - from + 1
          reach = span.upperBound + 1
        }
      }
    }
    area = Double(cells) * cell * cell + turning
  }

  private static func largestFace(_ form: Solid.Form) -> Double {
    switch form {
    case .box(let s): max(s.x * s.y, max(s.y * s.z, s.x * s.z))
    case .cylinder(_, let length, let diameter): length * diameter
    }
  }

  /// The convex hull, counter-clockwise (Andrew 1979).
  static func hull(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
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

  /// The cells whose centres lie in a convex polygon, row by row.
  private static func fill(_ polygon: [SIMD2<Double>], into spans: inout [Int: [ClosedRange<Int>]])
  {
    guard polygon.count >= 3 else { return }
    let ys = polygon.map(\.y)
    let bottom = Int(((ys.min() ?? 0) - 0.5).rounded(.up))
    let top = Int(((ys.max() ?? 0) - 0.5).rounded(.down))
    guard bottom <= top, top - bottom < 1_000_000 else { return }
    for row in bottom...top {
      let y = Double(row) + 0.5
      var left = Double.infinity
      var right = -Double.infinity
      for index in polygon.indices {
        let a = polygon[index]
        let b = polygon[(index + 1) % polygon.count]
        guard min(a.y, b.y) <= y, y <= max(a.y, b.y), a.y != b.y else { continue }
        let x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)
        left = min(left, x)
        right = max(right, x)
      }
      let first = Int((left - 0.5).rounded(.up))
      let last = Int((right - 0.5).rounded(.down))
      if left <= right, first <= last { spans[row, default: []].append(first...last) }
    }
  }
}
