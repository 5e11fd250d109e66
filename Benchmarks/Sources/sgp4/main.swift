import Exchange
import Foundation
import Kinematics
import Orbits
import Timing

// Position and velocity of every satellite of a catalogue at 100 instants, 14.4 minutes apart.

let sets = try TwoLineElementSet.read(
  Timing.arguments.folder.appendingPathComponent("catalogue.tle"))
let batch = try SGP4Batch(
  sets.map { set in
    SGP4Elements(
      epoch: set.epoch, meanMotion: set.meanMotion, eccentricity: set.eccentricity,
      inclination: set.inclination,
      rightAscensionOfAscendingNode: set.rightAscensionOfAscendingNode,
      argumentOfPerigee: set.argumentOfPerigee, meanAnomaly: set.meanAnomaly,
      dragTerm: set.dragTerm)
  })
let start = try Epoch(utc: "2024-03-20T00:00:00Z")
let instants = (0..<100).map { start + 864 * Double($0) }

var states = SGP4States()
try Timing.report("sgp4", per: "state", pieces: batch.propagators.count * instants.count) {
  try batch.fill(&states, at: instants)
}
try Timing.keep(SGP4States.Column.allCases.flatMap { states.values($0) }, as: "states")

// One by one, a tenth of the instants.
var sum = 0.0
Timing.report("sgp4-one", per: "state", pieces: 10 * batch.propagators.count, repeats: 3) {
  for instant in instants.prefix(10) {
    for propagator in batch.propagators {
      if let state = try? propagator.state(at: instant) { sum += state.position.x }
    }
  }
}
