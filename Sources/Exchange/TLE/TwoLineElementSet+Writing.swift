import Foundation
import Kinematics

extension TwoLineElementSet {
  /// The two lines of 69 columns, with checksums.
  ///
  /// Values are rounded to the columns. The numbers of the set and of the revolution go on at 0
  /// behind 9999 and 99999, as the columns have it.
  ///
  /// - Throws: ``ExchangeError/notExpressible(what:allowed:)`` for what the columns cannot hold: a
  ///   catalogue number above 339999, a date outside 1972 to 2056, a rate of 1 rev/d² and more.
  public func lines() throws(ExchangeError) -> (String, String) {
    let values = [
      halfMeanMotionRate, sixthMeanMotionAcceleration, dragTerm, inclination,
      rightAscensionOfAscendingNode, eccentricity, argumentOfPerigee, meanAnomaly, meanMotion,
    ]
    guard values.allSatisfy(\.isFinite) else {
      throw .notExpressible(what: "an element that is no number", allowed: "finite numbers")
    }
    let revolution = 2 * Double.pi / 86_400
    let number = try Self.catalogueText(catalogueNumber)
    let designator = internationalDesignator
    guard designator.utf8.count <= 8, designator.utf8.allSatisfy({ (32...126).contains($0) })
    else {
      throw .notExpressible(
        what: "the international designator \(Wording.quoted(designator))",
        allowed: "at most 8 letters of ASCII, as in 98067A")
    }
    let first = [
      "1 \(number)\(classification)", Self.padded(designator, 8), try epochText(),
      try Self.rate(halfMeanMotionRate / (revolution / 86_400)),
      try Self.assumedPoint(
        sixthMeanMotionAcceleration / (revolution / (86_400 * 86_400)), zero: " 00000-0",
        "a sixth of the mean motion's acceleration"),
      try Self.assumedPoint(dragTerm, zero: " 00000+0", "B*"),
      String(max(0, ephemerisType) % 10), Self.digits(elementSetNumber % 10_000, 4, pad: " "),
    ]
    let degree = Double.pi / 180
    let second = [
      "2 \(number)", Self.decimal(inclination / degree, 8, 4),
      Self.decimal(rightAscensionOfAscendingNode / degree, 8, 4),
      Self.digits(Int((eccentricity * 1e7).rounded().clamped(to: 9_999_999)), 7, pad: "0"),
      Self.decimal(argumentOfPerigee / degree, 8, 4), Self.decimal(meanAnomaly / degree, 8, 4),
      Self.decimal(meanMotion / revolution, 11, 8)
        + Self.digits(revolutionNumber % 100_000, 5, pad: " "),
    ]
    return (
      try Self.checked(first.joined(separator: " ")),
      try Self.checked(second.joined(separator: " "))
    )
  }

  /// Element sets as a file: each with its name line where it has a name and `named` says so.
  ///
  /// - Throws: as ``lines()``.
  public static func text(
    _ sets: [TwoLineElementSet], named: Bool = true
  ) throws(ExchangeError) -> String {
    var text = ""
    for set in sets {
      let (one, two) = try set.lines()
      if named, let name = set.name {
        text += name.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n"
      }
      text += "\(one)\n\(two)\n"
    }
    return text
  }

  private static func catalogueText(_ number: Int) throws(ExchangeError) -> String {
    guard (0...339_999).contains(number) else {
      throw .notExpressible(what: "the catalogue number \(number)", allowed: "0 to 339999")
    }
    if number < 100_000 { return digits(number, 5, pad: "0") }
    let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
    return "\(letters[number / 10_000 - 10])" + digits(number % 10_000, 4, pad: "0")
  }

  /// YYDDD.DDDDDDDD, rounded to 1e-8 of a day.
  private func epochText() throws(ExchangeError) -> String {
    var date = epoch.utc
    let seconds = Double(date.hour * 3600 + date.minute * 60) + date.second
    var fraction = Int((seconds / 86_400 * 1e8).rounded())
    var day = Int(epoch.dayOfYearUTC)
    if fraction >= 100_000_000 {
      // Rounded up to the next midnight, which may be that of another year.
      let next = epoch + 1
      date = next.utc
      day = Int(next.dayOfYearUTC)
      fraction = 0
    }
    guard (1972...2056).contains(date.year) else {
      throw .notExpressible(what: "an epoch in \(date.year)", allowed: "1972 to 2056")
    }
    return Self.digits(date.year % 100, 2, pad: "0") + Self.digits(day, 3, pad: "0") + "."
      + Self.digits(fraction, 8, pad: "0")
  }

  /// Ten columns with a sign and eight decimals, without the zero in front of the point.
  private static func rate(_ value: Double) throws(ExchangeError) -> String {
    let digits = Int((abs(value) * 1e8).rounded(.toNearestOrEven).clamped(to: 1e9))
    guard digits < 100_000_000 else {
      throw .notExpressible(
        what: "half the mean motion's rate of \(value) rev/d²", allowed: "below 1 rev/d²")
    }
    return (value < 0 && digits > 0 ? "-." : " .") + Self.digits(digits, 8, pad: "0")
  }

  /// `-11606-4` for -0.11606e-4.
  private static func assumedPoint(
    _ value: Double, zero: String, _ name: String
  ) throws(ExchangeError) -> String {
    if value == 0 || abs(value) < 0.5e-14 { return zero }
    let parts = String(format: "%.4e", abs(value)).split(separator: "e")
    guard parts.count == 2, let power = Int(parts[1]), power < 9 else {
      throw .notExpressible(what: "\(name) of \(value)", allowed: "below 1e9")
    }
    // With the point in front of the first digit the power of ten is one more.
    var digits = parts[0].filter { $0 != "." }
    var exponent = power + 1
    while exponent < -9 {
      digits = "0" + digits.dropLast()
      exponent += 1
    }
    let sign = exponent > 0 ? "+" : "-"
    return (value < 0 ? "-" : " ") + digits + sign + String(abs(exponent))
  }

  private static func decimal(_ value: Double, _ width: Int, _ decimals: Int) -> String {
    let text = String(format: "%.\(decimals)f", value)
    return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  private static func digits(_ value: Int, _ width: Int, pad: String) -> String {
    let text = String(max(0, value))
    return String(repeating: pad, count: max(0, width - text.utf8.count)) + text
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }

  private static func checked(_ body: String) throws(ExchangeError) -> String {
    guard body.utf8.count == 68 else {
      throw .notExpressible(
        what: "the element set in 69 columns (\(Wording.quoted(body)))",
        allowed: "values that fit their columns")
    }
    let sum = body.utf8.reduce(0) { sum, byte in
      (48...57).contains(byte) ? sum + Int(byte) - 48 : (byte == 45 ? sum + 1 : sum)
    }
    return body + String(sum % 10)
  }
}

extension Double {
  /// The value between 0 and the limit; the limit too for what is no number.
  fileprivate func clamped(to limit: Double) -> Double {
    self < limit ? max(0, self) : limit
  }
}
