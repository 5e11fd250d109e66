import Kinematics

/// A day of UTC, counted from 2000-01-01.
struct CivilDay: Sendable, Hashable, Comparable {
  var number: Int

  init(number: Int) { self.number = number }

  /// The day of a date of the Gregorian calendar; nil where there is no such date.
  ///
  /// Richards (2013) in *Explanatory Supplement to the Astronomical Almanac*, section 15.11: years
  /// are counted from March, so that the leap day is the last.
  init?(year: Int, month: Int, day: Int) {
    guard (1900...2200).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    let marchYear = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    number = 365 * marchYear + leapDays + (153 * monthFromMarch + 2) / 5 + day - 730_426
    let (sameYear, sameMonth, sameDay) = date
    guard sameYear == year, sameMonth == month, sameDay == day else { return nil }
  }

  /// The day that UTC shows at an instant.
  init(_ epoch: Epoch) {
    let date = epoch.utc
    self = Self(year: date.year, month: date.month, day: date.day) ?? Self(number: 0)
  }

  /// Year, month and day.
  var date: (year: Int, month: Int, day: Int) {
    // Days since 0000-03-01, in cycles of 400 years.
    let days = number + 730_425
    let cycle = days / 146_097
    let inCycle = days % 146_097
    let year = (inCycle - inCycle / 1460 + inCycle / 36_524 - inCycle / 146_096) / 365
    let inYear = inCycle - (365 * year + year / 4 - year / 100)
    let month = (5 * inYear + 2) / 153
    let day = inYear - (153 * month + 2) / 5 + 1
    return (400 * cycle + year + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, day)
  }

  /// Its first instant; the nearest one that epochs cover.
  var start: Epoch {
    let (year, month, day) = date
    let covered = CalendarDate(
      year: max(1972, min(2199, year)), month: month, day: day)
    return (try? Epoch(utc: covered)) ?? .j2000
  }

  /// The day of its year, 1 to 366.
  var dayOfYear: Int {
    let first = CivilDay(year: date.year, month: 1, day: 1) ?? self
    return number - first.number + 1
  }

  /// As ISO 8601 writes it.
  var text: String {
    let (year, month, day) = date
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}
