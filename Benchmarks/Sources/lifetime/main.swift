import Foundation
import Kinematics
import Orbits
import SpaceEnvironment
import Timing

// One sample of a lifetime: a future of the Sun drawn, five years of decay from 470 km, and what
// holding the orbit would cost. The climate of the air, made once for all samples, is not counted.

let data = try DataFolder.locate()
let forecast = SolarForecast(
  try SolarCycles(tableAt: data.appendingPathComponent("solar-cycles.csv")))
let climate = DensityClimate(
  try NRLMSISE00(tableAt: data.appendingPathComponent("nrlmsise00.csv")))
let start = try Epoch(utc: "2026-01-01T00:00:00Z")
let elements = MeanElements(
  semiMajorAxis: 6_378_137 + 470e3, eccentricityVector: SIMD2(0, 0.001),
  inclination: 51.64 * .pi / 180, rightAscensionOfAscendingNode: 1, meanArgumentOfLatitude: 0)
let study = LifetimeStudy(
  elements, at: start, ballisticArea: 0.005, climate: climate, forecast: forecast)
var seed: UInt64 = 0
var years: [Double] = []
try Timing.report("lifetime", per: "sample", pieces: 1, repeats: 31) {
  seed += 1
  let samples = try study.run(samples: 1, seed: seed, horizon: 5 * 365.25 * 86_400)
  years += samples.lifetimes.map { min(5, $0 / (365.25 * 86_400)) }
}
print("lifetime-years", years.sorted()[years.count / 2], "years/sample")
