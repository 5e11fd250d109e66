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

  /// How the pieces part and how near they come again.
  var distances: Markup {
    let pairs = findings.verdict.at("separation").items
    guard let first = pairs.first else { return "" }
    if let hit = pairs.first(where: { $0.isTrue("contact") }) {
      return "\(names(of: hit)) <strong>touch</strong> \(Self.where(hit, findings)). "
    }
    let speed = Wording.speed(first.number("centreRelativeSpeedMPerS") ?? 0)
    let gap = Wording.length(first.number("centreDistanceM") ?? 0)
    // Pieces of an earlier cut are on their way when the last one is made.
    var text: Markup =
      findings.cuts.count > 1
      ? "At the last cut \(names(of: first)) are \(gap) apart, at \(speed) to each other"
      : pairs.count == 1 ? "They part at \(speed)" : "\(names(of: first)) part at \(speed)"
    if let abeam = first.number("passAbeam.distanceM") {
      text += ", are \(Wording.length(abeam)) apart as one overtakes the other"
      text += " (\(Wording.minute(first.text("passAbeam.atUtc"))) UTC)"
    }
    if let least = first.number("minimumDistanceM") {
      text +=
        ", come within \(Wording.length(least)) of each other again (\(Self.where(first, findings))) and do not touch"
    } else {
      text += " and only draw apart"
    }
    if let far = first.number("finalCentreDistanceM") {
      text += "; \(lastSeen(first)) they are \(Wording.length(far)) apart"
    }
    return text + ". "
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
    let between: Markup = parts.count == 2 ? "\(parts[0]) and \(parts[1]), " : ""
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
