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
/// 2019-06-24). At full fidelity nothing is turned for it: it is by the engines that point away from
/// the other piece as they are, to ``Burn/aimTolerance``, those among them that vehicles keep for their way
/// home; along the velocity where some do, for a piece that is pushed down, up or aside comes back after
/// an orbit.
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
    /// Where it pushes, and the verdict's piece that it pushes, from 1; nil without a burn.
    public var direction: ThrustDirection?
    var piece: Int?
    /// What was flown, nil where it could not be.
    var pair: Recording.PairTrack?
    var start: Epoch
    /// Why it was not flown.
    public var why: String?
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
      _ id: String, _ says: String, _ springs: SpringChoice, burn: (burn: Burn, piece: Int)? = nil
    ) {
      var commands = [
        TimedCommand(
          time: 0, .open(joints, springs: springs, release: ReleaseChoice(opening: 0)))
      ]
      if let burn { commands.append(TimedCommand(time: Self.delay, .burn(burn.burn))) }
      var way = Way(
        id: id, says: says, engine: burn.map { "\($0.burn.module).\($0.burn.engine)" },
        direction: burn?.burn.direction, piece: burn.map { $0.piece + 1 },
        start: flight.first.epoch)
      // All ways at one fidelity, or they could not be compared.
      var plan = flight.plan
      plan.commands = commands
      do {
        var other = try MissionFlight(
          flight.first, plan: plan, environment: flight.environment,
          standards: flight.standards, tables: flight.tables)
        try other.fly()
        way.pair = Self.ordered(other.recording)
        if way.pair == nil { way.why = "the pieces do not come apart" }
      } catch let failure as CommandFailure {
        way.why = "\(failure.refusal)"
      } catch {
        way.why = "\(error)"
      }
      ways.append(way)
    }
    ways.append(
      Way(
        id: "springs", says: "springs push as built", pair: Self.ordered(flight.recording),
        start: flight.first.epoch))
    fly("noSprings", "no springs push", .energy(0))
    let burn = Self.burn(after: cut.after, standards: flight.standards)
    let isAlong = burn.map { Self.along.contains($0.burn.direction ?? .prograde) } ?? true
    let way = isAlong ? "along the orbit" : burn?.burn.direction?.rawValue ?? ""
    let by =
      cut.after.followsOutflows ? burn.map { " by \($0.burn.module).\($0.burn.engine)" } : nil
    let says = "springs push, and \(Self.burn) m/s \(way) after \(Int(Self.delay)) s\(by ?? "")"
    if flight.plan.duration > Self.delay, let burn {
      fly("burn", says, .asBuilt, burn: burn)
    } else {
      ways.append(
        Way(
          id: "burn", says: says, start: flight.first.epoch,
          why: flight.plan.duration <= Self.delay
            ? "the flight ends before the burn"
            : cut.after.followsOutflows
              ? "neither piece has engines with propellant that point away from the other"
              : "neither piece has engines with propellant that it can hold"))
    }
    self.ways = ways
  }

  /// The pair of the two final pieces, the verdict's first piece first.
  private static func ordered(_ recording: Recording) -> Recording.PairTrack? {
    recording.pairs.first.map {
      recording.tracks[$0.first].id == "piece1" ? $0 : $0.turned
    }
  }

  /// The directions in which a push takes a piece farther away with every orbit.
  private static let along = [ThrustDirection.prograde, .retrograde]

  /// The burn that takes one piece away: by the piece with the strongest engines, forward where it
  /// is ahead of the other; where engines act where they are, of those that point away.
  private static func burn(
    after world: World, standards: Standards
  ) -> (burn: Burn, piece: Int)? {
    var best: (force: Double, isAlong: Bool, burn: Burn, piece: Int)?
    for piece in world.pieces.indices {
      let answer = PieceAnswer(world: world, index: piece, standards: standards)
      guard answer.attitude.controllable else { continue }
      for (module, engine) in engines(of: answer, in: world) {
        guard let direction = direction(of: engine, on: module, piece: piece, in: world) else {
          continue
        }
        let force = engine.thrust.value * Double(engine.simultaneous)
        let isAlong = along.contains(direction)
        guard isAlong == best?.isAlong ?? isAlong ? force > best?.force ?? 0 : isAlong else {
          continue
        }
        let burn = Burn(
          module: module.id, engine: engine.id, direction: direction, amount: .deltaV(Self.burn))
        best = (force, isAlong, burn, piece)
      }
    }
    return best.map { ($0.burn, $0.piece) }
  }

  /// The sets of engines of a piece that could change its orbit; where engines act where they are, as
  /// few point away, also those that vehicles keep for their way home.
  private static func engines(
    of answer: PieceAnswer, in world: World
  ) -> [(module: Module, engine: Engine)] {
    let own = answer.engines(for: .orbit).filter { $0.propellant > 0 }.map {
      ($0.module, $0.engine)
    }
    guard world.followsOutflows else { return own }
    let kept = answer.contingencyEngines.filter { set in
      world.assembly.moduleIndex(set.module.id)
        .map { world.feeding($0).contains { world.tankLoads[$0] > 0 } } ?? false
    }
    return own + kept
  }

  /// Which way along the orbit engines take a piece away from the other, within 60 degrees of the line
  /// between the centres; nil where they do not.
  private static func direction(
    of engine: Engine, on module: Module, piece: Int, in world: World
  ) -> ThrustDirection? {
    let offset =
      world.bodies[piece].position.components - world.bodies[1 - piece].position.components
    let orbit = world.orbit(of: piece)
    guard world.followsOutflows else {
      return dot(offset, world.reference.velocity.components) >= 0 ? .prograde : .retrograde
    }
    let axis = world.bodies[piece].attitude.rotate(module.placement.direction(engine.direction))
    return ThrustDirection.allCases.first {
      let way = $0.components(at: orbit.position.components, orbit.velocity.components)
      return dot(offset, way) > 0.5 * offset.magnitude
        && Elementary.atan2(cross(axis, way).magnitude, dot(axis, way)) <= Burn.aimTolerance
    }
  }

  /// What the verdict says of the ways, an entry each.
  var json: JSONValue {
    .array(
      ways.map { way in
        let closest = way.pair?.closest
        return [
          "id": .string(way.id), "says": .string(way.says), "engine": JSONValue(way.engine),
          "direction": JSONValue(way.direction?.rawValue),
          "piece": JSONValue(way.piece.map { "piece\($0)" }),
          "minimumDistanceM": JSONValue(closest?.distance),
          "atUtc": JSONValue(closest.map { (way.start + $0.time).iso8601(digits: 3) }),
          "parts": closest.map { .array($0.modules.map { .string(names[$0]) }) } ?? nil,
          "contact": way.pair == nil ? nil : .bool(closest?.isContact ?? false),
          "passAbeam": Verdict.passAbeam(way.pair, start: way.start),
          "finalCentreDistanceM": JSONValue(way.pair?.series(.centreDistance).last),
          "why": JSONValue(way.why),
        ]
      })
  }
}
