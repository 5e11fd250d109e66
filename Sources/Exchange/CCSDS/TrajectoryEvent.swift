import Kinematics

/// An event of the table that NASA writes into the comments of the station's ephemeris: a burn,
/// a docking, an undocking, planned or made.
///
///     |       EVENT        |       TIG        | ORB |   DV    |   HA    |   HP    |
///     GMT055 Reboost        055:00:21:00.000             1.6     420.6     410.8
///
/// The table names days of the year without the year; it is that of the first such day that is not
/// more than 30 days before the ephemeris starts.
public struct TrajectoryEvent: Sendable, Hashable {
  /// What the name of an event says of it.
  public enum Kind: String, Sendable, Hashable {
    /// The station is pushed: the name says reboost, deboost, burn or manoeuvre, or ΔV is not 0.
    case burn
    /// A vehicle leaves the ground for the station.
    case launch
    /// A vehicle comes: docking, arrival, capture, berthing.
    case docking
    /// A vehicle goes: undocking, release, departure.
    case undocking
    /// A vehicle moves to another port.
    case relocation
    /// Anything else.
    case other
  }

  /// The name as the table has it.
  public var name: String
  /// What the name says of the event.
  public var kind: Kind
  /// When: for a burn its ignition (TIG).
  public var time: Epoch
  /// The change of speed [m/s]; 0 where the station is not pushed.
  public var deltaV: Double
  /// Height of the apogee behind the event [m].
  public var apogeeAltitude: Double
  /// Height of the perigee behind the event [m].
  public var perigeeAltitude: Double

  /// The events in the comments of an ephemeris that starts at `start`, in the order of the table;
  /// comments that are no row of it are passed over.
  public static func events(in comments: [String], from start: Epoch) -> [TrajectoryEvent] {
    comments.compactMap { TrajectoryEvent(row: $0, from: start) }
  }

  private init?(row: String, from start: Epoch) {
    guard row.utf8.count <= 200 else { return nil }
    let words = row.split(whereSeparator: \.isWhitespace)
    guard let place = words.firstIndex(where: { $0.split(separator: ":").count == 4 }),
      let time = Self.time(words[place], from: start)
    else { return nil }
    // An orbit number may stand in front of ΔV and the two heights.
    let numbers = words[(place + 1)...].map { NumberText.number($0) }
    guard numbers.count == 3 || numbers.count == 4, let deltaV = numbers[numbers.count - 3],
      let apogee = numbers[numbers.count - 2], let perigee = numbers[numbers.count - 1]
    else { return nil }
    name = words[..<place].joined(separator: " ")
    self.time = time
    self.deltaV = deltaV
    apogeeAltitude = 1000 * apogee
    perigeeAltitude = 1000 * perigee
    kind = Self.kind(of: name, deltaV: deltaV)
  }

  /// `055:00:21:00.000`: day of the year, hours, minutes, seconds of UTC.
  private static func time(_ word: Substring, from start: Epoch) -> Epoch? {
    let parts = word.split(separator: ":")
    guard parts[0].utf8.count == 3 else { return nil }
    let first = (start - 30 * 86_400).utc.year
    let candidates = (first...(first + 1)).compactMap { year in
      CCSDSTimeSystem.utc.epoch("\(year)-\(parts[0])T\(parts[1]):\(parts[2]):\(parts[3])")
    }
    return candidates.first { $0 >= start - 30 * 86_400 }
  }

  private static func kind(of name: String, deltaV: Double) -> Kind {
    let words: [(Kind, [String])] = [
      (.undocking, ["undock", "unberth", "release", "depart"]),
      (.docking, ["dock", "arriv", "captur", "berth"]), (.relocation, ["relocat"]),
      (.launch, ["launch"]), (.burn, ["boost", "burn", "maneuver", "manoeuvre"]),
    ]
    let text = name.lowercased()
    let said = words.first { $0.1.contains { text.contains($0) } }?.0
    return said ?? (deltaV == 0 ? .other : .burn)
  }
}

extension OrbitEphemerisMessage.Segment {
  /// The burns, dockings and undockings that NASA's comments list, in their order.
  public var trajectoryEvents: [TrajectoryEvent] {
    TrajectoryEvent.events(in: metadata.comments + comments, from: metadata.start)
  }
}
