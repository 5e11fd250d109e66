import NumericalMethods

/// A time scale: how instants are numbered. Scales are types without values, as frames are.
public protocol TimeScale: Sendable {}

/// Coordinated Universal Time: TAI less whole seconds, as clocks on walls show it.
public enum UTC: TimeScale {}
/// International Atomic Time.
public enum TAI: TimeScale {}
/// Terrestrial Time, TAI + 32.184 s: the argument of precession and nutation.
public enum TT: TimeScale {}
/// Barycentric Dynamical Time, within 2 ms of TT: the argument of ephemerides.
public enum TDB: TimeScale {}
/// The time that the turning Earth shows: the argument of the Earth rotation angle.
public enum UT1: TimeScale {}

/// A Julian date in two parts in a time scale, the form that the Earth-rotation calls take.
///
/// The scale stands in the type: a date in ``TT`` is not taken where one in ``UT1`` is asked for. An
/// ``Epoch`` is the way from one scale to another.
///
///     let date = JulianDate<TT>(epoch)
///     eraXys06a(date.day, date.fraction, &x, &y, &s)
@frozen public struct JulianDate<Scale: TimeScale>: Sendable, Hashable {
  /// The day that begins at midnight, with its half [days]: 2451544.5 is 2000-01-01.
  public var day: Double
  /// What of the day is over [days]; of a day of ``UTC`` with a leap second, in days of 86,400 s.
  public var fraction: Double

  /// A date from its parts [days].
  @inlinable public init(day: Double, fraction: Double) {
    self.day = day
    self.fraction = fraction
  }

  /// The whole date in one number [days], which keeps 40 µs.
  @inlinable public var value: Double { day + fraction }

  /// The date without a scale, for the step from one to another.
  private init(_ epoch: Epoch, later nanoseconds: Int64) {
    (day, fraction) = epoch.julianDate(offsetNanoseconds: nanoseconds)
  }

  /// The instant that the date would name if its scale were TAI.
  fileprivate var asTAI: Epoch {
    let whole = day.rounded(.down)
    // Days to nanoseconds in two parts, so that no digit of the fraction is lost.
    let rest = (day - whole - 0.5) + fraction
    return Epoch(nanosecondsTAI: 0) + (whole - 2_451_544) * 86_400 + rest * 86_400
  }
}

private let terrestrialOffset: Int64 = 32_184_000_000

extension JulianDate where Scale == TAI {
  /// An instant in TAI.
  public init(_ epoch: Epoch) { self.init(epoch, later: 0) }
}

extension JulianDate where Scale == TT {
  /// An instant in TT.
  public init(_ epoch: Epoch) { self.init(epoch, later: terrestrialOffset) }
}

extension JulianDate where Scale == TDB {
  /// An instant in TDB at the Earth's centre, as ``Epoch/tdbMinusTT`` says: within 10 µs.
  public init(_ epoch: Epoch) { self.init(epoch + epoch.tdbMinusTT, later: terrestrialOffset) }
}

extension JulianDate where Scale == UTC {
  /// An instant in UTC, by the table of leap seconds in use.
  public init(_ epoch: Epoch) {
    let parts = epoch.julianDateUTC
    self.init(day: parts.0, fraction: parts.1)
  }
}

extension JulianDate where Scale == UT1 {
  /// An instant in UT1, by a table of the Earth's orientation.
  public init(_ epoch: Epoch, _ orientation: EarthOrientation) {
    self.init(epoch, ut1MinusTAI: orientation.values(at: epoch)[0])
  }

  init(_ epoch: Epoch, ut1MinusTAI: Double) { self.init(epoch + ut1MinusTAI, later: 0) }
}

extension Epoch {
  /// The instant of a date in TAI, to the nanosecond.
  public init(_ date: JulianDate<TAI>) { self = date.asTAI }

  /// The instant of a date in TT, to the nanosecond.
  public init(_ date: JulianDate<TT>) { self = date.asTAI - 32.184 }

  /// The instant of a date in TDB at the Earth's centre, within 10 µs.
  public init(_ date: JulianDate<TDB>) {
    let near = date.asTAI - 32.184
    // TDB-TT changes by less than 4e-10 of the time that passes: one step is exact.
    self = near - near.tdbMinusTT
  }

  /// The instant of a date in UT1, by a table of the Earth's orientation.
  public init(_ date: JulianDate<UT1>, _ orientation: EarthOrientation) {
    let near = date.asTAI
    let first = near - orientation.values(at: near)[0]
    // UT1-TAI changes by a part in 10⁸ of the time that passes: the second step is exact.
    self = near - orientation.values(at: first)[0]
  }
}
