import Exchange
import StationModel

/// The evidence of a check for people: numbers with the digits that a reader can use.
public enum EvidenceText {
  /// The units that the end of a key tells, the longest first.
  private static let units = [
    ("KgPerDay", "kg/day"), ("KgPerM2", "kg/m²"), ("MPerS", "m/s"), ("NMS", "N m s"),
    ("Days", "days"), ("Deg", "°"), ("Kg", "kg"), ("Pa", "Pa"), ("M2", "m²"), ("M3", "m³"),
    ("W", "W"), ("N", "N"), ("J", "J"), ("M", "m"), ("S", "s"), ("K", "K"),
  ]

  /// What was asked and found by a check, rounded, with the unit that the key of a value tells.
  public static func of(_ check: CheckResult) -> String {
    let text = rounded(check.evidence)
    let isPath = ["verdict", "result:", "station:"].contains { check.subject.hasPrefix($0) }
    guard isPath, check.observed.double != nil, let unit = unit(of: check.subject) else {
      return text
    }
    return "\(text) \(unit)"
  }

  /// The unit at the end of a path's last key; nil where it tells none.
  private static func unit(of path: String) -> String? {
    let key = path.split(separator: ".").last.map(String.init) ?? ""
    guard let found = units.first(where: { key.hasSuffix($0.0) }) else { return nil }
    // One letter alone may be the end of another word; a longer end is a unit.
    let before = key.dropLast(found.0.count).last
    let isClear = found.0.count > 3 || before.map { $0.isLowercase || $0.isNumber } == true
    return isClear ? found.1 : nil
  }

  /// A text in which numbers with decimals have at most four significant digits.
  ///
  /// Dates, times and names stay as they are.
  public static func rounded(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let body = word.reversed().drop { ",;.".contains($0) }.reversed()
      guard body.contains("."), let first = body.first, first.isNumber || first == "-",
        let value = Double(String(body)), value.isFinite
      else { return String(word) }
      return shortened(value) + word.dropFirst(body.count)
    }.joined(separator: " ")
  }

  /// A number with at most four significant digits, whole numbers whole.
  private static func shortened(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    guard value.magnitude >= 1e-6 else { return JSONValue.written(value) }
    var places = 3
    var size = value.magnitude
    while size >= 10, places > 0 { (size, places) = (size / 10, places - 1) }
    var step = 1.0
    while size >= 10 { (size, step) = (size / 10, step * 10) }
    while size < 1 { (size, places) = (size * 10, places + 1) }
    let text = Assembly.rounded(step > 1 ? (value / step).rounded() * step : value, places)
    guard text.contains(".") else { return text }
    let kept = text.reversed().drop { $0 == "0" }
    return String((kept.first == "." ? kept.dropFirst() : kept).reversed())
  }
}
