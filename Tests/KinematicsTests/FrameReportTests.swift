import Foundation
import Kinematics
import NumericalMethods
import TestSupport
import Testing

/// Positions of one orbit in several frames, as STK wrote them for the acceptance tests of NASA's
/// GMAT (2007). Its frames of date follow IAU 1976 and 1980. Measured: 6.5e-8 rad in both frames of
/// date, 7.6e-8 in that of the Earth.
@Suite struct FrameReportTests {
  private static func path(_ frame: String) -> String {
    "propagation_gmat/CSParams_STK_ISS_2Body_Earth\(frame).report.xz"
  }

  /// Time [MJD of UTC] and position [km] of every row.
  private static func rows(_ frame: String) throws -> [(Double, SIMD3<Double>)] {
    try ReferenceData.text(path(frame)).split(whereSeparator: \.isNewline).compactMap {
      line in
      let numbers = line.split(separator: " ").prefix(4).compactMap { Double($0) }
      guard numbers.count == 4 else { return nil }
      return (numbers[0], SIMD3(numbers[1], numbers[2], numbers[3]))
    }
  }

  /// The greatest angle [rad] between a report and the positions of EME2000 that `turn` turns.
  private static func worst(
    _ frame: String, _ turn: (Epoch, Position<GCRF>) -> SIMD3<Double>
  ) throws -> Double {
    let start = try Epoch(utc: "2004-06-01T12:00:00Z")
    let inertial = try rows("MJ2000Eq")
    let report = try rows(frame)
    try #require(inertial.count == report.count && report.count > 100)
    var worst = 0.0
    for (a, b) in zip(inertial, report) {
      // Times are printed to 1e-8 days; the report has a row every ten minutes.
      let seconds = ((a.0 - 53_157.5) * 86_400).rounded()
      let turned = turn(start + seconds, EarthRotation.biasFromEME2000(Position(a.1)))
      worst = max(worst, (turned - b.1).magnitude / b.1.magnitude)
    }
    return worst
  }

  @Test(.enabled(if: ReferenceData.has(path("MODEq")) && ReferenceData.has(path("MJ2000Eq"))))
  func meanOfDate() throws {
    let worst = try Self.worst("MODEq") { EarthRotation.meanOfDate(at: $0)($1).components }
    #expect(worst < 1e-7, "off by \(worst) rad")
  }

  @Test(.enabled(if: ReferenceData.has(path("TODEq")) && ReferenceData.has(path("MJ2000Eq"))))
  func trueOfDate() throws {
    let worst = try Self.worst("TODEq") { EarthRotation.trueOfDate(at: $0)($1).components }
    #expect(worst < 1e-7, "off by \(worst) rad")
  }

  @Test(.enabled(if: ReferenceData.has(path("Fixed")) && ReferenceData.has(path("MJ2000Eq"))))
  func earthFixed() throws {
    let start = try Epoch(utc: "2004-06-01T12:00:00Z")
    let earth = EarthRotation(
      from: start, to: start + 86_400,
      orientation: try EarthOrientation(
        tableAt: DataFolder.locate().appendingPathComponent("earth-orientation.csv")))
    let worst = try Self.worst("Fixed") { earth.rotation(at: $0)($1).components }
    #expect(worst < 1e-7, "off by \(worst) rad")
  }

  /// There and back by every frame, to the last digits of 7000 km.
  @Test func everyFrameLeadsBack() throws {
    let epoch = try Epoch(utc: "2022-03-11T12:00:00Z")
    let earth = EarthRotation(
      from: epoch, to: epoch,
      orientation: try EarthOrientation(
        tableAt: DataFolder.locate().appendingPathComponent("earth-orientation.csv")))
    let position = Position<GCRF>(4_000_000, -5_000_000, 2_200_000)
    func off(_ back: Position<GCRF>) -> Double { (back - position).magnitude }
    let fixed = earth.rotation(at: epoch)
    #expect(off(fixed.inverse(fixed(position))) < 1e-8)
    let mean = earth.rotationFromTEME(at: epoch)
    #expect(off(mean(mean.inverse(position))) < 1e-8)
    let bias = EarthRotation.biasFromEME2000
    #expect(off(bias(bias.inverse(position))) < 1e-8)
    let date = EarthRotation.trueOfDate(at: epoch)
    #expect(off(date.inverse(date(position))) < 1e-8)
    let equinox = EarthRotation.meanOfDate(at: epoch)
    #expect(off(equinox.inverse(equinox(position))) < 1e-8)
    // The pole of date is that of the Earth but for polar motion, 3e-6 rad, and that of TEME but for
    // the measured offsets.
    let pole = date(fixed.inverse(Position<ITRF>(0, 0, 1)))
    #expect((pole.components - SIMD3(0, 0, 1)).magnitude < 4e-6)
    let same = mean.inverse(date.inverse(Position<TrueOfDate>(0, 0, 1)))
    #expect((same.components - SIMD3(0, 0, 1)).magnitude < 4e-9)
  }
}
