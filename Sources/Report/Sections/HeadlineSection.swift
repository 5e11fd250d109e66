import Exchange
import Figures

/// The top of the page: what happened, and a card for each piece.
struct HeadlineSection {
  let findings: Findings

  var markup: Markup {
    let document = findings.document
    let name = document.at("scenario.name").text ?? document.text("scenario.id")
    let description = document.text("scenario.description")
    let about: Markup =
      description.isEmpty ? "" : "<p class=\"about\">\(Markup.name(description))</p>"
    return """
      <header class="top" id="answer">
      <p class="eyebrow">\(Markup.name(document.text("station.name"))) · \(Wording.day(document.text("startUtc"))) · result <code title="\(document.text("resultDigest"))">\(String(document.text("resultDigest").prefix(12)))</code></p>
      <h1>\(Markup.name(name))</h1>
      <p class="lead">\(Answer(findings: findings).markup)</p>
      \(about)
      </header>
      <section class="cards" aria-label="The pieces">
      \(findings.pieces.map { card($0) }.joined())</section>
      \(verdictOnExpectations)

      """
  }

  private func card(_ piece: PieceView) -> Markup {
    let answers = PieceAnswers(piece: piece, findings: findings)
    return """
      <article class="card \(piece.toneClass)" aria-labelledby="piece-\(piece.number)">
      <p class="eyebrow">\(piece.label)</p>
      <h2 id="piece-\(piece.number)">\(piece.name())</h2>
      <p class="facts">\(facts(piece))</p>
      <p>\(PieceSentence(piece: piece, findings: findings).markup)</p>
      <ul class="answers">
      \(answers.all.map { Self.item($0) }.joined())</ul>
      \(limits(piece))
      </article>

      """
  }

  /// Mass, owners, people.
  private func facts(_ piece: PieceView) -> Markup {
    let mass = NumberText.fixed((piece.number("massKg") ?? 0) / 1000, decimals: 1)
    let owners = self.owners(of: piece)
    let crew = piece.crew == 0 ? "nobody aboard" : "\(piece.crew) aboard, \(piece.seats) seats"
    return "<strong>\(mass) t</strong> · \(owners) · \(crew)"
  }

  /// Its owners, the one with the most mass first.
  private func owners(of piece: PieceView) -> Markup {
    var masses: [String: Double] = [:]
    for module in piece.modules { masses[module.owner, default: 0] += module.mass }
    let order = masses.keys.sorted { a, b in
      let (x, y) = (masses[a] ?? 0, masses[b] ?? 0)
      return x != y ? x > y : a < b
    }
    let shown = order.prefix(3).map { Markup.name(findings.ownerName($0)) }
    let more: [Markup] = order.count > 3 ? ["\(order.count - 3) more"] : []
    return (shown + more).joined(separator: ", ")
  }

  private static func item(_ answer: PlainAnswer) -> Markup {
    let kind = answer.kind.rawValue
    let detail: Markup = answer.detail.text.isEmpty ? "" : " <span>\(answer.detail)</span>"
    return
      "<li class=\"is-\(kind)\"><svg aria-hidden=\"true\" width=\"22\" height=\"22\"><use href=\"#i-\(kind)\"/></svg><div><b>\(answer.question)</b><em>\(answer.word)</em>\(detail)</div></li>\n"
  }

  /// What ends, in its order.
  private func limits(_ piece: PieceView) -> Markup {
    guard !piece.limits.isEmpty else { return "" }
    let items = piece.limits.map { limit -> Markup in
      let words = LimitWords(limit, piece, findings)
      let flight: Markup = limit.text("foundBy") == "flight" ? " (crossed in the flight)" : ""
      let doubt: Markup =
        words.isVague ? " <span class=\"note\">on poorly known figures</span>" : ""
      return
        "<li><time datetime=\"\(limit.text("atUtc"))\">\(words.when)</time><span><b>\(PieceSentence.name(limit.text("what")))</b>: \(words.cause)\(flight)\(doubt) \(EvidenceMark.pips(words.confidence))</span></li>"
    }.joined()
    return
      "<details class=\"fold\" open=\"open\"><summary>What runs short, and when, if nothing is done</summary><ol class=\"limits\">\(items)</ol></details>"
  }

  private var verdictOnExpectations: Markup {
    let all = findings.document.at("expectations").items
    guard !all.isEmpty else { return "" }
    let held = all.count { $0.isTrue("holds") }
    let text =
      held == all.count
      ? "All \(all.count == 1 ? "it was" : "\(Wording.count(all.count))") expectations of the scenario hold."
      : "\(Wording.capitalized(Wording.count(all.count - held))) of \(Wording.count(all.count, "expectation")) of the scenario \(all.count - held == 1 ? "does" : "do") not hold."
    let line = all.count == 1 && held == 1 ? "The one expectation of the scenario holds." : text
    return
      "<p class=\"held \(held == all.count ? "is-yes" : "is-no")\"><svg aria-hidden=\"true\" width=\"22\" height=\"22\"><use href=\"#i-\(held == all.count ? "yes" : "no")\"/></svg><a href=\"#expectations\">\(line)</a></p>"
  }
}
