/// A station as its graph: modules as nodes, joints as edges, the cut ones broken.
///
/// The place of a node follows its distance along the graph from every other, so that branches do
/// not lie on each other; the picture keeps the orientation of the places given. Nodes of a piece
/// have its colour and lie on a common ground. The same nodes and edges in the same order give the
/// same picture. It is meant for some three hundred modules; larger graphs are laid out less well.
public struct GraphDrawing: Figure {
  /// The form of a node.
  public enum Form: Sendable, Hashable {
    /// A filled circle.
    case disc
    /// A filled square.
    case square
    /// A square that stands on a corner.
    case diamond
    /// A circle that is empty inside.
    case ring
  }

  /// A module.
  public struct Node: Sendable, Hashable {
    /// Unique; edges name it.
    public var id: String
    /// What stands beside it.
    public var label: String
    /// `.whole`, or the piece that the node belongs to.
    public var tone: Tone
    /// What kind of thing it is.
    public var form: Form
    /// How large the node is relative to the others, as its mass; its area follows it.
    public var size: Double
    /// Where the module is, as seen by who looks at the picture: x right, y up, in any unit.
    public var place: SIMD2<Double>

    /// A node from its parts.
    public init(
      id: String, label: String, tone: Tone = .whole, form: Form = .disc, size: Double = 1,
      place: SIMD2<Double>
    ) {
      self.id = id
      self.label = label
      self.tone = tone
      self.form = form
      self.size = size
      self.place = place
    }
  }

  /// A joint.
  public struct Edge: Sendable, Hashable {
    /// The node at one end, by id; an edge to a node that is not there is not drawn.
    public var from: String
    /// The node at the other end, by id.
    public var to: String
    /// The id of the joint: written at a cut, a tip elsewhere.
    public var label: String
    /// Whether it is open.
    public var isCut: Bool
    /// How its line is broken.
    public var dash: Dash

    /// An edge from its parts.
    public init(
      from: String, to: String, label: String, isCut: Bool = false, dash: Dash = .solid
    ) {
      self.from = from
      self.to = to
      self.label = label
      self.isCut = isCut
      self.dash = dash
    }
  }

  public var title: String
  /// A second line under the title; none where empty.
  public var subtitle: String
  /// The modules.
  public var nodes: [Node] = []
  /// The joints.
  public var edges: [Edge] = []
  /// What the forms mean, in the order of the key; forms that are not named have no entry.
  public var forms: [(form: Form, label: String)] = []
  /// The names of the pieces, for the key.
  public var pieces: [(tone: Tone, label: String)] = []
  /// The size that the figure has when everything fits [px]; it grows for what does not.
  public var size: SIMD2<Double>

  /// A drawing without nodes; size in [px].
  public init(_ title: String, subtitle: String = "", size: SIMD2<Double> = SIMD2(860, 600)) {
    self.title = title
    self.subtitle = subtitle
    self.size = size
  }

  public func svg(_ use: SVGUse) -> String {
    var canvas = Canvas()
    let width = Measure.side(size.x, least: 240)
    var top = canvas.heading(title, subtitle, width: width, use) + 6
    if !forms.isEmpty || !pieces.isEmpty { top = drawKey(top: top, width: width, on: &canvas) }
    let layout = layout()
    let picture = GraphPicture(self, layout, offset: SIMD2(0, top))
    picture.draw(on: &canvas)
    return canvas.figure(
      width: max(width, layout.size.x), height: top + layout.size.y, title: title,
      description: summary, use: use)
  }

  /// An edge between nodes that are there, by their indices and its own.
  struct Link {
    let from: Int
    let to: Int
    let index: Int
    let edge: Edge
  }

  /// The edges that can be drawn; none from a node to itself.
  var links: [Link] {
    let places = Dictionary(
      nodes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return edges.enumerated().compactMap { index, edge in
      guard let from = places[edge.from], let to = places[edge.to], from != to else { return nil }
      return Link(from: from, to: to, index: index, edge: edge)
    }
  }

  private var summary: String {
    let cuts = edges.filter(\.isCut).map { "\($0.label) between \($0.from) and \($0.to)" }
    let cut = cuts.isEmpty ? "" : "Cut: \(cuts.joined(separator: ", "))."
    let counts = pieces.map { piece in
      "\(piece.label): \(nodes.filter { $0.tone == piece.tone }.count) modules."
    }
    return ([subtitle, "\(nodes.count) modules and \(edges.count) joints.", cut] + counts)
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Pieces, then forms, in rows under the heading.
  private func drawKey(top: Double, width: Double, on canvas: inout Canvas) -> Double {
    var pen = SIMD2(8.0, top + 10)
    func room(_ label: String) -> Double { TextWidth.of(label, bold: true) + 30 }
    func wrap(_ label: String) {
      guard pen.x + room(label) > width, pen.x > 8 else { return }
      pen = SIMD2(8, pen.y + 18)
    }
    for piece in pieces {
      wrap(piece.label)
      canvas.circle(pen, radius: 5, "f\(piece.tone.code)")
      canvas.text(piece.label, pen.x + 11, pen.y + 4, "la x\(piece.tone.code)")
      pen.x += room(piece.label)
    }
    for (form, label) in forms {
      wrap(label)
      GraphPicture.draw(form, at: pen, radius: 5, "m", on: &canvas)
      canvas.text(label, pen.x + 11, pen.y + 4, "ax")
      pen.x += room(label)
    }
    return pen.y + 14
  }
}
