import Exchange
import Kinematics

/// Reads checks: the part that scenario files and files of claims share.
struct CheckReader {
  let problems: InputProblems
  /// Ids of the cuts and facts that checks may name; empty in a scenario.
  var cuts: [String] = []
  var facts: [String] = []
  /// Whether recorded series and results may be named: in a scenario.
  var hasFlight = true

  /// The kinds of subject, of which a check has one.
  private var subjects: [String] {
    hasFlight
      ? ["series", "verdict", "result", "station", "events"]
      : ["station", "verdict", "fact", "events"]
  }

  func read(_ object: YAMLObject) -> Check? {
    guard let says = object.requiredString("says") else { return nil }
    let named = subjects.filter { object[$0] != nil }
    for key in ["series", "verdict", "result", "station", "fact", "events"]
    where object[key] != nil && !subjects.contains(key) {
      problems.add(
        "'\(key)' is no subject of a check here", allowed: subjects.joined(separator: ", "),
        at: object[key] ?? object.node)
      return nil
    }
    guard named.count == 1, let kind = named.first else {
      problems.add(
        named.isEmpty
          ? "a check without a subject"
          : "a check with the subjects \(named.joined(separator: ", "))",
        allowed: "one of \(subjects.joined(separator: ", "))", at: object.node)
      return nil
    }
    guard let subject = subject(kind, object) else { return nil }
    let conditions = conditions(object, dimension: subject.dimension)
    guard let conditions else { return nil }
    guard !conditions.isEmpty else {
      problems.add(
        "a check without a condition",
        allowed: "least, most, near, is, isNot, contains, lacks, before, after", at: object.node)
      return nil
    }
    return Check(
      says: says, subject: subject.subject, conditions: conditions, line: object.node.line)
  }

  private typealias Found = (subject: Check.Subject, dimension: PhysicalDimension?)

  private func subject(_ kind: String, _ object: YAMLObject) -> Found? {
    guard let node = object[kind] else { return nil }
    if kind != "series" {
      for key in ["of", "between", "when", "from", "until"] where object[key] != nil {
        problems.add(
          "'\(key)' goes with 'series'", allowed: "a subject 'series', or no '\(key)'",
          at: object[key] ?? node)
        return nil
      }
    }
    switch kind {
    case "series": return series(node, object)
    case "verdict":
      guard let path = path(node), let cut = cut(object) else { return nil }
      return (.verdict(path, cut: cut), nil)
    case "result": return path(node).map { (.result($0), nil) }
    case "station": return path(node).map { (.station($0), nil) }
    case "fact":
      guard let id = node.string(problems) else { return nil }
      guard facts.contains(id) else {
        problems.add(
          "no fact '\(id)' in this file", allowed: facts.joined(separator: ", "), at: node)
        return nil
      }
      return (.fact(id), nil)
    default:
      guard let event = node.choice(MissionEvent.Kind.self, problems), let cut = cut(object)
      else { return nil }
      return (.events(event, cut: cut), nil)
    }
  }

  private func path(_ node: YAMLNode) -> DocumentPath? {
    guard let text = node.string(problems) else { return nil }
    if let path = DocumentPath(text) { return path }
    problems.add(
      "'\(text)' is not a path", allowed: "keys separated by dots, as pieces[zarya].massKg",
      at: node)
    return nil
  }

  /// The cut that is named; of a scenario, none. Nil where it is wrong.
  private func cut(_ object: YAMLObject) -> String?? {
    if hasFlight {
      guard let node = object["cut"] else { return .some(nil) }
      problems.add("'cut' names a cut of a file of claims", allowed: "no 'cut' here", at: node)
      return nil
    }
    guard let node = object.require("cut"), let id = node.string(problems) else { return nil }
    guard cuts.contains(id) else {
      problems.add("no cut '\(id)' in this file", allowed: cuts.joined(separator: ", "), at: node)
      return nil
    }
    return .some(id)
  }

  private func series(_ node: YAMLNode, _ object: YAMLObject) -> Found? {
    guard let name = node.string(problems) else { return nil }
    let when: Check.When
    if object["when"] == nil {
      when = .always
    } else {
      guard let given = object.choice("when", Check.When.self) else { return nil }
      when = given
    }
    let longest = 400 * 86_400.0
    let from = object["from"] == nil ? 0 : object.quantity("from", .time, in: 0...longest)
    let until = object["until"] == nil ? longest : object.quantity("until", .time, in: 0...longest)
    guard let from, let until else { return nil }
    guard from <= until else {
      problems.add("'until' comes before 'from'", allowed: "a later time", at: object.node)
      return nil
    }
    let window = Check.Window(when: when, from: from, until: until)
    if let quantity = RecordedQuantity(rawValue: name) {
      guard let module = object.require("of")?.string(problems) else { return nil }
      return (.series(quantity, of: module, window), quantity.meaning.dimension)
    }
    if let quantity = PairQuantity(rawValue: name) {
      guard let list = object.require("between"), case .sequence(let items) = list.content,
        items.count == 2, let a = items[0].string(problems), let b = items[1].string(problems)
      else {
        if let list = object["between"] {
          problems.add("'between' is not two modules", allowed: "[module, module]", at: list)
        }
        return nil
      }
      return (.pairSeries(quantity, between: a, and: b, window), quantity.meaning.dimension)
    }
    let names = RecordedQuantity.allCases.map(\.rawValue) + PairQuantity.allCases.map(\.rawValue)
    problems.add(
      "no recorded quantity '\(name)'",
      allowed: (nearestName(to: name, among: names).map { "did you mean '\($0)'? " } ?? "")
        + names.joined(separator: ", "), at: node)
    return nil
  }

  // MARK: Conditions

  private func number(_ node: YAMLNode, _ dimension: PhysicalDimension?) -> Double? {
    let all = -1e300...1e300
    if let dimension { return node.quantity(dimension, in: all, problems) }
    return node.number(in: all, problems)
  }

  /// The conditions; nil where one is wrong.
  private func conditions(
    _ object: YAMLObject, dimension: PhysicalDimension?
  ) -> [Check.Condition]? {
    var conditions: [Check.Condition] = []
    var good = true
    func take(_ key: String, _ make: (YAMLNode) -> Check.Condition?) {
      guard let node = object[key] else { return }
      if let condition = make(node) { conditions.append(condition) } else { good = false }
    }
    take("least") { number($0, dimension).map(Check.Condition.least) }
    take("most") { number($0, dimension).map(Check.Condition.most) }
    take("near") { node in
      guard let centre = number(node, dimension), let node = object.require("tolerance"),
        let tolerance = number(node, dimension)
      else { return nil }
      return .near(centre, tolerance: tolerance)
    }
    if let node = object["tolerance"], object["near"] == nil {
      problems.add("'tolerance' without 'near'", allowed: "both, or none", at: node)
      good = false
    }
    take("is") { scalar($0, dimension).map(Check.Condition.equals) }
    take("isNot") { scalar($0, dimension).map(Check.Condition.differs) }
    take("contains") { $0.string(problems).map(Check.Condition.contains) }
    take("lacks") { $0.string(problems).map(Check.Condition.lacks) }
    take("before") { $0.epoch(problems).map(Check.Condition.before) }
    take("after") { $0.epoch(problems).map(Check.Condition.after) }
    return good ? conditions : nil
  }

  private func scalar(_ node: YAMLNode, _ dimension: PhysicalDimension?) -> Check.Scalar? {
    if let dimension {
      return node.quantity(dimension, in: -1e300...1e300, problems).map(Check.Scalar.number)
    }
    guard let text = node.string(problems) else { return nil }
    switch text {
    case "true": return .flag(true)
    case "false": return .flag(false)
    default:
      if let number = Double(text), number.isFinite { return .number(number) }
      return .text(text)
    }
  }
}
