import Crypto
import Exchange
import Foundation
import Kinematics
import Orbits
import StationModel

/// A scenario made ready: the station of its date on its orbit, and what is to be done with it.
public struct ScenarioRun: Sendable {
  /// What is to be flown.
  public let scenario: Scenario
  /// The station of its date.
  public let assembly: Assembly
  /// What surrounds the station.
  public let environment: Environment
  /// The figures besides the station's own.
  public let standards: Standards
  /// What foretells the end of orbits.
  public let outlook: OrbitOutlook
  /// How closely it is followed.
  public let fidelity: Fidelity
  /// Where the orbit is from, in words.
  public let orbitSource: String
  /// SHA-256 of every table of the folder `Data` that it rests on, by its name.
  let tables: JSONValue
  let world: World

  /// Reads the station and the states that the scenario names, and checks every name in it.
  ///
  /// - Parameters:
  ///   - scenario: what is to be flown.
  ///   - dataFolder: the folder `Data`.
  ///   - standards: the figures besides the station's own.
  ///   - seed: of all randomness.
  ///   - fidelity: how closely it is followed.
  /// - Throws: `InputErrors` with the file and line of what is wrong; `OrbitError` where the orbit
  ///   does not last to the start.
  public init(
    _ scenario: Scenario, dataFolder: URL, standards: Standards, seed: UInt64 = 0,
    fidelity: Fidelity = .study
  ) throws {
    self.fidelity = fidelity
    self.scenario = scenario
    self.standards = standards
    let plan = try Self.plan(of: scenario, standards)
    do {
      assembly = try Assembly(plan, at: scenario.start)
    } catch {
      throw InputErrors(file: scenario.file, line: scenario.startLine, text: "\(error)")
    }
    try Self.checkNames(of: scenario, assembly)
    environment = try Environment(
      dataFolder: dataFolder, settings: scenario.surroundings.forces,
      densityScale: scenario.surroundings.densityScale,
      atmosphere: scenario.surroundings.atmosphere,
      radiationCoefficient: scenario.surroundings.radiationCoefficient)
    tables = try Self.digests(
      of: environment.files
        + (Standards.tables + OrbitOutlook.tables).map {
          ($0, dataFolder.appendingPathComponent($0))
        })
    outlook = try OrbitOutlook(dataFolder: dataFolder, seed: seed)
    let orbit = try Self.orbit(of: scenario, assembly, environment)
    orbitSource = orbit.source
    do {
      world = try World(
        assembly, on: orbit.state, attitude: scenario.attitude, standard: standards.cabin)
    } catch {
      throw InputErrors(file: scenario.file, line: Self.stateLine(of: scenario), text: "\(error)")
    }
    try check(unflown())
  }

  /// The flight of the moment before it begins: what every document of it has.
  private func unflown() throws -> MissionFlight {
    try MissionFlight(
      world, plan: FlightPlan(commands: [], duration: 10), environment: environment,
      standards: standards)
  }

  /// Refuses a start that is no orbit, and paths that lead nowhere in the documents of a flight.
  private func check(_ flight: MissionFlight) throws(InputErrors) {
    let height = flight.altitude(world.orbit(of: 0))
    guard height > MissionFlight.entryAltitude else {
      throw InputErrors(
        file: scenario.file, line: Self.stateLine(of: scenario),
        what: "the flight starts \(Assembly.rounded(height / 1000, 1)) km above the ground",
        allowed: "more than \(Assembly.rounded(MissionFlight.entryAltitude / 1000, 0)) km")
    }
    try checkPaths(flight)
  }

  /// Where the scenario says where it starts.
  private static func stateLine(of scenario: Scenario) -> Int {
    switch scenario.initialState {
    case .ofStation: scenario.startLine
    case .state(_, _, let line), .file(_, _, let line): line
    }
  }

  private var plan: FlightPlan {
    FlightPlan(
      commands: scenario.commands, duration: scenario.duration, interval: scenario.interval,
      fidelity: fidelity)
  }

  /// Flies it.
  ///
  /// - Throws: `InputErrors` with the line of a command that the station does not follow.
  public func fly() throws -> MissionResult {
    var tables = ShapeTables()
    return try fly(with: &tables)
  }

  /// Flies it with tables of its shapes that other flights have made, and adds to them; the result is
  /// that of ``fly()`` to the last bit.
  ///
  /// - Throws: as ``fly()``.
  public func fly(with tables: inout ShapeTables) throws -> MissionResult {
    var flight = try MissionFlight(
      world, plan: plan, environment: environment, standards: standards, tables: tables)
    do {
      try flight.fly()
    } catch let failure as CommandFailure {
      throw InputErrors(
        file: scenario.file, line: failure.command.line, what: failure.refusal.parts.what,
        allowed: failure.refusal.parts.allowed)
    }
    tables = flight.tables
    return MissionResult(self, flight)
  }

  private static func digests(
    of tables: [(name: String, url: URL)]
  ) throws(InputErrors) -> JSONValue {
    var digests: [JSONValue.Member] = []
    for (name, url) in tables where !digests.contains(where: { $0.key == name }) {
      guard let data = try? Data(contentsOf: url) else {
        throw InputErrors(
          file: url.path, line: 1, what: "the table cannot be read", allowed: "a readable file")
      }
      digests.append(JSONValue.Member(name, .string(SHA256.hexadecimal(data))))
    }
    return .object(digests)
  }

  private static func plan(of scenario: Scenario, _ standards: Standards) throws -> StationPlan {
    guard isFile(scenario.station) else {
      throw InputErrors(
        file: scenario.file, line: scenario.stationLine,
        what: "the station file '\(scenario.stationName)' cannot be read",
        allowed: "a path from the folder of the scenario")
    }
    return try StationPlan(contentsOf: scenario.station, mechanisms: standards.mechanisms)
  }

  private static func isFile(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    return isThere && !isFolder.boolValue && FileManager.default.isReadableFile(atPath: url.path)
  }

  private static func orbit(
    of scenario: Scenario, _ assembly: Assembly, _ environment: Environment
  ) throws -> InitialOrbit {
    let line = stateLine(of: scenario)
    do {
      switch scenario.initialState {
      case .ofStation: return try InitialOrbit.carried(for: assembly, environment: environment)
      case .state(let state, let source, _):
        return try InitialOrbit.carried(
          state, source: source, for: assembly, environment: environment)
      case .file(let url, let name, _):
        guard isFile(url) else {
          throw InputErrors(
            file: scenario.file, line: line, what: "the file '\(name)' cannot be read",
            allowed: "a path from the folder of the scenario")
        }
        let file = try StateFile(
          contentsOf: url, named: name, orientation: environment.orientation)
        return try InitialOrbit.carried(file, for: assembly, environment: environment)
      }
    } catch let error as MissionError {
      throw InputErrors(file: scenario.file, line: line, text: "\(error)")
    } catch let error as OrbitError {
      throw InputErrors(
        file: scenario.file, line: line, text: "\(error); allowed: an orbit that lasts")
    } catch let error as KinematicsError {
      throw InputErrors(file: scenario.file, line: line, text: "\(error); allowed: a bound orbit")
    }
  }
}
