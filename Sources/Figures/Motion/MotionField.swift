/// A field of a ``RelativeMotionPlot``: a part of the orbital plane in equal scales.
struct MotionField {
  /// The field on the paper [px].
  let area: Box
  /// What is in its middle [m]: x in-track, y radial.
  let centre: SIMD2<Double>
  let pixelsPerMetre: Double

  init(area: Box, centre: SIMD2<Double>, pixelsPerMetre: Double) {
    self.area = area
    self.centre = centre
    self.pixelsPerMetre = pixelsPerMetre
  }

  /// The field that shows `bounds` [m] with air around it. A `room` without a height gets the one
  /// that the bounds need, from `least` to 460 pixels.
  init(covering bounds: Box, in room: Box, least: Double = 180) {
    let left = 52.0
    let width = max(60, room.width - left - 14)
    let (wide, high) = (max(bounds.width, 1e-3) * 1.16, max(bounds.height, 1e-3) * 1.3)
    let wanted = max(least, min(460, width * high / wide))
    let height = room.height > 0 ? room.height : wanted
    area = Box(x: room.x + left, y: room.y, width: width, height: height)
    pixelsPerMetre = min(width / wide, height / high)
    centre = bounds.centre
  }

  /// A place of the orbital plane on the paper; up is up.
  func place(_ position: SIMD2<Double>) -> SIMD2<Double> {
    let offset = (position - centre) * pixelsPerMetre
    return area.centre + SIMD2(offset.x, -offset.y)
  }

  /// What the field shows [m], y upwards.
  var bounds: Box {
    let size = SIMD2(area.width, area.height) / pixelsPerMetre
    return Box(x: centre.x - size.x / 2, y: centre.y - size.y / 2, width: size.x, height: size.y)
  }

  // MARK: - Drawing

  func draw(
    _ plot: RelativeMotionPlot, isMain: Bool, enlarged: Box?, on canvas: inout Canvas
  ) {
    drawGrid(isMain: isMain, on: &canvas)
    let lines = plot.paths.map { runs(of: $0) }
    canvas.clipped(to: area) { canvas in
      drawKeepOut(plot, on: &canvas)
      for silhouette in plot.silhouettes { draw(silhouette, on: &canvas) }
      for (path, runs) in zip(plot.paths, lines) { draw(path, runs, on: &canvas) }
    }
    var writing = FieldWriting(area: area, lines: lines.flatMap { $0 }.flatMap { $0 })
    if let enlarged { drawFrame(of: enlarged, on: &canvas) }
    drawReference(plot, with: &writing, isMain: isMain, on: &canvas)
    for mark in plot.marks { draw(mark, of: plot, with: &writing, on: &canvas) }
    for path in plot.paths where isMain { drawName(of: path, with: &writing, on: &canvas) }
    for path in plot.paths { drawTimes(of: path, with: &writing, on: &canvas) }
    if isMain {
      drawCompass(with: &writing, on: &canvas)
    } else {
      canvas.text("Near \(plot.reference), enlarged", area.x, area.y - 8, "ax")
    }
  }

  private func drawGrid(isMain: Bool, on canvas: inout Canvas) {
    let shown = bounds
    let ticks = Ticks(from: shown.x, to: shown.right, count: max(3, Int(area.width / 75)))
    // Metres up to two kilometres, as the circle is given in metres.
    let scale = UnitScale(unit: "m", magnitude: max(shown.x.magnitude, shown.right.magnitude) / 2)
    for value in ticks.values {
      let x = place(SIMD2(value, 0)).x
      canvas.line(SIMD2(x, area.y), SIMD2(x, area.bottom), value == 0 ? "a" : "g")
      canvas.text(scale.label(value, step: ticks.step), x, area.bottom + 16, "ax mi")
    }
    let rows = Int(max(-1, min(1000, (shown.bottom / ticks.step).rounded(.down))))
    let first = Int(max(-1000, min(1000, (shown.y / ticks.step).rounded(.up))))
    for row in stride(from: first, through: rows, by: 1) {
      let value = Double(row) * ticks.step
      let y = place(SIMD2(0, value)).y
      canvas.line(SIMD2(area.x, y), SIMD2(area.right, y), value == 0 ? "a" : "g")
      canvas.text(scale.label(value, step: ticks.step), area.x - 6, y + 4, "ax e")
    }
    canvas.rectangle(area, isMain ? "g" : "sm", extra: " fill=\"none\"")
    canvas.text("in-track, \(scale.unit) →", area.right, area.bottom + 33, "ax e")
    if isMain { canvas.text("↑ radial, \(scale.unit)", 0, area.y - 8, "ax") }
  }

  private func drawKeepOut(_ plot: RelativeMotionPlot, on canvas: inout Canvas) {
    guard let radius = plot.usableKeepOut else { return }
    let size = radius * pixelsPerMetre
    guard size > 1.5, size < 20 * area.width else { return }
    let name = "keep-out sphere, \(UnitScale.text(radius, unit: "m"))"
    canvas.circle(
      place(SIMD2(0, 0)), radius: size, "sc", extra: " fill=\"none\" stroke-dasharray=\"5 4\"",
      tip: name)
    guard size > 40 else { return }
    canvas.text(name, place(SIMD2(0, 0)).x, place(SIMD2(0, radius)).y - 6, "ev ha mi xc")
  }

  /// An outline, where it is more than a dot.
  private func draw(_ silhouette: RelativeMotionPlot.Silhouette, on canvas: inout Canvas) {
    guard silhouette.centre.isFinite else { return }
    let points = silhouette.polygons.map { $0.filter(\.isFinite).map { $0 + silhouette.centre } }
    guard let bounds = Box.around(points.flatMap { $0 }),
      max(bounds.width, bounds.height) * pixelsPerMetre > 8
    else { return }
    var path = PathText()
    for polygon in points where polygon.count > 2 {
      path.polyline(polygon.map { place($0) }, closed: true)
    }
    let code = silhouette.tone.code
    canvas.path(path.commands, "t\(code) s\(code)", width: 0.6)
  }

  /// The outline of the enlarged field within the whole.
  private func drawFrame(of shown: Box, on canvas: inout Canvas) {
    let (a, b) = (place(SIMD2(shown.x, shown.bottom)), place(SIMD2(shown.right, shown.y)))
    let box = Box(x: a.x, y: a.y, width: b.x - a.x, height: b.y - a.y)
    guard box.width > 5, box.width < 4 * area.width else { return }
    canvas.rectangle(
      box, "sm", rounded: 1, extra: " fill=\"none\"", tip: "the field that is enlarged")
  }

  // MARK: - Paths

  /// What of a path crosses the field, in pixels, in runs.
  private func runs(of path: RelativeMotionPlot.Path) -> [[SIMD2<Double>]] {
    let near = area.grown(by: 4)
    var (runs, run) = ([[SIMD2<Double>]](), [SIMD2<Double>]())
    var previous: SIMD2<Double>?
    func close() {
      if run.count > 1 { runs.append(Decimation.spaced(run, by: 0.5)) }
      run = []
    }
    for (time, position) in zip(path.times, path.positions) {
      guard time.isFinite, position.isFinite else {
        close()
        previous = nil
        continue
      }
      let point = place(position)
      if let before = previous {
        if let segment = Box.around([before, point])?.grown(by: 0.01), segment.overlaps(near) {
          if run.isEmpty { run = [before] }
          run.append(point)
        } else {
          close()
        }
      }
      previous = point
    }
    close()
    return runs
  }

  private func draw(
    _ path: RelativeMotionPlot.Path, _ runs: [[SIMD2<Double>]], on canvas: inout Canvas
  ) {
    var text = PathText()
    for run in runs { text.polyline(run) }
    canvas.path(text.commands, "n s\(path.tone.code)", width: 2, tip: path.label)
    if let run = runs.first { drawArrow(on: run, path.tone, on: &canvas) }
  }

  /// A head that shows which way the path goes, a third along what is seen of it.
  private func drawArrow(on run: [SIMD2<Double>], _ tone: Tone, on canvas: inout Canvas) {
    let lengths = zip(run, run.dropFirst()).map { ($1 - $0).length }
    let total = lengths.reduce(0, +)
    guard total > 60 else { return }
    var walked = 0.0
    for (index, length) in lengths.enumerated() {
      walked += length
      guard walked >= total * 0.37 else { continue }
      let (tip, along) = (run[index + 1], (run[index + 1] - run[index]).direction())
      let (back, side) = (tip - along * 5, along.turned * 4.5)
      let corners = [tip + along * 5, back + side, back - side]
      canvas.path(PathText.line(corners, closed: true), "f\(tone.code)")
      return
    }
  }
}
