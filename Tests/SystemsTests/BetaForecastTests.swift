import Kinematics
import NumericalMethods
import StationModel
import Systems
import Testing

/// The angle of the Sun from the plane of an orbit, and what arrays make of it.
@Suite struct BetaForecastTests {
  static let degree = Double.pi / 180

  /// A circular orbit at 420 km with its node at right ascension 0.
  static func orbit(_ date: String, inclination: Double) throws -> OrbitState<GCRF> {
    KeplerianElements(
      semiMajorAxis: 6_798_137, eccentricity: 0, inclination: inclination,
      rightAscensionOfAscendingNode: 0, argumentOfPerigee: 0, trueAnomaly: 0.4
    ).state(at: try Epoch(utc: date), mu: 3.986_004_415e14)
  }

  /// Over the equator beta is the declination of the Sun: 23.44 degrees at the solstice of
  /// 2022-06-21 09:14 UTC, zero at the equinox of 2022-03-20 15:33 UTC (Astronomical Almanac 2022).
  @Test func overTheEquatorItIsTheDeclination() throws {
    let solstice = try BetaForecast(of: Self.orbit("2022-06-21T09:14:00Z", inclination: 0))
    #expect(abs(solstice.beta(after: 0) / Self.degree - 23.44) < 0.02)
    let equinox = try BetaForecast(of: Self.orbit("2022-03-20T15:33:00Z", inclination: 0))
    #expect(abs(equinox.beta(after: 0) / Self.degree) < 0.15)
  }

  /// The node of the ISS goes back by 5.0 degrees a day, so that the same beta comes back after about
  /// 60 days, twice a cycle at least 60 degrees apart: the cycle that the station's power is planned by.
  @Test func theCycleOfTheISS() throws {
    let forecast = try BetaForecast(of: Self.orbit("2022-03-01", inclination: 51.64 * Self.degree))
    let days = (0...60).map { forecast.beta(after: Double($0) * 86_400) / Self.degree }
    #expect(try #require(days.max()) - (try #require(days.min())) > 60)
    #expect(days.allSatisfy { abs($0) <= 51.64 + 23.45 })
    let steps = zip(days, days.dropFirst()).map { abs($0 - $1) }
    #expect(steps.allSatisfy { $0 < 6 })
  }

  /// Arrays that lose with the cosine of beta run short on the day on which it has come to what they
  /// need, and those that have enough at the worst never do.
  @Test func firstShortage() throws {
    let sun = try BetaForecast(of: Self.orbit("2022-03-01", inclination: 51.64 * Self.degree))
    let arrays: [(power: Double, tracking: ArrayTracking)] = [(10_000, .oneAxis)]
    let plenty = PowerBalance(arrays: arrays, required: 100, storage: 0, sun: sun)
    #expect(plenty.firstShortage == nil && plenty.margin > 0)
    let short = PowerBalance(
      arrays: arrays, required: plenty.onDate.generated - 500, storage: 0, sun: sun)
    let found = try #require(short.firstShortage)
    let lit = PowerBalance.sunlitFraction(beta: found.beta, altitude: sun.altitude)
    #expect(lit * Elementary.cos(found.beta) * 10_000 < short.required)
    #expect(abs(sun.beta(after: found.after) - found.beta) < 1e-12)
    #expect(found.after > 0)
    let none = PowerBalance(arrays: [], required: 1, storage: 0, sun: sun)
    #expect(none.firstShortage?.after == 0)
  }
}
