/// An instant, counted in whole nanoseconds of International Atomic Time (TAI).
///
/// The count starts at 2000-01-01T00:00:00 TAI and covers 1707 to 2292. It is not bound to a time
/// scale: a scale is asked for only where a date is read or written. Sums and differences are
/// exact, so that epochs compare and hash without tolerance.
///
///     let release = try Epoch(utc: "2022-02-14T12:00:00Z")
///     let later = release + 90.0            // seconds
///     later - release                       // 90.0
public struct Epoch: Sendable, Hashable, Comparable {
  /// Nanoseconds of TAI since 2000-01-01T00:00:00 TAI.
  public var nanosecondsTAI: Int64

  /// An instant from its count of nanoseconds of TAI since 2000-01-01T00:00:00 TAI.
  @inlinable public init(nanosecondsTAI: Int64) {
    self.nanosecondsTAI = nanosecondsTAI
  }

  /// Noon of 2000-01-01 in Terrestrial Time, the epoch J2000.0.
  public static let j2000 = Epoch(nanosecondsTAI: 43_200_000_000_000 - 32_184_000_000)

  @inlinable public static func < (a: Self, b: Self) -> Bool {
    a.nanosecondsTAI < b.nanosecondsTAI
  }

  /// The instant `seconds` later, rounded to the nanosecond.
  ///
  /// Saturates at the ends of the covered span instead of overflowing.
  @inlinable public static func + (epoch: Self, seconds: Double) -> Self {
    let limit = 9.2e18
    let nanoseconds = (seconds * 1e9).rounded()
    let bounded = nanoseconds > limit ? limit : (nanoseconds < -limit ? -limit : nanoseconds)
    let step = nanoseconds == nanoseconds ? Int64(bounded) : 0
    let (sum, overflow) = epoch.nanosecondsTAI.addingReportingOverflow(step)
    return Epoch(nanosecondsTAI: overflow ? (step > 0 ? .max : .min) : sum)
  }

  /// The instant `seconds` earlier, rounded to the nanosecond.
  @inlinable public static func - (epoch: Self, seconds: Double) -> Self { epoch + (-seconds) }

  /// The time from `b` to `a` [s].
  @inlinable public static func - (a: Self, b: Self) -> Double {
    let (difference, overflow) = a.nanosecondsTAI.subtractingReportingOverflow(b.nanosecondsTAI)
    if overflow { return (Double(a.nanosecondsTAI) - Double(b.nanosecondsTAI)) * 1e-9 }
    // Whole seconds apart from the fraction, so that a century keeps its nanoseconds.
    let whole = difference / 1_000_000_000
    let rest = difference % 1_000_000_000
    return Double(whole) + Double(rest) * 1e-9
  }

  /// Julian centuries of Terrestrial Time since J2000.0; within 2 ms of the same count in TDB.
  public var julianCenturiesTT: Double {
    (self - .j2000) / (86_400 * 36_525)
  }

  /// The Julian date in two parts [days] of a scale that is so much ahead of TAI.
  func julianDate(offsetNanoseconds: Int64) -> (Double, Double) {
    let day: Int64 = 86_400_000_000_000
    let (count, overflow) = nanosecondsTAI.addingReportingOverflow(offsetNanoseconds)
    let nanoseconds = overflow ? nanosecondsTAI : count
    var days = nanoseconds / day
    var rest = nanoseconds % day
    if rest < 0 {
      rest += day
      days -= 1
    }
    // 2000-01-01T00:00 is JD 2451544.5.
    return (2_451_544.5 + Double(days), Double(rest) / Double(day))
  }
}
