/// How much room a text takes, estimated without a font: a figure has to place labels before a
/// browser has chosen one.
///
/// The letters have the widths of DejaVu Sans, the widest face that a browser takes for the
/// system's own; others are up to 15 % narrower. A wrong guess moves a label by a few pixels;
/// nothing else depends on it.
enum TextWidth {
  /// The width of a text in a size of type [px].
  static func of(_ text: String, size: Double = 12, bold: Bool = false) -> Double {
    let ems = text.unicodeScalars.reduce(0.0) { $0 + width(of: $1) }
    return ems * size * (bold ? 1.13 : 1)
  }

  /// The width of a letter [em].
  private static func width(of letter: Unicode.Scalar) -> Double {
    switch letter {
    case "\u{202f}": 0.2
    case "i", "j", "l", "I", "'", ".", ",", " ", "·": 0.31
    case ":", ";", "|", "/", "-", "f", "t", "r", "(", ")", "[", "]", "!", "\u{a0}": 0.38
    case "m", "M", "W", "@", "%", "—", "…": 0.96
    case "w", "+", "−", "=", "<", ">", "→", "←", "↑", "↓": 0.83
    case "A"..."Z": 0.7
    case "0"..."9": 0.64
    case "\u{2e80}"...: 1
    default: 0.6
    }
  }

  /// A text cut to a width, with an ellipsis where something is missing.
  static func clipped(
    _ text: String, to width: Double, size: Double = 12, bold: Bool = false
  ) -> String {
    guard of(text, size: size, bold: bold) > width else { return text }
    var kept = text
    while !kept.isEmpty, of(kept + "…", size: size, bold: bold) > width {
      kept.removeLast()
    }
    return kept + "…"
  }

  /// A text broken at its blanks into lines of a width; a longer word stands alone.
  static func lines(_ text: String, width: Double, size: Double, bold: Bool = false) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, of("\(last) \(word)", size: size, bold: bold) <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
