import Flight
import Kinematics
import NumericalMethods
import StationModel

extension MissionFlight {
  /// Between two decisions of attitude control [s].
  static let controlPeriod = 1.0

  /// Steps a flight, with attitude control deciding once a period where it is followed; leaves in
  /// ``path`` what was flown.
  ///
  /// - Returns: how far it came [s]: to the end, or to that of the first burn or vent.
  mutating func follow(_ flight: inout FormationFlight, for length: Double) throws -> Double {
    path = []
    guard plan.fidelity == .full else {
      try flight.step(length)
      path.append((length, flight.bodies))
      return length
    }
    try turnJoints(&flight, for: length)
    var left = length
    while left > 0 {
      // What is left by rounding is no period of its own.
      let longest = left < Self.controlPeriod * (1 + 1e-9) ? left : Self.controlPeriod
      let (bodies, reference) = (flight.bodies, flight.reference)
      var period = steadyPeriod(atMost: longest)
      var flows = try act(on: &flight, bodies, reference, period)
      // Where a burn has given its change of velocity, the period is made anew to there: jets may
      // fire otherwise in it, so that it takes a few tries to meet the end.
      for _ in 0..<Self.mostTries {
        let edge = velocityEdge(flows, flight, bodies)
        guard edge < period - 1e-9 else { break }
        period = max(edge, 1e-9)
        flows = try act(on: &flight, bodies, reference, period, again: true)
      }
      decided = nil
      try fly(&flight, for: period, from: time + length - left)
      left -= period
      if book(flows, bodies.map(\.properties), flight, period) { break }
    }
    turnJoints(for: length - left)
    return length - left
  }

  private static let mostTries = 4

  /// Sets what acts on the pieces in a period: what controllers decide, and what flows out.
  private mutating func act(
    on flight: inout FormationFlight, _ bodies: [RigidBody], _ reference: OrbitState<GCRF>,
    _ period: Double, again: Bool = false
  ) throws -> [PieceFlows] {
    if again, let decided {
      world.controllers = decided.controllers
      for piece in crafts.indices { crafts[piece].jetPropellant = decided.propellant[piece] }
      recording.events.removeLast(recording.events.count - decided.events)
    } else if !world.burns.isEmpty {
      decided = Decided(
        controllers: world.controllers, propellant: crafts.map(\.jetPropellant),
        events: recording.events.count)
    }
    let flows = flows(for: period, bodies)
    for (slot, piece) in flying.enumerated() {
      var loads = flight.loads(of: slot)
      try control(piece, bodies[slot], reference, period, &loads)
      shine(on: piece, bodies[slot], reference, &loads)
      magnetise(piece, bodies[slot], reference, &loads)
      loads.outflows = flows[slot].outflows
      flight.set(loads, of: slot)
    }
    return flows
  }

  /// Makes a step anew, of another length: what controllers decided in the first one is taken back,
  /// and what flowed.
  mutating func followAnew(
    from saved: FormationFlight, _ before: World, events: Int, for length: Double
  ) throws -> FormationFlight {
    world = before
    for piece in crafts.indices { crafts[piece].jetPropellant = [:] }
    recording.events.removeLast(recording.events.count - events)
    var flight = saved
    _ = try follow(&flight, for: length)
    return flight
  }

  /// What a piece's controller does in a period.
  private mutating func control(
    _ piece: Int, _ body: RigidBody, _ reference: OrbitState<GCRF>, _ period: Double,
    _ loads: inout BodyLoads
  ) throws {
    let orbit = body.orbit(relativeTo: reference)
    let before = world.controllers[piece]
    let output = world.controllers[piece].command(
      AttitudeController.Measurement(
        attitude: body.attitude, angularVelocity: body.angularVelocity,
        local: try orbit.localOrbitalFrame(), localRate: orbit.localOrbitalRate,
        inertia: body.properties.inertia), duration: period)
    let held = before.gyros?.momentum ?? .zero
    let next = world.controllers[piece].gyros?.momentum ?? .zero
    loads.storedMomentum = held
    loads.storedMomentumRate = (next - held) / period
    loads.torque = (output.firing?.angularImpulse ?? .zero) / period
    loads.force = (output.firing?.impulse ?? .zero) / period
    crafts[piece].controlError = output.error.magnitude
    if let firing = output.firing { spend(firing, before.jets.jets, of: piece) }
    let status = output.status
    if before.slew != nil, world.controllers[piece].slew == nil, status != .lost {
      note(.attitude, [crafts[piece].track], "the turn is done")
    }
    guard status != before.status, status != .drifting, before.status != .drifting else { return }
    note(.attitude, [crafts[piece].track], status.words)
  }

  /// Books what jets have burnt, module by module; ``burnControlPropellant()`` takes it out of tanks.
  private mutating func spend(_ firing: JetSet.Firing, _ jets: [Jet], of piece: Int) {
    for (jet, onTime) in zip(jets, firing.onTimes) where onTime > 0 {
      guard let module = world.assembly.moduleIndex(jet.module) else { continue }
      crafts[piece].jetPropellant[module, default: 0] += jet.massRate * onTime
    }
  }

  /// Takes what attitude jets have burnt since the last time out of the tanks that feed them. What the
  /// tanks do not have was not burnt; the jets without propellant fire no more.
  mutating func burnControlPropellant() {
    for piece in crafts.indices where !crafts[piece].jetPropellant.isEmpty {
      var isDry = false
      for (module, mass) in crafts[piece].jetPropellant.sorted(by: { $0.key < $1.key }) {
        let taken = world.drawPropellant(mass, for: module)
        crafts[piece].burnt += taken
        crafts[piece].attitudePropellant += taken
        if taken < mass { isDry = true }
      }
      crafts[piece].jetPropellant = [:]
      world.weigh(piece)
      crafts[piece].propulsion = Craft.propulsion(of: piece, in: world)
      world.controllers[piece].jets = world.controllers[piece].jets.moved(
        to: world.bodies[piece].properties.centre)
      if isDry {
        world.refit(piece, standards: standards)
        let all = world.controllers[piece].jets.jets.isEmpty
        note(
          .attitude, [crafts[piece].track],
          all ? "attitude jets have run dry" : "some attitude jets have run dry")
        renewCrafts()
      }
      for index in world.burns.indices
      where world.piece(holding: world.burns[index].module) == piece { world.recount(burn: index) }
      formation = nil
    }
  }

  /// What turns in a piece when its flight begins anew: its gyroscopes and its joints.
  func loads(of piece: Int) -> BodyLoads {
    guard plan.fidelity == .full else { return .none }
    return BodyLoads(
      storedMomentum: world.controllers[piece].gyros?.momentum ?? .zero,
      movingParts: world.joints(ofPiece: piece)?.movingParts(in: world) ?? [])
  }
}

extension ControlStatus {
  /// In words, for the list of what happened.
  var words: String {
    switch self {
    case .drifting: "the piece drifts"
    case .holding: "attitude is held"
    case .desaturating: "jets begin to empty the gyroscopes"
    case .saturated: "the gyroscopes are full"
    case .lost: "attitude is lost"
    case .recovering: "attitude is lost by the gyroscopes, and jets take over"
    }
  }
}
