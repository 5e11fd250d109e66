import Exchange
import Flight
import Kinematics
import NumericalMethods
import Shapes
import StationModel
import Systems

extension PieceAnswer {
  private var degrees: Double { 180 / .pi }

  /// The piece's part of the verdict, with the limits that its flight crossed.
  func json(crossings: [Limit] = []) -> JSONValue {
    let orbit = world.orbit(of: index)
    var answer: JSONValue = [
      "id": .string(identity), "modules": JSONValue(byName.map(\.id)),
      "owners": JSONValue(Array(Set(modules.map(\.plan.owner))).sorted()),
      "massKg": JSONValue(body.properties.mass),
      "centreOfMassM": JSONValue(body.properties.centre),
      "inertiaKgM2": .array(body.properties.inertia.arrays.map { JSONValue($0) }),
      "epochUtc": .string(orbit.epoch.iso8601(digits: 6)),
      "positionM": JSONValue(orbit.position.components),
      "velocityMPerS": JSONValue(orbit.velocity.components),
      "quaternion": JSONValue(body.attitude.quaternionArray),
      "angularVelocityRadPerS": JSONValue(body.angularVelocity.components),
      "relativePositionM": JSONValue(body.position.components),
      "relativeVelocityMPerS": JSONValue(body.velocity.components),
    ]
    answer.set("attitude", attitudeJSON)
    answer.set("propulsion", propulsionJSON)
    answer.set("orbit", orbitJSON)
    answer.set("debris", ["canAvoid": nil, "responseHours": nil, "why": nil])
    let forecast = forecast
    answer.set("air", airJSON(forecast))
    answer.set("water", waterJSON(forecast))
    answer.set("power", powerJSON)
    answer.set(
      "thermal",
      [
        "rejectionW": JSONValue(heat.rejection), "requiredW": JSONValue(heat.required),
        "marginW": JSONValue(heat.margin),
      ])
    answer.set(
      "crew",
      [
        "aboard": .integer(Int64(crew.count)), "names": JSONValue(crew.map(\.name)),
        "seats": .integer(Int64(inventory.seats)),
        "sleepStations": .integer(Int64(inventory.sleepStations)),
      ])
    answer.set("command", commandJSON)
    answer.set("docking", ["freePorts": JSONValue(freePorts)])
    let limits = limits(crossings, forecast)
    answer.set("limits", json(of: limits))
    // A seat that is missing strands somebody; it does not end the piece.
    answer.set("survives", survives(limits.first { $0.what != "seats" }))
    answer.set("reentry", reentryJSON)
    answer.set("evidence", evidence)
    return answer
  }

  private var propulsionJSON: JSONValue {
    let networks = networks
    let push = push()
    let thrust = networks.reduce(0) { $0 + $1.thrust }
    return [
      "thrustN": JSONValue(thrust),
      "propellantKg": JSONValue(networks.reduce(0) { $0 + $1.station }),
      "vehiclePropellantKg": JSONValue(networks.reduce(0) { $0 + $1.vehicles }),
      "deltaVMPerS": JSONValue(
        PropellantNetwork.deltaV(networks, mass: body.properties.mass)),
      "refuelable": .bool(refuelable), "offCentreM": JSONValue(push?.offCentre),
      "gimbalNeededDeg": JSONValue(push.map { $0.gimbalNeeded * degrees }),
      "contingencyThrustN": JSONValue(
        contingencyEngines.reduce(0) {
          $0 + $1.engine.thrust.value * Double($1.engine.simultaneous)
        }),
      "contingencyEngines": JSONValue(
        contingencyEngines.map { "\($0.module.id).\($0.engine.id)" }),
      "holdable": push.map { .bool($0.holdable) } ?? nil,
      "networks": .array(networks.filter { $0.station + $0.vehicles > 0 }.map(json(of:))),
    ]
  }

  /// What the velocity change is made of, in the order in which it counts.
  private func json(of network: PropellantNetwork) -> JSONValue {
    [
      "modules": JSONValue(network.modules.map { assembly.modules[$0].id }),
      "propellantKg": JSONValue(network.station),
      "vehiclePropellantKg": JSONValue(network.vehicles),
      "thrustN": JSONValue(network.thrust), "specificImpulseS": JSONValue(network.specificImpulse),
    ]
  }

  /// Whether propellant can come aboard: a tank of a permanent module whose network reaches a module
  /// with a free port, or a vehicle.
  var refuelable: Bool {
    networks.contains { network in
      let members = network.modules.map { assembly.modules[$0] }
      let stores = members.contains { module in
        module.plan.kind != .vehicle
          && module.plan.tanks.contains { $0.contents == .propellant }
      }
      let visited = members.contains { $0.plan.kind == .vehicle }
      let free = freePorts.contains { port in members.contains { port.hasPrefix($0.id + ".") } }
      return stores && (visited || free)
    }
  }

  private func airJSON(_ forecast: SystemsForecast) -> JSONValue {
    let day = 86_400.0
    return [
      "oxygenKgPerDay": JSONValue(inventory.oxygenGeneration * day),
      "carbonDioxideRemovalKgPerDay": JSONValue(inventory.carbonDioxideRemoval * day),
      "crewSupported": .integer(Int64(inventory.crewSupported(standards.metabolism))),
      "firstLimit": JSONValue(forecast.air?.limit.rawValue),
      "timeToLimitS": JSONValue(forecast.air?.after),
      "volumeM3": JSONValue(inventory.airVolume),
      "temperatureK": JSONValue(standards.cabin.temperature),
      "oxygenStoreKg": JSONValue(stock(.oxygen)),
    ]
  }

  private func waterJSON(_ forecast: SystemsForecast) -> JSONValue {
    return [
      "stockKg": JSONValue(stock(.water)),
      "netUseKgPerDay": JSONValue(forecast.netWaterUse * 86_400),
      "timeToLimitS": JSONValue(forecast.water?.after),
    ]
  }

  private var powerJSON: JSONValue {
    let power = power
    return [
      "generatedW": JSONValue(power.generated), "requiredW": JSONValue(power.required),
      "marginW": JSONValue(power.margin), "worstBetaDeg": JSONValue(power.worstBeta * degrees),
      "onDate": [
        "betaDeg": JSONValue(power.onDate.beta * degrees),
        "generatedW": JSONValue(power.onDate.generated),
        "marginW": JSONValue(power.onDate.generated - power.required),
      ],
      "storageJ": hasUnknownStorage ? nil : JSONValue(power.storage),
    ]
  }

  private var commandJSON: JSONValue {
    let computers = modules.flatMap { $0.plan.computers.map(\.authority) }
    let links = modules.flatMap { module in
      module.plan.links.map { "\(module.id).\($0.id)" }
    }
    return ["authorities": JSONValue(Set(computers).sorted()), "links": JSONValue(links.sorted())]
  }

  /// `module.port` of every port that no closed joint holds.
  var freePorts: [String] {
    var held: Set<String> = []
    for (index, joint) in assembly.joints.enumerated() where !world.opened.contains(index) {
      held.insert(joint.plan.between.a.description)
      held.insert(joint.plan.between.b.description)
    }
    return modules.flatMap { module in
      module.plan.ports.map { "\(module.id).\($0.id)" }.filter { !held.contains($0) }
    }.sorted()
  }

  private func json(of limits: [Limit]) -> JSONValue {
    .array(
      limits.map { limit in
        [
          "what": .string(limit.what),
          "atUtc": .string((world.epoch + limit.after).iso8601(digits: 3)),
          "cause": .string(limit.cause), "foundBy": .string(limit.flown ? "flight" : "balance"),
        ]
      })
  }
}

extension Rotation {
  var quaternionArray: [Double] { [quaternion.x, quaternion.y, quaternion.z, quaternion.w] }
}
