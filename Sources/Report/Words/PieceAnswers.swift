import Exchange
import Figures

/// One plain question to a piece, and its answer in a word and a few more.
struct PlainAnswer {
  enum Kind: String {
    case yes, partly, no, none

    /// The word that stands beside the sign.
    var word: String {
      switch self {
      case .yes: "Yes"
      case .partly: "In part"
      case .no: "No"
      case .none: "Nobody aboard"
      }
    }
  }
  let question: String
  let kind: Kind
  let detail: Markup
}

/// The questions that everybody asks of a piece, answered from its part of the verdict.
struct PieceAnswers {
  let piece: PieceView
  let findings: Findings

  var all: [PlainAnswer] { [attitude, orbit, power, air, home] }

  private func value(_ path: String, _ unit: String) -> String {
    UnitScale.text(piece.number(path) ?? 0, unit: unit)
  }

  var hasGyros: Bool { (piece.number("attitude.cmgMomentumNMS") ?? 0) > 0 }

  /// Whether jets are among what holds the attitude.
  var hasJets: Bool {
    let actuators = piece.document.texts("attitude.actuators")
    let assembly = findings.result.assembly
    let gyros = Set(
      assembly.modules.flatMap { module in module.plan.gyros.map { "\(module.id).\($0.id)" } })
    return actuators.contains { !gyros.contains($0) }
  }

  var holders: String {
    switch (hasGyros, hasJets) {
    case (true, true): "gyroscopes and jets"
    case (true, false): "gyroscopes alone"
    default: "jets"
    }
  }

  var attitude: PlainAnswer {
    let holds = piece.document.isTrue("attitude.controllable")
    let cause = piece.limit("attitude")?.text("cause") ?? ""
    return PlainAnswer(
      question: "Can it hold its attitude?", kind: holds ? .yes : .no,
      detail: holds ? "by \(holders)" : "\(cause)")
  }

  var orbit: PlainAnswer {
    let deltaV = piece.number("propulsion.deltaVMPerS") ?? 0
    let thrust = piece.number("propulsion.thrustN") ?? 0
    let question = "Can it change its orbit?"
    guard deltaV > 0 else {
      return PlainAnswer(
        question: question, kind: .no,
        detail: thrust > 0 ? "no propellant for its engines" : "no engine it could fire")
    }
    let speed: Markup = "by \(NumberText.short(deltaV)) m/s"
    let isHeld = piece.document.at("propulsion.holdable") != .bool(false)
    return PlainAnswer(
      question: question, kind: isHeld ? .yes : .partly,
      detail: isHeld ? speed : "\(speed), but its thrust misses the centre of mass")
  }

  var power: PlainAnswer {
    let question = "Is there power?"
    let (made, margin) = (piece.number("power.generatedW") ?? 0, piece.number("power.marginW") ?? 0)
    let needed = piece.number("power.requiredW") ?? 0
    if needed == 0, made == 0 {
      return PlainAnswer(question: question, kind: .no, detail: "no arrays and no loads")
    }
    guard margin < 0 else {
      return PlainAnswer(
        question: question, kind: .yes,
        detail: "\(value("power.marginW", "W")) to spare in the worst light")
    }
    guard made > 0 else {
      return PlainAnswer(
        question: question, kind: .no,
        detail: "no arrays for the \(value("power.requiredW", "W")) it asks for")
    }
    let scale = UnitScale(unit: "W", magnitude: needed)
    return PlainAnswer(
      question: question, kind: .partly,
      detail:
        "\(NumberText.short(made / scale.divisor)) of \(NumberText.short(needed / scale.divisor)) \(scale.unit) in the worst light"
    )
  }

  var air: PlainAnswer {
    let question = "Can people breathe?"
    guard piece.crew > 0 else { return PlainAnswer(question: question, kind: .none, detail: "") }
    let supported = piece.document.whole("air.crewSupported")
    let kind: PlainAnswer.Kind =
      supported >= piece.crew ? .yes : supported > 0 ? .partly : .no
    let end = piece.limit("air").map { ", until \(Wording.day($0.text("atUtc")))" } ?? ""
    return PlainAnswer(
      question: question, kind: kind,
      detail: "air renewed for \(supported), \(piece.crew) aboard\(end)")
  }

  var home: PlainAnswer {
    let question = "Can everybody go home?"
    guard piece.crew > 0 else { return PlainAnswer(question: question, kind: .none, detail: "") }
    let kind: PlainAnswer.Kind = piece.seats >= piece.crew ? .yes : piece.seats > 0 ? .partly : .no
    let seats = Wording.count(piece.seats, "seat")
    return PlainAnswer(
      question: question, kind: kind, detail: "\(seats) for \(Wording.count(piece.crew))")
  }
}
