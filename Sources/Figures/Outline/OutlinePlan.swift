/// Where the views of an ``OutlineDrawing`` stand, and how large.
struct OutlinePlan {
  /// What each view shows [m].
  let extents: [Box]
  let pixelsPerMetre: Double
  /// The height of all views with their titles [px].
  let height: Double
  private let margins: [(left: Double, right: Double)]
  private let isRow: Bool

  private static let title = 30.0
  private static let gap = 26.0

  init(_ views: [OutlineDrawing.View], width: Double, height greatest: Double) {
    let extents = views.map(OutlinePlan.extent)
    margins = zip(views, extents).map(OutlinePlan.margins)
    self.extents = extents
    let count = Double(views.count)
    let gaps = OutlinePlan.gap * max(0, count - 1)
    let (wide, high) = (extents.map(\.width), extents.map(\.height))
    func scale(_ room: SIMD2<Double>, _ metres: SIMD2<Double>) -> Double {
      min(max(room.x, 40) / metres.x, max(room.y, 40) / metres.y)
    }
    let sides = margins.map { $0.left + $0.right }
    let row = scale(
      SIMD2(width - sides.reduce(0, +) - gaps, greatest - OutlinePlan.title),
      SIMD2(wide.reduce(0, +), high.max() ?? 1))
    let column = scale(
      SIMD2(width - (sides.max() ?? 0), greatest - OutlinePlan.title * count - gaps),
      SIMD2(wide.max() ?? 1, high.reduce(0, +)))
    isRow = row >= column
    let best = max(row, column)
    pixelsPerMetre = best.isFinite && best > 0 ? best : 1
    let heights = high.map { [pixelsPerMetre] in $0 * pixelsPerMetre + OutlinePlan.title }
    height = isRow ? heights.max() ?? 0 : heights.reduce(0, +) + gaps
  }

  /// The fields of the views on the paper, titles and margins left out.
  func areas(top: Double) -> [Box] {
    var pen = SIMD2(0.0, top)
    return zip(extents, margins).map { extent, margin in
      let area = Box(
        x: pen.x + margin.left, y: pen.y + OutlinePlan.title,
        width: extent.width * pixelsPerMetre, height: extent.height * pixelsPerMetre)
      if isRow {
        pen.x = area.right + margin.right + OutlinePlan.gap
      } else {
        pen.y = area.bottom + OutlinePlan.gap
      }
      return area
    }
  }

  /// What a view shows [m]: all polygons, callouts and cuts, with y upwards.
  static func extent(of view: OutlineDrawing.View) -> Box {
    let points =
      view.polygons.flatMap(\.points) + view.callouts.map(\.place) + view.cuts.map(\.place)
    guard let box = Box.around(points), box.width < 1e9, box.height < 1e9 else {
      return Box(x: 0, y: 0, width: 1, height: 1)
    }
    let air = max(box.width, box.height, 0.1) * 0.02
    return box.grown(by: air)
  }

  /// The room for names at both sides [px].
  private static func margins(
    of view: OutlineDrawing.View, extent: Box
  ) -> (left: Double, right: Double) {
    func room(_ callouts: [OutlineDrawing.Callout]) -> Double {
      callouts.map { TextWidth.of($0.text, size: 11) + 22 }.max() ?? 0
    }
    let left = view.callouts.filter { isLeft($0, of: extent) }
    return (room(left), room(view.callouts.filter { !isLeft($0, of: extent) }))
  }

  /// Whether a name stands at the left.
  static func isLeft(_ callout: OutlineDrawing.Callout, of extent: Box) -> Bool {
    callout.place.x < extent.centre.x
  }
}
