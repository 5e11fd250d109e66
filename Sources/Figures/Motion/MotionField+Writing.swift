/// What is already written in a field, so that nothing is written over it.
struct FieldWriting {
  let area: Box
  /// Points of the lines, which writing avoids when it can.
  let lines: [SIMD2<Double>]
  private(set) var taken: [Box] = []

  init(area: Box, lines: [SIMD2<Double>]) {
    self.area = area
    self.lines = lines
  }

  /// Takes the room of a text beside a point, on the side where it covers the fewest points; nil
  /// where every side is taken.
  ///
  /// - Returns: The start of the base line.
  mutating func claim(
    _ text: String, beside point: SIMD2<Double>, size: Double, gap: Double = 6
  ) -> SIMD2<Double>? {
    let width = TextWidth.of(text, size: size)
    let centred = -width / 2
    let offsets = [
      SIMD2(centred, -gap - size), SIMD2(centred, gap), SIMD2(gap, -size / 2),
      SIMD2(-gap - width, -size / 2), SIMD2(gap, -gap - size), SIMD2(gap, gap),
      SIMD2(-gap - width, -gap - size), SIMD2(-gap - width, gap),
    ]
    let boxes = offsets.map {
      Box(x: point.x + $0.x, y: point.y + $0.y, width: width, height: size)
    }
    let free = boxes.filter { box in
      let inside = box.x > area.x && box.right < area.right
      return inside && box.y > area.y && box.bottom < area.bottom
        && !taken.contains { $0.grown(by: 2).overlaps(box) }
    }
    let costs = free.map { box in
      lines.reduce(0) { $0 + (box.grown(by: 1).contains($1) ? 1 : 0) }
    }
    guard let least = costs.min(), let index = costs.firstIndex(of: least) else { return nil }
    taken.append(free[index])
    return SIMD2(free[index].x, free[index].bottom - size * 0.15)
  }

  /// Keeps writing off a box.
  mutating func block(_ box: Box) { taken.append(box) }
}

extension MotionField {
  func drawReference(
    _ plot: RelativeMotionPlot, with writing: inout FieldWriting, isMain: Bool,
    on canvas: inout Canvas
  ) {
    let origin = place(SIMD2(0, 0))
    guard area.contains(origin) else { return }
    let code = plot.referenceTone.code
    let outlines = plot.silhouettes.filter { $0.tone == plot.referenceTone }
    let bounds = Box.around(outlines.flatMap(\.polygons).flatMap { $0 })
    let isDrawn = bounds.map { max($0.width, $0.height) * pixelsPerMetre > 8 } ?? false
    if !isDrawn { canvas.circle(origin, radius: 4.5, "f\(code)", tip: plot.reference) }
    let reach = isDrawn ? (bounds?.height ?? 0) / 2 * pixelsPerMetre : 0
    guard
      let start = writing.claim(plot.reference, beside: origin, size: 12, gap: reach + 8)
    else { return }
    canvas.text(plot.reference, start.x, start.y, "la ha x\(code)")
  }

  func draw(
    _ mark: RelativeMotionPlot.Mark, of plot: RelativeMotionPlot, with writing: inout FieldWriting,
    on canvas: inout Canvas
  ) {
    guard plot.paths.indices.contains(mark.path), mark.time.isFinite,
      let position = plot.paths[mark.path].position(at: mark.time), position.isFinite
    else { return }
    let point = place(position)
    guard area.contains(point) else { return }
    canvas.circle(
      point, radius: 4.5, "p s\(mark.tone.code)", extra: " stroke-width=\"2\"",
      tip: "\(mark.label), \(ElapsedTime.text(mark.time))")
    guard let start = writing.claim(mark.label, beside: point, size: 11, gap: 9) else { return }
    canvas.text(mark.label, start.x, start.y, "ev ha x\(mark.tone.code)")
  }

  /// The path's name where it ends, with the time.
  func drawName(
    of path: RelativeMotionPlot.Path, with writing: inout FieldWriting, on canvas: inout Canvas
  ) {
    guard let last = path.usable.last else { return }
    let point = place(last.position)
    canvas.circle(point, radius: 4.5, "f\(path.tone.code)", tip: path.label)
    let text = "\(path.label), \(ElapsedTime.text(last.time))"
    guard let start = writing.claim(text, beside: point, size: 12, gap: 9) else { return }
    canvas.text(text, start.x, start.y, "la ha x\(path.tone.code)")
  }

  /// Dots at round times along what the field shows of a path, from the start until it leaves.
  func drawTimes(
    of path: RelativeMotionPlot.Path, with writing: inout FieldWriting, on canvas: inout Canvas
  ) {
    let points = path.usable
    guard let first = points.first else { return }
    let inside = points.prefix { area.contains(place($0.position)) }
    guard let last = inside.last, last.time > first.time else { return }
    let (times, _) = ElapsedTime(span: last.time - first.time)
      .places(low: first.time, high: last.time, count: area.width > 400 ? 8 : 5)
    // The end has its time with the name.
    let end = (points.last?.time ?? last.time) - (last.time - first.time) * 0.02
    for time in times where time > first.time && time < end {
      guard let position = path.position(at: time) else { continue }
      let (point, text) = (place(position), ElapsedTime.text(time))
      canvas.circle(
        point, radius: 3, "p s\(path.tone.code)", extra: " stroke-width=\"1.5\"", tip: text)
      guard let start = writing.claim(text, beside: point, size: 10) else { continue }
      canvas.text(text, start.x, start.y, "ax tick ha")
    }
  }

  /// Which way is forward and where the Earth is, in the emptiest corner.
  func drawCompass(with writing: inout FieldWriting, on canvas: inout Canvas) {
    let (width, height) = (92.0, 40.0)
    let (left, right) = (area.x + 6, area.right - width - 6)
    let (above, below) = (area.y + 6, area.bottom - height - 6)
    let corners = [(left, below), (right, above), (left, above), (right, below)].map {
      Box(x: $0.0, y: $0.1, width: width, height: height)
    }
    let costs = corners.map { box in
      writing.lines.reduce(0) { $0 + (box.contains($1) ? 1 : 0) }
        + writing.taken.reduce(0) { $0 + ($1.overlaps(box) ? 10 : 0) }
    }
    guard let least = costs.min(), let index = costs.firstIndex(of: least) else { return }
    let box = corners[index]
    let root = SIMD2(box.x + 8, box.y + 10)
    drawCompassArrow(from: root, to: root + SIMD2(22, 0), on: &canvas)
    canvas.text("forward", root.x + 28, root.y + 4, "ax ha")
    drawCompassArrow(from: root, to: root + SIMD2(0, 22), on: &canvas)
    canvas.text("Earth", root.x + 7, root.y + 25, "ax ha")
    writing.block(box)
  }

  private func drawCompassArrow(
    from: SIMD2<Double>, to: SIMD2<Double>, on canvas: inout Canvas
  ) {
    let along = (to - from).direction()
    canvas.line(from, to, "sm", width: 1.5)
    let (back, side) = (to - along * 5, along.turned * 3)
    let head = [to + along * 2, back + side, back - side]
    canvas.path(PathText.line(head, closed: true), "fm")
  }
}
