import Exchange
import Foundation
import Kinematics
import StationModel

/// What a flown scenario came to: the verdict, what was expected and what was found, and the
/// recording behind them.
public struct MissionResult: Sendable {
  /// What was flown.
  public let scenario: Scenario
  /// The station of its date.
  public let assembly: Assembly
  /// What was seen.
  public let recording: Recording
  /// The cuts that were flown, in order of time.
  public let cuts: [FlownCut]
  /// The answer for each piece.
  public let verdict: Verdict
  /// The document of `result.json`, with its digest.
  public let document: JSONValue
  /// What became of each expectation, in the order of the file.
  public let expectations: [ExpectationResult]
  /// What the mission log says of the flight.
  public let journal: Journal
  /// SHA-256 of every table of the folder `Data` that the flight rested on, by its name.
  let tables: JSONValue

  /// An expectation and what became of it.
  public struct ExpectationResult: Sendable {
    /// Of the expectation.
    public var id: String
    /// What its check came to.
    public var result: CheckResult
    /// Whether it came out as expected.
    public var holds: Bool { result.answer == .holds }
  }

  /// Whether every expectation held.
  public var holds: Bool { expectations.allSatisfy(\.holds) }

  init(_ run: ScenarioRun, _ flight: MissionFlight) {
    scenario = run.scenario
    assembly = run.assembly
    recording = flight.recording
    cuts = flight.cuts.filter(\.record.closed.isEmpty)
    journal = flight.journal
    tables = run.tables
    verdict = Verdict(of: flight, orbitSource: run.orbitSource, outlook: run.outlook)
    var document = Self.document(run, flight, verdict)
    let context = CheckContext(
      assembly: run.assembly, station: run.assembly.document, result: document,
      verdicts: ["": verdict.document], recordings: ["": flight.recording])
    expectations = run.scenario.expectations.map {
      ExpectationResult(id: $0.id, result: context.answer($0.check))
    }
    let start = flight.recording.start
    document.set(
      "expectations",
      .array(
        expectations.map { expectation in
          var json: JSONValue = ["id": .string(expectation.id)]
          json.set("holds", .bool(expectation.holds))
          for key in ["says", "answer", "observed", "subject", "evidence"] {
            json.set(key, expectation.result.json[key] ?? .null)
          }
          json.set(
            "atUtc", JSONValue(expectation.result.time.map { (start + $0).iso8601(digits: 3) }))
          return json
        }))
    self.document = document.digested()
  }

  /// `result.json` without what was expected.
  static func document(
    _ run: ScenarioRun, _ flight: MissionFlight, _ verdict: Verdict
  ) -> JSONValue {
    let recording = flight.recording
    let end = recording.start + recording.duration
    return [
      "scenario": [
        "id": .string(run.scenario.id), "name": .string(run.scenario.name),
        "description": .string(run.scenario.description),
        "inputDigest": .string(run.scenario.digest),
      ],
      "startUtc": .string(recording.start.iso8601(digits: 6)),
      "endUtc": .string(end.iso8601(digits: 6)),
      "environment": [
        "forces": .string(run.environment.description),
        "densityScale": JSONValue(run.scenario.surroundings.densityScale),
        "coverage": JSONValue(run.environment.coverage(over: recording.start...end)),
      ],
      "verdict": verdict.document,
      "events": .array(recording.events.map { json(of: $0, in: recording) }),
      "burns": .array(recording.burns.map { json(of: $0, in: recording) }),
      "atEnd": .array(recording.finals.map(json(of:))),
      "station": stationDocument(run.assembly),
    ]
  }

  private static func json(of event: MissionEvent, in recording: Recording) -> JSONValue {
    [
      "kind": .string(event.kind.rawValue), "timeS": JSONValue(event.time),
      "atUtc": .string((recording.start + event.time).iso8601(digits: 3)),
      "pieces": JSONValue(event.tracks.map { recording.tracks[$0].id }),
      "what": .string(event.what),
    ]
  }

  private static func json(of burn: BurnRecord, in recording: Recording) -> JSONValue {
    [
      "id": .string(burn.engine), "piece": .string(recording.tracks[burn.track].id),
      "direction": .string(burn.direction),
      "startUtc": .string((recording.start + burn.start).iso8601(digits: 3)),
      "durationS": JSONValue(burn.end - burn.start), "thrustN": JSONValue(burn.force),
      "specificImpulseS": JSONValue(burn.specificImpulse),
      "massBeforeKg": JSONValue(burn.startMass), "massAfterKg": JSONValue(burn.endMass),
      "propellantKg": JSONValue(burn.propellant),
      "deltaVMPerS": JSONValue(burn.deltaV), "endedBy": .string(burn.endedBy),
    ]
  }

  /// A piece at its last record.
  private static func json(of track: Recording.Track) -> JSONValue {
    func last(_ quantity: RecordedQuantity) -> JSONValue { JSONValue(track.last(quantity)) }
    return [
      "id": .string(track.id), "timeS": JSONValue(track.times.last),
      "altitudeM": last(.altitude), "semiMajorAxisM": last(.semiMajorAxis),
      "massKg": last(.mass), "propellantKg": last(.stationPropellant),
      "vehiclePropellantKg": last(.vehiclePropellant), "deltaVMPerS": last(.deltaV),
      "batteryEnergyJ": last(.batteryEnergy), "energyUnservedJ": last(.energyUnserved),
      "pressurePa": last(.pressure), "oxygenPressurePa": last(.oxygenPressure),
      "carbonDioxidePressurePa": last(.carbonDioxidePressure), "waterKg": last(.water),
      "crewAboard": last(.crewAboard), "seats": last(.seats),
    ]
  }
}
