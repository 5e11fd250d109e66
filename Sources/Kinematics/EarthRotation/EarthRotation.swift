import CERFA
import NumericalMethods

/// The rotation between GCRF and ITRF along an arc of time (IAU 2006/2000A with Earth orientation).
///
/// The position of the celestial intermediate pole and the origin locator are computed by ERFA at
/// knots six hours apart and interpolated by cubics between them (error below 1e-12 rad); the
/// Earth rotation angle is computed at the instant itself. The knots are rounded to 2⁻⁴⁶ rad
/// (0.1 µm on the ground), so that a last digit of the C library does not reach a result.
///
/// Source: IERS Conventions (2010), chapter 5, equations 5.1 to 5.10.
public struct EarthRotation: Sendable {
  /// Pole position X, Y and locator s [rad] at each knot.
  private var knots: [SIMD3<Double>]
  private let start: Epoch
  private let orientation: EarthOrientation
  private static let spacing = 21_600.0

  /// Prepares the arc from `start` to `end`; outside it the nearest cubic goes on.
  public init(from start: Epoch, to end: Epoch, orientation: EarthOrientation) {
    self.start = start - Self.spacing
    self.orientation = orientation
    let span = max(0, min(end - start, 400 * 86_400)) + 3 * Self.spacing
    let count = Int((span / Self.spacing).rounded(.up)) + 1
    knots = (0..<count).map { Self.pole(at: start - Self.spacing + Double($0) * Self.spacing) }
  }

  private static func pole(at epoch: Epoch) -> SIMD3<Double> {
    let tt = epoch.julianDateTT
    var x = 0.0
    var y = 0.0
    var s = 0.0
    eraXys06a(tt.0, tt.1, &x, &y, &s)
    let grain = 70_368_744_177_664.0  // 2⁴⁶
    return SIMD3(
      (x * grain).rounded() / grain, (y * grain).rounded() / grain, (s * grain).rounded() / grain)
  }

  /// The rotation from GCRF to ITRF at `epoch`.
  public func rotation(at epoch: Epoch) -> Rotation<GCRF, ITRF> {
    let offset = (epoch - start) / Self.spacing
    let index = max(1, min(knots.count - 3, Int(offset.rounded(.down))))
    let t = offset - Double(index)
    let p0 = knots[index - 1]
    let p1 = knots[index]
    let p2 = knots[index + 1]
    let p3 = knots[index + 2]
    // The cubic through four equidistant knots (Lagrange).
    let a = -t * (t - 1) * (t - 2) / 6
    let b = (t + 1) * (t - 1) * (t - 2) / 2
    let c = -(t + 1) * t * (t - 2) / 2
    let d = (t + 1) * t * (t - 1) / 6
    let pole = a * p0 + b * p1 + c * p2 + d * p3
    let parameters = orientation.parameters(at: epoch)
    let celestial = Self.intermediate(x: pole.x, y: pole.y, locator: pole.z)
    let spin = Self.about(z: Self.earthRotationAngle(at: epoch, parameters.ut1MinusTAI))
    let polar = Self.polarMotion(x: parameters.xPole, y: parameters.yPole)
    return Rotation(matrix: polar * spin * celestial)
  }

  /// Earth rotation angle [rad] (Capitaine, Guinot, McCarthy 2000; IERS Conventions, eq. 5.15),
  /// from UT1 = TAI + `ut1MinusTAI` [s].
  static func earthRotationAngle(at epoch: Epoch, _ ut1MinusTAI: Double) -> Double {
    let ut1 = epoch + ut1MinusTAI
    let date = ut1.julianDateTAI
    let days = (date.0 - 2_451_545.0) + date.1
    let fraction = (date.0 - 2_451_544.5 - (date.0 - 2_451_544.5).rounded(.down)) + date.1 - 0.5
    let turns = fraction + 0.779_057_273_264_0 + 0.002_737_811_911_354_48 * days
    return 2 * .pi * (turns - turns.rounded(.down))
  }

  /// GCRF to the celestial intermediate frame from X, Y and s (IERS Conventions, eq. 5.10).
  private static func intermediate(x: Double, y: Double, locator s: Double) -> Matrix3 {
    let r2 = x * x + y * y
    let a = 1 / (1 + (1 - r2).squareRoot())
    let q = Matrix3(
      rows: SIMD3(1 - a * x * x, -a * x * y, -x), SIMD3(-a * x * y, 1 - a * y * y, -y),
      SIMD3(x, y, 1 - a * r2))
    return about(z: -s) * q
  }

  private static func about(z angle: Double) -> Matrix3 {
    let (s, c) = Elementary.sinCos(angle)
    return Matrix3(rows: SIMD3(c, s, 0), SIMD3(-s, c, 0), SIMD3(0, 0, 1))
  }

  /// Polar motion; the locator s' (below 50 µas until 2100) is left out: 1.5 mm on the ground.
  private static func polarMotion(x: Double, y: Double) -> Matrix3 {
    let sx = Elementary.sinCos(x)
    let sy = Elementary.sinCos(y)
    let about2 = Matrix3(rows: SIMD3(sx.cos, 0, sx.sin), SIMD3(0, 1, 0), SIMD3(-sx.sin, 0, sx.cos))
    let about1 = Matrix3(rows: SIMD3(1, 0, 0), SIMD3(0, sy.cos, -sy.sin), SIMD3(0, sy.sin, sy.cos))
    return about2 * about1
  }

  /// The rotation from TEME to GCRF at `epoch`: TEME is turned by Greenwich mean sidereal time
  /// (IAU 1982) into the Earth-fixed frame and from there into GCRF.
  ///
  /// Source: Vallado, Crawford, Hujsak, Kelso, *Revisiting Spacetrack Report #3* (2006), appendix C.
  public func rotationFromTEME(at epoch: Epoch) -> Rotation<TEME, GCRF> {
    let parameters = orientation.parameters(at: epoch)
    let ut1 = (epoch + parameters.ut1MinusTAI).julianDateTAI
    let sidereal = Self.about(z: eraGmst82(ut1.0, ut1.1))
    let polar = Self.polarMotion(x: parameters.xPole, y: parameters.yPole)
    return Rotation<TEME, ITRF>(matrix: polar * sidereal).then(rotation(at: epoch).inverse)
  }

  /// The rotation from EME2000 to GCRF: the frame bias (IAU 2006), 23 milliarcseconds.
  public static let biasFromEME2000: Rotation<EME2000, GCRF> = {
    // Frame bias angles of IERS Conventions (2010), eq. 5.21 and table 5.1 [arcsec]: the offsets
    // of the mean pole and the equinox of J2000.0 in GCRF.
    let arcsecond = Double.pi / 648_000
    let xi = -0.016_617 * arcsecond
    let eta = -0.006_819_2 * arcsecond
    let alpha = -0.014_6 * arcsecond
    let bias = Matrix3(
      rows: SIMD3(1 - 0.5 * (alpha * alpha + xi * xi), alpha, -xi),
      SIMD3(-alpha - eta * xi, 1 - 0.5 * (alpha * alpha + eta * eta), -eta),
      SIMD3(xi - eta * alpha, eta + xi * alpha, 1 - 0.5 * (eta * eta + xi * xi)))
    return Rotation<GCRF, EME2000>(matrix: bias).inverse
  }()
}
