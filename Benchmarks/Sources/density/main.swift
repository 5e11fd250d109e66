import Foundation
import Kinematics
import SpaceEnvironment
import Timing

// Densities of NRLMSISE-00: at 200,000 places between 380 and 440 km of one day, each second of it,
// and along a track, which an integrator asks.

let data = try DataFolder.locate()
let model = try NRLMSISE00(tableAt: data.appendingPathComponent("nrlmsise00.csv"))
let count = 200_000
/// Even spread over 0 to 1 by the multiples of an irrational number.
func spread(_ index: Int, _ step: Double) -> Double {
  let turns = Double(index) * step
  return turns - turns.rounded(.down)
}
let places = (0..<count).map { index in
  SIMD4(
    Double(index % 86_400), asin(1.56 * spread(index, 0.754_877_666_246_692_8) - 0.78),
    2 * .pi * (spread(index, 0.569_840_290_998_053_3) - 0.5),
    380e3 + 60e3 * spread(index, 0.618_033_988_749_894_8))
}
let points = try places.map {
  try AtmospherePoint(latitude: $0.y, longitude: $0.z, altitude: $0.w, secondOfDay: $0.x)
}
let day = try AtmosphereConditions(
  dayOfYear: 80, solarFlux: 150, averageSolarFlux: 150, activity: .daily(15))
let storm = try AtmosphereConditions(
  dayOfYear: 80, solarFlux: 150, averageSolarFlux: 150,
  activity: .threeHourly(ThreeHourlyIndices([15, 15, 12, 18, 27, 15, 9])))

var densities: [Double] = []
Timing.report("density-batch", per: "place", pieces: count) {
  densities = model.effectiveMassDensities(at: points, under: day)
}
try Timing.keep(places.flatMap { [$0.x, $0.y, $0.z, $0.w] }, as: "places")
try Timing.keep(densities, as: "densities")

var hourly: [Double] = []
Timing.report("density-three-hourly", per: "place", pieces: count) {
  hourly = model.effectiveMassDensities(at: points, under: storm)
}
var sum = 0.0
Timing.report("density-single", per: "place", pieces: 20_000) {
  for point in points.prefix(20_000) {
    sum += model.state(at: point, under: day).effectiveMassDensity
  }
}
try reportTrack(model, data)
