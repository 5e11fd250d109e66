import Flight
import Kinematics
import NumericalMethods
import StationModel

extension MissionFlight {
  /// While joints let go or take hold their forces are followed in parts of a period [s], beside what
  /// flies the pieces.
  static let couplingPeriod = 0.1
  /// After so long a release that does not end has failed, and the joint is made fast again; a capture
  /// that does not settle in twice this time is given up [s].
  static let patience = 300.0

  /// Joints that are open and hold or push two pieces that fly.
  private var coupled: [Int] {
    world.motions.indices.filter { index in
      let motion = world.motions[index]
      guard !motion.isOpening, motion.phase != .free, let (a, b) = sides(of: motion.joint) else {
        return false
      }
      return flying.contains(a) && flying.contains(b)
    }
  }

  /// Whether forces act between pieces, so that steps are short.
  var hasCouplings: Bool { !coupled.isEmpty }

  /// The two pieces at a joint; nil where they are one.
  func sides(of joint: Int) -> (Int, Int)? {
    let plan = world.assembly.joints[joint]
    guard let a = world.piece(holding: plan.a), let b = world.piece(holding: plan.b), a != b else {
      return nil
    }
    return (a, b)
  }

  /// Whether joints hold two pieces at each other, so that surfaces that meet there are no contact.
  func areHeld(_ a: Int, _ b: Int) -> Bool {
    world.motions.contains { motion in
      guard !motion.isOpening, let (c, d) = sides(of: motion.joint) else { return false }
      return (a, b) == (c, d) || (a, b) == (d, c)
    }
  }

  // MARK: Hooks

  /// When the next hooks open, after the start [s].
  var nextOpening: Double {
    world.motions.filter(\.isOpening).reduce(.infinity) { min($0, $1.opensAt) }
  }

  /// Opens the joints whose hooks are open by now.
  mutating func openDue() {
    while true {
      let due = world.motions.indices.filter {
        world.motions[$0].isOpening && world.motions[$0].opensAt <= time + 1e-9
      }
      guard let first = due.first else { return }
      // What opens at one instant comes apart together.
      let at = world.motions[first].opensAt
      open(due.filter { world.motions[$0].opensAt == at })
    }
  }

  private mutating func open(_ due: [Int]) {
    record()
    let joints = due.map { world.motions[$0].joint }
    // Before the cut nothing was told to open yet: other ways to part begin from there.
    var before = world
    before.motions = before.motions.filter { !joints.contains($0.joint) }
    note(.hooksOpen, tracks(at: joints), "hooks of \(names(of: joints)) are open")
    for index in due {
      if case .release(let plan) = world.motions[index].act {
        world.motions[index].time = plan.opening
        world.motions[index].phase = plan.pushers.isEmpty ? .tethered : .pushing
      }
    }
    var cut = world.part(joints, springs: .energy(0), at: time, standards: standards)
    cut.springs = []
    formation = nil
    opened(cut, before: before)
    for index in due { strikeOff(index) }
  }

  /// What acts at the opening and takes no time: springs of which no mechanics are known, and the blow
  /// and the couple of a dispersion.
  private mutating func strikeOff(_ index: Int) {
    let motion = world.motions[index]
    guard let (a, b) = sides(of: motion.joint), case .release(let plan) = motion.act else { return }
    if motion.impulse > 0 {
      release(
        [SpringRelease(a: a, b: b, point: plan.point, axis: plan.axis, energy: motion.impulse)],
        bodies: &world.bodies)
    }
    var (one, two) = (world.bodies[a], world.bodies[b])
    let across = one.attitude.rotate(
      ReleasePlan.ring(1, radius: 1, about: .zero, axis: plan.axis)[0])
    if motion.dispersion.lateral != 0 {
      Blow(along: across, at: one.location(of: plan.point))
        .give(motion.dispersion.lateral, &one, &two)
    }
    if motion.dispersion.tipOff != 0 {
      Blow.turn(motion.dispersion.tipOff, about: across, &one, &two)
    }
    (world.bodies[a], world.bodies[b]) = (one, two)
  }

  func names(of joints: [Int]) -> String {
    joints.map { world.assembly.joints[$0].id }.joined(separator: ", ")
  }

  private func tracks(at joints: [Int]) -> [Int] {
    let pieces = joints.flatMap { index in
      [world.assembly.joints[index].a, world.assembly.joints[index].b]
        .compactMap { world.piece(holding: $0) }
    }
    return Set(pieces).sorted().map { crafts[$0].track }
  }

  /// Says that hooks begin to open, and opens those that take no time.
  mutating func beginOpening(_ joints: [Int]) {
    let longest = world.motions.filter { joints.contains($0.joint) }
      .reduce(0) { max($0, $1.opensAt - time) }
    if longest > 0 {
      note(
        .opening, tracks(at: joints),
        "hooks of \(names(of: joints)) begin to open, \(Assembly.rounded(longest, 0)) s")
    }
    openDue()
  }

  /// Says at the end of the flight which hooks would have opened only later.
  mutating func noteUnopened() {
    for motion in world.motions where motion.isOpening {
      note(
        .opening, tracks(at: [motion.joint]),
        "hooks of \(names(of: [motion.joint])) would be open only "
          + "\(Assembly.rounded(motion.opensAt - time, 1)) s after the end of the flight: what they hold "
          + "is still one")
    }
  }

  mutating func noteReclosed(_ joints: [Int]) {
    note(.mated, tracks(at: joints), "hooks of \(names(of: joints)) close again")
  }

  mutating func noteCapture(_ joints: [Int]) {
    note(.captured, tracks(at: joints), "\(names(of: joints)) has taken hold")
  }

  // MARK: Forces

  /// Flies a period, with the forces of joints that let go or take hold; `begin` is when it begins [s].
  mutating func fly(
    _ flight: inout FormationFlight, for period: Double, from begin: Double
  ) throws {
    let active = coupled
    guard !active.isEmpty else {
      try flight.step(period)
      path.append((period, flight.bodies))
      return
    }
    let count = max(1, (period / Self.couplingPeriod).rounded(.up))
    for part in 0..<Int(count) {
      try couple(&flight, active, for: period / count, at: begin + Double(part) * period / count)
      path.append((period / count, flight.bodies))
    }
  }

  private mutating func couple(
    _ flight: inout FormationFlight, _ active: [Int], for length: Double, at begin: Double
  ) throws {
    var slots: [Int] = []
    var couplings: [Coupling] = []
    func slot(_ piece: Int) -> Int {
      let place = flying.firstIndex(of: piece) ?? 0
      if let known = slots.firstIndex(of: place) { return known }
      slots.append(place)
      return slots.count - 1
    }
    for index in active {
      let motion = world.motions[index]
      guard let (a, b) = sides(of: motion.joint) else { continue }
      couplings.append(
        Coupling(a: slot(a), b: slot(b), act: motion.act, time: motion.time, phase: motion.phase))
    }
    let bodies = flight.bodies
    var group = BodyGroup(slots.map { bodies[$0] })
    var free = group
    let start = group.bodies
    let step = couplings.reduce(0.02) { min($0, $1.longestStep(start[$1.a], start[$1.b])) }
    let changes = group.follow(for: length, &couplings, longest: step)
    var nothing: [Coupling] = []
    _ = free.follow(for: length, &nothing, longest: step)
    try flight.step(length)
    for (change, slot) in zip(group.changes(since: free), slots) { flight.add(change, to: slot) }
    for (coupling, index) in zip(couplings, active) {
      world.motions[index].act = coupling.act
      world.motions[index].time = coupling.time
      world.motions[index].phase = coupling.phase
    }
    book(start, group.bodies)
    for change in changes {
      let (coupling, index) = (couplings[change.coupling], active[change.coupling])
      tell(
        world.motions[index], change.phase, at: begin + change.time,
        (group.bodies[coupling.a], group.bodies[coupling.b]))
    }
  }

  /// Adds up what the forces have changed of the momentum: nothing but rounding.
  private mutating func book(_ before: [RigidBody], _ after: [RigidBody]) {
    guard !cuts.isEmpty else { return }
    let orbital = world.reference.velocity.components
    let change = MomentumBalance(of: after, orbitalVelocity: orbital)
      .change(from: MomentumBalance(of: before, orbitalVelocity: orbital))
    let last = cuts.count - 1
    cuts[last].record.pushed.linear = max(cuts[last].record.pushed.linear, change.linear)
    cuts[last].record.pushed.angular = max(cuts[last].record.pushed.angular, change.angular)
  }

  /// Says in which phase a joint is now.
  private mutating func tell(
    _ motion: JointMotion, _ phase: ReleasePlan.Phase, at when: Double,
    _ bodies: (RigidBody, RigidBody)
  ) {
    guard case .release(let plan) = motion.act else { return }
    let (id, tracks) = (names(of: [motion.joint]), tracks(at: [motion.joint]))
    if !plan.pushers.isEmpty, phase == .free || phase == .tethered {
      let energy = Assembly.rounded(plan.energy, 1)
      note(.springsDone, tracks, "springs of \(id) have given \(energy) J", at: when)
    }
    switch phase {
    case .held: note(.held, tracks, "a stuck hook holds \(id)", at: when)
    case .tethered where plan.umbilical != nil:
      note(.held, tracks, "an umbilical still holds \(id)", at: when)
    case .free:
      let offset = PortOffset(world.assembly.joints[motion.joint], bodies.0, bodies.1)
      note(
        .free, tracks,
        "\(id) is free: \(Assembly.rounded(offset.alongSpeed, 4)) m/s along its axis, "
          + "\(Assembly.rounded(offset.acrossSpeed, 4)) m/s across, "
          + "\(Assembly.rounded(offset.rate * 180 / .pi, 4)) deg/s", at: when)
    default: break
    }
  }

  // MARK: The end

  /// Closes the books of joints that are free or fast, and of those that will be neither.
  mutating func endMotions() {
    for motion in world.motions where motion.phase == .free {
      switch motion.act {
      case .release(let plan): end(motion, plan)
      case .capture: close([motion.joint])
      }
    }
    for motion in world.motions where !motion.isOpening && sides(of: motion.joint) != nil {
      switch motion.act {
      case .release(let plan) where motion.time > plan.opening + Self.patience:
        note(
          .held, tracks(at: [motion.joint]),
          "\(names(of: [motion.joint])) has not let go in \(Int(Self.patience)) s and is made fast")
        close([motion.joint])
      case .capture where motion.time > 2 * Self.patience:
        note(
          .held, tracks(at: [motion.joint]),
          "\(names(of: [motion.joint])) cannot be drawn together and is let go")
        world.motions.removeAll { $0.joint == motion.joint }
      default: break
      }
    }
  }

  /// Takes a joint that is free out of the world, and says what its springs gave.
  private mutating func end(_ motion: JointMotion, _ plan: ReleasePlan) {
    world.motions.removeAll { $0.joint == motion.joint }
    guard let (a, b) = sides(of: motion.joint),
      let cut = cuts.lastIndex(where: { $0.record.joints.contains(motion.joint) })
    else { return }
    let energy = plan.pushers.isEmpty ? motion.impulse : plan.energy
    let spring = SpringRelease(a: a, b: b, point: plan.point, axis: plan.axis, energy: energy)
    cuts[cut].record.springs.append((motion.joint, spring, spring.partingSpeed(world.bodies)))
    // What is told of the pieces is told once nothing pushes them any more.
    guard cuts[cut].after.pieces == world.pieces else { return }
    stepSystems()
    record()
    cuts[cut].after = world
  }

  /// Makes joints fast.
  private mutating func close(_ joints: [Int]) {
    guard joints.allSatisfy({ world.opened.contains($0) }) else { return }
    stepSystems()
    record()
    let before = world
    mated(world.close(joints, at: time, standards: standards), before: before)
  }

  /// What is to be done where joints were closed.
  mutating func mated(_ mate: MateRecord, before: World) {
    formation = nil
    let ids = names(of: mate.joints)
    guard mate.joins else {
      note(.mated, tracks(at: mate.joints), "\(ids) closes")
      for vent in mate.shutVents { noteEnd(of: vent, by: "its port is closed by a joint") }
      return
    }
    endBurnsOfParted(before, by: "mate")
    rejoinBurns(before)
    split(before)
    cuts.append(FlownCut(time: time, record: CutRecord(of: mate), before: before, after: world))
    note(
      .mated, tracks(at: mate.joints),
      "\(ids) closes: \(before.pieces.count) becomes \(world.pieces.count), "
        + "\(Assembly.rounded(mate.energyLost, 1)) J are lost")
    for vent in mate.shutVents { noteEnd(of: vent, by: "its port is closed by a joint") }
    endDryBurns()
  }

  /// Burns of a whole that is joined again at the instant at which it came apart have not been
  /// interrupted.
  private mutating func rejoinBurns(_ before: World) {
    for (old, new) in zip(before.burns, world.burns) where old.start == time && new.start < time {
      let name = "\(new.burn.module).\(new.burn.engine)"
      recording.burns.removeAll {
        $0.engine == name && $0.start == new.start && $0.end == time && $0.endedBy == "cut"
      }
    }
  }
}

extension CutRecord {
  /// A mate, as the opposite of a cut.
  init(of mate: MateRecord) {
    self.init(joints: [], separates: true, before: mate.before, after: mate.after, springs: [])
    closed = mate.joints
  }
}

/// An impulse between two bodies that is told by the speed that it gives.
private struct Blow {
  let along: SIMD3<Double>
  let at: SIMD3<Double>

  /// Gives the point of the second body a speed [m/s] beside that of the first.
  func give(_ speed: Double, _ a: inout RigidBody, _ b: inout RigidBody) {
    let push = speed / (give(a) + give(b)) * along
    for (sign, body) in [(-1.0, a), (1.0, b)] {
      var body = body
      let inverse = body.properties.inertia.inverse ?? .zero
      let moment = cross(at - body.position.components, sign * push)
      body.velocity += Velocity(sign / body.properties.mass * push)
      body.angularVelocity += AngularVelocity(inverse * body.attitude.inverse.rotate(moment))
      if sign < 0 { a = body } else { b = body }
    }
  }

  private func give(_ body: RigidBody) -> Double {
    let inverse = body.properties.inertia.inverse ?? .zero
    let arm = at - body.position.components
    let turn = body.attitude.rotate(inverse * body.attitude.inverse.rotate(cross(arm, along)))
    return 1 / body.properties.mass + dot(along, cross(turn, arm))
  }

  /// Turns two bodies against each other by a couple, at a rate [rad/s].
  static func turn(
    _ rate: Double, about axis: SIMD3<Double>, _ a: inout RigidBody, _ b: inout RigidBody
  ) {
    func yield(_ body: RigidBody) -> SIMD3<Double> {
      (body.properties.inertia.inverse ?? .zero) * body.attitude.inverse.rotate(axis)
    }
    let (one, two) = (yield(a), yield(b))
    let sum = dot(axis, a.attitude.rotate(one) + b.attitude.rotate(two))
    guard sum > 0 else { return }
    a.angularVelocity += AngularVelocity(-rate / sum * one)
    b.angularVelocity += AngularVelocity(rate / sum * two)
  }
}
