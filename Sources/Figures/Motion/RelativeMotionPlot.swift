/// Paths of pieces relative to one of them, in the plane of its orbit.
///
/// The axes are those of the local orbital frame of the reference, at the origin: forward along the
/// orbit to the right, away from the Earth upwards, in equal scales. Dots along a path are moments.
/// Where a path leads far away, a second field shows the surroundings of the origin enlarged.
///
/// With these axes a piece that is released backwards sinks, overtakes and leaves to the right.
public struct RelativeMotionPlot: Figure {
  /// Where a piece was.
  public struct Path: Sendable, Hashable {
    /// What stands at its end.
    public var label: String
    /// Whose path it is.
    public var tone: Tone
    /// Times since the start [s], ascending.
    public var times: [Double]
    /// Positions relative to the reference [m]: x in-track, forward; y radial, away from the Earth.
    /// One that is not finite is a gap.
    public var positions: [SIMD2<Double>]

    /// A path from its parts; times [s], positions [m].
    public init(_ label: String, _ tone: Tone, times: [Double], positions: [SIMD2<Double>]) {
      self.label = label
      self.tone = tone
      self.times = times
      self.positions = positions
    }
  }

  /// A named moment on a path.
  public struct Mark: Sendable, Hashable {
    /// The index of the path.
    public var path: Int
    /// The time since the start [s].
    public var time: Double
    /// What stands at it.
    public var label: String
    /// Whose mark it is.
    public var tone: Tone

    /// A mark on a path, by index, at a time [s].
    public init(path: Int = 0, at time: Double, _ label: String, _ tone: Tone = .warning) {
      self.path = path
      self.time = time
      self.label = label
      self.tone = tone
    }
  }

  /// The outline of a piece as seen across the orbit, to scale.
  public struct Silhouette: Sendable, Hashable {
    /// Whose outline it is.
    public var tone: Tone
    /// Where the piece is [m]: x in-track, y radial.
    public var centre: SIMD2<Double>
    /// Polygons relative to `centre` [m], drawn in their order.
    public var polygons: [[SIMD2<Double>]]

    /// An outline from its parts; lengths in [m].
    public init(_ tone: Tone, centre: SIMD2<Double>, polygons: [[SIMD2<Double>]]) {
      self.tone = tone
      self.centre = centre
      self.polygons = polygons
    }
  }

  public var title: String
  /// A second line under the title; none where empty.
  public var subtitle: String
  /// The name of the piece at the origin.
  public var reference: String
  /// Whose the reference is.
  public var referenceTone: Tone
  /// The pieces that move relative to the reference.
  public var paths: [Path] = []
  /// Places on the paths that have a name.
  public var marks: [Mark] = []
  /// Outlines of pieces, to scale.
  public var silhouettes: [Silhouette] = []
  /// The radius of the circle that nothing may enter uninvited [m]; nil for none.
  public var keepOutRadius: Double?
  /// Half the height of the enlarged field [m]; nil for 1.6 keep-out radii where paths lead three
  /// times further and no such field elsewhere; 0 for none.
  public var enlargedRadius: Double?
  /// The width of the whole figure [px], 240 to 4000.
  public var width: Double

  /// A plot without paths; radius in [m], width in [px].
  public init(
    _ title: String, subtitle: String = "", reference: String, tone: Tone = .piece(1),
    keepOutRadius: Double? = 200, width: Double = 860
  ) {
    self.title = title
    self.subtitle = subtitle
    self.reference = reference
    self.referenceTone = tone
    self.keepOutRadius = keepOutRadius
    self.width = width
  }

  public func svg(_ use: SVGUse) -> String {
    let width = Measure.side(width, least: 240)
    var canvas = Canvas()
    let top = canvas.heading(title, subtitle, width: width, use) + 26
    let (main, enlarged) = fields(top: top, width: width)
    main.draw(self, isMain: true, enlarged: enlarged?.bounds, on: &canvas)
    enlarged?.draw(self, isMain: false, enlarged: nil, on: &canvas)
    let bottom = max(main.area.bottom, enlarged?.area.bottom ?? 0)
    return canvas.figure(
      width: width, height: bottom + 40, title: title, description: summary, use: use)
  }

  /// The whole, and the surroundings of the origin: side by side, or one above the other where the
  /// paths make a long strip.
  private func fields(top: Double, width: Double) -> (main: MotionField, enlarged: MotionField?) {
    let room = Box(x: 0, y: top, width: width, height: 0)
    guard let radius = enlargement else { return (MotionField(covering: extent, in: room), nil) }
    if extent.height < 0.25 * extent.width {
      let main = MotionField(covering: extent, in: room, least: width < 500 ? 170 : 110)
      let area = Box(
        x: main.area.x, y: main.area.bottom + 72, width: main.area.width, height: 280)
      // The origin stands off the middle, away from where the paths lead.
      let share = max(0.2, min(0.8, -extent.x / extent.width))
      let centre = SIMD2((0.5 - share) * 2 * radius * area.width / area.height, 0)
      return (
        main, MotionField(area: area, centre: centre, pixelsPerMetre: area.height / (2 * radius))
      )
    }
    let side = min(300, width * 0.38)
    let left = Box(x: 0, y: top, width: width - side - 64, height: side)
    let area = Box(x: width - side - 2, y: top, width: side, height: side)
    return (
      MotionField(covering: extent, in: left),
      MotionField(area: area, centre: SIMD2(0, 0), pixelsPerMetre: side / (2 * radius))
    )
  }

  /// Where paths go, and the reference [m].
  private var extent: Box {
    let points = paths.flatMap(\.usable).map(\.position)
    let bounds = Box.around(points + [SIMD2(0, 0)]) ?? Box(x: 0, y: 0, width: 0, height: 0)
    guard let circle = usableKeepOut, enlargement == nil else { return bounds }
    return Box.around([
      SIMD2(bounds.x, bounds.y), SIMD2(bounds.right, bounds.bottom),
      SIMD2(-circle, -circle), SIMD2(circle, circle),
    ]) ?? bounds
  }

  var usableKeepOut: Double? {
    keepOutRadius.flatMap { $0 > 0 && $0 < 1e9 ? $0 : nil }
  }

  /// Half the height of the enlarged field, where there is one [m].
  private var enlargement: Double? {
    if let enlargedRadius {
      return enlargedRadius > 0 && enlargedRadius < 1e9 ? enlargedRadius : nil
    }
    guard let circle = usableKeepOut else { return nil }
    let furthest = paths.flatMap(\.usable).map { $0.position.length }.max() ?? 0
    return furthest > 3 * 1.6 * circle ? 1.6 * circle : nil
  }

  private var summary: String {
    let words = paths.map { path -> String in
      let points = path.usable
      guard let last = points.last, let near = points.min(by: { $0.distance < $1.distance }) else {
        return "\(path.label): no positions."
      }
      let (ahead, up) = (last.position.x, last.position.y)
      func far(_ metres: Double) -> String { UnitScale.text(metres.magnitude, unit: "m") }
      return "\(path.label): after \(ElapsedTime.text(last.time)) it is \(far(ahead)) "
        + "\(ahead < 0 ? "behind" : "ahead") and \(far(up)) \(up < 0 ? "below" : "above"); "
        + "nearest \(far(near.distance)) at \(ElapsedTime.text(near.time))."
    }
    let ground =
      "Paths relative to \(reference), forward to the right, away from the Earth upwards."
    return ([subtitle, ground] + words).filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension RelativeMotionPlot.Path {
  /// A position that can be drawn, with its time.
  struct Moment {
    let time: Double
    let position: SIMD2<Double>
    var distance: Double { position.length }
  }

  var usable: [Moment] {
    zip(times, positions).filter { $0.isFinite && $1.isFinite }
      .map { Moment(time: $0, position: $1) }
  }

  /// Where the piece was at a time, on the straight line between its neighbours; nil outside.
  func position(at time: Double) -> SIMD2<Double>? {
    let points = usable
    guard let after = points.firstIndex(where: { $0.time >= time }) else { return nil }
    let next = points[after]
    guard after > 0 else { return next.time == time ? next.position : nil }
    let before = points[after - 1]
    guard next.time > before.time else { return next.position }
    let share = (time - before.time) / (next.time - before.time)
    return before.position + (next.position - before.position) * share
  }
}
