import Exchange
import Figures
import StationModel

/// What the pieces had from each other, and the graph that shows where it crossed.
struct TiesSection {
  let findings: Findings

  var markup: Markup {
    let items = findings.verdict.at("dependencies").items
    let takers = findings.pieces.map { piece in
      (piece, items.filter { findings.piece(holding: $0.text("to"))?.number == piece.number })
    }.filter { !$0.1.isEmpty }
    let lists = takers.map { list($0.0, $0.1) }.joined()
    let intro: Markup =
      takers.isEmpty
      ? "<p class=\"intro\">Modules are the nodes, joints the edges; what a station shares runs along them.</p>"
      : "<p class=\"intro\">Everything that crossed the joints which opened, by the piece that is now without it.</p><div class=\"grid\">\(lists)</div>"
    return """
      <section id="ties" aria-labelledby="h-ties">
      <h2 id="h-ties">\(takers.isEmpty ? "The station as a graph" : "What the pieces had from each other")</h2>
      \(intro)
      \(graph)
      </section>

      """
  }

  private func list(_ taker: PieceView, _ items: [JSONValue]) -> Markup {
    let givers = findings.pieces.filter { giver in
      items.contains { findings.piece(holding: $0.text("from"))?.number == giver.number }
    }
    let names = givers.map { "\($0.label.lowercased())" as Markup }.enumerated
    let from: Markup = givers.isEmpty ? "" : " from \(names)"
    let lines = items.map { item -> Markup in
      "<li><span class=\"kind\">\(Self.kind(item.text("kind")))</span><span>\(sentence(item)) \(EvidenceMark.pips(confidence(item))) <span class=\"refs\">\(findings.references.links(item.text("source")))</span></span></li>\n"
    }.joined()
    return
      "<div><h3><span class=\"chip \(taker.toneClass)\">\(taker.label)</span> had\(from)</h3><ul class=\"ties\">\(lines)</ul></div>"
  }

  private static func kind(_ kind: String) -> String {
    switch kind {
    case "attitudeControl": "attitude"
    case "communications": "radio"
    case "crew": "seats"
    default: kind
    }
  }

  private func sentence(_ item: JSONValue) -> Markup {
    let from = findings.name(item.text("from"))
    let joint: Markup = "across \(Markup.name(item.text("joint")))"
    let number = item.number("amount").map { NumberText.short($0, digits: 4) }
    let amount: Markup = number.map { "<b>\($0) \(Self.unit(item.text("unit")))</b>" } ?? ""
    switch item.text("kind") {
    case "propellant": return "\(amount) of propellant, most of it in \(from)"
    case "thrust": return "\(amount) of thrust, the strongest engine \(from)"
    case "crew":
      let seats = item.whole("amount")
      return "<b>\(Wording.count(seats, "seat"))</b> home, in \(from)"
    case "attitudeControl": return "gyroscopes that hold \(amount), \(from)"
    case "communications": return "the way to relay satellites, by \(from)"
    case "power": return "\(amount) of electrical power, handed on by \(from)"
    case "data", "air", "water", "heat", "cables":
      return carried(item, amount, from, joint)
    default: return "\(item.text("kind")) from \(from), \(joint) \(amount)"
    }
  }

  /// What the file says crosses the joint, or the bare kind.
  private func carried(
    _ item: JSONValue, _ amount: Markup, _ from: Markup, _ joint: Markup
  ) -> Markup {
    func given(_ with: Markup, _ without: Markup) -> Markup { amount.text.isEmpty ? without : with }
    let carries = item.text("carries")
    guard carries.isEmpty else {
      let bracket = given(" (\(amount))", "")
      return "\(Markup.name(carries))\(bracket) from \(from), \(joint)"
    }
    switch item.text("kind") {
    case "data": return "data lines from \(from), \(joint)"
    case "air": return "\(given("\(amount) of moving air", "moving air")) from \(from), \(joint)"
    case "water": return "\(given("\(amount) of water", "water")) from \(from), \(joint)"
    case "heat": return "\(given("\(amount) of heat", "heat")) taken by \(from), \(joint)"
    case "cables": return "\(given("\(amount)", "cables")) from \(from), \(joint)"
    default: return "\(item.text("kind")) from \(from), \(joint) \(amount)"
    }
  }

  /// The confidence of a low figure; nothing is said of better ones.
  private func confidence(_ item: JSONValue) -> String? {
    if let told = item.at("confidence").text { return told == "low" ? told : nil }
    guard item.number("amount") != nil,
      let joint = findings.result.assembly.joints.first(where: { $0.id == item.text("joint") }),
      let crossing = joint.plan.crossings.first(where: { $0.kind.rawValue == item.text("kind") })
    else { return nil }
    return crossing.amount?.confidence == .low ? "low" : nil
  }

  private static func unit(_ unit: String) -> String { unit == "m3/s" ? "m³/s" : unit }

  // MARK: Graph

  private var graph: Markup {
    FigureBox(
      title: findings.separates ? "The graph and its cut" : "The graph",
      note:
        "\(findings.modules.count) modules and vehicles, \(findings.document.at("station.joints").items.count) joints; the size of a node follows its mass.",
      figure: drawing, width: 1080, narrow: nil
    ).markup
  }

  private func drawing(_ width: Double) -> any Figures.Figure {
    let assembly = findings.result.assembly
    let opened = Set(findings.verdict.texts("joints"))
    var graph = GraphDrawing("What the cut takes apart", size: SIMD2(width, 620))
    let centres = Dictionary(
      findings.document.at("station.modules").items.map { module in
        (module.text("id"), module.at("centreM").items.compactMap(\.double))
      }, uniquingKeysWith: { first, _ in first })
    graph.nodes = assembly.modules.compactMap { module in
      guard let view = findings.module(module.id) else { return nil }
      let centre = centres[module.id] ?? []
      let place = centre.count == 3 ? SIMD2(centre[1], centre[0] - 0.3 * centre[2]) : .zero
      let tone = findings.separates ? findings.piece(holding: module.id)?.tone : nil
      return GraphDrawing.Node(
        id: module.id, label: view.shortName, tone: tone ?? .whole, form: Self.form(view.kind),
        size: view.mass, place: place)
    }
    graph.edges = assembly.joints.map { joint in
      GraphDrawing.Edge(
        from: assembly.modules[joint.a].id, to: assembly.modules[joint.b].id, label: joint.id,
        isCut: opened.contains(joint.id))
    }
    if findings.separates { graph.pieces = findings.pieces.map { ($0.tone, $0.label) } }
    graph.forms = [
      (.disc, "pressurised"), (.square, "truss, array"), (.diamond, "vehicle"),
      (.ring, "equipment"),
    ]
    return graph
  }

  private static func form(_ kind: String) -> GraphDrawing.Form {
    switch kind {
    case "module", "adapter", "airlock": .disc
    case "truss", "array": .square
    case "vehicle": .diamond
    default: .ring
    }
  }
}
