import Foundation
import Kinematics
import Mission
import StationModel

/// The orbit that a station's own data give for its date.
func startingOrbit(of assembly: Assembly, dataFolder: URL) throws -> InitialOrbit {
  switch try InitialOrbit.record(for: assembly, at: assembly.epoch) {
  case .circular(let orbit): return orbit
  case .state(let state, let source):
    return InitialOrbit(state: state, source: source)
  }
}
