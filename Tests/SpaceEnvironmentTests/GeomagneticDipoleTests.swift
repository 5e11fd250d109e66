import Foundation
import Kinematics
import NumericalMethods
import SpaceEnvironment
import TestSupport
import Testing

@Suite struct GeomagneticDipoleTests {
  let field: GeomagneticDipole
  let epoch: Epoch

  init() throws {
    field = try GeomagneticDipole(
      tableAt: repositoryRoot.appendingPathComponent("Data/igrf14-dipole.csv"))
    epoch = try Epoch(utc: "2024-03-06")
  }

  /// The field at a geocentric latitude and longitude [deg], 420 km over 6371.2 km, in the
  /// axes of ppigrf: outward, southward, eastward [nT].
  private func components(_ latitude: Double, _ longitude: Double) -> SIMD3<Double> {
    let (up, cosine) = Elementary.sinCos(latitude * .pi / 180)
    let (s, c) = Elementary.sinCos(longitude * .pi / 180)
    let outward = SIMD3(cosine * c, cosine * s, up)
    let found = 1e9 * field.field(atEarthFixed: 6_791_200 * outward, epoch: epoch)
    return SIMD3(
      dot(found, outward), dot(found, SIMD3(up * c, up * s, -cosine)), dot(found, SIMD3(-s, c, 0)))
  }

  /// Over the pole of an axis its part of a dipole is twice as strong as over the equator and turned
  /// round; twice as far all is an eighth.
  @Test func closedForm() {
    let pole = field.field(atEarthFixed: SIMD3(0, 0, 7e6), epoch: epoch)
    let equator = field.field(atEarthFixed: SIMD3(7e6, 0, 0), epoch: epoch)
    #expect(abs(pole.z / equator.z + 2) < 1e-12)
    #expect(abs(equator.x / pole.x + 2) < 1e-12)
    let high = field.field(atEarthFixed: SIMD3(0, 0, 14e6), epoch: epoch)
    #expect((8 * high - pole).magnitude < 1e-12 * pole.magnitude)
  }

  /// ppigrf 2.1 with IGRF-14 on 2024-03-06: its degree 1 to half a nanotesla (its years are of the
  /// calendar), and its whole field, from which a dipole at the centre is 26 % off as a root mean square
  /// at the heights and latitudes of the ISS and nowhere more than 80 %.
  @Test(arguments: [
    (0.0, 0.0, SIMD3(-2340.15, -24241.66, -3767.91), SIMD3(11554.9, -22447.7, -1766.7)),
    (51.6, 10, SIMD3(-38614.74, -14667.37, -3913.85), SIMD3(-37713.1, -16069.1, 830)),
    (-51.6, 150, SIMD3(41595.33, -12787.09, 2678.06), SIMD3(51513, -9265.6, 4123.2)),
    (30, -90, SIMD3(-30767.87, -19109.94, 1170.08), SIMD3(-32509.5, -19514.6, -472.4)),
    (-25, -45, SIMD3(14160.86, -23446.06, -1836.94), SIMD3(12796.3, -13744.2, -4892.6)),
    (10, 120, SIMD3(-839.68, -24541.6, 870.64), SIMD3(-4035.3, -32486.7, -814.9)),
  ])
  func fieldOfPpigrf(
    _ latitude: Double, _ longitude: Double, _ dipole: SIMD3<Double>, _ whole: SIMD3<Double>
  ) {
    let found = components(latitude, longitude)
    #expect((found - dipole).magnitude < 0.5)
    #expect((found - whole).magnitude < 0.8 * whole.magnitude)
    #expect((found - whole).magnitude > 10)
  }

  /// Between its years the table is on the line, beyond them the nearest counts.
  @Test func years() throws {
    let place = SIMD3(0, 0, GeomagneticDipole.radius)
    func strength(_ date: String) throws -> Double {
      1e9 * field.field(atEarthFixed: place, epoch: try Epoch(utc: date)).z
    }
    #expect(abs(try strength("2025-01-01") + 2 * 29350.0) < 0.2)
    #expect(abs(try strength("1985-01-01") + 2 * 29775) < 1e-6)
    #expect(abs(try strength("2080-01-01") + 2 * 29287) < 1e-6)
  }

  @Test(arguments: [
    ("year,g10_nt,g11_nt,h11_nt\n", "no row"),
    ("2020,1,2\n", ":1: not a row of a year and three coefficients"),
    ("2020,1,2,inf\n", ":1: not a row of a year and three coefficients"),
    ("2020,1,2,3\n2020,1,2,3\n", ":2: years must rise"),
  ])
  func brokenTables(_ text: String, _ words: String) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("dipole-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    let error = #expect(throws: EnvironmentError.self) { try GeomagneticDipole(tableAt: file) }
    #expect("\(try #require(error))".hasSuffix(words))
  }
}
