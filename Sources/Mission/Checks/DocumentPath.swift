import Exchange

/// A way into a JSON document: keys separated by dots; `[name]` picks from an array the items whose
/// `id` or `kind` is that name, or whose `modules` hold it; `count` at the end counts an array.
///
///     pieces[zarya].propulsion.propellantKg
///     dependencies[power].amount
///     limits.count
public struct DocumentPath: Sendable, Hashable, CustomStringConvertible {
  enum Step: Sendable, Hashable {
    case key(String)
    case pick(String)
  }

  let steps: [Step]
  public let description: String

  /// Nil where the text is no path.
  public init?(_ text: String) {
    var steps: [Step] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      var rest = part
      let key = rest.prefix { $0 != "[" }
      guard !key.isEmpty, key.allSatisfy({ $0.isLetter || $0.isNumber }) else { return nil }
      steps.append(.key(String(key)))
      rest = rest.dropFirst(key.count)
      while !rest.isEmpty {
        guard rest.first == "[", let end = rest.firstIndex(of: "]") else { return nil }
        let name = rest[rest.index(after: rest.startIndex)..<end]
        guard !name.isEmpty else { return nil }
        steps.append(.pick(String(name)))
        rest = rest[rest.index(after: end)...]
      }
    }
    self.steps = steps
    description = text
  }

  /// What a path leads to.
  public enum Found: Sendable, Equatable {
    case value(JSONValue)
    /// The key that is not there.
    case nothing(String)
  }

  /// Follows the path.
  public func find(in document: JSONValue) -> Found {
    var value = document
    for step in steps {
      switch step {
      case .pick(let name): value = Self.pick(name, value)
      case .key("count"):
        guard case .array(let items) = value else { return .nothing("count") }
        value = .integer(Int64(items.count))
      case .key(let key):
        guard let next = Self.follow(key, value) else { return .nothing(key) }
        value = next
      }
    }
    return .value(value)
  }

  private static func pick(_ name: String, _ value: JSONValue) -> JSONValue {
    let found = value.items.filter { item in
      item["id"]?.text == name || item["kind"]?.text == name
        || (item["modules"]?.items.contains(.string(name)) ?? false)
    }
    return found.count == 1 ? found[0] : .array(found)
  }

  /// A key of an object, or of every item of an array. A null stays a null.
  private static func follow(_ key: String, _ value: JSONValue) -> JSONValue? {
    switch value {
    case .null: return .null
    case .array(let items):
      guard !items.isEmpty else { return nil }
      let found = items.compactMap { $0[key] }
      return found.count == items.count ? .array(found) : nil
    default: return value[key]
    }
  }

  /// Whether the path can lead somewhere in documents of the form of `template`: every key is there
  /// as far as arrays are not empty. The key that is not, with those that are.
  public func misfit(in template: JSONValue) -> (key: String, known: [String])? {
    var value = template
    for step in steps {
      if case .array(let items) = value {
        guard let item = items.first else { return nil }
        if step == .key("count") { return nil }
        if case .pick = step {
          value = item
          continue
        }
        value = item
      }
      if value == .null { return nil }
      guard case .key(let key) = step else { return ("[", []) }
      guard case .object(let members) = value, let next = value[key] else {
        if case .object(let members) = value { return (key, members.map(\.key)) }
        return (key, [])
      }
      _ = members
      value = next
    }
    return nil
  }
}
