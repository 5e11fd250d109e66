import Exchange
import Foundation
import Kinematics
import StationModel

/// A file of claims, checked against station, physics and history.
public struct ClaimsRun: Sendable {
  /// What was checked.
  public let file: ClaimsFile
  /// What became of each claim, in the order of the file.
  public let results: [ClaimResult]

  /// Builds the station, flies every cut that checks name, and answers every claim; `seed` is that of
  /// all randomness.
  ///
  /// - Throws: `InputErrors` with the file and line of what is wrong.
  public init(
    _ file: ClaimsFile, dataFolder: URL, standards: Standards, seed: UInt64 = 0
  ) throws {
    self.file = file
    guard FileManager.default.isReadableFile(atPath: file.station.path) else {
      throw InputErrors(
        file: file.file, line: file.stationLine,
        what: "the station file '\(file.stationName)' cannot be read",
        allowed: "a path from the folder of this file")
    }
    let plan = try StationPlan(contentsOf: file.station, mechanisms: standards.mechanisms)
    let assembly = try Self.assembly(plan, at: file.date, file, line: file.dateLine)
    var context = CheckContext(assembly: assembly, station: assembly.document)
    let surroundings = Surroundings(
      environment: try Environment(dataFolder: dataFolder),
      outlook: try OrbitOutlook(dataFolder: dataFolder, seed: seed), standards: standards)
    for cut in file.cuts {
      let flight = try Self.fly(cut, plan, file, surroundings)
      context.verdicts[cut.id] = flight.verdict.document
      context.recordings[cut.id] = flight.recording
    }
    for fact in file.facts { context.facts[fact.id] = fact }
    try Self.checkPaths(file, context)
    let answers = context
    results = file.statements.map { statement in
      ClaimResult(statement: statement, checks: statement.checks.map { answers.answer($0) })
    }
  }

  /// Refuses paths that lead nowhere.
  private static func checkPaths(
    _ file: ClaimsFile, _ context: CheckContext
  ) throws(InputErrors) {
    let problems = InputProblems()
    for check in file.statements.flatMap(\.checks) {
      let error: InputError?
      switch check.subject {
      case .verdict(let path, let cut):
        error = path.error(
          in: context.verdicts[cut ?? ""] ?? .null, file: file.file, line: check.line)
      case .station(let path):
        error = path.error(in: context.station, file: file.file, line: check.line)
      default: error = nil
      }
      if let error { problems.add(error) }
    }
    try problems.throwIfAny()
  }

  private static func assembly(
    _ plan: StationPlan, at date: Epoch, _ file: ClaimsFile, line: Int
  ) throws(InputErrors) -> Assembly {
    do {
      return try Assembly(plan, at: date)
    } catch {
      throw InputErrors(file: file.file, line: line, text: "\(error)")
    }
  }

  /// What all cuts share.
  private struct Surroundings {
    var environment: Environment
    var outlook: OrbitOutlook
    var standards: Standards
  }

  private static func fly(
    _ cut: ClaimsFile.Cut, _ plan: StationPlan, _ file: ClaimsFile, _ given: Surroundings
  ) throws -> (verdict: Verdict, recording: Recording) {
    let assembly = try assembly(plan, at: cut.date ?? file.date, file, line: cut.line)
    do {
      let orbit = try InitialOrbit.carried(for: assembly, environment: given.environment)
      let world = try World(assembly, on: orbit.state, standard: given.standards.cabin)
      let flightPlan = FlightPlan(
        commands: [TimedCommand(time: 0, .open(cut.joints))], duration: cut.duration)
      var flight = try MissionFlight(
        world, plan: flightPlan, environment: given.environment, standards: given.standards)
      try flight.fly()
      return (
        Verdict(of: flight, orbitSource: orbit.source, outlook: given.outlook), flight.recording
      )
    } catch let failure as CommandFailure {
      throw InputErrors(file: file.file, line: cut.line, text: "\(failure.refusal)")
    } catch let error as MissionError {
      throw InputErrors(file: file.file, line: cut.line, text: "\(error)")
    }
  }

  /// The answers as a document, with its digest.
  public var document: JSONValue {
    let claims = results.map { result -> JSONValue in
      let statement = result.statement
      return [
        "id": .string(statement.id), "says": .string(statement.says),
        "said": JSONValue(statement.said), "about": .string(statement.topic.rawValue),
        "answer": .string(result.answer.rawValue),
        "evidence": .array(result.checks.map(\.json)),
        "cannotTell": JSONValue(statement.cannotTell), "note": JSONValue(statement.note),
      ]
    }
    let counts = [CheckAnswer.holds, .fails, .cannotTell].map { answer in
      JSONValue.Member(
        answer.rawValue, .integer(Int64(results.count { $0.answer == answer })))
    }
    let document: JSONValue = [
      "id": .string(file.id), "name": .string(file.name),
      "atUtc": .string(file.date.iso8601(digits: 0)), "counts": .object(counts),
      "claims": .array(claims),
    ]
    return document.digested()
  }

  /// The answers for people.
  public var text: String {
    var text = "\(file.name)\n\n"
    for result in results {
      let words: [CheckAnswer: String] = [
        .holds: "HOLDS", .fails: "FAILS", .cannotTell: "CANNOT TELL",
      ]
      text += "\(result.statement.id.padded(5))\((words[result.answer] ?? "").padded(13))"
      text += "\(result.statement.says)\(Self.speakers(result.statement, file.sources))\n"
      let margin = String(repeating: " ", count: 18)
      for check in result.checks {
        text += "\(margin)\(check.says): \(EvidenceText.of(check))\n"
      }
      if let reason = result.statement.cannotTell { text += "\(margin)\(reason)\n" }
      if let note = result.statement.note { text += "\(margin)(\(note))\n" }
    }
    func count(_ answer: CheckAnswer) -> Int { results.count { $0.answer == answer } }
    text += "\n\(count(.holds)) hold, \(count(.fails)) fail, "
    text += "\(count(.cannotTell)) cannot be told\n"
    return text
  }
}

extension ClaimsRun {
  /// Who said it, in brackets: the title of a source where a key names one.
  private static func speakers(_ statement: ClaimsFile.Statement, _ sources: [Source]) -> String {
    let names = statement.said.map { key in sources.first { $0.key == key }?.title ?? key }
    return names.isEmpty ? "" : " (\(names.joined(separator: "; ")))"
  }
}

extension InputErrors {
  /// An error whose text has both halves, `what; allowed: what is`, at a line of a file.
  init(file: String, line: Int, text: String) {
    let halves = text.components(separatedBy: "; allowed: ")
    self.init(
      file: file, line: line, what: halves[0],
      allowed: halves.count > 1 ? halves[1] : "a file that fits its station")
  }
}
