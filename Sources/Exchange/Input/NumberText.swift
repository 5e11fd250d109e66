/// Numbers as files write them.
enum NumberText {
  /// A finite number in decimal notation, as in `-12.5` or `6.7e6`; nil for anything else,
  /// hexadecimal, `inf` and `nan` included.
  static func number(_ text: some StringProtocol) -> Double? {
    guard (1...64).contains(text.utf8.count) else { return nil }
    let isDecimal = text.utf8.allSatisfy { byte in
      switch byte {
      case 48...57, 43, 45, 46, 101, 69: true
      default: false
      }
    }
    guard isDecimal, let value = Double(String(text)), value.isFinite else { return nil }
    return value
  }

  /// A number of a message, below 1e90 so that its unit does not carry it beyond binary64.
  static func bounded(_ text: some StringProtocol) -> Double? {
    guard let value = number(text), abs(value) < 1e90 else { return nil }
    return value
  }

  /// The shortest decimal number that, times `unit`, gives `value` to the bit, as far as there is
  /// one: what was read as `51.6464` degrees is written as that again.
  static func shortest(_ value: Double, in unit: Double) -> String {
    let quotient = value / unit
    let text = "\(quotient)"
    if unit == 1 || text.utf8.count <= 16 && unit * quotient == value { return text }
    var near = [quotient, quotient.nextDown, quotient.nextUp]
    near += [near[1].nextDown, near[2].nextUp]
    let texts = near.filter { unit * $0 == value }.map { "\($0)" }
    return texts.min { $0.utf8.count < $1.utf8.count } ?? text
  }

  /// A text without blanks and line ends around it.
  static func trimmed(_ text: some StringProtocol) -> String {
    let text = Substring(text)
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    // Blanks outside ASCII, as copied from a page, are looked for only where there are some.
    if bytes[first] < 0x80, bytes[last] < 0x80 { return String(text[first...last]) }
    guard let start = text.firstIndex(where: { !$0.isWhitespace }),
      let end = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[start...end])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
}
