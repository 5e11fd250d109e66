import Exchange
import Figures
import Kinematics
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
        number: number, document: piece, modules: own,
        end: end ?? .null)
    }
    before = view(verdict.at("before"), 0)
    let found = verdict.at("pieces").items
    pieces = found.enumerated().map { place, piece in
      var view = view(piece, place + 1)
      view.isAlone = found.count == 1
      return view
    }
    let scenario = result.scenario.sources
    references = References(
      document, known: result.assembly.sources + scenario, more: scenario.map(\.key))
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

  /// A place of command for people: `mcc-houston` as `MCC Houston`. Parts that are owners of the
  /// station have their names; short ones without vowels are taken for abbreviations.
  func placeName(_ id: String) -> String {
    id.split(separator: "-").map { part -> String in
      if let owner = result.assembly.owners.first(where: { $0.id == part }),
        owner.name.count <= part.count + 2
      {
        return owner.name
      }
      let isShort = part.count <= 3 && !part.contains { "aeiou".contains($0) }
      return isShort ? part.uppercased() : Wording.capitalized(String(part))
    }.joined(separator: " ")
  }

  /// The piece that holds a module, or the module of `module.unit`.
  func piece(holding id: String) -> PieceView? {
    let module = id.split(separator: ".").first.map(String.init) ?? id
    return pieces.first { piece in piece.modules.contains { $0.id == module } }
  }

  func piece(_ id: String) -> PieceView? { pieces.first { $0.id == id } }

  /// Why a value of a piece is null, by its path in the piece; nil where the verdict does not say. The
  /// reasons for the whole before the cut are those of the first piece, except for figures that a
  /// piece lacks.
  func reason(for path: String, of piece: PieceView) -> String? {
    let start = "pieces[\(max(0, piece.number - 1))]."
    for entry in verdict.at("notYetModelled").items {
      let known = entry.text("path")
      guard known.hasPrefix(start) else { continue }
      let rest = known.dropFirst(start.count)
      if path == rest || path.hasPrefix(rest + ".") { return entry.text("reason") }
    }
    return nil
  }

  /// The cuts in their order: when, and the joints that opened, each with the modules that it held
  /// together.
  var cuts: [(atUtc: String, joints: [(id: String, between: [String])])] {
    result.cuts.map { cut in
      let ids = cut.record.joints.map { result.assembly.joints[$0].id }
      return ((recording.start + cut.time).iso8601(digits: 3), ids.map { ($0, modules(at: $0)) })
    }
  }

  /// The ids of all joints that opened, each with the modules that it held together.
  var openedJoints: [(id: String, between: [String])] {
    verdict.texts("joints").map { ($0, modules(at: $0)) }
  }

  private func modules(at joint: String) -> [String] {
    document.at("station.joints").items.first { $0.text("id") == joint }?.texts("between") ?? []
  }
}
