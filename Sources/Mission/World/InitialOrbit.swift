import Kinematics
import NumericalMethods
import SpaceEnvironment
import StationModel

/// The orbit from which a station starts, and where it comes from.
public struct InitialOrbit: Sendable {
  /// Where the station is and how it moves.
  public var state: OrbitState<GCRF>
  /// In words, for people and for the record.
  public var source: String

  /// An orbit with its source in words.
  public init(state: OrbitState<GCRF>, source: String) {
    self.state = state
    self.source = source
  }

  /// States farther away than this are not carried to the date [s].
  static let reach = 30 * 86_400.0

  /// What a station's data say about a date: the nearest state, if one lies within 30 days, or else
  /// a circular orbit at the altitude of the nearest record.
  public enum Record: Sendable {
    /// A state that is to be carried to the date.
    case state(OrbitState<GCRF>, source: String)
    /// A made-up circular orbit: node and phase are arbitrary.
    case circular(InitialOrbit)
  }

  /// Looks the date up.
  ///
  /// - Throws: ``MissionError/noOrbit(station:)`` where the station has no record at all.
  public static func record(
    for assembly: Assembly, at epoch: Epoch
  ) throws(MissionError) -> Record {
    func distance(_ record: OrbitRecord) -> Double { abs(record.epoch - epoch) }
    let nearest = assembly.orbits.sorted {
      distance($0) != distance($1) ? distance($0) < distance($1) : $0.epoch < $1.epoch
    }
    for record in nearest where distance(record) <= reach {
      if case .state(let frame, let position, let velocity) = record.knowledge {
        let keys = record.sources.joined(separator: " ")
        return .state(
          OrbitState(frame, epoch: record.epoch, position: position, velocity: velocity),
          source: "state of \(record.epoch.iso8601(digits: 0)) (\(keys))")
      }
    }
    for record in nearest {
      let keys = record.sources.joined(separator: " ")
      let day = record.epoch.iso8601(digits: 0)
      switch record.knowledge {
      case .altitude(let altitude, let inclination):
        return .circular(
          circular(
            altitude: altitude, inclination: inclination, at: epoch,
            source: "circular orbit at the altitude recorded for \(day) (\(keys)); node and phase "
              + "are arbitrary"))
      case .state(_, let position, let velocity):
        let momentum = cross(position, velocity)
        let inclination = Elementary.acos(momentum.normalized.z)
        return .circular(
          circular(
            altitude: position.magnitude - GeodeticPosition.equatorialRadius,
            inclination: inclination, at: epoch,
            source: "circular orbit like that of \(day) (\(keys)); node and phase are arbitrary"))
      }
    }
    throw .noOrbit(station: assembly.station)
  }

  private static func circular(
    altitude: Double, inclination: Double, at epoch: Epoch, source: String
  ) -> InitialOrbit {
    let elements = KeplerianElements(
      semiMajorAxis: GeodeticPosition.equatorialRadius + altitude, eccentricity: 0,
      inclination: inclination, rightAscensionOfAscendingNode: 0, argumentOfPerigee: 0,
      trueAnomaly: 0)
    return InitialOrbit(state: elements.state(at: epoch, mu: Earth.mu), source: source)
  }
}
