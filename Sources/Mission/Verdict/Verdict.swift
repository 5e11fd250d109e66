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
  ///
  /// - Parameters:
  ///   - flight: what was flown.
  ///   - orbitSource: where its orbit is from, in words.
  ///   - outlook: what foretells the end of orbits; nil: it is not foretold, and named as missing.
  ///   - study: how the pieces part when the cut is done in other ways.
  public init(
    of flight: MissionFlight, orbitSource: String, outlook: OrbitOutlook? = nil,
    study: SeparationStudy? = nil
  ) {
    let world = flight.cuts.last?.after ?? flight.posed
    let before = flight.cuts.first?.before ?? flight.posed
    let cuts = flight.cuts.map(\.record)
    let joints = world.opened.sorted()
    let standards = flight.standards
    let answers = world.pieces.indices.map {
      PieceAnswer(
        world: world, index: $0, standards: standards, outlook: outlook,
        air: flight.airAfter.indices.contains($0) ? flight.airAfter[$0] : nil)
    }
    let dependencies = flight.cuts.flatMap {
      DependencyFinder(
        world: $0.after, joints: $0.record.joints.filter { joints.contains($0) }
      ).find()
    }
    let whole = PieceAnswer(
      world: before, index: 0, standards: standards, outlook: outlook,
      air: flight.airBefore)
    var wholeDocument = whole.json()
    wholeDocument.set("id", "before")
    let pieceDocuments = answers.enumerated().map { index, answer in
      answer.json(crossings: flight.crossings(ofPiece: index))
    }
    document = [
      "station": .string(world.assembly.station),
      "atUtc": .string(world.epoch.iso8601(digits: 0)),
      "frame": .string(world.assembly.frame.name), "coverage": world.assembly.coverageDocument,
      "joints": JSONValue(joints.map { world.assembly.joints[$0].id }),
      "separates": .bool(world.pieces.count > before.pieces.count),
      "note": world.pieces.count == before.pieces.count && !flight.world.opened.isEmpty
        ? .string(
          "opening \(flight.world.opened.count == 1 ? "this joint" : "these joints") does not take "
            + "the station apart") : nil,
      "orbitSource": .string(orbitSource), "fidelity": .string(flight.plan.fidelity.rawValue),
      "before": wholeDocument,
      "pieces": .array(pieceDocuments),
      "separation": .array(Self.separation(answers, flight, study)),
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
      "notYetModelled": .array(
        Self.missing(whole, in: wholeDocument, at: "before")
          + zip(answers, pieceDocuments).flatMap {
            Self.missing($0, in: $1, at: "pieces[\($0.index)]")
          }),
      "conservation": Self.conservation(cuts),
    ]
  }

  /// The greatest change over all cuts.
  private static func conservation(_ cuts: [CutRecord]) -> JSONValue {
    let changes = cuts.map { $0.after.change(from: $0.before) }
    return [
      "mass": JSONValue(changes.map(\.mass).max() ?? 0),
      "linearMomentum": JSONValue((changes.map(\.linear) + cuts.map(\.pushed.linear)).max() ?? 0),
      "angularMomentum": JSONValue(
        (changes.map(\.angular) + cuts.map(\.pushed.angular)).max() ?? 0),
    ]
  }

  private static func separation(
    _ answers: [PieceAnswer], _ flight: MissionFlight, _ study: SeparationStudy?
  ) -> [JSONValue] {
    let recording = flight.recording
    var pairs: [JSONValue] = []
    for (number, a) in answers.enumerated() {
      for b in answers.dropFirst(number + 1) {
        let ids = [a.identity, b.identity]
        let flown = Self.pair(ids, in: recording)
        let closest = flown?.closest
        let (gap, rate) = Self.parting(a, b, flight, at: flown?.times.first)
        let modules = a.assembly.modules
        // Of pieces that never flew at one time there is nothing to tell.
        let haveMet = flown?.times.isEmpty == false
        pairs.append([
          "id": .string(ids.joined(separator: "-")), "pieces": JSONValue(ids),
          "centreDistanceM": JSONValue(haveMet ? gap.magnitude : nil),
          "centreRelativeSpeedMPerS": JSONValue(haveMet ? rate.magnitude : nil),
          "minimumDistanceM": JSONValue(closest?.distance),
          "atUtc": JSONValue(closest.map { (recording.start + $0.time).iso8601(digits: 3) }),
          "parts": closest.map { .array($0.modules.map { .string(modules[$0].id) }) } ?? nil,
          "contact": .bool(closest?.isContact ?? flown?.wentIntoEachOther ?? false),
          "closestInParting": approach(flown?.closestInParting, recording, modules),
          "windows": .array((flown?.windows ?? []).map { window($0, recording, modules) }),
          "passAbeam": passAbeam(flown, start: recording.start),
          "finalCentreDistanceM": JSONValue(flown?.series(.centreDistance).last),
          "ways": study?.json ?? nil,
          "note": JSONValue(note(flown, modules)),
        ])
      }
    }
    return pairs
  }

  private static func approach(
    _ found: Recording.Approach?, _ recording: Recording, _ modules: [Module]
  ) -> JSONValue {
    guard let found else { return nil }
    return [
      "minimumDistanceM": JSONValue(found.distance),
      "atUtc": .string((recording.start + found.time).iso8601(digits: 3)),
      "parts": .array(found.modules.map { .string(modules[$0].id) }),
    ]
  }

  /// How near they come in a stretch of time from the parting.
  private static func window(
    _ window: Recording.Window, _ recording: Recording, _ modules: [Module]
  ) -> JSONValue {
    let closest = window.closest
    return [
      "id": .string(window.name), "durationS": JSONValue(window.duration),
      "complete": .bool(window.isComplete), "minimumDistanceM": JSONValue(closest?.distance),
      "atUtc": JSONValue(closest.map { (recording.start + $0.time).iso8601(digits: 3) }),
      "parts": closest.map { .array($0.modules.map { .string(modules[$0].id) }) } ?? nil,
      "contact": .bool(closest?.isContact ?? false),
    ]
  }

  /// What a reader of a pair should know.
  private static func note(_ pair: Recording.PairTrack?, _ modules: [Module]) -> String? {
    var notes: [String] = []
    if pair?.times.isEmpty != false {
      notes.append("one of the pieces had come down before the other was one")
    } else if pair?.wentIntoEachOther == true {
      notes.append(
        "the pieces are pushed into each other before they have ever been apart; what follows is "
          + "not flown")
    } else if pair?.seam != nil {
      notes.append(
        "the faces of the joint meet again before the pieces have been apart; closest returns after "
          + "that stand under windows")
    } else if pair?.closest == nil {
      notes.append("the pieces only draw apart over the time flown")
    }
    if let overlap = pair?.overlap {
      let names = overlap.map { modules[$0].id }.joined(separator: " and ")
      notes.append(
        "as the station file draws them, \(names) are in each other at the cut, and distances say "
          + "nothing until they are clear")
    }
    return notes.isEmpty ? nil : notes.joined(separator: "; ")
  }

  /// What was recorded of two pieces, seen from the first that is named.
  private static func pair(_ ids: [String], in recording: Recording) -> Recording.PairTrack? {
    for pair in recording.pairs {
      let names = [recording.tracks[pair.first].id, recording.tracks[pair.second].id]
      if names == ids { return pair }
      if names == ids.reversed() { return pair.turned }
    }
    return nil
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
  static func passAbeam(_ pair: Recording.PairTrack?, start: Epoch) -> JSONValue {
    guard let pair else { return nil }
    let ahead = pair.series(.inTrack)
    guard let next = ahead.indices.dropFirst().first(where: { ahead[$0] * ahead[$0 - 1] < 0 })
    else { return nil }
    let share = ahead[next - 1] / (ahead[next - 1] - ahead[next])
    func between(_ values: [Double]) -> Double {
      values[next - 1] + share * (values[next] - values[next - 1])
    }
    return [
      "atUtc": .string((start + between(pair.times)).iso8601(digits: 0)),
      "distanceM": JSONValue(between(pair.series(.distance))),
      "centreDistanceM": JSONValue(between(pair.series(.centreDistance))),
    ]
  }

  /// The paths that are null because their model, or a figure, is still to come.
  private static func missing(
    _ answer: PieceAnswer, in document: JSONValue, at place: String
  ) -> [JSONValue] {
    var missing: [(path: String, reason: String)] = [
      ("debris", "conjunctions and avoidance are not modelled yet"),
      ("survives.cheapestRepair", "repairs are not searched for yet"),
    ]
    missing += answer.attitudeGaps
    // The end of an orbit has its spread.
    for key in ["p5", "p95"] where document["survives"]?["days"]?[key] == .null {
      missing.append(
        ("survives.days.\(key)", "the spread of the figures is not carried through yet"))
    }
    missing += answer.orbitGaps
    if answer.hasUnknownStorage {
      missing.append(
        ("power.storageJ", "the station file has no figure for a battery of this piece"))
    }
    if answer.heat.rejection == nil {
      for key in ["rejectionW", "marginW"] {
        missing.append(
          ("thermal.\(key)", "the station file has no figure for a radiator of this piece"))
      }
    }
    return missing.map {
      ["path": .string("\(place).\($0.path)"), "reason": .string($0.reason)]
    }
  }
}
