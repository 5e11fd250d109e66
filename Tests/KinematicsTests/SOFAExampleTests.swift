import CERFA
import Foundation
import Kinematics
import NumericalMethods
import Testing

/// The examples of the IAU SOFA Board's cookbooks, through Outpost's types.
@Suite struct SOFAExampleTests {
  /// *SOFA Time Scale and Calendar Tools* (2021), section 4: 2006-01-15 21:24:37.5 UTC with UT1-UTC
  /// = 0.3341 s, each scale as printed to 1 µs. TDB there is for a place on Hawaii: up to 2 µs from
  /// the Earth's centre, and 10 µs are what our formula leaves.
  @Test func timeScales() throws {
    let epoch = try Epoch(utc: "2006-01-15T21:24:37.5Z")
    let orientation = try Self.orientation(
      around: 14, "2006-01-", ut1: "0.3341", x: "0", y: "0", dX: "0", dY: "0")
    let midnight = 2_453_750.5
    func clock(_ hours: Double, _ minutes: Double, _ seconds: Double) -> Double {
      (hours * 3600 + minutes * 60 + seconds) / 86_400
    }
    let microsecond = 1e-6 / 86_400
    let utc = JulianDate<UTC>(epoch)
    #expect(utc.day == midnight)
    #expect(abs(utc.fraction - clock(21, 24, 37.5)) < 1e-3 * microsecond)
    let ut1 = JulianDate<UT1>(epoch, orientation)
    #expect(abs(ut1.fraction - clock(21, 24, 37.834_1)) < 0.01 * microsecond)
    #expect(abs(JulianDate<TAI>(epoch).fraction - clock(21, 25, 10.5)) < 1e-3 * microsecond)
    #expect(abs(JulianDate<TT>(epoch).fraction - clock(21, 25, 42.684)) < 1e-3 * microsecond)
    let tdb = JulianDate<TDB>(epoch)
    #expect(tdb.day == midnight)
    #expect(abs(tdb.fraction - clock(21, 25, 42.684_373)) < 12 * microsecond)
  }

  /// TDB-TT by the formula of Circular 179 against ERFA's 800 terms at the Earth's centre.
  @Test func barycentricTime() throws {
    var worst = 0.0
    var epoch = try Epoch(utc: "1980-01-01")
    for _ in 0..<1000 {
      let tt = JulianDate<TT>(epoch)
      let exact = eraDtdb(tt.day, tt.fraction, 0, 0, 0, 0)
      worst = max(worst, abs(epoch.tdbMinusTT - exact))
      epoch = epoch + 36.5 * 86_400
    }
    #expect(worst < 1e-5, "off by \(worst) s")
  }

  @Test func everyScaleLeadsBack() throws {
    let orientation = try EarthOrientation(
      tableAt: DataFolder.locate().appendingPathComponent("earth-orientation.csv"))
    for text in ["1999-12-31T23:59:59.123456789Z", "2016-12-31T23:59:60.5Z", "2031-07-04T12:00Z"] {
      let epoch = try Epoch(utc: text)
      // A fraction of a day keeps 1e-16 of it: a nanosecond comes back within one.
      #expect(abs(Epoch(JulianDate<TAI>(epoch)) - epoch) <= 1e-9)
      #expect(abs(Epoch(JulianDate<TT>(epoch)) - epoch) <= 1e-9)
      #expect(abs(Epoch(JulianDate<TDB>(epoch)) - epoch) <= 2e-9)
      #expect(abs(Epoch(JulianDate<UT1>(epoch, orientation), orientation) - epoch) <= 2e-9)
    }
  }

  /// *SOFA Tools for Earth Attitude* (2021), section 5.6: 2007-04-05 12:00 UTC, IAU 2006/2000A, CIO
  /// based, by the series for X and Y; the matrix from celestial to terrestrial as printed.
  @Test func earthAttitude() throws {
    let orientation = try Self.orientation(
      around: 4, "2007-04-", ut1: "-0.072073685", x: "0.0349282", y: "0.4833163", dX: "0.1750",
      dY: "-0.2259")
    let epoch = try Epoch(utc: "2007-04-05T12:00:00Z")
    let ours = EarthRotation(from: epoch, to: epoch, orientation: orientation).matrix(at: epoch)
    let printed = Matrix3(
      rows: SIMD3(0.973_104_317_697_536, 0.230_363_826_239_128, -0.000_703_163_482_198),
      SIMD3(-0.230_363_800_456_036, 0.973_104_570_632_801, 0.000_118_545_366_625),
      SIMD3(0.000_711_560_162_668, 0.000_046_626_403_995, 0.999_999_745_754_024))
    for i in 0..<3 {
      for j in 0..<3 { #expect(abs(ours[i, j] - printed[i, j]) < 2e-13) }
    }
  }

  /// Six days of one orientation.
  private static func orientation(
    around day: Int, _ month: String, ut1: String, x: String, y: String, dX: String, dY: String
  ) throws -> EarthOrientation {
    let rows = (day - 2...day + 3).map { day in
      month + (day < 10 ? "0" : "") + "\(day),\(ut1),\(x),\(y),\(dX),\(dY),measured"
    }
    return try EarthOrientation(text: rows.joined(separator: "\n"), named: "example")
  }
}
