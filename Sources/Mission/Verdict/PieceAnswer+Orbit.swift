import Exchange
import Kinematics
import Orbits
import Shapes
import StationModel
import Systems

extension PieceAnswer {
  /// The area across the wind, flown as the station is [m²].
  var dragArea: Double {
    ProjectedArea(of: assembly.solids(of: piece.modules), along: SIMD3(1, 0, 0)).area
  }

  /// How the piece meets the air; nil for one without an area. One that cannot hold its attitude
  /// tumbles, and its area is known less well.
  var flier: OrbitOutlook.Flier? {
    let area = dragArea
    guard area > 0 else { return nil }
    return OrbitOutlook.Flier(
      state: world.orbit(of: index), mass: body.properties.mass,
      ballisticArea: assembly.dragCoefficient.value * area / body.properties.mass,
      dispersions: dispersions)
  }

  private var dispersions: LifetimeStudy.Dispersions {
    LifetimeStudy.Dispersions(
      ballisticArea: attitude.controllable
        ? LifetimeStudy.Dispersions.held : LifetimeStudy.Dispersions.tumbling)
  }

  /// The best specific impulse of an engine for orbit changes that has propellant [s]; nil where there
  /// is none.
  var reboostImpulse: Double? {
    networks.filter { $0.thrust > 0 && $0.station + $0.vehicles > 0 }.compactMap(\.specificImpulse)
      .max()
  }

  /// Whether it can raise its orbit: an engine with propellant whose thrust it can hold, and control of
  /// where it points.
  private var canReboost: Bool {
    reboostImpulse != nil && attitude.controllable && push()?.holdable == true
  }

  /// When its orbit is over if nobody helps; nil: not within the horizon, not foretold, or held as long
  /// as propellant comes.
  var orbitEnd: Limit? {
    guard let lifetime = future?.lifetime, let left = lifetime.lifetime(at: 0.5) else { return nil }
    guard canReboost else {
      return Limit(
        what: "orbit", after: left, cause: "the air brakes it and it cannot raise its orbit")
    }
    guard !refuelable else { return nil }
    // Held until its propellant is gone, and then as long as it lasts.
    let yearly = lifetime.holdingDeltaV.isEmpty ? 0 : lifetime.holdingDeltaV(at: 0.5)
    let deltaV = PropellantNetwork.deltaV(networks, mass: body.properties.mass)
    let held = yearly > 0 ? deltaV / yearly * OrbitOutlook.year : lifetime.horizon
    guard held + left < lifetime.horizon else { return nil }
    return Limit(
      what: "orbit", after: held + left,
      cause: "the propellant that holds its orbit is used up and none can come aboard")
  }

  var orbitJSON: JSONValue {
    let area = dragArea
    let coefficient = assembly.dragCoefficient.value
    let ballistic = area > 0 ? body.properties.mass / (coefficient * area) : nil
    var orbit: JSONValue = [
      "ballisticCoefficientKgPerM2": JSONValue(ballistic), "dragAreaM2": JSONValue(area),
      "dragCoefficient": JSONValue(coefficient),
      "lifetimeDays": future?.lifetime?.daysJSON ?? ["p5": nil, "p50": nil, "p95": nil],
      "reboostPropellantKgPerYear": JSONValue(reboostPropellant),
      "reboostDeltaVMPerSPerYear": JSONValue(reboostDeltaV),
    ]
    orbit.set("forecast", nil)
    if let outlook, let future {
      orbit.set(
        "forecast", outlook.basis(from: world.orbit(of: index).epoch, future, dispersions))
    }
    return orbit
  }

  /// What holding its orbit for the first year takes in the median future [m/s].
  private var reboostDeltaV: Double? {
    guard let lifetime = future?.lifetime, !lifetime.holdingDeltaV.isEmpty else { return nil }
    return lifetime.holdingDeltaV(at: 0.5)
  }

  private var reboostPropellant: Double? {
    guard let deltaV = reboostDeltaV, let impulse = reboostImpulse else { return nil }
    return RocketEquation.propellant(
      deltaV: deltaV, mass: body.properties.mass, specificImpulse: impulse)
  }

  var reentryJSON: JSONValue {
    let risk = future?.risk
    return [
      "survivingMassKg": JSONValue(risk?.survivingMass),
      "casualtyExpectation": JSONValue(risk?.casualtyExpectation),
      "controlledEntryDeltaVMPerS": JSONValue(future?.entryDeltaV),
      "survivingMassRangeKg": risk.map {
        JSONValue([$0.survivingMassLow, $0.survivingMassHigh])
      } ?? nil,
      "casualtyExpectationRange": risk.map {
        JSONValue([$0.casualtyExpectationLow, $0.casualtyExpectationHigh])
      } ?? nil,
      "allowedExpectation": JSONValue(risk?.allowed),
      "casualtyAreaM2": JSONValue(risk?.casualtyArea),
    ]
  }

  /// The paths of the orbit's end that are null, and why.
  var orbitGaps: [(path: String, reason: String)] {
    guard let future else {
      let reason =
        outlook == nil
        ? "the end of orbits is not foretold in this run" : "the piece has no drag area"
      return [
        ("orbit.lifetimeDays", reason), ("orbit.reboostPropellantKgPerYear", reason),
        ("reentry", reason),
      ]
    }
    var gaps: [(path: String, reason: String)] = []
    if let why = future.why { gaps.append(("orbit.lifetimeDays", why)) }
    if let lifetime = future.lifetime {
      let years = Assembly.rounded(lifetime.horizon / OrbitOutlook.year, 0)
      for (key, fraction) in [("p5", 0.05), ("p50", 0.5), ("p95", 0.95)]
      where lifetime.lifetime(at: fraction) == nil {
        gaps.append(("orbit.lifetimeDays.\(key)", "it lasts longer than \(years) years"))
      }
    }
    if reboostPropellant == nil {
      let reason =
        future.why
        ?? (reboostImpulse == nil
          ? "no engine with propellant raises the orbit; the change of speed is told"
          : "the orbit is over")
      gaps.append(("orbit.reboostPropellantKgPerYear", reason))
    }
    if future.entryDeltaV == nil {
      gaps.append(("reentry.controlledEntryDeltaVMPerS", "the state is no orbit"))
    }
    return gaps
  }

  /// How long the piece goes on and what ends it.
  func survives(_ first: Limit?) -> JSONValue {
    guard let first else {
      let none: JSONValue = ["p5": nil, "p50": nil, "p95": nil]
      let (verdict, why) = endless
      return [
        "verdict": .string(verdict), "days": none, "why": .string(why), "cheapestRepair": nil,
      ]
    }
    var days: JSONValue = ["p5": nil, "p50": JSONValue(max(0, first.after) / 86_400), "p95": nil]
    if first.what == "orbit", !canReboost, let lifetime = future?.lifetime {
      days = lifetime.daysJSON
    }
    return [
      "verdict": "limited", "days": days, "why": .string("\(first.what): \(first.cause)"),
      "cheapestRepair": nil,
    ]
  }

  /// The verdict on a piece without limits.
  private var endless: (String, String) {
    guard let lifetime = future?.lifetime else {
      let why = future?.why.map { "how long its orbit lasts is not known: \($0)" }
      return (
        "unknown",
        "no limit of its systems is crossed; "
          + (why ?? "how long its orbit lasts is not foretold in this run")
      )
    }
    guard canReboost else {
      let years = Assembly.rounded(lifetime.horizon / OrbitOutlook.year, 0)
      return (
        "indefinitely",
        "no limit of its systems is crossed, and its orbit lasts longer than \(years) years"
      )
    }
    let propellant = Assembly.rounded(reboostPropellant ?? 0, 0)
    return (
      "indefinitely",
      "no limit of its systems is crossed, and its engines hold its orbit as long as propellant comes "
        + "(\(propellant) kg a year)"
    )
  }
}
