import Exchange
import Flight
import Kinematics
import NumericalMethods
import Orbits
import StationModel

/// How near two pieces come to each other when a cut is done in other ways: as flown, without springs,
/// and with a burn that takes one of them away.
///
/// The flight that is given is one of the ways; each other one is a flight of its own from the same
/// world, at the same fidelity. The burn is along the orbit, away from the
/// other piece: ``burn`` by the strongest engines of either piece, ``delay`` after the cut, as Soyuz
/// MS-11 left the station (0.53 m/s after three minutes; Canadian Space Agency, time line of
/// 2019-06-24).
///
/// Limits: those of the flight; a cut into more than two pieces is not studied.
public struct SeparationStudy: Sendable {
  /// The change of velocity of the burn [m/s].
  public static let burn = 0.5
  /// From the cut to the burn [s].
  public static let delay = 180.0

  /// One way and what came of it.
  public struct Way: Sendable {
    /// `noSprings`, `springs`, `burn`.
    public var id: String
    /// What was done, in words.
    public var says: String
    /// `module.engine` of the burn; nil where none is done.
    public var engine: String?
    /// What was flown, nil where it could not be.
    var pair: Recording.PairTrack?
    var start: Epoch
    /// Why it was not flown.
    public var refusal: String?
  }

  /// The ways, in the order in which they are told.
  public let ways: [Way]
  private let names: [String]

  /// Flies the ways; nil for a cut that does not make two pieces of one.
  ///
  /// - Parameters:
  ///   - flight: a flight that began with the cut of a whole station and did nothing else.
  public init?(of flight: MissionFlight) throws {
    guard flight.cuts.count == 1, let cut = flight.cuts.first, cut.time == 0,
      cut.before.pieces.count == 1, cut.after.pieces.count == 2
    else { return nil }
    let joints = cut.record.joints.map { cut.before.assembly.joints[$0].id }
    names = cut.before.assembly.modules.map(\.id)
    var ways: [Way] = []
    func fly(
      _ id: String, _ says: String, _ springs: SpringChoice, burn: Burn? = nil
    ) throws {
      var commands = [
        TimedCommand(
          time: 0, .open(joints, springs: springs, release: ReleaseChoice(opening: 0)))
      ]
      if let burn { commands.append(TimedCommand(time: Self.delay, .burn(burn))) }
      var way = Way(
        id: id, says: says, engine: burn.map { "\($0.module).\($0.engine)" }, pair: nil,
        start: cut.before.epoch, refusal: nil)
      // All ways at one fidelity, or they could not be compared.
      var plan = flight.plan
      plan.commands = commands
      var other = try MissionFlight(
        cut.before, plan: plan, environment: flight.environment, standards: flight.standards)
      other.takeAerodynamics(of: flight)
      do {
        try other.fly()
        way.pair = Self.ordered(other.recording)
      } catch let failure as CommandFailure {
        way.refusal = "\(failure.refusal)"
      }
      ways.append(way)
    }
    ways.append(
      Way(
        id: "springs", says: "springs push as built", engine: nil,
        pair: Self.ordered(flight.recording), start: cut.before.epoch, refusal: nil))
    try fly("noSprings", "no springs push", .energy(0))
    let says = "springs push, and \(Self.burn) m/s along the orbit after \(Int(Self.delay)) s"
    if flight.plan.duration <= Self.delay {
      ways.append(
        Way(
          id: "burn", says: says, engine: nil, pair: nil, start: cut.before.epoch,
          refusal: "the flight ends before the burn"))
    } else if let burn = Self.burn(after: cut.after, standards: flight.standards) {
      try fly("burn", says, .asBuilt, burn: burn)
    } else {
      ways.append(
        Way(
          id: "burn", says: says, engine: nil, pair: nil, start: cut.before.epoch,
          refusal: "neither piece has engines with propellant that it can hold"))
    }
    self.ways = ways
  }

  /// The pair of the two final pieces, the verdict's first piece first.
  private static func ordered(_ recording: Recording) -> Recording.PairTrack? {
    recording.pairs.first.map {
      recording.tracks[$0.first].id == "piece1" ? $0 : $0.turned
    }
  }

  /// The burn that takes one piece away: by the piece with the strongest engines, forward where it
  /// is ahead of the other.
  private static func burn(after world: World, standards: Standards) -> Burn? {
    var best: (force: Double, piece: Int, module: String, engine: String)?
    for piece in world.pieces.indices {
      let answer = PieceAnswer(world: world, index: piece, standards: standards)
      guard answer.attitude.controllable else { continue }
      for (module, engine, propellant) in answer.engines(for: .orbit) where propellant > 0 {
        let force = engine.thrust.value * Double(engine.simultaneous)
        if force > best?.force ?? 0 { best = (force, piece, module.id, engine.id) }
      }
    }
    guard let best else { return nil }
    let offset =
      world.bodies[best.piece].position.components
      - world.bodies[1 - best.piece].position.components
    let isAhead = dot(offset, world.reference.velocity.components) >= 0
    return Burn(
      module: best.module, engine: best.engine, direction: isAhead ? .prograde : .retrograde,
      amount: .deltaV(Self.burn))
  }

  /// What the verdict says of the ways, an entry each.
  var json: JSONValue {
    .array(
      ways.map { way in
        let closest = way.pair?.closest
        return [
          "id": .string(way.id), "says": .string(way.says), "engine": JSONValue(way.engine),
          "minimumDistanceM": JSONValue(closest?.distance),
          "atUtc": JSONValue(closest.map { (way.start + $0.time).iso8601(digits: 3) }),
          "parts": closest.map { .array($0.modules.map { .string(names[$0]) }) } ?? nil,
          "contact": way.pair == nil ? nil : .bool(closest?.isContact ?? false),
          "passAbeam": Verdict.passAbeam(way.pair, start: way.start),
          "finalCentreDistanceM": JSONValue(way.pair?.series(.centreDistance).last),
          "refusal": JSONValue(way.refusal),
        ]
      })
  }
}
