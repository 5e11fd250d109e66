/// One key of a file of Outpost's own: what its reader accepts, and what the printed schema says.
public struct FileField: Sendable {
  /// The key as the file writes it.
  public var key: String
  /// The form of its value, in words.
  public var form: String
  /// Whether the file must have it.
  public var required: Bool
  /// What it says, in words.
  public var meaning: String

  /// A key from its parts: key, form, meaning.
  public init(_ key: String, _ form: String, _ meaning: String, required: Bool = false) {
    self.key = key
    self.form = form
    self.meaning = meaning
    self.required = required
  }
}

extension FileField {
  /// What everything that has a name says of itself.
  public static let identity = [
    FileField("id", "id", "letters, digits, - and _", required: true),
    FileField("name", "text", "for people", required: true),
  ]
  /// A source that figures name by its key.
  public static let source = [
    FileField("title", "text", "what it is", required: true),
    FileField("address", "text", "where it is found"),
  ]
}

/// The keys of one mapping of a file, under the name that people know it by.
public typealias FileSection = (name: String, fields: [FileField])

extension InputProblems {
  /// A mapping with these keys: others are refused, and so is one that must be there and is not.
  public func object(_ node: YAMLNode, _ fields: [FileField]) -> YAMLObject? {
    guard let object = YAMLObject(node, keys: fields.map(\.key), self) else { return nil }
    for field in fields where field.required { _ = object.require(field.key) }
    return object
  }
}
