import Foundation
import Kinematics
import NumericalMethods
import Orbits
import SpaceEnvironment
import Testing

/// NRLMSISE-00 under an activity that stays.
struct SteadyAir: DensityModel {
  let model: NRLMSISE00
  let flux: Double
  let ap: Double
  var source: String { model.source }

  static let model: NRLMSISE00? = try? NRLMSISE00(
    tableAt: MeanElementTests.data.appendingPathComponent("nrlmsise00.csv"))
  static let climate: DensityClimate? = model.map { DensityClimate($0) }

  func density(
    latitude: Double, longitude: Double, altitude: Double, epoch: Epoch,
    sunDirectionEarthFixed sun: SIMD3<Double>
  ) -> Double {
    let hours = 12 + (longitude - Elementary.atan2(sun.y, sun.x)) * 12 / .pi
    let second = (epoch.julianDateUTC.1 + 0.5) * 86_400
    guard
      let conditions = try? AtmosphereConditions(
        dayOfYear: Int(epoch.dayOfYearUTC), solarFlux: flux, averageSolarFlux: flux,
        activity: .daily(ap)),
      let point = try? AtmospherePoint(
        latitude: latitude, longitude: longitude, altitude: altitude,
        secondOfDay: second - 86_400 * (second / 86_400).rounded(.down),
        localSolarTime: hours - 24 * (hours / 24).rounded(.down))
    else { return .nan }
    return model.state(at: point, under: conditions).effectiveMassDensity
  }
}

/// The climate of the air against the model that it is made of.
@Suite struct DensityClimateTests {
  /// Drag along an orbit, averaged over a day: where universal time and longitude are the only things
  /// that the climate does not know.
  @Test(arguments: [51.6, 10, 97.5])
  func dragIsThatOfTheModel(inclination: Double) throws {
    let model = try #require(SteadyAir.model)
    let climate = try #require(SteadyAir.climate)
    var worst = 0.0
    var sum = 0.0
    var count = 0.0
    for (index, altitude) in [128e3, 150e3, 200e3, 300e3, 420e3, 600e3, 900e3].enumerated() {
      for flux in [66.0, 75, 100, 150, 200, 260] {
        for (turn, ap) in [3.0, 8, 15, 30].enumerated() {
          let day = (index * 97 + turn * 53 + Int(flux)) % 365
          let elements = MeanElements(
            semiMajorAxis: 6_378_137 + altitude, eccentricityVector: SIMD2(0.0005, 0.0003),
            inclination: inclination * .pi / 180,
            rightAscensionOfAscendingNode: Double(index + 3 * turn), meanArgumentOfLatitude: 0)
          let epoch = try Epoch(utc: "2023-01-01") + Double(day) * 86_400
          let direct = try MeanElementPropagator(
            elements, at: epoch, ballisticArea: 0.01,
            density: SteadyAir(model: model, flux: flux, ap: ap)
          ).holdingDeltaV(over: 86_400)
          let fitted = try MeanElementPropagator(
            elements, at: epoch, ballisticArea: 0.01, climate: climate,
            activity: SolarActivity(constantFlux: flux, ap: ap)
          ).holdingDeltaV(over: 86_400)
          let error = fitted / direct - 1
          worst = max(worst, abs(error))
          sum += error
          count += 1
        }
      }
    }
    // Measured: 3.7, 3.8 and 5.0 % at worst (at 600 km and strong flux), 0.1 % on average.
    #expect(worst < 0.06)
    #expect(abs(sum / count) < 0.003)
  }
}
