import Exchange
import Flight
import Kinematics
import NumericalMethods
import StationModel

/// What gravity, turning with the orbit and the air do to a piece over an orbit, and what its actuators
/// make of it.
///
/// Limits: a circular orbit whose plane does not turn; joints stand where they face the Sun, and what
/// they exchange by turning, which comes back every orbit, is not counted. Where the flight does not
/// follow shapes joints stand as drawn and there is no air.
struct PieceHolding {
  /// With the inertia's mean over the orbit.
  let orbital: OrbitalTorque
  /// At equal steps of the orbit; one where nothing changes.
  let steps: [OrbitalTorque]
  let air: MeanAir?
  /// The attitude near the local orbital frame in which the mean torque is zero; nil where there is none
  /// within 20 degrees.
  let equilibrium: TorqueEquilibrium?

  /// Nil where the piece's inertia is that of no body.
  init?(of answer: PieceAnswer) {
    air = answer.air
    let rate = answer.world.reference.localOrbitalRate.magnitude
    let suns = answer.air?.places ?? Self.usualPlaces
    let inertias = answer.world.inertias(ofPiece: answer.index, facing: suns)
    let mean = (1 / Double(inertias.count)) * inertias.reduce(Matrix3.zero, +)
    let steps = inertias.compactMap { try? OrbitalTorque(inertia: $0, meanMotion: rate) }
    guard let orbital = try? OrbitalTorque(inertia: mean, meanMotion: rate),
      steps.count == inertias.count
    else { return nil }
    self.orbital = orbital
    self.steps = steps
    equilibrium = .nearest(to: orbital) { [air] in air?.torque(in: $0) ?? .zero }
  }

  /// Where the Sun is taken to stand when no flight tells: in the plane of the orbit.
  private static var usualPlaces: [SunPlace] {
    (0..<8).map { SunPlace(turn: 2 * .pi * Double($0) / 8, height: 0) }
  }

  /// The mean torque in an attitude, along the piece's axes [N m].
  func torque(in attitude: Rotation<LVLH, StationFrame>) -> SIMD3<Double> {
    orbital.net(at: attitude) + (air?.torque(in: attitude) ?? .zero)
  }

  /// The torques in an attitude at the steps of the orbit, along the piece's axes [N m].
  func torques(in attitude: Rotation<LVLH, StationFrame>) -> [SIMD3<Double>] {
    let pushes = air?.torques(in: attitude) ?? []
    return steps.indices.map {
      steps[$0].net(at: attitude) + (pushes.indices.contains($0) ? pushes[$0] : .zero)
    }
  }

  /// The means of the torques of gravity, less what turning with the orbit asks for, and of the air in the
  /// attitude +XVV, along the local orbital frame [N m].
  fileprivate var meanTorques: JSONValue {
    [
      "gravity": JSONValue(orbital.net(at: .identity)),
      "air": JSONValue(air?.torque(in: .identity) ?? .zero),
    ]
  }

  /// What gyroscopes take up that hold the piece in an attitude.
  func momentum(holding attitude: Rotation<LVLH, StationFrame>) -> MomentumOverOrbit? {
    let back = attitude.inverse
    return try? MomentumOverOrbit(
      torques: torques(in: attitude).map { back.rotate($0) }, meanMotion: orbital.meanMotion)
  }

  /// What jets alone burn in a day that hold it there [kg]; nil where they cannot.
  func propellantPerDay(holding attitude: Rotation<LVLH, StationFrame>, by jets: JetSet) -> Double?
  {
    let hold = try? JetHold(
      jets: jets, inertia: orbital.inertia, torques: torques(in: attitude),
      deadband: AttitudeController.Settings().deadband)
    return hold?.propellantPerDay
  }

  /// The torques that control has to stand: those near the torque equilibrium (where none lies within
  /// 20 degrees: near the attitude +XVV), a degree off about every axis, for a quarter of an orbit.
  var disturbances: [DisturbanceTorque] {
    let held = equilibrium?.attitude ?? .identity
    let degree = Double.pi / 180
    var half = SIMD3<Double>.zero
    let mean = torque(in: held)
    for corner in 0..<8 {
      let signs = SIMD3(
        corner & 1 == 0 ? degree : -degree, corner & 2 == 0 ? degree : -degree,
        corner & 4 == 0 ? degree : -degree)
      let off = Rotation<LVLH, LVLH>(yaw: signs.z, pitch: signs.y, roll: signs.x).then(held)
      let change = torque(in: off) - mean
      for axis in 0..<3 { half[axis] = max(half[axis], abs(change[axis])) }
    }
    return DisturbanceTorque.box(mean: mean, half: half, for: orbital.period / 4)
  }
}

extension PieceAnswer {
  /// What jets and running gyroscopes can do; nil where the file does not tell the jets' geometry, or the
  /// piece cannot be held anyway.
  private var authority: ControlAuthority? {
    guard attitude.controllable, let jets, jets.turnsEveryWay || attitudeEngines.isEmpty else {
      return nil
    }
    var running = gyros
    running?.count -= gyroNames.count { world.failedGyros.contains($0) }
    return ControlAuthority(jets: jets, gyros: running)
  }

  /// Whether it has attitude jets of which the file tells one line for all.
  var hasUnknownJets: Bool {
    attitude.controllable && !attitudeEngines.isEmpty && jets?.turnsEveryWay == false
  }

  /// The part of the verdict about its attitude.
  var attitudeJSON: JSONValue {
    let attitude = attitude
    let holding = PieceHolding(of: self)
    let found = holding?.equilibrium
    // Without the air where shapes are not followed there is no telling where torques cancel.
    let known = air == nil ? nil : found
    let momentum = holding?.momentum(holding: .identity)
    let time = attitude.momentum.flatMap { momentum?.timeToSaturation(capacity: $0) }
    var answer: JSONValue = [
      "controllable": .bool(attitude.controllable), "actuators": JSONValue(attitude.actuators),
      "cmgMomentumNMS": JSONValue(attitude.momentum ?? 0), "timeToSaturationS": JSONValue(time),
      "controlMargin": JSONValue(controlMargin(holding)),
      "failuresToLossOfControl": .integer(Int64(failuresToLossOfControl(holding))),
    ]
    answer.set("meanTorqueNM", air == nil ? nil : holding?.meanTorques ?? nil)
    answer.set("momentumOverOrbitNMS", air == nil ? nil : momentum?.json ?? nil)
    answer.set("jetPropellantKgPerDay", air == nil ? nil : propellant(holding, .identity))
    answer.set("torqueEquilibriumDeg", known.map { JSONValue($0.degrees) } ?? nil)
    answer.set("torqueEquilibriumStable", known.map { .bool($0.isStable) } ?? nil)
    answer.set("atTorqueEquilibrium", nil)
    if let known {
      answer.set(
        "atTorqueEquilibrium",
        [
          "momentumOverOrbitNMS": holding?.momentum(holding: known.attitude)?.json ?? nil,
          "jetPropellantKgPerDay": propellant(holding, known.attitude),
        ])
    }
    return answer
  }

  private func propellant(
    _ holding: PieceHolding?, _ held: Rotation<LVLH, StationFrame>
  ) -> JSONValue {
    guard let authority, !authority.jets.jets.isEmpty else { return nil }
    return JSONValue(holding?.propellantPerDay(holding: held, by: authority.jets))
  }

  /// The largest multiple of the torques that the piece has to stand which jets and gyroscopes reach
  /// together: 1 is just enough. Zero where it cannot be held; nil where the file does not tell what its
  /// jets can do.
  private func controlMargin(_ holding: PieceHolding?) -> Double? {
    guard attitude.controllable, let holding else { return 0 }
    return authority?.margin(against: holding.disturbances)
  }

  /// Failures of a gyroscope or a manifold of jets, up to four, after which something is out of reach
  /// that the piece has to stand. Zero where it cannot be held as it is; 5 where no four failures are
  /// enough.
  private func failuresToLossOfControl(_ holding: PieceHolding?) -> Int {
    guard attitude.controllable, let holding, jets != nil else { return 0 }
    guard let authority else { return countedFailures }
    return authority.failuresToLoss(against: holding.disturbances) ?? 5
  }

  /// As ``failuresToLossOfControl(_:)`` where the file does not tell the jets' geometry: gyroscopes down
  /// to one below the fewest, and every string of jets.
  private var countedFailures: Int {
    let strings = attitudeEngines.reduce(0) { $0 + $1.engine.strings }
    return modules.flatMap(\.plan.gyros).filter { $0.count >= $0.minimum }
      .reduce(strings) { $0 + $1.count - $1.minimum + 1 }
  }

  /// The paths of its attitude that are null, and why.
  var attitudeGaps: [(path: String, reason: String)] {
    var gaps: [(path: String, reason: String)] = []
    if air == nil {
      let reason =
        world.entries[index] != nil
        ? "the piece has come down" : "the torque of the air needs a flight at full fidelity"
      gaps += [
        "torqueEquilibriumDeg", "meanTorqueNM", "momentumOverOrbitNMS", "jetPropellantKgPerDay",
        "atTorqueEquilibrium",
      ].map { ("attitude.\($0)", reason) }
    }
    if hasUnknownJets {
      let reason = "the station file does not tell where its attitude jets point"
      gaps.append(("attitude.controlMargin", reason))
      if air != nil { gaps.append(("attitude.jetPropellantKgPerDay", reason)) }
    }
    return gaps
  }
}

extension MomentumOverOrbit {
  /// The greatest momentum of the first orbit, of what comes back every orbit, and what an orbit adds
  /// [N m s].
  fileprivate var json: JSONValue {
    [
      "peak": JSONValue(peak), "cyclic": JSONValue(cyclicPeak),
      "perOrbit": JSONValue(gain.magnitude),
    ]
  }
}

extension TorqueEquilibrium {
  /// Yaw, pitch and roll [deg].
  fileprivate var degrees: [Double] {
    let (yaw, pitch, roll) = angles
    return [yaw, pitch, roll].map { $0 * 180 / .pi }
  }
}
