import NumericalMethods

/// A set of like double-gimbal control moment gyroscopes with parallel outer gimbal axes.
///
/// Wheel i points along `x sin b + (y cos a + z sin a) cos b`, with a its outer and b its inner gimbal
/// angle, x along the outer gimbal axes and y, z across them. The inner angles of all wheels that run
/// are kept equal, as in Kennel's steering law (NASA TM-82390, 1981): the part of the momentum along x
/// then is `N h sin b`, and what is left is a plane problem of the outer angles, solved by the least
/// turn and a motion that changes no momentum and keeps the wheels from lining up. All momenta inside
/// the sphere of radius N h are reached while the inner gimbals can turn far enough.
///
/// Limits: gimbals follow their command within a step; friction, the momentum of the gimbals
/// themselves, and wheels that run down are not modelled.
public struct ControlMomentGyros: Sendable, Hashable {
  /// What never changes about a set.
  public struct Design: Sendable, Hashable {
    /// How many there are.
    public var count: Int
    /// Angular momentum of one wheel [N m s].
    public var wheelMomentum: Double
    /// The outer gimbal axes along the body's axes, of any length.
    public var axis: SIMD3<Double>
    /// The greatest rate of a gimbal [rad/s].
    public var gimbalRate: Double
    /// How far the inner gimbals turn to either side [rad]; outer gimbals turn without end.
    public var innerLimit: Double
    /// How many must run to hold an attitude.
    public var minimum: Int

    /// A design from its parts; the rate is often known as the torque of one gyroscope over its
    /// momentum.
    public init(
      count: Int, wheelMomentum: Double, axis: SIMD3<Double> = SIMD3(1, 0, 0),
      gimbalRate: Double, innerLimit: Double = .pi / 2, minimum: Int = 2
    ) {
      self.count = count
      self.wheelMomentum = wheelMomentum
      self.axis = axis
      self.gimbalRate = gimbalRate
      self.innerLimit = innerLimit
      self.minimum = minimum
    }
  }

  /// What never changes.
  public let design: Design
  /// Outer gimbal angles [rad].
  public private(set) var outer: [Double]
  /// Inner gimbal angles [rad].
  public private(set) var inner: [Double]
  /// Which wheels run; a wheel that does not has no momentum.
  public private(set) var running: [Bool]
  let axes: Matrix3

  /// A set at rest: the outer angles spread so that the momentum is zero.
  ///
  /// - Throws: ``FlightError`` for a design that cannot be built.
  public init(_ design: Design) throws(FlightError) {
    guard (1...64).contains(design.count) else {
      throw .count(what: "gyroscopes", count: design.count, allowed: "1 to 64")
    }
    func check(
      _ what: String, _ value: Double, _ range: ClosedRange<Double>, _ unit: String
    ) throws(FlightError) {
      guard range.contains(value) else {
        throw .outOfRange(
          what: what, value: value, allowed: "\(range.lowerBound) to \(range.upperBound) \(unit)")
      }
    }
    try check("momentum of a gyroscope", design.wheelMomentum, 1e-6...1e9, "N m s")
    try check("gimbal rate", design.gimbalRate, 1e-6...100, "rad/s")
    try check("limit of the inner gimbals", design.innerLimit, 0...(.pi / 2), "rad")
    try check("length of the gimbal axis", design.axis.magnitude, 1e-9...1e9, "")
    self.design = design
    let x = design.axis.normalized
    // Any direction across: of the body's axes the one least along x.
    let sizes = SIMD3(abs(x.x), abs(x.y), abs(x.z))
    let across: SIMD3<Double> =
      sizes.y <= sizes.x && sizes.y <= sizes.z
      ? SIMD3(0, 1, 0) : sizes.z <= sizes.x ? SIMD3(0, 0, 1) : SIMD3(1, 0, 0)
    let z = cross(x, across).normalized
    axes = Matrix3(x, cross(z, x), z)
    outer = (0..<design.count).map { 2 * .pi * Double($0) / Double(design.count) }
    inner = [Double](repeating: 0, count: design.count)
    running = [Bool](repeating: true, count: design.count)
  }

  /// A set that holds a momentum [N m s along the body's axes]; what lies outside the envelope is
  /// left away.
  ///
  /// - Throws: As ``init(_:)``, and for a momentum that is not finite.
  public init(_ design: Design, momentum: SIMD3<Double>) throws(FlightError) {
    try self.init(design)
    guard momentum.squaredMagnitude.isFinite else {
      throw .outOfRange(what: "momentum", value: momentum.magnitude, allowed: "a finite one")
    }
    let size = momentum.magnitude
    let reach = (1 - 1e-9) * capacity
    let wanted = axes * (size > reach ? (reach / size) * momentum : momentum)
    // Little by little, so that the wheels keep apart on the way.
    for step in 1...100 { _ = steer(to: Double(step) / 100 * wanted, duration: 1e6) }
  }

  /// How many run.
  public var runningCount: Int { running.reduce(0) { $0 + ($1 ? 1 : 0) } }

  /// Momentum of all running wheels in line [N m s]: the radius of the envelope.
  public var capacity: Double { Double(runningCount) * design.wheelMomentum }

  /// The momentum of the set, along the body's axes [N m s].
  public var momentum: SIMD3<Double> { axes.transpose * localMomentum }

  /// Share of the capacity that is in use [1].
  public var fill: Double { capacity > 0 ? momentum.magnitude / capacity : 1 }

  /// Stops a wheel or starts it again at full momentum. A stopped wheel's momentum is taken from the
  /// set; the body's own change while it brakes is not part of this.
  public mutating func setRunning(_ isRunning: Bool, wheel: Int) {
    guard running.indices.contains(wheel) else { return }
    running[wheel] = isRunning
  }

  /// The momentum along the gimbals' axes x, y, z [N m s].
  var localMomentum: SIMD3<Double> {
    var sum = SIMD3<Double>.zero
    for index in outer.indices where running[index] {
      let a = Elementary.sinCos(outer[index])
      let b = Elementary.sinCos(inner[index])
      sum += SIMD3(b.sin, b.cos * a.cos, b.cos * a.sin)
    }
    return design.wheelMomentum * sum
  }

  /// What a step did.
  public struct Step: Sendable, Hashable {
    /// The mean torque on the body, along its axes [N m]: `−(Δh/Δt + ω × h)`.
    public var torque: SIMD3<Double>
    /// What was asked for and not given [N m].
    public var shortfall: SIMD3<Double>
    /// The greatest rate of a gimbal [rad/s].
    public var gimbalRate: Double
    /// Whether the momentum asked for lies outside the envelope.
    public var isSaturated: Bool
  }

  /// Turns the gimbals so that the body feels `torque` [N m along its axes] for `duration` [s] while
  /// it turns with `angularVelocity` [rad/s along its axes, with respect to inertial space].
  ///
  /// What cannot be given, for rate, gimbal limit or envelope, is in the answer; nothing traps on
  /// numbers that are not finite: they count as no command.
  public mutating func step(
    torque: SIMD3<Double>, angularVelocity: SIMD3<Double>, duration: Double
  ) -> Step {
    let isSound =
      torque.squaredMagnitude.isFinite && angularVelocity.squaredMagnitude.isFinite
      && duration > 0 && duration.isFinite
    guard isSound, runningCount > 0 else {
      return Step(torque: .zero, shortfall: .zero, gimbalRate: 0, isSaturated: runningCount == 0)
    }
    let before = momentum
    let turning = cross(angularVelocity, before)
    var wanted = axes * (before - duration * (torque + turning))
    let reach = (1 - 1e-9) * capacity
    let isSaturated = wanted.magnitude > reach
    if isSaturated { wanted = (reach / wanted.magnitude) * wanted }
    let rate = steer(to: wanted, duration: duration)
    let given = -((momentum - before) / duration + turning)
    return Step(
      torque: given, shortfall: torque - given, gimbalRate: rate, isSaturated: isSaturated)
  }

  /// Turns the gimbals towards a momentum along their axes; the greatest rate used [rad/s].
  private mutating func steer(to wanted: SIMD3<Double>, duration: Double) -> Double {
    let most = design.gimbalRate * duration
    let count = Double(runningCount)
    let sine = wanted.x / (count * design.wheelMomentum)
    let limit = design.innerLimit
    let goal = min(limit, max(-limit, Elementary.asin(min(1, max(-1, sine)))))
    var greatest = 0.0
    var cosines = [Double](repeating: 0, count: outer.count)
    for index in inner.indices where running[index] {
      let turn = min(most, max(-most, goal - inner[index]))
      inner[index] += turn
      greatest = max(greatest, abs(turn))
      cosines[index] = Elementary.cos(inner[index])
    }
    let plane = SIMD2(wanted.y, wanted.z) / design.wheelMomentum
    let turns = outerTurns(to: plane, cosines: cosines, most: most)
    let largest = turns.reduce(0) { max($0, abs($1)) }
    let share = largest > most ? most / largest : 1
    for index in outer.indices { outer[index] += share * turns[index] }
    return max(greatest, share * largest) / duration
  }
}
