import Foundation
import NumericalMethods
import Shapes
import Timing

// Distances between 32 and 32 capsules, and between 4096 pairs of boxes as hulls of 8 corners, both
// from the numbers that `peers/clearance.py` draws.

func numbers(_ name: String) throws -> [Double] {
  let data = try Data(contentsOf: Timing.arguments.folder.appendingPathComponent(name))
  return data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
}

let rows = try numbers("capsules.bin")
let capsules = stride(from: 0, to: rows.count, by: 7).map { i in
  Capsule(
    start: SIMD3(rows[i], rows[i + 1], rows[i + 2]),
    axis: SIMD3(rows[i + 3], rows[i + 4], rows[i + 5]), radius: rows[i + 6])
}
let half = capsules.count / 2
let set = CapsuleSet(Array(capsules[half...]))
let others = Array(capsules[..<half])
var sum = 0.0
Timing.report("capsules", per: "pair", pieces: 1000 * half * half) {
  for _ in 0..<1000 { sum += set.distance(to: others) }
}
try Timing.keep(others.flatMap { set.distances(to: $0) }, as: "capsules")

let corners = try numbers("hulls.bin")
let hulls = stride(from: 0, to: corners.count, by: 24).map { i in
  CornerHull(
    (0..<8).map { SIMD3(corners[i + 3 * $0], corners[i + 3 * $0 + 1], corners[i + 3 * $0 + 2]) })
}
var distances = [Double](repeating: 0, count: hulls.count / 2)
Timing.report("hulls", per: "pair", pieces: 4 * distances.count) {
  for _ in 0..<4 {
    for pair in distances.indices {
      var direction = SIMD3(1.0, 0, 0)
      distances[pair] = ConvexDistance.between(
        hulls[2 * pair], hulls[2 * pair + 1], along: &direction)
    }
  }
}
try Timing.keep(distances, as: "hulls")
