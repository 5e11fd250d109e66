import Kinematics

/// The time systems of CCSDS messages (502.0-B-3, annex B) whose dates are instants by themselves.
///
/// UT1, GMST, MRT, SCLK and the like need data that a message does not carry; a message in one of
/// them is refused.
public enum CCSDSTimeSystem: String, Sendable, CaseIterable {
  /// Coordinated Universal Time.
  case utc = "UTC"
  /// International Atomic Time.
  case tai = "TAI"
  /// Terrestrial Time, 32.184 s ahead of TAI.
  case tt = "TT"
  /// The time of the Global Positioning System, 19 s behind TAI.
  case gps = "GPS"
  /// Barycentric Dynamical Time at the Earth's centre, up to 1.7 ms ahead of Terrestrial Time and
  /// behind it, good to 10 µs (`Epoch.tdbMinusTT`).
  case tdb = "TDB"

  /// The system that a message names, by its older names too; nil for another.
  init?(name: String) {
    self.init(rawValue: ["TDT": "TT", "ET": "TDB"][name] ?? name)
  }

  /// Nanoseconds to add to a date of this system to reach TAI, of TDB but for its difference from
  /// TT; of no use for UTC.
  private var nanosecondsToTAI: Int64 {
    switch self {
    case .utc, .tai: 0
    case .tt, .tdb: -32_184_000_000
    case .gps: 19_000_000_000
    }
  }

  /// The instant of a date of this system; nil for what is not a date from 1972 to 2199.
  ///
  /// Understood are `2022-03-11T12:34:56.789` and the ordinal date `2022-070T12:34:56.789`, with
  /// and without a `Z` at the end.
  public func epoch(_ text: String) -> Epoch? {
    do {
      if self == .utc { return try Epoch(utc: text) }
      let date = try CalendarDate(text)
      guard (1972...2199).contains(date.year), date.second < 60 else { return nil }
      let whole = date.second.rounded(.down)
      let days = Self.daysSince2000(date.year, date.month, date.day)
      let seconds = days * 86_400 + Int64(date.hour * 3600 + date.minute * 60) + Int64(whole)
      let nanoseconds = Int64(((date.second - whole) * 1e9).rounded())
      let near = Epoch(
        nanosecondsTAI: seconds * 1_000_000_000 + nanoseconds + nanosecondsToTAI)
      // TDB-TT changes by less than 4e-10 of the time that passes: one step is exact.
      return self == .tdb ? near - near.tdbMinusTT : near
    } catch {
      return nil
    }
  }

  /// The date of an instant in this system, without a `Z`, with 3, 6 or 9 decimals of the second,
  /// as many as it needs.
  public func text(_ epoch: Epoch) -> String {
    let epoch = self == .tdb ? epoch + epoch.tdbMinusTT : epoch
    let fraction = epoch.nanosecondsTAI % 1_000_000
    let digits = fraction == 0 ? 3 : (fraction % 1000 == 0 ? 6 : 9)
    if self == .utc { return String(epoch.iso8601(digits: digits).dropLast()) }
    let (shown, overflow) = epoch.nanosecondsTAI.subtractingReportingOverflow(nanosecondsToTAI)
    let nanoseconds = overflow ? epoch.nanosecondsTAI : shown
    var days = nanoseconds / Self.nanosecondsADay
    var rest = nanoseconds % Self.nanosecondsADay
    if rest < 0 {
      rest += Self.nanosecondsADay
      days -= 1
    }
    let date = Self.date(daysSince2000: days)
    let second = rest / 1_000_000_000
    let clock = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }
    let decimals = Self.padded(rest % 1_000_000_000, 9).prefix(digits)
    return Self.padded(date.year, 4) + "-" + Self.padded(date.month, 2) + "-"
      + Self.padded(date.day, 2) + "T" + clock.joined(separator: ":") + "." + decimals
  }

  private static let nanosecondsADay: Int64 = 86_400_000_000_000

  /// Days of the Gregorian calendar from 2000-01-01 (Richards 2013, Explanatory Supplement,
  /// section 15.11.3).
  private static func daysSince2000(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let shift = (month - 14) / 12
    let years = 1461 * (year + 4800 + shift) / 4
    let months = 367 * (month - 2 - 12 * shift) / 12
    let centuries = 3 * ((year + 4900 + shift) / 100) / 4
    return Int64(years + months - centuries + day - 32_075 - 2_451_545)
  }

  /// The inverse, by the same source.
  private static func date(daysSince2000 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let julian = days + 2_451_545
    let f = julian + 1401 + (((4 * julian + 274_277) / 146_097) * 3) / 4 - 38
    let e = 4 * f + 3
    let h = 5 * (e % 1461 / 4) + 2
    let month = (h / 153 + 2) % 12 + 1
    return (e / 1461 - 4716 + (14 - month) / 12, month, h % 153 / 5 + 1)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
