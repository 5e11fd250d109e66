/// The unit in which a range of values is written: with the prefix that keeps numbers short.
///
/// `1 500 000 Pa` become `1.5 MPa`, `0.012 m` become `12 mm`. Where a unit takes no prefix (`kg`,
/// `m²`, `%`), large and small values are written in a power of ten that the unit names: `10⁶ kg`.
public struct UnitScale: Sendable, Hashable {
  /// What a value is divided by to get the number that is written.
  public let divisor: Double
  /// The unit of that number.
  public let unit: String

  /// The scale for values up to `magnitude` in `unit`, which has no prefix yet.
  public init(unit: String, magnitude: Double) {
    let size = magnitude.magnitude
    guard size > 0, size.isFinite else {
      (self.divisor, self.unit) = (1, unit)
      return
    }
    let thousands = Int((Double(Decade.exponent(of: size)) / 3).rounded(.down))
    if UnitScale.takesPrefix(unit) {
      // Nobody writes megametres.
      let place = max(-4, min(unit.hasPrefix("m") ? 1 : 4, thousands))
      divisor = Decade.power(3 * place)
      self.unit = UnitScale.prefixes[place + 4] + unit
    } else if (-1...1).contains(thousands) || unit == "%" {
      (divisor, self.unit) = (1, unit)
    } else {
      divisor = Decade.power(3 * thousands)
      let factor = "10" + UnitScale.superscript(3 * thousands)
      self.unit = unit.isEmpty ? factor : "\(factor) \(unit)"
    }
  }

  private static let prefixes = ["p", "n", "µ", "m", "", "k", "M", "G", "T"]
  private static let symbols = ["m", "W", "Wh", "Pa", "J", "N", "Hz", "V", "A", "B", "bit", "Sv"]

  /// Whether the first symbol of a unit is one that takes prefixes: `m/s` and `N m s` do, `m²` not.
  private static func takesPrefix(_ unit: String) -> Bool {
    let first = unit.prefix { $0 != " " && $0 != "/" && $0 != "·" }
    return symbols.contains(String(first))
  }

  private static func superscript(_ value: Int) -> String {
    String(
      "\(value)".map { digit in
        switch digit {
        case "-": "⁻"
        case "1": "¹"
        case "2": "²"
        case "3": "³"
        case "4": "⁴"
        case "5": "⁵"
        case "6": "⁶"
        case "7": "⁷"
        case "8": "⁸"
        case "9": "⁹"
        default: "⁰"
        }
      })
  }

  /// A value in this unit with the unit behind it, as in `6.14 km`.
  func text(_ value: Double, digits: Int = 3) -> String {
    let number = NumberText.short(value / divisor, digits: digits)
    if unit == "%" || unit.isEmpty { return number + unit }
    return "\(number) \(unit)"
  }

  /// A single value in the unit that suits it.
  public static func text(_ value: Double, unit: String, digits: Int = 3) -> String {
    UnitScale(unit: unit, magnitude: value).text(value, digits: digits)
  }
}
