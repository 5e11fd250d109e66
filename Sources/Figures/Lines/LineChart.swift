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
    /// What stands at its end.
    public var label: String
    /// Whose line it is.
    public var tone: Tone
    /// How the line is broken.
    public var dash: Dash
    /// Places on the horizontal axis, ascending: seconds for axes of time.
    public var x: [Double]
    /// Values in the unit of the vertical axis; as many as `x`, what is longer is cut. One that is
    /// not finite is a gap.
    public var y: [Double]

    /// A series from its parts.
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
    /// Where, in the unit of the horizontal axis.
    public var x: Double
    /// What stands at it.
    public var label: String
    /// Whose event it is.
    public var tone: Tone

    /// An event from its parts.
    public init(at x: Double, _ label: String, _ tone: Tone = .ink) {
      self.x = x
      self.label = label
      self.tone = tone
    }
  }

  /// A stretch of the horizontal axis that is shaded, as an eclipse; bands of one name share a key.
  public struct Band: Sendable, Hashable {
    /// Where it begins, in the unit of the horizontal axis.
    public var from: Double
    /// Where it ends, in the unit of the horizontal axis.
    public var to: Double
    /// What it is.
    public var label: String

    /// A band from its parts.
    public init(from: Double, to: Double, _ label: String) {
      self.from = from
      self.to = to
      self.label = label
    }
  }

  /// A value that means something, drawn as a horizontal line with its name; one so far away that
  /// the lines would be squeezed is named at the edge instead.
  public struct Limit: Sendable, Hashable {
    /// Where, in the unit of the vertical axis.
    public var value: Double
    /// What stands at it.
    public var label: String
    /// Whose limit it is.
    public var tone: Tone

    /// A limit from its parts.
    public init(_ value: Double, _ label: String, _ tone: Tone = .warning) {
      self.value = value
      self.label = label
      self.tone = tone
    }
  }

  public var title: String
  /// A second line under the title; none where empty.
  public var subtitle: String
  /// What stands along the bottom.
  public var horizontal: HorizontalAxis
  /// What stands along the side.
  public var vertical: ValueAxis
  /// The lines.
  public var series: [Series] = []
  /// Marks at single places of the horizontal axis.
  public var events: [Event] = []
  /// Stretches of the horizontal axis with a background.
  public var bands: [Band] = []
  /// Lines across at values of the vertical axis.
  public var limits: [Limit] = []
  /// The ends of the horizontal axis; nil for as much as the series need.
  public var span: ClosedRange<Double>?
  /// The size of the whole figure [px], 240 to 4000 and 160 to 4000; higher where many names and
  /// events would squeeze the lines.
  public var size: SIMD2<Double>

  /// A chart without lines; size in [px].
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
