import Foundation
import Kinematics
import SpaceEnvironment
import Timing

// The acceleration of the field of degree and order 70 that the data folder holds, one state a call, at
// places between 200 and 2000 km spread over the sphere.

let table = try DataFolder.locate().appendingPathComponent("gravity-egm2008.csv")
let field = try Geopotential(fileAt: table, degree: 70, order: 70)
let places: [SIMD3<Double>] = (0..<2000).map { index in
  // A spiral of even spread (Fibonacci's), from pole to pole.
  let z = 1 - (2 * Double(index) + 1) / 2000
  let angle = 2.399_963_229_728_653 * Double(index)
  let across = (1 - z * z).squareRoot()
  let radius = 6_578_000 + 900 * Double((index * 37) % 2000)
  return radius * SIMD3(across * cos(angle), across * sin(angle), z)
}
var accelerations = places
Timing.report("gravity", per: "state", pieces: places.count) {
  for index in places.indices {
    accelerations[index] = field.acceleration(atEarthFixed: places[index])
  }
}
try Timing.keep(places.flatMap { [$0.x, $0.y, $0.z] }, as: "places")
try Timing.keep(accelerations.flatMap { [$0.x, $0.y, $0.z] }, as: "accelerations")
