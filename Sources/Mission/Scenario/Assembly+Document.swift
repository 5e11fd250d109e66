import Exchange
import Kinematics
import NumericalMethods
import StationModel
import Systems

extension Assembly {
  /// The station of a date as the document that `station show --json` prints; everything is given
  /// along the station frame.
  public var document: JSONValue {
    let everything = massProperties(of: Array(modules.indices), tankLoads: initialTankLoads)
    let loads = initialTankLoads
    return [
      "station": .string(station), "name": .string(name),
      "atUtc": .string(epoch.iso8601(digits: 0)),
      "frame": ["name": .string(frame.name), "description": .string(frame.description)],
      "massKg": JSONValue(everything.mass), "centreOfMassM": JSONValue(everything.centre),
      "inertiaKgM2": .array(everything.inertia.arrays.map { JSONValue($0) }),
      "stowageShare": JSONValue(stowageShare), "coverage": coverageDocument,
      "modules": .array(modules.indices.map { moduleDocument($0, tankLoads: loads) }),
      "joints": .array(
        joints.map { joint in
          [
            "id": .string(joint.id),
            "between": [
              .string(joint.plan.between.a.description), .string(joint.plan.between.b.description),
            ],
            "mechanism": .string(joint.mechanismName),
            "hatches": .integer(Int64(joint.plan.hatches)),
            "crossings": .array(
              joint.plan.crossings.map { crossing in
                [
                  "kind": .string(crossing.kind.rawValue), "from": JSONValue(crossing.from),
                  "to": JSONValue(crossing.to), "amount": JSONValue(crossing.amount?.value),
                  "carries": .string(crossing.carries), "sources": JSONValue(crossing.sources),
                ]
              }),
          ]
        }),
      "crew": .array(
        crew.map {
          [
            "id": .string($0.id), "name": .string($0.name), "seat": .string($0.seat),
            "location": .string($0.location),
          ]
        }),
    ]
  }

  /// Whether the lists of the station file are complete on the date.
  var coverageDocument: JSONValue {
    .object(StationList.allCases.map { JSONValue.Member($0.rawValue, .bool(isComplete($0))) })
  }

  private func moduleDocument(_ index: Int, tankLoads loads: [Double]) -> JSONValue {
    let module = modules[index]
    let plan = module.plan
    let own = massProperties(of: [index], tankLoads: loads)
    let alone = PieceInventory(
      of: [index], in: self, crew: crew.filter { $0.location == module.id })
    let isVehicle = plan.kind == .vehicle
    let thrust = plan.engines.filter { $0.changesOrbit(onVehicle: isVehicle) }
      .reduce(0) { $0 + $1.thrust.value * Double($1.simultaneous) }
    let day = 86_400.0
    return [
      "id": .string(module.id), "name": .string(plan.name), "kind": .string(plan.kind.rawValue),
      "owner": .string(plan.owner), "operatedBy": .string(plan.operatedBy),
      "massKg": JSONValue(own.mass), "stowageKg": JSONValue(module.stowageMass),
      "centreM": JSONValue(own.centre), "attachedTo": JSONValue(neighbours(of: index)),
      "massSources": JSONValue(plan.mass.sources),
      "massConfidence": .string(plan.mass.confidence.rawValue),
      "airVolumeM3": JSONValue(alone.airVolume),
      "sleepStations": .integer(Int64(plan.sleepStations)), "seats": .integer(Int64(plan.seats)),
      "engines": .array(plan.engines.map(engineDocument)),
      "propellantKg": JSONValue(alone.stock(.propellant, loads)), "thrustN": JSONValue(thrust),
      "gyroMomentumNMS": JSONValue(
        plan.gyros.reduce(0) { $0 + Double($1.count) * $1.momentum.value }),
      "arrayPowerW": JSONValue(plan.arrays.reduce(0) { $0 + $1.power.value }),
      "batteryEnergyJ": JSONValue(alone.batteryCapacity),
      "loadW": JSONValue(alone.electricalLoad),
      "oxygenKgPerDay": JSONValue(alone.oxygenGeneration * day),
      "carbonDioxideRemovalKgPerDay": JSONValue(alone.carbonDioxideRemoval * day),
      "links": JSONValue(plan.links.map(\.id)), "computers": JSONValue(plan.computers.map(\.id)),
    ]
  }

  /// A set of engines; thrust is that of one.
  private func engineDocument(_ engine: Engine) -> JSONValue {
    [
      "id": .string(engine.id), "installed": .integer(Int64(engine.count)),
      "thrustN": JSONValue(engine.thrust.value),
      "specificImpulseS": JSONValue(engine.specificImpulse.value),
      "uses": JSONValue(engine.uses.map(\.rawValue)), "status": .string(engine.status.rawValue),
    ]
  }

  func neighbours(of index: Int) -> [String] {
    joints.compactMap { joint in
      if joint.a == index { return modules[joint.b].id }
      if joint.b == index { return modules[joint.a].id }
      return nil
    }.sorted()
  }

  /// A number with `digits` decimals, for people.
  public static func rounded(_ value: Double, _ digits: Int) -> String {
    let scale = digits == 0 ? 1 : Elementary.pow(10, Double(digits)).rounded()
    let scaled = (value * scale).rounded()
    guard scaled.isFinite, abs(scaled) < 9e15 else { return "-" }
    let whole = Int64(abs(scaled))
    let sign = scaled < 0 ? "-" : ""
    guard digits > 0 else { return sign + String(whole) }
    let base = Int64(scale)
    let fraction = String(whole % base)
    return sign + String(whole / base) + "."
      + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}

extension Joint {
  /// The mechanism of both sides in one word or two.
  var mechanismName: String {
    mechanismA.id == mechanismB.id ? mechanismA.id : "\(mechanismA.id) / \(mechanismB.id)"
  }
}

extension String {
  /// The text filled with blanks to `width`: on the right, or on the left for a negative width.
  func padded(_ width: Int) -> String {
    let blanks = String(repeating: " ", count: max(1, abs(width) - count))
    return width < 0 ? blanks + self : self + blanks
  }
}
