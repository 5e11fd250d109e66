import Exchange
import Flight
import Kinematics
import NumericalMethods
import StationModel

/// The answer to "what happens to each piece?", as the document that every output shows.
public struct Verdict: Sendable {
  /// The document, in the form of the contract of the command line.
  public var document: JSONValue

  /// The verdict on a flight that is over: on the pieces as they were after its last cut, with what
  /// the flight showed of them. Without a cut, on the whole at the start.
  public init(of flight: MissionFlight, orbitSource: String) {
    let world = flight.cuts.last?.after ?? flight.first
    let before = flight.cuts.first?.before ?? flight.first
    let cuts = flight.cuts.map(\.record)
    let joints = world.opened.sorted()
    let standards = flight.standards
    let answers = world.pieces.indices.map {
      PieceAnswer(world: world, index: $0, standards: standards)
    }
    let dependencies = flight.cuts.flatMap {
      DependencyFinder(world: $0.after, joints: $0.record.joints).find()
    }
    var whole = PieceAnswer(world: before, index: 0, standards: standards).json()
    whole.set("id", "before")
    document = [
      "station": .string(world.assembly.station),
      "atUtc": .string(world.epoch.iso8601(digits: 0)),
      "frame": .string(world.assembly.frame.name), "coverage": world.assembly.coverageDocument,
      "joints": JSONValue(joints.map { world.assembly.joints[$0].id }),
      "separates": .bool(!cuts.isEmpty),
      "note": cuts.isEmpty && !flight.world.opened.isEmpty
        ? .string(
          "opening \(flight.world.opened.count == 1 ? "this joint" : "these joints") does not take "
            + "the station apart") : nil,
      "orbitSource": .string(orbitSource), "before": whole,
      "pieces": .array(
        answers.enumerated().map { index, answer in
          answer.json(crossings: flight.crossings(ofPiece: index))
        }),
      "separation": .array(Self.separation(answers, flight)),
      "flownS": JSONValue(flight.time),
      "dependencies": .array(dependencies.map(\.json)),
      "springs": .array(
        cuts.flatMap(\.springs).map {
          [
            "id": .string(world.assembly.joints[$0.joint].id),
            "energyJ": JSONValue($0.release.energy), "axis": JSONValue($0.release.axis),
            "partingSpeedMPerS": JSONValue($0.partingSpeed),
          ]
        }),
      "notYetModelled": .array(Self.missing(answers)),
      "conservation": Self.conservation(cuts),
    ]
  }

  /// The greatest change over all cuts.
  private static func conservation(_ cuts: [CutRecord]) -> JSONValue {
    let changes = cuts.map { $0.after.change(from: $0.before) }
    return [
      "mass": JSONValue(changes.map(\.mass).max() ?? 0),
      "linearMomentum": JSONValue(changes.map(\.linear).max() ?? 0),
      "angularMomentum": JSONValue(changes.map(\.angular).max() ?? 0),
    ]
  }

  private static func separation(
    _ answers: [PieceAnswer], _ flight: MissionFlight
  ) -> [JSONValue] {
    let recording = flight.recording
    var pairs: [JSONValue] = []
    for (number, a) in answers.enumerated() {
      for b in answers.dropFirst(number + 1) {
        let ids = [a.identity, b.identity]
        let flown = recording.pairs.first {
          [recording.tracks[$0.first].id, recording.tracks[$0.second].id] == ids
        }
        let closest = flown?.closest
        let (gap, rate) = Self.parting(a, b, flight, at: flown?.times.first)
        let modules = a.assembly.modules
        pairs.append([
          "id": .string(ids.joined(separator: "-")), "pieces": JSONValue(ids),
          "centreDistanceM": JSONValue(gap.magnitude),
          "centreRelativeSpeedMPerS": JSONValue(rate.magnitude),
          "minimumDistanceM": JSONValue(closest?.distance),
          "atUtc": JSONValue(closest.map { (recording.start + $0.time).iso8601(digits: 3) }),
          "parts": closest.map { .array($0.modules.map { .string(modules[$0].id) }) } ?? nil,
          "contact": .bool(closest?.isContact ?? false),
          "passAbeam": passAbeam(flown, in: recording),
          "finalCentreDistanceM": JSONValue(flown?.series(.centreDistance).last),
          "note": closest == nil ? "the pieces only draw apart over the time flown" : nil,
        ])
      }
    }
    return pairs
  }

  /// How two pieces stood to each other when the cut that parted them was done: distance [m] and
  /// relative velocity [m/s] of their centres.
  private static func parting(
    _ a: PieceAnswer, _ b: PieceAnswer, _ flight: MissionFlight, at time: Double?
  ) -> (SIMD3<Double>, SIMD3<Double>) {
    let world = flight.cuts.first { $0.time == time }?.after ?? a.world
    func body(_ answer: PieceAnswer) -> RigidBody {
      let index = world.piece(holding: answer.piece.modules[0]) ?? answer.index
      return world.bodies[index]
    }
    let (first, second) = (body(a), body(b))
    return (
      (second.position - first.position).components, (second.velocity - first.velocity).components
    )
  }

  /// When the second piece first overtakes the first, or falls behind it, and how far away it then
  /// is; null: never. Between two records on the line through both.
  private static func passAbeam(
    _ pair: Recording.PairTrack?, in recording: Recording
  ) -> JSONValue {
    guard let pair else { return nil }
    let ahead = pair.series(.inTrack)
    guard let next = ahead.indices.dropFirst().first(where: { ahead[$0] * ahead[$0 - 1] < 0 })
    else { return nil }
    let share = ahead[next - 1] / (ahead[next - 1] - ahead[next])
    func between(_ values: [Double]) -> Double {
      values[next - 1] + share * (values[next] - values[next - 1])
    }
    return [
      "atUtc": .string((recording.start + between(pair.times)).iso8601(digits: 0)),
      "distanceM": JSONValue(between(pair.series(.distance))),
      "centreDistanceM": JSONValue(between(pair.series(.centreDistance))),
    ]
  }

  /// The paths that are null because their model is still to come.
  private static func missing(_ answers: [PieceAnswer]) -> [JSONValue] {
    let reasons: [(path: String, reason: String)] = [
      ("attitude.torqueEquilibriumDeg", "aerodynamic torque is not modelled yet"),
      ("orbit.lifetimeDays", "decay with a solar forecast is not modelled yet"),
      ("orbit.reboostPropellantKgPerYear", "decay with a solar forecast is not modelled yet"),
      ("debris", "conjunctions and avoidance are not modelled yet"),
      ("survives.days.p5", "the spread of the figures is not carried through yet"),
      ("survives.days.p95", "the spread of the figures is not carried through yet"),
      ("survives.cheapestRepair", "repairs are not searched for yet"),
      ("reentry", "break-up and entry are not modelled yet"),
    ]
    var entries: [JSONValue] = []
    for answer in answers {
      for item in reasons {
        entries.append([
          "path": .string("pieces[\(answer.index)].\(item.path)"), "reason": .string(item.reason),
        ])
      }
      if answer.hasUnknownStorage {
        entries.append([
          "path": .string("pieces[\(answer.index)].power.storageJ"),
          "reason": "the station file has no figure for a battery of this piece",
        ])
      }
      if answer.heat.rejection == nil {
        entries.append([
          "path": .string("pieces[\(answer.index)].thermal.rejectionW"),
          "reason": "the station file has no figure for a radiator of this piece",
        ])
      }
    }
    return entries
  }
}
