import NumericalMethods

/// How one piece moves as seen along the axes of another, at an instant and for a while after it.
public struct RelativeMotion: Sendable {
  /// Where the axes of the moving piece lie in those of the piece it is seen from.
  public var place: RelativePlace
  /// A point of the moving piece, along its own axes [m].
  public var pivot: SIMD3<Double>
  /// The velocity of the pivot along the axes it is seen from [m/s].
  public var velocity: SIMD3<Double>
  /// The angular velocity of the moving piece with respect to the axes it is seen from, along them
  /// [rad/s].
  public var rate: SIMD3<Double>
  /// For the while that follows, no point of the moving piece at a distance d from the pivot has
  /// more acceleration, along the axes it is seen from, than this [m/s²] …
  public var acceleration: Double
  /// … and this times d [1/s²].
  public var accelerationPerMetre: Double

  /// A motion from its parts; see the properties for their units.
  public init(
    place: RelativePlace, pivot: SIMD3<Double>, velocity: SIMD3<Double>, rate: SIMD3<Double>,
    acceleration: Double, accelerationPerMetre: Double
  ) {
    self.place = place
    self.pivot = pivot
    self.velocity = velocity
    self.rate = rate
    self.acceleration = acceleration
    self.accelerationPerMetre = accelerationPerMetre
  }
}

extension PieceShape {
  /// How long the distance to another piece is certain to stay at or above a level [s].
  ///
  /// Conservative advancement (Mirtich 1996; Zhang et al. and Tang, Kim, Manocha 2009 for rotations
  /// and hierarchies), taken to the second order: between two convex solids stands a plane with a
  /// gap σ along its normal n. The points of the moving one approach it no faster than u now, the
  /// least of `n · (v + ω × p)` over the solid, which its support function gives; with accelerations
  /// below A the gap is at least `σ + u t − A t²/2`. The answer is the first time at which that meets
  /// the level, the least over all pairs of solids; spheres stand for those that are farther.
  ///
  /// - Parameters:
  ///   - other: the moving piece.
  ///   - motion: how it moves from now on; its accelerations have to hold to the horizon.
  ///   - level: a distance [m].
  ///   - horizon: no more is asked than this [s].
  ///   - hint: what is nearest now, or nil.
  /// - Returns: up to the horizon; 0 where the distance is at or below the level already.
  public func timeAbove(
    _ level: Double, to other: PieceShape, moving motion: RelativeMotion, horizon: Double,
    from hint: NearestParts? = nil
  ) -> Double {
    guard !isEmpty, !other.isEmpty else { return horizon }
    return withTrees(other) { trees in
      var walk = AdvanceWalk(
        trees: trees, motion: motion, level: level, pivot: motion.place.point(motion.pivot),
        time: horizon, hint: hint)
      if let hint { walk.measure(hint.a, hint.b) }
      let (i, j) = (trees.nodesA[0], trees.nodesB[0])
      let centre = motion.place.point(j.centre)
      walk.visit(i, j, centre, walk.time(spheres: i, j, centre))
      return walk.time
    }
  }
}

/// A walk down two trees at once, those that meet first ahead.
private struct AdvanceWalk {
  let trees: PieceTrees
  let motion: RelativeMotion
  let level: Double
  /// Along the axes of the piece it is seen from [m].
  let pivot: SIMD3<Double>
  /// The answer so far [s].
  var time: Double
  let hint: NearestParts?

  /// When `gap + speed t − acceleration t²/2` comes down to the level [s].
  @inline(__always)
  func time(gap: Double, speed: Double, acceleration: Double) -> Double {
    let room = gap - level
    if room <= 0 { return 0 }
    let root = (speed * speed + 2 * acceleration * room).squareRoot()
    if speed > 0 { return acceleration > 0 ? (speed + root) / acceleration : .infinity }
    let closing = root - speed
    return closing > 0 ? 2 * room / closing : .infinity
  }

  @inline(__always)
  func time(
    spheres i: PieceShape.Node, _ j: PieceShape.Node, _ centre: SIMD3<Double>
  ) -> Double {
    let way = centre - i.centre
    let distance = way.magnitude
    guard distance > 0 else { return 0 }
    let arm = centre - pivot
    let speed = dot(way, motion.velocity + cross(motion.rate, arm)) / distance
    return time(
      gap: distance - i.radius - j.radius, speed: speed,
      acceleration: motion.acceleration + motion.accelerationPerMetre * arm.magnitude)
  }

  mutating func measure(_ i: Int32, _ j: Int32) {
    let first = trees.partsA[Int(i)]
    let second = trees.partsB[Int(j)].moved(by: motion.place)
    var points: (SIMD3<Double>, SIMD3<Double>)?
    if let hint, hint.a == i, hint.b == j { points = (hint.pointA, motion.place.point(hint.pointB)) }
    let found = ConvexDistance.search(first, second, from: points)
    if found.upper == 0 {
      time = 0
      return
    }
    let turning = cross(found.normal, motion.rate)
    let least = dot(turning, second.support(-turning) - pivot)
    let reach = (second.centre - pivot).magnitude + second.radius
    time = min(
      time,
      time(
        gap: found.lower, speed: dot(found.normal, motion.velocity) + least,
        acceleration: motion.acceleration + motion.accelerationPerMetre * reach))
  }

  mutating func visit(
    _ i: PieceShape.Node, _ j: PieceShape.Node, _ centre: SIMD3<Double>, _ bound: Double
  ) {
    if bound >= time { return }
    if i.left < 0 && j.left < 0 {
      if let hint, hint.a == i.part, hint.b == j.part { return }
      measure(i.part, j.part)
      return
    }
    if j.left < 0 || (i.left >= 0 && i.radius >= j.radius) {
      let (p, q) = (trees.nodesA[Int(i.left)], trees.nodesA[Int(i.right)])
      let one = time(spheres: p, j, centre)
      let two = time(spheres: q, j, centre)
      if one <= two {
        visit(p, j, centre, one)
        visit(q, j, centre, two)
      } else {
        visit(q, j, centre, two)
        visit(p, j, centre, one)
      }
      return
    }
    let (p, q) = (trees.nodesB[Int(j.left)], trees.nodesB[Int(j.right)])
    let (at, other) = (motion.place.point(p.centre), motion.place.point(q.centre))
    let one = time(spheres: i, p, at)
    let two = time(spheres: i, q, other)
    if one <= two {
      visit(i, p, at, one)
      visit(i, q, other, two)
    } else {
      visit(i, q, other, two)
      visit(i, p, at, one)
    }
  }
}
