import Flight
import Kinematics
import NumericalMethods
import StationModel

/// The state of a station and of its pieces at one instant, as a value.
///
/// It changes only by commands and by time. Copying it forks the future: what is done to the copy
/// is not done to the original. What never changes during a run, the assembly, is shared by all
/// copies.
public struct World: Sendable {
  /// The station as it was built; never changes.
  public let assembly: Assembly
  /// Now.
  public private(set) var epoch: Epoch
  /// The orbit that all pieces are held relative to.
  public private(set) var reference: OrbitState<GCRF>
  /// Indices of the joints that are open.
  public private(set) var opened: Set<Int>
  /// What every tank holds [kg], in the order of the assembly's tanks.
  public private(set) var tankLoads: [Double]
  /// The connected parts, the heaviest first.
  public private(set) var pieces: [Piece]
  /// The motion of each piece, in the order of ``pieces``.
  public private(set) var bodies: [RigidBody]

  /// The whole station on the orbit `state`, in the attitude in which the local orbital frame and
  /// the station frame agree (for the ISS, +XVV with zero yaw, pitch and roll), turning with the
  /// orbit.
  ///
  /// - Throws: ``MissionError/degenerateOrbit(_:)``.
  public init(_ assembly: Assembly, on state: OrbitState<GCRF>) throws(MissionError) {
    let frame: Rotation<GCRF, LVLH>
    do {
      frame = try state.localOrbitalFrame()
    } catch {
      throw .degenerateOrbit("\(error)")
    }
    self.assembly = assembly
    epoch = state.epoch
    reference = state
    opened = []
    tankLoads = assembly.initialTankLoads
    pieces = assembly.pieces(opening: [], tankLoads: tankLoads)
    let attitude = frame.inverse.reinterpreted(from: StationFrame.self, to: GCRF.self)
    let rate = attitude.inverse.rotate(state.localOrbitalRate.components)
    let loads = tankLoads
    bodies = pieces.map { piece in
      RigidBody(
        properties: assembly.massProperties(of: piece.modules, tankLoads: loads),
        position: .zero, velocity: .zero, attitude: attitude,
        angularVelocity: AngularVelocity(rate))
    }
  }

  /// Gives the whole another spin, along the station's axes [rad/s].
  public mutating func spin(_ rate: AngularVelocity<StationFrame>) {
    for index in bodies.indices { bodies[index].angularVelocity = rate }
  }
}

/// What a cut did.
public struct CutRecord: Sendable {
  /// The joints that were opened, by index, rising.
  public var joints: [Int]
  /// Whether the graph came apart.
  public var separates: Bool
  /// Momentum before, and after with springs released.
  public var before: MomentumBalance
  public var after: MomentumBalance
  /// The springs that pushed.
  public var springs: [SpringRelease]
}

extension World {
  /// Opens joints. Where that takes the graph apart, every piece goes on as a body of its own, and
  /// the springs of the joints between two pieces push them apart.
  ///
  /// Opening joints that leave the graph in one piece changes nothing but the joints.
  public mutating func open(_ joints: [Int]) -> CutRecord {
    let orbital = reference.velocity.components
    let before = MomentumBalance(of: bodies, orbitalVelocity: orbital)
    opened.formUnion(joints)
    let next = assembly.pieces(opening: opened, tankLoads: tankLoads)
    var springs: [SpringRelease] = []
    let separates = next.count > pieces.count
    if separates {
      var moving = [RigidBody?](repeating: nil, count: next.count)
      for (index, piece) in pieces.enumerated() {
        let parts = next.indices.filter { piece.modules.contains(next[$0].modules[0]) }
        let bodies = bodies[index].split(
          into: parts.map {
            assembly.massProperties(of: next[$0].modules, tankLoads: tankLoads)
          })
        for (part, body) in zip(parts, bodies) { moving[part] = body }
      }
      pieces = next
      bodies = moving.compactMap { $0 }
      springs = joints.sorted().compactMap { spring(of: $0) }
      release(springs, bodies: &bodies)
    }
    let after = MomentumBalance(of: bodies, orbitalVelocity: orbital)
    return CutRecord(
      joints: joints.sorted(), separates: separates, before: before, after: after,
      springs: springs)
  }

  private func spring(of index: Int) -> SpringRelease? {
    let joint = assembly.joints[index]
    guard let a = pieces.firstIndex(where: { $0.modules.contains(joint.a) }),
      let b = pieces.firstIndex(where: { $0.modules.contains(joint.b) }), a != b
    else { return nil }
    return SpringRelease(
      a: a, b: b, point: joint.position, axis: joint.axis, energy: joint.springEnergy.value)
  }
}

extension World {
  /// For each piece, whether it can hold its attitude.
  public func controllable(_ standards: Standards) -> [Bool] {
    pieces.indices.map {
      PieceAnswer(world: self, index: $0, standards: standards).attitude.controllable
    }
  }
}
