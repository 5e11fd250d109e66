import NumericalMethods

/// How two pieces move at an instant and for a while after it, told along the axes of the first as
/// they stand at that instant.
///
/// Velocities may be told in any frame that is the same for both: one that does not turn, or one
/// that turns with a piece, whose own rate is then zero.
public struct RelativeMotion: Sendable {
  /// How a piece turns.
  public struct Turning: Sendable {
    /// A point of the piece, along the axes of the first [m].
    public var pivot: SIMD3<Double>
    /// Its angular velocity in the frame [rad/s].
    public var rate: SIMD3<Double>
    /// For the while that follows, a point of the piece at a distance d from the pivot has no more
    /// acceleration beside the pivot's than this times d [1/s²].
    public var accelerationPerMetre: Double

    /// Turning from its parts; pivot in [m], rate in [rad/s], accelerations in [1/s²].
    public init(pivot: SIMD3<Double>, rate: SIMD3<Double>, accelerationPerMetre: Double) {
      self.pivot = pivot
      self.rate = rate
      self.accelerationPerMetre = accelerationPerMetre
    }

    /// No point of a solid has more acceleration beside the pivot's than this [m/s²].
    @inline(__always)
    func acceleration(_ centre: SIMD3<Double>, _ radius: Double) -> Double {
      accelerationPerMetre == 0
        ? 0 : accelerationPerMetre * ((centre - pivot).magnitude + radius)
    }
  }

  /// Where the axes of the second piece lie in those of the first.
  public var place: RelativePlace
  /// The velocity of the second's pivot less that of the first's [m/s].
  public var velocity: SIMD3<Double>
  /// For the while that follows, the greatest acceleration of the one pivot beside the other's
  /// [m/s²].
  public var acceleration: Double
  /// How the first piece turns.
  public var own: Turning
  /// How the second piece turns.
  public var other: Turning

  /// A motion from its parts; velocity in [m/s], acceleration in [m/s²].
  public init(
    place: RelativePlace, velocity: SIMD3<Double>, acceleration: Double, own: Turning,
    other: Turning
  ) {
    self.place = place
    self.velocity = velocity
    self.acceleration = acceleration
    self.own = own
    self.other = other
  }
}

extension PieceShape {
  /// How long the distance to another piece is certain to stay at or above a level [s].
  ///
  /// Conservative advancement (Mirtich 1996; Zhang et al. and Tang, Kim, Manocha 2009 for rotations
  /// and hierarchies), taken to the second order: between two convex solids stands a plane with a
  /// gap σ along its normal n. It grows at least at u now, the least of `n · (v + ω × p)` over the
  /// points of the one less the greatest over the other, which their support functions give; with
  /// accelerations below A the gap is at least `σ + u t − A t²/2`. The answer is the first time at which that meets
  /// the level, the least over all pairs of solids; spheres stand for those that are farther. What turns
  /// in the pieces takes the greatest speed that it gives the points of a solid off u.
  ///
  /// - Parameters:
  ///   - other: the second piece.
  ///   - motion: how both move from now on; its accelerations have to hold to the horizon.
  ///   - level: a distance [m].
  ///   - horizon: no more is asked than this [s].
  ///   - hint: what is nearest now, or nil; one that names no solids of these is left aside.
  /// - Returns: up to the horizon; 0 where the distance is at or below the level already.
  public func timeAbove(
    _ level: Double, to other: PieceShape, moving motion: RelativeMotion, horizon: Double,
    from hint: NearestParts? = nil
  ) -> Double {
    guard !isEmpty, !other.isEmpty else { return horizon }
    return withTrees(other) { trees in
      var walk = AdvanceWalk(
        trees: trees, motion: motion, level: level, time: horizon, hint: known(hint, of: other))
      if let hint = walk.hint { walk.look(hint.a, hint.b) }
      walk.walk()
      return walk.time
    }
  }
}

/// The first time at which solids may come to a level; those that meet first come first.
private struct AdvanceWalk: PairWalk {
  let trees: PieceTrees
  let motion: RelativeMotion
  let level: Double
  /// The answer so far [s].
  var time: Double
  let hint: NearestParts?

  var place: RelativePlace { motion.place }
  var reach: Double { time }

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

  /// When the spheres may come to the level [s].
  @inline(__always)
  func bound(
    _ i: PieceShape.Node, _ j: PieceShape.Node, _ centre: SIMD3<Double>
  ) -> Double {
    let way = centre - i.centre
    let distance = way.magnitude
    guard distance > 0 else { return 0 }
    let velocity =
      motion.velocity + cross(motion.other.rate, centre - motion.other.pivot)
      - cross(motion.own.rate, i.centre - motion.own.pivot)
    return time(
      gap: distance - i.radius - j.radius,
      speed: dot(way, velocity) / distance - i.swing - j.swing,
      acceleration: motion.acceleration + motion.other.acceleration(centre, 0)
        + motion.own.acceleration(i.centre, 0))
  }

  @inline(__always)
  mutating func leaveOut(_ bound: Double) {}

  @inline(__always)
  mutating func measure(_ i: Int32, _ j: Int32) {
    if let hint, hint.a == i, hint.b == j { return }
    look(i, j)
  }

  mutating func look(_ i: Int32, _ j: Int32) {
    let first = trees.partsA[Int(i)]
    let second = trees.partsB[Int(j)].moved(by: motion.place)
    var points: (SIMD3<Double>, SIMD3<Double>)?
    if let hint, hint.a == i, hint.b == j {
      points = (hint.pointA, motion.place.point(hint.pointB))
    }
    let found = ConvexDistance.search(first, second, from: points, above: level)
    if found.upper == 0 {
      time = 0
      return
    }
    let away = cross(found.normal, motion.other.rate)
    let after = cross(found.normal, motion.own.rate)
    let speed =
      dot(found.normal, motion.velocity)
      + dot(away, second.support(-away) - motion.other.pivot)
      - dot(after, first.support(after) - motion.own.pivot)
    time = min(
      time,
      time(
        gap: found.lower, speed: speed - first.swing - second.swing,
        acceleration: motion.acceleration
          + motion.other.acceleration(second.centre, second.radius)
          + motion.own.acceleration(first.centre, first.radius)))
  }
}
