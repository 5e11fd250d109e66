import Figures
import Testing

@Suite struct DrawingTests {
  // MARK: - Graph

  /// A tree of the size of a large station: two long trusses, a core, branches.
  static func station(_ count: Int = 60) -> GraphDrawing {
    var drawing = GraphDrawing("What comes apart")
    for index in 0..<count {
      let parent = index % 3 == 0 ? index - 3 : index - 1 - index % 2
      let place = SIMD2(Double(index % 11) * 4 - 20, Double(index / 7) * 3)
      drawing.nodes.append(
        .init(
          id: "module-\(index)", label: "Module number \(index)",
          tone: .piece(index < count / 2 ? 1 : 2), size: Double(1 + index * 37 % 20), place: place))
      if index > 0 {
        drawing.edges.append(
          .init(
            from: "module-\(max(0, parent))", to: "module-\(index)", label: "J\(index)",
            isCut: index == count / 2))
      }
    }
    return drawing
  }

  @Test(arguments: [2, 12, 60, 120]) func noLabelLiesOnAnother(count: Int) {
    let layout = Self.station(count).layout()
    #expect(layout.labels.count == count && layout.cuts.count == 1)
    let nodes = zip(layout.centres, layout.radii).map { centre, radius in
      Box(x: centre.x - radius, y: centre.y - radius, width: 2 * radius, height: 2 * radius)
    }
    let field = Box(x: 0, y: 0, width: layout.size.x, height: layout.size.y)
    for first in 0..<count {
      let label = layout.labels[first]
      #expect(label.x >= 0 && label.right <= field.right && label.bottom <= field.bottom)
      #expect(!label.overlaps(layout.cuts[0].label))
      for second in 0..<count where second != first {
        #expect(!label.overlaps(layout.labels[second]), "\(first) and \(second)")
        #expect(!label.overlaps(nodes[second]), "\(first) and \(second)")
      }
    }
  }

  @Test func layoutFollowsTheGraphAndKeepsItsOrientation() {
    var drawing = GraphDrawing("A row")
    drawing.nodes = (0..<6).map {
      .init(id: "\($0)", label: "\($0)", place: SIMD2(Double($0), Double($0 % 2) * 0.1))
    }
    drawing.edges = (1..<6).map { .init(from: "\($0 - 1)", to: "\($0)", label: "J") }
    let x = drawing.layout().centres.map(\.x)
    #expect(x == x.sorted())
    // Up is up.
    drawing.nodes = drawing.nodes.map { node in
      var node = node
      node.place = SIMD2(node.place.y, node.place.x)
      return node
    }
    let y = drawing.layout().centres.map(\.y)
    #expect(y == y.sorted().reversed())
  }

  @Test func layoutIsTheSameEachTime() {
    #expect(Self.station().layout() == Self.station().layout())
    #expect(Self.station().svg() == Self.station().svg())
  }

  @Test func theCutIsMarked() {
    var drawing = Self.station()
    let markup = Markup(drawing.svg())
    #expect(markup.isWellFormed)
    #expect(markup.writing.contains("J30") && markup.writing.contains("J30, cut"))
    #expect(markup.attributes.filter { $0["class"] == "n sc" }.count == 4)
    drawing.edges = drawing.edges.map { edge in
      var edge = edge
      edge.isCut = false
      return edge
    }
    #expect(Markup(drawing.svg()).attributes.allSatisfy { $0["class"] != "n sc" })
  }

  @Test func graphsThatAreNone() {
    #expect(Markup(GraphDrawing("none").svg()).isWellFormed)
    var drawing = GraphDrawing("odd")
    drawing.nodes = [
      .init(id: "a", label: "", size: .nan, place: SIMD2(.nan, 0)),
      .init(id: "a", label: "twice", size: -1, place: SIMD2(0, .infinity)),
      .init(id: "b", label: "here", size: .infinity, place: SIMD2(1e308, -1e308)),
      .init(id: "c", label: "here", place: SIMD2(0, 0)),
      .init(id: "d", label: "here", place: SIMD2(0, 0)),
    ]
    drawing.edges = [
      .init(from: "a", to: "a", label: "self"), .init(from: "a", to: "nowhere", label: "x"),
      .init(from: "c", to: "d", label: "", isCut: true), .init(from: "c", to: "d", label: "two"),
    ]
    #expect(Markup(drawing.svg()).isWellFormed)
    #expect(drawing.layout().centres.allSatisfy { $0.x.isFinite && $0.y.isFinite })
  }

  // MARK: - Relative motion

  @Test func forwardIsRightAndUpIsUpInEqualScales() throws {
    var plot = RelativeMotionPlot("Paths", reference: "piece 1", keepOutRadius: nil)
    plot.paths = [
      .init("piece 2", .piece(2), times: [0, 60], positions: [SIMD2(0, 0), SIMD2(300, 100)])
    ]
    let markup = Markup(plot.svg(.inPage))
    let points = Markup.points(try #require(markup.paths("n s2").first))
    let step = points[1] - points[0]
    #expect(step.x > 0 && step.y < 0)
    #expect(abs(step.x / -step.y - 3) < 0.02)
    #expect(markup.writing.contains("Earth") && markup.writing.contains("forward"))
    #expect(markup.writing[1].contains("300 m ahead and 100 m above"))
  }

  @Test func aLongPathHasItsBeginningEnlarged() {
    var plot = RelativeMotionPlot("Paths", reference: "piece 1")
    plot.paths = [
      .init(
        "piece 2", .piece(2), times: [0, 3600, 7200],
        positions: [SIMD2(0, 0), SIMD2(200, -50), SIMD2(6000, -300)])
    ]
    #expect(Markup(plot.svg()).writing.contains("Near piece 1, enlarged"))
    plot.enlargedRadius = 0
    #expect(!Markup(plot.svg()).writing.contains("Near piece 1, enlarged"))
  }

  @Test func pathsThatAreNone() {
    var plot = RelativeMotionPlot("Paths", reference: "piece 1")
    #expect(Markup(plot.svg()).isWellFormed)
    let odd: [SIMD2<Double>] = [
      SIMD2(.nan, 0), SIMD2(1e300, 0), SIMD2(0, .infinity), SIMD2(1e149, -1e149), SIMD2(3, 4),
    ]
    plot.paths = [
      .init("a", .piece(2), times: [0, 1, 2, 3, 4], positions: odd),
      .init("b", .piece(3), times: [.nan, 1], positions: odd),
      .init("c", .piece(4), times: [], positions: odd),
      .init("d", .piece(5), times: [0, 0, 0], positions: [SIMD2(0, 0), SIMD2(0, 0), SIMD2(1, 1)]),
    ]
    plot.marks = [.init(path: 9, at: 0, "x"), .init(path: 0, at: .nan, "y"), .init(at: 3.5, "z")]
    plot.silhouettes = [.init(.piece(1), centre: SIMD2(0, 0), polygons: [[], odd])]
    for radius in [nil, 200, .nan, -1, .infinity] as [Double?] {
      (plot.keepOutRadius, plot.enlargedRadius) = (radius, radius)
      #expect(Markup(plot.svg()).isWellFormed)
    }
  }

  // MARK: - Outlines

  private func square(_ x: Double, depth: Double, _ module: String) -> OutlineDrawing.Polygon {
    .init(
      points: [SIMD2(x, 0), SIMD2(x + 2, 0), SIMD2(x + 2, 2), SIMD2(x, 2)], tone: .piece(1),
      module: module, depth: depth)
  }

  @Test func whatIsNearerIsDrawnLater() {
    let view = OutlineDrawing.View(
      "From starboard", right: "forward", up: "zenith",
      polygons: [
        square(0, depth: 3, "near"), square(1, depth: -1, "far"), square(0.5, depth: 1, "mid"),
      ],
      callouts: [.init("Near", at: SIMD2(1, 1))],
      cuts: [.init("J01", at: SIMD2(1, 1), along: SIMD2(1, 0))])
    let markup = Markup(OutlineDrawing("To scale", views: [view, view]).svg())
    #expect(markup.isWellFormed)
    let order = markup.writing.filter { ["near", "far", "mid"].contains($0) }
    #expect(order == ["far", "mid", "near", "far", "mid", "near"])
    #expect(markup.writing.contains("J01") && markup.writing.contains("Near"))
  }

  @Test func allViewsHaveTheScaleOfTheBar() throws {
    let views = [1.0, 10].map { size in
      OutlineDrawing.View(
        "\(size)", right: "", up: "",
        polygons: [
          .init(
            points: [SIMD2(0, 0), SIMD2(size, 0), SIMD2(size, size)], tone: .piece(2), module: "m",
            depth: 0)
        ])
    }
    let markup = Markup(OutlineDrawing("To scale", views: views).svg(.inPage))
    let widths = markup.paths("t2 s2").map { path in
      let x = Markup.points(path).map(\.x)
      return (x.max() ?? 0) - (x.min() ?? 0)
    }
    #expect(abs(widths[1] / widths[0] - 10) < 0.1)
    let bar = try #require(
      markup.attributes.first { $0["class"] == "sk" && $0["x2"] != $0["x1"] })
    let length = try #require(bar["x2"].flatMap(Double.init))
    let metres = try #require(markup.writing.last.flatMap { Double($0.dropLast(2)) })
    #expect(abs(length / metres - widths[1] / 10) < 0.1)
  }

  @Test func viewsThatAreNone() {
    #expect(Markup(OutlineDrawing("none", views: []).svg()).isWellFormed)
    let odd = SIMD2(Double.nan, 1e300)
    let view = OutlineDrawing.View(
      "odd", right: "", up: "",
      polygons: [
        .init(points: [odd, odd, odd], tone: .whole, module: "m", depth: .nan),
        .init(points: [], tone: .whole, module: "m", depth: 0),
      ], callouts: [.init("x", at: odd)],
      cuts: [.init("y", at: odd, along: odd), .init("z", at: SIMD2(0, 0), along: SIMD2(0, 0))])
    #expect(Markup(OutlineDrawing("odd", views: [view], width: .nan).svg()).isWellFormed)
  }

  // MARK: - Bars

  @Test func barsCompareWithinARow() throws {
    let table = BarComparison(
      "Left with", columns: [.init("before", .whole), .init("piece 1", .piece(1))],
      rows: [
        .init("Power", unit: "W", values: [120_000, 60_000], needed: [83_000, nil]),
        .init("Lifetime", unit: "d", values: [nil, .nan]),
        .init("Margin", unit: "W", values: [-5, 10]), .init("Nothing", unit: "kg", values: []),
      ])
    let markup = Markup(table.svg())
    #expect(markup.isWellFormed)
    func width(_ style: String) throws -> Double {
      let bar = markup.attributes.first { $0["class"] == style && $0["rx"] != nil }
      return try #require(bar?["width"].flatMap(Double.init))
    }
    #expect(abs(try width("fw") / width("f1") - 2) < 0.01)
    #expect(markup.writing.contains("120 kW") && markup.writing.contains("60 kW"))
    #expect(markup.writing.filter { $0 == "–" }.count >= 2)
    #expect(Markup(BarComparison("none", columns: [], rows: []).svg()).isWellFormed)
  }
}
