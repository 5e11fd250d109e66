import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import TestSupport
import Testing

/// NASA's ephemerides of the ISS foretold from their first twelve hours, beside SGP4 fitted to the same.
@Suite(.enabled(if: ReferenceData.has("oem"))) struct FittedArcTests {
  /// Half a day is fitted, the place after a day compared.
  private static let span = 43_200.0
  private static let day = 86_400.0

  private static func names() -> [String] {
    ReferenceData.files("oem") { $0.hasPrefix("ISS_OEM_") && $0.hasSuffix(".xml.xz") }
      .map { String($0.dropFirst(4).dropLast(7)) }
  }

  private struct World {
    let orientation: EarthOrientation
    let field: Geopotential
    let air: AtmosphereNRLMSISE00

    init() throws {
      let folder = try DataFolder.locate()
      func table(_ name: String) -> URL { folder.appendingPathComponent(name) }
      orientation = try EarthOrientation(tableAt: table("earth-orientation.csv"))
      field = try Geopotential(fileAt: table("gravity-egm2008.csv"), degree: 36, order: 36)
      air = try AtmosphereNRLMSISE00(
        model: try NRLMSISE00(tableAt: table("nrlmsise00.csv")),
        weather: try SpaceWeather(tableAt: table("space-weather.csv")))
    }

    /// How far the orbit lies from the last of the states, one factor on the drag being fitted to the
    /// first half day [m].
    func missed(by states: [OrbitState<GCRF>]) throws -> (
      distance: Double, breaks: [EphemerisBreak]
    ) {
      let (first, last) = (states[0], states[states.count - 1])
      let forces = try ForceModel(
        settings: .init(degree: 36, order: 36, tides: true, relativity: true),
        from: first.epoch, to: last.epoch, orientation: orientation, geopotential: field,
        density: air)
      var object = DragAndPressure(ballisticArea: 0.0073)
      let (fit, breaks) = try OrbitFit.behindBreaks(
        states.filter { $0.epoch - first.epoch <= span }, object: object, forces: forces,
        parameters: [.drag], least: 10_800)
      object.ballisticArea *= fit.dragScale
      let end = try NumericalPropagator(state: fit.state, object: object, forces: forces)
        .arc(for: last.epoch - fit.state.epoch).state(at: last.epoch)
      let place = try #require(end).position
      return ((place - last.position).magnitude, breaks)
    }
  }

  /// The issue asks for a median of at most 100 m and 300 m at worst. The table of 2023-02-16 goes over
  /// to another drag after four hours (there it leaves its grid of four minutes): fitted across that it
  /// was 487 m off, behind it 50 m.
  @Test func betterThanSGP4() throws {
    let world = try World()
    var (ours, theirs) = ([Double](), [Double]())
    for name in Self.names() {
      let all = try ReferenceData.ephemeris(name)
      let states = all.filter { $0.epoch - all[0].epoch <= Self.day }
      let (distance, breaks) = try world.missed(by: states)
      let sgp4 = try FittedElements(
        states.filter { $0.epoch - all[0].epoch <= Self.span }, orientation: world.orientation)
      let last = states[states.count - 1]
      let other = (try sgp4.state(at: last.epoch).position - last.position).magnitude
      ours.append(distance)
      theirs.append(other)
      let times = breaks.map { "\($0.kind.rawValue) \($0.epoch.iso8601(digits: 0))" }
      print("\(name): \(distance) m, SGP4 \(other) m (fit \(sgp4.rms) m) \(times)")
      #expect(distance < other)
      if name.contains("20230216") {
        let found = try #require(breaks.first)
        #expect(breaks.count == 1 && found.kind == .drag)
        // Where the table leaves its grid; residuals tell it to an hour.
        #expect(abs(found.epoch - (try Epoch(utc: "2023-02-15T16:04:00Z"))) < 3600)
      }
    }
    func median(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      return 0.5 * (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2])
    }
    print("median \(median(ours)) m, worst \(ours.max() ?? 0) m; SGP4 \(median(theirs)) m")
    #expect(ours.count > 10)
    #expect(median(ours) < 100)
    #expect(try #require(ours.max()) < 300)
    // Measured: 1.0 to 9.0 km, 4.5 km in the median; 4.3 to 198 m and 52 m.
    #expect(median(theirs) > 10 * median(ours))
  }
}

/// The elements of SGP4 with B* that lie best to places: Gauss and Newton's method with partial
/// derivatives by differences.
private struct FittedElements {
  let propagator: SGP4Propagator
  let orientation: EarthOrientation
  /// Root mean square of the distances [m].
  let rms: Double

  /// Mean motion [rad/s], eccentricity vector, inclination, node, mean argument of latitude, B*.
  private typealias Parameters = [Double]
  private static let probes = [1e-10, 1e-7, 1e-7, 1e-7, 1e-7, 1e-7, 1e-6]

  init(_ states: [OrbitState<GCRF>], orientation: EarthOrientation) throws {
    self.orientation = orientation
    let first = states[0]
    let earth = EarthRotation(
      from: first.epoch, to: first.epoch + 43_200, orientation: orientation)
    let places = states.map { state in
      earth.rotationFromTEME(at: state.epoch).inverse(state.position).components
    }
    let start = earth.rotationFromTEME(at: first.epoch).inverse
    let osculating = try KeplerianElements(
      of: OrbitState<TEME>(
        epoch: first.epoch, position: start(first.position), velocity: start(first.velocity)),
      mu: 3.986_008e14)
    let (e, w, f) = (osculating.eccentricity, osculating.argumentOfPerigee, osculating.trueAnomaly)
    let eccentric = 2 * atan2((1 - e).squareRoot() * sin(f / 2), (1 + e).squareRoot() * cos(f / 2))
    let a = osculating.semiMajorAxis
    var best: Parameters = [
      (3.986_008e14 / (a * a * a)).squareRoot(), e * cos(w), e * sin(w), osculating.inclination,
      osculating.rightAscensionOfAscendingNode, w + eccentric - e * sin(eccentric), 1e-4,
    ]
    func flown(_ p: Parameters) throws -> SGP4Propagator {
      let perigee = atan2(p[2], p[1])
      return try SGP4Propagator(
        SGP4Elements(
          epoch: first.epoch, meanMotion: p[0],
          eccentricity: (p[1] * p[1] + p[2] * p[2]).squareRoot(), inclination: p[3],
          rightAscensionOfAscendingNode: p[4], argumentOfPerigee: perigee,
          meanAnomaly: p[5] - perigee, dragTerm: p[6]))
    }
    func residuals(_ p: Parameters) throws -> [SIMD3<Double>] {
      let propagator = try flown(p)
      return try zip(states, places).map { state, place in
        place - (try propagator.state(at: state.epoch)).position.components
      }
    }
    var left = try residuals(best)
    for _ in 0..<15 {
      let columns = try Self.probes.indices.map { index in
        var moved = best
        moved[index] += Self.probes[index]
        return zip(left, try residuals(moved)).map { $0 - $1 }
      }
      let matrix = columns.map { a in columns.map { b in Self.sum(a, b) } }
      let step = try #require(
        solveSymmetricPositiveDefinite(matrix, columns.map { Self.sum($0, left) }))
      best = best.indices.map { best[$0] + step[$0] * Self.probes[$0] }
      left = try residuals(best)
    }
    propagator = try flown(best)
    rms = (left.reduce(0) { $0 + $1.squaredMagnitude } / Double(left.count)).squareRoot()
  }

  private static func sum(_ a: [SIMD3<Double>], _ b: [SIMD3<Double>]) -> Double {
    zip(a, b).reduce(0) { $0 + dot($1.0, $1.1) }
  }

  func state(at epoch: Epoch) throws -> OrbitState<GCRF> {
    let state = try propagator.state(at: epoch)
    let turn = EarthRotation(from: epoch, to: epoch + 1, orientation: orientation)
      .rotationFromTEME(at: epoch)
    return OrbitState(
      epoch: epoch, position: turn(state.position), velocity: turn(state.velocity))
  }
}
