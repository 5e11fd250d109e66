import NumericalMethods

/// The angular momentum that gyroscopes take up over an orbit while the body keeps its attitude.
///
/// The torques are along the local orbital frame, which turns with `ω = (0, −n, 0)`: the momentum
/// obeys `dh/dt + ω × h = T`. Along axes that do not turn, every orbit adds the same, so the momentum
/// after k orbits and a part is that of the first one at this part plus k times its ``gain``. A
/// steady torque about the orbit's normal (pitch) grows without end; steady torques about the other
/// two axes turn with the frame and stay below `2 T/n`.
///
/// Limits: a circular orbit whose plane does not turn, the same torques in every orbit; a torque
/// between two given ones lies on the line between them.
public struct MomentumOverOrbit: Sendable, Hashable {
  /// Mean motion n [rad/s].
  public let meanMotion: Double
  /// Momentum at equal steps of the first orbit from its start, where it is zero, to its end, along
  /// the axes that the local orbital frame has at the start [N m s].
  public let course: [SIMD3<Double>]

  /// The momentum from torques at equal steps of an orbit, along the local orbital frame [N m], the
  /// first at its start; one torque is a steady one.
  ///
  /// - Throws: ``FlightError`` without torques, with one that is not finite, or without an orbit.
  public init(torques: [SIMD3<Double>], meanMotion: Double) throws(FlightError) {
    guard !torques.isEmpty else {
      throw .count(what: "torques over an orbit", count: 0, allowed: "1 or more")
    }
    for torque in torques where !(torque.squaredMagnitude < 1e24) {
      throw .outOfRange(what: "torque", value: torque.magnitude, allowed: "below 1e12 N m")
    }
    guard meanMotion > 0, meanMotion < 1 else {
      throw .outOfRange(what: "mean motion", value: meanMotion, allowed: "above 0, below 1 rad/s")
    }
    self.meanMotion = meanMotion
    let n = torques.count
    // A degree a step: Simpson's rule then errs by 1e-11 of a steady torque.
    let parts = max(1, (360 + n - 1) / n)
    let count = n * parts
    let step = 2 * .pi / meanMotion / Double(count)
    func torque(_ place: Double) -> SIMD3<Double> {
      let whole = min(Int(place), n - 1)
      let part = place - Double(whole)
      let value = (1 - part) * torques[whole] + part * torques[(whole + 1) % n]
      return Self.turned(value, by: 2 * .pi * place / Double(n))
    }
    var course = [SIMD3<Double>.zero]
    course.reserveCapacity(count + 1)
    var sum = SIMD3<Double>.zero
    for index in 0..<count {
      let a = Double(index) / Double(parts)
      let b = (Double(index) + 0.5) / Double(parts)
      let c = Double(index + 1) / Double(parts)
      sum += step / 6 * (torque(a) + 4 * torque(b) + torque(c))
      course.append(sum)
    }
    self.course = course
  }

  /// The momentum of the mean of several histories of torque, such as those at several angles
  /// between the Sun and the orbit; all of one length.
  ///
  /// - Throws: As ``init(torques:meanMotion:)``, and for histories of different lengths.
  public init(mean histories: [[SIMD3<Double>]], meanMotion: Double) throws(FlightError) {
    guard let first = histories.first else {
      throw .count(what: "histories of torque", count: 0, allowed: "1 or more")
    }
    var sum = [SIMD3<Double>](repeating: .zero, count: first.count)
    for history in histories {
      guard history.count == first.count else {
        throw .count(
          what: "torques in a history", count: history.count,
          allowed: "\(first.count), as in the first")
      }
      for index in sum.indices { sum[index] += history[index] / Double(histories.count) }
    }
    try self.init(torques: sum, meanMotion: meanMotion)
  }

  /// Along axes at rest, from axes that turned with the orbit by `angle` [rad].
  private static func turned(_ v: SIMD3<Double>, by angle: Double) -> SIMD3<Double> {
    let (s, c) = (Elementary.sin(angle), Elementary.cos(angle))
    return SIMD3(c * v.x - s * v.z, v.y, s * v.x + c * v.z)
  }

  /// The orbit's period [s].
  public var period: Double { 2 * .pi / meanMotion }

  /// What an orbit adds, along axes that do not turn [N m s].
  public var gain: SIMD3<Double> { course[course.count - 1] }

  /// The greatest momentum in the first orbit [N m s].
  public var peak: Double { course.reduce(0) { max($0, $1.magnitude) } }

  /// The greatest momentum of what returns every orbit [N m s]: the course without the steady
  /// growth.
  public var cyclicPeak: Double {
    let steps = Double(course.count - 1)
    return course.enumerated().reduce(0) {
      max($0, ($1.element - Double($1.offset) / steps * gain).magnitude)
    }
  }

  /// The momentum at the steps of the first orbit along the local orbital frame [N m s].
  public var localCourse: [SIMD3<Double>] {
    let steps = Double(course.count - 1)
    return course.enumerated().map { index, momentum in
      Self.turned(momentum, by: -2 * .pi * Double(index) / steps)
    }
  }

  /// Time until the momentum first exceeds `capacity` [N m s], counted from `start` [N m s along the
  /// frame's axes at the start]; infinity where it never does [s].
  public func timeToSaturation(
    capacity: Double, from start: SIMD3<Double> = .zero
  ) -> Double {
    let growth = gain.magnitude <= 1e-10 * peak ? .zero : gain
    let steps = course.count - 1
    var soonest = Double.infinity
    for index in 0...steps {
      let here = start + course[index]
      guard let orbits = Self.orbits(here, growth, capacity) else { continue }
      let late = here + orbits * growth
      var part = Double(index)
      if index > 0 {
        // Where on the way from the last step.
        let before = (late - (course[index] - course[index - 1])).magnitude
        let rise = late.magnitude - before
        if before < capacity, rise > 0 { part -= (late.magnitude - capacity) / rise }
      }
      soonest = min(soonest, (orbits + part / Double(steps)) * period)
    }
    return max(0, soonest)
  }

  /// Whole orbits after which `here` has grown beyond the capacity; nil where it never does.
  private static func orbits(
    _ here: SIMD3<Double>, _ growth: SIMD3<Double>, _ capacity: Double
  ) -> Double? {
    let c = here.squaredMagnitude - capacity * capacity
    if c >= 0 { return 0 }
    let a = growth.squaredMagnitude
    guard a > 0 else { return nil }
    let b = dot(here, growth)
    return ((-b + (b * b - a * c).squareRoot()) / a).rounded(.up)
  }
}
