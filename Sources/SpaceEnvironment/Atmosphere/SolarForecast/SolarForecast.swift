import Kinematics
import NumericalMethods

/// What the Sun may do next: activity as measured as long as it is, and from there on a future drawn
/// from the past.
///
/// A future goes on as one of the complete past cycles did at the same time after its minimum (give or
/// take a year), and as the cycles after that did; where the past ends, it goes on in another
/// cycle at the phase of today. The flux above that of a spotless Sun is scaled so that the year
/// before the forecast agrees with the year measured; within some years that gives way to a factor of
/// its own for each future, so that futures are not only the few that have been. Months keep the
/// unrest that they had, and Ap is that of the month the flux is from.
///
/// In hindcasts over five years from each of 1996 to 2020 (`SolarForecastTests`) 83 % of the months lie
/// between the 5th and the 95th percentile, 86 % of those of the first year, and 37 % above the
/// median: cycle 24 was weaker than any of those before it.
///
/// The idea of going on as past cycles did is that of McNish, Lincoln (1949), *Transactions of the
/// American Geophysical Union* 30, 673; theirs gives a mean, this a spread.
///
///     let forecast = SolarForecast(try SolarCycles(tableAt: table))
///     let future = forecast.activity(until: end, seed: 7, sample: 12)
///     let (flux, ap) = future.values(at: epoch)
public struct SolarForecast: Sendable {
  /// The past that futures are drawn from.
  public let cycles: SolarCycles

  // The flux of a spotless Sun [sfu], chosen just below the lowest monthly mean of the series, 65.7 in
  // July 2008 (`Data/solar-cycles.csv`).
  private static let quiet = 65.0
  // Chosen, so that the hindcasts above come out as they do:
  // how long what sets this cycle apart is remembered [months],
  private static let memory = 72.0
  // standard deviation of the logarithm of a future's own factor,
  private static let spread = 0.3
  // how far the phases may differ [months].
  private static let jitter = 12.0

  /// The forecast from the end of a past.
  public init(_ cycles: SolarCycles) {
    self.cycles = cycles
  }

  /// The end of what is measured.
  public var measuredUntil: Epoch { cycles.coverage.upperBound }

  /// One future: the measured months, and drawn ones until `end` (at most 300 years on).
  ///
  /// - Parameters:
  ///   - end: the last instant that is asked for.
  ///   - seed: of the run.
  ///   - sample: which future; the same seed and sample give the same future.
  public func activity(until end: Epoch, seed: UInt64, sample: UInt64) -> SolarActivity {
    var values = cycles.values
    let wanted = (end - cycles.firstMonth) / SolarActivity.month + 2
    let count = min(values.count + 3600, Int(max(0, min(1e5, wanted))))
    guard count > values.count else {
      return SolarActivity(first: cycles.firstMonth, values: values)
    }
    let random = Philox4x32(seed: seed, stream: sample)
    var draw: UInt64 = 64  // the numbers before are for whoever flies through this future
    var place = start(&draw, random)
    let known = values.count
    let likeness = self.likeness(of: place)
    let own = Elementary.exp(Self.spread * random.normal(at: 63))
    for month in 0..<(count - known) {
      if place >= known { place = start(&draw, random) }
      let fading = Elementary.exp(-Double(month + 1) / Self.memory)
      let factor = own + (likeness - own) * fading
      let past = cycles.values[place]
      values.append(SIMD2(Self.quiet + max(0, past.x - Self.quiet) * factor, past.y))
      place += 1
    }
    return SolarActivity(first: cycles.firstMonth, values: values)
  }

  /// A month of the past that is in its cycle where the month after the last measured one is in its.
  private func start(_ draw: inout UInt64, _ random: Philox4x32) -> Int {
    let minima = cycles.minima
    let now = cycles.values.count - minima[minima.count - 1].month
    let past = minima.count - 1
    let cycle = min(past - 1, Int(random.uniform(at: draw) * Double(past)))
    let shift = (2 * random.uniform(at: draw + 1) - 1) * Self.jitter
    draw += 2
    let place = minima[cycle].month + now + Int(shift.rounded())
    return max(12, min(cycles.values.count - 1, place))
  }

  /// The flux above the quiet Sun of the last year over that of the year before a month of the past.
  private func likeness(of place: Int) -> Double {
    func excess(_ end: Int) -> Double {
      let months = cycles.values[max(0, end - 12)..<end]
      return months.reduce(0) { $0 + max(1, $1.x - Self.quiet) } / Double(months.count)
    }
    return max(0.4, min(2.5, excess(cycles.values.count) / excess(place)))
  }

  /// In words, how far an answer that begins and ends at two instants rests on measurements.
  public func coverage(from start: Epoch, to end: Epoch) -> String {
    let last = measuredUntil
    let names = cycles.minima.dropLast().map { "\($0.cycle)" }.joined(separator: ", ")
    let until = last.iso8601(digits: 0).prefix(7)
    let sampled = "sampled from the continuations of cycles \(names)"
    if start < cycles.coverage.lowerBound {
      return "before the first measured month, whose activity is taken; measured until \(until)"
    }
    if end <= last { return "solar activity as measured, monthly means" }
    if start >= last { return "no measured solar activity (it ends \(until)); \(sampled)" }
    return "solar activity as measured until \(until), monthly means; from there \(sampled)"
  }
}
