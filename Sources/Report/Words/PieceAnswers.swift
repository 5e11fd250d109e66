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
  /// The word where that of the kind says too little.
  var said: String?

  var word: String { said ?? kind.word }
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
    let question = "Can it keep itself pointed?"
    guard piece.document.isTrue("attitude.controllable") else {
      return PlainAnswer(
        question: question, kind: .no, detail: "\(piece.limit("attitude")?.text("cause") ?? "")")
    }
    guard !hasJets, let full = piece.number("attitude.timeToSaturationS") else {
      return PlainAnswer(question: question, kind: .yes, detail: "by \(holders)")
    }
    let open: Markup =
      piece.document.at("attitude.torqueEquilibriumDeg") == .null
      ? " (a flight at full fidelity tells in which attitude torques cancel)" : ""
    return PlainAnswer(
      question: question, kind: .partly,
      detail:
        "by \(holders); held as it flies they are full after \(Wording.duration(full)) and nothing on this piece can empty them\(open)"
    )
  }

  /// Engines for orbit changes that are kept for emergencies, with the modules they belong to; nil
  /// where there are none. They do not count.
  var contingency: Markup? {
    let engines = piece.document.texts("propulsion.contingencyEngines")
    guard !engines.isEmpty else { return nil }
    var names: [Markup] = []
    for engine in engines {
      let module = engine.split(separator: ".").first.map(String.init) ?? engine
      let name = findings.name(module)
      if !names.contains(where: { $0.text == name.text }) { names.append(name) }
    }
    let thrust = piece.number("propulsion.contingencyThrustN").map {
      ", \(UnitScale.text($0, unit: "N"))"
    }
    return
      "only engines kept for emergencies (\(names.enumerated)\(thrust ?? "")), which are not counted"
  }

  var orbit: PlainAnswer {
    let deltaV = piece.number("propulsion.deltaVMPerS") ?? 0
    let thrust = piece.number("propulsion.thrustN") ?? 0
    let question = "Can it change its orbit?"
    guard deltaV > 0 else {
      if let contingency {
        return PlainAnswer(question: question, kind: .partly, detail: contingency)
      }
      return PlainAnswer(
        question: question, kind: .no,
        detail: thrust > 0 ? "no propellant for its engines" : "no engine for orbit changes")
    }
    let speed: Markup = "enough to change its speed by \(NumberText.short(deltaV)) m/s"
    let isHeld = piece.document.at("propulsion.holdable") != .bool(false)
    return PlainAnswer(
      question: question, kind: isHeld ? .yes : .partly,
      detail: isHeld ? speed : "\(speed), but its thrust misses the centre of mass")
  }

  var home: PlainAnswer {
    let question = "Can everybody go home?"
    guard piece.crew > 0 else { return PlainAnswer(question: question, kind: .none, detail: "") }
    let kind: PlainAnswer.Kind = piece.seats >= piece.crew ? .yes : .no
    let seats = Wording.count(piece.seats, "seat")
    return PlainAnswer(
      question: question, kind: kind, detail: "\(seats) for \(Wording.count(piece.crew))")
  }
}
