/// The elements of one view of an ``OutlineDrawing``.
struct OutlinePicture {
  let view: OutlineDrawing.View
  /// Where the view is on the paper [px].
  let area: Box
  let pixelsPerMetre: Double
  private let extent: Box

  init(view: OutlineDrawing.View, area: Box, pixelsPerMetre: Double) {
    self.view = view
    self.area = area
    self.pixelsPerMetre = pixelsPerMetre
    extent = OutlinePlan.extent(of: view)
  }

  /// A place of the view on the paper; up is up.
  private func place(_ point: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(
      area.x + (point.x - extent.x) * pixelsPerMetre,
      area.bottom - (point.y - extent.y) * pixelsPerMetre)
  }

  func draw(on canvas: inout Canvas) {
    let left = OutlinePlan.extent(of: view).width > 0 ? area.x - leftRoom : area.x
    canvas.text(view.title, left, area.y - 12, "la")
    let axes = [view.right.isEmpty ? "" : "\(view.right) →", view.up.isEmpty ? "" : "\(view.up) ↑"]
    canvas.text(
      axes.filter { !$0.isEmpty }.joined(separator: "   "),
      left + TextWidth.of(view.title, bold: true) + 14, area.y - 12, "ax")
    drawPolygons(on: &canvas)
    var labels: [Box] = []
    for cut in view.cuts where cut.place.isFinite { draw(cut, avoiding: &labels, on: &canvas) }
    drawCallouts(on: &canvas)
  }

  private var leftRoom: Double {
    view.callouts.filter { OutlinePlan.isLeft($0, of: extent) }
      .map { TextWidth.of($0.text, size: 11) + 22 }.max() ?? 0
  }

  /// Polygons from the furthest to the nearest; equally far ones in their order.
  private func drawPolygons(on canvas: inout Canvas) {
    let order = view.polygons.indices.sorted { first, second in
      let (a, b) = (depth(view.polygons[first]), depth(view.polygons[second]))
      return (a, first) < (b, second)
    }
    for index in order {
      let polygon = view.polygons[index]
      let points = polygon.points.filter(\.isFinite)
      guard points.count > 2 else { continue }
      let code = polygon.tone.code
      canvas.path(
        PathText.line(points.map(place), closed: true), "t\(code) s\(code)", width: 0.75,
        extra: " stroke-linejoin=\"round\"", tip: polygon.module)
    }
  }

  private func depth(_ polygon: OutlineDrawing.Polygon) -> Double {
    polygon.depth.isNaN ? 0 : polygon.depth
  }

  /// Names at both sides, from above to below in the order of what they name.
  private func drawCallouts(on canvas: inout Canvas) {
    let usable = view.callouts.filter { $0.place.isFinite }
    for isLeft in [true, false] {
      let side = usable.filter { OutlinePlan.isLeft($0, of: extent) == isLeft }
      let places = LabelSpreading.places(
        side.map { place($0.place).y }, spacing: 15, low: area.y + 4, high: area.bottom)
      let x = isLeft ? area.x - 8 : area.right + 8
      for (callout, y) in zip(side, places) {
        let end = place(callout.place)
        let code = callout.tone.code
        let knee = SIMD2(isLeft ? x + 2 : x - 2, y)
        canvas.line(knee, end, "sm", width: 0.75)
        canvas.circle(end, radius: 2, "fk", extra: " stroke=\"var(--fig-paper)\"")
        canvas.text(callout.text, isLeft ? x - 2 : x + 2, y + 4, "ev x\(code)\(isLeft ? " e" : "")")
      }
    }
  }

  /// The plane in which a joint opens, with arrows that lead away from it.
  private func draw(
    _ cut: OutlineDrawing.Cut, avoiding labels: inout [Box], on canvas: inout Canvas
  ) {
    let middle = place(cut.place)
    guard cut.direction.isFinite, cut.direction.length > 1e-9 else {
      canvas.circle(
        middle, radius: 9, "sc", extra: " fill=\"none\" stroke-width=\"2.5\"", tip: cut.label)
      let box = labelBox(cut.label, middle + SIMD2(14 + width(of: cut.label) / 2, -13))
      labels.append(box)
      canvas.text(cut.label, box.x, box.centre.y + 4, "la ha cut xc")
      return
    }
    let flipped = cut.direction.direction()
    let along = SIMD2(flipped.x, -flipped.y)
    // The line runs upwards, so that the label stands above.
    let across = along.turned.y < 0 ? along.turned : -along.turned
    let (low, high) = (middle - across * 26, middle + across * 30)
    canvas.line(low, high, "cutline", width: 6)
    canvas.line(low, high, "n sc", width: 2.5, dash: .dashed, tip: "\(cut.label) opens here")
    for side in [-1.0, 1.0] {
      let (start, tip) = (high + along * (side * 3), high + along * (side * 17))
      canvas.line(start, tip, "n sc", width: 2)
      let back = along * (side * -6)
      let head = [tip + along * (side * 2), tip + back + across * 4, tip + back - across * 4]
      canvas.path(PathText.line(head, closed: true), "fc")
    }
    // The label stands above its line, or below, or further out where another is there already.
    let places = [high + across * 15, low - across * 13, high + across * 31, low - across * 29]
    let boxes = places.map { labelBox(cut.label, $0) }
    let box = boxes.first { box in !labels.contains { $0.overlaps(box) } } ?? boxes[0]
    labels.append(box)
    canvas.text(cut.label, box.centre.x, box.centre.y + 4, "la ha mi cut xc")
  }

  private func width(of label: String) -> Double { TextWidth.of(label, size: 13, bold: true) }

  private func labelBox(_ label: String, _ centre: SIMD2<Double>) -> Box {
    let width = width(of: label)
    return Box(x: centre.x - width / 2, y: centre.y - 8, width: width, height: 16)
  }
}
