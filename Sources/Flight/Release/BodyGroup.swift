import Kinematics
import NumericalMethods
import StationModel

/// What acts between two bodies of a group, of a joint that lets go or takes hold.
public struct Coupling: Sendable, Hashable {
  /// What it is.
  public enum Act: Sendable, Hashable {
    /// A joint lets go.
    case release(ReleasePlan)
    /// A joint takes hold.
    case capture(SoftCapture)
  }

  /// One of the bodies, by index in the group.
  public var a: Int
  /// The other.
  public var b: Int
  /// What acts.
  public var act: Act
  /// Now, after the command [s].
  public var time: Double
  /// Where a release is; of a capture `held`, and `free` once it has settled.
  public var phase: ReleasePlan.Phase

  /// A coupling from its parts; time in [s].
  public init(
    a: Int, b: Int, act: Act, time: Double, phase: ReleasePlan.Phase
  ) {
    self.a = a
    self.b = b
    self.act = act
    self.time = time
    self.phase = phase
  }

  func forces(_ a: RigidBody, _ b: RigidBody, after h: Double) -> PairForces {
    switch act {
    case .release(let plan): plan.forces(a, b, time: time + h)
    case .capture(let capture): capture.forces(a, b)
    }
  }

  /// The longest step by which its bodies are followed [s]: 1 ms, and less where springs are so stiff that
  /// they would swing by more than 0.15 rad in it. The rule of Runge and Kutta keeps angular momentum to
  /// its order only: measured, 1e-11 of it are gained or lost in 0.1 s at 0.4 rad, less than 1e-12 here.
  public func longestStep(_ a: RigidBody, _ b: RigidBody) -> Double {
    guard case .release(let plan) = act else { return 0.02 }
    let axis = a.attitude.rotate(plan.axis)
    func yield(_ body: RigidBody, _ place: SIMD3<Double>) -> Double {
      let arm = cross(body.location(of: place) - body.position.components, axis)
      let turn = (body.properties.inertia.inverse ?? .zero) * body.attitude.inverse.rotate(arm)
      return 1 / body.properties.mass + dot(arm, body.attitude.rotate(turn))
    }
    var square = 0.0
    for (place, stiffness) in plan.springs {
      square += stiffness * (yield(a, place) + yield(b, place))
    }
    return min(1e-3, 0.15 / square.squareRoot())
  }

  /// Takes note of where the bodies are; whether it is in another phase than before.
  mutating func look(_ a: RigidBody, _ b: RigidBody) -> Bool {
    let before = phase
    switch act {
    case .release(var plan):
      plan.dropDrawnHooks(a, b)
      act = .release(plan)
      phase = plan.phase(a, b, time: time)
    case .capture(let capture):
      phase = capture.hasSettled(a, b) ? .free : .held
    }
    return phase != before
  }
}

/// Rigid bodies with forces between some of them and none besides, for the seconds in which joints let
/// go or take hold.
///
/// What flies bodies has forces of its own, which change little in a tenth of a second: a group is
/// followed twice, with its couplings and without, and the difference is added to the flight
/// (``changes(since:)``). Both are steps of the same length, so that what a step errs cancels. The
/// motion that the two lack of each other is of the order of the gravity gradient times the way apart:
/// 1e-9 m/s in 0.1 s for ways of centimetres.
public struct BodyGroup: Sendable {
  /// The bodies now.
  public private(set) var bodies: [RigidBody]
  private let inverses: [Matrix3]

  /// Bodies from now on; one without inertia does not turn faster by any torque.
  public init(_ bodies: [RigidBody]) {
    self.bodies = bodies
    inverses = bodies.map { $0.properties.inertia.inverse ?? .zero }
  }

  /// A change of phase of a coupling.
  public struct Change: Sendable, Hashable {
    /// Which coupling, by index.
    public var coupling: Int
    /// The phase that it then is in.
    public var phase: ReleasePlan.Phase
    /// After the start [s].
    public var time: Double
  }

  /// Follows the bodies for a time [s], by the rule of Runge and Kutta of the fourth order.
  ///
  /// - Parameters:
  ///   - duration: how long [s].
  ///   - couplings: what acts; their times and phases go on. One that is free acts no more.
  ///   - longest: step [s]; 1 ms follows a hook of 5e6 N/m that holds some tons.
  /// - Returns: the changes of phase, in order of time.
  public mutating func follow(
    for duration: Double, _ couplings: inout [Coupling], longest: Double = 1e-3
  ) -> [Change] {
    var changes: [Change] = []
    let count = max(1, Int((duration / longest).rounded(.up)))
    let h = duration / Double(count)
    for step in 0..<count {
      for index in couplings.indices where couplings[index].phase != .free {
        let (a, b) = (couplings[index].a, couplings[index].b)
        if couplings[index].look(bodies[a], bodies[b]) {
          changes.append(
            Change(coupling: index, phase: couplings[index].phase, time: Double(step) * h))
        }
      }
      self.step(h, couplings)
      for index in couplings.indices { couplings[index].time += h }
    }
    return changes
  }

  private mutating func step(_ h: Double, _ couplings: [Coupling]) {
    let start = bodies
    let k1 = rates(start, couplings, 0)
    let k2 = rates(moved(start, k1, h / 2), couplings, h / 2)
    let k3 = rates(moved(start, k2, h / 2), couplings, h / 2)
    let k4 = rates(moved(start, k3, h), couplings, h)
    for index in bodies.indices {
      let sum = k2[index].times(
        2, plus: k3[index].times(2, plus: k4[index].times(1, plus: k1[index])))
      bodies[index] = BodyPair.moved(start[index], sum, h / 6)
    }
  }

  private func moved(
    _ bodies: [RigidBody], _ rates: [BodyPair.Rate], _ h: Double
  ) -> [RigidBody] {
    zip(bodies, rates).map { BodyPair.moved($0, $1, h) }
  }

  private func rates(
    _ bodies: [RigidBody], _ couplings: [Coupling], _ h: Double
  ) -> [BodyPair.Rate] {
    var force = [SIMD3<Double>](repeating: .zero, count: bodies.count)
    var torque = force
    for coupling in couplings where coupling.phase != .free {
      let (a, b) = (coupling.a, coupling.b)
      let found = coupling.forces(bodies[a], bodies[b], after: h)
      force[a] -= found.force
      force[b] += found.force
      torque[a] += found.torqueOnFirst
      torque[b] += found.torqueOnSecond
    }
    return bodies.indices.map {
      BodyPair.rate(bodies[$0], inverses[$0], force[$0], torque[$0])
    }
  }

  /// What bodies have more than those of a group that began alike.
  public func changes(since free: BodyGroup) -> [MotionChange] {
    zip(bodies, free.bodies).map { body, free in
      MotionChange(
        position: body.position - free.position, velocity: body.velocity - free.velocity,
        turn: free.attitude.inverse.then(body.attitude),
        momentum: body.spinMomentum - free.spinMomentum)
    }
  }
}

/// What forces that the flight does not know have done to a body.
public struct MotionChange: Sendable, Hashable {
  /// [m]
  public var position: Position<GCRF>
  /// [m/s]
  public var velocity: Velocity<GCRF>
  /// Of the body.
  public var turn: Rotation<GCRF, GCRF>
  /// Of its spin angular momentum, along GCRF axes [N m s].
  public var momentum: SIMD3<Double>
}
