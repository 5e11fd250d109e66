import NumericalMethods

/// A torque that attitude control has to stand, for so long in one direction.
public struct DisturbanceTorque: Sendable, Hashable {
  /// Along the body's axes [N m].
  public var torque: SIMD3<Double>
  /// How long it acts before it turns [s]. Gyroscopes take it up only for as long as they have room.
  public var duration: Double

  /// A torque [N m] and how long it acts [s].
  public init(_ torque: SIMD3<Double>, for duration: Double) {
    self.torque = torque
    self.duration = duration
  }

  /// The corners of a box of torques to either side of a mean, all for one time [s].
  public static func box(
    mean: SIMD3<Double> = .zero, half: SIMD3<Double>, for duration: Double
  ) -> [DisturbanceTorque] {
    (0..<8).map { corner in
      let sign = SIMD3(
        corner & 1 == 0 ? 1.0 : -1, corner & 2 == 0 ? 1.0 : -1, corner & 4 == 0 ? 1.0 : -1)
      return DisturbanceTorque(mean + sign * half, for: duration)
    }
  }
}

/// Whether jets and gyroscopes together stand a set of torques, and how many of them may fail.
///
/// The margin is the largest s such that s times every torque of the set is within reach: a linear
/// programme for each. Jets reach the cone of their torques up to full thrust; gyroscopes the ball of
/// radius `min(N τ, N h / t)`, for which seven of its points stand (the torque asked for and both ways
/// along each axis), so that gyroscopes alone are taken exactly and with jets a little low. A set that
/// the margin of its corners covers is covered whole, for what is in reach is convex.
public struct ControlAuthority: Sendable, Hashable {
  /// The jets.
  public let jets: JetSet
  /// The gyroscopes; nil without.
  public let gyros: ControlMomentGyros.Design?

  /// Authority of jets and gyroscopes.
  public init(jets: JetSet, gyros: ControlMomentGyros.Design?) {
    self.jets = jets
    self.gyros = gyros
  }

  /// What has failed.
  public struct Failures: Sendable, Hashable {
    /// Manifolds, by name.
    public var manifolds: Set<String>
    /// Gyroscopes, of which all are alike.
    public var gyros: Int

    /// Nothing, or what is named.
    public init(manifolds: Set<String> = [], gyros: Int = 0) {
      self.manifolds = manifolds
      self.gyros = gyros
    }

    /// How many failures these are.
    public var count: Int { manifolds.count + gyros }
  }

  /// The largest multiple of every torque that is in reach [1]: 1 is just enough, infinity where
  /// there is no torque to stand.
  public func margin(
    against disturbances: [DisturbanceTorque], failed: Failures = Failures()
  ) -> Double {
    disturbances.reduce(.infinity) { min($0, reach(of: $1, failed).multiple) }
  }

  /// The fewest failures after which some torque is out of reach, up to `limit`; nil where no set of
  /// so many is enough. Zero: control is lost as it is.
  ///
  /// Only what a way of standing a torque makes use of can, by failing, take this way away; the
  /// search tries these alone, and so all sets that matter.
  public func failuresToLoss(
    against disturbances: [DisturbanceTorque], limit: Int = 4
  ) -> Int? {
    for count in 0...max(0, limit) where isLost(disturbances, Failures(), count) { return count }
    return nil
  }

  /// Whether `more` further failures can put a torque out of reach.
  private func isLost(
    _ disturbances: [DisturbanceTorque], _ failed: Failures, _ more: Int
  ) -> Bool {
    disturbances.contains { disturbance in isLost(disturbance, failed, more) }
  }

  private func isLost(
    _ disturbance: DisturbanceTorque, _ failed: Failures, _ more: Int
  ) -> Bool {
    let reach = reach(of: disturbance, failed)
    guard reach.multiple >= 1 else { return true }
    guard more > 0 else { return false }
    for manifold in reach.manifolds {
      var next = failed
      next.manifolds.insert(manifold)
      if isLost(disturbance, next, more - 1) { return true }
    }
    guard reach.usesGyros else { return false }
    var next = failed
    next.gyros += 1
    return isLost(disturbance, next, more - 1)
  }

  private struct Reach {
    var multiple: Double
    /// What gives it, sorted.
    var manifolds: [String]
    var usesGyros: Bool
  }

  /// The torque that the gyroscopes which are left give for a time [N m].
  private func gyroTorque(_ failed: Int, _ duration: Double) -> Double {
    guard let gyros else { return 0 }
    let left = gyros.count - failed
    guard left >= max(1, gyros.minimum) else { return 0 }
    let each = min(gyros.gimbalRate, 1 / max(duration, 1e-9)) * gyros.wheelMomentum
    return Double(left) * each
  }

  private func reach(of disturbance: DisturbanceTorque, _ failed: Failures) -> Reach {
    let torque = disturbance.torque
    guard torque != .zero else {
      return Reach(multiple: .infinity, manifolds: [], usesGyros: false)
    }
    let working = jets.jets.indices.filter { !failed.manifolds.contains(jets.jets[$0].manifold) }
    let radius = gyroTorque(failed.gyros, disturbance.duration)
    var columns = working.map { jets.torques[$0] }
    // What stands it acts against it.
    let against = -torque.normalized
    var points = [against]
    for axis in 0..<3 {
      var unit = SIMD3<Double>.zero
      unit[axis] = 1
      points += [unit, -unit]
    }
    columns += points.map { radius * $0 }
    // In the size of what is in reach, so that a small torque is no rounding beside it.
    let size = columns.map(\.magnitude).max() ?? 0
    guard size > 0 else { return Reach(multiple: 0, manifolds: [], usesGyros: false) }
    let aim = size * torque.normalized
    let rows = (0..<3).map { row in columns.map { $0[row] } + [aim[row]] }
    let shares = working.map { _ in 0.0 } + points.map { _ in 1.0 } + [0]
    // The sum of the gyroscopes' shares stays below 1: one more row with what is left over.
    let programme = LinearProgramme(
      cost: columns.map { _ in 0 } + [-1, 0],
      rows: rows.map { $0 + [0] } + [shares + [1]], right: [0, 0, 0, 1],
      upper: columns.map { _ in 1 } + [.infinity, 1])
    guard let solution = programme.solution else {
      return Reach(multiple: 0, manifolds: [], usesGyros: false)
    }
    let used = zip(working, solution.values).filter { $0.1 > 1e-9 }
    let gyroShares = solution.values[working.count..<columns.count]
    return Reach(
      multiple: -solution.cost * size / torque.magnitude,
      manifolds: Set(used.map { jets.jets[$0.0].manifold }).sorted(),
      usesGyros: radius > 0 && gyroShares.contains { $0 > 1e-9 })
  }
}
