import StationModel

/// A set of tanks and engines of one piece that propellant lines connect.
///
/// Tanks feed an engine when every joint between them is closed and carries propellant. Engines
/// that are disabled do not burn; a contingency engine counts on the station itself and not on a
/// visiting vehicle, whose propellant is its own way home, until it is on that way.
public struct PropellantNetwork: Sendable {
  /// Indices of its modules, rising.
  public var modules: [Int]
  /// In tanks of the station itself [kg].
  public var station: Double
  /// In tanks of visiting vehicles [kg].
  public var vehicles: Double
  /// The best specific impulse of an engine for orbit changes [s]; nil: none can burn it.
  public var specificImpulse: Double?
  /// Thrust for orbit changes [N].
  public var thrust: Double

  /// A network from its parts.
  public init(
    modules: [Int], station: Double, vehicles: Double, specificImpulse: Double?, thrust: Double
  ) {
    self.modules = modules
    self.station = station
    self.vehicles = vehicles
    self.specificImpulse = specificImpulse
    self.thrust = thrust
  }

  /// The networks of a piece, in order of their first module.
  public static func networks(
    of piece: Piece, in assembly: Assembly, opened: Set<Int>, tankLoads: [Double]
  ) -> [PropellantNetwork] {
    let onItsOwn = piece.fliesOnContingency(for: .orbit, in: assembly)
    var seen: Set<Int> = []
    var networks: [PropellantNetwork] = []
    for start in piece.modules where !seen.contains(start) {
      let members = assembly.reach(from: start, in: piece, over: .propellant, opened: opened)
      seen.formUnion(members)
      var network = PropellantNetwork(
        modules: members, station: 0, vehicles: 0, specificImpulse: nil, thrust: 0)
      for index in members {
        let module = assembly.modules[index]
        for (offset, tank) in module.plan.tanks.enumerated() where tank.contents == .propellant {
          let load = tankLoads[module.firstTank + offset]
          if module.plan.kind == .vehicle {
            network.vehicles += load
          } else {
            network.station += load
          }
        }
        for engine in module.plan.engines
        where engine.changesOrbit(onVehicle: module.plan.kind == .vehicle && !onItsOwn) {
          network.thrust += engine.thrust.value * Double(engine.simultaneous)
          network.specificImpulse = max(network.specificImpulse ?? 0, engine.specificImpulse.value)
        }
      }
      networks.append(network)
    }
    return networks
  }

  /// The velocity change that the networks of a piece of `mass` [kg] give, one after the other
  /// [m/s], by the rocket equation: the least specific impulse first, which gives most.
  public static func deltaV(_ networks: [PropellantNetwork], mass: Double) -> Double {
    var left = mass
    var sum = 0.0
    for network in networks.sorted(by: {
      ($0.specificImpulse ?? 0, $0.station + $0.vehicles)
        < ($1.specificImpulse ?? 0, $1.station + $1.vehicles)
    }) {
      guard let impulse = network.specificImpulse, network.thrust > 0 else { continue }
      let burnt = network.station + network.vehicles
      guard burnt < left else { continue }
      sum += RocketEquation.deltaV(propellant: burnt, mass: left, specificImpulse: impulse)
      left -= burnt
    }
    return sum
  }
}

extension Piece {
  /// Whether it is made of vehicles alone that have only contingency engines for a use: those then
  /// count.
  public func fliesOnContingency(for use: EngineUse, in assembly: Assembly) -> Bool {
    modules.allSatisfy { index in
      let plan = assembly.modules[index].plan
      return plan.kind == .vehicle
        && !plan.engines.contains { $0.uses.contains(use) && $0.status == .usable }
    }
  }
}

extension Engine {
  /// Whether it can be fired at all on such a module.
  public func fires(onVehicle vehicle: Bool) -> Bool {
    status == .usable || (status == .contingency && !vehicle)
  }

  /// Whether it can be fired to change the orbit.
  public func changesOrbit(onVehicle vehicle: Bool) -> Bool {
    fires(onVehicle: vehicle) && uses.contains(.orbit)
  }
}
