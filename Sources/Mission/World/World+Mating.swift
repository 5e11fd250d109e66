import Flight
import Kinematics
import NumericalMethods
import StationModel

/// What a mate did.
public struct MateRecord: Sendable {
  /// The joints that were closed, by index, rising.
  public var joints: [Int]
  /// Whether pieces became one.
  public var joins: Bool
  /// Momentum before it.
  public var before: MomentumBalance
  /// Momentum after it.
  public var after: MomentumBalance
  /// The energy of motion that is lost [J].
  public var energyLost: Double
  /// The vents whose ports are closed now.
  public var shutVents: [ActiveVent] = []
}

extension World {
  /// Closes joints at this instant. Pieces that they join go on as one body, with the momentum that they
  /// had together; what they move against each other is lost (`RigidBody.mated(_:as:)`).
  ///
  /// The whole has the shape of the graph: where sides do not stand exactly at each other, the lighter
  /// piece is drawn into its place, by what the mechanism's envelope allows at most. Engines that fire go
  /// on; gyroscopes and what turns keep their momentum, and what they cannot keep goes into the whole; air
  /// that flowed out of a port which is closed now stays.
  ///
  /// - Parameters:
  ///   - joints: which, by index.
  ///   - time: after the start of the flight [s], for the records of burns.
  ///   - standards: the figures by which a piece can be held or cannot.
  public mutating func close(
    _ joints: [Int], at time: Double, standards: Standards
  ) -> MateRecord {
    let orbital = reference.velocity.components
    let stored = storedMomenta
    let balance = MomentumBalance(of: bodies, orbitalVelocity: orbital, inner: stored)
    let before = self
    opened.subtract(joints)
    motions.removeAll { joints.contains($0.joint) }
    seams.removeAll { joints.contains($0.joint) }
    let loads = massLoads
    let next = assembly.pieces(opening: opened, tankLoads: loads)
    let joins = next.count < pieces.count
    var lost = 0.0
    if joins {
      let parts = next.map { whole in
        before.pieces.indices.filter { whole.modules.contains(before.pieces[$0].modules[0]) }
      }
      pieces = next
      bodies = zip(next, parts).map { piece, parts in
        guard parts.count > 1 else { return before.bodies[parts[0]] }
        let joined = parts.map { before.bodies[$0] }
        lost += RigidBody.energyOfMating(joined)
        return RigidBody.mated(joined, as: massProperties(of: piece.modules))
      }
      entries = parts.map { before.entries[$0[0]] }
      modes = parts.map { parts in
        parts.map { before.modes[$0] }.first { $0 != .freeDrift } ?? .freeDrift
      }
      if !controllers.isEmpty { makeControllers(from: before, standards: standards) }
      let wholes = parts.indices.filter { parts[$0].count > 1 }
      for index in wholes { carryOnControl(of: index, parts[index], before, standards) }
      for index in wholes {
        keepMomentum(
          parts[index].reduce(.zero) { $0 + (stored.isEmpty ? .zero : stored[$1]) }, of: index)
      }
      carryOnBurns(from: before, at: time, standards: standards)
      touches = touches.filter { piece(holding: $0.first) != piece(holding: $0.second) }
    }
    let shut = vents.filter { isShut($0) }
    vents = vents.filter { !isShut($0) }
    return MateRecord(
      joints: joints.sorted(), joins: joins, before: balance,
      after: MomentumBalance(of: bodies, orbitalVelocity: orbital, inner: storedMomenta),
      energyLost: lost, shutVents: shut)
  }

  /// Does the command to join.
  mutating func mate(
    _ ids: [String], at time: Double, _ standards: Standards
  ) throws(CommandRefusal) -> CommandOutcome {
    var joints: [Int] = []
    for id in ids {
      guard let index = assembly.jointIndex(id) else { throw .unknownJoint(id, in: assembly) }
      let isMoving = motions.contains { $0.joint == index }
      guard opened.contains(index) || isMoving else { throw .notOpen(id) }
      joints.append(index)
    }
    joints = Set(joints).sorted()
    for index in joints where opened.contains(index) { try checkReach(of: index, standards) }
    if joints.allSatisfy({ !opened.contains($0) }) {
      motions.removeAll { joints.contains($0.joint) }
      return .reclosed(joints)
    }
    let captures = joints.compactMap { capture(of: $0, at: time, standards) }
    motions.removeAll { joints.contains($0.joint) }
    // Where attitude is taken as told, and where nothing has to be drawn together, hooks close at once.
    guard !controllers.isEmpty, !captures.isEmpty else {
      return .mated(close(joints, at: time, standards: standards))
    }
    motions += captures
    return .captured(joints)
  }

  /// How a joint is drawn together; nil where its sides stand at each other.
  private func capture(of index: Int, at time: Double, _ standards: Standards) -> JointMotion? {
    let joint = assembly.joints[index]
    guard let a = piece(holding: joint.a), let b = piece(holding: joint.b), a != b else {
      return nil
    }
    // Hooks close on faces that are pressed together.
    if seams.contains(where: { $0.joint == index && $0.isResting }) { return nil }
    let settling = envelope(of: joint, standards)?.settling ?? 300
    let capture = SoftCapture(bodies[a], bodies[b], at: joint.position, settling: settling)
    if capture.hasSettled(bodies[a], bodies[b]) { return nil }
    return JointMotion(joint: index, act: .capture(capture), start: time, time: 0, phase: .held)
  }

  private func envelope(of joint: Joint, _ standards: Standards) -> CaptureEnvelope? {
    standards.captures[joint.mechanismA.id] ?? standards.captures[joint.mechanismB.id]
  }

  /// Refuses a joint whose sides its mechanism cannot take hold of, with the figures that miss.
  private func checkReach(of index: Int, _ standards: Standards) throws(CommandRefusal) {
    let joint = assembly.joints[index]
    let id = assembly.modules[joint.a].id
    let a = try flyingPiece(holding: id)
    let b = try flyingPiece(holding: assembly.modules[joint.b].id)
    guard a != b else { return }
    let firing = burns.count { [a, b].contains(piece(holding: $0.module)) }
    // Sides that stand at each other are made fast at once, under whatever thrust. A study knows one
    // thrust of a piece.
    guard
      firing == 0
        || (capture(of: index, at: 0, standards) == nil && (followsOutflows || firing == 1))
    else { throw .firing(id) }
    guard let envelope = envelope(of: joint, standards) else {
      throw .outOfReach(
        joint.id, misses: ["its capture envelope is not known"], mechanism: joint.mechanismA.id)
    }
    let misses = PortOffset(joint, bodies[a], bodies[b]).misses(of: envelope)
    guard misses.isEmpty else {
      throw .outOfReach(joint.id, misses: misses, mechanism: envelope.mechanism)
    }
  }
}

/// How the sides of a joint stand and move beside each other.
struct PortOffset {
  /// Along the joint's axis and across it [m].
  let along: Double
  let across: Double
  /// Of one axis beside the other, and about it [rad].
  let tilt: Double
  let roll: Double
  /// [m/s]
  let alongSpeed: Double
  let acrossSpeed: Double
  /// [rad/s]
  let rate: Double

  init(_ joint: Joint, _ a: RigidBody, _ b: RigidBody) {
    let toFirst = a.attitude.inverse
    let (placeA, placeB) = (a.location(of: joint.position), b.location(of: joint.position))
    let axis = joint.axis
    let way = toFirst.rotate(placeB - placeA)
    along = dot(way, axis)
    across = (way - along * axis).magnitude
    let turn = b.attitude.then(toFirst)
    let other = turn.rotate(axis)
    tilt = Elementary.atan2(cross(axis, other).magnitude, dot(axis, other))
    let q = turn.quaternion
    let twist = 2 * Elementary.atan2(dot(SIMD3(q.x, q.y, q.z), axis), q.w)
    roll = min(abs(twist), 2 * .pi - abs(twist))
    let speed = toFirst.rotate(b.velocity(at: placeB) - a.velocity(at: placeB))
    alongSpeed = dot(speed, axis)
    acrossSpeed = (speed - alongSpeed * axis).magnitude
    rate =
      (b.attitude.rotate(b.angularVelocity.components)
      - a.attitude.rotate(a.angularVelocity.components)).magnitude
  }

  /// What is beyond an envelope, in words.
  func misses(of envelope: CaptureEnvelope) -> [String] {
    let degrees = 180 / Double.pi
    let figures: [(String, Double, Double, String)] = [
      ("apart", abs(along), envelope.reach, "m"), ("aside", across, envelope.lateral, "m"),
      ("tilted", degrees * tilt, degrees * envelope.tilt, "deg"),
      ("rolled", degrees * roll, degrees * envelope.roll, "deg"),
      ("moving along", abs(alongSpeed), envelope.closingSpeed, "m/s"),
      ("moving aside", acrossSpeed, envelope.lateralSpeed, "m/s"),
      ("turning", degrees * rate, degrees * envelope.rate, "deg/s"),
    ]
    return figures.filter { !($0.1 <= $0.2) }.map { name, value, most, unit in
      "\(Assembly.rounded(value, 3)) \(unit) \(name) (at most \(Assembly.rounded(most, 3)) \(unit))"
    }
  }
}
