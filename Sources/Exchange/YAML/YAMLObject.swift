import Kinematics

/// A mapping that is being read: it knows which keys are allowed and reports the others.
///
///     guard let module = YAMLObject(node, keys: ["id", "mass"], problems) else { return nil }
///     let mass = module.quantity("mass", .mass, in: 0...1e6)   // nil and reported when wrong
public struct YAMLObject {
  /// The mapping's node.
  public let node: YAMLNode
  private let entries: [YAMLNode.Entry]
  let problems: InputProblems

  /// Nil, and reported, where the node is no mapping; every key that is not allowed is reported
  /// with the nearest one that is.
  public init?(_ node: YAMLNode, keys: [String], _ problems: InputProblems) {
    guard case .mapping(let entries) = node.content else {
      problems.add(
        "\(node.label) is not a mapping",
        allowed: "a mapping of " + keys.joined(separator: ", "), at: node)
      return nil
    }
    for entry in entries where !keys.contains(entry.key) {
      problems.add(
        InputError(
          file: node.file, line: entry.line, what: "unknown key \(Wording.quoted(entry.key))",
          allowed: problems.isFull ? "" : Wording.allowed(keys, insteadOf: entry.key)))
    }
    self.node = node
    self.entries = entries
    self.problems = problems
  }

  /// The value of a key; nil where it is absent or null.
  public subscript(key: String) -> YAMLNode? {
    guard let value = entries.first(where: { $0.key == key })?.value else { return nil }
    if case .null = value.content { return nil }
    return value
  }

  /// The value of a key that must be there.
  public func require(_ key: String) -> YAMLNode? {
    if let value = self[key] { return value }
    problems.add("missing key '\(key)'", allowed: "'\(key)' in \(node.label)", at: node)
    return nil
  }

  /// The items of a list; none where the key is absent.
  public func list(_ key: String) -> [YAMLNode] {
    guard let node = self[key] else { return [] }
    if case .sequence(let items) = node.content { return items }
    problems.add("'\(key)' is not a list", allowed: "a list", at: node)
    return []
  }

  /// A text; nil where the key is absent.
  public func string(_ key: String) -> String? { self[key]?.string(problems) }

  /// A text that is not empty.
  public func requiredString(_ key: String) -> String? {
    guard let node = self[key], let text = node.string(problems) else { return nil }
    guard !text.isEmpty, text.utf8.count <= 2000 else {
      problems.add("'\(key)' is empty or very long", allowed: "1 to 2000 bytes", at: node)
      return nil
    }
    return text
  }

  /// An id: letters, digits, `-`, `_`, at most 64.
  public func identifier(_ key: String) -> String? {
    guard let node = self[key], let text = node.string(problems) else { return nil }
    let fits = text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
        || $0 == 95
    }
    guard fits, (1...64).contains(text.utf8.count) else {
      problems.add(
        "'\(key)' is \(Wording.quoted(text)), not an id",
        allowed: "1 to 64 letters, digits, - and _", at: node)
      return nil
    }
    return text
  }

  /// A whole number in a range; nil where absent, nil and reported where it is another.
  public func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    self[key]?.integer(in: range, problems)
  }

  /// A number without unit in a range; nil where absent, nil and reported where it is another.
  public func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
    self[key]?.number(in: range, problems)
  }

  /// True or false; nil where absent, nil and reported where it is neither.
  public func boolean(_ key: String) -> Bool? { self[key]?.boolean(problems) }

  /// A date; nil where absent, nil and reported where it is none.
  public func epoch(_ key: String) -> Epoch? { self[key]?.epoch(problems) }

  /// A quantity with its unit, in SI.
  public func quantity(
    _ key: String, _ dimension: PhysicalDimension, in range: ClosedRange<Double>
  ) -> Double? {
    self[key]?.quantity(dimension, in: range, problems)
  }

  /// One of the names of a type; nil where absent, nil and reported where it is another.
  public func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    self[key]?.choice(type, problems)
  }
}
