import Exchange
import Figures

/// What happened, in order; burns.
struct EventsSection {
  let findings: Findings

  var markup: Markup {
    let all = findings.document.at("events").items
    let eclipses = all.filter { $0.text("kind").hasPrefix("eclipse") }
    let rest = all.filter { !$0.text("kind").hasPrefix("eclipse") }
    let folded: Markup =
      eclipses.isEmpty
      ? ""
      : "<details class=\"fold\"><summary>\(eclipses.count) times in or out of the shadow of the Earth</summary><div class=\"scroll\"><table>\(Self.head)<tbody>\(eclipses.map { row($0) }.joined())</tbody></table></div></details>"
    return """
      <section id="events" aria-labelledby="h-events">
      <h2 id="h-events">What happened, in order</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="h-events"><table class="events">\(Self.head)
      <tbody>\(rest.map { row($0) }.joined())</tbody></table></div>
      \(folded)
      \(burns)
      </section>

      """
  }

  private static let head: Markup =
    "<thead><tr><th scope=\"col\">UTC</th><th scope=\"col\" class=\"num\">After the start</th><th scope=\"col\">Who</th><th scope=\"col\">What</th></tr></thead>"

  private func row(_ event: JSONValue) -> Markup {
    let kind = event.text("kind")
    let chips = event.texts("pieces").map { chip($0) }.joined(separator: " ")
    let iso = event.text("atUtc")
    let style = ["contact", "entry", "limit"].contains(kind) ? " class=\"grave\"" : ""
    return
      "<tr\(Markup(trusted: style))><td><time datetime=\"\(iso)\">\(Wording.dayAndClock(iso))</time></td><td class=\"num\">\(ElapsedTime.text(event.number("timeS") ?? 0))</td><td>\(chips)</td><td><b>\(Self.name(kind))</b>: \(what(event))</td></tr>\n"
  }

  private static func name(_ kind: String) -> String {
    kind == "closestApproach" ? "Nearest return" : Wording.capitalized(Answer.spaced(kind))
  }

  /// What an event says, with the names of modules in place of their ids.
  private func what(_ event: JSONValue) -> Markup {
    let text = event.text("what")
    guard !["start", "end"].contains(event.text("kind")) else { return Markup.name(text) }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word -> Markup in
      if event.text("kind") == "cut", let pieces = Int(word) { return "\(Wording.count(pieces))" }
      let id = word.reversed().drop { ",;:.".contains($0) }.reversed()
      let module = id.split(separator: ".").first.map(String.init) ?? ""
      guard findings.module(module) != nil else { return Markup(plain: String(word)) }
      return "\(findings.name(String(id)))\(String(word.dropFirst(id.count)))"
    }.joined(separator: " ")
  }

  private func chip(_ id: String) -> Markup {
    guard let piece = findings.piece(id), findings.separates else {
      return "<span class=\"chip tone-w\">\(id == "before" ? "the whole" : id)</span>"
    }
    return "<span class=\"chip \(piece.toneClass)\">\(piece.label)</span>"
  }

  private var burns: Markup {
    let burns = findings.document.at("burns").items
    guard !burns.isEmpty else { return "" }
    let rows = burns.map { burn -> Markup in
      func cell(_ key: String, _ decimals: Int) -> Markup {
        guard let value = burn.number(key) else { return "<td class=\"num none\">–</td>" }
        return
          "<td class=\"num\"><data value=\"\(JSONValue.written(value))\">\(NumberText.fixed(value, decimals: decimals))</data></td>"
      }
      let iso = burn.text("startUtc")
      return
        "<tr><th scope=\"row\">\(findings.name(burn.text("id")))</th><td>\(chip(burn.text("piece")))</td><td>\(Wording.dayAndClock(iso))</td><td>\(Answer.spaced(burn.text("direction")))</td>\(cell("durationS", 1))\(cell("thrustN", 0))\(cell("specificImpulseS", 0))\(cell("propellantKg", 1))\(cell("deltaVMPerS", 2))<td>\(Answer.spaced(burn.text("endedBy")))</td></tr>"
    }.joined()
    return """
      <h3 id="h-burns">Burns</h3>
      \(FigureBox.hint)<div class="scroll" tabindex="0" role="region" aria-labelledby="h-burns"><table>
      <thead><tr><th scope="col">Engine</th><th scope="col">Of</th><th scope="col">Start, UTC</th><th scope="col">Pushes</th><th scope="col" class="num">For, s</th><th scope="col" class="num">Thrust, N</th><th scope="col" class="num">Specific impulse, s</th><th scope="col" class="num">Propellant, kg</th><th scope="col" class="num">Change of speed, m/s</th><th scope="col">Ended by</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }
}
