/// What a mark stands for; its colour follows from that, the same in all figures.
public enum Tone: Sendable, Hashable {
  /// The station before it comes apart.
  case whole
  /// A piece, counted from 1; after the sixth the colours begin again.
  case piece(Int)
  /// Neither a piece nor the whole: text and marks in the colour of writing.
  case ink
  /// What stands back: a reference, a background.
  case muted
  /// What is cut, and what must not be crossed.
  case warning

  /// The letter or digit that the names of the style sheet carry for the tone.
  var code: String {
    switch self {
    case .whole: "w"
    case .piece(let number): "\(Tone.colour(ofPiece: number))"
    case .ink: "k"
    case .muted: "m"
    case .warning: "c"
    }
  }

  /// The place of a piece among the colours of pieces, from 1.
  private static func colour(ofPiece number: Int) -> Int {
    let count = Palette.pieces.count
    let place = (number % count + count - 1) % count
    return place + 1
  }

  /// The colours of the tone.
  public var colours: Palette.Entry {
    switch self {
    case .whole: Palette.whole
    case .piece(let number): Palette.pieces[Tone.colour(ofPiece: number) - 1]
    case .ink: Palette.ink
    case .muted: Palette.muted
    case .warning: Palette.warning
    }
  }

  /// Every tone that has a colour of its own, in the order of the style sheet.
  static var all: [Tone] {
    [.whole] + (1...Palette.pieces.count).map { .piece($0) } + [.ink, .muted, .warning]
  }
}

/// How a line is broken.
public enum Dash: Sendable, Hashable {
  /// It is not.
  case solid
  /// Into strokes.
  case dashed
  /// Into dots.
  case dotted

  /// The attribute that breaks the line, with a blank before it; empty for an unbroken one.
  var attribute: String {
    switch self {
    case .solid: ""
    case .dashed: " stroke-dasharray=\"7 4\""
    case .dotted: " stroke-dasharray=\"1.5 4\""
    }
  }
}
