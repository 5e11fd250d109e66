import Exchange

/// A way into a JSON document: keys separated by dots; `[name]` picks from an array the items whose
/// `id` or `kind` is that name, or whose `modules` hold it; `count` counts an array or what was
/// picked.
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

  /// Nil where the text is no path. A name in brackets may have dots.
  public init?(_ text: String) {
    var steps: [Step] = []
    var rest = text[...]
    while true {
      let key = rest.prefix { $0 != "[" && $0 != "." }
      guard !key.isEmpty, key.allSatisfy({ $0.isLetter || $0.isNumber }) else { return nil }
      steps.append(.key(String(key)))
      rest = rest.dropFirst(key.count)
      while rest.first == "[" {
        guard let end = rest.firstIndex(of: "]") else { return nil }
        let name = rest[rest.index(after: rest.startIndex)..<end]
        guard !name.isEmpty else { return nil }
        steps.append(.pick(String(name)))
        rest = rest[rest.index(after: end)...]
      }
      guard !rest.isEmpty else { break }
      guard rest.first == "." else { return nil }
      rest = rest.dropFirst()
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
    var wasPicked = false
    for step in steps {
      let isPicked = wasPicked
      wasPicked = false
      switch step {
      case .pick(let name):
        value = Self.pick(name, value)
        wasPicked = true
      case .key("count"):
        // One item that was picked stands for itself, and is one.
        if isPicked, case .object = value {
          value = .integer(1)
          continue
        }
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

  /// Where the path cannot lead on in documents of the form of `template`: the key that is not there,
  /// and those that are. Nil where it fits as far as the template goes; empty arrays and nulls end it.
  func misfit(in template: JSONValue) -> (key: String, known: [String])? {
    var value = template
    for step in steps {
      var isItem = false
      if case .array(let items) = value {
        guard let item = items.first, step != .key("count") else { return nil }
        value = item
        isItem = true
      }
      switch (step, value) {
      case (_, .null): return nil
      case (.pick(let name), _):
        guard isItem else { return (name, []) }
        // What was picked may still be counted.
        value = .array([value])
      case (.key(let key), .object(let members)):
        guard let next = value[key] else { return (key, members.map(\.key)) }
        value = next
      case (.key(let key), _): return (key, [])
      }
    }
    return nil
  }

  /// The modules that it picks pieces or modules by; `piece1` … are no modules.
  var moduleNames: [String] {
    zip(steps, steps.dropFirst()).compactMap { list, pick in
      guard list == .key("pieces") || list == .key("modules"), case .pick(let name) = pick,
        !name.hasPrefix("piece") || !name.dropFirst(5).allSatisfy(\.isNumber)
      else { return nil }
      return name
    }
  }
}
