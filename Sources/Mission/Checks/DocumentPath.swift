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
    /// What stands there.
    case value(JSONValue)
    /// The key that is not there.
    case nothing(String)
  }

  /// Follows the path.
  public func find(in document: JSONValue) -> Found {
    var value = document
    var pickedOne = false
    for step in steps {
      let isOne = pickedOne
      pickedOne = false
      switch step {
      case .pick(let name):
        value = Self.pick(name, value)
        if case .array = value { break }
        pickedOne = true
      case .key("count"):
        guard isOne || value.isArray else { return .nothing("count") }
        value = .integer(isOne ? 1 : Int64(value.items.count))
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

  /// The first key that documents of the form of `template` do not have, with those that they have;
  /// nil where the path can lead somewhere. Behind empty arrays and nulls everything can be.
  public func misfit(in template: JSONValue) -> (key: String, known: [String])? {
    var value = template
    for step in steps {
      if case .array(let items) = value {
        guard let item = items.first, step != .key("count") else { return nil }
        value = item
        if case .pick = step { continue }
      }
      if value == .null { return nil }
      guard case .key(let key) = step else { return nil }
      if key == "count" { return nil }
      guard case .object(let members) = value else { return (key, []) }
      guard let next = value[key] else { return (key, members.map(\.key)) }
      value = next
    }
    return nil
  }

  /// The error of a path that leads nowhere, if it does.
  func error(in template: JSONValue, file: String, line: Int) -> InputError? {
    guard let misfit = misfit(in: template) else { return nil }
    let near = nearestName(to: misfit.key, among: misfit.known)
    let lead = near.map { "did you mean '\($0)'? allowed: " } ?? ""
    let list =
      misfit.known.isEmpty ? "a path that ends before it" : misfit.known.joined(separator: ", ")
    return InputError(
      file: file, line: line, what: "there is no '\(misfit.key)' at '\(description)'",
      allowed: lead + list)
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
