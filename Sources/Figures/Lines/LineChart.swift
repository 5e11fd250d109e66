/// Series over a common horizontal axis, as lines.
///
///     var chart = LineChart("Power after the cut", horizontal: .elapsed(since: "separation"),
///       vertical: ValueAxis("Power", unit: "W", includesZero: true))
///     chart.series = [.init("piece 1", .piece(1), x: times, y: watts)]
///     chart.events = [.init(at: 0, "J01 opens")]
///
/// Each line carries its name at its end. Values that are no numbers are gaps; any count of points
/// is drawn with all its peaks (``Decimation/columns(_:)``).
public struct LineChart: Figure {
  /// A line.
  public struct Series: Sendable, Hashable {
    public var label: String
    public var tone: Tone
    public var dash: Dash
    /// Places on the horizontal axis, ascending: seconds for axes of time.
    public var x: [Double]
    /// Values in the unit of the vertical axis; as many as `x`, what is longer is cut. One that is
    /// not finite is a gap.
    public var y: [Double]

    public init(_ label: String, _ tone: Tone, dash: Dash = .solid, x: [Double], y: [Double]) {
      self.label = label
      self.tone = tone
      self.dash = dash
      self.x = x
      self.y = y
    }
  }

  /// A moment, drawn as a vertical line with its name above; not drawn outside the axis.
  public struct Event: Sendable, Hashable {
    public var x: Double
    public var label: String
    public var tone: Tone

    public init(at x: Double, _ label: String, _ tone: Tone = .ink) {
      self.x = x
      self.label = label
      self.tone = tone
    }
  }

  /// A stretch of the horizontal axis that is shaded, as an eclipse; bands of one name share a key.
  public struct Band: Sendable, Hashable {
    public var from: Double
    public var to: Double
    public var label: String

    public init(from: Double, to: Double, _ label: String) {
      self.from = from
      self.to = to
      self.label = label
    }
  }

  /// A value that means something, drawn as a horizontal line with its name; one so far away that
  /// the lines would be squeezed is named at the edge instead.
  public struct Limit: Sendable, Hashable {
    public var value: Double
    public var label: String
    public var tone: Tone

    public init(_ value: Double, _ label: String, _ tone: Tone = .warning) {
      self.value = value
      self.label = label
      self.tone = tone
    }
  }

  public var title: String
  public var subtitle: String
  public var horizontal: HorizontalAxis
  public var vertical: ValueAxis
  public var series: [Series] = []
  public var events: [Event] = []
  public var bands: [Band] = []
  public var limits: [Limit] = []
  /// The ends of the horizontal axis; nil for as much as the series need.
  public var span: ClosedRange<Double>?
  /// The size of the whole figure [px], 240 to 4000 and 160 to 4000; higher where many names and
  /// events would squeeze the lines.
  public var size: SIMD2<Double>

  public init(
    _ title: String, subtitle: String = "", horizontal: HorizontalAxis, vertical: ValueAxis,
    size: SIMD2<Double> = SIMD2(860, 380)
  ) {
    self.title = title
    self.subtitle = subtitle
    self.horizontal = horizontal
    self.vertical = vertical
    self.size = size
  }

  public func svg(_ use: SVGUse) -> String {
    let (width, height) = (Measure.side(size.x, least: 240), Measure.side(size.y, least: 160))
    var canvas = Canvas()
    let top = canvas.heading(title, subtitle, width: width, use)
    let panel = LinePanel(self, in: Box(x: 0, y: top + 8, width: width, height: height - top - 8))
    panel.draw(on: &canvas)
    return canvas.figure(
      width: width, height: max(height, panel.bottom), title: title, description: summary(panel),
      use: use)
  }

  /// The chart in words.
  private func summary(_ panel: LinePanel) -> String {
    let lines = series.map { panel.summary(of: $0) }
    let moments = events.map { "\($0.label) at \(horizontal.text($0.x, on: panel.horizontal))." }
    return
      ([subtitle, "Line chart of \(panel.vertical.caption) over \(panel.horizontal.caption)."]
      + lines + moments).filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// Sizes that a caller asks for.
enum Measure {
  /// The side of a figure [px], within what can be drawn.
  static func side(_ wanted: Double, least: Double) -> Double {
    wanted.isFinite ? max(least, min(4000, wanted.rounded())) : least
  }
}
