import Flight
import Kinematics
import NumericalMethods
import StationModel

/// What faces of joints do that have let go, until the pieces have been apart and clearance watches them.
///
/// Nothing holds them: they press and do not pull. At full fidelity faces that come back strike each
/// other (`PortSeam.strike(_:_:_:_:)`), at the instant at which they are in each other by
/// `PortSeam.depth`. A blow slower than what springs back leaves them resting on each other, and so does
/// a push that was there when they let go, as of engines or of the air. Resting faces stay together and
/// move as one as long as something presses them: they are looked at so often that they go in by no more
/// than ``creep`` from look to look. Each look stops them, by a blow that is counted and not told, and
/// draws them out of each other (`PortSeam.settle(_:_:_:)`). In a study the first contact is told and not
/// flown.
///
/// Limits: those of `PortSeam`. Between two looks resting faces move into each other by up to ``creep``,
/// at up to `√(2 · creep · push)`, a millimetre a second at 0.01 m/s²; more where the push grows between
/// them, as by attitude jets.
extension MissionFlight {
  /// How far resting faces may go into each other between two looks [m]: chosen.
  private static let creep = 1e-4
  /// The shortest time between two looks at resting faces [s]: chosen.
  private static let shortestPress = 0.005
  /// Faces that have parted so far do not rest any more [m]: chosen.
  private static let lift = 0.001
  /// Of a mechanism whose radius is not known [m]: chosen.
  private static let unknownRadius = 0.5

  /// Remembers the faces of joints that have let go at this instant.
  mutating func openSeams(at joints: [Int]) {
    for index in joints {
      guard let (a, b) = sides(of: index), !world.seams.contains(where: { $0.joint == index }),
        seam(at: index).isClosed(world.bodies[a], world.bodies[b])
      else { continue }
      world.seams.append(SeamState(joint: index))
    }
  }

  private func seam(at index: Int) -> PortSeam {
    let joint = world.assembly.joints[index]
    let mechanics = standards.releases[joint.releasing.id]
    return PortSeam(
      at: joint.position, axis: joint.axis, radius: mechanics?.radius ?? Self.unknownRadius)
  }

  /// The pieces at faces that nothing holds and that fly; the first is the joint's first side.
  private func loose(_ joint: Int) -> (Int, Int)? {
    guard let (a, b) = sides(of: joint), world.entries[a] == nil, world.entries[b] == nil,
      !world.motions.contains(where: { $0.joint == joint && $0.phase == .held })
    else { return nil }
    return (a, b)
  }

  /// How long resting faces may go without a look [s]: infinity where none rest.
  var timeToNextSeam: Double {
    world.seams.reduce(.infinity) { least, state in
      guard state.isResting, let (a, b) = sides(of: state.joint) else { return least }
      let burns = world.burns.reduce(0.0) { sum, burn in
        let piece = world.piece(holding: burn.module)
        guard piece == a || piece == b, let piece else { return sum }
        return sum + burn.thrust.force / world.bodies[piece].properties.mass
      }
      let push = max(1.5 * state.push, burns)
      guard push > 0 else { return least }
      return min(least, max(Self.shortestPress, (2 * Self.creep / push).squareRoot()))
    }
  }

  /// The joints whose faces go into each other in what was flown of a step and do not rest, with the first
  /// time of each after the start of the flight [s].
  func seamContacts(from before: World, start: Double) -> [(joint: Int, time: Double)] {
    var contacts: [(joint: Int, time: Double)] = []
    for state in world.seams where !state.isResting {
      guard let (a, b) = loose(state.joint), let one = flying.firstIndex(of: a),
        let two = flying.firstIndex(of: b)
      else { continue }
      let seam = seam(at: state.joint)
      var bodies = (before.bodies[a], before.bodies[b])
      var time = start
      for part in path {
        let next = (part.bodies[one], part.bodies[two])
        // What turns so far in a part is looked at where clearance looks.
        if let contact = try? seam.firstContact(from: bodies, to: next, duration: part.length) {
          contacts.append((state.joint, time + contact))
          break
        }
        bodies = next
        time += part.length
      }
    }
    return contacts
  }

  /// Looks at the faces after a step: whether they are clear of each other, strike or press.
  ///
  /// - Parameters:
  ///   - length: of the step [s].
  ///   - meeting: what ``seamContacts(from:start:)`` found in it.
  mutating func watchSeams(for length: Double, _ meeting: [(joint: Int, time: Double)]) {
    guard !world.seams.isEmpty else { return }
    for (index, watch) in watches.enumerated() {
      let states = world.seams.indices.filter { index in
        guard let (a, b) = loose(world.seams[index].joint) else { return false }
        return (a, b) == (watch.first, watch.second) || (b, a) == (watch.first, watch.second)
      }
      guard !states.isEmpty else { continue }
      let faces = states.contains { isInFront($0) }
      if clearance?.pairs[index].hasParted != false || !faces {
        part(states, watch)
      } else if plan.fidelity == .study {
        let found = meeting.filter { joint, _ in
          states.contains { world.seams[$0].joint == joint }
        }
        if let first = found.map(\.time).min() { tellUnflown(states, watch, at: first) }
      } else {
        press(states, watch, for: length)
      }
    }
    world.seams = world.seams.filter { state in
      sides(of: state.joint).map { world.entries[$0] == nil && world.entries[$1] == nil } ?? false
    }
  }

  private func isInFront(_ index: Int) -> Bool {
    let joint = world.seams[index].joint
    guard let (a, b) = sides(of: joint) else { return false }
    return seam(at: joint).faces(world.bodies[a], world.bodies[b])
  }

  /// The pieces have been apart, or their faces have slipped off each other: clearance watches from here.
  private mutating func part(_ states: [Int], _ watch: Watch) {
    let gone = states.map { world.seams[$0] }
    world.seams.removeAll { gone.contains($0) }
    let blows = gone.reduce(0) { $0 + $1.blows }
    guard gone.contains(where: \.isResting) || blows > Self.toldBlows else { return }
    let impulse = gone.reduce(0) { $0 + $1.impulse }
    note(
      .contactEnd, [crafts[watch.first].track, crafts[watch.second].track],
      "they part after \(blows) blows and \(Assembly.rounded(impulse, 1)) N s")
  }

  /// Lets the faces of two pieces strike each other as they stand, or press on each other.
  private mutating func press(_ states: [Int], _ watch: Watch, for length: Double) {
    guard let first = states.first, let (a, b) = sides(of: world.seams[first].joint) else { return }
    let seams = states.map { index in
      let seam = seam(at: world.seams[index].joint)
      // All faces are told from the one piece to the other.
      return sides(of: world.seams[index].joint)?.0 == a
        ? seam : PortSeam(at: seam.point, axis: -seam.axis, radius: seam.radius)
    }
    var (one, two) = (world.bodies[a], world.bodies[b])
    let opening = seams.reduce(.infinity) { min($0, $1.opening(one, two)) }
    let wasResting = states.contains { world.seams[$0].isResting }
    for index in states {
      if opening > Self.lift { world.seams[index].isResting = false }
      world.seams[index].push = 0
    }
    guard opening < (wasResting ? 0 : -0.5 * PortSeam.depth) else { return }
    var surfaces = standards.surfaces
    if wasResting {
      surfaces.restitution = 0
      surfaces.restingSpeed = .infinity
    }
    guard let blow = PortSeam.strike(seams, &one, &two, surfaces) else { return }
    if wasResting { PortSeam.settle(seams, &one, &two) }
    (world.bodies[a], world.bodies[b]) = (one, two)
    formation = nil
    let rests = wasResting || blow.closingSpeed <= standards.surfaces.restingSpeed
    for (place, index) in states.enumerated() {
      world.seams[index].blows += place == 0 ? 1 : 0
      world.seams[index].impulse += place == 0 ? blow.impulse.magnitude : 0
      world.seams[index].isResting = rests
      world.seams[index].push = length > 0 ? blow.closingSpeed / length : 0
    }
    tell(blow, states, watch, rests: rests, wasResting: wasResting)
  }

  private mutating func tell(
    _ blow: SeamBlow, _ states: [Int], _ watch: Watch, rests: Bool, wasResting: Bool
  ) {
    let blows = states.reduce(0) { $0 + world.seams[$1].blows }
    let names = facing(states, watch)
    keepContact(states, watch, at: time)
    if rests {
      if !wasResting { note(.contact, tracks(of: watch), "\(names) rest on each other") }
    } else if blows <= Self.toldBlows {
      note(
        .contact, tracks(of: watch),
        "\(names) touch at \(Assembly.rounded(blow.closingSpeed, 4)) m/s, "
          + "\(Assembly.rounded(blow.impulse.magnitude, 1)) N s; damage is not modelled")
    } else if blows == Self.toldBlows + 1 {
      note(.contact, tracks(of: watch), "\(names) go on touching; further blows are only counted")
    }
  }

  private mutating func tellUnflown(_ states: [Int], _ watch: Watch, at when: Double) {
    note(
      .contact, tracks(of: watch), "\(facing(states, watch)) touch; what follows is not flown",
      at: when)
    keepContact(states, watch, at: when)
    let told = states.map { world.seams[$0] }
    world.seams.removeAll { told.contains($0) }
  }

  private func tracks(of watch: Watch) -> [Int] {
    [crafts[watch.first].track, crafts[watch.second].track]
  }

  /// The modules at the first of some faces, in the watch's order.
  private func modules(_ states: [Int], _ watch: Watch) -> [Int] {
    guard let first = states.first else { return [] }
    let joint = world.assembly.joints[world.seams[first].joint]
    return world.piece(holding: joint.a) == watch.first ? [joint.a, joint.b] : [joint.b, joint.a]
  }

  private func facing(_ states: [Int], _ watch: Watch) -> String {
    let joints = names(of: states.map { world.seams[$0].joint })
    return modules(states, watch).map { world.assembly.modules[$0].id }.joined(separator: " and ")
      + " at \(joints)"
  }

  /// What the verdict is to say of the first contact of two pieces.
  private mutating func keepContact(_ states: [Int], _ watch: Watch, at when: Double) {
    guard recording.pairs[watch.pair].seam == nil else { return }
    recording.pairs[watch.pair].seam = Recording.Approach(
      distance: 0, time: when, modules: modules(states, watch), isContact: true)
  }
}
