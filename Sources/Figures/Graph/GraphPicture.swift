/// The elements of a ``GraphDrawing`` once its layout stands.
struct GraphPicture {
  let drawing: GraphDrawing
  let layout: GraphLayout
  /// Where the field begins [px].
  let offset: SIMD2<Double>

  init(_ drawing: GraphDrawing, _ layout: GraphLayout, offset: SIMD2<Double>) {
    self.drawing = drawing
    self.layout = layout
    self.offset = offset
  }

  private func centre(_ node: Int) -> SIMD2<Double> { layout.centres[node] + offset }

  func draw(on canvas: inout Canvas) {
    let links = drawing.links
    drawGrounds(links, on: &canvas)
    for link in links where !link.edge.isCut {
      canvas.line(
        centre(link.from), centre(link.to), "sm", width: 1.5, dash: link.edge.dash,
        tip: link.edge.label)
    }
    for (index, node) in drawing.nodes.enumerated() {
      let tip = node.label == node.id ? node.id : "\(node.label) (\(node.id))"
      GraphPicture.draw(
        node.form, at: centre(index), radius: layout.radii[index], node.tone.code, tip: tip,
        on: &canvas)
    }
    for (link, cut) in zip(links.filter(\.edge.isCut), layout.cuts) {
      draw(cut, link, on: &canvas)
    }
    for (node, box) in zip(drawing.nodes, layout.labels) {
      for (row, line) in GraphDrawing.lines(node.label).enumerated() {
        let y = box.y + offset.y + Double(row + 1) * GraphDrawing.lineHeight - 3
        canvas.text(line, box.centre.x + offset.x, y, "ev ha mi x\(node.tone.code)")
      }
    }
  }

  /// The common ground of each piece: its own edges, drawn broad and pale.
  private func drawGrounds(
    _ links: [GraphDrawing.Link], on canvas: inout Canvas
  ) {
    var tones: [Tone] = []
    for node in drawing.nodes where !tones.contains(node.tone) { tones.append(node.tone) }
    for tone in tones {
      var path = PathText()
      for link in links where !link.edge.isCut {
        guard drawing.nodes[link.from].tone == tone, drawing.nodes[link.to].tone == tone else {
          continue
        }
        path.polyline([centre(link.from), centre(link.to)])
      }
      canvas.path(path.commands, "n u\(tone.code)", width: 26)
    }
  }

  /// A form around a point; the area is about that of a disc of the radius.
  static func draw(
    _ form: GraphDrawing.Form, at centre: SIMD2<Double>, radius: Double, _ tone: String,
    tip: String? = nil, on canvas: inout Canvas
  ) {
    let rim = " stroke=\"var(--fig-paper)\" stroke-width=\"1.5\""
    switch form {
    case .disc:
      canvas.circle(centre, radius: radius, "f\(tone)", extra: rim, tip: tip)
    case .ring:
      let extra = " stroke-width=\"2\""
      canvas.circle(centre, radius: max(2, radius - 1), "p s\(tone)", extra: extra, tip: tip)
    case .square:
      let side = radius * 1.77
      let box = Box(x: centre.x - side / 2, y: centre.y - side / 2, width: side, height: side)
      canvas.rectangle(box, "f\(tone)", rounded: 1.5, extra: rim, tip: tip)
    case .diamond:
      let reach = radius * 1.25
      let corners = [SIMD2(0, -reach), SIMD2(reach, 0), SIMD2(0, reach), SIMD2(-reach, 0)]
      canvas.path(
        PathText.line(corners.map { centre + $0 }, closed: true), "f\(tone)", extra: rim, tip: tip)
    }
  }

  /// The two ends of a cut edge, the strokes across its gap, and the joint's id.
  private func draw(_ cut: GraphLayout.Cut, _ link: GraphDrawing.Link, on canvas: inout Canvas) {
    let gap = cut.gap + offset
    let along = (centre(link.to) - centre(link.from)).direction()
    let tip = "\(link.edge.label), cut"
    for (node, side) in [(link.from, -1.0), (link.to, 1.0)] {
      let edge = gap + along * (side * 6)
      let out = (edge - centre(node)).direction()
      canvas.line(
        centre(node) + out * layout.radii[node], edge, "n sc", width: 2.5, tip: tip)
      // A slanted stroke at each side of the gap, as a broken line has on a drawing.
      let slant = along.turned * 10 + along * 4
      canvas.line(edge - slant, edge + slant, "n sc", width: 2.5, tip: tip)
    }
    let label = cut.label.moved(by: offset)
    canvas.text(link.edge.label, label.centre.x, label.bottom - 3, "la ha mi cut xc")
  }
}
