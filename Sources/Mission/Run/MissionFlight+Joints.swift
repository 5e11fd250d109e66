import Flight
import Kinematics
import NumericalMethods
import Orbits
import Shapes
import SpaceEnvironment
import StationModel

extension MissionFlight {
  /// How far ahead joints look for where the Sun will be [s]: they are there then, or on their way.
  static let jointLead = 10.0
  /// A joint that is nearer to where it should be does not start [rad]: chosen, a tenth of a degree.
  static let jointSlack = 0.1 * Double.pi / 180

  /// Sets the joints of a world where they face the Sun and turn with it.
  ///
  /// Centres of mass stay where they are.
  mutating func startJoints() {
    let drawn = world.assembly.linkage.joints
    guard world.joints.isEmpty, !drawn.isEmpty else { return }
    world.joints = drawn.map { JointState(angle: $0.plan.drawnAt, rate: 0, held: nil) }
    for piece in world.pieces.indices {
      guard let joints = world.joints(ofPiece: piece) else { continue }
      let sun = sunDirection(from: world.bodies[piece], world.reference)
      let facing = joints.scene.facing(sun: sun, holding: joints.scene.heldAngles).angles
      for (index, place) in joints.places.enumerated() { world.joints[place].angle = facing[index] }
      drive(joints, world.bodies[piece], world.reference)
      world.bodies[piece].properties = world.massProperties(of: world.pieces[piece].modules)
    }
  }

  /// Where the Sun stands along the axes of a piece, of length 1.
  private func sunDirection(
    from body: RigidBody, _ reference: OrbitState<GCRF>
  ) -> SIMD3<Double> {
    let orbit = body.orbit(relativeTo: reference)
    let sun = forces.instant(at: orbit.epoch - forces.start).sun
    return body.attitude.inverse.rotate((sun - orbit.position.components).normalized)
  }

  /// Tells joints how fast to turn so that they face the Sun ``jointLead`` from now, none faster than its
  /// rate.
  private mutating func drive(
    _ joints: PieceJoints, _ body: RigidBody, _ reference: OrbitState<GCRF>
  ) {
    let spin = body.angularVelocity.components
    let turn = Rotation<StationFrame, StationFrame>(
      axis: spin, angle: -spin.magnitude * Self.jointLead)
    let sun = turn.rotate(sunDirection(from: body, reference))
    let goal = joints.scene.facing(sun: sun, holding: joints.angles(in: world)).angles
    for (index, place) in joints.places.enumerated() {
      let plan = joints.scene.joints[index].plan
      let state = world.joints[place]
      var way = (state.held ?? goal[index]) - state.angle
      if plan.limits == nil { way -= 2 * .pi * (way / (2 * .pi)).rounded() }
      let most = plan.rate.value
      let rate = max(-most, min(most, way / Self.jointLead))
      world.joints[place].rate =
        abs(way) > (state.held == nil ? Self.jointSlack : 1e-9) ? rate : 0
    }
  }

  /// What turns in a part of a flight of `length` [s], and what air and light do to the pieces as they
  /// then stand; all of it follows from the world as it is now.
  mutating func turnJoints(_ flight: inout FormationFlight, for length: Double) throws {
    for (slot, piece) in flying.enumerated() {
      let body = flight.bodies[slot]
      let index = try shape(of: world.pieces[piece].modules, opened: world.opened)
      if !world.joints.isEmpty { drive(shapes[index].joints, body, flight.reference) }
      var loads = flight.loads(of: slot)
      loads.movingParts = shapes[index].joints.movingParts(in: world)
      let found = try shapeLoads(of: piece, index, body, flight.reference, for: length)
      loads.aerodynamics = found
      flight.set(loads, of: slot)
    }
  }

  /// The joints after a part of a flight.
  mutating func turnJoints(for length: Double) {
    for (index, joint) in world.assembly.linkage.joints.enumerated()
    where world.joints.indices.contains(index) {
      var angle = world.joints[index].angle + world.joints[index].rate * length
      if joint.plan.limits == nil {
        let turns = ((angle - joint.plan.drawnAt) / (2 * .pi)).rounded()
        angle -= 2 * .pi * turns
      }
      world.joints[index].angle = angle
    }
  }

  /// Finds what the air does to a piece as its joints stand in the middle of a part of a flight, and
  /// keeps what light does.
  private mutating func shapeLoads(
    of piece: Int, _ index: Int, _ body: RigidBody, _ reference: OrbitState<GCRF>,
    for length: Double
  ) throws -> AerodynamicCoefficients? {
    let lit = environment.settings.radiationPressure && environment.radiationCoefficient > 0
    guard environment.settings.drag || lit else { return nil }
    let orbit = body.orbit(relativeTo: reference)
    let instant = forces.instant(at: orbit.epoch - forces.start)
    let r = orbit.position.components
    let sun = sunDirection(from: body, reference)
    let height = sunHeight(body, orbit, instant.sun)
    let place = shapes[index].place(
      of: middleAngles(of: shapes[index].joints, after: length), sun: sun, height: height)
    let local = body.attitude.inverse.rotate(orbit.localOrbitalRate.components)
    let spin = body.angularVelocity.components - local
    do throws(ShapeError) {
      if shapes[index].turns, !world.joints.isEmpty,
        spin.magnitude > Self.heldRate || abs(place.height - height) > Self.heldHeight
      {
        let way = try airWay(of: piece, index, body, orbit, spin: spin, sun: sun)
        crafts[piece].airWay = way
        crafts[piece].light = lit ? way.light : nil
        let wind = forces.airVelocity(r, orbit.velocity.components, at: instant)
        let flight = body.attitude.inverse.rotate(wind).normalized
        let force = way.coefficients.coefficients(along: flight)?.force ?? .zero
        crafts[piece].airArea = environment.settings.drag ? -dot(force, flight) : nil
        return environment.settings.drag ? way.coefficients : nil
      }
      crafts[piece].airWay = nil
      if lit { crafts[piece].light = try shapes[index].light(facing: place, along: -sun) }
      guard environment.settings.drag else { return nil }
      let wind = forces.airVelocity(r, orbit.velocity.components, at: instant)
      let flight = body.attitude.inverse.rotate(wind).normalized
      // What the direction of flight may turn by until the next time.
      let turn = 0.03 + 1.5 * spin.magnitude * length
      let found = try shapes[index].coefficients(
        facing: place, within: turn > 0.6 ? .pi : turn, of: flight, speed: wind.magnitude,
        air: environment.air(at: self.place(orbit), epoch: orbit.epoch))
      let force = found.coefficients(along: flight)?.force ?? .zero
      crafts[piece].airArea = -dot(force, flight)
      return found
    } catch {
      throw MissionError.shape("\(error)")
    }
  }

  private func middleAngles(of joints: PieceJoints, after length: Double) -> JointAngles {
    var angles = joints.angles(in: world)
    guard !world.joints.isEmpty else { return angles }
    for (index, place) in joints.places.enumerated() {
      angles[index] += 0.5 * length * world.joints[place].rate
    }
    return angles
  }

  /// How high the Sun stands over the plane of the orbit on the side of the piece's y axis [rad].
  private func sunHeight(
    _ body: RigidBody, _ orbit: OrbitState<GCRF>, _ sun: SIMD3<Double>
  ) -> Double {
    let normal = cross(orbit.position.components, orbit.velocity.components).normalized
    let height = Elementary.asin(max(-1, min(1, dot(normal, sun.normalized))))
    return body.attitude.inverse.rotate(normal).y < 0 ? -height : height
  }

  /// Adds the push of sunlight on the shape of a piece to its loads.
  func shine(
    on piece: Int, _ body: RigidBody, _ reference: OrbitState<GCRF>, _ loads: inout BodyLoads
  ) {
    guard let light = crafts[piece].light else { return }
    let orbit = body.orbit(relativeTo: reference)
    let sun = forces.instant(at: orbit.epoch - forces.start).sun
    let r = orbit.position.components
    let unit = RadiationPressure.astronomicalUnit
    let pressure =
      Shadow.illumination(of: r, sun: sun) * RadiationPressure.atOneUnit * unit * unit
      / (r - sun).squaredMagnitude * min(1, environment.radiationCoefficient)
    loads.force += pressure * light.force
    loads.torque += pressure * (light.torque - cross(body.properties.centre, light.force))
  }

  /// The shape of some modules, by its place among the known ones.
  mutating func shape(of modules: [Int], opened: Set<Int>) throws -> Int {
    let inside = PieceAerodynamics.within(modules, opened, world.assembly)
    if let known = shapes.firstIndex(where: { $0.modules == modules && $0.opened == inside }) {
      return known
    }
    do {
      let new = try PieceAerodynamics(
        of: modules, in: world.assembly, opening: opened,
        reflectivity: environment.reflectivity)
      shapes.append(offered.known(new))
    } catch {
      throw MissionError.shape("\(error)")
    }
    return shapes.count - 1
  }

  /// What the flight knows of the shapes of pieces: what it was offered, and what it has found since.
  public var tables: ShapeTables {
    var all = offered
    all.pieces.removeAll { old in shapes.contains { $0.isOfTheSameShape(as: old) } }
    all.pieces += shapes
    return all
  }
}

extension JointOrder {
  /// In words, for the list of what happened.
  func words(isFlown: Bool) -> String {
    switch self {
    case .follow: return isFlown ? "turn as they are driven" : "are told to turn as they are driven"
    case .lock: return isFlown ? "stand where they are" : "are told to stand where they are"
    case .angle(let angle):
      let place = "\(Assembly.rounded(angle * 180 / .pi, 1)) deg"
      return isFlown ? "go to \(place) and stand there" : "are told to go to \(place)"
    }
  }
}
