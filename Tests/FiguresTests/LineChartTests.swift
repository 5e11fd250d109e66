import Figures
import Testing

@Suite struct LineChartTests {
  static func chart(_ x: [Double], _ y: [Double]) -> LineChart {
    var chart = LineChart(
      "Power", horizontal: .elapsed(since: "the cut"), vertical: ValueAxis("Power", unit: "W"))
    chart.series = [.init("piece 1", .piece(1), x: x, y: y)]
    return chart
  }

  /// A wave with noise, from a formula that looks random.
  static func noise(_ count: Int) -> [Double] {
    (0..<count).map { index in
      let product = Double(index) * 0.754877666 + Double(index % 97) * 0.569840291
      return 1000 * (product - product.rounded(.down))
    }
  }

  @Test func textIsEscaped() {
    let nasty = "<a & \"b\"> ]]> \u{1} \n"
    var chart = Self.chart([0, 1], [0, 1])
    (chart.title, chart.subtitle) = (nasty, nasty)
    chart.series[0].label = nasty
    chart.vertical.label = nasty
    chart.events = [.init(at: 0.5, nasty)]
    chart.bands = [.init(from: 0.2, to: 0.4, nasty)]
    chart.limits = [.init(0.5, nasty), .init(900, nasty)]
    chart.horizontal = .elapsed(since: nasty)
    let markup = Markup(chart.svg())
    #expect(markup.isWellFormed)
    #expect(markup.elements.allSatisfy { $0 != "a" })
    #expect(markup.writing.contains { $0.contains("<a & \"b\"> ]]> \u{fffd}") })
  }

  @Test func linesAreNamedAndDescribed() {
    let markup = Markup(Self.chart([0, 3600], [2000, 5000]).svg())
    #expect(markup.elements.prefix(3) == ["svg", "title", "desc"])
    #expect(markup.writing.contains("piece 1"))
    #expect(markup.writing.contains("Power, kW"))
    #expect(markup.writing.contains("minutes since the cut"))
    #expect(markup.writing[1].contains("from 2 kW at 0 s to 5 kW at 1 h"))
  }

  @Test func decimationKeepsEveryPeak() {
    var values = [Double](repeating: 100, count: 20000)
    values[7001] = 900
    values[13577] = -50
    let points = values.indices.map { SIMD2(Double($0) * 0.035, values[$0]) }
    let kept = Decimation.columns(points)
    #expect(kept.count < 2 * 701 + 2)
    #expect(kept.contains(points[7001]) && kept.contains(points[13577]))
    #expect(kept.first == points.first && kept.last == points.last)
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $0.x <= $1.x })

    let noisy = Self.noise(20000).enumerated().map { SIMD2(Double($0) * 0.035, $1) }
    let thinned = Decimation.columns(noisy)
    for column in 0..<700 {
      func extremes(_ points: [SIMD2<Double>]) -> [Double?] {
        let heights = points.filter { Int($0.x) == column }.map(\.y)
        return [heights.min(), heights.max()]
      }
      #expect(extremes(noisy) == extremes(thinned))
    }
  }

  @Test func tenThousandPointsStaySmall() {
    var chart = Self.chart([], [])
    let x = (0..<10000).map { Double($0) * 8.64 }
    chart.series = (1...3).map { .init("piece \($0)", .piece($0), x: x, y: Self.noise(10000)) }
    #expect(chart.svg(.inPage).utf8.count < 60_000)
  }

  @Test func gapsAreGaps() {
    let line = Self.chart([0, 1, 2, 3, 4, 5, 6], [1, 2, .nan, 4, .infinity, 6, 7])
    let markup = Markup(line.svg(.inPage))
    let path = markup.paths("n s1")
    #expect(path.count == 1)
    #expect(path[0].split(separator: "M").count == 2)
    // The value alone between two gaps is a dot, as is the end.
    let dots = zip(markup.elements, markup.attributes).filter { $0 == "circle" && $1["r"] != nil }
    #expect(dots.count == 2)
  }

  @Test func numbersAreShortAndOfNoLocale() throws {
    let svg = Self.chart((0..<50).map(Double.init), Self.noise(50)).svg(.inPage)
    let markup = Markup(svg)
    for (name, value) in markup.attributes.flatMap({ $0 })
    where ["x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy", "r", "d"].contains(name)
    {
      #expect(!value.contains(",") && !value.contains("e"), "\(name) \(value)")
      for number in value.split(whereSeparator: { !$0.isNumber && $0 != "." }) {
        let decimals = number.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
        #expect(decimals.allSatisfy { $0.count <= 2 }, "\(name) \(value)")
      }
    }
  }

  @Test func theLineGoesThroughItsValues() throws {
    var chart = Self.chart([0, 50, 100], [0, 100, 50])
    chart.vertical.range = 0...100
    let points = Markup.points(try #require(Markup(chart.svg(.inPage)).paths("n s1").first))
    #expect(points.count == 3)
    #expect(abs(points[1].x - (points[0].x + points[2].x) / 2) <= 0.1)
    #expect(abs(points[2].y - (points[0].y + points[1].y) / 2) <= 0.1)
    #expect(points[1].y < points[2].y && points[2].y < points[0].y)
  }

  @Test func datesInUTC() {
    // 2024-02-28T21:00:00Z to 2024-03-01T03:00:00Z, across a leap day.
    var chart = Self.chart([0, 108_000], [0, 1])
    chart.horizontal = .utc(secondsSince1970: 1_709_154_000)
    let writing = Markup(chart.svg(.inPage)).writing
    #expect(writing.contains("29 Feb 2024") && writing.contains("1 Mar 2024"))
    #expect(writing.contains("12:00") && writing.contains("UTC"))
    chart.series[0].x = [0, 3e7]
    #expect(Markup(chart.svg(.inPage)).writing.contains("2025"))
    for start in [1e300, -1e300, .nan, .infinity] {
      chart.horizontal = .utc(secondsSince1970: start)
      #expect(Markup(chart.svg(.inPage)).isWellFormed)
    }
  }

  @Test func hostileValuesNeverTrap() {
    let values: [[Double]] = [
      [], [7], [5, 5, 5], [.nan, .nan], [.infinity, -.infinity], [1e308, -1e308],
      [.leastNonzeroMagnitude, 0],
      [1e149, -1e149, 0], [6_778_000, 6_778_000.000001], [0, .nan, 0],
    ]
    for y in values {
      for x in values + [[0, 1, 2]] {
        for horizontal: HorizontalAxis in [
          .elapsed(since: ""), .utc(secondsSince1970: 1.6e9), .quantity(label: "", unit: "m"),
        ] {
          var chart = Self.chart(x, y)
          chart.horizontal = horizontal
          chart.events = [.init(at: .nan, "a"), .init(at: 0, "b"), .init(at: .infinity, "c")]
          chart.bands = [.init(from: .nan, to: 1, "d"), .init(from: 3, to: -1, "e")]
          chart.limits = [.init(.nan, "f"), .init(1e300, "g"), .init(-3, "h")]
          chart.size = SIMD2(.nan, -5)
          #expect(Markup(chart.svg(.inPage)).isWellFormed, "\(x) \(y)")
        }
      }
    }
  }

  @Test func panelsShareTheirAxis() throws {
    let panels = [10.0, 100].map { top in
      var panel = Self.chart([0, 1], [0, top])
      panel.title = "piece \(Int(top))"
      return panel
    }
    var figure = SmallMultiples("Power", panels: panels, columns: 2)
    let markup = Markup(figure.svg())
    #expect(markup.isWellFormed)
    let ends = markup.paths("n s1").map { Markup.points($0) }
    #expect(ends.count == 2)
    let rises = ends.map { $0[0].y - $0[1].y }
    #expect(abs(rises[1] / rises[0] - 10) < 0.2)
    // On scales of their own, both fill their fields.
    figure.sharesScale = false
    let own = Markup(figure.svg()).paths("n s1").map { Markup.points($0) }
    #expect(abs((own[1][0].y - own[1][1].y) / (own[0][0].y - own[0][1].y) - 1) < 0.02)
    #expect(Markup(SmallMultiples("none", panels: []).svg()).isWellFormed)
  }

  /// Under a heading of the page the title is told to readers of the screen and not drawn.
  @Test func underAHeading() {
    let chart = Self.chart([0, 1], [0, 1])
    let markup = Markup(chart.svg(.underHeading))
    #expect(markup.isWellFormed)
    #expect(!markup.attributes.contains { $0["class"] == "ti" })
    #expect(markup.attributes[0]["aria-label"] == chart.title)
    #expect(Markup(chart.svg(.inPage)).attributes.contains { $0["class"] == "ti" })
  }

  @Test func sameInputSameText() {
    let chart = Self.chart((0..<500).map(Double.init), Self.noise(500))
    #expect(chart.svg() == Self.chart((0..<500).map(Double.init), Self.noise(500)).svg())
  }
}
