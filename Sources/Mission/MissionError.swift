import StationModel

/// What can stop a mission before it starts, and what keeps its log from being read.
public enum MissionError: Error, Sendable, CustomStringConvertible {
  /// The station's data hold no orbit.
  case noOrbit(station: String)
  /// A state so far from the date that carrying it there says nothing.
  case stateTooFar(state: String, date: String)
  /// A state that is no orbit.
  case degenerateOrbit(String)
  /// An instant that a file of states does not cover.
  case outsideFile(String)
  /// A burn that a file of states announces and that cannot be flown.
  case burn(String)
  /// A flight that would start below the altitude at which an orbit is over [m].
  case startsInTheAir(altitude: Double)
  /// A shape that no air can flow around, with the reason.
  case shape(String)
  /// A result that is not a number: a defect, reported instead of printed.
  case notANumber(String)
  /// A file that is no mission log of this format.
  case notALog(path: String, reason: String)
  /// A mission log that cannot be opened or read, with SQLite's reason.
  case logUnreadable(path: String, reason: String)

  public var description: String {
    switch self {
    case .noOrbit(let station):
      "station '\(station)' has no orbit; allowed: an entry in 'orbits', or --state FILE"
    case .stateTooFar(let state, let date):
      "the state of \(state) is too far from \(date); allowed: at most 30 days"
    case .degenerateOrbit(let what): "\(what); allowed: a bound orbit above the ground"
    case .startsInTheAir(let altitude):
      "the flight starts \(Assembly.rounded(altitude / 1000, 1)) km above the ground; allowed: more "
        + "than \(Assembly.rounded(MissionFlight.entryAltitude / 1000, 0)) km"
    case .outsideFile(let what), .burn(let what): what
    case .shape(let what): "the air cannot flow around a piece: \(what)"
    case .notANumber(let what): "\(what) is not a number"
    case .notALog(let path, let reason): "\(path) is no mission log: \(reason)"
    case .logUnreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    }
  }
}
