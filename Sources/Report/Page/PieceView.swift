import Exchange
import Figures

/// A piece, or the whole before the cut, as the verdict's document tells of it.
struct PieceView {
  /// Counted from 1; 0 for the whole before the cut.
  let number: Int
  let document: JSONValue
  /// Its modules, those first by which it is called.
  let modules: [ModuleView]
  /// The document of its last moment; null for the whole.
  let end: JSONValue
  /// Whether there is no other piece.
  var isAlone = false

  var id: String { document.text("id") }
  /// The one piece of a station that nothing took apart has no colour of its own.
  var tone: Tone { number == 0 || isAlone ? .whole : .piece(number) }
  /// `Piece 1`.
  var label: String { number == 0 ? "Before" : isAlone ? "The whole" : "Piece \(number)" }
  /// The class of the style sheet that carries its colours.
  var toneClass: String {
    number == 0 || isAlone ? "tone-w" : "tone-\((number - 1) % Palette.pieces.count + 1)"
  }

  /// By its heaviest modules: `Destiny, Tranquility and 45 more`.
  func name(_ count: Int = 3) -> Markup {
    let named = modules.count <= count + 1 ? modules[...] : modules.prefix(count)
    var parts = named.map { Markup.name($0.shortName) }
    if modules.count > named.count { parts.append("\(modules.count - named.count) more") }
    return parts.enumerated
  }

  /// The name of its first module.
  var firstName: String { modules.first?.shortName ?? label }

  var crew: Int { document.whole("crew.aboard") }
  var seats: Int { document.whole("crew.seats") }
  var limits: [JSONValue] { document.at("limits").items }
  func limit(_ what: String) -> JSONValue? { limits.first { $0.text("what").hasPrefix(what) } }
  func number(_ path: String) -> Double? { document.number(path) }
}
