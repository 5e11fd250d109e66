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
    let holds = answers.attitude.kind == .yes
    let deltaV = piece.number("propulsion.deltaVMPerS") ?? 0
    let moves = deltaV > 0
    let attitude =
      holds ? "can hold its attitude by \(answers.holders)" : "cannot hold its attitude"
    let propellant =
      (piece.number("propulsion.propellantKg") ?? 0)
      + (piece.number("propulsion.vehiclePropellantKg") ?? 0)
    let speed = "propellant to change its speed by \(NumberText.short(deltaV)) m/s"
    let orbit: String
    switch (moves, propellant > 0) {
    case (true, _): orbit = "has \(speed)"
    case (false, true):
      orbit = "cannot change its orbit: no engine can burn the propellant it carries"
    case (false, false): orbit = "cannot change its orbit"
    }
    let link = holds == moves ? " and" : ", but"
    let cause = piece.limit("attitude")?.text("cause") ?? ""
    let why = holds || cause.isEmpty ? "" : " (\(cause))"
    return "It \(attitude)\(why)\(link) \(orbit)."
  }

  /// Power, air and seats.
  private var life: Markup {
    let power: String
    switch answers.power.kind {
    case .yes: power = "Its arrays give enough even in the worst light"
    case .partly: power = "In the worst light its arrays give less than it asks for"
    default: power = "It makes no power"
    }
    guard piece.crew > 0 else { return "\(power); nobody is aboard." }
    let people = Wording.all(piece.crew)
    let count = Wording.count(piece.crew)
    let supported = piece.document.whole("air.crewSupported")
    let air =
      supported >= piece.crew
      ? "its units renew the air of \(people) aboard"
      : supported > 0
        ? "its units renew the air of \(Wording.count(supported)) of the \(count) aboard"
        : "nothing renews the air of the \(count) aboard"
    let missing = piece.crew - piece.seats
    let seats =
      missing <= 0
      ? "everybody has a seat home"
      : piece.seats == 0
        ? "nobody has a seat home"
        : "\(Wording.count(missing)) of them \(missing == 1 ? "has" : "have") no seat home"
    return "\(power); \(air), and \(seats)."
  }

  /// The limits in their order: those at once, then the first that comes later.
  private var ending: Markup {
    let (atOnce, later) = (Self.atOnce(piece), Self.later(piece))
    var parts: [String] = []
    if !atOnce.isEmpty {
      let names = Wording.list(atOnce.map { Self.name($0.text("what")) })
      parts.append("short from the start: \(names)")
    }
    if let next = later.first {
      let name = Self.name(next.text("what"))
      parts.append(
        "\(atOnce.isEmpty ? "first to end" : "next to end"): \(name), "
          + "on \(Wording.day(next.text("atUtc")))")
    }
    guard !parts.isEmpty else {
      return
        "<strong>No limit of its systems is crossed</strong>; how long its orbit lasts is not modelled yet."
    }
    return "<strong>\(Wording.capitalized(parts.joined(separator: "; ")))</strong>."
  }

  /// Limits that are crossed at the moment of the verdict.
  static func atOnce(_ piece: PieceView) -> [JSONValue] {
    piece.limits.filter { isAtOnce($0, piece) }
  }

  static func later(_ piece: PieceView) -> [JSONValue] {
    piece.limits.filter { !isAtOnce($0, piece) }
  }

  private static func isAtOnce(_ limit: JSONValue, _ piece: PieceView) -> Bool {
    limit.text("atUtc").prefix(19) == piece.document.text("epochUtc").prefix(19)
  }

  /// What a limit is about, for a sentence.
  static func name(_ what: String) -> String {
    switch what {
    case "air: pressure": "the pressure of the air"
    case "air: oxygen": "oxygen"
    case "air: carbonDioxide": "air free of carbon dioxide"
    case "seats": "seats home"
    case "attitude": "attitude control"
    case "batteries": "battery energy"
    case "heat": "cooling"
    default: what
    }
  }
}
