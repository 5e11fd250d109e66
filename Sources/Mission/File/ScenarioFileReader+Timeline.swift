import Exchange
import Flight
import Kinematics

extension ScenarioFileReader {
  private typealias Fields = ScenarioFileFields
  private static let verbs = [
    "open", "mate", "attitude", "burn", "vent", "move", "joints", "fail", "jets",
  ]

  func readTimeline(_ file: YAMLObject, start: Epoch?, duration: Double?) -> [TimedCommand] {
    var above: (time: Double, line: Int)?
    return file.list("timeline").compactMap { node in
      guard let object = problems.object(node, Fields.command) else { return nil }
      let time = object["at"].flatMap { self.time($0, start: start, duration: duration) }
      if let time, let above, time < above.time {
        problems.add(
          "'at' is before that of the command above (line \(above.line))",
          allowed: "commands in order of time", at: object["at"] ?? node)
      }
      if let time { above = (time, node.line) }
      let named = Self.verbs.filter { object[$0] != nil }
      guard named.count == 1, let verb = named.first, let value = object[verb] else {
        problems.add(
          named.isEmpty
            ? "no command" : "the commands \(named.joined(separator: ", ")) in one entry",
          allowed: "one of \(Self.verbs.joined(separator: ", "))", at: node)
        return nil
      }
      for key in ["springs", "release"] {
        guard verb != "open", let node = object[key] else { continue }
        problems.add("'\(key)' with '\(verb)'", allowed: "'\(key)' with 'open'", at: node)
        return nil
      }
      guard let command = command(verb, value, in: object), let time else { return nil }
      return TimedCommand(time: time, command, note: object.string("note"), line: value.line)
    }
  }

  /// After the start [s]: a time, or a date of UTC.
  private func time(_ node: YAMLNode, start: Epoch?, duration: Double?) -> Double? {
    guard let text = node.string(problems), let start, let duration else { return nil }
    let time: Double
    if text.contains(":") || (try? Epoch(utc: text)) != nil {
      guard let epoch = node.epoch(problems) else { return nil }
      time = epoch - start
    } else {
      guard let span = node.quantity(.time, in: -1e9...1e9, problems) else { return nil }
      time = span
    }
    guard (0...duration).contains(time) else {
      problems.add(
        "'at' is \(text), outside the flight",
        allowed: "0 s to \(CheckContext.span(duration)) after the start", at: node)
      return nil
    }
    return time
  }

  private func command(_ verb: String, _ node: YAMLNode, in entry: YAMLObject) -> Command? {
    switch verb {
    case "attitude": return attitude(node).map(Command.attitude)
    case "fail": return failure(node).map(Command.fail)
    case "jets": return jets(node)
    case "open": return open(node, in: entry)
    case "mate": return names(node, "joint").map(Command.mate)
    case "burn": return burn(node).map(Command.burn)
    case "vent": return vent(node).map(Command.vent)
    case "joints": return joints(node)
    default:
      guard let object = problems.object(node, Fields.move),
        let members = object["crew"].flatMap({ names($0, "crew member") }),
        let module = object["to"]?.string(problems)
      else { return nil }
      return .move(crew: members, to: module)
    }
  }

  /// A list of names, each once.
  func names(_ node: YAMLNode, _ kind: String) -> [String]? {
    guard let names = texts(node, problems) else { return nil }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      problems.add("\(kind) '\(name)' stands twice", allowed: "each once", at: node)
      return nil
    }
    return names
  }

  private func burn(_ node: YAMLNode) -> Burn? {
    guard let object = problems.object(node, Fields.burn) else { return nil }
    let direction = burnDirection(object)
    let amounts = ["deltaV", "duration"].filter { object[$0] != nil }
    guard amounts.count == 1 else {
      problems.add(
        amounts.isEmpty ? "a burn without an end" : "a burn with deltaV and duration",
        allowed: "one of deltaV, duration", at: node)
      return nil
    }
    let amount: Burn.Amount?
    if amounts[0] == "deltaV" {
      amount = object.quantity("deltaV", .speed, in: 1e-6...10_000).map(Burn.Amount.deltaV)
    } else {
      amount = object.quantity("duration", .time, in: 1e-3...864_000).map(Burn.Amount.duration)
    }
    guard let engineNode = object["engine"], let name = engineNode.string(problems) else {
      return nil
    }
    let parts = name.split(separator: ".", maxSplits: 1)
    guard parts.count == 2 else {
      problems.add(
        "'engine' is '\(name)'", allowed: "MODULE.ENGINE, as zvezda.main", at: engineNode)
      return nil
    }
    guard let direction, let amount else { return nil }
    return Burn(
      module: String(parts[0]), engine: String(parts[1]), direction: direction, amount: amount)
  }
}
