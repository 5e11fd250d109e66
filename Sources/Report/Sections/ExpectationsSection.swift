import Exchange
import Mission

/// What the scenario expected, and what was found.
struct ExpectationsSection {
  let findings: Findings

  var markup: Markup {
    let all = findings.document.at("expectations").items
    guard !all.isEmpty else { return "" }
    let items = all.map { item($0) }.joined()
    let held = all.count { $0.isTrue("holds") }
    return """
      <section id="expectations" aria-labelledby="h-expectations">
      <h2 id="h-expectations">What was expected</h2>
      <p class="intro">\(held) of \(all.count) hold. Each was written down in the scenario before the flight.</p>
      <ul class="expectations">
      \(items)</ul>
      </section>

      """
  }

  private func item(_ item: JSONValue) -> Markup {
    let answer = item.text("answer")
    let (kind, word) =
      answer == "holds"
      ? ("yes", "holds") : answer == "fails" ? ("no", "fails") : ("partly", "cannot be told")
    let time: Markup =
      item.at("atUtc").text.map { " · <time datetime=\"\($0)\">\(Wording.moment($0))</time>" } ?? ""
    return
      "<li class=\"is-\(kind)\"><svg aria-hidden=\"true\" width=\"22\" height=\"22\"><use href=\"#i-\(kind)\"/></svg><div><p><b>\(Markup.name(item.text("says")))</b> <em>\(word)</em></p><p class=\"note\">\(Markup.name(EvidenceText.rounded(item.text("evidence"))))\(time) · <code>\(Markup.name(item.text("subject")))</code></p></div></li>\n"
  }
}
