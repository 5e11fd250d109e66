import Exchange
import Kinematics
import NumericalMethods
import Orbits
import StationModel
import Systems

extension LifetimeReport {
  private var degrees: Double { 180 / .pi }

  /// The answer as JSON.
  public var document: JSONValue {
    let epoch = question.state.epoch
    let basis = outlook.basis(from: epoch, future, question.dispersions)
    return [
      "state": [
        "source": .string(question.source), "epochUtc": .string(epoch.iso8601(digits: 6)),
        "meanPerigeeAltitudeM": JSONValue(elements.perigeeAltitude),
        "meanApogeeAltitudeM": JSONValue(elements.apogeeAltitude),
        "inclinationDeg": JSONValue(elements.inclination * degrees),
      ],
      "massKg": JSONValue(question.mass), "areaM2": JSONValue(question.area),
      "dragCoefficient": JSONValue(question.dragCoefficient),
      "ballisticCoefficientKgPerM2": JSONValue(1 / question.ballisticArea),
      "endAltitudeM": JSONValue(MeanElementPropagator.endAltitude),
      "lifetimeDays": future.lifetime?.daysJSON ?? ["p5": nil, "p50": nil, "p95": nil],
      "reentryUtc": reentryJSON, "note": JSONValue(note), "reboost": reboostJSON,
      "environment": basis, "reentry": entryJSON,
    ]
  }

  /// What a reader of the percentiles should know.
  public var note: String? {
    guard let lifetime = future.lifetime else { return future.why }
    let beyond = lifetime.lifetimes.filter { !$0.isFinite }.count
    guard beyond > 0 else { return nil }
    let years = Assembly.rounded(lifetime.horizon / OrbitOutlook.year, 0)
    return "\(beyond) of \(lifetime.lifetimes.count) samples last longer than \(years) years; "
      + "percentiles among them are null"
  }

  private var reentryJSON: JSONValue {
    func date(_ fraction: Double) -> JSONValue {
      JSONValue(
        future.lifetime?.lifetime(at: fraction).map {
          (question.state.epoch + $0).iso8601(digits: 0)
        })
    }
    return ["p5": date(0.05), "p50": date(0.5), "p95": date(0.95)]
  }

  private var reboostJSON: JSONValue {
    guard let lifetime = future.lifetime else { return nil }
    let held = { (fraction: Double) in lifetime.holdingDeltaV(at: fraction) }
    let propellant = { (fraction: Double) -> JSONValue in
      JSONValue(
        RocketEquation.propellant(
          deltaV: held(fraction), mass: question.mass,
          specificImpulse: question.specificImpulse))
    }
    return [
      "deltaVMPerSPerYear": [
        "p5": JSONValue(held(0.05)), "p50": JSONValue(held(0.5)), "p95": JSONValue(held(0.95)),
      ],
      "specificImpulseS": JSONValue(question.specificImpulse),
      "propellantKgPerYear": [
        "p5": propellant(0.05), "p50": propellant(0.5), "p95": propellant(0.95),
      ],
    ]
  }

  private var entryJSON: JSONValue {
    let risk = future.risk
    return [
      "survivingMassKg": JSONValue(risk.survivingMass),
      "survivingMassRangeKg": JSONValue([risk.survivingMassLow, risk.survivingMassHigh]),
      "casualtyAreaM2": JSONValue(risk.casualtyArea),
      "casualtyExpectation": JSONValue(risk.casualtyExpectation),
      "casualtyExpectationRange": JSONValue([
        risk.casualtyExpectationLow, risk.casualtyExpectationHigh,
      ]),
      "allowedExpectation": JSONValue(risk.allowed),
      "populationDensityPerKm2": JSONValue(risk.populationDensity * 1e6),
      "breakUpAltitudeM": JSONValue(outlook.figures.breakUpAltitude),
      "footprintM": JSONValue(footprint?.length), "controlled": controlledJSON,
      "controlledWhyNot": JSONValue(entryGap),
    ]
  }

  private var controlledJSON: JSONValue {
    guard let entry else { return nil }
    func place(_ place: ControlledEntry.Place) -> JSONValue {
      [
        "latitudeDeg": JSONValue(place.latitude * degrees),
        "longitudeDeg": JSONValue(place.longitude * degrees),
      ]
    }
    return [
      "area": .string(area.id), "areaName": .string(area.name),
      "deltaVMPerS": JSONValue(entry.deltaV),
      "propellantKg": JSONValue(
        RocketEquation.propellant(
          deltaV: entry.deltaV, mass: question.mass, specificImpulse: question.specificImpulse)),
      "ignitionUtc": .string(entry.ignition.iso8601(digits: 0)),
      "perigeeAltitudeM": JSONValue(entry.perigeeAltitude),
      "entryAngleDeg": JSONValue(entry.entryAngle * degrees),
      "impactUtc": .string(entry.impact.iso8601(digits: 0)), "heel": place(entry.heel),
      "centre": place(entry.centre), "toe": place(entry.toe),
      "footprintM": JSONValue(entry.heel.distance(to: entry.toe)),
      "centreMissM": JSONValue(entry.miss),
    ]
  }

  /// The answer for people.
  public var text: String {
    let rounded = Assembly.rounded
    func days(_ fraction: Double) -> String {
      future.lifetime?.lifetime(at: fraction).map { rounded($0 / 86_400, 1) }
        ?? "beyond \(rounded(outlook.horizon / OrbitOutlook.year, 0)) years"
    }
    var text = "\(question.source), \(question.state.epoch.iso8601(digits: 0))\n"
    text += "mean orbit \(rounded(elements.perigeeAltitude / 1000, 1)) x "
    text += "\(rounded(elements.apogeeAltitude / 1000, 1)) km, "
    text += "m/(Cd A) \(rounded(1 / question.ballisticArea, 1)) kg/m2\n"
    text += "days to 120 km: \(days(0.5)) (5 to 95 %: \(days(0.05)) to \(days(0.95)))\n"
    if let date = document["reentryUtc"]?["p50"]?.text { text += "re-entry about \(date)\n" }
    if let lifetime = future.lifetime {
      let held = lifetime.holdingDeltaV(at: 0.5)
      let propellant = RocketEquation.propellant(
        deltaV: held, mass: question.mass, specificImpulse: question.specificImpulse)
      text += "to hold the orbit: \(rounded(held, 2)) m/s a year, "
      text += "\(rounded(propellant, 0)) kg at \(rounded(question.specificImpulse, 0)) s\n"
    }
    let risk = future.risk
    text += "uncontrolled entry: \(rounded(risk.survivingMass, 0)) kg reach the ground, casualty "
    text += "expectation \(rounded(risk.casualtyExpectation, 5)) (allowed \(risk.allowed))\n"
    if let entry {
      text += "controlled entry into the \(area.name): \(rounded(entry.deltaV, 1)) m/s at "
      text += "\(entry.ignition.iso8601(digits: 0))\n"
    } else if let entryGap {
      text += "no controlled entry into the \(area.name): \(entryGap)\n"
    }
    text += (document["environment"]?["coverage"]?.text ?? "") + "\n"
    if let note { text += note + "\n" }
    return text
  }
}
