import Figures
import Kinematics

/// Words for numbers, dates and lists.
enum Wording {
  /// Small whole numbers as words.
  static func count(_ value: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve",
    ]
    return words.indices.contains(value)
      ? words[value] : NumberText.fixed(Double(value), decimals: 0)
  }

  /// `two pieces`, `one piece`.
  static func count(_ value: Int, _ noun: String, plural: String? = nil) -> String {
    "\(count(value)) \(value == 1 ? noun : plural ?? noun + "s")"
  }

  /// All of so many people: `the one`, `both`, `all five`.
  static func all(_ value: Int) -> String {
    switch value {
    case 1: "the one"
    case 2: "both"
    default: "all \(count(value))"
    }
  }

  /// A speed for reading: below 1 m/s in centimetres a second.
  static func speed(_ metresPerSecond: Double) -> String {
    metresPerSecond.magnitude < 1
      ? NumberText.short(metresPerSecond * 100, digits: 2) + " cm/s"
      : NumberText.short(metresPerSecond, digits: 3) + " m/s"
  }

  /// `a, b and c`.
  static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A sentence's first letter in capitals.
  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// A duration in the unit that suits it, written out: `24 hours`, `76 days`.
  static func duration(_ seconds: Double) -> String {
    let size = seconds.magnitude
    let units: [(seconds: Double, name: String, upTo: Double)] = [
      (1, "second", 120), (60, "minute", 7200), (3600, "hour", 172_800), (86_400, "day", .infinity),
    ]
    guard let unit = units.first(where: { size < $0.upTo || $0.upTo == .infinity }) else {
      return ""
    }
    let value = NumberText.short(size / unit.seconds, digits: size / unit.seconds < 100 ? 2 : 3)
    return "\(value) \(unit.name)\(value == "1" ? "" : "s")"
  }

  /// A long time without false sharpness: `9 days`, `3 weeks`, `5 months`, `2 years`.
  static func roughly(_ seconds: Double) -> String {
    let days = seconds / 86_400
    let (size, name) =
      days < 14
      ? (1.0, "day")
      : days < 60
        ? (7, "week")
        : days < 730
          ? (30.44, "month")
          : (365.25, "year")
    let value = NumberText.fixed(days / size, decimals: 0)
    return "\(value) \(name)\(value == "1" ? "" : "s")"
  }

  /// A length in the unit that suits it.
  static func length(_ metres: Double) -> String { UnitScale.text(metres, unit: "m") }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `1 March 2022` of a date as documents write it; the text itself where it is none.
  static func day(_ iso: String) -> String {
    guard let date = try? CalendarDate(iso), (1...12).contains(date.month) else { return iso }
    return day(date)
  }

  /// The date to the nearest whole step of so many seconds; nil where the text is none.
  private static func rounded(_ iso: String, to step: Double) -> CalendarDate? {
    guard let epoch = try? Epoch(utc: iso) else { return nil }
    return try? CalendarDate((epoch + step / 2).iso8601(digits: 0))
  }

  private static func day(_ date: CalendarDate) -> String {
    "\(date.day) \(months[date.month - 1]) \(date.year)"
  }

  private static func clock(_ date: CalendarDate) -> String {
    let second = Int(date.second)
    return second == 0 ? minute(date) : "\(minute(date)):\(two(second))"
  }

  private static func minute(_ date: CalendarDate) -> String {
    "\(two(date.hour)):\(two(date.minute))"
  }

  /// `12:00`, to the nearest second, with seconds where there are any.
  static func clock(_ iso: String) -> String { rounded(iso, to: 1).map { clock($0) } ?? iso }

  /// `13:44`, to the nearest minute.
  static func minute(_ iso: String) -> String { rounded(iso, to: 60).map { minute($0) } ?? iso }

  /// `1 March 2022, 12:00`, to the nearest second.
  static func dayAndClock(_ iso: String) -> String {
    rounded(iso, to: 1).map { "\(day($0)), \(clock($0))" } ?? iso
  }

  /// `1 March 2022, 12:00`, to the nearest minute.
  static func dayAndMinute(_ iso: String) -> String {
    rounded(iso, to: 60).map { "\(day($0)), \(minute($0))" } ?? iso
  }

  /// `1 March 2022 at 12:00 UTC`.
  static func moment(_ iso: String) -> String {
    rounded(iso, to: 1).map { "\(day($0)) at \(clock($0)) UTC" } ?? iso
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
