extension JSONValue {
  /// The canonical form of RFC 8785 (Rundgren, Jordan, Erdtman 2020): keys sorted by UTF-16 code
  /// units, no blanks, numbers as ECMAScript writes them. Digests are taken of it.
  public var canonical: String {
    var text = ""
    writeCanonical(to: &text)
    return text
  }

  private func writeCanonical(to text: inout String) {
    switch self {
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        item.writeCanonical(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { text += "," }
        Self.write(member.key, to: &text)
        text += ":"
        member.value.writeCanonical(to: &text)
      }
      text += "}"
    default: writeScalar(to: &text)
    }
  }

  /// Text for people: two blanks an indent, keys in their order, short lists on one line.
  public var pretty: String {
    var text = ""
    writePretty(to: &text, indent: 0)
    return text + "\n"
  }

  /// The text for people as it stands in a greater one: so many indents deep, without a break at the
  /// end.
  public func pretty(indent: Int) -> String {
    var text = ""
    writePretty(to: &text, indent: indent)
    return text
  }

  private func writePretty(to text: inout String, indent: Int) {
    let inner = String(repeating: "  ", count: indent + 1)
    let outer = String(repeating: "  ", count: indent)
    switch self {
    case .array(let items) where items.allSatisfy(\.isScalar) && items.count <= 12:
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += ", " }
        item.writeScalar(to: &text)
      }
      text += "]"
    case .array(let items):
      text += "[\n"
      for (index, item) in items.enumerated() {
        text += inner
        item.writePretty(to: &text, indent: indent + 1)
        text += index + 1 < items.count ? ",\n" : "\n"
      }
      text += outer + "]"
    case .object(let members) where members.isEmpty: text += "{}"
    case .object(let members):
      text += "{\n"
      for (index, member) in members.enumerated() {
        text += inner
        Self.write(member.key, to: &text)
        text += ": "
        member.value.writePretty(to: &text, indent: indent + 1)
        text += index + 1 < members.count ? ",\n" : "\n"
      }
      text += outer + "}"
    default: writeScalar(to: &text)
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func writeScalar(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += Self.written(Double(value))
    case .number(let value): text += Self.written(value)
    case .string(let value): Self.write(value, to: &text)
    case .array, .object: break
    }
  }

  /// A number as ECMAScript's `Number::toString` writes it (ECMA-262, 6.1.6.1.20), from the
  /// shortest digits that read back as the same number.
  public static func written(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == 0 { return "0" }
    let sign = value < 0 ? "-" : ""
    // Swift's description has the shortest digits; only their arrangement differs.
    let description = abs(value).description.lowercased()
    let halves = description.split(separator: "e")
    let mantissa = halves[0].split(separator: ".")
    let whole = String(mantissa[0])
    var fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
    if fraction == "0" { fraction = "" }
    var digits = whole + fraction
    var point = whole.count + (halves.count > 1 ? Int(halves[1]) ?? 0 : 0)
    while digits.hasPrefix("0") && digits.count > 1 {
      digits.removeFirst()
      point -= 1
    }
    while digits.hasSuffix("0") && digits.count > 1 { digits.removeLast() }
    let count = digits.count
    if point >= count && point <= 21 {
      return sign + digits + String(repeating: "0", count: point - count)
    }
    if point > 0 && point <= 21 {
      return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }
    if point > -6 && point <= 0 {
      return sign + "0." + String(repeating: "0", count: -point) + digits
    }
    let exponent = point - 1
    let tail = (exponent < 0 ? "e-" : "e+") + String(abs(exponent))
    let rest = digits.dropFirst()
    return sign + digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + tail
  }

  private static func write(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{08}": text += "\\b"
      case "\u{0C}": text += "\\f"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case let other where other.value < 0x20:
        let hex = String(other.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
