import Foundation
import Kinematics

/// What the Sun and the magnetic field did, or are said to do, day by day: F10.7 and ap.
///
/// F10.7 is the flux of the Sun at 10.7 cm as observed at the Earth, not adjusted to one astronomical
/// unit: the air takes what arrives, and NRLMSISE-00 was made with observed values (Picone and others
/// 2002, section 2). Days of a monthly forecast are interpolated; its ap, which it does not give, is
/// the mean of the measured days of the table.
public struct SpaceWeather: Sendable {
  /// How a day's figures are known.
  public enum Kind: Int, Sendable, Hashable, Comparable {
    /// Measured, or interpolated between measured days by who publishes them.
    case measured
    /// Predicted day by day.
    case predicted
    /// Interpolated in a forecast by months.
    case forecast
    /// Outside the table: its nearest day is held.
    case beyond

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// The figures of a day.
  struct Day: Sendable {
    /// ap of the eight spans of three hours.
    var indices: SIMD8<Int16>
    /// Mean of the day; with a monthly forecast that of the table.
    var dailyIndex: Double
    /// F10.7, observed, and its mean over the 81 days about the day.
    var flux: Double
    var meanFlux: Double
    var kind: Kind
  }

  /// The drivers at an instant.
  public struct Reading: Sendable, Hashable {
    /// F10.7 of the day before, observed [1e-22 W/m²/Hz].
    public var solarFlux: Double
    /// The mean of F10.7 over the 81 days about the day.
    public var averageSolarFlux: Double
    /// The mean ap of the day.
    public var dailyIndex: Double
    /// The seven indices of the three-hourly mode.
    public var indices: ThreeHourlyIndices
    /// How well the least certain of them is known.
    public var kind: Kind
  }

  let first: CivilDay
  let days: [Day]
  /// The last days that are measured and predicted; the day before ``first`` where none is.
  let lastMeasured, lastPredicted: CivilDay
  /// Where the figures come from.
  public let source: String

  /// Reads a table: the one that Outpost carries or writes, or one of CelesTrak, as CSV or in
  /// columns (format CssiSpaceWeather 1.2).
  ///
  /// - Throws: ``EnvironmentError/fileUnreadable(path:)`` or
  ///   ``EnvironmentError/malformed(path:line:what:)``.
  public init(tableAt url: URL) throws(EnvironmentError) {
    guard let data = try? Data(contentsOf: url) else { throw .fileUnreadable(path: url.path) }
    try self.init(text: String(decoding: data, as: UTF8.self), named: url.path)
  }

  /// Reads a table from text.
  ///
  /// - Parameters:
  ///   - text: in one of the formats of ``init(tableAt:)``.
  ///   - name: what errors call it.
  /// - Throws: ``EnvironmentError/malformed(path:line:what:)``.
  public init(text: String, named name: String) throws(EnvironmentError) {
    let rows = try SpaceWeatherReader.read(text, named: name)
    source = rows.source
    var days: [Day] = []
    var first: CivilDay?
    for row in rows.days {
      let start = first ?? row.day
      first = start
      let expected = start.number + days.count
      guard row.day.number >= expected else {
        throw .malformed(path: name, line: row.line, what: "dates do not rise")
      }
      if row.day.number > expected {
        guard row.values.kind == .forecast, let last = days.last else {
          throw .malformed(
            path: name, line: row.line,
            what: "no row for \(CivilDay(number: expected).text); days follow each other")
        }
        let steps = row.day.number - expected + 1
        guard steps <= 100 else {
          throw .malformed(
            path: name, line: row.line, what: "more than 100 days after the row before")
        }
        for step in 1..<steps {
          days.append(Self.between(last, row.values, Double(step) / Double(steps)))
        }
      }
      days.append(row.values)
    }
    guard let first, days.count >= 4 else {
      throw .malformed(path: name, line: 0, what: "fewer than four days")
    }
    self.first = first
    let known = days.prefix { $0.kind != .forecast }
    guard !known.isEmpty else {
      throw .malformed(path: name, line: 0, what: "nothing but a monthly forecast")
    }
    let measured = days.prefix { $0.kind == .measured }
    lastMeasured = CivilDay(number: first.number + measured.count - 1)
    lastPredicted = CivilDay(number: first.number + known.count - 1)
    let typical =
      (measured.isEmpty ? known : measured).reduce(0) { $0 + $1.dailyIndex }
      / Double(measured.isEmpty ? known.count : measured.count)
    for index in days.indices where days[index].kind == .forecast {
      days[index].dailyIndex = typical
      days[index].indices = SIMD8(repeating: Int16(typical.rounded()))
    }
    self.days = days
  }

  private static func between(_ a: Day, _ b: Day, _ part: Double) -> Day {
    Day(
      indices: b.indices, dailyIndex: b.dailyIndex, flux: a.flux + part * (b.flux - a.flux),
      meanFlux: a.meanFlux + part * (b.meanFlux - a.meanFlux), kind: .forecast)
  }

  /// The span of the days of the table.
  public var coverage: ClosedRange<Epoch> {
    first.start...CivilDay(number: first.number + days.count).start
  }

  /// What is measured, predicted and forecast, in words.
  public var coverageInWords: String {
    var parts: [String] = []
    if lastMeasured >= first { parts.append("measured \(first.text) to \(lastMeasured.text)") }
    if lastPredicted > lastMeasured { parts.append("predicted by day to \(lastPredicted.text)") }
    let end = CivilDay(number: first.number + days.count - 1)
    if end > lastPredicted { parts.append("forecast by month to \(end.text)") }
    return parts.joined(separator: ", ")
  }

  /// The figures of a day; outside the table those of its nearest day.
  private func day(_ number: Int) -> Day {
    let index = number - first.number
    guard index >= 0 else {
      var day = days[0]
      day.kind = .beyond
      return day
    }
    guard index < days.count else {
      var day = days[days.count - 1]
      day.kind = .beyond
      return day
    }
    return days[index]
  }

  /// The drivers at an instant.
  public func reading(at epoch: Epoch) -> Reading {
    let today = CivilDay(epoch)
    let span = max(0, min(7, Int((epoch - today.start) / 10_800)))
    let day = day(today.number)
    let before = self.day(today.number - 1)
    // The eight days and spans before now, newest first: 57 hours and the span of now.
    var past = InlineArray<20, Double>(repeating: 0)
    var kind = max(day.kind, before.kind)
    for back in 0..<20 {
      let count = 8 * today.number + span - back
      let source = self.day(count >> 3)
      kind = max(kind, source.kind)
      past[back] =
        source.kind == .forecast ? source.dailyIndex : Double(source.indices[count & 7])
    }
    var old = 0.0
    var older = 0.0
    for back in 0..<8 {
      old += past[4 + back] / 8
      older += past[12 + back] / 8
    }
    return Reading(
      solarFlux: before.flux, averageSolarFlux: day.meanFlux, dailyIndex: day.dailyIndex,
      indices: ThreeHourlyIndices(
        daily: day.dailyIndex, past: [past[0], past[1], past[2], past[3], old, older]),
      kind: kind)
  }
}
