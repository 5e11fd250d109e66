import Kinematics
import Orbits
import Shapes
import SpaceEnvironment
import StationModel

extension InitialOrbit {
  /// The orbit of a station on its date: the record of its data nearest to it, carried there by
  /// numerical propagation where it is a state of another instant.
  ///
  /// - Throws: ``MissionError`` where the station has no orbit, `OrbitError` where the orbit does
  ///   not last to the date.
  public static func carried(
    for assembly: Assembly, environment: Environment
  ) throws -> InitialOrbit {
    switch try record(for: assembly, at: assembly.epoch) {
    case .circular(let orbit): return orbit
    case .state(let state, let source):
      return try carried(state, source: source, for: assembly, environment: environment)
    }
  }

  /// The state of a file that is nearest to the date of a station, carried there.
  ///
  /// - Throws: as for a state, and `MissionError` where the file announces a burn on the way.
  public static func carried(
    _ file: StateFile, for assembly: Assembly, environment: Environment
  ) throws -> InitialOrbit {
    let state = file.nearest(to: assembly.epoch)
    try file.refuseBurns(from: state, to: assembly.epoch)
    return try carried(state, source: file.source, for: assembly, environment: environment)
  }

  /// A state carried to the date of a station.
  ///
  /// - Throws: `MissionError` for a state more than 30 days from it and for one that leaves the Earth
  ///   or goes through it, `OrbitError` where the orbit does not last to the date.
  public static func carried(
    _ state: OrbitState<GCRF>, source: String, for assembly: Assembly, environment: Environment
  ) throws -> InitialOrbit {
    try checkBound(state)
    let span = assembly.epoch - state.epoch
    guard abs(span) <= reach else {
      throw MissionError.stateTooFar(
        state: state.epoch.iso8601(digits: 0), date: assembly.epoch.iso8601(digits: 0))
    }
    guard span != 0 else { return InitialOrbit(state: state, source: source) }
    let forces = try environment.forces(
      from: min(state.epoch, assembly.epoch), to: max(state.epoch, assembly.epoch))
    let modules = Array(assembly.modules.indices)
    let area = ProjectedArea(of: assembly.solids(of: modules), along: SIMD3(1, 0, 0)).area
    let mass = assembly.massProperties(of: modules, tankLoads: assembly.initialTankLoads).mass
    let ballisticArea = assembly.dragCoefficient.value * area / mass
    let propagator = try NumericalPropagator(
      state: state,
      object: DragAndPressure(
        ballisticArea: ballisticArea,
        radiationArea: environment.radiationRatio(assembly) * ballisticArea),
      forces: forces)
    let states = try propagator.states(every: abs(span), for: span)
    guard let last = states.last else { throw MissionError.notANumber("the carried orbit") }
    let days = Assembly.rounded(span / 86_400, 2)
    return InitialOrbit(
      state: last,
      source:
        "\(source), carried \(days) days by numerical propagation (\(environment.description))")
  }

  /// Refuses a state that leaves the Earth or goes through it: its energy says which, `v²/2 - μ/r`.
  private static func checkBound(_ state: OrbitState<GCRF>) throws(MissionError) {
    let radius = state.position.magnitude
    guard radius > GeodeticPosition.equatorialRadius else {
      throw .degenerateOrbit("the state is below the ground")
    }
    guard state.velocity.components.squaredMagnitude < 2 * Earth.mu / radius else {
      throw .degenerateOrbit("the state leaves the Earth")
    }
  }
}
