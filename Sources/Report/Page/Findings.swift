import Exchange
import Figures
import Mission
import StationModel

/// What a page is made of: the result and its document, read once.
struct Findings {
  let result: MissionResult
  let standards: Standards
  let credibility: Credibility
  let version: String
  let document: JSONValue
  let verdict: JSONValue
  let before: PieceView
  let pieces: [PieceView]
  let modules: [ModuleView]
  let references: References
  private let moduleIndex: [String: Int]

  init(_ result: MissionResult, _ standards: Standards, _ credibility: Credibility, version: String)
  {
    self.result = result
    self.standards = standards
    self.credibility = credibility
    self.version = version
    let document = result.document
    self.document = document
    verdict = document.at("verdict")
    let modules = document.at("station.modules").items.map(ModuleView.init)
    self.modules = modules
    let index = Dictionary(
      modules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    moduleIndex = index
    let ends = document.at("atEnd").items
    func view(_ piece: JSONValue, _ number: Int) -> PieceView {
      let own = piece.texts("modules").compactMap { index[$0] }.map { modules[$0] }
      let end = number == 0 ? nil : ends.first { $0.text("id") == piece.text("id") }
      return PieceView(
        number: number, document: piece, modules: own.sorted { $0.names(before: $1) },
        end: end ?? .null)
    }
    before = view(verdict.at("before"), 0)
    pieces = verdict.at("pieces").items.enumerated().map { view($1, $0 + 1) }
    let sources =
      document.at("station.sources").items.map { ($0.text("key"), $0.text("title")) }
      + result.scenario.sources.map { ($0.key, $0.title) }
    references = References(
      document, known: Dictionary(sources, uniquingKeysWith: { first, _ in first }),
      more: result.scenario.sources.map(\.key))
  }

  var separates: Bool { verdict.isTrue("separates") && pieces.count > 1 }
  var recording: Recording { result.recording }

  func module(_ id: String) -> ModuleView? { moduleIndex[id].map { modules[$0] } }

  /// The name of a module, or of `module.unit` with the unit behind it; the id where it is unknown.
  func name(_ id: String) -> Markup {
    if let module = module(id) { return .name(module.shortName) }
    let parts = id.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let module = module(String(parts[0])) else { return .name(id) }
    return "<bdi>\(module.shortName)</bdi> (<code>\(String(parts[1]))</code>)"
  }

  func ownerName(_ id: String) -> String {
    result.assembly.owners.first { $0.id == id }?.name ?? id
  }

  /// The piece that holds a module, or the module of `module.unit`.
  func piece(holding id: String) -> PieceView? {
    let module = id.split(separator: ".").first.map(String.init) ?? id
    return pieces.first { piece in piece.modules.contains { $0.id == module } }
  }

  func piece(_ id: String) -> PieceView? { pieces.first { $0.id == id } }

  /// Why a value of a piece has no model yet, by its path in the piece.
  func reason(notModelled path: String) -> String? {
    for entry in verdict.at("notYetModelled").items {
      let parts = entry.text("path").split(separator: "]", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let known = parts[1].dropFirst()
      if path == known || path.hasPrefix(known + ".") { return entry.text("reason") }
    }
    return nil
  }

  /// The joints that opened, each with the modules that it held together.
  var openedJoints: [(id: String, between: [String])] {
    let joints = document.at("station.joints").items
    return verdict.texts("joints").map { id in
      let joint = joints.first { $0.text("id") == id }
      return (id, joint?.texts("between") ?? [])
    }
  }

  /// The moments at which joints opened.
  var cuts: [JSONValue] {
    document.at("events").items.filter { ["cut", "opened"].contains($0.text("kind")) }
  }
}
