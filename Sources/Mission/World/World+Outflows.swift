import Flight
import Kinematics
import NumericalMethods
import StationModel
import Systems

// What leaves a piece, and what is then left of it.

extension Burn {
  /// How far an engine may point away from the direction that is asked for [rad]: 15 degrees, the
  /// limit of the station's attitudes about +XVV in roll and yaw (SSP 51071), in which it is reboosted.
  /// At the limit 3.4 % of the change of velocity goes elsewhere.
  public static let aimTolerance = 15 * Double.pi / 180
}

extension World {
  /// Whether engines and vents act where they are, which is so where controllers hold attitudes.
  var followsOutflows: Bool { !controllers.isEmpty }

  /// Takes a piece's mass from what its modules hold now; every point of the hull keeps its motion.
  mutating func weigh(_ piece: Int) {
    bodies[piece] = bodies[piece].holding(massProperties(of: pieces[piece].modules))
  }

  /// Mass properties of some modules without the air that they have lost.
  ///
  /// The air of a module is part of its mass in the station file and is taken to be where the
  /// module's centre of mass is.
  func lessAir(_ full: MassProperties, of modules: [Int]) -> MassProperties {
    guard !airLost.isEmpty else { return full }
    let gone = modules.filter { airLost[$0] != 0 }
    guard !gone.isEmpty else { return full }
    return .sum(
      [full] + gone.map { .point(mass: -airLost[$0], at: assembly.structure(of: $0).centre) })
  }

  // MARK: Engines

  /// The set of engines of a burn.
  func engine(of burn: ActiveBurn) -> Engine? {
    assembly.modules[burn.module].plan.engines.first { $0.id == burn.burn.engine }
  }

  /// Where a burn pushes and which way, in the station frame, with the gimbal turned towards a centre
  /// of mass [m].
  func line(
    of burn: ActiveBurn, towards centre: SIMD3<Double>
  ) -> (point: SIMD3<Double>, direction: SIMD3<Double>) {
    guard let engine = engine(of: burn) else { return (centre, .zero) }
    let place = assembly.modules[burn.module].placement
    let point = place.point(engine.position)
    let direction = BurnBalance.aimed(
      place.direction(engine.direction), at: point, towards: centre, within: engine.gimbal)
    return (point, direction)
  }

  /// Where a tank is, in the station frame [m].
  func place(ofTank index: Int) -> SIMD3<Double> {
    let (module, tank) = assembly.tanks[index]
    return tank.position.map { assembly.modules[module].placement.point($0) }
      ?? assembly.structure(of: module).centre
  }

  /// Refuses to fire engines that point elsewhere than they are to push.
  func checkAim(
    _ engine: Engine, of module: Int, along direction: ThrustDirection, _ name: String
  ) throws(CommandRefusal) {
    guard let piece = piece(holding: module),
      let frame = try? orbit(of: piece).localOrbitalFrame()
    else { return }
    let state = orbit(of: piece)
    let wanted = frame.rotate(
      direction.components(at: state.position.components, state.velocity.components))
    let held = frame.inverse.then(bodies[piece].attitude.inverse)
    let place = assembly.modules[module].placement
    func aim(_ engine: Engine) -> SIMD3<Double> {
      held.inverse.rotate(place.direction(engine.direction))
    }
    let angle = Self.angle(aim(engine), wanted)
    guard angle > Burn.aimTolerance else { return }
    let others = assembly.modules[module].plan.engines.filter {
      $0.uses.contains(.orbit) && $0.status != .disabled
        && Self.angle(aim($0), wanted) <= Burn.aimTolerance
    }
    let turn = Self.turn(from: aim(engine), to: wanted)
    let angles = turn.inverse.then(held).yawPitchRoll
    throw .engineAimsElsewhere(
      name, direction: direction, by: angle,
      attitude: SIMD3(angles.yaw, angles.pitch, angles.roll),
      others: others.map { "\(assembly.modules[module].id).\($0.id)" })
  }

  private static func angle(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
    Elementary.atan2(cross(a, b).magnitude, dot(a, b))
  }

  /// The turn of a body in LVLH that takes its direction `a` to `b`: the least one; about half a turn
  /// begins with half a turn of yaw, as the station turns about, or of pitch where that does not help.
  private static func turn(
    from a: SIMD3<Double>, to b: SIMD3<Double>
  ) -> Rotation<LVLH, LVLH> {
    var half = Rotation<LVLH, LVLH>.identity
    if angle(a, b) > .pi - Burn.aimTolerance {
      half = Rotation(axis: abs(a.z) < 0.7 ? SIMD3(0, 0, 1) : SIMD3(0, 1, 0), angle: .pi)
    }
    let start = half.rotate(a)
    let axis = cross(start, b)
    guard axis.magnitude > 1e-12 else { return half }
    return half.then(Rotation(axis: axis, angle: angle(start, b)))
  }

  /// Makes attitude control ready for a burn: the engines that fire are no jets of it any more, and
  /// jets hold the attitude, as on the ISS when it is raised, for gyroscopes would be full at once.
  mutating func prepareControl(for index: Int, standards: Standards) {
    guard let piece = piece(holding: burns[index].module) else { return }
    refit(piece, standards: standards)
    guard burns[index].burn.direction != nil, modes[piece] == .localHold,
      controllers[piece].actuators == .gyros
    else { return }
    burns[index].handsBack = controllers[piece].handOver(to: .jets)
  }

  /// Gives attitude control back what a burn that is over took from it.
  mutating func releaseControl(of burn: ActiveBurn, piece: Int, standards: Standards) {
    guard controllers.indices.contains(piece) else { return }
    refit(piece, standards: standards)
    if burn.handsBack, controllers[piece].actuators == .jets {
      controllers[piece].handOver(to: .gyros)
    }
  }

  // MARK: Air

  /// The air of a piece, well mixed: all of it, and its pressure at a temperature [K].
  func air(of piece: Int, temperature: Double) -> (air: CabinAir, pressure: Double) {
    var air = CabinAir.zero
    var volume = 0.0
    for module in pieces[piece].modules {
      air += systems.cabins[module]
      volume += assembly.modules[module].plan.airVolume?.value ?? 0
    }
    let parts = air.pressures(volume: volume, temperature: temperature)
    return (air, parts.oxygen + parts.carbonDioxide + parts.nitrogen)
  }

  /// Opens a vent.
  mutating func open(
    _ vent: Vent, of module: Int, at time: Double, standards: Standards
  ) throws(CommandRefusal) -> ActiveVent {
    guard followsOutflows else { throw .needsFullFidelity("a vent") }
    let plan = assembly.modules[module].plan
    guard plan.airVolume != nil, let piece = piece(holding: module) else {
      throw .noAir(vent.module)
    }
    let pressure = air(of: piece, temperature: standards.cabin.temperature).pressure
    guard pressure > 0 else { throw .noAir(vent.module) }
    if let limit = vent.pressure, limit >= pressure {
      throw .pressureBelow(vent.module, pressure: pressure, limit: limit)
    }
    let place = assembly.modules[module].placement
    let line: (point: SIMD3<Double>, direction: SIMD3<Double>)
    switch vent.opening {
    case .place(let point, let direction): line = (place.point(point), place.direction(direction))
    case .port(let id):
      guard let port = plan.port(id) else {
        throw .noSuchPort(
          "\(vent.module).\(id)", known: plan.ports.map { "\(vent.module).\($0.id)" })
      }
      if let joint = closedJoint(at: id, of: module) {
        throw .portIsJoined("\(vent.module).\(id)", joint: joint)
      }
      line = (place.point(port.position), place.direction(port.axis))
    }
    let active = ActiveVent(
      module: module, vent: vent, point: line.point, direction: line.direction, start: time,
      remaining: vent.duration ?? .infinity)
    vents.append(active)
    return active
  }

  /// The joint that closes a port, by id.
  func closedJoint(at port: String, of module: Int) -> String? {
    let id = assembly.modules[module].id
    return assembly.joints.enumerated().first { index, joint in
      let sides = joint.plan.between
      return !opened.contains(index)
        && ((sides.a.module == id && sides.a.port == port)
          || (sides.b.module == id && sides.b.port == port))
    }?.element.id
  }

  /// Books air that modules of a piece have lost [kg], shared out by their volumes.
  mutating func loseAir(_ mass: Double, from piece: Int) {
    let volumes = pieces[piece].modules.map {
      (module: $0, size: assembly.modules[$0].plan.airVolume?.value ?? 0)
    }
    let total = volumes.reduce(0) { $0 + $1.size }
    guard mass != 0, total > 0 else { return }
    if airLost.isEmpty { airLost = assembly.modules.map { _ in 0 } }
    for share in volumes { airLost[share.module] += mass * (share.size / total) }
  }
}
