/// Where the nodes of a ``GraphDrawing`` and their labels are [px].
public struct GraphLayout: Sendable, Hashable {
  /// An edge that is cut.
  public struct Cut: Sendable, Hashable {
    /// The index among the edges of the drawing.
    public let edge: Int
    /// The middle of the gap.
    public var gap: SIMD2<Double>
    /// The room of the joint's id.
    public var label: Box
  }

  /// The centres of the nodes, in their order.
  public internal(set) var centres: [SIMD2<Double>]
  /// The radii of the nodes.
  public let radii: [Double]
  /// The rooms of the nodes' labels, one or two lines; none overlaps another, or another's node.
  public internal(set) var labels: [Box]
  /// The cuts, in the order of their edges; none overlaps a label.
  public internal(set) var cuts: [Cut]
  /// The size of the field that holds everything.
  public let size: SIMD2<Double>
}

extension GraphDrawing {
  /// The distance between neighbours [px], before the picture is fitted into its field.
  private static let reach = 60.0
  static let labelSize = 11.0
  static let lineHeight = 13.0

  /// The places of nodes, labels and cuts.
  public func layout() -> GraphLayout {
    let links = self.links
    let cuts = links.filter(\.edge.isCut)
    // The gap of a cut is laid out like a node of its own, so that it gets the room it needs.
    var ways = links.filter { !$0.edge.isCut }.map { ($0.from, $0.to, 1.0) }
    var seeds = nodes.map { SIMD2($0.place.x, -$0.place.y) }
    for (index, cut) in cuts.enumerated() {
      ways += [(cut.from, nodes.count + index, 0.9), (nodes.count + index, cut.to, 0.9)]
      seeds.append((seeds[cut.from] + seeds[cut.to]) / 2)
    }
    var centres = StressLayout.places(seeds: seeds, links: ways).map { $0 * GraphDrawing.reach }
    let room = SIMD2(Measure.side(size.x, least: 240), Measure.side(size.y, least: 160) - 70)
    var cells = nodeCells(centres, ways.map { ($0.0, $0.1) })
    for cut in cuts {
      let along = centres[cut.to] - centres[cut.from]
      cells.append(GraphCell(gap: cut.edge.label, along: along))
    }
    fit(&centres, cells.map(\.outer), into: room)
    // Moving labels apart pushes nodes onto edges and the other way round: in turns, labels last.
    let (radii, edges) = (cells.map(\.radius), ways.map { ($0.0, $0.1) })
    for _ in 0..<12 {
      OverlapRemoval.clear(&centres, radii: radii, ways: edges)
      OverlapRemoval.separate(&centres, cells.map(\.outer))
    }
    return finished(centres, cells, cutEdges: cuts.map(\.index), least: room)
  }

  /// The rooms of nodes with their labels, which stand on the side to which fewer edges lead.
  private func nodeCells(
    _ centres: [SIMD2<Double>], _ links: [(Int, Int)]
  ) -> [GraphCell] {
    var pull = [Double](repeating: 0, count: centres.count)
    for (from, to) in links {
      let along = (centres[to] - centres[from]).direction(or: SIMD2(0, 0))
      pull[from] += along.y
      pull[to] -= along.y
    }
    let sizes = nodes.map { $0.size.isFinite && $0.size > 0 ? $0.size : 0 }
    let largest = sizes.max() ?? 0
    return nodes.indices.map { index in
      let share = largest > 0 ? (sizes[index] / largest).squareRoot() : 0
      return GraphCell(
        lines: GraphDrawing.lines(nodes[index].label), radius: 4.5 + 9.5 * share,
        isBelow: pull[index] <= 0.3)
    }
  }

  /// A label in one line, or in two where it is long.
  static func lines(_ label: String) -> [String] {
    let lines = TextWidth.lines(label, width: 96, size: labelSize)
    guard lines.count > 2 else { return lines }
    return [
      lines[0], TextWidth.clipped(lines.dropFirst().joined(separator: " "), to: 110, size: 11),
    ]
  }

  /// Stretches the picture into the field, each way at most 1.7 times the other.
  private func fit(_ centres: inout [SIMD2<Double>], _ cells: [Box], into room: SIMD2<Double>) {
    guard let bounds = Box.around(centres) else { return }
    let widest = cells.map(\.width).max() ?? 0
    let highest = cells.map(\.height).max() ?? 0
    var x = max(0.2, (room.x - widest) / max(bounds.width, 1))
    var y = max(0.2, (room.y - highest) / max(bounds.height, 1))
    x = min(x, y * 1.7, 3)
    y = min(y, x * 1.7, 3)
    for index in centres.indices {
      centres[index] = (centres[index] - bounds.centre) * SIMD2(x, y)
    }
  }

  /// The layout moved into a field of its own, at least as wide as `least`.
  private func finished(
    _ centres: [SIMD2<Double>], _ cells: [GraphCell], cutEdges: [Int], least: SIMD2<Double>
  ) -> GraphLayout {
    let corners = zip(centres, cells).flatMap { centre, cell in
      let box = cell.outer.moved(by: centre)
      return [SIMD2(box.x, box.y), SIMD2(box.right, box.bottom)]
    }
    let bounds = Box.around(corners) ?? Box(x: 0, y: 0, width: 0, height: 0)
    let size = SIMD2(max(least.x, bounds.width + 24), bounds.height + 28)
    let shift = SIMD2((size.x - bounds.width) / 2, 14) - SIMD2(bounds.x, bounds.y)
    let moved = centres.map { $0 + shift }
    let labels = zip(moved, cells).map { $1.label.moved(by: $0) }
    let cuts = cutEdges.enumerated().map { index, edge in
      GraphLayout.Cut(
        edge: edge, gap: moved[nodes.count + index], label: labels[nodes.count + index])
    }
    return GraphLayout(
      centres: Array(moved.prefix(nodes.count)), radii: cells.prefix(nodes.count).map(\.radius),
      labels: Array(labels.prefix(nodes.count)), cuts: cuts, size: size)
  }
}

/// The room that a node or the gap of a cut takes, relative to its centre [px].
struct GraphCell {
  let radius: Double
  let label: Box
  /// Node and label with a rim of air.
  let outer: Box

  /// A node with its label above or below it.
  init(lines: [String], radius: Double, isBelow: Bool) {
    self.radius = radius
    let width = lines.map { TextWidth.of($0, size: GraphDrawing.labelSize) }.max() ?? 0
    let height = Double(lines.count) * GraphDrawing.lineHeight
    label = Box(
      x: -width / 2, y: isBelow ? radius + 3 : -radius - 3 - height, width: width, height: height)
    let wide = max(width, 2 * radius)
    let top = min(-radius, label.y)
    outer = Box(
      x: -wide / 2, y: top, width: wide, height: max(radius, label.bottom) - top
    ).grown(by: 2)
  }

  /// The gap of a cut in an edge that runs `along`: its id at the right of a steep edge, above a
  /// flat one.
  init(gap label: String, along: SIMD2<Double>) {
    radius = 16
    let width = TextWidth.of(label, size: 13, bold: true)
    let isSteep = along.y.magnitude > along.x.magnitude
    let place = isSteep ? SIMD2(16.0, -8) : SIMD2(-width / 2, -31)
    self.label = Box(x: place.x, y: place.y, width: width, height: 16)
    let (left, top) = (min(-18, self.label.x), min(-18, self.label.y))
    outer = Box(
      x: left, y: top, width: max(18, self.label.right) - left, height: 18 - top)
  }
}
