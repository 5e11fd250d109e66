import Exchange
import Kinematics
import StationModel

/// A fact of a file of claims: something that happened or was measured, with its source.
public struct StatedFact: Sendable {
  /// Unique in its file.
  public var id: String
  /// A number, a text or a date in ISO 8601.
  public var value: JSONValue
  /// The unit of its value; empty where it has none.
  public var unit: String
  /// Keys of the file's sources.
  public var sources: [String]
  /// How sure it is.
  public var confidence: Confidence
}

/// What checks are answered from.
struct CheckContext {
  var assembly: Assembly
  /// The station of the date, as `station show --json` prints it.
  var station: JSONValue
  /// The whole result of a run; null where there is none.
  var result: JSONValue = .null
  /// Verdicts by the id of their cut; of a run, under "".
  var verdicts: [String: JSONValue] = [:]
  /// Recordings by the id of their cut; of a run, under "".
  var recordings: [String: Recording] = [:]
  var facts: [String: StatedFact] = [:]

  func answer(_ check: Check) -> CheckResult {
    switch check.subject {
    case .series(let quantity, let module, let window):
      let samples = recordings[""].map { series(quantity, of: module, in: $0) } ?? []
      return answer(
        check, samples, window, unit: quantity.meaning.units,
        subject: "\(quantity.rawValue) of \(module)")
    case .pairSeries(let quantity, let a, let b, let window):
      let samples = recordings[""].map { series(quantity, between: a, and: b, in: $0) } ?? []
      return answer(
        check, samples, window, unit: quantity.meaning.units,
        subject: "\(quantity.rawValue) between \(a) and \(b)")
    case .verdict(let path, let cut):
      return answer(
        check, path, in: verdicts[cut ?? ""] ?? .null,
        subject: "verdict\(cut.map { " of \($0)" } ?? ""): \(path)")
    case .result(let path): return answer(check, path, in: result, subject: "result: \(path)")
    case .station(let path): return answer(check, path, in: station, subject: "station: \(path)")
    case .fact(let id):
      let fact = facts[id]
      let sources = fact?.sources.joined(separator: " ") ?? ""
      return finish(
        check, value: fact?.value ?? .null, unit: fact?.unit ?? "", subject: "\(id) (\(sources))")
    case .events(let kind, let cut):
      let count = recordings[cut ?? ""]?.events.count { $0.kind == kind } ?? 0
      return finish(
        check, value: .integer(Int64(count)), unit: "", subject: "events of kind \(kind.rawValue)")
    }
  }

  // MARK: Documents

  private func answer(
    _ check: Check, _ path: DocumentPath, in document: JSONValue, subject: String
  ) -> CheckResult {
    switch path.find(in: document) {
    case .value(let value): return finish(check, value: value, unit: "", subject: subject)
    case .nothing(let key):
      return CheckResult(
        says: check.says, answer: .cannotTell, observed: .null,
        evidence: "there is no '\(key)' at \(path)", subject: subject)
    }
  }

  private func finish(
    _ check: Check, value: JSONValue, unit: String, subject: String
  ) -> CheckResult {
    var answer = CheckAnswer.holds
    for condition in check.conditions {
      guard let holds = condition.holds(value) else {
        answer = answer == .fails ? .fails : .cannotTell
        continue
      }
      if !holds { answer = .fails }
    }
    let named = Check.Unit(name: unit, size: 1)
    let wanted = check.conditions.map { $0.words(named) }.joined(separator: " and ")
    let reason = value == .null ? "not modelled or not known" : Self.short(value, unit)
    return CheckResult(
      says: check.says, answer: answer, observed: value,
      evidence: "asked: \(wanted); found: \(reason)", subject: subject)
  }

  /// A value for people: lists are cut after eight items.
  static func short(_ value: JSONValue, _ unit: String) -> String {
    let tail = unit.isEmpty || unit == "1" ? "" : " " + unit
    switch value {
    case .array(let items):
      let first = items.prefix(8).map { short($0, "") }.joined(separator: ", ")
      return items.isEmpty
        ? "none" : first + (items.count > 8 ? " and \(items.count - 8) more" : "") + tail
    case .object(let members): return "{" + members.map(\.key).joined(separator: ", ") + "}"
    case .string(let text): return text + tail
    default: return value.canonical + tail
    }
  }

  // MARK: Series

  private typealias Sample = (time: Double, value: Double)

  private func series(
    _ quantity: RecordedQuantity, of module: String, in recording: Recording
  ) -> [Sample] {
    guard let index = assembly.moduleIndex(module) else { return [] }
    let tracks = recording.tracks.filter { $0.modules.contains(index) }
      .sorted { ($0.times.first ?? 0) < ($1.times.first ?? 0) }
    return tracks.flatMap { Array(zip($0.times, $0.series(quantity))) }
      .map { (time: $0.0, value: $0.1) }
  }

  private func series(
    _ quantity: PairQuantity, between a: String, and b: String, in recording: Recording
  ) -> [Sample] {
    guard let first = assembly.moduleIndex(a), let second = assembly.moduleIndex(b) else {
      return []
    }
    let pairs = recording.pairs.filter { pair in
      let (p, q) = (recording.tracks[pair.first].modules, recording.tracks[pair.second].modules)
      return (p.contains(first) && q.contains(second)) || (p.contains(second) && q.contains(first))
    }.sorted { ($0.times.first ?? 0) < ($1.times.first ?? 0) }
    return pairs.flatMap { pair in
      // Where the second piece is seen from the first turns round with the order of the two.
      let turned = !recording.tracks[pair.first].modules.contains(first)
      let sign = turned && [.inTrack, .crossTrack, .radial].contains(quantity) ? -1.0 : 1.0
      return zip(pair.times, pair.series(quantity)).map { (time: $0, value: sign * $1) }
    }
  }

  private func answer(
    _ check: Check, _ all: [Sample], _ window: Check.Window, unit: String, subject: String
  ) -> CheckResult {
    let samples = all.filter {
      $0.time >= window.from && $0.time <= window.until && !$0.value.isNaN
    }
    let unit = check.unit ?? Check.Unit(name: unit, size: 1)
    let wanted = check.conditions.map { $0.words(unit) }.joined(separator: " and ")
    let asked = "asked: \(window.when.words) \(wanted)"
    func result(_ answer: CheckAnswer, _ sample: Sample?, _ found: String) -> CheckResult {
      CheckResult(
        says: check.says, answer: answer, observed: JSONValue(sample?.value),
        evidence: "\(asked); found: \(found)", subject: subject, time: sample?.time)
    }
    func meets(_ sample: Sample) -> Bool {
      check.conditions.allSatisfy { $0.holds(sample.value) ?? false }
    }
    func words(_ sample: Sample) -> String {
      "\(Self.rounded(sample.value / unit.size)) \(unit.name == "1" ? "" : unit.name + " ")after "
        + Self.span(sample.time)
    }
    guard let last = samples.last else { return result(.cannotTell, nil, "nothing recorded then") }
    switch window.when {
    case .atEnd: return result(meets(last) ? .holds : .fails, last, words(last))
    case .eventually:
      if let first = samples.first(where: meets) { return result(.holds, first, words(first)) }
      return result(.fails, last, "never; at last " + words(last))
    case .always:
      if let first = samples.first(where: { !meets($0) }) {
        return result(.fails, first, words(first))
      }
      return result(.holds, worst(samples, check), words(worst(samples, check)))
    }
  }

  /// The sample nearest to breaking the first condition.
  private func worst(_ samples: [Sample], _ check: Check) -> Sample {
    var worst = samples[0]
    for sample in samples {
      switch check.conditions.first {
      case .least: if sample.value < worst.value { worst = sample }
      case .most: if sample.value > worst.value { worst = sample }
      case .near(let centre, _):
        if abs(sample.value - centre) > abs(worst.value - centre) { worst = sample }
      default: return samples[samples.count - 1]
      }
    }
    return worst
  }

  /// Six digits, for people.
  static func rounded(_ value: Double) -> String {
    let size = abs(value)
    return Assembly.rounded(value, size >= 1000 ? 0 : size >= 10 ? 2 : 4)
  }

  /// A time for people.
  static func span(_ seconds: Double) -> String {
    if seconds < 120 { return "\(Assembly.rounded(seconds, 0)) s" }
    if seconds < 7200 { return "\(Assembly.rounded(seconds / 60, 1)) min" }
    if seconds < 172_800 { return "\(Assembly.rounded(seconds / 3600, 2)) h" }
    return "\(Assembly.rounded(seconds / 86_400, 2)) d"
  }
}

extension Check.When {
  var words: String {
    switch self {
    case .always: "always"
    case .eventually: "at some time"
    case .atEnd: "at the end"
    }
  }
}
