import Flight
import Kinematics
import NumericalMethods
import StationModel
import Systems

/// The state of a station and of its pieces at one instant, as a value.
///
/// It changes only by commands and by time. Copying it forks the future: what is done to the copy
/// is not done to the original. What never changes during a run, the assembly, is shared by all
/// copies.
public struct World: Sendable {
  /// The station as it was built; never changes.
  public let assembly: Assembly
  /// Now.
  public internal(set) var epoch: Epoch
  /// The orbit that all pieces are held relative to.
  public internal(set) var reference: OrbitState<GCRF>
  /// Indices of the joints that are open.
  public internal(set) var opened: Set<Int>
  /// What every tank holds [kg], in the order of the assembly's tanks.
  public internal(set) var tankLoads: [Double]
  /// What tanks count with in the mass of pieces [kg]: propellant as it is, all else as at the
  /// start, for water and gases that are used stay aboard, wherever they go.
  var massLoads: [Double] {
    var loads = assembly.initialTankLoads
    for (index, place) in assembly.tanks.enumerated() where place.tank.contents == .propellant {
      loads[index] = tankLoads[index]
    }
    return loads
  }
  /// The connected parts, the heaviest first.
  public internal(set) var pieces: [Piece]
  /// The motion of each piece, in the order of ``pieces``.
  public internal(set) var bodies: [RigidBody]
  /// How each piece is held, in the order of ``pieces``.
  public internal(set) var modes: [AttitudeMode]
  /// The reference orbit at the instant at which each piece came into the air, in the order of
  /// ``pieces``; nil: it flies. The piece stays as it was then, relative to it.
  public internal(set) var entries: [OrbitState<GCRF>?]
  /// What holds the attitude of each piece, in the order of ``pieces``; empty where a flight takes it
  /// as told.
  public internal(set) var controllers: [AttitudeController] = []
  /// The attitude jets, by id, and the gyroscopes, by name, that have failed.
  public internal(set) var failedJets: Set<String> = []
  /// See ``failedJets``.
  public internal(set) var failedGyros: Set<String> = []
  /// The modules, by index, whose attitude jets are told not to fire.
  public internal(set) var inhibitedJets: Set<Int> = []
  /// Joints that let go or take hold.
  public internal(set) var motions: [JointMotion] = []
  /// Pieces that have touched and are still near each other.
  public internal(set) var touches: [Touch] = []
  /// Joints that have let go and whose faces have not been apart since, in the order in which they let go.
  public internal(set) var seams: [SeamState] = []
  /// What came apart at this instant.
  var parted: [PartedWhole] = []
  /// How the rotary joints stand, in the order of those of the assembly's linkage; empty where a flight
  /// takes them as the station file draws them.
  public internal(set) var joints: [JointState] = []
  /// The engines that fire.
  public internal(set) var burns: [ActiveBurn] = []
  /// The vents that are open.
  public internal(set) var vents: [ActiveVent] = []
  /// Air that each module has lost to space [kg], by its index; empty as long as none has, and where
  /// it is not followed in the masses.
  public internal(set) var airLost: [Double] = []
  /// Where each member of the crew is: a module, by index, in the order of the assembly's crew;
  /// nil: in a module that is not there on this date.
  public internal(set) var crewPlaces: [Int?]
  /// Air and batteries, module by module.
  public internal(set) var systems: SystemsState

  /// The whole station on the orbit `state`, turning with the orbit.
  ///
  /// - Parameters:
  ///   - assembly: the station.
  ///   - state: where it is and how it moves.
  ///   - held: from the local orbital frame to the station frame; without one they agree (for
  ///     the ISS, +XVV with zero yaw, pitch and roll).
  ///   - standard: the air that it starts with.
  /// - Throws: ``MissionError/degenerateOrbit(_:)``.
  public init(
    _ assembly: Assembly, on state: OrbitState<GCRF>,
    attitude held: Rotation<LVLH, StationFrame> = .identity, standard: CabinStandard
  ) throws(MissionError) {
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
    let attitude = frame.then(held).inverse
    let rate = attitude.inverse.rotate(state.localOrbitalRate.components)
    let loads = tankLoads
    bodies = pieces.map { piece in
      RigidBody(
        properties: assembly.massProperties(of: piece.modules, tankLoads: loads),
        position: .zero, velocity: .zero, attitude: attitude,
        angularVelocity: AngularVelocity(rate))
    }
    modes = pieces.map { _ in .localHold }
    entries = pieces.map { _ in nil }
    crewPlaces = assembly.crew.map { assembly.moduleIndex($0.location) }
    systems = SystemsState(assembly, standard: standard)
  }

  /// The piece that holds a module, by index.
  public func piece(holding module: Int) -> Int? {
    pieces.firstIndex { $0.modules.contains(module) }
  }

  /// The members of the crew aboard a piece, by index, rising.
  public func crew(aboard piece: Int) -> [Int] {
    crewPlaces.indices.filter { index in
      crewPlaces[index].map { pieces[piece].modules.contains($0) } ?? false
    }
  }

  /// Where a piece is about the Earth; one that has come down, where it came into the air.
  public func orbit(of piece: Int) -> OrbitState<GCRF> {
    bodies[piece].orbit(relativeTo: entries[piece] ?? reference)
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
  /// Momentum before it.
  public var before: MomentumBalance
  /// Momentum after it, with springs released.
  public var after: MomentumBalance
  /// The springs that pushed, each with its joint, by index, and the speed at which the two sides
  /// of the joint then part [m/s].
  public var springs: [(joint: Int, release: SpringRelease, partingSpeed: Double)]
  /// The relative change of linear and angular momentum while pushers pushed, where that was flown.
  public var pushed = (linear: 0.0, angular: 0.0)
  /// The joints that were closed instead, by index: pieces became one.
  public var closed: [Int] = []
}

extension World {
  /// Opens joints. Where that takes the graph apart, every piece goes on as a body of its own, and
  /// the springs of the joints between two pieces push them apart.
  ///
  /// Opening joints that leave the graph in one piece changes nothing but the joints.
  public mutating func open(_ joints: [Int], springs choice: SpringChoice = .asBuilt) -> CutRecord {
    let orbital = reference.velocity.components
    let before = MomentumBalance(of: bodies, orbitalVelocity: orbital, inner: innerMomenta)
    let held = self
    opened.formUnion(joints)
    let loads = massLoads
    let next = assembly.pieces(opening: opened, tankLoads: loads)
    var springs: [(joint: Int, release: SpringRelease, partingSpeed: Double)] = []
    let separates = next.count > pieces.count
    if separates {
      var moving = [RigidBody?](repeating: nil, count: next.count)
      let origins = next.map { part in piece(holding: part.modules[0]) ?? 0 }
      for index in pieces.indices {
        let parts = next.indices.filter { origins[$0] == index }
        let bodies = held.parts(of: index, into: parts.map { next[$0] }, opened: opened)
        for (part, body) in zip(parts, bodies) { moving[part] = body }
      }
      pieces = next
      bodies = moving.compactMap { $0 }
      modes = origins.map { modes[$0] }
      entries = origins.map { entries[$0] }
      let pushes = joints.sorted().compactMap { index in
        spring(of: index, choice).map { (joint: index, release: $0) }
      }
      release(pushes.map(\.release), bodies: &bodies)
      springs = pushes.map { push in
        (push.joint, push.release, push.release.partingSpeed(bodies))
      }
    }
    let after = MomentumBalance(of: bodies, orbitalVelocity: orbital, inner: innerMomenta)
    return CutRecord(
      joints: joints.sorted(), separates: separates, before: before, after: after,
      springs: springs)
  }

  private func spring(of index: Int, _ choice: SpringChoice) -> SpringRelease? {
    let joint = assembly.joints[index]
    guard let a = pieces.firstIndex(where: { $0.modules.contains(joint.a) }),
      let b = pieces.firstIndex(where: { $0.modules.contains(joint.b) }), a != b
    else { return nil }
    let energy =
      switch choice {
      case .asBuilt: joint.springEnergy.value
      case .energy(let energy): energy
      }
    return SpringRelease(a: a, b: b, point: joint.position, axis: joint.axis, energy: energy)
  }
}
