import Exchange
import Foundation
import Kinematics
import Mission
import NumericalMethods
import Orbits
import StationModel
import TestSupport

/// What the tests of this room share.
enum Fixtures {
  static func standards() throws -> Standards {
    try Standards(dataFolder: repositoryRoot.appendingPathComponent("Data"))
  }

  static func station(_ name: String) throws -> StationPlan {
    try StationPlan(
      contentsOf: repositoryRoot.appendingPathComponent("Stations/\(name).yaml"),
      mechanisms: standards().mechanisms)
  }

  static func iss(_ date: String) throws -> Assembly {
    try Assembly(station("iss"), at: Epoch(utc: date))
  }

  /// A circular orbit at 420 km.
  static func orbit(at epoch: Epoch) -> OrbitState<GCRF> {
    KeplerianElements(
      semiMajorAxis: 6_798_137, eccentricity: 0.0005, inclination: 0.9,
      rightAscensionOfAscendingNode: 1, argumentOfPerigee: 2, trueAnomaly: 0.5
    ).state(at: epoch, mu: 3.986_004_415e14)
  }

  static func environment() throws -> Environment {
    try Environment(dataFolder: repositoryRoot.appendingPathComponent("Data"))
  }

  static func world(_ assembly: Assembly) throws -> World {
    try World(
      assembly, on: orbit(at: assembly.epoch), standard: standards().cabin)
  }

  /// The flight of a station after commands.
  static func flight(
    of assembly: Assembly, _ commands: [TimedCommand], duration: Double, interval: Double = 60,
    fidelity: Fidelity = .study
  ) throws -> MissionFlight {
    let plan = FlightPlan(
      commands: commands, duration: duration, interval: interval, fidelity: fidelity)
    var flight = try MissionFlight(
      world(assembly), plan: plan, environment: environment(), standards: standards())
    try flight.fly()
    return flight
  }

  /// A flight at full fidelity without air outside, which needs no tables of it.
  static func airlessFlight(
    of assembly: Assembly, _ commands: [TimedCommand], duration: Double, interval: Double = 10,
    fidelity: Fidelity = .full
  ) throws -> MissionFlight {
    var settings = ForceModel.Settings()
    settings.drag = false
    var flight = try MissionFlight(
      world(assembly),
      plan: FlightPlan(
        commands: commands, duration: duration, interval: interval, fidelity: fidelity),
      environment: Environment(
        dataFolder: repositoryRoot.appendingPathComponent("Data"), settings: settings),
      standards: standards())
    try flight.fly()
    return flight
  }

  /// The verdict on a cut, flown for ten seconds.
  static func verdict(
    of assembly: Assembly, opening joints: [String]
  ) throws -> (document: JSONValue, world: World) {
    let commands = joints.isEmpty ? [] : [TimedCommand(time: 0, .open(joints))]
    let flight = try flight(of: assembly, commands, duration: 10)
    return (
      Verdict(of: flight, orbitSource: "test").document, flight.cuts.last?.after ?? flight.first
    )
  }

  /// Four modules in a square: two along x at y = ±2, joined at both ends by cross pieces.
  static let ring = """
    station: {id: ring, name: Ring}
    frame: {name: RNG, description: of the left module}
    root: left
    source: test
    confidence: low
    dragCoefficient: 2.2
    sources: {test: {title: made for a test}}
    owners: [{id: o, name: O}]
    modules:
      - id: left
        name: Left
        owner: o
        from: 2040-01-01
        mass: 1000 kg
        solids: [{id: hull, shape: box, centre: [0, 0, 0], size: [4, 1, 1]}]
        ports:
          - {id: front, at: [2, 0, 0], axis: +x, mechanism: apas}
          - {id: back, at: [-2, 0, 0], axis: -x, mechanism: apas}
      - id: front
        name: Front
        owner: o
        from: 2040-01-01
        mass: 900 kg
        solids: [{id: hull, shape: box, centre: [0.5, 2, 0], size: [1, 5, 1]}]
        ports:
          - {id: left, at: [0, 0, 0], axis: -x, mechanism: apas}
          - {id: right, at: [0, 4, 0], axis: -x, mechanism: apas}
      - id: right
        name: Right
        owner: o
        from: 2040-01-01
        mass: 1100 kg
        solids: [{id: hull, shape: box, centre: [-2, 0, 0], size: [4, 1, 1]}]
        ports:
          - {id: front, at: [0, 0, 0], axis: +x, mechanism: apas}
          - {id: back, at: [-4, 0, 0], axis: -x, mechanism: apas}
      - id: back
        name: Back
        owner: o
        from: 2040-01-01
        mass: 800 kg
        solids: [{id: hull, shape: box, centre: [-0.5, 2, 0], size: [1, 5, 1]}]
        ports:
          - {id: left, at: [0, 0, 0], axis: +x, mechanism: apas}
          - {id: right, at: [0, 4, 0], axis: +x, mechanism: apas}
    joints:
      - {id: north, between: [left.front, front.left], from: 2040-01-01}
      - {id: east, between: [right.front, front.right], from: 2040-01-01}
      - {id: west, between: [back.left, left.back], from: 2040-01-01}
      - {id: south, between: [back.right, right.back], from: 2040-01-01}
    """

  /// A random tree of `count` modules with random shapes, masses and ports, as a station file.
  static func randomStation(count: Int, seed: UInt64, doubled: Bool = false) -> String {
    var random = SplitMix64(seed: seed)
    func number(_ low: Double, _ high: Double) -> Double {
      let value = low + (high - low) * Double(random.next() >> 11) * 0x1p-53
      return (value * 1000).rounded() / 1000
    }
    let factor = doubled ? 2.0 : 1.0
    var modules = ""
    var joints = ""
    for index in 0..<count {
      let length = number(2, 12)
      modules += """
          - id: m\(index)
            name: Module \(index)
            owner: o\(index % 3)
            from: 2040-01-01
            mass: \(number(500, 20_000) * factor) kg
            solids:
              - {id: hull, shape: cylinder, axis: x, centre: [\(length / 2), 0, 0], \
        length: \(length) m, diameter: \(number(1, 4)) m}
              - {id: box, shape: box, centre: [\(number(0, 5)), \(number(2, 6)), \(number(-2, 2))], \
        size: [\(number(1, 3)), \(number(1, 3)), \(number(1, 3))], mass: \(number(1, 90) * factor) kg}
            ports:
              - {id: back, at: [0, 0, 0], axis: -x, mechanism: apas}

        """
      for port in 0..<count {
        modules += "      - {id: p\(port), at: [\(length), \(number(-2, 2)), \(number(-2, 2))], "
        modules +=
          "axis: [\(number(0.1, 1)), \(number(-1, 1)), \(number(-1, 1))], mechanism: apas}\n"
      }
      guard index > 0 else { continue }
      let parent = Int(random.next() % UInt64(index))
      joints += "  - {id: j\(index), between: [m\(parent).p\(index), m\(index).back], "
      joints += "from: 2040-01-01, clocking: \(number(0, 6)) rad}\n"
    }
    return """
      station: {id: random, name: Random}
      frame: {name: RND, description: of the first module}
      root: m0
      source: seed
      confidence: low
      dragCoefficient: 2.2
      sources: {seed: {title: random numbers}}
      owners: [{id: o0, name: A}, {id: o1, name: B}, {id: o2, name: C}]
      modules:
      \(modules)joints:
      \(joints)
      """
  }
}
