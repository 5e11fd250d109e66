import Exchange
import Figures

/// The numbers of the whole and of the pieces beside each other.
struct NumbersSection {
  let findings: Findings

  /// The whole, where there was one to cut, and the pieces.
  private var columns: [PieceView] {
    findings.separates ? [findings.before] + findings.pieces : findings.pieces
  }

  var markup: Markup {
    let head = columns.map { column -> Markup in
      let name: Markup =
        column.number == 0
        ? "<span class=\"sub\">the whole</span>"
        : "<span class=\"sub\">\(Markup.name(column.firstName)) …</span>"
      return "<th scope=\"col\" class=\"num \(column.toneClass)\">\(column.label)\(name)</th>"
    }.joined()
    let groups = NumberGroup.all.map { group($0) }.joined()
    return """
      <section id="numbers" aria-labelledby="h-numbers">
      <h2 id="h-numbers">The numbers, side by side</h2>
      <p class="intro">\(intro) The mark at a row's end opens the model behind it, how well that model was checked, and the sources of its figures.</p>
      \(FigureBox.hint)<div class="scroll" tabindex="0" role="region" aria-labelledby="h-numbers"><table class="numbers">
      <thead><tr><th scope="col">Quantity</th><th scope="col" class="unit">Unit</th>\(head)<th scope="col" class="ev">Model and least confidence</th></tr></thead>
      \(groups)
      </table></div>
      \(sums)
      </section>

      """
  }

  private var intro: Markup {
    findings.separates
      ? "What the whole had just before the cut and what each piece has just after it."
      : "What the whole has at the start."
  }

  /// Why some figures of the pieces are not the parts of that of the whole.
  private var sums: Markup {
    guard findings.separates else { return "" }
    return
      "<p class=\"note\">Not everything adds up to the whole: each piece has its own worst angle of the Sun, and a unit that recovers water or renews air serves only the piece it is on.</p>"
  }

  private func group(_ group: NumberGroup) -> Markup {
    if group.isAtEnd, columns.allSatisfy({ $0.end == .null }) { return "" }
    let rows = group.rows.map { row($0, group) }.joined()
    let span = columns.count + 3
    return """
      <tbody><tr class="group"><th scope="rowgroup" colspan="\(span)">\(group.title)</th></tr>
      \(rows)</tbody>

      """
  }

  private func row(_ row: NumberRow, _ group: NumberGroup) -> Markup {
    let path = (group.isAtEnd ? "atEnd[]." : "verdict.pieces[].") + row.path
    let values = columns.map { (group.isAtEnd ? $0.end : $0.document).at(row.path) }
    if row.isOptional, values.allSatisfy({ $0 == .null }) { return "" }
    let unit: Markup = row.unit.isEmpty ? "" : "<span class=\"u\">, \(row.unit)</span>"
    let head: Markup =
      "<tr><th scope=\"row\" title=\"\(path)\">\(row.label)\(unit)</th><td class=\"unit\">\(row.unit)</td>"
    let mark = EvidenceMark(findings: findings, columns: columns).button(row, group)
    if !group.isAtEnd, values.allSatisfy({ $0 == .null }),
      let reason = columns.last.flatMap({ findings.reason(for: row.path, of: $0) }),
      Self.cause(reason) != reason
    {
      return
        "\(head)<td class=\"open\" colspan=\"\(columns.count)\">not modelled yet <span>(\(Self.cause(reason)))</span></td><td class=\"ev\"></td></tr>\n"
    }
    let cells = zip(columns, values).map { cell(row, group, $0, $1) }.joined()
    return "\(head)\(cells)<td class=\"ev\">\(mark)</td></tr>\n"
  }

  private func cell(
    _ row: NumberRow, _ group: NumberGroup, _ column: PieceView, _ value: JSONValue
  ) -> Markup {
    guard let text = row.text(value) else {
      if group.isAtEnd { return "<td class=\"num none\">–</td>" }
      let reason = findings.reason(for: row.path, of: column)
      let isOpen = reason.map { Self.cause($0) != $0 } ?? false
      let words = isOpen ? "not modelled yet" : reason == nil ? row.absent : "no figure"
      return "<td class=\"num none\"><span title=\"\(reason ?? words)\">\(words)</span></td>"
    }
    let place = group.isAtEnd ? "atEnd" : column.number == 0 ? "before" : "pieces"
    let path = "\(place).\(column.number).\(row.path)"
    if row.path == "command.authorities" {
      let names = value.items.compactMap(\.text).map { findings.placeName($0) }
      return "<td class=\"num list\">\(Markup.name(names.joined(separator: ", ")))</td>"
    }
    guard case .number = row.form, let number = value.double else {
      var style = text == "no" ? "num bad" : "num"
      if case .texts = row.form { style = "num list" }
      return "<td class=\"\(style)\">\(Markup.name(text))</td>"
    }
    let style = number < 0 && row.label.hasPrefix("Margin") ? "num bad" : "num"
    return
      "<td class=\"\(style)\"><data value=\"\(JSONValue.written(number))\" data-path=\"\(path)\">\(text)</data></td>"
  }

  /// `decay … is not modelled yet` without what the cell says already.
  private static func cause(_ reason: String) -> String {
    for tail in [" is not modelled yet", " are not modelled yet"] where reason.hasSuffix(tail) {
      return String(reason.dropLast(tail.count))
    }
    return reason
  }
}
