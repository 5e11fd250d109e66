import Exchange
import Figures
import Kinematics

/// What stands behind the numbers: models, sources, what has no model, what was flown.
struct EvidenceSection {
  let findings: Findings

  var markup: Markup {
    """
    <section id="evidence" aria-labelledby="h-evidence">
    <h2 id="h-evidence">What stands behind the numbers</h2>
    <p class="intro">Each model is rated in the manner of NASA-STD-7009A from 0 to 4 for two questions: is it solved right (verification: 1 by hand, 2 closed forms, 3 conservation laws over random cases, 4 recomputed by independent code), and is it the right model (validation: 1 a figure or two, 2 published cases, 3 the real system in like conditions, 4 the real system in the same event)?</p>
    \(models)
    <div class="grid"><div>\(flown)\(reproduce)</div><div>\(open)</div></div>
    \(sources)
    </section>

    """
  }

  private var models: Markup {
    let rows = findings.credibility.models.map { model -> Markup in
      """
      <tr id="model-\(model.id)"><th scope="row">\(model.name)</th><td>\(Wording.capitalized(model.how)).<p class="note"><b>Left out:</b> \(model.limits).</p></td>\
      <td>\(ModelEntry.scale(model.verification))<p class="note">\(model.verified)</p></td>\
      <td>\(ModelEntry.scale(model.validation))<p class="note">\(model.validated)</p></td>\
      <td class="checks">\(ModelEntry.checks(model.checks))</td></tr>

      """
    }.joined()
    return """
      \(FigureBox.hint)<div class="scroll" tabindex="0" role="region" aria-labelledby="h-evidence"><table class="models"><colgroup><col/><col/><col/><col/><col/></colgroup>
      <thead><tr><th scope="col">Model</th><th scope="col">How it works</th><th scope="col">Solved right?</th><th scope="col">The right model?</th><th scope="col">Where it was checked</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private var flown: Markup {
    let document = findings.document
    let scenario = findings.result.scenario
    let conservation = findings.verdict.at("conservation")
    func change(_ key: String) -> String {
      JSONValue.written(conservation.number(key) ?? 0)
    }
    var rows: [(String, Markup)] = [
      (
        "From, to",
        "\(document.text("startUtc").prefix(19).description) to \(document.text("endUtc").prefix(19).description) UTC"
      ),
      ("Forces", "\(document.text("environment.forces"))"),
      (
        "Known how well",
        document.texts("environment.coverage").map { "\($0)" as Markup }.joined(separator: "<br>")
      ),
      ("Orbit from", "\(findings.verdict.text("orbitSource"))"),
      ("Recorded", "every \(Wording.duration(scenario.interval))"),
      (
        "Station frame",
        "\(document.text("station.frame.name")): \(document.text("station.frame.description"))"
      ),
    ]
    if let scale = document.number("environment.densityScale"), scale != 1 {
      rows.append(("Density of the air", "\(NumberText.short(scale)) times the model's"))
    }
    if findings.separates {
      rows.append(
        (
          "Kept at the cut",
          "relative change of mass \(change("mass")), momentum \(change("linearMomentum")), angular momentum \(change("angularMomentum"))"
        ))
    }
    let items = rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as Markup }.joined()
    return "<h3>What was flown</h3><dl class=\"flown\">\(items)</dl>"
  }

  private var reproduce: Markup {
    let document = findings.document
    return """
      <h3>To get the same page again</h3>
      <p><code>outpost run \(Markup.name(findings.result.scenario.file))</code> with \(findings.version) gives the same numbers, bit by bit.</p>
      <dl class="flown"><dt>Input digest</dt><dd><code>\(document.text("scenario.inputDigest"))</code></dd>
      <dt>Result digest</dt><dd><code>\(document.text("resultDigest"))</code></dd></dl>
      <p class="note">All numbers of this page stand in <code>result.json</code>, the series in <code>series.nc</code>.</p>
      """
  }

  private var open: Markup {
    var reasons: [(reason: String, paths: [String])] = []
    for entry in findings.verdict.at("notYetModelled").items {
      // Told once for the whole and all pieces: `before.air` and `pieces[0].air` are `air`.
      let whole = entry.text("path")
      let parts = whole.split(separator: "]", maxSplits: 1)
      let path =
        parts.count == 2
        ? String(parts[1].dropFirst())
        : whole.hasPrefix("before.") ? String(whole.dropFirst("before.".count)) : whole
      let reason = entry.text("reason")
      if let index = reasons.firstIndex(where: { $0.reason == reason }) {
        if !reasons[index].paths.contains(path) { reasons[index].paths.append(path) }
      } else {
        reasons.append((reason, [path]))
      }
    }
    let items = reasons.map { item -> Markup in
      let paths = item.paths.map { "<code>\($0)</code>" as Markup }.joined(separator: ", ")
      return "<li>\(Wording.capitalized(item.reason)) <span class=\"note\">\(paths)</span></li>"
    }.joined()
    return
      "<h3>What is not modelled, and therefore not answered</h3><ul class=\"plain\">\(items)<li>Bodies are rigid: no loads in joints, no bending of arrays</li></ul>"
  }

  private var sources: Markup {
    let keys = findings.references.keys
    guard !keys.isEmpty else { return "" }
    let items = keys.enumerated().map { index, key -> Markup in
      "<li id=\"source-\(index + 1)\" value=\"\(index + 1)\"><code>\(key)</code> \(findings.references.entry(key))</li>"
    }.joined(separator: "\n")
    return "<h3>Sources</h3><ol class=\"sources\">\(items)</ol>"
  }
}
