/// Numbers and writing as SVG takes them.
public enum SVGText {
  /// Coordinates stop here [px]; a browser's own limits are further out.
  private static let limit = 1_000_000.0

  /// A coordinate with at most two decimals; 0 for what is no number.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return value == .infinity ? "1000000" : "0" }
    let hundredths = Int((max(-limit, min(limit, value)) * 100).rounded())
    return decimal(hundredths, places: 2)
  }

  /// `units` of the last place as a decimal number, without zeros at the end.
  static func decimal(_ units: Int, places: Int) -> String {
    var (units, places) = (units, places)
    while places > 0, units % 10 == 0 {
      units /= 10
      places -= 1
    }
    guard places > 0 else { return "\(units)" }
    let digits = "\(units.magnitude)"
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = units < 0 ? "-" : ""
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// A text in which XML sees no markup; letters that XML does not allow become U+FFFD.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for letter in text.unicodeScalars {
      switch letter {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += " "
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{fffe}", "\u{ffff}": result += "\u{fffd}"
      default: result.unicodeScalars.append(letter)
      }
    }
    return result
  }
}

/// Numbers as people read them: in figures, and in the text around them.
public enum NumberText {
  /// A number with a fixed count of decimals, a true minus sign and thin blanks between thousands
  /// from 10 000 on; an en dash for what is no number.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "–" }
    var places = max(0, min(decimals, 15))
    while places > 0, value.magnitude * Decade.power(places) > 9e15 { places -= 1 }
    guard let units = Int(exactly: (value.magnitude * Decade.power(places)).rounded()) else {
      return "\(value)".replacing("-", with: "−")
    }
    let digits = "\(units)"
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let whole = grouped(padded.dropLast(places))
    let sign = value < 0 && units != 0 ? "−" : ""
    return places == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(padded.suffix(places))"
  }

  /// A number with about so many significant digits, as in `58.3`, `5 300` or `0.0042`.
  public static func short(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "–" }
    let exponent = Decade.exponent(of: value.magnitude)
    let text = fixed(value, decimals: max(0, digits - 1 - exponent))
    guard text.contains(".") else { return text }
    let kept = text.reversed().drop { $0 == "0" }
    return String((kept.first == "." ? kept.dropFirst() : kept).reversed())
  }

  private static func grouped(_ digits: some StringProtocol) -> String {
    guard digits.count > 4 else { return String(digits) }
    var result = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { result += "\u{202f}" }
      result.append(digit)
    }
    return result
  }
}

/// Powers of ten without a logarithm, so that no C library decides about them.
enum Decade {
  /// 10 to a whole number from -300 to 300; exact from 0 to 22.
  static func power(_ exponent: Int) -> Double {
    let size = min(abs(exponent), 300)
    let value = (0..<size).reduce(1.0) { product, _ in product * 10 }
    return exponent < 0 ? 1 / value : value
  }

  /// The largest whole `n` with 10ⁿ at most `value`, a positive number; -300 to 300.
  static func exponent(of value: Double) -> Int {
    var exponent = 0
    while exponent < 300, power(exponent + 1) <= value { exponent += 1 }
    while exponent > -300, power(exponent) > value { exponent -= 1 }
    return exponent
  }

  /// `count` times 10 to a whole number, as near as a `Double` comes to the decimal number.
  static func scaled(_ count: Double, by exponent: Int) -> Double {
    exponent < 0 ? count / power(-exponent) : count * power(exponent)
  }
}
