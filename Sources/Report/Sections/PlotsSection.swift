import Figures
import Mission

/// The flight over time, the pieces side by side.
struct PlotsSection {
  let findings: Findings
  private let series: PieceSeries

  init(findings: Findings) {
    self.findings = findings
    series = PieceSeries(findings)
  }

  /// One plot: a panel a piece.
  private struct Plot {
    let title: String
    var note = ""
    let unit: String
    /// Quantities with the names of their lines.
    let lines: [(quantity: RecordedQuantity, label: String, dash: Dash)]
    var factor = 1.0
    var includesZero = false
    var hasNights = false
    /// Whether the pieces differ so much that one scale would hide the smaller.
    var hasOwnScales = false
    var limits: [LineChart.Limit] = []
    /// A change below this tells nothing [SI].
    var least = 0.0
    /// Whether it is drawn where it stays what it is too: that it holds is what people look for.
    var isKept = false
    /// The axis of one that stays what it is, in its unit.
    var restRange: ClosedRange<Double>?
  }

  private var plots: [Plot] {
    let cabin = findings.standards.cabin
    return [
      Plot(
        title: "Altitude", note: "Height above the ellipsoid.", unit: "m",
        lines: [(.altitude, "altitude", .solid)], least: 1),
      Plot(
        title: "Attitude", note: "From the local orbital frame.", unit: "°",
        lines: [(.yaw, "yaw", .solid), (.pitch, "pitch", .dashed), (.roll, "roll", .dotted)],
        factor: 180 / .pi, least: 2e-4, isKept: true,
        restRange: -10...10),
    ] + control + [
      Plot(
        title: "Power",
        note: "What the arrays make and what the loads ask for, each piece on a scale of its own.",
        unit: "W",
        lines: [(.powerGenerated, "made", .solid), (.powerRequired, "asked for", .dashed)],
        includesZero: true, hasNights: true, hasOwnScales: true),
      Plot(
        title: "Energy in batteries", note: "Each on a scale of its own.", unit: "Wh",
        lines: [(.batteryEnergy, "stored", .solid)], factor: 1 / 3600, hasNights: true,
        hasOwnScales: true),
      Plot(
        title: "Pressure of the air", unit: "Pa", lines: [(.pressure, "pressure", .solid)],
        limits: [.init(cabin.leastPressure, "least")]),
      Plot(
        title: "Oxygen", note: "Partial pressure.", unit: "Pa",
        lines: [(.oxygenPressure, "oxygen", .solid)], limits: [.init(cabin.leastOxygen, "least")],
        isKept: true),
      Plot(
        title: "Carbon dioxide", note: "Partial pressure.", unit: "Pa",
        lines: [(.carbonDioxidePressure, "carbon dioxide", .solid)], includesZero: true,
        limits: [.init(cabin.mostCarbonDioxide, "most")], isKept: true),
      Plot(
        title: "Propellant", unit: "kg",
        lines: [
          (.stationPropellant, "its own", .solid), (.vehiclePropellant, "of vehicles", .dashed),
        ], includesZero: true, least: 0.1, isKept: true),
      Plot(
        title: "Water", note: "In tanks, each on a scale of its own.", unit: "kg",
        lines: [(.water, "water", .solid)], hasOwnScales: true, least: 0.1),
    ]
  }

  /// What attitude control does, where a flight at full fidelity followed it.
  private var control: [Plot] {
    [
      Plot(
        title: "Error of the attitude",
        note: "Turn from the attitude that is commanded, each on a scale of its own.", unit: "°",
        lines: [(.attitudeError, "error", .solid)], factor: 180 / .pi, includesZero: true,
        hasOwnScales: true),
      Plot(
        title: "Momentum in the gyroscopes", unit: "N m s",
        lines: [(.gyroMomentum, "momentum", .solid)], includesZero: true, hasOwnScales: true),
      Plot(
        title: "Momentum in the gyroscopes, axis by axis",
        note: "Along the axes of the piece, each on a scale of its own.", unit: "N m s",
        lines: [
          (.gyroMomentumX, "x", .solid), (.gyroMomentumY, "y", .dashed),
          (.gyroMomentumZ, "z", .dotted),
        ], includesZero: true, hasOwnScales: true),
      Plot(
        title: "Propellant for the attitude", note: "Burnt by jets that hold it.", unit: "kg",
        lines: [(.attitudePropellant, "burnt", .solid)], includesZero: true, hasOwnScales: true),
      Plot(
        title: "Rate of the attitude jets",
        note: "Propellant an hour, the mean from record to record.", unit: "kg/h",
        lines: [(.attitudePropellantRate, "rate", .solid)], factor: 3600, includesZero: true,
        hasOwnScales: true),
    ].filter { plot in series.finals.contains { series.has(plot.lines.map(\.quantity), $0) } }
  }

  var markup: Markup {
    let plots = self.plots
    let told = plots.filter(tells)
    let rest = plots.filter { !tells($0) }
    let left: Markup =
      rest.isEmpty
      ? ""
      : "<p class=\"note\">Not drawn because they stay what they are: \(rest.map { steady($0) }.joined(separator: "; ")).</p>"
    return """
      <section id="time" aria-labelledby="h-time">
      <h2 id="h-time">Over the \(Wording.duration(findings.recording.duration)) flown</h2>
      <p class="intro">\(findings.separates ? "The pieces side by side, on one scale where nothing else is said.\(hasPast ? " Grey is what a piece was part of before the cut." : "")" : "The whole, from start to end.")</p>
      <div class="grid\(series.finals.count > 2 ? " one" : "")">\(told.map { box($0) }.joined())</div>
      \(left)
      </section>

      """
  }

  private var hasPast: Bool { series.finals.contains { !series.ancestors(of: $0).isEmpty } }

  private func tells(_ plot: Plot) -> Bool {
    let quantities = plot.lines.map(\.quantity)
    let isThere =
      quantities.contains(.yaw) || series.finals.contains { series.has(quantities, $0) }
    return plot.isKept && isThere || moves(plot)
  }

  private func moves(_ plot: Plot) -> Bool {
    plot.lines.contains { series.moves($0.quantity, least: plot.least) }
  }

  /// A plot that is not drawn, in a few words.
  private func steady(_ plot: Plot) -> Markup {
    let values = series.finals.map { track -> Markup in
      let parts = plot.lines.compactMap { line in
        track.last(line.quantity).map {
          plot.unit == "°"
            ? NumberText.fixed($0 * plot.factor, decimals: 2) + "°"
            : UnitScale.text($0 * plot.factor, unit: plot.unit)
        }
      }
      let label = series.piece(track)?.label.lowercased() ?? track.id
      let values = parts.joined(separator: " / ")
      return series.finals.count > 1 ? "\(label) \(values)" : "\(values)"
    }
    let names = plot.lines.count > 1 ? " (\(plot.lines.map(\.label).joined(separator: ", ")))" : ""
    return "\(plot.title.lowercased())\(names) \(values.joined(separator: ", "))"
  }

  private func box(_ plot: Plot) -> Markup {
    let all = series.finals
    // On scales of their own, pieces that have nothing of it have nothing to show.
    let quantities = plot.lines.map(\.quantity)
    let shown = plot.hasOwnScales ? all.filter { series.has(quantities, $0) } : all
    let without = all.filter { track in !shown.contains { $0.id == track.id } }
    let names = without.map { series.piece($0)?.label ?? $0.id }
    let missing = names.isEmpty ? "" : " \(Wording.list(names)): nothing to show."
    return FigureBox(
      title: plot.title, note: "\(plot.note)\(missing)",
      figure: { width in multiples(plot, shown, width: width) },
      width: all.count > 2 ? 1080 : 524
    ).markup
  }

  private func multiples(
    _ plot: Plot, _ tracks: [Recording.Track], width: Double
  ) -> any Figures.Figure {
    let columns = min(width < 400 ? 2 : 4, series.finals.count)
    let panels = tracks.map { track -> LineChart in
      let label = series.piece(track)?.label ?? track.id
      var chart = LineChart(
        label, horizontal: .elapsed(since: "start"),
        vertical: ValueAxis(
          "", unit: plot.unit, includesZero: plot.includesZero,
          range: moves(plot) ? nil : plot.restRange))
      chart.series = plot.lines.flatMap { line in
        series.lines(
          line.quantity, of: track, line.label, dash: line.dash, times: plot.factor,
          withPast: !plot.hasOwnScales
        ).map { plot.unit == "°" ? Self.unwrapped($0) : $0 }
      }
      if plot.hasNights { chart.bands = series.eclipses(of: track) }
      chart.limits = plot.limits
      chart.events = series.moments(of: track)
      return chart
    }
    var multiples = SmallMultiples(
      "\(plot.title) of each piece", panels: panels, columns: columns, width: width,
      rowHeight: width < 400 ? 170 : 200)
    multiples.sharesScale = !plot.hasOwnScales
    return multiples
  }

  /// A line with gaps where an angle leaps from one end of the circle to the other.
  private static func unwrapped(_ series: LineChart.Series) -> LineChart.Series {
    var result = series
    for index in series.y.indices.dropFirst()
    where (series.y[index] - series.y[index - 1]).magnitude > 180 { result.y[index] = .nan }
    return result
  }
}
