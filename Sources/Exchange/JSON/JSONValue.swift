/// A JSON value whose objects keep the order of their keys.
///
/// Numbers are finite: ``init(_:)-(Double)`` makes `null` of NaN and infinity, which JSON cannot
/// write and which would say nothing to a reader.
public indirect enum JSONValue: Sendable, Equatable {
  /// Nothing known.
  case null
  /// True or false.
  case bool(Bool)
  /// A whole number.
  case integer(Int64)
  /// A number of binary64.
  case number(Double)
  /// A text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Members in order.
  case object([Member])

  /// A key and its value.
  public struct Member: Sendable, Equatable {
    /// The name of the member.
    public var key: String
    /// What it holds.
    public var value: JSONValue
    /// A member of an object.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// A number; `null` where it is not finite.
  public init(_ number: Double) { self = number.isFinite ? .number(number) : .null }
  /// A number, or `null`.
  public init(_ number: Double?) { self = number.map { JSONValue($0) } ?? .null }
  /// A text, or `null`.
  public init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  /// An array of numbers.
  public init(_ numbers: [Double]) { self = .array(numbers.map { JSONValue($0) }) }
  /// An array of texts.
  public init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }
  /// An array of the components x, y and z.
  public init(_ vector: SIMD3<Double>) { self.init([vector.x, vector.y, vector.z]) }

  /// The value of a key of an object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The items of an array; none for anything else.
  public var items: [JSONValue] {
    if case .array(let items) = self { return items }
    return []
  }

  /// Whether it is an array.
  public var isArray: Bool {
    if case .array = self { return true }
    return false
  }

  /// The value as a number.
  public var double: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  /// The value as a text.
  public var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// Sets a key of an object, behind the others where it is new.
  public mutating func set(_ key: String, _ value: JSONValue) {
    guard case .object(var members) = self else { return }
    if let index = members.firstIndex(where: { $0.key == key }) {
      members[index].value = value
    } else {
      members.append(Member(key, value))
    }
    self = .object(members)
  }

  /// An object without some of its keys.
  public func without(_ keys: Set<String>) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !keys.contains($0.key) })
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(floatLiteral value: Double) { self.init(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  public init(nilLiteral: ()) { self = .null }
}
