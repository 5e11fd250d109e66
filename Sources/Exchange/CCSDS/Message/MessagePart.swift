/// A part of a CCSDS message as it was read or will be written: comments, values as texts, lines and
/// further parts, each in the order of the message.
struct MessagePart {
  /// A keyword with its value.
  struct Entry {
    let key: String
    var value: String
    var unit: String?
    var line = 0
    /// The axis that XML names beside an angle or a rate.
    var tag: String?
  }

  /// A line of a table.
  struct Row {
    let text: String
    var line = 0
  }

  let layout: MessageLayout
  /// Where it starts in its file.
  var line = 0
  var comments: [String] = []
  var entries: [Entry] = []
  var rows: [Row] = []
  var parts: [MessagePart] = []

  init(_ layout: MessageLayout, line: Int = 0) {
    self.layout = layout
    self.line = line
  }

  var isEmpty: Bool { comments.isEmpty && entries.isEmpty && rows.isEmpty && parts.isEmpty }

  /// The value of a keyword.
  subscript(_ key: String) -> String? { entry(key)?.value }

  func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }

  /// The first part with an element of this name.
  func part(_ element: String) -> MessagePart? { parts.first { $0.layout.element == element } }

  /// All parts with an element of this name.
  func parts(_ element: String) -> [MessagePart] { parts.filter { $0.layout.element == element } }

  /// All entries of the part and those within, in their order.
  var allEntries: [Entry] { entries + parts.flatMap(\.allEntries) }

  /// Adds a value where there is one.
  mutating func add(_ key: String, _ value: String?, unit: String? = nil) {
    guard let value else { return }
    entries.append(Entry(key: key, value: value, unit: unit))
  }

  /// Adds a part where it says something.
  mutating func add(_ part: MessagePart) {
    if !part.isEmpty { parts.append(part) }
  }
}
