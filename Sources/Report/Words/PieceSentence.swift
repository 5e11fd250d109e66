import Exchange
import Figures

/// What a piece can do and what ends first, in sentences.
struct PieceSentence {
  let piece: PieceView
  let findings: Findings
  private var answers: PieceAnswers { PieceAnswers(piece: piece, findings: findings) }

  var markup: Markup { "\(control) \(life) \(ending)" }

  /// Attitude and orbit.
  private var control: Markup {
    let attitude = answers.attitude.kind
    let deltaV = piece.number("propulsion.deltaVMPerS") ?? 0
    // The first card of the page names the term of the trade.
    let pointed = "keep itself pointed" + (piece.number <= 1 ? " (hold its attitude)" : "")
    let holds: String
    switch attitude {
    case .no: holds = "cannot \(pointed)"
    case .partly: holds = "can \(pointed) by \(answers.holders), until they are full"
    default: holds = "can \(pointed) by \(answers.holders)"
    }
    let link = (attitude != .no) == (deltaV > 0) ? " and" : ", but"
    let cause = piece.limit("attitude")?.text("cause") ?? ""
    let why = attitude != .no || cause.isEmpty ? "" : " (\(cause))"
    return "It \(holds)\(why)\(link) \(orbit(deltaV))."
  }

  private func orbit(_ deltaV: Double) -> Markup {
    if deltaV > 0 {
      return "has propellant enough to change its speed by \(NumberText.short(deltaV)) m/s"
    }
    if let contingency = answers.contingency {
      return "for changing its orbit it has \(contingency)"
    }
    let propellant =
      (piece.number("propulsion.propellantKg") ?? 0)
      + (piece.number("propulsion.vehiclePropellantKg") ?? 0)
    return propellant > 0
      ? "cannot change its orbit: no engine for that can burn the propellant it carries"
      : "cannot change its orbit"
  }

  /// Power, air and seats.
  private var life: Markup {
    let power = self.power
    guard piece.crew > 0 else { return "\(power); nobody is aboard." }
    let people = Wording.all(piece.crew)
    let count = Wording.count(piece.crew)
    let supported = piece.document.whole("air.crewSupported")
    let powered = answers.air.kind == .partly && supported >= piece.crew
    let air =
      supported >= piece.crew
      ? "its units renew the air of \(people) aboard\(powered ? " while there is power" : "")"
      : supported > 0
        ? "its units renew the air of \(Wording.count(supported)) of the \(count) aboard"
        : "nothing renews the air of the \(count) aboard"
    return "\(power); \(air), and \(seats)."
  }

  private var power: String {
    let answer = answers.power
    switch (answer.kind, answer.said) {
    case (.yes, _): return "Its arrays give enough even at the worst angle of the Sun"
    case (.partly, .some):
      return "Its arrays give enough on this date, but not at the worst angle of the Sun"
    case (.partly, nil):
      return piece.number("power.onDate.marginW") == nil
        ? "At the worst angle of the Sun its arrays give less than it asks for"
        : "Its arrays give less than it asks for already on this date"
    case (.none, _): return "It needs no power"
    default: return "It makes no power"
    }
  }

  private var seats: String {
    let missing = piece.crew - piece.seats
    if missing <= 0 { return "everybody has a seat home" }
    if piece.seats == 0 { return "nobody has a seat home" }
    return "\(Wording.count(missing)) of them \(missing == 1 ? "has" : "have") no seat home"
  }

  /// The limits in their order: those at once, then the first that comes later.
  private var ending: Markup {
    let words = piece.limits.map { LimitWords($0, piece, findings) }
    let atOnce = words.filter(\.isAtOnce)
    var parts: [String] = []
    if !atOnce.isEmpty {
      let names = Wording.list(atOnce.map { Self.name($0.limit.text("what")) })
      parts.append("short from the start: \(names)")
    }
    if let next = words.first(where: { !$0.isAtOnce }) {
      let name = Self.name(next.limit.text("what"))
      let order = atOnce.isEmpty ? "first to run short" : "next to run short"
      let doubt = next.isVague ? ", on poorly known figures" : ""
      parts.append("\(order): \(name), \(next.when)\(doubt)")
    }
    guard !parts.isEmpty else {
      let why = piece.document.text("survives.why")
      let rest = why.split(separator: " crossed", maxSplits: 1).dropFirst().first ?? ""
      return "<strong>No limit of its systems is crossed</strong>\(String(rest))."
    }
    return "<strong>\(Wording.capitalized(parts.joined(separator: "; ")))</strong>."
  }

  /// What the piece cannot do, as a clause after its name: `cannot change its orbit`.
  var lack: String {
    let answers = self.answers
    var lacks: [String] = []
    if answers.attitude.kind == .no { lacks.append("cannot keep itself pointed") }
    switch answers.orbit.kind {
    case .no: lacks.append("cannot change its orbit")
    case .partly where answers.contingency != nil:
      lacks.append("has only engines for emergencies")
    default: break
    }
    switch (answers.power.kind, answers.power.said) {
    case (.no, _): lacks.append("makes no power")
    case (.partly, nil) where piece.number("power.onDate.marginW") != nil:
      lacks.append("is short of power")
    case (.partly, _) where answers.lacksEnergy: lacks.append("runs short of power in the flight")
    case (.partly, _): lacks.append("is short of power at the worst angle of the Sun")
    default: break
    }
    if answers.air.kind == .no { lacks.append("cannot renew the air of its crew") }
    if piece.crew > piece.seats {
      let people = Wording.count(piece.crew)
      lacks.append(
        piece.seats == 0
          ? "has no way home for the \(people) aboard"
          : "has \(Wording.count(piece.seats, "seat")) home for \(people) people")
    }
    return lacks.isEmpty ? "lacks nothing that is asked here" : Wording.list(lacks)
  }

  /// What a limit is about, for a sentence.
  static func name(_ what: String) -> String {
    switch what {
    case "air: pressure": "the pressure of the air"
    case "air: oxygen": "oxygen"
    case "air: carbonDioxide": "air free of carbon dioxide"
    case "seats": "seats home"
    case "attitude": "control of where it points"
    case "batteries": "battery energy"
    case "heat": "cooling"
    case "orbit": "its orbit"
    default: what
    }
  }
}
