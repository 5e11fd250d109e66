import Foundation
import Kinematics
import SpaceEnvironment

// Densities of NRLMSISE-00 at the places of a file: one line a place, second of the day, latitude and
// longitude [degrees], altitude [km]. Prints CPU nanoseconds a place as JSON, and writes the densities.
//
//     density POINTS.csv DENSITIES.txt [REPEATS]

func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// The median CPU time of `work` [ns] over `count` places.
func median(_ repeats: Int, _ count: Int, _ work: () throws -> Double) rethrows -> Double {
  var times: [Double] = []
  for _ in 0..<repeats {
    let start = cpuSeconds()
    let check = try work()
    times.append(cpuSeconds() - start)
    precondition(check.isFinite)
  }
  return times.sorted()[repeats / 2] / Double(count) * 1e9
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  print("density POINTS.csv DENSITIES.txt [REPEATS]")
  exit(2)
}
let repeats = arguments.count > 3 ? Int(arguments[3]) ?? 7 : 7
let points = try String(contentsOfFile: arguments[1], encoding: .utf8).split(separator: "\n").map {
  line in
  let v = line.split(separator: ",").map { Double($0) ?? .nan }
  return try AtmospherePoint(
    latitude: v[1] * .pi / 180, longitude: v[2] * .pi / 180, altitude: v[3] * 1000,
    secondOfDay: v[0])
}
let data = try DataFolder.locate()
let model = try NRLMSISE00(tableAt: data.appendingPathComponent("nrlmsise00.csv"))
let day = try AtmosphereConditions(
  dayOfYear: 80, solarFlux: 150, averageSolarFlux: 150, activity: .daily(15))
let storm = try AtmosphereConditions(
  dayOfYear: 80, solarFlux: 150, averageSolarFlux: 150,
  activity: .threeHourly(ThreeHourlyIndices([15, 15, 12, 18, 27, 15, 9])))

var densities: [Double] = []
let batch = median(repeats, points.count) {
  densities = model.effectiveMassDensities(at: points, under: day)
  return densities[densities.count / 2]
}
let hourly = median(repeats, points.count) {
  model.effectiveMassDensities(at: points, under: storm)[0]
}
let few = Array(points.prefix(20_000))
var worst = 0.0
let single = median(repeats, few.count) {
  for (index, point) in few.enumerated() {
    let density = model.state(at: point, under: day).effectiveMassDensity
    worst = max(worst, abs(density / densities[index] - 1))
  }
  return worst
}
let track = try trackFigures(model, data, repeats: repeats)
print(
  """
  {"points": \(points.count), "batchNs": \(batch), "batchThreeHourlyNs": \(hourly), \
  "singleNs": \(single), "batchAgainstSingle": \(worst), \
  "trackNs": \(track.ns), "trackAgainstModel": \(track.worst), "trackBuildMs": \(track.buildMs)}
  """)
try densities.map { "\($0)" }.joined(separator: "\n")
  .write(toFile: arguments[2], atomically: true, encoding: .utf8)
