import NumericalMethods

/// The jets of a body, about a centre of mass.
public struct JetSet: Sendable, Hashable {
  /// The jets, in a fixed order.
  public let jets: [Jet]
  /// The centre of mass that torques are about, along the body's axes [m].
  public let centre: SIMD3<Double>
  let torques: [SIMD3<Double>]

  /// Jets about a centre of mass [m].
  public init(_ jets: [Jet], about centre: SIMD3<Double>) {
    self.jets = jets
    self.centre = centre
    torques = jets.map { $0.torque(about: centre) }
  }

  /// The manifolds, sorted.
  public var manifolds: [String] { Set(jets.map(\.manifold)).sorted() }

  /// The jets that do not hang on the manifolds named.
  public func without(_ failed: Set<String>) -> JetSet {
    JetSet(jets.filter { !failed.contains($0.manifold) }, about: centre)
  }

  /// The same jets about another centre of mass [m].
  public func moved(to centre: SIMD3<Double>) -> JetSet { JetSet(jets, about: centre) }

  /// How long each jet fires in one period of control, and what comes of it.
  public struct Firing: Sendable, Hashable {
    /// On-time of each jet [s], in the order of the set.
    public var onTimes: [Double]
    /// Angular impulse about the centre of mass [N m s].
    public var angularImpulse: SIMD3<Double>
    /// Impulse [N s].
    public var impulse: SIMD3<Double>
    /// Propellant [kg].
    public var propellant: Double
    /// The share of the command that the jets can give in the time [1]: 1 unless they are too weak.
    /// The shortest pulses come on top: they round each on-time.
    public var share: Double
  }

  /// The on-times of least propellant that give an angular impulse [N m s], and an impulse [N s] where
  /// one is asked for, within `duration` [s].
  ///
  /// A linear programme: least `Σ ṁᵢ tᵢ` with `Σ rᵢ × Fᵢ tᵢ` given and `0 ≤ tᵢ ≤ duration`. Where the
  /// jets are too weak the greatest share of the command is given. An on-time below the jet's shortest
  /// pulse is rounded to that pulse or to nothing, and the answer tells what the rounded times give.
  /// Nil where the jets cannot give any of it.
  public func fire(
    angularImpulse: SIMD3<Double>, impulse: SIMD3<Double>? = nil, within duration: Double
  ) -> Firing? {
    guard duration > 0 else { return nil }
    let goal = command(angularImpulse, impulse)
    guard goal.contains(where: { $0 != 0 }) else { return firing([], share: 1) }
    var share = 1.0
    var times = leastPropellant(goal, duration)
    if times == nil {
      guard let most = greatestShare(goal, duration), most > 1e-9 else { return nil }
      share = min(1, most) * (1 - 1e-9)
      times = leastPropellant(goal.map { share * $0 }, duration)
    }
    guard let times else { return nil }
    return firing(times, share: share)
  }

  /// Propellant that a steady torque costs [kg/s]; nil where the jets cannot give it.
  public func propellantRate(torque: SIMD3<Double>) -> Double? {
    if torque == .zero { return 0 }
    guard let shares = leastPropellant(command(torque, nil), 1) else { return nil }
    return zip(jets, shares).reduce(0) { $0 + $1.0.massRate * $1.1 }
  }

  /// The greatest multiple of a torque that the jets give steadily [1]; infinity for no torque.
  public func greatestMultiple(of torque: SIMD3<Double>) -> Double {
    if torque == .zero { return .infinity }
    return greatestShare(command(torque, nil), 1) ?? 0
  }

  /// Whether the jets turn the body both ways about every axis.
  public var turnsEveryWay: Bool {
    (0..<3).allSatisfy { axis in
      var torque = SIMD3<Double>.zero
      torque[axis] = 1
      return greatestMultiple(of: torque) > 1e-9 && greatestMultiple(of: -torque) > 1e-9
    }
  }

  private func command(_ torque: SIMD3<Double>, _ force: SIMD3<Double>?) -> [Double] {
    let turn = [torque.x, torque.y, torque.z]
    guard let force else { return turn }
    return turn + [force.x, force.y, force.z]
  }

  private func matrix(_ size: Int) -> [[Double]] {
    (0..<size).map { row in
      row < 3 ? torques.map { $0[row] } : jets.map { $0.force[row - 3] }
    }
  }

  private func leastPropellant(_ goal: [Double], _ duration: Double) -> [Double]? {
    LinearProgramme(
      cost: jets.map(\.massRate), rows: matrix(goal.count), right: goal,
      upper: [Double](repeating: duration, count: jets.count)
    ).solution?.values
  }

  private func greatestShare(_ goal: [Double], _ duration: Double) -> Double? {
    let matrix = matrix(goal.count)
    // In the size of what is in reach, so that a small goal is no rounding beside it.
    let most = duration * matrix.joined().reduce(0) { max($0, abs($1)) }
    let length = goal.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard most > 0, length > 0 else { return nil }
    let scale = most / length
    let rows = zip(matrix, goal).map { $0 + [-scale * $1] }
    let programme = LinearProgramme(
      cost: jets.map { _ in 0 } + [-1], rows: rows, right: goal.map { _ in 0 },
      upper: jets.map { _ in duration } + [.infinity])
    switch programme.solve() {
    case .optimal(let solution): return -solution.cost * scale
    case .infeasible, .unbounded, .failed: return nil
    }
  }

  /// What on-times give, the pulses rounded.
  private func firing(_ times: [Double], share: Double) -> Firing {
    var result = Firing(
      onTimes: jets.map { _ in 0 }, angularImpulse: .zero, impulse: .zero, propellant: 0,
      share: share)
    for (index, time) in times.enumerated() {
      let least = jets[index].minimumPulse
      let on = time >= least ? time : time >= 0.5 * least && time > 0 ? least : 0
      result.onTimes[index] = on
      result.angularImpulse += on * torques[index]
      result.impulse += on * jets[index].force
      result.propellant += on * jets[index].massRate
    }
    return result
  }
}
