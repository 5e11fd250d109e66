import Exchange
import Figures

/// What happened, in one paragraph.
struct Answer {
  let findings: Findings

  var markup: Markup {
    let verdict = findings.verdict
    let station = Markup.name(findings.document.text("station.name"))
    let flown = Wording.duration(verdict.number("flownS") ?? 0)
    let start = Wording.moment(findings.document.text("startUtc"))
    guard findings.separates else {
      let joints = findings.openedJoints
      let opened: Markup =
        joints.isEmpty
        ? "Nothing is cut"
        : "\(jointWords(joints)) \(joints.count == 1 ? "opens" : "open"), but the station holds together"
      return
        "\(Markup.name(findings.document.text("station.name"))) is flown for \(flown) from \(start). \(opened)."
    }
    let pieces = Wording.count(findings.pieces.count, "piece")
    var text: Markup = "\(cuts), and the \(station) comes apart into <strong>\(pieces)</strong>. "
    text += lacks
    text += distances
    text += burns
    text += entries
    return text
  }

  /// `On 1 March 2022 at 12:00 UTC joint J01 (between Zarya and PMA-1) opens`, for each cut.
  private var cuts: Markup {
    findings.cuts.enumerated().map { place, cut -> Markup in
      let when =
        place == 0 ? "On \(Wording.moment(cut.atUtc))" : "at \(Wording.clock(cut.atUtc)) UTC"
      return "\(when) \(jointWords(cut.joints)) \(cut.joints.count == 1 ? "opens" : "open")"
    }.enumerated
  }

  /// `joint J01, between Zarya and PMA-1,`
  private func jointWords(_ joints: [(id: String, between: [String])]) -> Markup {
    let words = joints.prefix(4).map { joint -> Markup in
      let sides = joint.between.map { findings.name($0) }
      let between: Markup = sides.count == 2 ? " (between \(sides[0]) and \(sides[1]))" : ""
      return "<strong>\(Markup.name(joint.id))</strong>\(between)"
    }
    let more: [Markup] = joints.count > 4 ? ["\(joints.count - 4) more"] : []
    return "\(joints.count == 1 ? "joint" : "joints") \((words + more).enumerated)"
  }

  /// What each piece cannot do: `Piece 1 (Destiny and 46 more) cannot change its orbit; …`
  private var lacks: Markup {
    let clauses = findings.pieces.prefix(6).map { piece -> Markup in
      "<strong>\(piece.label)</strong> (\(piece.name(1))) \(PieceSentence(piece: piece, findings: findings).lack)"
    }
    return "\(clauses.joined(separator: "; ")). "
  }

  /// How the pieces part and how near they come again.
  var distances: Markup {
    let pairs = findings.verdict.at("separation").items
    guard let first = pairs.first else { return "" }
    if let hit = pairs.first(where: { $0.isTrue("contact") }) {
      return "\(names(of: hit)) <strong>touch</strong> \(Self.where(hit, findings)). "
    }
    var text = parting(first, of: pairs.count)
    let meetings = meetings(first)
    text += meetings.isEmpty ? " and only draw apart" : ". \(meetings.joined(separator: "; then "))"
    if first.number("minimumDistanceM") != nil { text += ". They do not touch" }
    if let far = first.number("finalCentreDistanceM") {
      text += "; \(lastSeen(first)) they are \(Wording.length(far)) apart"
    }
    return text + ". "
  }

  /// `They part at 4.8 cm/s`: at the joint where one opened, else the speed of the centres.
  private func parting(_ pair: JSONValue, of count: Int) -> Markup {
    let speed = Wording.speed(pair.number("centreRelativeSpeedMPerS") ?? 0)
    guard findings.cuts.count == 1 else {
      // Pieces of an earlier cut are on their way when the last one is made.
      let gap = Wording.length(pair.number("centreDistanceM") ?? 0)
      return "At the last cut \(names(of: pair)) are \(gap) apart, at \(speed) to each other"
    }
    let springs = findings.verdict.at("springs").items
    if count == 1, springs.count == 1, let joint = springs[0].number("partingSpeedMPerS") {
      return "They part at \(Wording.speed(joint))"
    }
    return count == 1
      ? "Their centres part at \(speed)" : "The centres of \(names(of: pair)) part at \(speed)"
  }

  /// When one piece overtakes the other and when they are nearest again, in order of time.
  private func meetings(_ pair: JSONValue) -> [Markup] {
    var meetings: [(atUtc: String, words: Markup)] = []
    if let abeam = pair.number("passAbeam.distanceM") {
      let iso = pair.text("passAbeam.atUtc")
      meetings.append(
        (iso, "One overtakes the other at \(Wording.length(abeam)) (\(Wording.minute(iso)) UTC)"))
    }
    if let least = pair.number("minimumDistanceM") {
      meetings.append(
        (
          pair.text("atUtc"),
          "Their nearest return is at \(Wording.length(least)) (\(Self.where(pair, findings)))"
        ))
    }
    let order = meetings.enumerated().sorted { a, b in
      let (x, y) = (a.element.atUtc.prefix(19), b.element.atUtc.prefix(19))
      return x != y ? x < y : a.offset < b.offset
    }
    return order.enumerated().map { place, meeting in
      let words = meeting.element.words.text
      return place == 0
        ? meeting.element.words : Markup(trusted: words.prefix(1).lowercased() + words.dropFirst())
    }
  }

  /// When the last distance of two pieces is: at the end, or when one of them enters.
  private func lastSeen(_ pair: JSONValue) -> String {
    let ids = pair.texts("pieces")
    let enters = findings.document.at("events").items.contains { event in
      event.text("kind") == "entry" && event.texts("pieces").contains { ids.contains($0) }
    }
    if enters { return "when the first of them enters the atmosphere" }
    return "\(Wording.duration(findings.verdict.number("flownS") ?? 0)) after the start"
  }

  private func names(of pair: JSONValue) -> Markup {
    pair.texts("pieces").map { id in "\(findings.piece(id)?.label ?? id)" as Markup }.enumerated
  }

  /// Where and when two pieces are nearest.
  static func `where`(_ pair: JSONValue, _ findings: Findings) -> Markup {
    let parts = pair.texts("parts").map { findings.name($0) }
    let between: Markup = parts.count == 2 ? "between \(parts[0]) and \(parts[1]), " : ""
    return "\(between)\(Wording.minute(pair.text("atUtc"))) UTC"
  }

  private var burns: Markup {
    findings.document.at("burns").items.prefix(3).map { burn -> Markup in
      let speed = NumberText.short(burn.number("deltaVMPerS") ?? 0)
      let time = Wording.duration(burn.number("durationS") ?? 0)
      let piece = findings.piece(burn.text("piece"))?.label ?? "the whole"
      return
        "At \(Wording.clock(burn.text("startUtc"))) UTC \(findings.name(burn.text("id"))) burns \(Self.spaced(burn.text("direction"))) for \(time) and changes the speed of \(piece.prefix(1).lowercased() + piece.dropFirst()) by \(speed) m/s. "
    }.joined()
  }

  private var entries: Markup {
    findings.document.at("events").items.filter { $0.text("kind") == "entry" }.map {
      event -> Markup in
      let pieces = event.texts("pieces").map { findings.piece($0)?.label ?? $0 }
      return
        "<strong>\(Wording.list(pieces)) \(pieces.count == 1 ? "enters" : "enter") the atmosphere</strong> at \(Wording.clock(event.text("atUtc"))) UTC. "
    }.joined()
  }

  /// `radialOut` as `radial out`.
  static func spaced(_ name: String) -> String {
    name.reduce(into: "") { text, letter in
      text += letter.isUppercase ? " \(letter.lowercased())" : String(letter)
    }
  }
}
