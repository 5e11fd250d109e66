import CERFA
import Foundation

/// TAI-UTC by date: the leap seconds that were announced, and up to when.
///
/// Read from the carried table (columns `date,tai_minus_utc_s`), from the file
/// `leap-seconds.list` that the IERS publishes, or taken from ERFA's own code.
public struct LeapSeconds: Sendable, Hashable {
  /// From the start of a day of UTC on, counted from 2000-01-01, TAI-UTC has this value [s].
  struct Step: Sendable, Hashable {
    var day: Int
    var offset: Int
  }

  let steps: [Step]
  /// The first day that the table says nothing of, counted from 2000-01-01.
  let expiryDay: Int
  /// Where the table comes from, with its date.
  public let source: String

  /// TAI-UTC [s] on a day counted from 2000-01-01; before 1972 that of 1972.
  func offset(onDay day: Int) -> Int {
    for step in steps.reversed() where day >= step.day { return step.offset }
    return steps[0].offset
  }

  /// TAI-UTC [s] at an instant; inside a leap second, that before it.
  public func offset(at epoch: Epoch) -> Int {
    let seconds = epoch.nanosecondsTAI / 1_000_000_000
    for step in steps.reversed() where Int(seconds) >= step.day * 86_400 + step.offset {
      return step.offset
    }
    return steps[0].offset
  }

  /// The instants at which TAI-UTC steps, with the value that holds from there on [s].
  public var changes: [(epoch: Epoch, taiMinusUTC: Int)] {
    steps.map { (Self.start(ofDay: $0.day, offset: $0.offset), $0.offset) }
  }

  /// Up to when the table says whether there is a leap second.
  public var expires: Epoch {
    Self.start(ofDay: expiryDay, offset: offset(onDay: expiryDay))
  }

  /// From 1972 to the expiry of the table; an instant after it is ``Coverage/beyond``: TAI-UTC is
  /// held, and a leap second that is announced later moves its date by 1 s.
  public var coverage: CoverageDates {
    CoverageDates(first: changes[0].epoch, measuredTo: expires, predictedTo: expires)
  }

  private static func start(ofDay day: Int, offset: Int) -> Epoch {
    Epoch(nanosecondsTAI: Int64(day * 86_400 + offset) * 1_000_000_000)
  }

  private init(steps: [Step], expiryDay: Int, source: String) {
    self.steps = steps
    self.expiryDay = expiryDay
    self.source = source
  }

  /// The table that ERFA carries; it expires where ERFA calls a year dubious.
  public static let erfa: LeapSeconds = {
    var steps: [Step] = []
    // Steps come at the ends of half-years.
    for year in 1972...2199 {
      for month in [1, 7] {
        var offset = 0.0
        let status = eraDat(Int32(year), Int32(month), 1, 0, &offset)
        let day = Epoch.dayNumber(year, month, 1)
        if status == 1 {
          return LeapSeconds(steps: steps, expiryDay: day, source: "table of ERFA")
        }
        let whole = Int(offset.rounded())
        if whole != steps.last?.offset { steps.append(Step(day: day, offset: whole)) }
      }
    }
    return LeapSeconds(
      steps: steps, expiryDay: Epoch.dayNumber(2200, 1, 1), source: "table of ERFA")
  }()

  /// The table that dates are read and written with: of the user's and the carried file the one
  /// that expires later (``DataFolder``), ERFA's where neither can be read.
  public static let inUse: LeapSeconds = found.table

  /// What is wrong with the tables of leap seconds that are there, where none of them can be read and
  /// ERFA's is in use instead; nil where one can.
  public static let problem: String? = found.problem

  private static let found: (table: LeapSeconds, problem: String?) = {
    var tables: [LeapSeconds] = []
    var problem: String?
    for file in DataFolder.places(of: .leapSeconds, carriedIn: try? DataFolder.locate()) {
      do throws(KinematicsError) {
        tables.append(try LeapSeconds(tableAt: file))
      } catch {
        problem = problem ?? "\(error); the table of leap seconds of ERFA is used instead"
      }
    }
    guard let table = tables.max(by: { $0.expiryDay < $1.expiryDay }) else {
      return (.erfa, problem)
    }
    return (table, nil)
  }()
}

extension LeapSeconds {
  /// Reads a table; see ``init(text:named:)``.
  ///
  /// - Throws: ``KinematicsError/fileUnreadable(path:)`` or
  ///   ``KinematicsError/malformed(path:line:what:)``.
  public init(tableAt url: URL) throws(KinematicsError) {
    try self.init(TextBytes(fileAt: url), named: url.path)
  }

  /// Reads the text of a table, which errors name `path`.
  ///
  /// The carried form has columns `date,tai_minus_utc_s`, the source in its first comment and a
  /// comment `# expires: DATE`. The form of the IERS counts seconds of UTC since 1900 (as the
  /// Network Time Protocol does) and marks its date by `#$`, its expiry by `#@`.
  ///
  /// - Throws: ``KinematicsError/malformed(path:line:what:)``.
  public init(text: String, named path: String) throws(KinematicsError) {
    try self.init(TextBytes(text), named: path)
  }

  private init(_ bytes: TextBytes, named path: String) throws(KinematicsError) {
    var reading = Reading(path: path)
    var start = 0
    while let line = bytes.line(from: start) {
      start = line.upperBound + 1
      reading.line += 1
      try reading.read(bytes, bytes.trimmed(line))
    }
    guard let first = reading.steps.first, first.offset == 10,
      first.day == Epoch.dayNumber(1972, 1, 1)
    else { throw reading.broken("the first row is not 10 s from 1972-01-01 on") }
    guard let expiry = reading.expiry, let last = reading.steps.last, expiry > last.day else {
      throw reading.broken("no date of expiry after the last row")
    }
    guard expiry <= Epoch.dayNumber(2200, 1, 1) else {
      throw reading.broken("a date of expiry after 2199")
    }
    // A list that ends early but is said to be good for longer would move every later date.
    guard reading.steps.starts(with: Self.erfa.steps.filter { $0.day < expiry }) else {
      throw reading.broken("not all leap seconds that are known before it expires")
    }
    let name = URL(fileURLWithPath: path).lastPathComponent
    var source = reading.title ?? name
    if let updated = reading.updated {
      source = "IERS \(name), updated \(Self.text(ofDay: updated))"
    }
    self.init(steps: reading.steps, expiryDay: expiry, source: source)
  }

  /// A date, written without ``Epoch/iso8601(digits:)``: that asks for the table in use, which may
  /// be the one that is being read.
  private static func text(ofDay day: Int) -> String {
    let date = Epoch.calendar(ofDayNumber: day)
    return [date.month, date.day].reduce("\(date.year)") { $0 + ($1 < 10 ? "-0" : "-") + "\($1)" }
  }

  /// What has been read of a table.
  private struct Reading {
    let path: String
    var line = 0
    var steps: [Step] = []
    var expiry: Int?
    var updated: Int?
    var title: String?

    init(path: String) { self.path = path }

    func broken(_ what: String) -> KinematicsError {
      .malformed(path: path, line: max(1, line), what: what)
    }

    mutating func read(_ bytes: TextBytes, _ line: Range<Int>) throws(KinematicsError) {
      if bytes.begins(line, with: "#") {
        try readComment(bytes, line)
      } else if !line.isEmpty, !bytes.begins(line, with: "date,") {
        try append(step(bytes, line))
      }
    }

    private mutating func readComment(
      _ bytes: TextBytes, _ line: Range<Int>
    ) throws(KinematicsError) {
      let rest = line.lowerBound + min(2, line.count)..<line.upperBound
      if bytes.begins(line, with: "#@") {
        expiry = try day(ofNTP: bytes, rest)
      } else if bytes.begins(line, with: "#$") {
        updated = try day(ofNTP: bytes, rest)
      } else if bytes.begins(rest, with: "expires: ") {
        let text = bytes.string(rest.lowerBound + 9..<rest.upperBound)
        guard let date = try? CalendarDate(text) else { throw broken("no date of expiry") }
        expiry = Epoch.dayNumber(date.year, date.month, date.day)
      } else if self.line == 1, !rest.isEmpty {
        title = bytes.string(rest)
      }
    }

    private func day(
      ofNTP bytes: TextBytes, _ range: Range<Int>
    ) throws(KinematicsError) -> Int {
      // 1900-01-01 is 36,524 days before 2000-01-01.
      guard let seconds = bytes.integer(range), (0...9_500_000_000).contains(seconds) else {
        throw broken("not a count of seconds since 1900")
      }
      return seconds / 86_400 - 36_524
    }

    private func step(
      _ bytes: TextBytes, _ line: Range<Int>
    ) throws(KinematicsError) -> Step {
      var fields: [Range<Int>] = []
      bytes.fields(of: line, separator: UInt8(ascii: ","), into: &fields)
      if fields.count == 2 {
        guard let date = try? CalendarDate(bytes.string(fields[0])),
          let offset = bytes.integer(fields[1])
        else { throw broken("not a row date,tai_minus_utc_s") }
        return Step(day: Epoch.dayNumber(date.year, date.month, date.day), offset: offset)
      }
      let end = line.first { bytes.bytes[$0] == 35 } ?? line.upperBound
      bytes.fields(of: line.lowerBound..<end, separator: UInt8(ascii: " "), into: &fields)
      guard fields.count == 2, let offset = bytes.integer(fields[1]) else {
        throw broken("not a row of leap seconds")
      }
      return Step(day: try day(ofNTP: bytes, fields[0]), offset: offset)
    }

    private mutating func append(_ step: Step) throws(KinematicsError) {
      if let last = steps.last {
        guard step.day > last.day, abs(step.offset - last.offset) == 1 else {
          throw broken("TAI-UTC does not step by one second at a later date")
        }
      }
      guard step.day < Epoch.dayNumber(2200, 1, 1) else { throw broken("a date after 2199") }
      steps.append(step)
    }
  }
}
