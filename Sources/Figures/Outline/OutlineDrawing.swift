/// The station to scale, from sides: polygons in the colours of their pieces.
///
/// All views of a drawing have one scale. They stand side by side or below each other, whichever
/// shows them larger.
public struct OutlineDrawing: Figure {
  /// The outline of a convex part, as it is seen.
  public struct Polygon: Sendable, Hashable {
    /// The corners [m]: x to the right, y upwards.
    public var points: [SIMD2<Double>]
    /// Whose polygon it is.
    public var tone: Tone
    /// The id of the module, which a tip shows.
    public var module: String
    /// How near to the eye it is [m]; what is nearer covers what is further.
    public var depth: Double

    /// A polygon from its parts; lengths in [m].
    public init(points: [SIMD2<Double>], tone: Tone, module: String, depth: Double) {
      self.points = points
      self.tone = tone
      self.module = module
      self.depth = depth
    }
  }

  /// A name beside the drawing with a line to what it names.
  public struct Callout: Sendable, Hashable {
    /// What it says.
    public var text: String
    /// Where the line ends [m].
    public var place: SIMD2<Double>
    /// Of whom it speaks.
    public var tone: Tone

    /// A callout at a place [m].
    public init(_ text: String, at place: SIMD2<Double>, _ tone: Tone = .ink) {
      self.text = text
      self.place = place
      self.tone = tone
    }
  }

  /// A joint that opens.
  public struct Cut: Sendable, Hashable {
    /// What stands at it.
    public var label: String
    /// Where it is [m].
    public var place: SIMD2<Double>
    /// The way in which its sides part, of any length; the null vector when that is along the view.
    public var direction: SIMD2<Double>

    /// A cut at a place [m].
    public init(_ label: String, at place: SIMD2<Double>, along direction: SIMD2<Double>) {
      self.label = label
      self.place = place
      self.direction = direction
    }
  }

  /// The station from one side.
  public struct View: Sendable, Hashable {
    /// From which side it is.
    public var title: String
    /// What is to the right, as `forward`.
    public var right: String
    /// What is upwards, as `zenith`.
    public var up: String
    /// What is seen, in any order.
    public var polygons: [Polygon]
    /// Words that point at places.
    public var callouts: [Callout]
    /// Where it comes apart.
    public var cuts: [Cut]

    /// A view from its parts.
    public init(
      _ title: String, right: String, up: String, polygons: [Polygon], callouts: [Callout] = [],
      cuts: [Cut] = []
    ) {
      self.title = title
      self.right = right
      self.up = up
      self.polygons = polygons
      self.callouts = callouts
      self.cuts = cuts
    }
  }

  public var title: String
  /// A second line under the title; none where empty.
  public var subtitle: String
  /// The sides that are shown, all to one scale.
  public var views: [View]
  /// The names of the pieces, for the key.
  public var pieces: [(tone: Tone, label: String)] = []
  /// The width of the whole figure [px], 240 to 4000.
  public var width: Double
  /// How high all views may be together [px], 160 to 4000.
  public var greatestHeight: Double

  /// A drawing from its parts; lengths in [px].
  public init(
    _ title: String, subtitle: String = "", views: [View], width: Double = 860,
    greatestHeight: Double = 760
  ) {
    self.title = title
    self.subtitle = subtitle
    self.views = views
    self.width = width
    self.greatestHeight = greatestHeight
  }

  public func svg(_ use: SVGUse) -> String {
    let width = Measure.side(width, least: 240)
    var canvas = Canvas()
    var top = canvas.heading(title, subtitle, width: width, use) + 6
    if !pieces.isEmpty { top = drawKey(top: top, on: &canvas) }
    let plan = OutlinePlan(views, width: width, height: Measure.side(greatestHeight, least: 160))
    for (view, area) in zip(views, plan.areas(top: top)) {
      OutlinePicture(view: view, area: area, pixelsPerMetre: plan.pixelsPerMetre).draw(on: &canvas)
    }
    let bottom = top + plan.height
    if !plan.extents.isEmpty { drawScale(plan.pixelsPerMetre, bottom: bottom, on: &canvas) }
    return canvas.figure(
      width: width, height: bottom + 34, title: title, description: summary, use: use)
  }

  private func drawKey(top: Double, on canvas: inout Canvas) -> Double {
    var x = 0.0
    for piece in pieces {
      let code = piece.tone.code
      canvas.rectangle(
        Box(x: x + 0.5, y: top + 4, width: 16, height: 12), "t\(code) s\(code)", rounded: 2)
      canvas.text(piece.label, x + 23, top + 14, "la x\(code)")
      x += 23 + TextWidth.of(piece.label, bold: true) + 20
    }
    return top + 26
  }

  /// A bar of a round length.
  private func drawScale(_ pixelsPerMetre: Double, bottom: Double, on canvas: inout Canvas) {
    let ticks = Ticks(from: 0, to: 110 / pixelsPerMetre, count: 1)
    let metres = ticks.values.last { $0 > 0 } ?? ticks.step
    let (y, length) = (bottom + 14, metres * pixelsPerMetre)
    for (from, to) in [
      (SIMD2(0.5, y), SIMD2(length, y)), (SIMD2(0.5, y - 4), SIMD2(0.5, y + 4)),
      (SIMD2(length, y - 4), SIMD2(length, y + 4)),
    ] {
      canvas.line(from, to, "sk", width: 1.25)
    }
    canvas.text(UnitScale.text(metres, unit: "m"), length + 8, y + 4, "ax")
  }

  private var summary: String {
    let views = views.map { "\($0.title): \($0.right) to the right, \($0.up) upwards." }
    let cuts = Set(self.views.flatMap(\.cuts).map(\.label)).sorted()
    let cut = cuts.isEmpty ? "" : "Cut: \(cuts.joined(separator: ", "))."
    return ([subtitle] + views + [cut]).filter { !$0.isEmpty }.joined(separator: " ")
  }
}
