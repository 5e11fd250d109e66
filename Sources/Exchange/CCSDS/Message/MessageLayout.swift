/// Which keywords and parts a part of a CCSDS message may hold, and how KVN and XML write it.
///
/// The standards are tables of keywords; so are the layouts, one keyword a word:
///
///     OBJECT_NAME!            a text, required
///     OBJECT_ID!?             a text that must stand there but may be empty
///     CREATION_DATE!:utc      a date of UTC
///     EPOCH!:date             a date of the message's time system
///     START_TIME:time         a date, or seconds from the message's EPOCH_TZERO
///     REV_AT_EPOCH:int        a whole number
///     MASS:kg                 a number in kg; `:1` is a number without unit
///     OBS_USED:~1             a number that may be unknown, written NaN
///     OBJECT!=OBJECT1|OBJECT2 one of these texts
///     <relativeStateVector>   where XML has a part among the keywords
final class MessageLayout: Sendable {
  struct Key: Sendable {
    enum Kind: Sendable, Equatable {
      case text, integer, utc, date, time
      case oneOf([String])
      case number(unit: String, mayBeUnknown: Bool)
    }
    let name: String
    let isRequired: Bool
    /// Whether it must be there but may say nothing.
    let mayBeEmpty: Bool
    let kind: Kind
  }

  /// How the lines of numbers of KVN stand in the part.
  enum Rows: Sendable, Equatable {
    case none
    /// As they are; XML writes each as an element of this name.
    case lines(String)
    /// The values of these keywords, row by row.
    case triangle([String])
    /// Each line is a part of its own; its layout is chosen by the line.
    case parts
  }

  /// The element of XML; nil for a part that XML does not show.
  let element: String?
  /// The word that KVN puts in front of `_START` and `_STOP`; nil for a part without such marks.
  let mark: String?
  /// Whether it may stand several times.
  let repeats: Bool
  /// Whether it must be there.
  let isRequired: Bool
  /// Whether the part may hold `USER_DEFINED_…`.
  let isUserDefined: Bool
  /// Whether the part is a line of KVN.
  let isRow: Bool
  let rows: Rows
  let keys: [Key]
  let parts: [MessageLayout]
  /// The part that XML has among the keywords, and how many of them stand in front of it.
  let inner: (place: Int, element: String)?

  /// Places in ``keys``.
  let places: [String: Int]
  /// How to get to a keyword through parts without marks: indices into ``parts``.
  let routes: [String: [Int]]
  /// How to get to a part by its mark.
  let marks: [String: [Int]]
  /// How to get to the part that takes lines of numbers.
  let rowRoute: [Int]?
  /// How to get to the part that takes what is user-defined.
  let userRoute: [Int]?
  /// How to get to a part by its element, through parts that XML does not show.
  let elements: [String: [Int]]

  init(
    _ element: String?, mark: String? = nil, repeats: Bool = false, required: Bool = false,
    userDefined: Bool = false, isRow: Bool = false, rows: Rows = .none, keys: String = "",
    parts: [MessageLayout] = []
  ) {
    self.element = element
    self.mark = mark
    self.repeats = repeats
    isRequired = required
    isUserDefined = userDefined
    self.isRow = isRow
    self.rows = rows
    let words = keys.split(whereSeparator: \.isWhitespace)
    self.keys = words.filter { $0.first != "<" }.map { Self.key($0) }
    if let place = words.firstIndex(where: { $0.first == "<" }) {
      inner = (place, String(words[place].dropFirst().dropLast()))
    } else {
      inner = nil
    }
    self.parts = parts
    places = Dictionary(self.keys.enumerated().map { ($1.name, $0) }) { first, _ in first }
    var routes = places.mapValues { _ in [Int]() }
    var marks: [String: [Int]] = [:]
    var elements: [String: [Int]] = [:]
    var rowRoute: [Int]? = rows == .none ? nil : []
    var userRoute: [Int]? = userDefined ? [] : nil
    for (index, part) in parts.enumerated() {
      if let mark = part.mark {
        marks[mark] = marks[mark] ?? [index]
      } else if !part.isRow {
        for (key, route) in part.routes { routes[key] = routes[key] ?? [index] + route }
        for (mark, route) in part.marks { marks[mark] = marks[mark] ?? [index] + route }
        rowRoute = rowRoute ?? part.rowRoute.map { [index] + $0 }
        userRoute = userRoute ?? part.userRoute.map { [index] + $0 }
      }
      if let element = part.element {
        elements[element] = elements[element] ?? [index]
      } else {
        for (element, route) in part.elements {
          elements[element] = elements[element] ?? [index] + route
        }
      }
    }
    self.routes = routes
    self.marks = marks
    self.elements = elements
    self.rowRoute = rowRoute
    self.userRoute = userRoute
  }

  private static func key(_ word: Substring) -> Key {
    let nameEnd = word.firstIndex { ":!?=".contains($0) } ?? word.endIndex
    let name = String(word[..<nameEnd])
    var rest = word[nameEnd...]
    let isRequired = rest.first == "!"
    if isRequired { rest = rest.dropFirst() }
    let mayBeEmpty = rest.first == "?"
    if mayBeEmpty { rest = rest.dropFirst() }
    if rest.first == "=" {
      let words = rest.dropFirst().split(separator: "|").map { String($0) }
      return Key(name: name, isRequired: isRequired, mayBeEmpty: false, kind: .oneOf(words))
    }
    let kind: Key.Kind =
      switch rest.dropFirst() {
      case "": .text
      case "int": .integer
      case "utc": .utc
      case "date": .date
      case "time": .time
      case "1": .number(unit: "", mayBeUnknown: false)
      case "~1": .number(unit: "", mayBeUnknown: true)
      case let unit where unit.first == "~":
        .number(unit: String(unit.dropFirst()), mayBeUnknown: true)
      case let unit: .number(unit: String(unit), mayBeUnknown: false)
      }
    return Key(name: name, isRequired: isRequired, mayBeEmpty: mayBeEmpty, kind: kind)
  }

  /// How people call it in an error.
  var title: String { element ?? mark ?? "message" }
}
