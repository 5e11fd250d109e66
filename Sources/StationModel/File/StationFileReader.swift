import Exchange
import Foundation
import Kinematics
import NumericalMethods

extension StationPlan {
  /// Reads a station file.
  ///
  /// - Parameters:
  ///   - url: the file, YAML.
  ///   - mechanisms: the mechanisms that Outpost knows; see ``MechanismCatalogue/init(tableAt:)``.
  /// - Throws: every error of the file with its line.
  public init(contentsOf url: URL, mechanisms: MechanismCatalogue) throws(InputErrors) {
    try self.init(YAMLNode.read(url), mechanisms: mechanisms)
  }

  /// Reads a station from a parsed file.
  public init(_ node: YAMLNode, mechanisms: MechanismCatalogue) throws(InputErrors) {
    let reader = StationFileReader(mechanisms: mechanisms)
    let plan = reader.read(node)
    try reader.problems.throwIfAny()
    guard let plan else {
      throw InputErrors([
        InputError(
          file: node.file, line: node.line, what: "the station cannot be read",
          allowed: "a station file")
      ])
    }
    self = plan
  }
}

/// The source and confidence that figures inherit.
struct Provenance {
  var sources: [String]
  var confidence: Confidence?
}

/// Reads a station file and gathers every error in it.
final class StationFileReader {
  let problems = InputProblems()
  var mechanisms: MechanismCatalogue
  var sourceKeys: Set<String> = []
  var declared = DeclaredIds()
  var unsourced = UnsourcedFigures()
  /// Lines of stowage items and crew members, by id.
  var lines: [String: Int] = [:]
  typealias Fields = StationFileFields

  init(mechanisms: MechanismCatalogue) {
    self.mechanisms = mechanisms
  }

  func object(_ node: YAMLNode, _ fields: [FileField]) -> YAMLObject? {
    problems.object(node, fields)
  }

  func read(_ node: YAMLNode) -> StationPlan? {
    guard let file = object(node, Fields.top) else { return nil }
    declared = DeclaredIds(file)
    defer { unsourced.report(to: problems) }
    let sources = readSources(file)
    let inherited = provenance(file, Provenance(sources: [], confidence: nil))
    guard let stationNode = file["station"], let station = object(stationNode, Fields.identity),
      let frameNode = file["frame"], let frame = object(frameNode, Fields.frame)
    else { return nil }
    mechanisms = mechanisms.adding(
      file.list("mechanisms").compactMap {
        readMechanism($0, inherited)
      })
    let owners = file.list("owners").compactMap { node -> Owner? in
      guard let owner = object(node, Fields.identity), let id = owner.identifier("id"),
        let name = owner.requiredString("name")
      else { return nil }
      return Owner(id: id, name: name)
    }
    unique(file.list("owners"), "owner")
    var modules = file.list("modules").compactMap { readModule($0, inherited) }
    let types = file.list("vehicleTypes").compactMap { readVehicleType($0, inherited) }
    unique(file.list("vehicleTypes"), "vehicle type")
    var joints = file.list("joints").compactMap { readJoint($0, inherited) }
    for node in file.list("visits") {
      guard let visit = readVisit(node, types, inherited) else { continue }
      modules.append(visit.module)
      joints.append(visit.joint)
    }
    unique(file.list("modules") + file.list("visits"), "module")
    unique(file.list("joints"), "joint")
    let stowage = file.list("stowage").compactMap { readStowage($0, inherited) }
    unique(file.list("stowage"), "stowage item")
    let crew = file.list("crew").compactMap { readCrew($0) }
    unique(file.list("crew"), "crew member")
    let coverage = file.list("complete").compactMap { readCoverage($0) }
    let orbits = file.list("orbits").compactMap { readOrbit($0, inherited) }
    guard let id = station.identifier("id"), let name = station.requiredString("name"),
      let frameName = frame.requiredString("name"),
      let frameText = frame.requiredString("description"),
      let root = file.identifier("root"),
      let drag = figure(file, "dragCoefficient", nil, 0.1...10, inherited)
    else { return nil }
    let plan = StationPlan(
      id: id, name: name, frame: FrameDeclaration(name: frameName, description: frameText),
      root: root, sources: sources, owners: owners, modules: modules, joints: joints,
      stowage: stowage, crew: crew, coverage: coverage,
      orbits: orbits.sorted { $0.epoch < $1.epoch },
      dragCoefficient: drag, mechanisms: mechanisms, file: node.file)
    check(plan, file)
    return plan
  }

  private func readSources(_ file: YAMLObject) -> [Source] {
    guard let node = file["sources"] else { return [] }
    guard case .mapping(let entries) = node.content else {
      problems.add("'sources' is not a mapping", allowed: "KEY: {title: …}", at: node)
      return []
    }
    var sources: [Source] = []
    for entry in entries {
      sourceKeys.insert(entry.key)
      guard let object = object(entry.value, Fields.source),
        let title = object.requiredString("title")
      else { continue }
      sources.append(Source(key: entry.key, title: title, address: object.string("address")))
    }
    return sources
  }

  /// Reports ids that appear twice in lists that share one space of names.
  func unique(_ nodes: [YAMLNode], _ what: String) {
    var seen: [String: Int] = [:]
    for node in nodes {
      guard case .mapping(let entries) = node.content,
        let entry = entries.first(where: { $0.key == "id" }),
        case .scalar(let id) = entry.value.content
      else { continue }
      if let line = seen[id] {
        problems.add(
          "duplicate \(what) id '\(id)', first on line \(line)", allowed: "each id once",
          at: entry.value)
      } else {
        seen[id] = entry.value.line
      }
    }
  }

  /// Source and confidence of an element, or those it inherits.
  func provenance(_ object: YAMLObject, _ inherited: Provenance) -> Provenance {
    var result = inherited
    if let node = object["source"] {
      result.sources = sourceList(node)
    }
    if object["confidence"] != nil {
      result.confidence = object.choice("confidence", Confidence.self)
    }
    return result
  }

  func sourceList(_ node: YAMLNode) -> [String] {
    let nodes: [YAMLNode]
    if case .sequence(let list) = node.content { nodes = list } else { nodes = [node] }
    return nodes.compactMap { node in
      guard let key = node.string(problems) else { return nil }
      if !sourceKeys.contains(key) {
        problems.add(
          "unknown source '\(key)'", allowed: "a key of the file's 'sources'", at: node)
      }
      return key
    }
  }

  /// A figure: a quantity with its unit, or a mapping of value, range, source, confidence. Without
  /// a dimension it is a plain number.
  func figure(
    _ object: YAMLObject, _ key: String, _ dimension: PhysicalDimension?,
    _ allowed: ClosedRange<Double>,
    _ inherited: Provenance
  ) -> Figure? {
    guard let node = object[key] else { return nil }
    return figure(node, dimension, allowed, inherited)
  }

  func figure(
    _ node: YAMLNode, _ dimension: PhysicalDimension?, _ allowed: ClosedRange<Double>,
    _ inherited: Provenance
  ) -> Figure? {
    func value(_ node: YAMLNode) -> Double? {
      if let dimension { return node.quantity(dimension, in: allowed, problems) }
      return node.number(in: allowed, problems)
    }
    guard case .mapping = node.content else {
      guard let number = value(node) else { return nil }
      return finished(number, nil, inherited, at: node)
    }
    let keys = ["value", "range", "source", "confidence"]
    guard let mapping = YAMLObject(node, keys: keys, problems),
      let valueNode = mapping.require("value"), let number = value(valueNode)
    else { return nil }
    var range: ClosedRange<Double>?
    if let rangeNode = mapping["range"] {
      guard case .sequence(let ends) = rangeNode.content, ends.count == 2,
        let low = value(ends[0]), let high = value(ends[1]), low <= number, number <= high
      else {
        problems.add(
          "range does not hold the value", allowed: "[least, greatest] with the value between",
          at: rangeNode)
        return nil
      }
      range = low...high
    }
    return finished(number, range, provenance(mapping, inherited), at: node)
  }

  private func finished(
    _ value: Double, _ range: ClosedRange<Double>?, _ provenance: Provenance, at node: YAMLNode
  ) -> Figure {
    unsourced.note(provenance, at: node)
    return Figure(
      value, range: range, sources: provenance.sources, confidence: provenance.confidence ?? .low)
  }

  /// `from` and `until`, and that they are in order.
  func presence(_ object: YAMLObject) -> Presence? {
    guard object["from"] != nil, let from = object.epoch("from") else { return nil }
    var until: Epoch?
    if let node = object["until"] {
      guard let end = object.epoch("until") else { return nil }
      guard end > from else {
        problems.add(
          "'until' is not after 'from' (\(from.iso8601(digits: 0)))", allowed: "a later date",
          at: node)
        return nil
      }
      until = end
    }
    return Presence(from: from, until: until)
  }

  func direction(_ object: YAMLObject, _ key: String) -> SIMD3<Double>? { object.direction(key) }

  /// Three plain numbers.
  func triple(_ node: YAMLNode, limit: Double) -> SIMD3<Double>? {
    node.triple(limit: limit, problems)
  }

  func place(_ object: YAMLObject, _ key: String) -> SIMD3<Double>? {
    object[key].flatMap { triple($0, limit: 10_000) }
  }
}
