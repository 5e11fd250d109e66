import Foundation
import Kinematics

/// Solar and geomagnetic activity as it was, by month, with the months in which cycles begin.
public struct SolarCycles: Sendable {
  /// Flux at 10.7 cm as observed [sfu] and Ap, by month from ``firstMonth``.
  let values: [SIMD2<Double>]
  /// The middle of the first month.
  let firstMonth: Epoch
  /// Months in which a cycle begins (the least smoothed number of sunspots), by the cycle's number.
  let minima: [(cycle: Int, month: Int)]
  /// Where the figures come from, with its date.
  public let source: String

  /// Reads the table with columns `month,f107_sfu,ap,kind,begins_cycle`; of its rows only those that
  /// are `measured` are kept.
  ///
  /// - Throws: ``EnvironmentError/fileUnreadable(path:)`` or
  ///   ``EnvironmentError/malformed(path:line:what:)`` for a file that is not such a table, has gaps,
  ///   or has fewer than three beginnings of cycles.
  public init(tableAt url: URL) throws(EnvironmentError) {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw .fileUnreadable(path: url.path)
    }
    var values: [SIMD2<Double>] = []
    var minima: [(cycle: Int, month: Int)] = []
    var source = url.lastPathComponent
    var firstNumber: Int?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if index == 0, line.hasPrefix("#") {
        source = line.dropFirst().trimmingCharacters(in: .whitespaces)
      }
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("month") { continue }
      guard let row = Row(line) else {
        throw .malformed(path: url.path, line: index + 1, what: "not a row of a month's activity")
      }
      guard row.isMeasured else { continue }
      let first = firstNumber ?? row.month
      firstNumber = first
      guard row.month == first + values.count else {
        throw .malformed(path: url.path, line: index + 1, what: "the months have a gap")
      }
      if let cycle = row.begins { minima.append((cycle, values.count)) }
      values.append(row.values)
    }
    guard let firstNumber, minima.count >= 3 else {
      throw .malformed(
        path: url.path, line: 0, what: "fewer than three cycles begin in the measured months")
    }
    self.values = values
    self.minima = minima
    self.source = source
    firstMonth = Self.middle(ofMonth: firstNumber)
  }

  private init(_ whole: SolarCycles, months: Int) {
    values = Array(whole.values.prefix(months))
    minima = whole.minima.filter { $0.month + Self.halfMean < months }
    firstMonth = whole.firstMonth
    source = whole.source
  }

  // A minimum is that of the mean over thirteen months, which is known six months later.
  private static let halfMean = 6

  /// What was known at an instant: the months that were over then, and the minima that stood out in
  /// them; nil where those were fewer than three.
  public func known(at epoch: Epoch) -> SolarCycles? {
    let months = Int(((epoch - firstMonth) / SolarActivity.month + 0.5).rounded(.down))
    guard months >= 0, months < values.count else { return months >= values.count ? self : nil }
    let part = SolarCycles(self, months: months)
    return part.minima.count >= 3 ? part : nil
  }

  /// The first and the last instant of the measured months.
  public var coverage: ClosedRange<Epoch> {
    let half = SolarActivity.month / 2
    return firstMonth - half...firstMonth + (Double(values.count) - 0.5) * SolarActivity.month
  }

  /// The measured months alone.
  public var measured: SolarActivity { SolarActivity(first: firstMonth, values: values) }

  /// Months are counted from 2000-01, and laid evenly through the years: the middle of one is within
  /// two days of that of the calendar.
  private static func middle(ofMonth number: Int) -> Epoch {
    .j2000 + (Double(number) + 0.5) * SolarActivity.month - 43_200
  }

  /// A row of the table.
  private struct Row {
    /// Months from 2000-01.
    var month: Int
    var values: SIMD2<Double>
    var isMeasured: Bool
    var begins: Int?

    init?(_ line: Substring) {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      let date = fields.first?.split(separator: "-") ?? []
      guard fields.count == 5, date.count == 2, let year = Int(date[0]), let month = Int(date[1]),
        (1900...2200).contains(year), (1...12).contains(month), let flux = Double(fields[1]),
        let ap = Double(fields[2]), (40...500).contains(flux), (0...400).contains(ap),
        fields[3] == "measured" || fields[3] == "predicted"
      else { return nil }
      self.month = (year - 2000) * 12 + month - 1
      values = SIMD2(flux, ap)
      isMeasured = fields[3] == "measured"
      begins = Int(fields[4])
    }
  }
}
