import Exchange

/// The ids that a file declares, whether or not what they name could be read: a reference to
/// something that is there but wrong is not wrong itself.
struct DeclaredIds {
  var mechanisms: Set<String> = []
  var owners: Set<String> = []
  var vehicleTypes: Set<String> = []
  /// Of modules and visits.
  var modules: Set<String> = []
  /// Ports by the id of their module, vehicle type or visit, in the order of the file.
  var ports: [String: [String]] = [:]
  /// Tanks by the id of their module or vehicle type.
  var tanks: [String: Set<String>] = [:]
  /// The type of each visit.
  var visitTypes: [String: String] = [:]

  init() {}

  init(_ file: YAMLObject) {
    mechanisms = Set(Self.ids(file["mechanisms"]))
    owners = Set(Self.ids(file["owners"]))
    vehicleTypes = Set(Self.ids(file["vehicleTypes"]))
    modules = Set(Self.ids(file["modules"]) + Self.ids(file["visits"]))
    for body in Self.items(file["modules"]) + Self.items(file["vehicleTypes"]) {
      guard let id = Self.text(body, "id") else { continue }
      ports[id] = Self.ids(Self.value(body, "ports"))
      tanks[id] = Set(Self.ids(Self.value(body, "tanks")))
    }
    for visit in Self.items(file["visits"]) {
      guard let id = Self.text(visit, "id"), let type = Self.text(visit, "type") else { continue }
      visitTypes[id] = type
      ports[id] = ports[type]
    }
  }

  /// The visits by vehicles of a type, sorted.
  func visits(of type: String) -> [String] {
    visitTypes.filter { $0.value == type }.map(\.key).sorted()
  }

  private static func items(_ node: YAMLNode?) -> [YAMLNode] {
    guard case .sequence(let items) = node?.content else { return [] }
    return items
  }

  private static func value(_ node: YAMLNode, _ key: String) -> YAMLNode? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  private static func text(_ node: YAMLNode, _ key: String) -> String? {
    guard case .scalar(let text) = value(node, key)?.content else { return nil }
    return text
  }

  /// The ids of the items of a list.
  static func ids(_ node: YAMLNode?) -> [String] {
    items(node).compactMap { text($0, "id") }
  }
}

/// Figures that name no source or no confidence, by what they lack.
struct UnsourcedFigures {
  private var nodes: [(lack: String, node: YAMLNode)] = []

  mutating func note(_ provenance: Provenance, at node: YAMLNode) {
    let lacks =
      (provenance.sources.isEmpty ? ["source"] : [])
      + (provenance.confidence == nil ? ["confidence"] : [])
    if !lacks.isEmpty { nodes.append((lacks.joined(separator: " and "), node)) }
  }

  /// Reports them: one line for all that lack the same, since one key of the file mends them.
  func report(to problems: InputProblems) {
    for lack in ["source", "confidence", "source and confidence"] {
      let lacking = nodes.filter { $0.lack == lack }.map(\.node)
      guard let first = lacking.min(by: { $0.line < $1.line }) else { continue }
      problems.add(
        lacking.count == 1
          ? "figure without \(lack)"
          : "figures without \(lack): \(lacking.count), the first on line \(first.line)",
        allowed: "'source' and 'confidence' on the figure, its element or the file", at: first)
    }
  }
}
