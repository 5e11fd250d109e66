import Crypto
import Exchange
import Foundation
import Kinematics
import Orbits
import StationModel

/// A scenario made ready: the station of its date on its orbit, and what is to be done with it.
public struct ScenarioRun: Sendable {
  public let scenario: Scenario
  public let assembly: Assembly
  public let environment: Environment
  public let standards: Standards
  public let orbitSource: String
  /// SHA-256 of every table of the folder `Data` that it rests on, by its name.
  let tables: JSONValue
  let world: World

  /// Reads the station and the states that the scenario names, and checks every name in it.
  ///
  /// - Parameter dataFolder: the folder `Data`.
  /// - Throws: `InputErrors` with the file and line of what is wrong; `OrbitError` where the orbit
  ///   does not last to the start.
  public init(_ scenario: Scenario, dataFolder: URL, standards: Standards) throws {
    self.scenario = scenario
    self.standards = standards
    let plan = try Self.plan(of: scenario, standards)
    do {
      assembly = try Assembly(plan, at: scenario.start)
    } catch {
      throw InputErrors(file: scenario.file, line: scenario.startLine, text: "\(error)")
    }
    try Self.check(scenario, assembly)
    environment = try Environment(
      dataFolder: dataFolder, settings: scenario.forces, densityScale: scenario.densityScale)
    tables = try Self.digests(of: Environment.tables + Standards.tables, in: dataFolder)
    let orbit = try Self.orbit(of: scenario, assembly, environment)
    orbitSource = orbit.source
    do {
      world = try World(
        assembly, on: orbit.state, attitude: scenario.attitude, standard: standards.cabin)
    } catch {
      throw InputErrors(file: scenario.file, line: scenario.startLine, text: "\(error)")
    }
    try checkPaths()
  }

  private var plan: FlightPlan {
    FlightPlan(
      commands: scenario.commands, duration: scenario.duration, interval: scenario.interval)
  }

  /// Refuses paths of expectations that lead nowhere, by the documents of a flight that has not
  /// begun.
  private func checkPaths() throws {
    let flight = try MissionFlight(
      world, plan: plan, environment: environment, standards: standards)
    let verdict = Verdict(of: flight, orbitSource: orbitSource)
    let problems = InputProblems()
    for expectation in scenario.expectations {
      let check = expectation.check
      let error: InputError?
      switch check.subject {
      case .verdict(let path, _):
        error = path.error(in: verdict.document, file: scenario.file, line: check.line)
      case .result(let path):
        error = path.error(
          in: MissionResult.document(self, flight, verdict), file: scenario.file,
          line: check.line)
      case .station(let path):
        error = path.error(in: assembly.document, file: scenario.file, line: check.line)
      default: error = nil
      }
      if let error { problems.add(error) }
    }
    try problems.throwIfAny()
  }

  /// Flies it.
  ///
  /// - Throws: `InputErrors` with the line of a command that the station does not follow.
  public func fly() throws -> MissionResult {
    var flight = try MissionFlight(
      world, plan: plan, environment: environment, standards: standards)
    do {
      try flight.fly()
    } catch let failure as CommandFailure {
      throw InputErrors(
        file: scenario.file, line: failure.command.line, what: failure.refusal.parts.what,
        allowed: failure.refusal.parts.allowed)
    }
    return MissionResult(self, flight)
  }

  private static func digests(
    of tables: [String], in folder: URL
  ) throws(InputErrors) -> JSONValue {
    var digests: [JSONValue.Member] = []
    for name in tables {
      let url = folder.appendingPathComponent(name)
      guard let data = try? Data(contentsOf: url) else {
        throw InputErrors(
          file: url.path, line: 1, what: "the table cannot be read", allowed: "a readable file")
      }
      digests.append(JSONValue.Member(name, .string(SHA256.hexadecimal(data))))
    }
    return .object(digests)
  }

  private static func plan(of scenario: Scenario, _ standards: Standards) throws -> StationPlan {
    guard FileManager.default.isReadableFile(atPath: scenario.station.path) else {
      throw InputErrors(
        file: scenario.file, line: scenario.stationLine,
        what: "the station file '\(scenario.stationName)' cannot be read",
        allowed: "a path from the folder of the scenario")
    }
    return try StationPlan(contentsOf: scenario.station, mechanisms: standards.mechanisms)
  }

  private static func orbit(
    of scenario: Scenario, _ assembly: Assembly, _ environment: Environment
  ) throws -> InitialOrbit {
    var line = scenario.startLine
    do {
      switch scenario.initialState {
      case .ofStation: return try InitialOrbit.carried(for: assembly, environment: environment)
      case .state(let state, let source):
        return try InitialOrbit.carried(
          state, source: source, for: assembly, environment: environment)
      case .file(let url, let name, let place):
        line = place
        guard FileManager.default.isReadableFile(atPath: url.path) else {
          throw InputErrors(
            file: scenario.file, line: place, what: "the file '\(name)' cannot be read",
            allowed: "a path from the folder of the scenario")
        }
        let file = try StateFile(
          contentsOf: url, named: name, orientation: environment.orientation)
        return try InitialOrbit.carried(
          file.nearest(to: scenario.start), source: file.source, for: assembly,
          environment: environment)
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

  // MARK: Names

  /// Refuses names that the station of the date does not have, before anything is flown.
  private static func check(_ scenario: Scenario, _ assembly: Assembly) throws(InputErrors) {
    let problems = InputProblems()
    func refuse(_ line: Int, _ refusal: CommandRefusal) {
      problems.add(
        InputError(
          file: scenario.file, line: line, what: refusal.parts.what,
          allowed: refusal.parts.allowed))
    }
    func module(_ id: String, _ line: Int) {
      if assembly.moduleIndex(id) == nil {
        refuse(line, .noSuchModule(id, known: assembly.modules.map(\.id)))
      }
    }
    for timed in scenario.commands {
      switch timed.command {
      case .open(let ids):
        for id in ids where assembly.jointIndex(id) == nil {
          refuse(timed.line, .noSuchJoint(id, known: assembly.joints.map(\.id)))
        }
      case .attitude(let id, _): module(id, timed.line)
      case .burn(let burn):
        module(burn.module, timed.line)
        let plan = assembly.moduleIndex(burn.module).map { assembly.modules[$0].plan }
        if let plan, !plan.engines.contains(where: { $0.id == burn.engine }) {
          refuse(
            timed.line,
            .noSuchEngine(
              "\(burn.module).\(burn.engine)",
              known: plan.engines.map { "\(burn.module).\($0.id)" }))
        }
      case .move(let members, let id):
        module(id, timed.line)
        for member in members where !assembly.crew.contains(where: { $0.id == member }) {
          refuse(timed.line, .noSuchMember(member, known: assembly.crew.map(\.id)))
        }
      }
    }
    for expectation in scenario.expectations {
      switch expectation.check.subject {
      case .series(_, let id, _): module(id, expectation.check.line)
      case .pairSeries(_, let a, let b, _):
        module(a, expectation.check.line)
        module(b, expectation.check.line)
      default: break
      }
    }
    try problems.throwIfAny()
  }
}
