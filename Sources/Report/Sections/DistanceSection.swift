import Exchange
import Figures
import Kinematics
import Mission
import Shapes
import StationModel

/// What separates the pieces.
struct DistanceSection {
  let findings: Findings
  private var recording: Recording { findings.recording }

  var markup: Markup {
    guard findings.separates else { return "" }
    let pairs = recording.pairs.filter {
      recording.tracks[$0.first].isFinal && recording.tracks[$0.second].isFinal
        && $0.times.count > 1
    }
    let plots = pairs.first.map { motion($0) + distances($0) } ?? ""
    return """
      <section id="distance" aria-labelledby="h-distance">
      <h2 id="h-distance">The distance between the pieces</h2>
      \(words)
      \(plots)
      </section>

      """
  }

  // MARK: In words and numbers

  private var words: Markup {
    let pairs = findings.verdict.at("separation").items
    let rows = pairs.map { pair -> Markup in
      let names = pair.texts("pieces").map { findings.piece($0)?.label ?? $0 }
      let parts = pair.texts("parts").map { findings.name($0) }.joined(separator: " –<br/>")
      let moment = pair.at("atUtc").text.map { Wording.dayAndMinute($0) } ?? "–"
      let contact: Markup =
        pair.isTrue("contact") ? "<strong class=\"bad\">yes</strong>" : "no"
      let least =
        pair.number("minimumDistanceM") == nil
        ? "<td class=\"num none\" data-label=\"Nearest return, m\">only draw apart</td>" as Markup
        : number(pair, "minimumDistanceM", 1, "Nearest return, m")
      return
        """
        <tr><th scope="row">\(Wording.list(names))</th>\
        \(number(pair, "centreDistanceM", 2, "Centres at parting, m"))\
        \(number(pair, "centreRelativeSpeedMPerS", 4, "Centres part at, m/s"))\
        \(number(pair, "passAbeam.distanceM", 1, "Abeam at, m"))\(least)\
        <td data-label="When, UTC">\(moment)</td><td data-label="Between"><span>\(parts)</span></td>\
        <td data-label="Contact">\(contact)</td>\
        \(number(pair, "finalCentreDistanceM", 1, "Centres at the end, m"))</tr>
        """
    }.joined(separator: "\n")
    return """
      <p class="intro">\(Answer(findings: findings).distances)</p>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="h-distance"><table class="pairs">
      <thead><tr><th scope="col">Pieces</th><th scope="col" class="num">Centres at parting, m</th><th scope="col" class="num">Centres part at, m/s</th><th scope="col" class="num">Abeam at, m</th><th scope="col" class="num">Nearest return, m</th><th scope="col">When, UTC</th><th scope="col">Between</th><th scope="col">Contact</th><th scope="col" class="num">Centres at the end, m</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      \(windows(pairs))
      <p class="note">Abeam: the distance between surfaces when one piece first overtakes the other. Nearest return: the least distance between surfaces once the pieces have drawn apart and come near again: once their centres near each other, or surfaces are back at half of what they had reached. Model: distance between pieces, <a href="#model-distance">how it was checked</a>; parting: <a href="#model-release">release</a>.\(springs)</p>
      """
  }

  /// How near pieces come in stretches of time from their parting.
  private func windows(_ pairs: [JSONValue]) -> Markup {
    let spans = pairs.first?.at("windows").items.map { $0.text("id") } ?? []
    guard !spans.isEmpty else { return "" }
    let head = spans.map { "<th scope=\"col\" class=\"num\">\(Markup.name($0)), m</th>" as Markup }
      .joined()
    let rows = pairs.map { pair -> Markup in
      let names = pair.texts("pieces").map { findings.piece($0)?.label ?? $0 }
      let cells = pair.at("windows").items.map { window -> Markup in
        let label = "data-label=\"\(window.text("id")), m\"" as Markup
        if !window.isTrue("complete") { return "<td class=\"num none\" \(label)>not flown</td>" }
        if window.isTrue("contact") {
          return "<td class=\"num\" \(label)><strong class=\"bad\">touch</strong></td>"
        }
        guard let least = window.number("minimumDistanceM") else {
          return "<td class=\"num none\" \(label)>only apart</td>"
        }
        return
          "<td class=\"num\" \(label)><data value=\"\(JSONValue.written(least))\">\(NumberText.fixed(least, decimals: 1))</data></td>"
      }.joined()
      return "<tr><th scope=\"row\">\(Wording.list(names))</th>\(cells)</tr>"
    }.joined(separator: "\n")
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="Nearest return by time"><table class="pairs">
      <thead><tr><th scope="col">Nearest return within</th>\(head)</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private func number(
    _ pair: JSONValue, _ key: String, _ decimals: Int, _ label: String
  ) -> Markup {
    guard let value = pair.number(key) else {
      return "<td class=\"num none\" data-label=\"\(label)\">–</td>"
    }
    return
      "<td class=\"num\" data-label=\"\(label)\"><data value=\"\(JSONValue.written(value))\">\(NumberText.fixed(value, decimals: decimals))</data></td>"
  }

  private var springs: Markup {
    findings.verdict.at("springs").items.map { spring -> Markup in
      let energy = UnitScale.text(spring.number("energyJ") ?? 0, unit: "J")
      return " The springs of \(Markup.name(spring.text("id"))) give \(energy)."
    }.joined()
  }

  // MARK: Plots

  private func motion(_ pair: Recording.PairTrack) -> Markup {
    let (first, second) = (recording.tracks[pair.first].id, recording.tracks[pair.second].id)
    guard let reference = findings.piece(first), let other = findings.piece(second) else {
      return ""
    }
    let (along, up) = (pair.series(.inTrack), pair.series(.radial))
    let start = pair.times.first ?? 0
    let path = RelativeMotionPlot.Path(
      other.label, other.tone, times: pair.times.map { $0 - start },
      positions: pair.times.indices.map { SIMD2(along[$0], up[$0]) })
    let outline = silhouette(reference)
    let size = outline.flatMap { $0 }.map { max($0.x.magnitude, $0.y.magnitude) }.max() ?? 0
    let nearest = path.positions.dropFirst().map { max($0.x.magnitude, $0.y.magnitude) }.min() ?? 0
    let reach = path.positions.map { max($0.x.magnitude, $0.y.magnitude) }.max() ?? 0
    return FigureBox(
      title: "How \(other.label.lowercased()) moves, seen from \(reference.label.lowercased())",
      note:
        "In the plane of the orbit: forward to the right, away from the Earth upwards. Times count from the parting.",
      figure: { width in
        var plot = RelativeMotionPlot(
          "The path of \(other.label.lowercased()) relative to \(reference.label.lowercased())",
          reference: reference.label, tone: reference.tone, keepOutRadius: nil, width: width)
        plot.paths = [path]
        plot.silhouettes = [.init(reference.tone, centre: .zero, polygons: outline)]
        plot.enlargedRadius = reach > 6 * size && nearest < 3 * size ? 3 * size : 0
        if let closest = pair.closest {
          plot.marks = [
            .init(at: closest.time - start, closest.isContact ? "contact" : "nearest return")
          ]
        }
        return plot
      }
    ).markup
  }

  /// The outline of a piece across the orbit about its centre of mass [m], as it stands at its first
  /// moment.
  private func silhouette(_ piece: PieceView) -> [[SIMD2<Double>]] {
    let assembly = findings.result.assembly
    let centre = piece.document.at("centreOfMassM").items.compactMap(\.double)
    guard centre.count == 3 else { return [] }
    let attitude = findings.result.scenario.attitude
    let (right, up) = (attitude.rotate(SIMD3(1, 0, 0)), attitude.rotate(SIMD3(0, 0, -1)))
    let middle = SIMD3(centre[0], centre[1], centre[2])
    let offset = SIMD2((middle * right).sum(), (middle * up).sum())
    let indices = piece.modules.compactMap { assembly.moduleIndex($0.id) }.sorted()
    return assembly.solids(of: indices).map { solid in
      solid.outline(right: right, up: up).map { $0 - offset }
    }
  }

  private func distances(_ pair: Recording.PairTrack) -> Markup {
    let start = pair.times.first ?? 0
    let times = pair.times.map { $0 - start }
    let last = times.last ?? 0
    let near = min(3 * 3600, last / 2)
    let spans = last > 3600 ? [near, last] : [last]
    let boxes = spans.map { span -> Markup in
      FigureBox(
        title: span < last
          ? "Distance, the first \(Wording.duration(span))" : "Distance, the whole flight",
        figure: { width in chart(pair, times, until: span, width: width) },
        width: spans.count > 1 ? 524 : 1080
      ).markup
    }
    return "<div class=\"grid\(spans.count > 1 ? "" : " one")\">\(boxes.joined())</div>"
  }

  private func chart(
    _ pair: Recording.PairTrack, _ times: [Double], until end: Double, width: Double
  ) -> any Figures.Figure {
    let count = times.prefix { $0 <= end }.count
    var chart = LineChart(
      "Distance between the pieces", horizontal: .elapsed(since: "the parting"),
      vertical: ValueAxis("", unit: "m", includesZero: true),
      size: SIMD2(width, width < 400 ? 250 : 280))
    chart.series = [
      .init(
        "centres", .ink, dash: .dashed, x: Array(times.prefix(count)),
        y: Array(pair.series(.centreDistance).prefix(count))),
      .init(
        "surfaces", .ink, x: Array(times.prefix(count)),
        y: Array(pair.series(.distance).prefix(count))),
    ]
    chart.span = 0...max(1, end)
    if let closest = pair.closest {
      let time = closest.time - (pair.times.first ?? 0)
      chart.events = [.init(at: time, closest.isContact ? "contact" : "nearest return", .warning)]
    }
    return chart
  }
}
