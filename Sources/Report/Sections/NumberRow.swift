import Exchange
import Figures

/// A quantity of the table of numbers: where its values stand in a piece's document and how they are
/// written.
struct NumberRow {
  /// The form of a value.
  enum Form {
    /// A number in a unit: what the document's value is divided by, and decimals.
    case number(unit: String, divisor: Double, decimals: Int)
    case flag
    case texts
    /// How many items a list has.
    case count
  }
  let label: String
  let path: String
  let form: Form
  /// Why there is none where it is null and has a model.
  let absent: String
  /// The group of evidence behind it where that is not the one of its neighbours.
  var evidence: String?
  /// Whether the row is left out where no piece has a value.
  var isOptional = false

  static func number(
    _ label: String, _ path: String, _ unit: String, _ decimals: Int = 0, per divisor: Double = 1,
    absent: String = "none"
  ) -> NumberRow {
    NumberRow(
      label: label, path: path,
      form: .number(unit: unit, divisor: divisor, decimals: decimals), absent: absent)
  }

  static func flag(_ label: String, _ path: String, absent: String = "none") -> NumberRow {
    NumberRow(label: label, path: path, form: .flag, absent: absent)
  }

  static func texts(_ label: String, _ path: String, absent: String = "none") -> NumberRow {
    NumberRow(label: label, path: path, form: .texts, absent: absent)
  }

  static func count(_ label: String, _ path: String) -> NumberRow {
    NumberRow(label: label, path: path, form: .count, absent: "none")
  }

  /// The row with the evidence of another group.
  func backed(by evidence: String) -> NumberRow {
    var row = self
    row.evidence = evidence
    return row
  }

  /// The row, left out where no piece has a value.
  var whereKnown: NumberRow {
    var row = self
    row.isOptional = true
    return row
  }

  var unit: String {
    if case .number(let unit, _, _) = form { return unit }
    return ""
  }

  /// A value in words; nil where there is none.
  func text(_ value: JSONValue) -> String? {
    switch form {
    case .number(_, let divisor, let decimals):
      let values =
        value.isArray ? value.items.compactMap(\.double) : [value.double].compactMap { $0 }
      guard !values.isEmpty else { return nil }
      return values.map { NumberText.fixed($0 / divisor, decimals: decimals) }
        .joined(separator: " / ")
    case .flag:
      switch value {
      case .bool(let flag): return flag ? "yes" : "no"
      default: return nil
      }
    case .texts:
      if let text = value.text { return text }
      return value.items.isEmpty ? nil : value.items.compactMap(\.text).joined(separator: ", ")
    case .count: return value.isArray ? "\(value.items.count)" : nil
    }
  }
}

/// Rows that one model answers for.
struct NumberGroup {
  let title: String
  /// The key of `evidence` in a piece's document; nil where it has none.
  let evidence: String?
  /// The model of `Data/credibility.yaml` where evidence does not name it.
  let model: String
  let rows: [NumberRow]
  /// Whether the values are those of the last moment of the flight.
  var isAtEnd = false
}

extension NumberGroup {
  private static let day = 86_400.0

  /// The table, from above.
  static let all: [NumberGroup] = [
    NumberGroup(
      title: "Size", evidence: "mass", model: "massProperties",
      rows: [
        .number("Mass", "massKg", "kg"),
        .count("Modules and vehicles", "modules"),
        .number("Centre of mass, x", "centreOfMassM.0", "m", 2),
        .number("Centre of mass, y", "centreOfMassM.1", "m", 2),
        .number("Centre of mass, z", "centreOfMassM.2", "m", 2),
        .number("Inertia about x", "inertiaKgM2.0.0", "10⁶ kg m²", 2, per: 1e6),
        .number("Inertia about y", "inertiaKgM2.1.1", "10⁶ kg m²", 2, per: 1e6),
        .number("Inertia about z", "inertiaKgM2.2.2", "10⁶ kg m²", 2, per: 1e6),
      ]),
    NumberGroup(
      title: "Crew and command", evidence: nil, model: "crew",
      rows: [
        .number("Aboard", "crew.aboard", "people"), .number("Seats home", "crew.seats", "seats"),
        .number("Places to sleep", "crew.sleepStations", "places"),
        .texts("Commanded from", "command.authorities", absent: "nowhere"),
        .count("Radio links", "command.links"), .count("Free docking ports", "docking.freePorts"),
      ]),
    NumberGroup(
      title: "Attitude", evidence: "attitude", model: "attitudeControl",
      rows: [
        .flag("Can keep itself pointed (hold its attitude)", "attitude.controllable"),
        .number("Momentum of its gyroscopes", "attitude.cmgMomentumNMS", "N m s"),
        .number(
          "Until the gyroscopes are full", "attitude.timeToSaturationS", "min", 1, per: 60,
          absent: "no gyroscopes"),
        .number(
          "Momentum that an orbit adds, held as it flies", "attitude.momentumOverOrbitNMS.perOrbit",
          "N m s"
        ).whereKnown,
        .number(
          "Momentum that comes back every orbit", "attitude.momentumOverOrbitNMS.cyclic", "N m s"
        ).whereKnown,
        .number("Most momentum in an orbit", "attitude.momentumOverOrbitNMS.peak", "N m s")
          .whereKnown,
        .number(
          "Propellant a day if jets alone hold it", "attitude.jetPropellantKgPerDay", "kg/day", 2,
          absent: "jets cannot"
        ).whereKnown,
        .number(
          "Reach of jets and gyroscopes over the torques", "attitude.controlMargin", "times", 1),
        .number("Failures to loss of control", "attitude.failuresToLossOfControl", "failures"),
        .number(
          "Yaw / pitch / roll in which torques cancel", "attitude.torqueEquilibriumDeg", "°", 1,
          absent: "none within 20°"),
        .flag("Stays there by itself", "attitude.torqueEquilibriumStable").whereKnown,
        .number(
          "Momentum that comes back every orbit there",
          "attitude.atTorqueEquilibrium.momentumOverOrbitNMS.cyclic", "N m s"
        ).whereKnown,
        .number(
          "Propellant a day there if jets alone hold it",
          "attitude.atTorqueEquilibrium.jetPropellantKgPerDay", "kg/day", 2, absent: "jets cannot"
        ).whereKnown,
      ]),
    NumberGroup(
      title: "Propulsion", evidence: "propulsion", model: "rocketEquation",
      rows: [
        .number("Thrust", "propulsion.thrustN", "N"),
        .number("Thrust kept for emergencies", "propulsion.contingencyThrustN", "N").whereKnown,
        .number("Propellant of its own", "propulsion.propellantKg", "kg"),
        .number("Propellant of vehicles", "propulsion.vehiclePropellantKg", "kg"),
        .number("Change of speed it can make", "propulsion.deltaVMPerS", "m/s", 1),
        .number("Thrust line off the centre", "propulsion.offCentreM", "m", 2, absent: "no engine"),
        .number(
          "Gimbal angle that this needs", "propulsion.gimbalNeededDeg", "°", 1, absent: "no engine"),
        .flag("Can hold that thrust", "propulsion.holdable", absent: "no engine"),
        .flag("Can be refuelled", "propulsion.refuelable"),
      ]),
    NumberGroup(
      title: "Orbit", evidence: "orbit", model: "orbit",
      rows: [
        .number("Ballistic coefficient", "orbit.ballisticCoefficientKgPerM2", "kg/m²", 1),
        .number("Drag area", "orbit.dragAreaM2", "m²"),
        .flag("Can avoid debris", "debris.canAvoid"),
      ]),
    NumberGroup(
      title: "Lifetime of the orbit", evidence: "lifetime", model: "lifetime",
      rows: [
        .number("Left alone, median", "orbit.lifetimeDays.p50", "days"),
        .number("One in twenty is shorter", "orbit.lifetimeDays.p5", "days"),
        .number("One in twenty is longer", "orbit.lifetimeDays.p95", "days"),
        .number("Change of speed to stay up", "orbit.reboostDeltaVMPerSPerYear", "m/s a year", 1)
          .whereKnown,
        .number("Propellant to stay up", "orbit.reboostPropellantKgPerYear", "kg/year"),
      ]),
    NumberGroup(
      title: "Re-entry", evidence: "reentry", model: "reentry",
      rows: [
        .number("Mass that reaches the ground", "reentry.survivingMassKg", "kg"),
        .number("Casualty expectation", "reentry.casualtyExpectation", "", 4),
        .number(
          "Change of speed for a controlled entry", "reentry.controlledEntryDeltaVMPerS", "m/s", 1
        ).whereKnown,
      ]),
    NumberGroup(
      title: "Air", evidence: "air", model: "air",
      rows: [
        .number("Oxygen made", "air.oxygenKgPerDay", "kg/day", 2),
        .number("Carbon dioxide removed", "air.carbonDioxideRemovalKgPerDay", "kg/day", 2),
        .number("Enough air for", "air.crewSupported", "people"),
        .number("Volume", "air.volumeM3", "m³", 1),
        .number("Oxygen in store", "air.oxygenStoreKg", "kg"),
        .number(
          "Until its first limit", "air.timeToLimitS", "days", 1, per: day, absent: "not reached"),
        .texts("Which limit", "air.firstLimit", absent: "none"),
      ]),
    NumberGroup(
      title: "Water", evidence: "water", model: "water",
      rows: [
        .number("In tanks", "water.stockKg", "kg"),
        .number("Used beyond what is recovered", "water.netUseKgPerDay", "kg/day", 2),
        .number(
          "Until it runs short", "water.timeToLimitS", "days", 1, per: day, absent: "not reached"),
      ]),
    NumberGroup(
      title: "Power, on the date and at the worst angle of the Sun", evidence: "power",
      model: "power",
      rows: [
        .number("Made on this date", "power.onDate.generatedW", "W").whereKnown,
        .number("Margin on this date", "power.onDate.marginW", "W").whereKnown,
        .number("Angle of the Sun to the orbit on this date", "power.onDate.betaDeg", "°", 1)
          .whereKnown,
        .number("Asked for", "power.requiredW", "W"),
        .number("Made at the worst angle", "power.generatedW", "W"),
        .number("Margin at the worst angle", "power.marginW", "W"),
        .number("Worst angle of the Sun to the orbit", "power.worstBetaDeg", "°", 1),
        .number("Batteries hold", "power.storageJ", "kWh", 1, per: 3.6e6),
      ]),
    NumberGroup(
      title: "Heat", evidence: "thermal", model: "heat",
      rows: [
        .number("Radiators reject", "thermal.rejectionW", "W"),
        .number("To be rejected", "thermal.requiredW", "W"),
        .number("Margin", "thermal.marginW", "W", absent: "no figure"),
      ]),
    NumberGroup(
      title: "At the end of the flight", evidence: nil, model: "orbit",
      rows: [
        .number("Altitude", "altitudeM", "km", 2, per: 1000).backed(by: "orbit"),
        .number("Semi-major axis", "semiMajorAxisM", "km", 3, per: 1000).backed(by: "orbit"),
        .number("Mass", "massKg", "kg").backed(by: "mass"),
        .number("Propellant of its own", "propellantKg", "kg").backed(by: "propulsion"),
        .number("Propellant of vehicles", "vehiclePropellantKg", "kg").backed(by: "propulsion"),
        .number("Energy in batteries", "batteryEnergyJ", "kWh", 1, per: 3.6e6).backed(by: "power"),
        .number("Energy asked for and not there", "energyUnservedJ", "kWh", 1, per: 3.6e6).backed(
          by: "power"),
        .number("Pressure", "pressurePa", "kPa", 2, per: 1000).backed(by: "air"),
        .number("Oxygen, partial pressure", "oxygenPressurePa", "kPa", 2, per: 1000).backed(
          by: "air"),
        .number("Carbon dioxide, partial pressure", "carbonDioxidePressurePa", "Pa").backed(
          by: "air"),
        .number("Water", "waterKg", "kg").backed(by: "water"),
      ], isAtEnd: true),
  ]
}
