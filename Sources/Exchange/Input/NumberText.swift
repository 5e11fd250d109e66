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

  /// A text without blanks and line ends around it.
  static func trimmed(_ text: some StringProtocol) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }
}
