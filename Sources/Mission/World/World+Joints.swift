import Flight
import Kinematics
import NumericalMethods
import Shapes
import StationModel

/// How a rotary joint stands and turns.
public struct JointState: Sendable, Hashable {
  /// [rad]
  public var angle: Double
  /// How fast it turns [rad/s].
  public var rate: Double
  /// The angle at which a command holds it [rad]; nil: what drives it by the station file does.
  public var held: Double?
}

/// The rotary joints of a piece: its scene, and where they stand in the world's list.
struct PieceJoints: Sendable {
  let scene: Scene
  /// For each joint of the scene its place in ``World/joints``.
  let places: [Int]

  init(of modules: [Int], in assembly: Assembly, opening opened: Set<Int>) throws(StationError) {
    let scene = try Scene(of: assembly, modules: modules.sorted(), opening: opened)
    self.scene = scene
    let all = assembly.linkage.joints.map(\.id)
    places = scene.joints.map { joint in all.firstIndex(of: joint.id) ?? 0 }
  }

  /// The angles of the scene's joints in a world; as drawn where it has none.
  func angles(in world: World) -> JointAngles {
    world.joints.isEmpty
      ? scene.linkage.drawnAngles : JointAngles(places.map { world.joints[$0].angle })
  }

  /// The links that hang on a joint, straight or over others.
  private func beyond(_ joint: Int) -> [Int] {
    var isBeyond = [Bool](repeating: false, count: scene.linkage.links.count)
    for (index, link) in scene.linkage.links.enumerated() {
      guard let parent = link.parent else { continue }
      isBeyond[index] = isBeyond[parent] || link.joint == joint
    }
    return isBeyond.indices.filter { isBeyond[$0] }
  }

  /// The axes about which joints turn now, the point that each goes through, and how fast.
  func turning(in world: World) -> [(joint: Int, hinge: SIMD3<Double>, rate: SIMD3<Double>)] {
    guard !world.joints.isEmpty else { return [] }
    let moved = scene.linkage.displacements(at: angles(in: world))
    return scene.linkage.links.enumerated().compactMap { index, link in
      guard let joint = link.joint else { return nil }
      let rate = world.joints[places[joint]].rate
      guard rate != 0 else { return nil }
      let plan = scene.joints[joint]
      let axis = (link.isReversed ? -rate : rate) * moved[index].direction(plan.axis)
      return (joint, moved[index].point(plan.position), axis)
    }
  }

  /// What turns in the piece, each with all that hangs on its joint. A joint that hangs on another one
  /// turns its part about an axis that itself moves, which over one step of a flight is of second
  /// order.
  func movingParts(in world: World) -> [MovingPart] {
    let turning = turning(in: world)
    guard !turning.isEmpty else { return [] }
    let masses = scene.assembly.linkMasses(
      of: scene.modules, tankLoads: world.massLoads, at: angles(in: world), of: scene.linkage)
    return turning.map { part in
      MovingPart(
        properties: .sum(beyond(part.joint).map { masses[$0] }), hinge: part.hinge,
        axis: part.rate, rate: part.rate.magnitude)
    }
  }

  /// The first module whose body is at rest in the piece's axes.
  var restingModule: Int? {
    scene.modules.first { module in
      scene.linkage.bodyLinks[module].map { scene.linkage.links[$0].parent == nil } ?? false
    }
  }
}

extension World {
  /// The joints of a piece; nil where the world takes them as drawn.
  func joints(ofPiece piece: Int) -> PieceJoints? {
    joints(of: pieces[piece].modules, opened: opened)
  }

  private func joints(of modules: [Int], opened: Set<Int>) -> PieceJoints? {
    guard !joints.isEmpty else { return nil }
    return try? PieceJoints(of: modules, in: assembly, opening: opened)
  }

  /// Mass, centre of mass and inertia of some modules as they are now, in the axes of a piece of them:
  /// as their tanks are filled and their joints stand, and without the air that they have lost.
  func massProperties(of modules: [Int]) -> MassProperties {
    massProperties(of: modules, joints(of: modules, opened: opened))
  }

  private func massProperties(of modules: [Int], _ own: PieceJoints?) -> MassProperties {
    let full =
      own.map { $0.scene.massProperties(at: $0.angles(in: self), tankLoads: massLoads) }
      ?? assembly.massProperties(of: modules, tankLoads: massLoads)
    return lessAir(full, of: modules)
  }

  /// The inertia of a piece about its centre of mass [kg m²] with joints that follow the Sun facing it at
  /// some places. As the piece is drawn where the world takes joints so.
  func inertias(ofPiece piece: Int, facing suns: [SunPlace]) -> [Matrix3] {
    guard let own = joints(ofPiece: piece) else {
      return suns.map { _ in bodies[piece].properties.inertia }
    }
    let loads = massLoads
    let angles = own.angles(in: self)
    return suns.map { sun in
      let posed = own.scene.massProperties(
        at: own.scene.facing(sun: sun.direction, holding: angles).angles, tankLoads: loads)
      return lessAir(posed, of: pieces[piece].modules).inertia
    }
  }

  /// The angular momentum of what turns inside each piece by its motion in it, along GCRF axes [N m s];
  /// empty where joints are taken as drawn.
  var innerMomenta: [SIMD3<Double>] {
    guard !joints.isEmpty else { return [] }
    return pieces.indices.map { piece in
      let body = bodies[piece]
      let parts = joints(ofPiece: piece)?.movingParts(in: self) ?? []
      let sum = parts.reduce(SIMD3<Double>.zero) {
        $0 + $1.momentum(about: body.properties.centre)
      }
      return body.attitude.rotate(sum)
    }
  }

  /// The bodies that a piece comes apart into: every point keeps its place and velocity, and joints
  /// turn on. A part that hung on a joint which stays with the other side goes on in axes of its own,
  /// those in which the file draws it.
  ///
  /// - Parameters:
  ///   - piece: the one that comes apart.
  ///   - parts: what it comes apart into.
  ///   - opened: indices of the joints that are open from now on.
  func parts(of piece: Int, into parts: [Piece], opened: Set<Int>) -> [RigidBody] {
    guard let whole = joints(ofPiece: piece) else {
      return bodies[piece].split(into: parts.map { massProperties(of: $0.modules, nil) })
    }
    let body = bodies[piece]
    let linkage = whole.scene.linkage
    let moved = linkage.displacements(at: whole.angles(in: self))
    let turning = whole.turning(in: self)
    let swing = Self.swing(whole.movingParts(in: self), of: body.properties.mass)
    let own = parts.map { joints(of: $0.modules, opened: opened) }
    let links = own.map { $0?.restingModule.flatMap { linkage.bodyLinks[$0] } ?? 0 }
    let properties = zip(parts, own).map { massProperties(of: $0.modules, $1) }
    let centres = zip(properties, links).map { moved[$1].point($0.centre) }
    let centre = MassProperties.sum(
      zip(properties, centres).map { .point(mass: $0.mass, at: $1) }
    ).centre
    let spin = body.angularVelocity.components
    return parts.indices.map { index in
      let place = moved[links[index]]
      let arm = centres[index] - centre
      var velocity = cross(spin, arm) - swing
      var rate = spin
      let chain = linkage.chain(to: links[index])
      for part in turning where chain.contains(part.joint) {
        rate += part.rate
        velocity += cross(part.rate, centres[index] - part.hinge)
      }
      velocity += place.direction(
        Self.swing(own[index]?.movingParts(in: self) ?? [], of: properties[index].mass))
      return RigidBody(
        properties: properties[index],
        position: Position(body.position.components + body.attitude.rotate(arm)),
        velocity: Velocity(body.velocity.components + body.attitude.rotate(velocity)),
        attitude: place.rotation.then(body.attitude),
        angularVelocity: AngularVelocity(place.rotation.inverse.rotate(rate)))
    }
  }

  /// How fast the centre of mass moves in its hull by what turns there [m/s].
  private static func swing(_ parts: [MovingPart], of mass: Double) -> SIMD3<Double> {
    parts.reduce(SIMD3<Double>.zero) {
      $0 + ($1.properties.mass / mass) * $1.centreVelocity
    }
  }
}

extension Assembly {
  /// The rotary joints that an order is for, by index, at least one.
  ///
  /// - Throws: Where there is none of this name, and for an angle outside the limits of one.
  func rotaryJoints(_ id: String, for order: JointOrder) throws(CommandRefusal) -> [Int] {
    let all = linkage.joints
    let meant = all.indices.filter { all[$0].id == id || modules[all[$0].module].id == id }
    guard !meant.isEmpty else { throw .noSuchHinge(id, known: all.map(\.id)) }
    guard case .angle(let angle) = order else { return meant }
    for index in meant {
      guard let limits = all[index].plan.limits, !limits.contains(angle) else { continue }
      throw .beyondLimits(all[index].id, angle: angle, limits: limits)
    }
    return meant
  }
}

extension World {
  /// Gives rotary joints an order. Where a flight takes joints as drawn it is looked at and does nothing.
  mutating func order(
    _ id: String, _ order: JointOrder
  ) throws(CommandRefusal) -> CommandOutcome {
    let all = assembly.linkage.joints
    let meant = try assembly.rotaryJoints(id, for: order)
    let piece = try flyingPiece(holding: assembly.modules[all[meant[0]].module].id)
    for index in meant where joints.indices.contains(index) {
      switch order {
      case .follow: joints[index].held = nil
      case .lock: joints[index].held = joints[index].angle
      case .angle(let angle): joints[index].held = angle
      }
    }
    return .ordered(joints: meant.map { all[$0].id }, order, piece: piece)
  }
}
