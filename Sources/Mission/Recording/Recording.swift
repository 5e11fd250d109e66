import Kinematics
import Systems

/// What a flight left behind: the life of every piece, of every pair of pieces, and what happened.
public struct Recording: Sendable {
  /// When the flight started; times count from here.
  public var start: Epoch
  /// How long it was [s].
  public var duration: Double
  /// The pieces, first those that came apart in order of time, then those there were at the end,
  /// in the order of the verdict.
  public var tracks: [Track]
  /// In whose local frame pairs are told.
  public var reference = ReferenceTrack()
  /// Every two pieces that flew at the same time.
  public var pairs: [PairTrack]
  /// In order of time.
  public var events: [MissionEvent]
  /// In order of time.
  public var burns: [BurnRecord]

  /// The life of one piece: from a cut, or the start, to the next cut that takes it apart, or the
  /// end.
  public struct Track: Sendable {
    /// `before` for the whole that was cut, `piece1` … for the pieces at the end.
    public var id: String
    /// Its modules, by index.
    public var modules: [Int]
    /// Whether it was there at the end.
    public var isFinal: Bool
    /// After the start [s], rising.
    public var times: [Double] = []
    /// Row by row, a column a ``RecordedQuantity``.
    var values: [Double] = []
    /// The rotary joints of its modules, by index in the linkage of the station; none where a flight takes
    /// them as drawn.
    public internal(set) var joints: [Int] = []
    /// Their angles [rad], row by row, a column a joint.
    public internal(set) var jointAngles: [Double] = []
    /// How fast they turn [rad/s], in the same order.
    public internal(set) var jointRates: [Double] = []

    /// One quantity over time, in SI.
    public func series(_ quantity: RecordedQuantity) -> [Double] {
      let column = quantity.column
      return times.indices.map { values[$0 * RecordedQuantity.count + column] }
    }

    /// One quantity at the last time.
    public func last(_ quantity: RecordedQuantity) -> Double? {
      times.isEmpty
        ? nil : values[(times.count - 1) * RecordedQuantity.count + quantity.column]
    }
  }

  /// The orbit that all pieces are held relative to, at the times at which pairs are recorded.
  public struct ReferenceTrack: Sendable {
    /// After the start [s], rising.
    public var times: [Double] = []
    /// In GCRF [m].
    public var positions: [SIMD3<Double>] = []
    /// In GCRF [m/s].
    public var velocities: [SIMD3<Double>] = []
  }

  /// Two pieces over the time that both fly.
  public struct PairTrack: Sendable {
    /// Index of one track.
    public var first: Int
    /// Index of the other track.
    public var second: Int
    /// After the start [s], rising.
    public var times: [Double] = []
    /// Row by row, a column a ``PairQuantity``.
    var values: [Double] = []
    /// The closest return after they parted; a contact, if there is one.
    public var closest: Approach?
    /// Where faces of a joint that had let go met again before the pieces had been apart.
    public var seam: Approach?
    /// What came nearest while they were still parting, after surfaces had first come nearer again.
    public var closestInParting: Approach?
    /// The closest return in stretches of time from the parting.
    public var windows: [Window] = []
    /// Modules, by index, whose solids are in each other as the pieces part.
    public var overlap: [Int]?

    /// One quantity over time, in SI.
    public func series(_ quantity: PairQuantity) -> [Double] {
      let column = quantity.column
      return times.indices.map { values[$0 * PairQuantity.count + column] }
    }

    /// Whether the pieces went into each other before they had ever been apart, where no contact is
    /// sought: surfaces that are in each other while the centres are nearer than they were at the
    /// parting, by more than solids that overlap as drawn explain.
    var wentIntoEachOther: Bool {
      guard overlap == nil, closest == nil else { return false }
      let surfaces = series(.distance)
      let centres = series(.centreDistance)
      guard let first = centres.first else { return false }
      return zip(surfaces, centres).contains {
        $0 < Approach.contactDistance && $1 < first - 10 * Approach.contactDistance
      }
    }

    /// The same with the second piece as the first.
    var turned: PairTrack {
      var turned = self
      (turned.first, turned.second) = (second, first)
      for quantity in [PairQuantity.inTrack, .crossTrack, .radial] {
        for row in times.indices {
          turned.values[row * PairQuantity.count + quantity.column].negate()
        }
      }
      return turned
    }
  }

  /// How near two pieces come to each other in a stretch of time from their parting.
  public struct Window: Sendable, Hashable {
    /// Such as `2 orbits`.
    public var name: String
    /// [s]
    public var duration: Double
    /// Whether the flight lasted so long.
    public var isComplete: Bool
    /// The closest return; nil where they only drew apart.
    public var closest: Approach?
  }

  /// The closest return of two pieces.
  public struct Approach: Sendable, Hashable {
    /// Between the surfaces [m].
    public var distance: Double
    /// After the start of the flight [s].
    public var time: Double
    /// The modules that come nearest, by index.
    public var modules: [Int]
    /// Whether they touch.
    public var isContact: Bool
    /// Below this distance surfaces count as touching [m]: what solids leave out of a station.
    public static let contactDistance = 0.01
  }

  /// The track that was the first.
  public var whole: Track { tracks[0] }
  /// The tracks that were there at the end, in the order of the verdict.
  public var finals: [Track] {
    // `piece2` before `piece10`.
    tracks.filter(\.isFinal).sorted { ($0.id.count, $0.id) < ($1.id.count, $1.id) }
  }
}

/// Something that happened.
public struct MissionEvent: Sendable, Hashable {
  /// What kind of thing.
  public enum Kind: String, CaseIterable, Sendable {
    /// What commands and light do; `opened`: joints that take nothing apart.
    case start, cut, opened, attitude, burnStart, burnEnd, ventStart, ventEnd, crewMoved
    /// Into the Earth's shadow and out of it.
    case eclipseEntry, eclipseExit
    /// Rotary joints are told something.
    case joints
    /// Units that fail.
    case failure
    /// A release at full fidelity: hooks begin to open and are open, springs are done, something still
    /// holds, nothing does.
    case opening, hooksOpen, springsDone, held, free
    /// Joining: a mechanism has taken hold, a joint is closed.
    case captured, mated
    /// A piece comes into a named region about the station, or goes out of it.
    case regionEntry, regionExit
    /// A limit of the systems; pieces near each other; a piece in the air; the end of the flight.
    case limit, closestApproach, contact, contactEnd, entry, end
  }
  /// After the start [s].
  public var time: Double
  /// What kind of thing it was.
  public var kind: Kind
  /// Indices of the tracks that it is about.
  public var tracks: [Int]
  /// In words.
  public var what: String
}

/// A burn that was flown.
public struct BurnRecord: Sendable, Hashable {
  /// `module.engine`.
  public var engine: String
  /// Index of the track of the piece that it pushed.
  public var track: Int
  /// Where it was to push, by the name of a `ThrustDirection`; `uncommanded` where nobody told it.
  public var direction: String
  /// After the start [s].
  public var start: Double
  /// After the start [s].
  public var end: Double
  /// Mass of the piece when it began [kg].
  public var startMass: Double
  /// Mass of the piece when it ended [kg].
  public var endMass: Double
  /// What its engines burnt [kg]; attitude jets may have burnt more meanwhile.
  public var propellant: Double
  /// [N]
  public var force: Double
  /// [s]
  public var specificImpulse: Double
  /// deltaV, duration, propellant, entry, failure, cut or mate (it goes on on a part or a whole) or end
  /// (of the flight).
  public var endedBy: String
}

extension BurnRecord {
  /// What engines have done until `end` [s], when their piece had the mass `endMass` [kg].
  init(_ burn: ActiveBurn, track: Int, end: Double, endMass: Double, endedBy: String) {
    self.init(
      engine: "\(burn.burn.module).\(burn.burn.engine)", track: track,
      direction: burn.burn.direction?.rawValue ?? "uncommanded", start: burn.start, end: end,
      startMass: burn.startMass, endMass: endMass, propellant: burn.burnt,
      force: burn.thrust.force,
      specificImpulse: burn.specificImpulse, endedBy: endedBy)
  }

  /// The change of velocity by the rocket equation [m/s].
  public var deltaV: Double {
    RocketEquation.deltaV(
      propellant: propellant, mass: startMass, specificImpulse: specificImpulse)
  }
}
