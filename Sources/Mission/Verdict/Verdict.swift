import Exchange
import Kinematics
import NumericalMethods
import StationModel

/// The answer to "what happens to each piece?", as the document that every output shows.
public struct Verdict: Sendable {
  /// The document, in the form of the contract of the command line.
  public var document: JSONValue

  /// The verdict on `world` after `cut`, with the whole as it was `before` and the pieces' flight
  /// after it, where it was flown.
  public init(
    world: World, before: World, cut: CutRecord, standards: Standards, orbitSource: String,
    flight: FlightAfterCut? = nil
  ) {
    let change = cut.after.change(from: cut.before)
    let whole = PieceAnswer(world: before, index: 0, standards: standards)
    let answers = world.pieces.indices.map {
      PieceAnswer(world: world, index: $0, standards: standards)
    }
    let finder = DependencyFinder(world: world, joints: cut.joints)
    let dependencies = cut.separates ? finder.find() : []
    document = [
      "station": .string(world.assembly.station),
      "atUtc": .string(world.assembly.epoch.iso8601(digits: 0)),
      "frame": .string(world.assembly.frame.name),
      "joints": JSONValue(cut.joints.map { world.assembly.joints[$0].id }),
      "separates": .bool(cut.separates),
      "note": cut.separates
        ? nil
        : .string(
          "opening \(cut.joints.count == 1 ? "this joint" : "these joints") does not take the "
            + "station apart"),
      "orbitSource": .string(orbitSource), "before": whole.json(),
      "pieces": .array(answers.map { $0.json() }),
      "separation": .array(Self.separation(answers, flight)),
      "flownS": JSONValue(flight?.duration),
      "dependencies": .array(dependencies.map(\.json)),
      "springs": .array(
        cut.springs.map { ["energyJ": JSONValue($0.energy), "axis": JSONValue($0.axis)] }),
      "notYetModelled": .array(Self.missing(answers, flown: flight != nil)),
      "conservation": [
        "mass": JSONValue(change.mass), "linearMomentum": JSONValue(change.linear),
        "angularMomentum": JSONValue(change.angular),
      ],
    ]
  }

  private static func separation(
    _ answers: [PieceAnswer], _ flight: FlightAfterCut?
  ) -> [JSONValue] {
    var pairs: [JSONValue] = []
    for (number, a) in answers.enumerated() {
      for (offset, b) in answers.dropFirst(number + 1).enumerated() {
        let gap = b.body.position.components - a.body.position.components
        let rate = b.body.velocity.components - a.body.velocity.components
        let flown = flight?.pairs.first {
          $0.first == number && $0.second == number + 1 + offset
        }
        let closest = flown?.closest
        let modules = a.assembly.modules
        pairs.append([
          "pieces": [.string(a.identity), .string(b.identity)],
          "centreDistanceM": JSONValue(gap.magnitude),
          "centreRelativeSpeedMPerS": JSONValue(rate.magnitude),
          "minimumDistanceM": JSONValue(closest?.distance),
          "atUtc": JSONValue(closest.map { (a.world.epoch + $0.time).iso8601(digits: 0) }),
          "parts": closest.map { .array($0.modules.map { .string(modules[$0].id) }) } ?? nil,
          "contact": flown.map { .bool($0.closest.map { $0.distance < 0.01 } ?? false) } ?? nil,
          "finalCentreDistanceM": JSONValue(flown?.finalDistance),
          "note": flown != nil && closest == nil
            ? "the pieces only draw apart over the time flown" : nil,
        ])
      }
    }
    return pairs
  }

  /// The paths that are null because their model is still to come.
  private static func missing(_ answers: [PieceAnswer], flown: Bool) -> [JSONValue] {
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
      if answer.heat.rejection == nil {
        entries.append([
          "path": .string("pieces[\(answer.index)].thermal.rejectionW"),
          "reason": "the station file has no figure for a radiator of this piece",
        ])
      }
    }
    if answers.count > 1, !flown {
      entries.append(["path": "separation", "reason": "the flight after the cut was not asked for"])
    }
    return entries
  }
}
