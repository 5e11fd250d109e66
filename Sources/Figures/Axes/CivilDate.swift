/// A date of the Gregorian calendar with the time of day, to the second.
///
/// The count of days is that of H. Hinnant, *chrono-Compatible Low-Level Date Algorithms* (2013),
/// `days_from_civil` and `civil_from_days`: years begin in March, so that the leap day is the last.
struct CivilDate: Sendable, Hashable {
  let year: Int
  let month: Int
  let day: Int
  /// The second of the day, 0 to 86 399.
  let second: Int

  /// The date of a count of seconds since 1970-01-01T00:00:00, rounded; the range is ± 10 000 years.
  init(secondsSince1970 seconds: Double) {
    let limit = 3.15e11
    let whole = seconds.isFinite ? Int(max(-limit, min(limit, seconds)).rounded()) : 0
    let second = (whole % 86400 + 86400) % 86400
    self.init(day: (whole - second) / 86400, second: second)
  }

  /// The date of a count of days since 1970-01-01.
  private init(day: Int, second: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    self.day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    self.second = second
  }

  /// Seconds from 1970-01-01 to the first of a month; months beyond 12 run on into later years.
  static func start(year: Int, month: Int) -> Double {
    let (year, month) = (year + (month - 1) / 12, (month - 1) % 12 + 1)
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Double(era * 146_097 + dayOfEra - 719_468) * 86400
  }

  private static let names = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  var monthName: String { CivilDate.names[month - 1] }
  var dayAndMonth: String { "\(day) \(monthName)" }
  var fullDay: String { "\(day) \(monthName) \(year)" }
  /// The time of day to the minute, as in `01:44`.
  var clock: String { "\(two(second / 3600)):\(two(second / 60 % 60))" }
  /// The time of day to the second.
  var clockWithSeconds: String { "\(clock):\(two(second % 60))" }
  /// The whole date.
  var text: String { "\(fullDay), \(clockWithSeconds)" }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// Round dates in a range of time, with their writing.
struct CalendarTicks: Sendable {
  struct Tick: Sendable {
    let seconds: Double
    let label: String
    var note = ""
  }

  let ticks: [Tick]

  private static let day = 86400.0
  private static let steps: [Double] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
    172_800, 432_000, 864_000,
  ]

  /// The ticks from one date to another [s since 1970]; about `count`.
  init(from low: Double, to high: Double, count: Int) {
    // Beyond that there is no date to write.
    guard low >= -3e11, high >= low, high <= 3e11 else {
      ticks = []
      return
    }
    let wanted = (high - low) / Double(max(1, count))
    if let step = CalendarTicks.steps.first(where: { $0 >= wanted * (1 - 1e-9) }) {
      ticks = CalendarTicks.every(step, from: low, to: high)
    } else {
      ticks = CalendarTicks.months(wanted / (30.4 * CalendarTicks.day), from: low, to: high)
    }
  }

  /// Ticks a fixed time apart; the first of each day has the day below it.
  private static func every(_ step: Double, from low: Double, to high: Double) -> [Tick] {
    let (first, last) = ((low / step).rounded(.up), (high / step).rounded(.down))
    guard last >= first else { return [] }
    var ticks: [Tick] = []
    var lastNote = ""
    for place in 0...Int(min(last - first, 1000)) {
      let seconds = (first + Double(place)) * step
      let date = CivilDate(secondsSince1970: seconds)
      if step < day {
        let label = step < 60 ? date.clockWithSeconds : date.clock
        ticks.append(
          Tick(seconds: seconds, label: label, note: date.fullDay == lastNote ? "" : date.fullDay))
        lastNote = date.fullDay
      } else {
        let note = "\(date.year)" == lastNote ? "" : "\(date.year)"
        ticks.append(Tick(seconds: seconds, label: date.dayAndMonth, note: note))
        lastNote = "\(date.year)"
      }
    }
    return ticks
  }

  /// Ticks at the first of months, or of years where months are too many.
  private static func months(_ wanted: Double, from low: Double, to high: Double) -> [Tick] {
    let rounded = [1.0, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000]
    let step = Int(rounded.first { $0 >= wanted * (1 - 1e-9) } ?? 24000)
    let start = CivilDate(secondsSince1970: low)
    var months = start.year * 12 + start.month - 1
    months -= (months % step + step) % step
    var ticks: [Tick] = []
    var year = ""
    while ticks.count < 1000 {
      let (floor, month) = (Int((Double(months) / 12).rounded(.down)), (months % 12 + 12) % 12)
      let seconds = CivilDate.start(year: floor, month: month + 1)
      if seconds > high { break }
      if seconds >= low {
        let date = CivilDate(secondsSince1970: seconds)
        let note = step >= 12 || "\(date.year)" == year ? "" : "\(date.year)"
        ticks.append(
          Tick(seconds: seconds, label: step >= 12 ? "\(date.year)" : date.monthName, note: note))
        year = "\(date.year)"
      }
      months += step
    }
    return ticks
  }
}
