import Figures
import Shapes
import StationModel

/// The station to scale, in the colours of its pieces, with the cut.
struct StationSection {
  let findings: Findings
  private var assembly: Assembly { findings.result.assembly }

  /// A side from which the station is seen: along the station's axes, to the right and upwards.
  private struct Side {
    let title: String
    let right: SIMD3<Double>
    let up: SIMD3<Double>
    let rightName: String
    let upName: String
    var towardsEye: SIMD3<Double> {
      // right × up
      SIMD3(
        right.y * up.z - right.z * up.y, right.z * up.x - right.x * up.z,
        right.x * up.y - right.y * up.x)
    }
    func place(_ point: SIMD3<Double>) -> SIMD2<Double> {
      SIMD2((point * right).sum(), (point * up).sum())
    }
  }

  /// The sides; in words of flight where the frame is declared along them.
  private var sides: [Side] {
    let flies = assembly.frame.description.lowercased().contains("+x forward")
    let (x, y, z) = (SIMD3(1.0, 0, 0), SIMD3(0, 1.0, 0), SIMD3(0, 0, -1.0))
    return [
      Side(
        title: flies ? "From starboard" : "From +y", right: x, up: z,
        rightName: flies ? "forward" : "+x", upName: flies ? "zenith" : "−z"),
      Side(
        title: flies ? "From above" : "From −z", right: y, up: x,
        rightName: flies ? "starboard" : "+y", upName: flies ? "forward" : "+x"),
    ]
  }

  var markup: Markup {
    let box = FigureBox(
      title: findings.separates ? "Where it comes apart" : "From two sides",
      note:
        "Outlines of its modules to scale\(findings.separates ? ", coloured by piece; the dashed line is the cut" : "").",
      figure: drawing)
    return """
      <section id="station" aria-labelledby="h-station">
      <h2 id="h-station">\(findings.separates ? "The station and its cut" : "The station")</h2>
      \(box.markup)\(members)
      </section>

      """
  }

  private func drawing(_ width: Double) -> any Figures.Figure {
    let isNarrow = width < 600
    var drawing = OutlineDrawing(
      findings.separates ? "Where the station comes apart" : "The station, to scale",
      views: sides.map { view($0, callouts: isNarrow ? 0 : 6) }, width: width,
      greatestHeight: isNarrow ? 620 : 820)
    drawing.pieces = findings.pieces.map {
      (
        $0.tone,
        isNarrow
          ? $0.label
          : "\($0.label), \(UnitScale.text(($0.number("massKg") ?? 0) / 1000, unit: "t"))"
      )
    }
    return drawing
  }

  private func view(_ side: Side, callouts count: Int) -> OutlineDrawing.View {
    var polygons: [OutlineDrawing.Polygon] = []
    for piece in findings.pieces {
      let indices = piece.modules.compactMap { assembly.moduleIndex($0.id) }.sorted()
      for solid in assembly.solids(of: indices) {
        let corners = solid.corners.map { ($0 * side.towardsEye).sum() }
        polygons.append(
          OutlineDrawing.Polygon(
            points: solid.outline(right: side.right, up: side.up), tone: piece.tone,
            module: assembly.modules[solid.module].plan.name, depth: corners.max() ?? 0))
      }
    }
    let cuts = findings.verdict.texts("joints").compactMap { assembly.jointIndex($0) }.map {
      index in
      let joint = assembly.joints[index]
      return OutlineDrawing.Cut(
        joint.id, at: side.place(joint.position), along: side.place(joint.axis))
    }
    return OutlineDrawing.View(
      side.title, right: side.rightName, up: side.upName, polygons: polygons,
      callouts: names(side, count), cuts: findings.separates ? cuts : [])
  }

  /// The first modules of each piece, named at the middle of their solids.
  private func names(_ side: Side, _ count: Int) -> [OutlineDrawing.Callout] {
    findings.pieces.flatMap { piece in
      piece.modules.prefix(count).compactMap { module -> OutlineDrawing.Callout? in
        guard let index = assembly.moduleIndex(module.id) else { return nil }
        let solids = assembly.solids(of: [index])
        let largest = solids.max { $0.form.volume < $1.form.volume }
        return largest.map {
          OutlineDrawing.Callout(module.shortName, at: side.place($0.centre), piece.tone)
        }
      }
    }
  }

  /// Who belongs to which piece.
  private var members: Markup {
    findings.pieces.map { piece -> Markup in
      let modules = piece.modules.map { Markup.name($0.name) }.joined(separator: ", ")
      let crew = piece.document.texts("crew.names").map { Markup.name($0) }
      let aboard: Markup =
        crew.isEmpty ? "" : "<p><strong>Aboard:</strong> \(crew.joined(separator: ", "))</p>"
      return
        "<details class=\"fold\"><summary><span class=\"chip \(piece.toneClass)\">\(piece.label)</span> \(piece.modules.count) \(piece.modules.count == 1 ? "module or vehicle" : "modules and vehicles")</summary><p>\(modules)</p>\(aboard)</details>"
    }.joined(separator: "\n")
  }
}
