import Exchange
import Figures

/// The marks that lead from a number to what stands behind it.
struct EvidenceMark {
  let findings: Findings
  let columns: [PieceView]

  /// The group whose evidence stands behind a row.
  private func group(of row: NumberRow, _ group: NumberGroup) -> NumberGroup {
    guard let key = row.evidence else { return group }
    return NumberGroup.all.first { $0.evidence == key } ?? group
  }

  private func model(_ group: NumberGroup) -> String {
    guard let key = group.evidence else { return group.model }
    let named = columns.lazy.map { $0.document.text("evidence.\(key).model") }.first { !$0.isEmpty }
    return named ?? group.model
  }

  /// The least confidence of the figures behind a group, over all pieces.
  private func confidence(_ group: NumberGroup) -> String? {
    guard let key = group.evidence else { return nil }
    let found = columns.map { $0.document.text("evidence.\(key).leastConfidence") }
    return ["low", "medium", "high"].first { found.contains($0) }
  }

  /// A small button that opens the entry behind a row.
  func button(_ row: NumberRow, _ own: NumberGroup) -> Markup {
    let group = group(of: row, own)
    let name = findings.credibility[model(group)]?.name ?? model(group)
    let confidence = confidence(group)
    let words = confidence.map { ", figures of \($0) confidence at least" } ?? ""
    return
      "<button type=\"button\" class=\"mark\" popovertarget=\"\(id(group))\" aria-label=\"Evidence: \(name)\(words)\">\(Self.pips(confidence))<span>\(name)</span></button>"
  }

  private func id(_ group: NumberGroup) -> String {
    "ev-" + (group.evidence ?? group.model)
  }

  /// Three dots of which so many are full.
  static func pips(_ confidence: String?) -> Markup {
    guard let confidence, let place = ["low", "medium", "high"].firstIndex(of: confidence) else {
      return ""
    }
    let dots = (0..<3).map { $0 <= place ? "<i class=\"on\"></i>" as Markup : "<i></i>" }.joined()
    return "<span class=\"pips\" title=\"\(confidence) confidence\">\(dots)</span>"
  }

  /// The entries of all groups, each opened by its buttons.
  var entries: Markup {
    NumberGroup.all.filter { !$0.isAtEnd }.map { group -> Markup in
      """
      <div id="\(id(group))" popover="auto" class="entry" role="dialog" aria-label="Evidence: \(group.title)">
      <p class="eyebrow">What stands behind: \(group.title)</p>
      \(ModelEntry.markup(findings.credibility[model(group)], id: model(group)))
      \(sources(group))
      <p><a href="#evidence">All models and sources</a></p>
      </div>

      """
    }.joined()
  }

  private func sources(_ group: NumberGroup) -> Markup {
    guard let key = group.evidence else {
      return "<p>From the lists of the station file.</p>"
    }
    let rows = columns.map { column -> Markup in
      let evidence = column.document.at("evidence.\(key)")
      let keys = evidence.texts("sources")
      let confidence = evidence.at("leastConfidence").text
      let links = keys.map { findings.references.link($0) }.joined(separator: " ")
      return
        "<tr><th scope=\"row\">\(column.label)</th><td class=\"num\">\(evidence.whole("figures"))</td><td>\(Self.pips(confidence)) \(confidence ?? "–")</td><td>\(links)</td></tr>"
    }.joined()
    return """
      <table><thead><tr><th></th><th scope="col" class="num">Figures</th><th scope="col">Least sure</th><th scope="col">Sources</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      """
  }
}

/// What the file of credibility says of a model.
enum ModelEntry {
  static func markup(_ model: Credibility.Model?, id: String) -> Markup {
    guard let model else { return "<p><strong>\(id)</strong>: no entry in the record.</p>" }
    return """
      <h3>\(model.name)</h3>
      <p>\(Wording.capitalized(model.how)).</p>
      <dl>
      <dt>Left out</dt><dd>\(model.limits)</dd>
      <dt>Solved right? \(scale(model.verification))</dt><dd>\(model.verified)</dd>
      <dt>The right model? \(scale(model.validation))</dt><dd>\(model.validated)</dd>
      <dt>Where</dt><dd>\(checks(model.checks))</dd>
      </dl>
      """
  }

  /// A level of 0 to 4, as a bar of four and a number.
  static func scale(_ level: Int) -> Markup {
    let steps = (1...4).map { $0 <= level ? "<i class=\"on\"></i>" as Markup : "<i></i>" }.joined()
    return "<span class=\"level\">\(steps)<b>\(level)</b><span class=\"of\"> of 4</span></span>"
  }

  static func checks(_ text: String) -> Markup {
    text.split(separator: ",").map { part -> Markup in
      let name = part.drop { $0 == " " }
      let places = name.split(separator: "/").map { "\(String($0))" as Markup }
      return "<code>\(places.joined(separator: "/<wbr/>"))</code>"
    }.joined(separator: ", ")
  }
}
