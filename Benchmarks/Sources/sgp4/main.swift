import Exchange
import Foundation
import Kinematics
import Orbits
import Timing

// Position and velocity of every satellite of a catalogue at 100 instants, 14.4 minutes apart.

let sets = try TwoLineElementSet.read(
  Timing.arguments.folder.appendingPathComponent("catalogue.tle"))
let propagators = try sets.map { set in
  try SGP4Propagator(
    SGP4Elements(
      epoch: set.epoch, meanMotion: set.meanMotion, eccentricity: set.eccentricity,
      inclination: set.inclination,
      rightAscensionOfAscendingNode: set.rightAscensionOfAscendingNode,
      argumentOfPerigee: set.argumentOfPerigee, meanAnomaly: set.meanAnomaly,
      dragTerm: set.dragTerm))
}
let start = try Epoch(utc: "2024-03-20T00:00:00Z")
let instants = (0..<100).map { start + 864 * Double($0) }

// One by one.
var sum = 0.0
Timing.report("sgp4-one", per: "state", pieces: 10 * propagators.count, repeats: 3) {
  for instant in instants.prefix(10) {
    for propagator in propagators {
      if let state = try? propagator.state(at: instant) { sum += state.position.x }
    }
  }
}
