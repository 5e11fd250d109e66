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

  private func neighbours(of index: Int) -> [String] {
    joints.compactMap { joint in
      if joint.a == index { return modules[joint.b].id }
      if joint.b == index { return modules[joint.a].id }
      return nil
    }.sorted()
  }

  /// The station of a date, for people.
  public var text: String {
    let everything = massProperties(of: Array(modules.indices), tankLoads: initialTankLoads)
    let c = everything.centre
    let i = everything.inertia
    var text = "\(name) on \(epoch.iso8601(digits: 0)): \(modules.count) modules and vehicles, "
    text += "\(joints.count) joints, crew of \(crew.count)\n"
    text += "mass \(Self.rounded(everything.mass, 0)) kg, of which "
    text += "\(Self.rounded(100 * stowageShare, 1)) % stowage\n"
    text += "centre of mass \(Self.rounded(c.x, 2)), \(Self.rounded(c.y, 2)), "
    text += "\(Self.rounded(c.z, 2)) m in \(frame.name)\n"
    text += "inertia xx \(Self.rounded(i[0, 0] / 1e6, 2)), yy \(Self.rounded(i[1, 1] / 1e6, 2)), "
    text += "zz \(Self.rounded(i[2, 2] / 1e6, 2)), xy \(Self.rounded(i[0, 1] / 1e6, 2)), "
    text += "xz \(Self.rounded(i[0, 2] / 1e6, 2)), yz \(Self.rounded(i[1, 2] / 1e6, 2)) "
    text += "10⁶ kg m²\n\n"
    for (index, module) in modules.enumerated() {
      let mass = massProperties(of: [index], tankLoads: initialTankLoads).mass
      let columns = [
        module.id.padded(20), module.plan.owner.padded(11),
        (Self.rounded(mass, 0) + " kg").padded(-11),
        "  " + neighbours(of: index).joined(separator: ", "),
      ]
      text += columns.joined() + "\n"
    }
    return text
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
