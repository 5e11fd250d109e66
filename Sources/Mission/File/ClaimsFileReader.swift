import Exchange
import Foundation
import Kinematics
import StationModel

extension ClaimsFile {
  /// Reads a file of claims.
  ///
  /// - Throws: every error of the file with its line.
  public init(contentsOf url: URL, named path: String) throws(InputErrors) {
    let node = try YAMLNode.read(url)
    let reader = ClaimsFileReader(folder: url.deletingLastPathComponent(), path: path)
    let file = reader.read(node)
    try reader.problems.throwIfAny()
    guard let file else {
      throw InputErrors(
        file: path, line: node.line, what: "the claims cannot be read", allowed: "a file of claims")
    }
    self = file
  }
}

/// Reads a file of claims and gathers every error in it.
final class ClaimsFileReader {
  let problems = InputProblems()
  private let folder: URL
  private let path: String
  private var sources: [Source] = []
  private typealias Fields = ClaimsFileFields

  init(folder: URL, path: String) {
    self.folder = folder
    self.path = path
  }

  func read(_ node: YAMLNode) -> ClaimsFile? {
    guard let file = problems.object(node, Fields.top) else { return nil }
    let identity = file["claims"].flatMap { problems.object($0, Fields.identity) }
    let station = file["station"].flatMap { node in
      node.string(problems).map { (name: $0, line: node.line) }
    }
    let date = file.epoch("at")
    sources = readSources(file, problems)
    let cuts = file.list("cuts").compactMap(readCut)
    let facts = file.list("facts").compactMap(readFact)
    for key in ["cuts", "facts", "statements"] { refuseDoubles(file.list(key), in: key) }
    var reader = CheckReader(problems: problems)
    reader.hasFlight = false
    reader.cuts = cuts.map(\.id)
    reader.facts = facts.map(\.id)
    let statements = file.list("statements").compactMap { readStatement($0, reader) }
    guard let identity, let id = identity.identifier("id"),
      let name = identity.requiredString("name"), let station, let date
    else { return nil }
    return ClaimsFile(
      id: id, name: name, station: Mission.file(station.name, in: folder),
      stationName: station.name, stationLine: station.line, date: date,
      dateLine: file["at"]?.line ?? 1, cuts: cuts, facts: facts, statements: statements,
      sources: sources, file: path)
  }

  /// Reports ids that stand twice in one list.
  private func refuseDoubles(_ nodes: [YAMLNode], in list: String) {
    var lines: [String: Int] = [:]
    for node in nodes {
      guard case .mapping(let entries) = node.content,
        let value = entries.first(where: { $0.key == "id" })?.value,
        case .scalar(let id) = value.content
      else { continue }
      if let line = lines[id] {
        problems.add(
          "duplicate id '\(id)' in '\(list)', first on line \(line)", allowed: "each id once",
          at: value)
      }
      lines[id] = lines[id] ?? value.line
    }
  }

  private func readCut(_ node: YAMLNode) -> ClaimsFile.Cut? {
    guard let object = problems.object(node, Fields.cut), let id = object.identifier("id"),
      let joints = object["joints"].flatMap({ texts($0, problems) })
    else { return nil }
    var duration: Double? = 21_600
    if object["for"] != nil { duration = object.quantity("for", .time, in: 10...2_592_000) }
    var date: Epoch?
    if object["at"] != nil {
      guard let given = object.epoch("at") else { return nil }
      date = given
    }
    guard let duration else { return nil }
    return ClaimsFile.Cut(id: id, joints: joints, duration: duration, date: date, line: node.line)
  }

  private func readFact(_ node: YAMLNode) -> StatedFact? {
    guard let object = problems.object(node, Fields.fact), let id = object.identifier("id") else {
      return nil
    }
    let given = ["value", "date", "text"].filter { object[$0] != nil }
    guard given.count == 1 else {
      problems.add(
        "a fact with \(given.isEmpty ? "nothing" : given.joined(separator: ", "))",
        allowed: "one of value, date, text", at: node)
      return nil
    }
    let value: JSONValue?
    switch given[0] {
    case "value": value = object.number("value", in: -1e300...1e300).map { JSONValue($0) }
    case "date": value = object.epoch("date").map { .string($0.iso8601(digits: 3)) }
    default: value = object.requiredString("text").map { .string($0) }
    }
    let keys = object["source"].map(sourceKeys) ?? []
    guard let value, let confidence = object.choice("confidence", Confidence.self) else {
      return nil
    }
    return StatedFact(
      id: id, value: value, unit: object.string("unit") ?? "", sources: keys,
      confidence: confidence)
  }

  private func sourceKeys(_ node: YAMLNode) -> [String] {
    let keys = texts(node, problems) ?? []
    for key in keys where !sources.contains(where: { $0.key == key }) {
      problems.add(
        "unknown source '\(key)'", allowed: "a key of the file's 'sources'", at: node)
    }
    return keys
  }

  private func readStatement(
    _ node: YAMLNode, _ reader: CheckReader
  ) -> ClaimsFile.Statement? {
    guard let object = problems.object(node, Fields.statement) else { return nil }
    let checks = object.list("checks").compactMap { node -> Check? in
      guard let check = problems.object(node, ScenarioFileFields.check) else { return nil }
      return reader.read(check)
    }
    let cannotTell = object.string("cannotTell")
    if object["checks"] == nil, cannotTell == nil {
      problems.add(
        "a claim that nothing decides", allowed: "'checks', or 'cannotTell' with the reason",
        at: node)
    }
    guard let id = object.identifier("id"), let says = object.requiredString("says"),
      let topic = object.choice("about", ClaimsFile.Topic.self)
    else { return nil }
    return ClaimsFile.Statement(
      id: id, says: says, said: object["said"].flatMap { texts($0, problems) } ?? [], topic: topic,
      checks: checks, cannotTell: cannotTell, note: object.string("note"))
  }
}

/// One text or a list of at least one.
func texts(_ node: YAMLNode, _ problems: InputProblems) -> [String]? {
  guard case .sequence(let items) = node.content else {
    return node.string(problems).map { [$0] }
  }
  guard !items.isEmpty else {
    problems.add("'\(node.path)' is an empty list", allowed: "one or more", at: node)
    return nil
  }
  let texts = items.compactMap { $0.string(problems) }
  return texts.count == items.count ? texts : nil
}

/// The sources that a file names.
func readSources(_ file: YAMLObject, _ problems: InputProblems) -> [Source] {
  guard let node = file["sources"] else { return [] }
  guard case .mapping(let entries) = node.content else {
    problems.add("'sources' is not a mapping", allowed: "KEY: {title: …}", at: node)
    return []
  }
  return entries.compactMap { entry in
    guard let object = problems.object(entry.value, FileField.source),
      let title = object.requiredString("title")
    else { return nil }
    return Source(key: entry.key, title: title, address: object.string("address"))
  }
}

/// A file that another names: from the folder of that file, unless its path starts at the root.
func file(_ name: String, in folder: URL) -> URL {
  name.hasPrefix("/") ? URL(fileURLWithPath: name) : folder.appendingPathComponent(name)
}
