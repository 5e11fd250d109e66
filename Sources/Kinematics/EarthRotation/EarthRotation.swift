import CERFA
import NumericalMethods

/// The rotation between GCRF and ITRF along an arc of time (IAU 2006/2000A with Earth orientation).
///
/// The position of the celestial intermediate pole and the origin locator are computed by ERFA at
/// knots eight hours apart and interpolated by quintics, the Earth's orientation at midnights and
/// interpolated by cubics; the Earth rotation angle is computed at the instant itself. The whole is
/// within 1e-12 rad (7 µm at a low orbit) of ERFA's routines at that instant. The knots are rounded
/// to 2⁻⁴⁶ rad (0.1 µm on the ground), so that a last digit of the C library does not reach a
/// result.
///
/// Source: IERS Conventions (2010), chapter 5, equations 5.1 to 5.13. Left out: what the ocean's
/// tides do within a day (``EarthOrientation``).
public struct EarthRotation: Sendable {
  /// Midnight of UTC before the day of the start: days count from here, each 86,400 s of TAI.
  private let origin: Epoch
  /// The Earth rotation angle at the origin if UT1 were TAI [turns].
  private let turnsAtOrigin: Double
  /// Pole position X, Y and the locators s - s' [rad] at each knot, and a zero.
  private var poleKnots: [SIMD4<Double>]
  /// The third of a day, counted from the origin, of the first of them.
  private let firstThird: Int
  /// UT1-TAI [s], pole and offsets [rad], as `EarthOrientation.values(at:)`, once a day from the
  /// origin on.
  private var orientationKnots: [SIMD8<Double>]
  let orientation: EarthOrientation
  private static let day = 86_400.0
  private static let third = 28_800.0

  /// Prepares the arc from `start` to `end`, at most 400 days; outside it the nearest polynomial
  /// goes on.
  public init(from start: Epoch, to end: Epoch, orientation: EarthOrientation) {
    self.orientation = orientation
    let date = start.utc
    let today = Epoch.dayNumber(date.year, date.month, date.day)
    let midnight = Int64(today * 86_400 + Epoch.leapSeconds(onDay: today))
    let origin = Epoch(nanosecondsTAI: midnight * 1_000_000_000) - Self.day
    self.origin = origin
    let span = max(0, min(end - start, 400 * Self.day))
    let first = Int(((start - origin) / Self.third).rounded(.down)) - 2
    let last = Int(((start - origin + span) / Self.third).rounded(.down)) + 3
    firstThird = first
    poleKnots = (first...last).map { Self.pole(at: origin + Double($0) * Self.third) }
    let lastDay = Int(((start - origin + span) / Self.day).rounded(.down)) + 2
    orientationKnots = (0...lastDay).map { orientation.values(at: origin + Double($0) * Self.day) }
    turnsAtOrigin = Self.turns(atTAI: origin)
  }

  private static func pole(at epoch: Epoch) -> SIMD4<Double> {
    let date = JulianDate<TT>(epoch)
    var x = 0.0
    var y = 0.0
    var s = 0.0
    eraXys06a(date.day, date.fraction, &x, &y, &s)
    let grain = 70_368_744_177_664.0  // 2⁴⁶
    let exact = SIMD4(x, y, s - eraSp00(date.day, date.fraction), 0)
    return (grain * exact).rounded(.toNearestOrAwayFromZero) / grain
  }

  /// The Earth rotation angle [turns] at an instant whose TAI is read as UT1 (Capitaine, Guinot,
  /// McCarthy 2000; IERS Conventions, eq. 5.15).
  private static func turns(atTAI epoch: Epoch) -> Double {
    let date = JulianDate<TAI>(epoch)
    let days = (date.day - 2_451_545.0) + date.fraction
    let fraction =
      (date.day - 2_451_544.5 - (date.day - 2_451_544.5).rounded(.down)) + date.fraction - 0.5
    let turns = fraction + 0.779_057_273_264_0 + turnsGained * days
    return turns - turns.rounded(.down)
  }

  /// What the Earth turns in a day of UT1 beyond one turn.
  private static let turnsGained = 0.002_737_811_911_354_48

  /// The rotation from GCRF to ITRF at `epoch`.
  public func rotation(at epoch: Epoch) -> Rotation<GCRF, ITRF> {
    Rotation(matrix: matrix(at: epoch))
  }

  /// The matrix that turns components along GCRF into components along ITRF, at `epoch`: what
  /// loops over steps ask for.
  public func matrix(at epoch: Epoch) -> Matrix3 {
    let (nanoseconds, overflow) = epoch.nanosecondsTAI.subtractingReportingOverflow(
      origin.nanosecondsTAI)
    let length: Int64 = 86_400_000_000_000
    let days = overflow ? 0 : nanoseconds / length
    let rest = overflow ? 0 : nanoseconds % length
    return angles(day: Int(days), second: Double(rest) * 1e-9).matrix
  }

  /// The quintic through six knots (Lagrange), at `t` after the third of them.
  @inline(__always)
  private func pole(from first: Int, at t: Double) -> SIMD4<Double> {
    let a = (t + 2) * (t + 1)
    let b = t * (t - 1)
    let c = (t - 2) * (t - 3)
    let outer = (t + 1) * b * (t - 2)
    var sum = (outer * (t - 3) * (-1.0 / 120)) * poleKnots[first]
    sum += ((t + 2) * b * c * (1.0 / 24)) * poleKnots[first + 1]
    sum += (a * (t - 1) * c * (-1.0 / 12)) * poleKnots[first + 2]
    sum += (a * t * c * (1.0 / 12)) * poleKnots[first + 3]
    sum += (a * b * (t - 3) * (-1.0 / 24)) * poleKnots[first + 4]
    return sum + (outer * (t + 2) * (1.0 / 120)) * poleKnots[first + 5]
  }

  /// The angles at a second of a day that is counted from the origin.
  private func angles(day: Int, second: Double) -> TerrestrialAngles {
    let thirds = second / Self.third + Double(3 * day - firstThird)
    let index = max(2, min(poleKnots.count - 4, Int(thirds)))
    let pole = pole(from: index - 2, at: thirds - Double(index))
    let whole = max(1, min(orientationKnots.count - 3, day))
    let values = EarthOrientation.cubic(
      at: second / Self.day + Double(day - whole), orientationKnots[whole - 1],
      orientationKnots[whole], orientationKnots[whole + 1], orientationKnots[whole + 2])
    let days = (second + values[0]) / Self.day
    let turns = turnsAtOrigin + Self.turnsGained * (Double(day) + days) + days
    return TerrestrialAngles(
      x: pole.x + values[3], y: pole.y + values[4], turns: turns, locator: pole.z,
      xPole: values[1], yPole: values[2])
  }
}
