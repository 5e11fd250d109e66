import Crypto
import Exchange
import Flight
import Foundation
import Kinematics
import Orbits
import StationModel

extension Scenario {
  /// Reads a scenario file.
  ///
  /// - Throws: every error of the file with its line.
  public init(contentsOf url: URL, named path: String) throws(InputErrors) {
    let node = try YAMLNode.read(url)
    let reader = ScenarioFileReader(folder: url.deletingLastPathComponent(), path: path)
    let scenario = reader.read(node)
    try reader.problems.throwIfAny()
    guard let scenario else {
      throw InputErrors(
        file: path, line: node.line, what: "the scenario cannot be read",
        allowed: "a scenario file")
    }
    self = scenario
    let texts = [url, scenario.station].map { (try? String(contentsOf: $0, encoding: .utf8)) ?? "" }
    (text, stationText) = (texts[0], texts[1])
    digest = SHA256.hexadecimal(texts.joined(separator: "\u{0}"))
  }
}

/// Reads a scenario file and gathers every error in it.
final class ScenarioFileReader {
  let problems = InputProblems()
  private let folder: URL
  private let path: String
  /// A piece keeps less than half a gigabyte of them.
  private static let mostRecords = 1e6
  private typealias Fields = ScenarioFileFields

  init(folder: URL, path: String) {
    self.folder = folder
    self.path = path
  }

  func read(_ node: YAMLNode) -> Scenario? {
    guard let file = problems.object(node, Fields.top) else { return nil }
    let identity = file["scenario"].flatMap { problems.object($0, Fields.identity) }
    let station = file["station"].flatMap { node in
      node.string(problems).map { (name: $0, line: node.line) }
    }
    let start = file.epoch("start")
    let duration = file.quantity("duration", .time, in: 10...ForceModel.longestArc - 7200)
    let sources = readSources(file, problems)
    let state = readInitialState(file, start: start)
    let environment = readEnvironment(file)
    let interval = readInterval(file, duration: duration)
    let commands = readTimeline(file, start: start, duration: duration)
    let expectations = readExpectations(file, duration: duration)
    guard let identity, let id = identity.identifier("id"),
      let name = identity.requiredString("name"), let station, let start, let duration, let state,
      let environment, let interval
    else { return nil }
    return Scenario(
      id: id, name: name, description: identity.string("description") ?? "",
      station: Mission.file(station.name, in: folder), stationName: station.name,
      stationLine: station.line, start: start, startLine: file["start"]?.line ?? 1,
      duration: duration, initialState: state.state, attitude: state.attitude,
      surroundings: environment,
      commands: commands, interval: interval,
      expectations: expectations, sources: sources, file: path, digest: "")
  }

  /// The time between records [s].
  private func readInterval(_ file: YAMLObject, duration: Double?) -> Double? {
    guard let node = file["record"] else { return 60 }
    guard let record = problems.object(node, Fields.record) else { return nil }
    guard let every = record["every"] else { return 60 }
    guard let interval = every.quantity(.time, in: 1...86_400, problems) else { return nil }
    guard (duration ?? 0) / interval <= Self.mostRecords else {
      problems.add(
        "'every' makes more records than can be kept",
        allowed: "at most \(Int(Self.mostRecords)) in the whole flight", at: every)
      return nil
    }
    return interval
  }

  // MARK: Where it starts

  private func readInitialState(
    _ file: YAMLObject, start: Epoch?
  ) -> (state: Scenario.InitialState, attitude: Rotation<LVLH, StationFrame>)? {
    guard let node = file["initialState"] else { return (.ofStation, .identity) }
    guard let object = problems.object(node, Fields.initialState) else { return nil }
    var attitude = Rotation<LVLH, StationFrame>.identity
    if let node = object["attitude"] {
      guard let angles = problems.object(node, Fields.attitude), let told = localAttitude(angles)
      else {
        return nil
      }
      attitude = told
    }
    let vector = ["epoch", "frame", "position", "velocity"].filter { object[$0] != nil }
    if let named = object["file"] {
      guard let name = named.string(problems) else { return nil }
      guard vector.isEmpty else {
        problems.add(
          "'file' and '\(vector[0])' both say where it starts", allowed: "one of them", at: named)
        return nil
      }
      return (
        .file(Mission.file(name, in: folder), named: name, line: named.line), attitude
      )
    }
    guard !vector.isEmpty else {
      if let source = object["source"] {
        problems.add(
          "'source' without a state", allowed: "position, velocity and frame beside it", at: source)
        return nil
      }
      return (.ofStation, attitude)
    }
    return readState(object, start: start).map { ($0, attitude) }
  }

  private func readState(_ object: YAMLObject, start: Epoch?) -> Scenario.InitialState? {
    func triple(_ key: String, limit: Double) -> SIMD3<Double>? {
      guard let node = object.require(key) else { return nil }
      guard case .sequence(let items) = node.content, items.count == 3 else {
        problems.add("'\(key)' is not a list of three numbers", allowed: "[x, y, z]", at: node)
        return nil
      }
      let values = items.compactMap { $0.number(in: -limit...limit, problems) }
      return values.count == 3 ? 1000 * SIMD3(values[0], values[1], values[2]) : nil
    }
    let epoch = object["epoch"] == nil ? start : object.epoch("epoch")
    let frame = object.require("frame").flatMap { $0.choice(OrbitFrame.self, problems) }
    let position = triple("position", limit: 1e6)
    let velocity = triple("velocity", limit: 100)
    let sources = object.require("source").flatMap { texts($0, problems) }
    guard let sources, let epoch, let frame, let position, let velocity else { return nil }
    let words = sources.joined(separator: " ")
    return .state(
      OrbitState(frame, epoch: epoch, position: position, velocity: velocity),
      source: "state of \(epoch.iso8601(digits: 0)) (\(words))",
      line: (object["position"] ?? object.node).line)
  }

  private func readEnvironment(
    _ file: YAMLObject
  ) -> Scenario.Surroundings? {
    var surroundings = Scenario.Surroundings()
    var forces = ForceModel.Settings()
    guard let node = file["environment"] else { return surroundings }
    guard let object = problems.object(node, Fields.environment) else { return nil }
    for (key, path) in [
      ("sun", \ForceModel.Settings.sun), ("moon", \ForceModel.Settings.moon),
      ("drag", \ForceModel.Settings.drag), ("tides", \ForceModel.Settings.tides),
      ("relativity", \ForceModel.Settings.relativity),
    ] where object[key] != nil {
      guard let value = object.boolean(key) else { return nil }
      forces[keyPath: path] = value
    }
    if let node = object["gravity"] {
      guard let size = Environment.fieldSize(node.string(problems) ?? "") else {
        problems.add(
          "'gravity' is not a degree and order", allowed: Environment.allowedFields, at: node)
        return nil
      }
      (forces.degree, forces.order) = size
    }
    if let node = object["atmosphere"] {
      let name = node.string(problems) ?? ""
      guard let choice = AtmosphereChoice(rawValue: name) else {
        problems.add(
          "'atmosphere' is no model of the air",
          allowed: AtmosphereChoice.allCases.map(\.rawValue).joined(separator: ", "), at: node)
        return nil
      }
      surroundings.atmosphere = choice
    }
    if object["densityScale"] != nil {
      guard let value = object.number("densityScale", in: 0.01...100) else { return nil }
      surroundings.densityScale = value
    }
    if object["radiationCoefficient"] != nil {
      guard let value = object.number("radiationCoefficient", in: 0...10) else { return nil }
      surroundings.radiationCoefficient = value
      forces.radiationPressure = value > 0
    }
    surroundings.forces = forces
    return surroundings
  }

  // MARK: What is expected

  private func readExpectations(
    _ file: YAMLObject, duration: Double?
  ) -> [Scenario.Expectation] {
    var reader = CheckReader(problems: problems)
    reader.duration = duration
    var lines: [String: Int] = [:]
    return file.list("expectations").compactMap { node in
      guard let object = problems.object(node, Fields.expectation) else { return nil }
      let id = object.identifier("id")
      if let id, let line = lines[id] {
        problems.add(
          "duplicate expectation id '\(id)', first on line \(line)", allowed: "each id once",
          at: object["id"] ?? node)
      }
      if let id { lines[id] = lines[id] ?? node.line }
      guard let check = reader.read(object), let id else { return nil }
      return Scenario.Expectation(id: id, check: check)
    }
  }
}

extension OrbitState where F == GCRF {
  /// A state given in a frame that files may name; position [m], velocity [m/s].
  init(
    _ frame: OrbitFrame, epoch: Epoch, position: SIMD3<Double>, velocity: SIMD3<Double>
  ) {
    switch frame {
    case .gcrf:
      self.init(epoch: epoch, position: Position(position), velocity: Velocity(velocity))
    case .eme2000:
      let bias = EarthRotation.biasFromEME2000
      self.init(
        epoch: epoch, position: bias(Position<EME2000>(position)),
        velocity: bias(Velocity<EME2000>(velocity)))
    }
  }
}
