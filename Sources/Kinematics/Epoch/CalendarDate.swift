import CERFA

/// A calendar date and time of day in Coordinated Universal Time (UTC).
public struct CalendarDate: Sendable, Hashable {
  /// Year of the proleptic Gregorian calendar.
  public var year: Int
  /// Month, 1 to 12.
  public var month: Int
  /// Day of the month, 1 to 31.
  public var day: Int
  /// Hour, 0 to 23.
  public var hour: Int
  /// Minute, 0 to 59.
  public var minute: Int
  /// Second with its fraction; 60 and more inside a leap second [s].
  public var second: Double

  /// A date from its parts, which are not checked.
  public init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Double = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }
}

extension Epoch {
  /// The instant of a UTC date.
  ///
  /// - Throws: ``KinematicsError/dateOutsideCoverage(_:)`` before 1972 or after 2200,
  ///   ``KinematicsError/notADate(_:)`` for a day, hour, minute or second that does not exist.
  public init(utc date: CalendarDate) throws(KinematicsError) {
    let text = "\(date.year)-\(date.month)-\(date.day)"
    guard (1972...2199).contains(date.year) else { throw .dateOutsideCoverage(text) }
    guard (1...12).contains(date.month), date.day >= 1,
      date.day <= CalendarDate.days(inMonth: date.month, of: date.year),
      (0...23).contains(date.hour), (0...59).contains(date.minute), date.second >= 0
    else { throw .notADate(text) }
    // The length of the last minute tells whether a leap second is allowed here.
    let julianDay = Self.dayNumber(date.year, date.month, date.day)
    let today = Self.leapSeconds(onDay: julianDay)
    let leap = Self.leapSeconds(onDay: julianDay + 1) - today
    let lastMinute = date.hour == 23 && date.minute == 59
    guard date.second < 60 + (lastMinute ? Double(leap) : 0) else {
      throw .notADate("\(text)T\(date.hour):\(date.minute):\(date.second)")
    }
    let wholeSecond = date.second.rounded(.down)
    let nanoseconds = ((date.second - wholeSecond) * 1e9).rounded()
    let seconds =
      Int64(julianDay) * 86_400 + Int64(date.hour * 3600 + date.minute * 60) + Int64(wholeSecond)
      + Int64(today)
    self.init(nanosecondsTAI: seconds * 1_000_000_000 + Int64(nanoseconds))
  }

  /// The instant that an ISO 8601 text names in UTC.
  ///
  /// Understood are calendar dates (`2022-03-11`, `2022-03-11T12:34:56.789Z`) and ordinal dates as
  /// CCSDS writes them (`2022-070T12:34:56.789`); the `Z` may be missing, the time of day too.
  public init(utc text: String) throws(KinematicsError) {
    let date = try CalendarDate(text)
    do throws(KinematicsError) {
      try self.init(utc: date)
    } catch {
      // In the words of the text, not in those of its parts.
      switch error {
      case .dateOutsideCoverage: throw .dateOutsideCoverage(text)
      case .notADate: throw .notADate(text)
      default: throw error
      }
    }
  }

  /// The date and time of day in UTC.
  public var utc: CalendarDate {
    let second: Int64 = 1_000_000_000
    var seconds = nanosecondsTAI / second
    var nanoseconds = nanosecondsTAI % second
    if nanoseconds < 0 {
      nanoseconds += second
      seconds -= 1
    }
    // TAI-UTC on the day that TAI shows; within a minute of midnight it may be the day before.
    let shown = Int(Self.floorDivision(seconds, 86_400))
    let offset = Int64(Self.leapSeconds(onDay: shown))
    var day = Int(Self.floorDivision(seconds - offset, 86_400))
    let today = Int64(Self.leapSeconds(onDay: day))
    let length = 86_400 + Int64(Self.leapSeconds(onDay: day + 1)) - today
    var inDay = seconds - today - Int64(day) * 86_400
    if inDay >= length {
      day += 1
      inDay -= length
    }
    let date = Self.calendar(ofDayNumber: day)
    let clock = min(inDay, 86_399)
    return CalendarDate(
      year: date.year, month: date.month, day: date.day, hour: Int(clock / 3600),
      minute: Int(clock % 3600 / 60),
      second: Double(clock % 60 + (inDay - clock)) + Double(nanoseconds) * 1e-9)
  }

  /// ISO 8601 text in UTC with `Z` and `digits` decimals of the second (at most 9).
  ///
  /// The digits are cut, not rounded, so that a second never reads 60 where none is.
  public func iso8601(digits: Int = 3) -> String {
    let date = utc
    let whole = Int(date.second.rounded(.down))
    let fraction = Int(((date.second - Double(whole)) * 1e9).rounded())
    var text =
      Self.padded(date.year, 4) + "-" + Self.padded(date.month, 2) + "-" + Self.padded(date.day, 2)
    text += "T" + Self.padded(date.hour, 2) + ":" + Self.padded(date.minute, 2) + ":"
    text += Self.padded(whole, 2)
    let kept = max(0, min(9, digits))
    if kept > 0 {
      text += "." + String(Self.padded(min(fraction, 999_999_999), 9).prefix(kept))
    }
    return text + "Z"
  }

  /// Day of the year in UTC with its fraction: 1 January 00:00 is 1.0; inside a leap second it stays
  /// below the next day.
  public var dayOfYearUTC: Double {
    let date = utc
    let first = Self.dayNumber(date.year, 1, 1)
    let days = Self.dayNumber(date.year, date.month, date.day) - first + 1
    let seconds = Double(date.hour * 3600 + date.minute * 60) + date.second
    return min(Double(days) + seconds / 86_400, Double(days + 1).nextDown)
  }

  /// UTC as a two-part quasi-Julian date [days].
  public var julianDateUTC: (Double, Double) {
    let date = utc
    let days = Self.dayNumber(date.year, date.month, date.day)
    let seconds = Double(date.hour * 3600 + date.minute * 60) + date.second
    return (2_451_544.5 + Double(days), seconds / 86_400)
  }

  /// Days from 2000-01-01 to a date of the Gregorian calendar.
  static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    var origin = 0.0
    var modified = 0.0
    _ = eraCal2jd(Int32(year), Int32(month), Int32(day), &origin, &modified)
    return Int(modified.rounded()) - 51_544
  }

  static func calendar(ofDayNumber days: Int) -> (year: Int, month: Int, day: Int) {
    var year: Int32 = 0
    var month: Int32 = 0
    var day: Int32 = 0
    var fraction = 0.0
    _ = eraJd2cal(2_451_544.5, Double(days), &year, &month, &day, &fraction)
    return (Int(year), Int(month), Int(day))
  }

  /// TAI-UTC [s] on a day counted from 2000-01-01, by the table in use.
  static func leapSeconds(onDay day: Int) -> Int { LeapSeconds.inUse.offset(onDay: day) }

  private static func floorDivision(_ a: Int64, _ b: Int64) -> Int64 {
    let quotient = a / b
    return a % b < 0 ? quotient - 1 : quotient
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension CalendarDate {
  /// Reads an ISO 8601 date in UTC; see ``Epoch/init(utc:)-(String)``.
  public init(_ text: String) throws(KinematicsError) {
    guard text.utf8.count <= 40 else { throw .notADate(String(text.prefix(40))) }
    var body = Substring(text)
    if body.hasSuffix("Z") { body = body.dropLast() }
    let halves = body.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count <= 2, let dateText = halves.first else { throw .notADate(text) }
    let parts = dateText.split(separator: "-", omittingEmptySubsequences: false)
    func number(_ part: Substring, _ widths: ClosedRange<Int>) throws(KinematicsError) -> Int {
      guard widths.contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
        let value = Int(part)
      else { throw .notADate(text) }
      return value
    }
    self.init(year: 0, month: 1, day: 1)
    switch parts.count {
    case 3:
      year = try number(parts[0], 4...4)
      month = try number(parts[1], 2...2)
      day = try number(parts[2], 2...2)
    case 2:
      year = try number(parts[0], 4...4)
      let ordinal = try number(parts[1], 3...3)
      let length = Self.isLeap(year) ? 366 : 365
      guard (1...length).contains(ordinal) else { throw .notADate(text) }
      day = ordinal
      while day > Self.days(inMonth: month, of: year) {
        day -= Self.days(inMonth: month, of: year)
        month += 1
      }
    default: throw .notADate(text)
    }
    guard (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day) else {
      throw .notADate(text)
    }
    guard halves.count == 2 else { return }
    let clock = halves[1].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 2 || clock.count == 3 else { throw .notADate(text) }
    hour = try number(clock[0], 2...2)
    minute = try number(clock[1], 2...2)
    guard hour < 24, minute < 60 else { throw .notADate(text) }
    if clock.count == 3 {
      let pieces = clock[2].split(separator: ".", omittingEmptySubsequences: false)
      let whole = try number(pieces[0], 2...2)
      second = Double(whole)
      if pieces.count == 2 {
        guard pieces[1].utf8.allSatisfy({ (48...57).contains($0) }), !pieces[1].isEmpty,
          let value = Double("\(whole).\(pieces[1])")
        else { throw .notADate(text) }
        second = value
      }
      guard pieces.count <= 2, second < 61 else { throw .notADate(text) }
    }
  }

  static func isLeap(_ year: Int) -> Bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
