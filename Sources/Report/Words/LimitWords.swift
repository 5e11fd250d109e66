import Exchange
import Figures
import Kinematics

/// A limit of a piece in words: when it is crossed, and how well that is known.
struct LimitWords {
  let limit: JSONValue
  let piece: PieceView
  let findings: Findings

  init(_ limit: JSONValue, _ piece: PieceView, _ findings: Findings) {
    self.limit = limit
    self.piece = piece
    self.findings = findings
  }

  private var what: String { limit.text("what") }
  private var iso: String { limit.text("atUtc") }
  private var epoch: String { piece.document.text("epochUtc") }

  static func isSameInstant(_ limit: JSONValue, _ piece: PieceView) -> Bool {
    limit.text("atUtc").prefix(19) == piece.document.text("epochUtc").prefix(19)
  }

  /// Whether it is crossed at the moment of the verdict. Power of which the flight never lacked any
  /// is not: it runs short at another angle of the Sun.
  var isAtOnce: Bool {
    guard Self.isSameInstant(limit, piece) else { return false }
    let wasServed = piece.end.number("energyUnservedJ") == 0
    return !(what == "power" && wasServed && (piece.number("power.storageJ") ?? 0) > 0)
  }

  /// The group of evidence behind it; nil for what is counted.
  private var group: String? {
    switch what {
    case "power", "batteries": "power"
    case "water": "water"
    case "heat": "thermal"
    case "attitude": "attitude"
    case "orbit": "lifetime"
    default: what.hasPrefix("air") ? "air" : nil
    }
  }

  /// The least confidence of the figures behind it.
  var confidence: String? {
    group.flatMap { piece.document.at("evidence.\($0).leastConfidence").text }
  }

  /// How long after the verdict it is crossed [s].
  private var delay: Double? {
    guard let from = try? Epoch(utc: epoch), let to = try? Epoch(utc: iso) else {
      return nil
    }
    return to - from
  }

  /// Whether the date is one that poorly known figures carry more than a week ahead.
  var isVague: Bool { confidence == "low" && (delay ?? 0) > 7 * 86_400 }

  /// `at once`, `24 March 2022` or `about 3 weeks after (24 March 2022)`.
  var when: String {
    if isAtOnce { return "at once" }
    if Self.isSameInstant(limit, piece) {
      return (piece.number("power.generatedW") ?? 0) > 0
        ? "at the worst angle of the Sun" : "when its batteries are empty"
    }
    guard isVague, let delay else { return dayOrHour }
    return "about \(Wording.roughly(delay)) after (\(Wording.day(iso)))"
  }

  /// The day, within two days with the time.
  var dayOrHour: String {
    guard let delay, delay <= 2 * 86_400 else { return Wording.day(iso) }
    return "\(Wording.dayAndMinute(iso)) UTC"
  }

  /// Why, without the names of angles.
  var cause: String {
    limit.text("cause").replacing("worst beta angle", with: "worst angle of the Sun")
  }
}
