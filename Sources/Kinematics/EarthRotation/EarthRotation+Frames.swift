import CERFA
import NumericalMethods

extension EarthRotation {
  /// The rotation from TEME to GCRF at `epoch`: TEME is turned by Greenwich mean sidereal time
  /// (IAU 1982) into the Earth-fixed frame and from there into GCRF.
  ///
  /// Source: Vallado, Crawford, Hujsak, Kelso, *Revisiting Spacetrack Report #3* (2006), appendix C.
  public func rotationFromTEME(at epoch: Epoch) -> Rotation<TEME, GCRF> {
    let parameters = orientation.parameters(at: epoch)
    let ut1 = JulianDate<UT1>(epoch, ut1MinusTAI: parameters.ut1MinusTAI)
    let angles = TerrestrialAngles(
      x: 0, y: 0, turns: eraGmst82(ut1.day, ut1.fraction) / (2 * .pi), locator: 0,
      xPole: parameters.xPole,
      yPole: parameters.yPole)
    return Rotation<TEME, ITRF>(matrix: angles.matrix).then(rotation(at: epoch).inverse)
  }

  /// The rotation from GCRF to the true equator and equinox of date, at `epoch`.
  ///
  /// Bias, precession and nutation of IAU 2006/2000A by ERFA's `eraPnm06a`, without the measured
  /// offsets of the pole (below 4e-9 rad); rounded to 2⁻⁴⁶ as the knots above. One call takes
  /// 50 µs.
  public static func trueOfDate(at epoch: Epoch) -> Rotation<GCRF, TrueOfDate> {
    Rotation(matrix: matrix(at: epoch, eraPnm06a))
  }

  /// The rotation from GCRF to the mean equator and equinox of date, at `epoch`: bias and
  /// precession of IAU 2006 by ERFA's `eraPmat06`, rounded to 2⁻⁴⁶.
  public static func meanOfDate(at epoch: Epoch) -> Rotation<GCRF, MeanOfDate> {
    Rotation(matrix: matrix(at: epoch, eraPmat06))
  }

  private static func matrix(
    at epoch: Epoch,
    _ fill: (Double, Double, UnsafeMutablePointer<(Double, Double, Double)>?) -> Void
  ) -> Matrix3 {
    let date = JulianDate<TT>(epoch)
    var rows = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    withUnsafeMutableBytes(of: &rows) { bytes in
      let matrix = bytes.assumingMemoryBound(to: (Double, Double, Double).self)
      fill(date.day, date.fraction, matrix.baseAddress)
    }
    func rounded(_ row: (Double, Double, Double)) -> SIMD3<Double> {
      let grain = 70_368_744_177_664.0  // 2⁴⁶
      return (grain * SIMD3(row.0, row.1, row.2)).rounded(.toNearestOrAwayFromZero) / grain
    }
    return Matrix3(rows: rounded(rows.0), rounded(rows.1), rounded(rows.2))
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
